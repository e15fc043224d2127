"""The schedule taken hold of: hold, step back, slower, stay, a dose typed over; each one undo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from planner.plan import Pace
from tests.ui.conftest import button, click, entry, fill_textbook, type_into
from ui.draft import PauseText, RowText, replace
from ui.edit import Edit
from ui.grid import GRID
from ui.panels.schedule import SchedulePanel
from ui.what_is_approved import before_findings
from ui.window import Window


def table(window: Window) -> SchedulePanel:
    panel: SchedulePanel = window.results.show_view("schedule")
    return panel


def give_reason(panel: SchedulePanel, reason: str) -> None:
    """Type the reason in the strip and press Enter."""
    QTest.keyClicks(panel.back.reason, reason)
    QTest.keyClick(panel.back.reason, Qt.Key.Key_Return)


def steps(window: Window) -> list[tuple[str, int | None, str]]:
    schedule = window.plan.state.schedule
    assert schedule is not None
    return [(f"{s.start:%d %b}", s.days, str(s.daily_mg)) for s in schedule.steps]


@pytest.fixture
def textbook(window: Window) -> Window:
    """20/20/20 down 5 mg a week from Monday 30 November."""
    fill_textbook(window)
    return window


def test_hold_here_keeps_a_step_for_a_week_longer(textbook: Window) -> None:
    before = steps(textbook)
    textbook.go_to_step(3)
    table(textbook).do("hold")
    held = steps(textbook)
    assert held[:3] == before[:3]
    assert held[3] == ("21 Dec", 7, "45"), "the revision's own step"
    assert held[4] == ("28 Dec", 7, "40"), "a week later than before"
    textbook.plan.undo()
    assert steps(textbook) == before


def test_a_step_back_asks_what_happened_and_proposes_a_week(textbook: Window) -> None:
    textbook.go_to_step(4)
    panel = table(textbook)
    panel.do("back")
    assert panel.back.isVisible()
    assert panel.back.hold.text() == "7"
    QTest.keyClick(panel.back.reason, Qt.Key.Key_Return)
    assert panel.back.isVisible(), "the reason is asked for"
    give_reason(panel, "more spasms at night")
    revision = textbook.plan.state.draft.revisions[0]
    assert revision.start == date(2026, 12, 22)
    assert revision.regimen == (Decimal(15), Decimal(15), Decimal(15))
    assert (revision.hold_days, revision.reason) == (7, "more spasms at night")
    assert textbook.plan.undo_name == "step back on Tue 22 Dec 2026"


@pytest.mark.parametrize("what", ["back", "slower"])
def test_what_the_planner_refuses_keeps_the_line_with_all_that_was_typed(
    textbook: Window, what: str
) -> None:
    textbook.go_to_step(4)
    panel = table(textbook)
    panel.do(what)
    field = panel.back.hold if what == "back" else panel.back.on
    wrong, right = ("9999", "7") if what == "back" else ("1 oct 2026", "28 dec")
    field.selectAll()
    QTest.keyClicks(field, wrong)
    panel.back.reason.setFocus()
    give_reason(panel, "more spasms at night")
    assert panel.back.isVisible()
    assert textbook.plan.state.draft.revisions == ()
    assert panel.back._note.isVisible()
    assert panel.back._note.property("part") == "wrong"
    assert (field.text(), panel.back.reason.text()) == (wrong, "more spasms at night")
    assert textbook.line.text == "", "said once, where it was typed"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, right)
    assert panel.back._note.property("part") != "wrong", "it is being put right"
    panel.back.reason.setFocus()
    QTest.keyClick(panel.back.reason, Qt.Key.Key_Return)
    assert len(textbook.plan.state.draft.revisions) == 1
    assert not panel.back.isVisible()


@pytest.fixture
def in_week_four(window: Window) -> Window:
    """The textbook, begun three weeks ago: today, Tuesday 24 November, is in step 4."""
    fill_textbook(window)
    type_into(window, "Start", "2 nov 2026")
    return window


def test_the_step_of_today_is_marked_and_meant_where_none_is_chosen(in_week_four: Window) -> None:
    panel = table(in_week_four)
    assert [panel.model.cell(row, 1).below for row in range(5)] == [
        "past",
        "past",
        "past",
        "taken now",
        "",
    ]
    in_week_four.show_view("schedule")  # the cursor goes to the table
    QTest.keyClick(in_week_four, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert panel.back._words.text() == "Back from 40 mg to 45 mg a day:"
    assert panel.back.on.text() == "Tue 24 Nov 2026"


def test_after_a_step_back_the_cursor_is_on_its_step(in_week_four: Window) -> None:
    panel = table(in_week_four)
    panel.do("back")
    QTest.keyClick(panel.back.reason, Qt.Key.Key_Return)
    assert panel.back._note.plain == "Say in a few words what happened."
    QTest.keyClicks(panel.back.reason, "more spasms")
    assert panel.back._note.plain == "", "it is being said"
    QTest.keyClick(panel.back.reason, Qt.Key.Key_Return)
    assert panel.step is not None
    assert panel.step.start == date(2026, 11, 24)
    assert in_week_four.focusWidget() is panel.table


@pytest.mark.parametrize("way", ["Escape", "Enter on Cancel"])
def test_the_question_is_given_up_by_the_keyboard(in_week_four: Window, way: str) -> None:
    panel = table(in_week_four)
    panel.do("back")
    if way == "Escape":
        QTest.keyClick(panel.back.reason, Qt.Key.Key_Escape)
    else:
        cancel = button(in_week_four, "Cancel")
        cancel.setFocus()
        QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert not panel.back.isVisible()
    assert in_week_four.focusWidget() is panel.table
    assert in_week_four.plan.state.draft.revisions == ()


def test_a_step_back_from_a_step_that_has_passed_says_so(in_week_four: Window) -> None:
    in_week_four.go_to_step(2)
    panel = table(in_week_four)
    panel.do("back")
    assert panel.back._words.text() == "Step 2 has passed. Back from 50 mg to 55 mg a day:"


def stepped_back(window: Window, keep: bool) -> list[str]:
    """The words before it is done, and the weekdays of the changes after it."""
    window.go_to_step(4)
    panel = table(window)
    panel.do("back")
    assert panel.back.keep.isVisible()
    assert panel.back.keep.text() == "keep to Mondays"
    assert panel.back.keep.isChecked(), "the weekday of the patient's week is kept, never sooner"
    if not keep:
        click(window, "keep to Mondays")
    words = panel.back._next_words.text()
    give_reason(panel, "more spasms at night")
    schedule = window.plan.state.schedule
    assert schedule is not None
    return [words, *(f"{s.start:%a %d %b}" for s in schedule.changes if s.number > 5)]


def test_a_step_back_keeps_the_weekday_of_the_changes(textbook: Window) -> None:
    words, *days = stepped_back(textbook, keep=True)
    assert words == ("The next change is on Monday 4 January 2027: the changes stay on Mondays.")
    assert days[:2] == ["Mon 04 Jan", "Mon 11 Jan"]
    assert textbook.plan.state.draft.change_on == ("mon",)
    textbook.plan.undo()
    assert textbook.plan.state.draft.change_on != ("mon",), "one undo"


def test_a_step_back_says_when_the_weekday_is_given_up(textbook: Window) -> None:
    words, *days = stepped_back(textbook, keep=False)
    assert words == (
        "The next change is on Tuesday 29 December 2026: the changes are no longer on Mondays."
    )
    assert days[:2] == ["Tue 29 Dec", "Tue 05 Jan"]


def test_where_changes_are_only_on_mondays_nothing_has_to_be_kept(textbook: Window) -> None:
    click(textbook, "Always on Mondays")
    textbook.go_to_step(4)
    panel = table(textbook)
    panel.do("back")
    assert not panel.back.keep.isVisible()
    assert panel.back._next_words.text() == "The next change is on Monday 4 January 2027."


def test_slower_from_here_asks_and_does_nothing_until_it_is_confirmed(textbook: Window) -> None:
    before = steps(textbook)
    textbook.go_to_step(2)
    panel = table(textbook)
    panel.do("slower")
    assert steps(textbook) == before
    assert (panel.back.on.text(), panel.back.every.text()) == ("Mon 14 Dec 2026", "2 weeks")
    assert panel.back.every.isVisible()
    assert not panel.back.hold.isVisible()
    click(textbook, "Go slower")
    assert steps(textbook) == before, "the reason is asked for"
    click(textbook, "Cancel")
    assert steps(textbook) == before
    assert textbook.plan.state.draft.revisions == ()


def test_slower_from_here_is_one_undo(textbook: Window) -> None:
    before = steps(textbook)
    textbook.go_to_step(2)
    panel = table(textbook)
    panel.do("slower")
    give_reason(panel, "stiff in the mornings")
    following = steps(textbook)
    assert following[:3] == [("30 Nov", 7, "55"), ("07 Dec", 7, "50"), ("14 Dec", 7, "50")]
    assert following[3][1] == 14
    assert following[4][1] == 14
    assert textbook.plan.state.draft.revisions[0].reason == "stiff in the mornings"
    textbook.plan.undo()
    assert steps(textbook) == before


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("hold", "Mon 21 Dec 2026: held for 7 days"),
        ("slower", "Mon 21 Dec 2026: slower: held for 7 days, then 5 mg every 2 weeks (stiff)"),
        ("back", "Tue 15 Dec 2026: step back: 15, 15, 20 mg, held for 7 days (stiff)"),
        ("stay", "Mon 21 Dec 2026: stays: no lower than 45 mg a day"),
    ],
)
def test_the_review_says_the_pace_of_the_start_and_of_each_change(
    textbook: Window, what: str, said: str
) -> None:
    """The steps that came down every week aren't said to come down every two weeks."""
    textbook.go_to_step(3)
    table(textbook).do(what)
    if what in ("slower", "back"):
        give_reason(table(textbook), "stiff")
    case = textbook.plan.state.case
    assert case is not None
    way = next(part for part in before_findings(case) if part.name == "How it comes down")
    assert way.lines[0].startswith("5 mg every week, from Monday 30 November 2026,")
    assert way.lines[1] == f"Changed on {said}"


def test_slower_takes_the_interval_and_the_day_that_are_asked_for(textbook: Window) -> None:
    textbook.go_to_step(2)
    panel = table(textbook)
    panel.do("slower")
    type_into(textbook, "From the day", "28 dec")
    panel.back.every.selectAll()
    QTest.keyClicks(panel.back.every, "3 weeks")
    give_reason(panel, "stiff in the mornings")
    following = steps(textbook)
    assert following[3] == ("21 Dec", 7, "40")
    assert following[4] == ("28 Dec", 14, "40"), "three weeks in all"
    assert following[5] == ("11 Jan", 21, "35")


@pytest.mark.parametrize("method", ["finish-by", "custom"])
def test_slower_goes_with_each_method(textbook: Window, method: str) -> None:
    if method == "custom":
        table(textbook).model.dose_typed.emit(1, 1, "10")
    else:
        change = {"method": method, "by": "Mon 15 Feb 2027", "by_every": "1"}
        textbook.plan.edit(Edit("way", lambda d: replace(d, **change)))
    assert textbook.plan.state.current
    before = textbook.plan.state.schedule
    textbook.go_to_step(3)
    panel = table(textbook)
    panel.do("slower")
    give_reason(panel, "stiff in the mornings")
    after = textbook.plan.state.schedule
    assert before is not None and after is not None  # noqa: PT018
    assert after.stops_on is not None and before.stops_on is not None  # noqa: PT018
    assert after.stops_on > before.stops_on


def test_the_line_says_which_later_doses_follow_a_dose_typed_over(textbook: Window) -> None:
    panel = table(textbook)
    panel.model.dose_typed.emit(1, 1, "10")
    assert panel.followed.isVisible()
    assert panel.followed.plain == "So that no dose rises again: Afternoon also 10 mg in step 3."
    textbook.plan.undo()
    assert not panel.followed.isVisible()


def test_notes_are_shown_whole_and_name_the_pause(textbook: Window) -> None:
    reason = "away at her sister's in Wales, then with friends on an island without a chemist"
    pause = PauseText(start="Sat 19 Dec 2026", end="Sun 3 Jan 2027", reason=reason)
    textbook.plan.edit(Edit("pause", lambda d: replace(d, pauses=(pause,))))
    panel = table(textbook)
    QApplication.processEvents()
    last = panel.model.columnCount() - 1
    notes = [panel.model.cell(place, last).text for place in range(panel.model.rowCount())]
    place = next(i for i, note in enumerate(notes) if "pause (away at her sister's" in note)
    usual = panel.table.rowHeight(0)
    assert panel.table.rowHeight(place) > usual
    room = panel.table.visualRect(panel.model.index(place, last))
    inner = QRectF(room).adjusted(GRID, GRID / 2, -GRID, -GRID / 2)
    metrics = panel._delegate.layout.fonts.small.metrics
    assert panel._delegate._fitting(notes[place], inner, metrics) == notes[place], "no …"
    textbook.plan.undo()
    assert panel.table.rowHeight(place) == usual


def test_stay_at_this_dose_is_for_good(textbook: Window) -> None:
    textbook.go_to_step(6)
    table(textbook).do("stay")
    assert steps(textbook)[-1][1:] == (None, "30")
    schedule = textbook.plan.state.schedule
    assert schedule is not None
    assert schedule.stops_on is None
    taper = textbook.plan.state.draft.revisions[0].taper
    assert isinstance(taper, Pace)
    assert taper.target_mg == 30


def test_a_dose_typed_over_makes_a_taper_written_out_from_there(textbook: Window) -> None:
    panel = table(textbook)
    index = panel.model.index(1, 4)
    panel.table.setCurrentIndex(index)
    panel.table.edit(index)
    editor = panel.table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "10")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    state = textbook.plan.state
    assert state.draft.method == "custom"
    assert state.schedule is not None
    doses = [tuple(str(dose.mg) for dose in step.doses) for step in state.schedule.steps]
    assert doses[:4] == [
        ("20", "15", "20"),
        ("15", "10", "20"),
        ("15", "10", "15"),
        ("10", "10", "15"),
    ], "no dose rises again, and days in which nothing would change join the step before"
    assert steps(textbook)[2] == ("14 Dec", 14, "40")
    assert state.schedule.stops_on == date(2027, 2, 15), "the end stays"
    assert "written out step by step" in textbook.line.text
    textbook.plan.undo()
    assert textbook.plan.state.draft.method == "pace"


def test_a_dose_that_cannot_be_is_refused_with_a_word_and_nothing_changes(
    textbook: Window,
) -> None:
    before = textbook.plan.state
    table(textbook).model.dose_typed.emit(1, 0, "7.3")
    assert "7.3 mg can't be made" in textbook.line.text
    assert textbook.plan.state.draft == before.draft


def test_a_step_that_has_begun_can_only_be_revised(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Start", "2 nov 2026")
    panel = table(window)
    assert panel.model.cell(0, 1).past
    assert panel.model.cell(0, 1).below == "past"
    editable = Qt.ItemFlag.ItemIsEditable
    assert not panel.model.flags(panel.model.index(0, 4)) & editable
    assert panel.model.flags(panel.model.index(6, 4)) & editable
    panel.model.dose_typed.emit(0, 1, "10")
    assert "can only be revised" in window.line.text


def test_an_earlier_change_than_the_last_one_is_refused(textbook: Window) -> None:
    textbook.go_to_step(5)
    table(textbook).do("hold")
    textbook.go_to_step(2)
    table(textbook).do("hold")
    assert "later change on the way" in textbook.line.text
    assert len(textbook.plan.state.draft.revisions) == 1


def test_changes_on_the_way_are_listed_and_can_be_taken_away(textbook: Window) -> None:
    textbook.go_to_step(3)
    table(textbook).do("hold")
    click(textbook, "Changes on the way")
    click(textbook, "Remove change 1")
    assert textbook.plan.state.draft.revisions == ()


@pytest.mark.parametrize(("key", "revisions"), [("H", 1), ("L", 0), ("T", 1), ("B", 0)])
def test_each_has_a_key(textbook: Window, key: str, revisions: int) -> None:
    textbook.go_to_step(3)
    QTest.keyClick(textbook, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)
    assert len(textbook.plan.state.draft.revisions) == revisions
    assert table(textbook).back.isVisible() == (key in "BL")


def test_up_and_down_go_to_the_next_dose_that_can_be_made(textbook: Window) -> None:
    field = entry(textbook, "Morning dose")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert entry(textbook, "Morning dose").text() == "25"
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert entry(textbook, "Morning dose").text() == "10"
    textbook.plan.undo()
    assert entry(textbook, "Morning dose").text() == "20", "the steps are one undo"


def test_a_dose_of_the_step_before_the_first_change_is_changed_on_the_left(
    textbook: Window,
) -> None:
    type_into(textbook, "Days held before the first change", "7")
    before = steps(textbook)
    panel = table(textbook)
    panel.model.setData(panel.model.index(0, 3), "15")
    assert textbook.line.text == (
        "This step has the doses taken now: they are changed on the left."
    )
    assert steps(textbook) == before


def test_the_last_dose_typed_down_to_nothing_ends_the_plan(textbook: Window) -> None:
    """It stays at 5 mg for good; 0 typed there means none, never the higher dose before."""
    type_into(textbook, "Down to", "5")
    assert steps(textbook)[-1] == ("08 Feb", None, "5")
    panel = table(textbook)
    panel.model.setData(panel.model.index(panel.model.rowCount() - 1, 5), "0")
    schedule = textbook.plan.state.schedule
    assert schedule is not None
    assert schedule.stops_on == date(2027, 2, 8)
    assert steps(textbook)[-1] == ("01 Feb", 7, "10")


def test_steps_written_out_have_the_dose_times_of_the_form(textbook: Window) -> None:
    """A time just added has no dose yet: the steps of before don't fit, and one is begun."""
    click(textbook, "Add a time")
    way = next(
        one
        for one in textbook.form.findChildren(QComboBox)
        if one.accessibleName() == "Way of reducing"
    )
    way.setCurrentIndex(way.findData("custom"))
    way.activated.emit(way.currentIndex())
    assert [step.mg for step in textbook.plan.state.draft.steps] == [("", "", "", "")]
    assert entry(textbook, "Step 1, dose 4").text() == ""


def test_a_step_back_before_its_step_would_be_a_cut_and_is_refused(textbook: Window) -> None:
    """Back from 5 to 10 mg a day, dated when 55 mg is taken, would bring 55 down to 10."""
    textbook.go_to_step(11)
    panel = table(textbook)
    panel.do("back")
    type_into(textbook, "From the day", "1 dec")
    panel.back.reason.setFocus()
    give_reason(panel, "more spasms")
    assert panel.back._note.plain == (
        "Step 11 begins on Mon 8 Feb 2027: choose that day or a later one."
    )
    assert textbook.plan.state.draft.revisions == ()


def test_a_second_step_back_goes_further_up(in_week_four: Window) -> None:
    panel = table(in_week_four)
    panel.do("back")
    give_reason(panel, "more spasms")
    assert panel.step is not None
    assert panel.step.daily_mg == 45
    panel.do("back")
    assert panel.back._words.text() == "Back from 45 mg to 50 mg a day:"


def test_what_is_asked_follows_an_edit_made_meanwhile(textbook: Window) -> None:
    textbook.go_to_step(1)
    panel = table(textbook)
    panel.do("back")
    assert panel.back._words.text() == "Back from 55 mg to 60 mg a day:"
    ten = (RowText(cut="10", every="1"),)
    textbook.plan.edit(Edit("cut", lambda d: replace(d, pace=ten)))
    assert panel.back.isVisible()
    assert panel.back._words.text() == "Back from 50 mg to 60 mg a day:"


def test_where_there_is_no_step_to_go_back_to_the_key_says_so(textbook: Window) -> None:
    type_into(textbook, "Days held before the first change", "7")
    textbook.go_to_step(0)
    panel = table(textbook)
    panel.do("back")
    assert not panel.back.isVisible()
    assert textbook.line.text == (
        "No step before this one has more a day: there is none to go back to."
    )


def test_a_refusal_is_one_sentence_with_one_full_stop(textbook: Window) -> None:
    textbook.go_to_step(3)
    panel = table(textbook)
    panel.do("slower")
    type_into(textbook, "From the day", "30 nov")
    give_reason(panel, "stiff")
    assert panel.back._note.plain == (
        "Choose a day after the first of the schedule and before its end."
    )


def test_a_step_back_after_the_stop_starts_again(textbook: Window) -> None:
    """None from 15 February; spasms on 1 March: back to 10 mg for a week, then down as before."""
    textbook.go_to_step(11)
    panel = table(textbook)
    panel.do("back")
    type_into(textbook, "From the day", "1 mar 2027")
    panel.back.reason.setFocus()
    give_reason(panel, "spasms are back")
    assert steps(textbook)[-3:] == [("15 Feb", 14, "0"), ("01 Mar", 7, "10"), ("08 Mar", 7, "5")]
    textbook.plan.undo()
    assert steps(textbook)[-1] == ("08 Feb", 7, "5")
