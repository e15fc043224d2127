"""Two at once: nothing that somebody else has written is replaced, however close the two are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner import changed_elsewhere
from planner.changed_elsewhere import (
    ChangedElsewhere,
    digest_at,
    digest_of,
    replace_unchanged,
    write_beside,
)
from planner.whole_file import FileProblem

ROOT = Path(__file__).resolve().parents[1]
OURS, THEIRS, READ = b"ours", b"theirs", b"as it was read"

SAVING = """
import sys
from pathlib import Path
from planner.changed_elsewhere import *
path, who = Path(sys.argv[1]), sys.argv[2]
sys.stdin.readline()
written = 0
for number in range(300):
    while True:
        before = path.read_bytes()
        try:
            replace_unchanged(path, before + who.encode(), digest_of(before))
        except ChangedElsewhere:
            continue
        written += 1
        break
print(written)
"""


@pytest.mark.parametrize(
    ("there", "read", "afterwards"),
    [
        (READ, READ, OURS),
        (THEIRS, READ, None),
        (THEIRS, None, None),
        (None, None, OURS),
        (None, READ, OURS),
        (OURS, READ, OURS),
    ],
    ids=[
        "as it was read: replaced",
        "changed since: left",
        "made since: left",
        "new: made",
        "gone since: made anew",
        "the same saved elsewhere: no trouble",
    ],
)
def test_only_what_was_read_is_replaced(
    tmp_path: Path, there: bytes | None, read: bytes | None, afterwards: bytes | None
) -> None:
    file = tmp_path / "plan.json"
    if there is not None:
        file.write_bytes(there)
    known = None if read is None else digest_of(read)
    if afterwards is None:
        with pytest.raises(ChangedElsewhere) as changed:
            replace_unchanged(file, OURS, known)
        assert changed.value.now == digest_at(file) == digest_of(THEIRS)
        assert file.read_bytes() == there
    else:
        replace_unchanged(file, OURS, known)
        assert file.read_bytes() == afterwards
    assert len(list(tmp_path.iterdir())) == 1, "no draft stays behind"


def test_a_copy_that_brings_an_old_time_along_is_another_file_nevertheless(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(READ)
    seen = file.stat()
    copy = tmp_path / "from the sync client"
    copy.write_bytes(b"AS it was read")
    os.utime(copy, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    copy.replace(file)
    assert file.stat().st_mtime_ns == seen.st_mtime_ns
    assert file.stat().st_size == seen.st_size
    with pytest.raises(ChangedElsewhere):
        replace_unchanged(file, OURS, digest_of(READ))


@pytest.mark.parametrize("was_there", [True, False], ids=["replaced", "made"])
def test_what_somebody_writes_while_our_draft_is_being_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool
) -> None:
    file = tmp_path / "plan.json"
    if was_there:
        file.write_bytes(READ)
    write_whole = changed_elsewhere.write_whole

    def slowly(path: Path, content: bytes, put: object) -> None:
        file.write_bytes(THEIRS)  # after the first look
        write_whole(path, content, put)  # type: ignore[arg-type]

    monkeypatch.setattr(changed_elsewhere, "write_whole", slowly)
    with pytest.raises(ChangedElsewhere):
        replace_unchanged(file, OURS, digest_of(READ) if was_there else None)
    assert file.read_bytes() == THEIRS
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]


def test_two_processes_that_save_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Each adds a letter to what it has read, 300 times: all 600 are there in the end."""
    file = tmp_path / "plan.json"
    file.write_bytes(b"")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", SAVING, str(file), who],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in "ab"
    ]
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        assert one.communicate()[0].strip() == "300"
    letters = file.read_bytes()
    assert (letters.count(b"a"), letters.count(b"b")) == (300, 300)


def test_both_are_kept_under_a_name_that_nothing_has(tmp_path: Path) -> None:
    file = tmp_path / "plan.v1.json"
    (tmp_path / "plan.v1 (2).json").write_bytes(THEIRS)
    (tmp_path / "plan.v1 (3).json").symlink_to(tmp_path / "nothing")
    assert write_beside(file, OURS) == tmp_path / "plan.v1 (4).json"
    assert (tmp_path / "plan.v1 (2).json").read_bytes() == THEIRS
    assert (tmp_path / "plan.v1 (4).json").read_bytes() == OURS
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("no_links", [False, True], ids=["links", "a file system without links"])
def test_a_name_that_somebody_takes_in_the_last_moment_stays_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_links: bool
) -> None:
    file = tmp_path / "plan.json"
    lexists = os.path.lexists
    if no_links:
        monkeypatch.setattr(os, "link", _refused)
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def nothing_yet(path: Path) -> bool:
        if path.name == "plan (2).json" and not lexists(path):
            path.write_bytes(THEIRS)
            return False
        return lexists(path)

    monkeypatch.setattr(os.path, "lexists", nothing_yet)
    assert write_beside(file, OURS) == tmp_path / "plan (3).json"
    assert (tmp_path / "plan (2).json").read_bytes() == THEIRS
    assert (tmp_path / "plan (3).json").read_bytes() == OURS
    assert len(list(tmp_path.iterdir())) == 2


def _refused(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_folder_or_a_device_in_its_place_is_no_conflict(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="it is a folder"):
        replace_unchanged(tmp_path, OURS, None)
    replace_unchanged(Path(os.devnull), OURS, digest_of(READ))
