"""What nobody caught: said calmly once, what was typed kept, and nothing of a patient written down.

Each program here is a real one of its own, since an uncaught error is its whole process's affair.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ui.crash_log import LARGEST_LOG, what_happened, write_down

ROOT = Path(__file__).parents[2]
PATIENT = "Zachariah Quill"

PROGRAM = """
import gc, os, sys, threading
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
folder = Path(sys.argv[1])
import ui.app
ui.app.data_folder = lambda: folder
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from ui.language import tr

shown = []

def look(*then):
    # One dialog after the other is read and closed; the program ends when none comes any more.
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)
             and w.isVisible()]
    assert len(boxes) <= 1, "one on top of another"
    if boxes:
        shown.append(boxes[0].text())
        assert boxes[0].textFormat().name == "PlainText"
        boxes[0].button(QMessageBox.StandardButton.Ok).click()
    elif state["quiet"] > 10:
        report()
    state["quiet"] = 0 if boxes else state["quiet"] + 1
    QTimer.singleShot(0, look)

def report():
    print(len(shown), *(text.replace(chr(10), " ") for text in shown), sep=chr(10), flush=True)
    os._exit(0)

state = {"quiet": 0}

def complete(window):
    whole(window)
    from tests.ui.conftest import type_into
    type_into(window, "Patient's name", NAME)
    QTimer.singleShot(0, look)
    DO(window)
    return True

whole, ui.app.complete = ui.app.complete, complete
NAME = "Zachariah Quill"

def fail():
    secret = NAME
    raise ValueError(f"no such dose for {secret}")

%s

assert ui.app.main([]) == 1, "it can't be opened"
report()
"""

SLOT = """
def DO(window):
    QTimer.singleShot(0, fail)
"""
OVERRIDE = """
class Broken(QWidget):
    def paintEvent(self, event):
        self.update()
        fail()
def DO(window):
    window.broken = Broken()
    window.broken.show()
"""
THREAD = """
def DO(window):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
"""
UNRAISABLE = """
class Broken:
    def __del__(self):
        fail()
def DO(window):
    Broken()
"""
AGAIN_AND_AGAIN = """
def again():
    QTimer.singleShot(0, again) if len(shown) < 5 and state["quiet"] < 10 else None
    fail()
def DO(window):
    window.timer = QTimer(window, interval=0)
    window.timer.timeout.connect(fail)
    window.timer.start()
    QTimer.singleShot(0, again)
"""
MANY_PLACES = (
    "\n".join(
        f"def fail_{n}():\n    class Wrong_{n}(Exception): pass\n    raise Wrong_{n}(NAME)"
        for n in range(12)
    )
    + """
def DO(window):
    for n in range(12):
        QTimer.singleShot(0, globals()[f"fail_{n}"])
"""
)
FIRST_PICTURE = """
def DO(window):
    pass
from ui.header import Header
def paintEvent(self, event):
    fail()
Header.paintEvent = paintEvent
"""
NO_WINDOW = """
def fail_to_make(folder):
    QTimer.singleShot(0, look)
    fail()
ui.app.make_window = fail_to_make
"""
IN_THE_KEEPING = """
def DO(window):
    type(window.autosave).rescue = lambda self: fail()
    QTimer.singleShot(0, fail)
"""
ABOUT_THE_PLAN = """
def DO(window):
    # What follows from the form goes wrong, after the form itself has changed.
    from tests.ui.conftest import entry
    window.plan._work_out = fail
    from PySide6.QtTest import QTest
    QTest.keyClicks(entry(window, "Morning dose"), "7")
"""


def run(folder: Path, what: str) -> tuple[list[str], str]:
    """What the dialogs said, and what went to standard error."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM % what, str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    count, *said = ended.stdout.splitlines()
    assert len(said) == int(count)
    return said, ended.stderr


def kept(folder: Path) -> list[dict[str, object]]:
    """The forms left unsaved."""
    files = sorted((folder / "unsaved").glob("unsaved-*.json"))
    return [json.loads(file.read_bytes())["draft"] for file in files]


@pytest.mark.parametrize(
    ("what", "dialogs"),
    [
        (SLOT, 1),
        (OVERRIDE, 1),
        (THREAD, 1),
        (UNRAISABLE, 1),
        (AGAIN_AND_AGAIN, 2),
        (MANY_PLACES, 1),
    ],
    ids=[
        "in a slot",
        "while a picture is drawn, again and again",
        "in a thread",
        "in what is cleared away",
        "with every turn of the loop, from two places",
        "at twelve places at once",
    ],
)
def test_it_is_said_calmly_and_what_was_typed_is_kept(
    tmp_path: Path, what: str, dialogs: int
) -> None:
    said, stderr = run(tmp_path, what)
    assert len(said) <= dialogs
    assert said[0].startswith("Something went wrong in this program. What you typed is kept.")
    assert "close the window and open the plan again" in said[0]
    assert [draft["patient"]["name"] for draft in kept(tmp_path)] == [PATIENT]
    log = (tmp_path / "errors.log").read_text(encoding="utf-8")
    assert re.search(r"\d, Python \d+\.\d+\.\d+, \w+\n", log)
    for text in (log, stderr):
        assert "builtins.ValueError" in text or "Wrong_" in text
        for part in (*PATIENT.split(), "no such dose", "secret"):
            assert part not in text
    assert len(log) < 12_000


def test_what_goes_wrong_in_the_first_picture_is_said_after_it(tmp_path: Path) -> None:
    said, _ = run(tmp_path, FIRST_PICTURE)
    assert len(said) == 1
    assert said[0].startswith("Something went wrong in this program.")


def test_where_there_is_no_window_that_is_said_in_its_place(tmp_path: Path) -> None:
    said, _ = run(tmp_path, NO_WINDOW)
    assert said == ["The window can't be opened: something went wrong."]
    assert "builtins.ValueError\n" in (tmp_path / "errors.log").read_text(encoding="utf-8")


def test_what_goes_wrong_in_the_keeping_itself_is_no_loop(tmp_path: Path) -> None:
    said, _ = run(tmp_path, IN_THE_KEEPING)
    assert len(said) == 1
    assert "What you typed can't be kept: save it, or write it down." in said[0]


def test_a_form_from_which_nothing_follows_any_more_is_kept_as_typed(tmp_path: Path) -> None:
    said, _ = run(tmp_path, ABOUT_THE_PLAN)
    assert len(said) == 1
    [draft] = kept(tmp_path)
    assert draft["regimen"][0]["mg"] == "7"  # type: ignore[index]
    log = (tmp_path / "errors.log").read_text(encoding="utf-8")
    assert re.search(r"  ui/open_plan\.py:\d+ in _show\n", log)


def wrong() -> ValueError:
    """An error of our own code with a patient in it, and another that caused it."""
    from planner.documents import read_plan

    try:
        try:
            read_plan(b'{"format": "Zachariah Quill"}', {})
        except Exception as error:
            raise ValueError("Zachariah Quill") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_kinds_and_our_own_places_are_written_down_and_no_value() -> None:
    lines = what_happened(wrong())
    assert lines[0] == "builtins.ValueError"
    assert lines[1] == "caused by planner.terms.PlanError"
    assert all(re.fullmatch(r"  (planner|ui)/[\w/]+\.py:\d+ in \w+", line) for line in lines[2:])
    assert len(lines) > 2


def test_an_endless_recursion_is_written_down_in_a_few_lines() -> None:
    def deeper(n: int) -> int:
        return deeper(n + 1) + 1

    with pytest.raises(RecursionError) as error:
        deeper(0)
    assert what_happened(error.value) == ["builtins.RecursionError"]


def test_the_log_is_its_owners_alone_and_bounded(tmp_path: Path) -> None:
    log, lines = tmp_path / "errors.log", what_happened(wrong())
    log.write_bytes(b"x" * 1_000_000)
    log.chmod(0o644)
    for minute in range(60):
        write_down(log, [*lines, "x" * 2_000], datetime(2026, 11, 24, 9, minute, tzinfo=UTC))
        assert log.stat().st_size <= LARGEST_LOG
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text(encoding="utf-8")
    assert text.startswith("2026-11-24T09:")
    assert text.rstrip().splitlines()[-len(lines) - 2].startswith("2026-11-24T09:59:00+00:00")
    assert [one.name for one in tmp_path.iterdir()] == ["errors.log"]
