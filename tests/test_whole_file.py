"""A file is written whole or not at all, where a link leads, with the rights that it had.

Real files, a real full disk, real kills: each test does what it says.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import whole_file
from planner.files import FileProblem, make_private_folder, write_whole

ROOT = Path(__file__).resolve().parents[1]
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, links and signals of POSIX")
NEW = b"the new content"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that is there already."""
    file = tmp_path / "plan.json"
    file.write_bytes(b"the old content")
    file.chmod(0o640)
    return file


@pytest.fixture(params=["unnamed", "named"])
def _drafts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of draft: Linux's without a name, and that of every other system."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users come to: those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def refused(path: Path) -> str:
    """Why the path can't be written, without its name."""
    with pytest.raises(FileProblem) as problem:
        write_whole(path, NEW)
    before, sentence = str(problem.value).split(": can't be written: ")
    assert before == str(path)
    return sentence


# What a file is like afterwards


@pytest.mark.usefixtures("_drafts")
@POSIX
def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "plan.json", NEW)
    assert (tmp_path / "plan.json").read_bytes() == NEW
    assert mode(tmp_path / "plan.json") == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


@POSIX
def test_in_a_folder_that_a_group_shares_a_new_file_is_the_groups_too(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    write_whole(tmp_path / "plan.json", NEW)
    assert mode(tmp_path / "plan.json") == 0o660


@pytest.mark.usefixtures("_drafts")
@POSIX
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664, 0o644, 0o755])
def test_a_file_that_is_there_keeps_its_mode(old: Path, rights: int) -> None:
    old.chmod(rights)
    write_whole(old, NEW)
    assert old.read_bytes() == NEW
    assert mode(old) == rights
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives files to others")
def test_a_file_keeps_its_owner_and_group(old: Path) -> None:
    os.chown(old, 12345, 23456)
    write_whole(old, NEW)
    assert (old.stat().st_uid, old.stat().st_gid, mode(old)) == (12345, 23456, 0o640)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="becomes another user")
def test_a_group_that_cannot_be_kept_hands_its_rights_to_no_other(open_folder: Path) -> None:
    """A colleague's file, which everybody may write, of a group that the writer isn't in."""
    file = open_folder / "plan.json"
    file.write_bytes(b"old")
    file.chmod(0o666)
    os.chown(file, 12345, 23456)
    assert run_python(IMPORT + AS_ANOTHER_USER + WRITE, str(file)) == ""
    assert file.read_bytes() == NEW
    assert (file.stat().st_uid, file.stat().st_gid, mode(file)) == (111, 111, 0o606)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's access lists")
def test_a_file_keeps_its_access_list(old: Path) -> None:
    """User 12345 may read and write it, its group may not: the mode's middle is the most of all."""
    entries = [(1, 6, -1), (2, 6, 12345), (4, 0, -1), (16, 6, -1), (32, 0, -1)]
    made = b"\2\0\0\0" + b"".join(
        tag.to_bytes(2, "little") + may.to_bytes(2, "little") + (who % 2**32).to_bytes(4, "little")
        for tag, may, who in entries
    )
    try:
        os.setxattr(old, "system.posix_acl_access", made)
    except OSError:
        pytest.skip("this file system has no access lists")
    write_whole(old, NEW)
    assert os.getxattr(old, "system.posix_acl_access") == made


@POSIX
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed_and_stays(old: Path, tmp_path: Path, there: bool) -> None:
    (tmp_path / "links").mkdir()
    if not there:
        old.unlink()
    (tmp_path / "links" / "second").symlink_to("../plan.json")
    first = tmp_path / "links" / "first"
    first.symlink_to("second")
    write_whole(first, NEW)
    assert old.read_bytes() == NEW
    assert first.is_symlink()
    assert mode(old) == (0o640 if there else 0o600)
    assert sorted(file.name for file in (tmp_path / "links").iterdir()) == ["first", "second"]


# What is refused


@pytest.mark.usefixtures("_drafts")
@pytest.mark.parametrize("linked", [pytest.param(True, marks=POSIX), False])
def test_a_read_only_file_is_refused_even_to_root(old: Path, linked: bool) -> None:
    path = old
    if linked:
        path = old.with_name("link")
        path.symlink_to(old)
    old.chmod(0o444)
    assert refused(path) == "it is read-only"
    assert old.read_bytes() == b"the old content"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="becomes another user")
def test_so_is_a_file_that_its_owner_may_write_and_we_may_not(open_folder: Path) -> None:
    """Though in such a folder it could be replaced."""
    file = open_folder / "plan.json"
    file.write_bytes(b"old")
    file.chmod(0o644)
    said = run_python(IMPORT + AS_ANOTHER_USER + WRITE, str(file))
    assert said == f"FileProblem: {file}: can't be written: it is read-only"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "it is a folder"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere" / "plan.json") == "No such file or directory"


@POSIX
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    assert refused(tmp_path / "link") == "Too many levels of symbolic links"


# What is no file


@POSIX
def test_a_pipe_is_written_to_straight(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, NEW)
    reader.join(10)
    assert read == [NEW]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_a_device_is_written_to_straight() -> None:
    write_whole(Path("/dev/null"), NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_device_is_said() -> None:
    assert refused(Path("/dev/full")) == "No space left on device"


@POSIX
@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_is_added_to_in_its_order(tmp_path: Path, path: str) -> None:
    """As a shell does it: `{ command; command; } >> file`."""
    out = tmp_path / "out"
    out.write_bytes(b"before\n")
    code = f"{IMPORT}print('printed')\n{WRITE}print('after')"
    with out.open("ab") as file:
        command = [sys.executable, "-c", code, path]
        subprocess.run(command, cwd=ROOT, stdout=file, check=True)
    assert out.read_bytes() == b"before\nprinted\n" + NEW + b"after\n"


@POSIX
def test_what_a_shell_hands_over_as_an_open_file_is_written_to(tmp_path: Path) -> None:
    ends = os.pipe()
    command = [sys.executable, "-c", IMPORT + WRITE, f"/dev/fd/{ends[1]}"]
    subprocess.run(command, cwd=ROOT, pass_fds=[ends[1]], check=True)
    os.close(ends[1])
    with os.fdopen(ends[0], "rb") as reading:
        assert reading.read() == NEW


# Faults in the middle

IMPORT = """
import os, resource, sys, tempfile
from pathlib import Path
from planner.files import FileProblem, write_whole
"""
WRITE = """
try: write_whole(Path(sys.argv[1]), b"the new content")
except FileProblem as problem: print(f"FileProblem: {problem}")
"""
AS_ANOTHER_USER = "os.setgroups([]); os.setgid(111); os.setuid(111)\n"
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))\n"
WITHOUT_UNNAMED = "vars(os).pop('O_TMPFILE', None)\n"
AGAIN_AND_AGAIN = """
contents = [letter * 3_000_000 for letter in (b"a", b"b")]
print(flush=True)
while True:
    for content in contents: write_whole(Path(sys.argv[1]), content)
"""


def run_python(code: str, *arguments: str) -> str:
    """What a Python of its own prints."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().strip()


@POSIX
@pytest.mark.parametrize("there", [True, False])
def test_where_no_more_can_be_written_the_old_file_stays(old: Path, there: bool) -> None:
    if not there:
        old.unlink()
    for way in ("", WITHOUT_UNNAMED):
        said = run_python(IMPORT + FULL + way + WRITE, str(old))
        assert said == f"FileProblem: {old}: can't be written: File too large"
        assert [file.read_bytes() for file in old.parent.iterdir()] == [b"the old content"] * there


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small disk can't be had here")
    try:
        file = tmp_path / "plan.json"
        file.write_bytes(b"the old content")
        with pytest.raises(FileProblem, match="can't be written: No space left on device"):
            write_whole(file, bytes(100_000))
        assert file.read_bytes() == b"the old content"
        assert list(tmp_path.iterdir()) == [file]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@POSIX
@pytest.mark.parametrize("way", ["", WITHOUT_UNNAMED], ids=["unnamed", "named"])
@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.long)])
def test_a_kill_leaves_the_file_whole_and_no_draft_for_long(
    tmp_path: Path, way: str, kills: int
) -> None:
    file = tmp_path / "plan.json"
    write_whole(file, b"a" * 3_000_000)
    for kill in range(kills):
        command = [sys.executable, "-c", IMPORT + way + AGAIN_AND_AGAIN, str(file)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(0.003 * (kill % 17))  # at another moment of the write each time
            writer.send_signal(signal.SIGKILL)
        assert file.read_bytes() in (b"a" * 3_000_000, b"b" * 3_000_000)
        left = [other for other in tmp_path.iterdir() if other != file]
        assert [mode(draft) for draft in left if mode(draft) & 0o077] == []
        write_whole(file, b"a" * 3_000_000)
        assert list(tmp_path.iterdir()) == [file]


@POSIX
def test_the_draft_of_one_who_is_still_writing_is_let_be(old: Path) -> None:
    """Two writers at once: each file is whole, and neither takes the other's draft away."""
    command = [sys.executable, "-c", IMPORT + WITHOUT_UNNAMED + AGAIN_AND_AGAIN, str(old)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        for _ in range(200):
            write_whole(old.with_name("another"), NEW)
        assert writer.poll() is None, "the other writer met with an error"
        writer.kill()
    assert old.with_name("another").read_bytes() == NEW


@POSIX
def test_a_draft_is_its_owners_alone_from_the_first_byte(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen at the moment when it is whole, and not yet in its place."""
    seen: list[int] = []
    replace = os.replace

    def look(draft: Path, target: Path) -> None:
        seen.append(mode(draft))
        replace(draft, target)

    monkeypatch.setattr(whole_file.os, "replace", look)
    old.unlink()
    write_whole(old, NEW)
    assert seen == [0o600]


# Folders


@POSIX
def test_folders_that_are_made_are_their_owners_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "taper planner" / "unsaved")
    assert [mode(tmp_path / "taper planner" / it) for it in ("", "unsaved")] == [0o700, 0o700]
    assert mode(tmp_path) == 0o755


@POSIX
def test_an_open_folder_of_an_earlier_version_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path)
    assert mode(tmp_path) == 0o700
