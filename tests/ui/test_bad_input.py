"""What can't be read is said beside its field, at once; nothing is lost, nothing goes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from tests.ui.conftest import (
    EXAMPLE,
    MEDICINES,
    button,
    click,
    entry,
    export_pages,
    fill_textbook,
    note_beside,
    type_into,
)
from ui.draft import replace
from ui.edit import Edit
from ui.window import Window


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("Afternoon dose", "", "Expected the milligrams taken now; it is empty."),
        ("Afternoon dose", "abc", 'Expected milligrams, 0 or more; got "abc".'),
        ("Afternoon dose", "-5", "Expected milligrams from 0 to 1,000; got -5."),
        ("Afternoon dose", "7.3", "7.3 mg can't be made, the nearest"),
        ("Afternoon dose", "1000000000", "Expected milligrams from 0 to 1,000; got 1000000000."),
        ("Afternoon dose", "1e1", 'Expected milligrams, 0 or more; got "1e1".'),
        ("Afternoon dose", "½", "Expected milligrams; half a 10 mg tablet is 5 mg."),
        ("Afternoon time", "7", "Expected a time after 07:00"),
        ("Afternoon time", "25:00", 'Expected a time from 00:00 to 23:59; got "25:00".'),
        ("Down to", "80", "Expected a target up to the daily dose, 60 mg; got 80 mg."),
        ("Down to", "7", "7 mg can't be reached."),
        ("Start", "0001-01-01", "Expected a date from 1900 to 2200"),
        ("Start", "9999-12-31", "Expected a date from 1900 to 2200"),
        ("Start", "soon", 'got "soon".'),
        ("Cut", "0", "Expected milligrams above 0; got 0."),
        ("Cut", "101 %", "Expected a percentage above 0 and below 100; got 101."),
        ("Every", "0", "Expected a whole number above 0; got 0."),
        ("Every", "often", 'Expected a whole number of weeks; got "often".'),
        ("Days held before the first change", "-1", "Expected a whole number from 0 to 3,650"),
        ("Start", "31 feb", "February 2027 has 28 days."),
    ],
)
def test_a_field_that_cannot_be_used_says_so_beside_itself(
    window: Window, name: str, typed: str, said: str
) -> None:
    fill_textbook(window)
    type_into(window, name, typed)
    assert said in note_beside(window, name)
    state = window.plan.state
    assert not state.current
    assert state.schedule is not None, "the last good schedule stays"
    schedule = window.results.show_view("schedule")
    assert not schedule.table.isEnabled(), "greyed"
    assert not window.buttons.print.isEnabled()
    for command in ("print", "export", "save"):
        assert not window.commands.actions[command].isEnabled()
    assert window.results.summary.problem.isVisible()
    assert typed in entry_texts(window), "what was typed stays as it was typed"


def entry_texts(window: Window) -> list[str]:
    from ui.entry import Entry

    return [one.text() for one in window.findChildren(Entry)]


def test_a_field_that_can_be_read_again_brings_everything_back(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Cut", "x")
    type_into(window, "Cut", "10")
    assert window.plan.state.current
    assert note_beside(window, "Cut") == ""
    assert window.buttons.print.isEnabled()


def test_several_fields_say_at_once_what_is_wrong_with_each(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Afternoon dose", "7.3")
    type_into(window, "Start", "soon")
    assert "7.3 mg can't be made" in note_beside(window, "Afternoon dose")
    assert "soon" in note_beside(window, "Start")


@pytest.mark.parametrize(
    ("unread", "typed", "checked", "wrong", "said"),
    [
        ("Start", "soon", "Cut", "0", "Expected milligrams above 0; got 0."),
        ("Start", "soon", "Every", "0", "Expected a whole number above 0; got 0."),
        ("Start", "soon", "Down to", "80", "Expected a target up to the daily dose, 60 mg"),
        ("Cut", "some", "Start", "0001-01-01", "Expected a date from 1900 to 2200"),
        ("Cut", "some", "Afternoon dose", "7.3", "7.3 mg can't be made"),
        ("Cut", "some", "Days held before the first change", "-1", "from 0 to 3,650"),
        ("Morning dose", "many", "Start", "9999-12-31", "Expected a date from 1900 to 2200"),
    ],
)
def test_while_one_field_cannot_be_read_the_others_are_still_checked(
    window: Window, unread: str, typed: str, checked: str, wrong: str, said: str
) -> None:
    fill_textbook(window)
    type_into(window, unread, typed)
    type_into(window, checked, wrong)
    assert said in note_beside(window, checked)
    assert typed in note_beside(window, unread)


def test_nothing_is_called_wrong_by_a_field_that_cannot_be_read(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Down to", "30")
    for name in ("Morning dose", "Afternoon dose", "Bedtime dose"):
        type_into(window, name, "x")
        wrong = [one.field for one in window.plan.state.problems]
        assert all(field.startswith("regimen[") for field in wrong)


@pytest.mark.parametrize("typed", ["31 feb 1970", "3 fe", "2030-01-01"])
def test_a_birth_date_that_cannot_be_read_keeps_no_schedule_away(
    window: Window, typed: str
) -> None:
    type_into(window, "Birth date", typed)
    fill_textbook(window)
    state = window.plan.state
    assert state.schedule is not None
    assert note_beside(window, "Birth date") != ""
    assert window.results.show_view("schedule").table.isEnabled()
    type_into(window, "Cut", "10")
    schedule = window.plan.state.schedule
    assert schedule is not None
    assert schedule.changes[0].daily_mg == 50, "it follows on"
    assert "printing and approval wait" in window.results.summary.problem.text()
    for command in ("print", "export", "save"):
        assert not window.commands.actions[command].isEnabled()
    assert not window.buttons.print.isEnabled()
    window.show_view("review")
    assert not button(window, "Still in the way: a field that can't be read").isEnabled()
    type_into(window, "Birth date", "3 feb 1970")
    assert window.plan.state.current
    assert entry(window, "Birth date").text() == "3 Feb 1970", "no weekday"


def test_a_birth_date_that_cannot_be_read_keeps_no_schedule_away_after_a_restart(
    window: Window,
) -> None:
    fill_textbook(window)
    type_into(window, "Birth date", "3 fe")
    kept = window.plan.state.draft
    window.plan.start_new()
    assert window.plan.state.schedule is None
    window.plan.recover(kept, None, None)
    assert window.plan.state.schedule is not None
    assert window.results.show_view("schedule").table.isEnabled()
    assert entry(window, "Birth date").text() == "3 fe"


def test_an_empty_window_asks_for_what_its_method_needs(window: Window) -> None:
    for name in ("Morning dose", "Afternoon dose", "Bedtime dose"):
        type_into(window, name, "20")
    assert "by how much" in window.results.empty.words.text()
    type_into(window, "Cut", "5")
    assert window.results.empty.words.text() == "Then say how often the dose changes."
    window.plan.edit(Edit("method", lambda d: replace(d, method="finish-by")))
    assert "by which day it is to be finished" in window.results.empty.words.text()
    assert "by how much" not in window.results.empty.words.text()


def test_what_half_a_tablet_is_can_be_taken_with_a_click(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Afternoon dose", "1½")
    window.form.regimen._rows[1].note.linkActivated.emit("15")
    assert entry(window, "Afternoon dose").text() == "15"
    assert window.plan.state.current


def test_a_name_that_comes_twice_is_said_below_the_doses(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Name of the dose time Afternoon", "Morning")
    assert '"Morning" comes twice.' in window.form.regimen._note.plain


def test_a_start_in_the_past_is_taken_for_the_taper_may_have_begun(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Start", "2 nov 2026")
    assert window.plan.state.current


def test_no_tablet_chosen_is_said(window: Window) -> None:
    fill_textbook(window)
    click(window, "10 mg tablet")
    assert "at least one product" in window.form.tablets._note.plain


def broken_files() -> dict[str, bytes]:
    good = EXAMPLE.read_bytes()
    return {
        "empty": b"",
        "truncated": good[:200],
        "another kind": b"\x89PNG\r\n\x1a\n",
        "not utf-8": b'{"format": "\xff"}',
        "huge": b" " * 50_000_001,
        "version 2": good.replace(b'"version": 1', b'"version": 2'),
        "an unknown field": good.replace(b'"halves"', b'"thirds"'),
        "an unknown product": good.replace(b"tablet-10mg", b"tablet-11mg"),
        "an unknown medicine": good.replace(b'"baclofen"', b'"aspirin"'),
        "a dose that can't be made": good.replace(b'"mg": "20"', b'"mg": "7.3"'),
        "a pdf without a plan": b"%PDF-1.4\n%%EOF\n",
    }


@pytest.mark.parametrize("kind", list(broken_files()))
def test_a_broken_file_is_said_in_one_sentence_and_leaves_the_open_plan_alone(
    window: Window, tmp_path: Path, answering: Callable[..., None], kind: str
) -> None:
    click(window, "Open example")
    before = window.plan.state
    path = tmp_path / "broken.json"
    path.write_bytes(broken_files()[kind])
    answering(open=str(path))
    window.files.open()
    assert "broken.json" in window.line.text
    assert "\n" not in window.line.text
    assert "Traceback" not in window.line.text
    assert window.plan.state is before


def test_a_missing_file_is_said(window: Window, tmp_path: Path) -> None:
    window.files.open_file(tmp_path / "none.json")
    assert "none.json" in window.line.text


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_half_written(
    window: Window, tmp_path: Path, answering: Callable[..., None], kind: str
) -> None:
    fill_textbook(window)
    folder = tmp_path / "missing"
    answering(save=str(folder / f"plan.{kind}"))
    window.files.save_as() if kind == "json" else export_pages(window)
    assert "can't be written" in window.line.text
    assert not folder.exists()
    assert window.plan.dirty, "it is still to be saved"


def test_a_plan_that_is_not_saved_is_asked_about_before_it_is_lost(
    window: Window, tmp_path: Path, answering: Callable[..., None]
) -> None:
    fill_textbook(window)
    window.files.new()
    assert "isn't saved" in window.line.text
    assert window.plan.state.current, "still open"
    click(window, "Cancel")
    assert window.plan.state.current
    window.close()
    assert window.isVisible(), "closing asks too"
    answering(save=str(tmp_path / "kept.json"))
    click(window, "Save")
    assert (tmp_path / "kept.json").exists()
    assert not window.isVisible(), "saved, and closed"


def test_giving_a_plan_up_is_one_word(window: Window) -> None:
    fill_textbook(window)
    window.files.new()
    click(window, "Don't save")
    assert window.plan.state.plan is None
    assert entry(window, "Morning dose").text() == ""


def test_a_damaged_file_is_called_that_before_its_place_is_named(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(b'{\n"a" 1}')
    window.files.open_file(path)
    said = window.line.text
    assert "the file is damaged or no plan (line 2, column 5: Expecting ':' delimiter)" in said


def test_what_is_pasted_with_line_ends_becomes_one_line(window: Window) -> None:
    name = entry(window, "Patient's name")
    QApplication.clipboard().setText("  Jane\r\nExample\t")
    name.setFocus()
    name.paste()
    assert name.text() == "Jane Example"
    assert window.plan.state.draft.patient.name == "Jane Example"
    assert window.plan.undo_name == "Patient's name Jane Example"
    dose = entry(window, "Morning dose")
    QApplication.clipboard().setText("20 mg\n")
    dose.setFocus()
    dose.paste()
    assert dose.text() == "20 mg"


def test_of_a_long_name_the_beginning_is_seen(window: Window) -> None:
    name = type_into(window, "Patient's name", "Wolfeschlegelsteinhausenbergerdorff the Elder")
    assert not name.hasFocus()
    assert name.cursorPosition() == 0


def test_days_take_their_unit_and_weeks_and_are_written_out(window: Window) -> None:
    fill_textbook(window)
    hold = type_into(window, "Days held before the first change", "2 weeks")
    plan = window.plan.state.plan
    assert plan is not None
    assert plan.hold_days == 14
    assert hold.text() == "14", "beside the words 'days first'"


def test_a_dose_that_the_only_tablets_cannot_make_is_said_at_its_first_figure(
    window: Window,
) -> None:
    """With 25 mg tablets alone, "2" of "25" is no dose: the window waits for the "5", and goes on
    saying what else is wrong.
    """
    click(window, "25 mg tablet")
    click(window, "10 mg tablet")
    type_into(window, "Birth date", "3 feb 1870")
    morning = entry(window, "Morning dose")
    morning.setFocus()
    QTest.keyClicks(morning, "2")
    assert "2 mg can't be made" in note_beside(window, "Morning dose")
    type_into(window, "Days held before the first change", "5000")
    assert "3,650" in note_beside(window, "Days held before the first change")
    type_into(window, "Morning dose", "25")
    assert note_beside(window, "Morning dose") == ""


def test_products_that_make_no_usual_dose_never_keep_the_window_busy(window: Window) -> None:
    """Every product by itself, with doses that can't be read or made: an answer, each time."""
    for product in MEDICINES["baclofen"].products:
        window.plan.edit(Edit("only", lambda d, one=product: replace(d, products=(one.id,))))
        for typed in ("2", "7", "abc", "0", ""):
            type_into(window, "Morning dose", typed)
            assert window.plan.state.problems


def turn_wheel(over: QWidget) -> None:
    """One notch towards oneself, over the middle of a widget."""
    whole = over.window()
    at = QPointF(over.mapTo(whole, over.rect().center()))
    QTest.wheelEvent(whole.windowHandle(), at, QPoint(0, -120))
    QApplication.processEvents()


def test_the_wheel_over_a_list_scrolls_the_form_and_chooses_nothing(window: Window) -> None:
    """One notch has turned 5 mg into 5 %."""
    fill_textbook(window)
    window.resize(1024, 500)
    QApplication.processEvents()
    draft, bar = window.plan.state.draft, window.form.verticalScrollBar()
    boxes = [box for box in window.form.findChildren(QComboBox) if box.isVisible()]
    assert len(boxes) >= 4
    for box in boxes:
        bar.setValue(0)
        before = box.currentIndex()
        box.setFocus()
        turn_wheel(box)
        assert box.currentIndex() == before
        assert bar.value() > 0, "the form goes on"
    assert window.plan.state.draft == draft


@pytest.mark.parametrize("new_row", ["+ slower below …", "Add a time", "+ pause", "+ review"])
def test_a_new_row_greets_with_no_error_and_takes_no_schedule_away(
    window: Window, new_row: str
) -> None:
    fill_textbook(window)
    before = window.plan.state.schedule
    folded = {"+ pause": "Pauses and holidays", "+ review": "Reviews and fills"}
    if new_row in folded:
        click(window, folded[new_row])
    click(window, new_row)
    state = window.plan.state
    assert state.current
    assert state.problems == ()
    assert state.schedule == before
    wrong = [one.text() for one in window.findChildren(QLabel) if one.property("part") == "wrong"]
    assert not any(wrong)
