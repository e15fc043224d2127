"""A form is one window's as long as its process lives, whatever its computer is called."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from ui import held
from ui.held import Holder, hold, remove_left_behind, this_process

ROOT = Path(__file__).parents[2]
HOLDING = """
import sys
from pathlib import Path
from ui.held import hold
held = hold(Path(sys.argv[1]))
print("held" if held else "another's", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "unsaved-1.json"


@pytest.fixture
def _no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without locks: there only what the lock file says can decide."""
    monkeypatch.setattr(held, "_lock", lambda handle: None)


def holding(file: Path) -> subprocess.Popen[str]:
    """Another process that holds the file."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


def say(file: Path, **changed: object) -> None:
    """Let its lock file name a holder: this process, but for what is changed."""
    holder = msgspec.structs.replace(this_process(), **changed)
    lock_of(file).write_bytes(msgspec.json.encode(holder))


def test_a_file_is_held_by_one_process_until_that_is_killed(file: Path) -> None:
    process = holding(file)
    assert hold(file) is None
    end(process)
    assert lock_of(file).exists(), "a kill leaves it there"
    mine = hold(file)
    assert mine is not None
    assert mine.before == ""
    assert hold(file) is None, "nor by two windows of one process"
    mine.let_go()
    assert not lock_of(file).exists()


@pytest.mark.usefixtures("_no_locks")
def test_without_locks_the_process_that_is_named_decides(file: Path) -> None:
    process = holding(file)
    say(file, pid=process.pid, began=held._began(process.pid))
    assert hold(file) is None
    end(process)
    assert hold(file) is not None


@pytest.mark.usefixtures("_no_locks")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes say when they began")
def test_a_process_that_got_the_number_of_one_that_is_gone_holds_nothing(file: Path) -> None:
    say(file, began="1")
    assert hold(file) is not None


@pytest.mark.parametrize(
    "pid",
    [os.getpid(), 2**22 + 1, 2**70, 0, -1],
    ids=["alive here", "nobody's", "too large", "zero", "negative"],
)
def test_a_lock_under_another_computers_name_is_taken_over_and_the_computer_said(
    file: Path, pid: int
) -> None:
    say(file, host="ward-3", machine="another", pid=pid)
    taken = hold(file)
    assert taken is not None
    assert taken.before == "ward-3"


def test_a_lock_of_this_computer_under_an_earlier_name_is_its_own(file: Path) -> None:
    if not this_process().machine:
        pytest.skip("this computer has a name alone")
    say(file, host="before-it-was-renamed")
    taken = hold(file)
    assert taken is not None
    assert taken.before == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"4711\ntaper-planner\nward-3\n\n\n",
        b"\0" * 100,
        b"[" * 900,
        b'{"host": 1}',
        b'{"host":"","machine":"","pid":"x","began":""}',
    ],
    ids=["nothing", "an earlier version's", "zeros", "nested", "another type", "no number"],
)
def test_a_lock_file_that_names_nobody_holds_nothing(file: Path, content: bytes) -> None:
    lock_of(file).write_bytes(content)
    assert hold(file) is not None


def test_a_lock_file_is_its_owners_alone_and_never_a_link(file: Path, tmp_path: Path) -> None:
    assert hold(file) is not None
    assert lock_of(file).stat().st_mode & 0o077 == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"somebody's")
    lock_of(tmp_path / "unsaved-2.json").symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic"):
        hold(tmp_path / "unsaved-2.json")
    assert elsewhere.read_bytes() == b"somebody's"


def test_locks_whose_forms_are_gone_are_removed_those_in_use_are_not(
    file: Path, tmp_path: Path
) -> None:
    process = holding(file)
    say(tmp_path / "unsaved-2.json")
    say(tmp_path / "unsaved-3.json")
    (tmp_path / "unsaved-3.json").write_bytes(b"{}")
    remove_left_behind(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "unsaved-1.lock",
        "unsaved-3.json",
        "unsaved-3.lock",
    ]
    end(process)
    remove_left_behind(tmp_path)
    assert not lock_of(file).exists()


def test_a_holder_is_named_by_computer_process_and_when_that_began() -> None:
    mine = this_process()
    assert (mine.host, mine.pid) == (socket.gethostname(), os.getpid())
    assert not mine.is_gone
    assert not mine.is_elsewhere
    assert Holder(mine.host, "", mine.pid, mine.began).is_elsewhere is False
