"""The keyboard alone: Tab, Enter and Space as a person presses them, wherever the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import EXAMPLE, button, click, entry, fill_textbook, type_into
from ui.entry import Entry
from ui.window import Window

USUAL = ("20", "20", "20", "5", "1", "next monday")
Key = Qt.Key


def cursor(window: Window) -> QWidget:
    at = window.focusWidget()
    assert at is not None
    return at


def press(window: Window, *keys: str | Key) -> None:
    """Type words and press keys, each where the cursor is then."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(cursor(window), key)
        else:
            QTest.keyClick(cursor(window), key)
        QApplication.processEvents()


def on_the_way(window: Window, presses: int) -> list[str]:
    """The names of what Tab comes to."""
    names = []
    for _ in range(presses):
        press(window, Key.Key_Tab)
        names.append(cursor(window).accessibleName())
    return names


@pytest.mark.parametrize("on", [Key.Key_Tab, Key.Key_Return])
def test_the_usual_case_is_filled_by_tab_as_by_enter(window: Window, on: Key) -> None:
    for text in USUAL:
        press(window, text, on)
    draft = window.plan.state.draft
    assert [row.mg for row in draft.regimen] == ["20", "20", "20"]
    assert [row.name for row in draft.regimen] == ["Morning", "Afternoon", "Bedtime"]
    assert (draft.pace[0].cut, draft.pace[0].every) == ("5", "1")
    assert window.plan.state.current


def test_tab_comes_to_everything_also_while_the_form_is_empty(window: Window) -> None:
    names = on_the_way(window, 60)
    assert names[:4] == [
        "Afternoon dose",
        "Bedtime dose",
        "Name of the dose time Morning",
        "Morning time",
    ]
    for name in ("Remove Afternoon", "Bedtime time", "Cut", "Start", "Patient's name"):
        assert name in names, name


def test_a_typed_space_takes_no_dose_time_away(window: Window) -> None:
    fill_textbook(window)
    for one in window.form.regimen._rows:
        one.remove.setFocus()
        press(window, " ")
    assert len(window.plan.state.draft.regimen) == 3


def test_a_dose_time_removed_is_said_by_name_and_comes_back_with_undo(window: Window) -> None:
    fill_textbook(window)
    button(window, "Remove Afternoon").setFocus()
    press(window, Key.Key_Return)
    assert [row.name for row in window.plan.state.draft.regimen] == ["Morning", "Bedtime"]
    assert window.line.text == "Afternoon removed."
    assert cursor(window) is entry(window, "Bedtime dose")
    click(window, "Undo: remove Afternoon")
    assert len(window.plan.state.draft.regimen) == 3
    assert window.line.text == ""


def test_what_is_said_of_an_edit_goes_with_the_next(window: Window) -> None:
    fill_textbook(window)
    click(window, "Remove Afternoon")
    type_into(window, "Cut", "10")
    assert window.line.text == "", "its Undo would undo something else"


def test_tab_in_review_goes_from_the_reason_to_the_name_the_role_and_approve(
    window: Window,
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.show_view("review")
    type_into(window, "Cut", "60")
    QApplication.processEvents()
    assert not [one for one in window.plan.state.findings if one.severity == "warn"]
    reasons = [
        one
        for one in window.findChildren(Entry)
        if one.isVisible() and one.placeholderText().startswith("Reason")
    ]
    assert reasons
    reasons[0].setFocus()
    for _ in reasons:
        press(window, "admitted to hospital", Key.Key_Tab)
    assert cursor(window).accessibleName() == "Approved by"
    press(window, "Dr A. Example", Key.Key_Tab)
    assert cursor(window).accessibleName() == "Role"
    press(window, "neurologist", Key.Key_Tab)
    assert cursor(window).accessibleName() == "Approve"
    press(window, " ")
    assert window.plan.state.approved


def test_a_view_brings_the_cursor_with_it(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.show_view("review")
    QApplication.processEvents()
    assert cursor(window).accessibleName() == "Review", "the page, to be read first"
    press(window, Key.Key_Tab)
    assert cursor(window).accessibleName() == "Approved by"
    window.show_view("schedule")
    assert cursor(window).accessibleName() == "Schedule"


def test_after_approving_no_key_begins_the_next_version(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.show_view("review")
    QApplication.processEvents()
    press(window, Key.Key_Tab, "Dr A. Example", Key.Key_Tab, "neurologist", Key.Key_Tab, " ")
    assert window.plan.state.approved
    press(window, " ", Key.Key_Return)
    assert window.plan.state.approved


def test_enter_in_the_last_field_stays_there(window: Window) -> None:
    fill_textbook(window)
    last = window.form._entries()[-1]
    last.setFocus()
    press(window, Key.Key_Return)
    assert cursor(window) is last


def test_enter_in_the_last_dose_goes_on_to_the_cut(window: Window) -> None:
    fill_textbook(window)
    entry(window, "Bedtime dose").setFocus()
    press(window, Key.Key_Return)
    assert cursor(window) is entry(window, "Cut")


@pytest.mark.parametrize("on", [Key.Key_Tab, Key.Key_Return])
def test_after_the_identifier_comes_the_first_dose(window: Window, on: Key) -> None:
    entry(window, "Patient's name").setFocus()
    press(window, "Jane Example", on, "3 feb 1970", on, "12345", on)
    assert cursor(window) is entry(window, "Morning dose")


def test_a_new_plan_begins_at_the_first_dose_all_folded_the_schedule_in_front(
    window: Window,
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.show_view("chart")
    click(window, "Prescriber and telephone")
    QTest.keyClick(window, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert cursor(window) is entry(window, "Morning dose")
    assert not any(fold.is_open for _, fold in window.form._folds)
    assert window.results.tabs.currentIndex() == 0


@pytest.mark.parametrize("typed", [" ", Key.Key_Return])
def test_what_is_typed_straight_on_never_answers_with_save(
    window: Window, tmp_path: Path, answering: Callable[..., None], typed: str | Key
) -> None:
    fill_textbook(window)
    answering(save=str(tmp_path / "plan.json"))
    before = cursor(window)
    window.files.new()
    press(window, typed)
    assert not (tmp_path / "plan.json").exists()
    assert window.plan.state.current, "nothing was given up"
    assert window.line.text == ""
    assert cursor(window) is before, "the cursor is back where it was"


def test_the_answers_are_reached_by_the_keyboard(
    window: Window, tmp_path: Path, answering: Callable[..., None]
) -> None:
    fill_textbook(window)
    answering(save=str(tmp_path / "plan.json"))
    window.files.new()
    press(window, Key.Key_Backtab, Key.Key_Backtab, Key.Key_Return)
    assert (tmp_path / "plan.json").exists()


def test_the_line_about_steps_written_out_goes_with_undo(window: Window) -> None:
    fill_textbook(window)
    schedule = window.results.show_view("schedule")
    schedule.model.setData(schedule.model.index(2, 3), "10", int(Qt.ItemDataRole.EditRole))
    assert "written out step by step" in window.line.text
    window.plan.undo()
    assert window.line.text == ""


def test_a_pause_is_typed_with_tab_past_remove(window: Window) -> None:
    fill_textbook(window)
    click(window, "Pauses and holidays")
    click(window, "+ pause")
    assert cursor(window) is entry(window, "First day of pause 1")
    press(window, "24 dec 2026", Key.Key_Tab, "2 jan 2027", Key.Key_Tab)
    assert isinstance(cursor(window), Entry)
    press(window, "away", Key.Key_Tab, Key.Key_Tab)
    assert cursor(window).accessibleName() == "Remove pause 1"
    press(window, " ")
    assert len(window.plan.state.draft.pauses) == 1
