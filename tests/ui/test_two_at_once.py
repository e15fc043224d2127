"""Two windows, two processes, a crash in between, a sync client: nobody's plan is lost unseen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import click, close_without_asking, entry, open_window, type_into
from ui.file_actions import EXAMPLE
from ui.offer_unsaved import offer_unsaved
from ui.window import Window

ROOT = Path(__file__).parents[2]

TYPING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.conftest import open_window, type_into
window = open_window(Path(sys.argv[1]))
window.files.open_file(Path(sys.argv[2]))
type_into(window, "Morning dose", "25")
if sys.argv[3] == "save":
    window.files.save()
    print(window.line.text or "saved", flush=True)
else:
    window.autosave.keep()
    print("kept", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan that two people open."""
    plan = tmp_path / "shared" / "plan.json"
    plan.parent.mkdir()
    plan.write_bytes(EXAMPLE.read_bytes())
    return plan


def opened(qtbot: QtBot, folder: Path, file: Path | None = None) -> Window:
    window = open_window(folder)
    qtbot.addWidget(window, before_close_func=close_without_asking)
    if file:
        window.files.open_file(file)
        assert window.plan.path == file
    return window


def another(folder: Path, file: Path, do: str) -> subprocess.Popen[str]:
    """Another process that has the file open, has typed 25 mg, and has saved it or not."""
    process = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(folder), str(file), do],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() in ("saved", "kept")
    return process


def morning(file: Path) -> str:
    """The morning's milligrams in a plan file."""
    return str(json.loads(file.read_bytes())["regimen"][0]["mg"])


def in_conflict(qtbot: QtBot, tmp_path: Path, file: Path) -> Window:
    """A window that wants to save 15 mg over the 25 mg that another process has saved."""
    window = opened(qtbot, tmp_path / "one", file)
    process = another(tmp_path / "other", file, "save")
    process.kill()
    process.communicate()
    type_into(window, "Morning dose", "15")
    window.files.save()
    assert window.line.text.startswith("plan.json isn't what was opened")
    assert morning(file) == "25", "nothing is written before it is answered"
    return window


def test_both_are_kept_when_that_is_wanted(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    click(window, "Keep both")
    beside = file.with_name("plan (2).json")
    assert (morning(file), morning(beside)) == ("25", "15")
    assert window.plan.path == beside
    assert not window.plan.dirty
    assert window.line.text == "This plan was saved as plan (2).json."
    type_into(window, "Morning dose", "10")
    window.files.save()
    assert (morning(file), morning(beside)) == ("25", "10")


def test_the_other_is_replaced_when_that_is_wanted(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    click(window, "Replace the other")
    assert morning(file) == "15"
    assert not window.plan.dirty
    type_into(window, "Morning dose", "10")
    window.files.save()
    assert morning(file) == "10", "from here on it is known again"


def test_the_other_is_opened_when_that_is_wanted(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    click(window, "Open the other, without what was typed here")
    assert entry(window, "Morning dose").text() == "25"
    assert morning(file) == "25"
    assert not window.plan.dirty


def test_cancelled_nothing_is_written_and_it_is_asked_again(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    click(window, "Cancel")
    assert morning(file) == "25"
    assert window.plan.dirty
    window.files.save()
    assert window.line.text.startswith("plan.json isn't what was opened")


def test_what_changes_once_more_while_it_is_asked_is_asked_again(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    file.write_bytes(EXAMPLE.read_bytes())
    click(window, "Replace the other")
    assert window.line.text.startswith("plan.json isn't what was opened")
    assert file.read_bytes() == EXAMPLE.read_bytes()


def test_what_is_typed_while_it_is_asked_is_saved_too(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = in_conflict(qtbot, tmp_path, file)
    type_into(window, "Morning dose", "5")
    click(window, "Keep both")
    assert morning(file.with_name("plan (2).json")) == "5"


def test_a_window_that_closes_by_saving_stays_until_that_is_answered(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = opened(qtbot, tmp_path, file)
    type_into(window, "Morning dose", "15")
    file.write_bytes(file.read_bytes() + b"\n")
    window.close()
    click(window, "Save")
    assert window.isVisible()
    assert window.line.text.startswith("plan.json isn't what was opened")
    click(window, "Keep both")
    assert not window.isVisible()
    assert morning(file.with_name("plan (2).json")) == "15"


def test_a_form_taken_up_after_a_crash_knows_that_its_file_has_changed(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    process = another(tmp_path / "one", file, "keep")
    process.kill()
    process.communicate()
    other = opened(qtbot, tmp_path / "other", file)
    type_into(other, "Morning dose", "5")
    other.files.save()
    assert morning(file) == "5"
    window = opened(qtbot, tmp_path / "one")
    offer_unsaved(window, tmp_path / "one")
    click(window, "Take it up")
    assert window.plan.path == file
    window.files.save()
    assert window.line.text.startswith("plan.json isn't what was opened")
    assert morning(file) == "5"


def test_a_form_taken_up_after_a_crash_is_saved_unasked_where_its_file_is_as_it_was(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    process = another(tmp_path, file, "keep")
    process.kill()
    process.communicate()
    window = opened(qtbot, tmp_path)
    offer_unsaved(window, tmp_path)
    click(window, "Take it up")
    window.files.save()
    assert window.line.text == ""
    assert morning(file) == "25"


def test_a_sync_clients_copy_with_an_old_time_is_seen(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = opened(qtbot, tmp_path, file)
    type_into(window, "Morning dose", "15")
    seen = file.stat()
    copy = file.with_name(".syncing")
    copy.write_bytes(file.read_bytes().replace(b"20", b"30", 1))
    os.utime(copy, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    copy.replace(file)
    window.files.save()
    assert window.line.text.startswith("plan.json isn't what was opened")


def test_a_file_that_was_taken_away_is_made_anew(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    window = opened(qtbot, tmp_path, file)
    type_into(window, "Morning dose", "15")
    file.unlink()
    window.files.save()
    assert morning(file) == "15"


def test_saving_under_another_name_replaces_what_the_dialog_asked_about(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = opened(qtbot, tmp_path, file)
    other = file.with_name("other.json")
    other.write_bytes(b"{}")
    window.files.ask_save = lambda name, kind: str(other)
    window.files.save_as()
    assert morning(other) == "20"
    assert window.plan.path == other


def test_saving_as_the_open_file_itself_asks_as_saving_does(
    qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    window = opened(qtbot, tmp_path, file)
    link = file.with_name("link.json")
    link.symlink_to(file)
    type_into(window, "Morning dose", "15")
    file.write_bytes(file.read_bytes() + b"\n")
    window.files.ask_save = lambda name, kind: str(link)
    window.files.save_as()
    assert window.line.text.startswith("link.json isn't what was opened")
