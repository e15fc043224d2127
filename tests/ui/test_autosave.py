"""Nothing typed is lost: after a crash the next start offers exactly what was there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from planner.amounts import written
from planner.documents import read_plan
from planner.terms import PlanError
from tests.ui.conftest import (
    EXAMPLE,
    MEDICINES,
    TODAY,
    click,
    close_without_asking,
    entry,
    open_window,
    type_into,
)
from ui.app import go_on
from ui.autosave import DELAY_MS, left_behind
from ui.draft import replace
from ui.draft_file import draft_in, form_of
from ui.offer_unsaved import offer_unsaved
from ui.plan_texts import draft_of
from ui.window import Window

EXAMPLES = Path(__file__).parents[1] / "examples"

TYPING = """
import sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.conftest import open_window, type_into
window = open_window(Path(sys.argv[1]))
type_into(window, "Morning dose", "20")
type_into(window, "Afternoon dose", "twen")
window.form.regimen.first_dose.window()
start = [e for e in window.findChildren(type(window.form.regimen.first_dose))
         if e.accessibleName() == "Start"][0]
start.setFocus()
QTest.keyClicks(start, "next monday")
began = time.monotonic()
while time.monotonic() - began < 2:
    application.processEvents()
print("typed", flush=True)
time.sleep(60)
"""


def opened(qtbot: QtBot, folder: Path) -> Window:
    """A window that keeps its form in this folder, as one before it did."""
    window = open_window(folder)
    qtbot.addWidget(window, before_close_func=close_without_asking)
    return window


def killed_while_typing(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "typed"
    assert not left_behind(folder / "unsaved").forms, "a window that is open is not offered"
    os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def test_after_a_kill_the_next_start_offers_exactly_what_was_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    killed_while_typing(tmp_path)
    window = opened(qtbot, tmp_path)
    offer_unsaved(window, tmp_path)
    assert window.line.text.startswith("A plan was left unsaved")
    click(window, "Take it up")
    assert entry(window, "Morning dose").text() == "20"
    assert entry(window, "Afternoon dose").text() == "twen"
    assert entry(window, "Start").text() == "Mon 30 Nov 2026", "next Monday as it was meant then"
    assert window.plan.dirty
    assert len(list((tmp_path / "unsaved").glob("*.json"))) == 1


def test_what_is_saved_or_given_up_is_not_offered(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    type_into(window, "Morning dose", "20")
    window.autosave.keep()
    assert list((tmp_path / "unsaved").glob("*.json"))
    window.plan.undo()
    window.autosave.keep()
    assert not list((tmp_path / "unsaved").glob("*.json"))


def test_an_edit_is_kept_within_two_seconds(qtbot: QtBot, tmp_path: Path) -> None:
    assert DELAY_MS < 2000
    type_into(opened(qtbot, tmp_path), "Morning dose", "20")
    kept = tmp_path / "unsaved"
    qtbot.waitUntil(lambda: bool(list(kept.glob("*.json"))), timeout=60_000)


def test_a_form_on_offer_in_one_window_is_not_offered_in_another(
    qtbot: QtBot, tmp_path: Path
) -> None:
    killed_while_typing(tmp_path)
    one, other = open_window(tmp_path), open_window(tmp_path)
    for window in (one, other):
        qtbot.addWidget(window, before_close_func=close_without_asking)
        offer_unsaved(window, tmp_path)
    assert one.line.text.startswith("A plan was left unsaved")
    assert other.line.text == ""
    click(one, "Later")
    offer_unsaved(other, tmp_path)
    assert other.line.text.startswith("A plan was left unsaved")


def test_a_form_that_is_gone_when_it_is_wanted_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    for answer in ("Take it up", "Discard"):
        killed_while_typing(tmp_path)
        window = opened(qtbot, tmp_path)
        offer_unsaved(window, tmp_path)
        for file in (tmp_path / "unsaved").glob("*.json"):
            file.unlink()
        click(window, answer)
        assert ("no longer there" in window.line.text) == (answer == "Take it up")
        assert not window.plan.dirty


def test_what_is_typed_at_the_start_answers_no_offer(qtbot: QtBot, tmp_path: Path) -> None:
    killed_while_typing(tmp_path)
    window = opened(qtbot, tmp_path)
    offer_unsaved(window, tmp_path)
    assert window.focusWidget() is window.form.regimen.first_dose


def test_what_was_typed_since_is_asked_about_before_another_form_is_taken_up(
    qtbot: QtBot, tmp_path: Path
) -> None:
    killed_while_typing(tmp_path)
    window = opened(qtbot, tmp_path)
    offer_unsaved(window, tmp_path)
    type_into(window, "Bedtime dose", "15")
    click(window, "Take it up")
    assert window.line.text == "This plan isn't saved. Save it before the other is taken up?"
    assert entry(window, "Bedtime dose").text() == "15"
    click(window, "Don't save")
    assert entry(window, "Morning dose").text() == "20"
    assert entry(window, "Bedtime dose").text() == ""


def test_an_open_that_fails_after_dont_save_leaves_the_form_and_its_keeping(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    type_into(window, "Morning dose", "20")
    window.autosave.keep()
    window.files.ask_open = lambda: str(tmp_path / "missing.json")
    window.files.open()
    click(window, "Don't save")
    assert "can't be read" in window.line.text
    assert entry(window, "Morning dose").text() == "20"
    window.autosave.keep()
    assert list((tmp_path / "unsaved").glob("*.json"))


def test_a_form_that_cannot_be_saved_yet_can_be_kept_for_the_next_start(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    type_into(window, "Morning dose", "twen")
    window.close()
    assert "can't be saved yet" in window.line.text
    click(window, "Keep")
    assert not window.isVisible()
    following = opened(qtbot, tmp_path)
    offer_unsaved(following, tmp_path)
    click(following, "Take it up")
    assert entry(following, "Morning dose").text() == "twen"


def test_a_kept_form_whose_medicine_is_gone_is_said_and_stays_kept(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    draft = replace(window.plan.state.draft, medicine="gone")
    with pytest.raises(PlanError, match="gone"):
        window.plan.recover(draft, None, None)
    assert not window.plan.dirty


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_a_form_is_read_as_it_was_written(path: Path) -> None:
    plan = msgspec.json.decode(path.read_bytes())["plan"]
    draft = draft_of(read_plan(msgspec.json.encode(plan), MEDICINES), TODAY)
    json = msgspec.json.encode(form_of(draft), enc_hook=written)
    assert draft_in(msgspec.json.decode(json)) == draft


def test_a_file_that_holds_no_form_is_no_form() -> None:
    for wrong in ([], "form", {"typed_on": "soon"}, {"regimen": [1]}, {"other": ""}):
        with pytest.raises(msgspec.ValidationError):
            draft_in(wrong)


def test_a_form_that_cannot_be_kept_is_said_once_and_never_over_a_question(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    (tmp_path / "unsaved").write_text("a file where the folder should be")
    type_into(window, "Morning dose", "20")
    window.line.ask("A question?", {"Yes": lambda: None})
    window.autosave.keep()
    assert window.line.text == "A question?"
    window.line.clear()
    window.autosave.keep()
    assert window.line.text.startswith("What is typed isn't kept between saves: ")
    assert window.line.text.endswith(". Save it yourself.")
    window.line.clear()
    window.autosave.keep()
    assert window.line.text == "", "said once"
    (tmp_path / "unsaved").unlink()
    window.autosave.keep()
    assert list((tmp_path / "unsaved").glob("*.json")), "kept again as soon as it can be"


def test_a_start_with_a_file_offers_what_was_left_too(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_while_typing(tmp_path)
    monkeypatch.setattr("ui.app.data_folder", lambda: tmp_path)
    window = opened(qtbot, tmp_path)
    monkeypatch.setattr(window, "complete", lambda: None)
    assert go_on(window, [str(EXAMPLE)])
    assert window.plan.path == EXAMPLE
    assert window.line.text.startswith("A plan was left unsaved")
    click(window, "Take it up")
    assert entry(window, "Afternoon dose").text() == "twen"
    assert window.plan.path is None


def test_an_offer_waits_until_it_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    """A first print or a message must not lose sight of what was left unsaved."""
    killed_while_typing(tmp_path)
    window = opened(qtbot, tmp_path)
    offer_unsaved(window, tmp_path)
    offered = window.line.text
    window.line.say("Making the pages …")
    assert window.line.text == "Making the pages …"
    window.line.clear()
    assert window.line.text == offered
    window.line.say("Printed.")
    click(window, "OK")
    assert window.line.text == offered
    click(window, "Later")
    assert window.line.text == ""
    assert left_behind(tmp_path / "unsaved").forms
