"""A disk that is full, or a folder that can't be written: said, the old file whole, the form kept.

Each in a process of its own, on a small disk of its own where the system lets us make one.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import EXAMPLE
from ui.autosave import left_behind

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks and rights of Linux")

SAVING = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.conftest import open_window, type_into
folder, plan = Path(sys.argv[1]), Path(sys.argv[2])
window = open_window(folder)
window.files.open_file(plan)
type_into(window, "Identifier", "4711")
window.files.save()
print(window.line.text)
assert window.plan.dirty
window.autosave.keep()
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""


def saving(folder: Path, plan: Path) -> str:
    """What the window says when the plan is saved; it is killed then."""
    ended = subprocess.run(
        [sys.executable, "-c", SAVING, str(folder), str(plan)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=_as_others_may,
    )
    assert ended.returncode == -9, ended.stderr
    return ended.stdout.strip()


def _as_others_may() -> None:
    """Give up root's right to write anywhere, where this is root."""
    ctypes.CDLL(None).prctl(24, 1)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def kept(folder: Path) -> list[str]:
    """The identifiers in the forms left unsaved."""
    forms = left_behind(folder / "unsaved").forms
    for form in forms:
        form.let_go()
    return [form.kept.draft.patient.identifier for form in forms]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_on_a_full_disk_the_plan_stays_whole_and_the_form_is_kept_elsewhere(
    tmp_path: Path, small_disk: Path
) -> None:
    plan = small_disk / "plan.json"
    plan.write_bytes(EXAMPLE.read_bytes())
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 512):
                pass
        except OSError:
            pass
    assert saving(tmp_path, plan) == f"{plan}: can't be written: No space left on device"
    assert plan.read_bytes() == EXAMPLE.read_bytes()
    assert sorted(one.name for one in small_disk.iterdir()) == ["filler", "plan.json"]
    assert kept(tmp_path) == ["4711"]


def test_in_a_folder_that_cannot_be_written_the_plan_stays_and_the_form_is_kept_elsewhere(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    plan = folder / "plan.json"
    plan.write_bytes(EXAMPLE.read_bytes())
    folder.chmod(0o500)
    try:
        assert saving(tmp_path, plan) == f"{plan}: can't be written: Permission denied"
    finally:
        folder.chmod(0o700)
    assert plan.read_bytes() == EXAMPLE.read_bytes()
    assert os.listdir(folder) == ["plan.json"]
    assert kept(tmp_path) == ["4711"]


def test_a_plan_that_is_read_only_is_not_replaced(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(EXAMPLE.read_bytes())
    plan.chmod(0o444)
    assert saving(tmp_path, plan) == f"{plan}: can't be written: it is read-only"
    assert plan.read_bytes() == EXAMPLE.read_bytes()
    assert kept(tmp_path) == ["4711"]
