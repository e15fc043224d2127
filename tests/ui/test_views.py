"""The views of a plan: calendar, chart, supply, pages, comparison; each made when first shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.case import Case
from planner.plan import Revision
from tests.ui.conftest import (
    EXAMPLE,
    click,
    entry,
    fill_textbook,
    open_window,
    type_into,
    wait_for_pages,
)
from ui.calendar_days import days_of
from ui.draft import replace
from ui.edit import Edit
from ui.window import Window


@pytest.fixture
def example(window: Window) -> Window:
    window.files.open_file(EXAMPLE, keep_path=False)
    return window


def case_of(window: Window) -> Case:
    case = window.plan.state.case
    assert case is not None
    return case


def test_the_calendar_has_every_day_with_its_doses_and_marks(example: Window) -> None:
    type_into(example, "Start", "mon 7 dec 2026")
    days = {day.on.isoformat(): day for day in days_of(case_of(example))}
    assert len(days) == 78
    assert days["2026-12-06" if "2026-12-06" in days else "2026-12-07"].change == -1
    assert days["2026-12-08"].change == 0
    assert days["2026-12-29"].marks == ("review",)
    assert days["2027-02-22"].doses == "none"


def test_pauses_and_holidays_are_marked_and_carry_no_change(example: Window) -> None:
    click(example, "Pauses and holidays")
    type_into(example, "Public holidays of", "us")
    click(example, "+ pause")
    type_into(example, "First day of pause 1", "24 dec 2026")
    type_into(example, "Last day of pause 1", "2 jan 2027")
    days = {day.on.isoformat(): day for day in days_of(case_of(example))}
    assert "pause" in days["2026-12-28"].marks
    assert "holiday" in days["2027-01-01"].marks
    assert days["2026-12-28"].change == 0


def test_doses_of_a_day_are_shared_otherwise_and_marked(example: Window) -> None:
    """A change on the way that moves 5 mg from the morning to the afternoon: the same sum."""
    moved = Revision(
        start=date(2026, 12, 21),
        regimen=(Decimal(15), Decimal(20), Decimal(15)),
        reason="tired in the mornings",
    )
    example.plan.edit(Edit("move", lambda d: replace(d, revisions=(moved,))))
    days = {day.on.isoformat(): day for day in days_of(case_of(example))}
    assert days["2026-12-20"].daily == days["2026-12-21"].daily == "50"
    assert (days["2026-12-21"].change, days["2026-12-21"].is_other) == (0, True)
    assert not days["2026-12-22"].is_other


def test_the_calendar_goes_on_to_the_last_day_of_a_long_plan(example: Window) -> None:
    type_into(example, "Every", "26 weeks")
    schedule = example.plan.state.schedule
    assert schedule is not None
    assert days_of(case_of(example))[-1].on == schedule.stops_on


@pytest.mark.parametrize(("width", "each"), [(1240, True), (940, False)])
def test_all_days_show_each_dose_or_all_their_sum(example: Window, width: int, each: bool) -> None:
    """Figures side by side mean the same, and no mark stands on a figure."""
    example.resize(width, 800)
    months = example.results.show_view("calendar").months
    QApplication.processEvents()
    months.grab()
    assert months.shows_each_dose is each


def test_a_click_on_a_day_goes_to_its_step(example: Window, qtbot: QtBot) -> None:
    example.show_view("calendar")
    months = example.results.show_view("calendar").months
    qtbot.waitUntil(lambda: bool(months._boxes))
    box, day = next(pair for pair in months._boxes if pair[1].step == 2)
    at = QPoint(int(box.center().x()), int(box.center().y()))
    QTest.mouseClick(months, Qt.MouseButton.LeftButton, pos=at)
    assert example.results.tabs.currentIndex() == 0
    step = example.results.show_view("schedule").step
    assert step is not None
    assert step.number == day.step


def test_the_chart_and_the_pages_are_drawn_by_the_process_beside(
    example: Window, qtbot: QtBot
) -> None:
    chart = example.results.show_view("chart")
    handout = example.results.show_view("handout")
    sheet = example.results.show_view("sheet")
    qtbot.waitUntil(lambda: handout.pages > 1 and sheet.pages > 0, timeout=30_000)
    assert chart.drawing.is_drawn


def test_a_page_that_is_outdated_is_dropped(example: Window, qtbot: QtBot) -> None:
    handout = example.results.show_view("handout")
    for cut in ("6", "7", "8", "9", "10"):
        type_into(example, "Cut", cut)
    drawn: list[str] = []
    example.maker.drawn.connect(lambda kind, pdf: drawn.append(kind))
    qtbot.waitUntil(lambda: handout.pages > 0, timeout=30_000)
    assert len(drawn) <= 2, "not one for each edit"


def test_an_answer_that_comes_too_late_is_not_shown(example: Window, qtbot: QtBot) -> None:
    """Asked for while another is being drawn: that one's pages are no longer wanted."""
    handout = example.results.show_view("handout")
    qtbot.waitUntil(lambda: example.maker._busy is not None)
    late = example.maker._busy
    assert late is not None
    drawn: list[bytes] = []
    example.maker.drawn.connect(lambda kind, pdf: drawn.append(pdf))
    type_into(example, "Cut", "10")
    assert handout.pages == 0
    qtbot.waitUntil(lambda: bool(drawn), timeout=30_000)
    assert example.maker.made(late) is None, "the later one was drawn first of all"
    assert len(drawn) == 1


def test_a_drawing_process_that_dies_is_said_and_started_again(
    example: Window, qtbot: QtBot
) -> None:
    handout = example.results.show_view("handout")
    qtbot.waitUntil(lambda: handout.pages > 0, timeout=30_000)
    process = example.maker._process
    assert process is not None
    process.kill()
    qtbot.waitUntil(lambda: example.maker._process is None)
    drawn: list[str] = []
    example.maker.drawn.connect(lambda kind, pdf: drawn.append(kind))
    type_into(example, "Cut", "10")
    qtbot.waitUntil(lambda: "patient" in drawn, timeout=30_000)


def test_all_sheets_go_out_at_once(example: Window, tmp_path: Path) -> None:
    from pypdf import PdfReader

    example.files.ask_save = lambda name, kind: str(tmp_path / "all.pdf")
    example.commands.actions["export-all"].trigger()
    wait_for_pages(example)
    example.files.ask_save = lambda name, kind: str(tmp_path / "patient.pdf")
    example.commands.actions["export"].trigger()
    wait_for_pages(example)
    counts = [len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in ("all", "patient")]
    assert counts[0] > counts[1]


def test_paper_and_large_print_are_remembered(example: Window, tmp_path: Path) -> None:
    handout = example.results.show_view("handout")
    handout._choose(paper="letter", large_print=True)
    assert example.pages.options.paper == "letter"
    another = open_window(tmp_path)
    another._closing = True
    assert another.pages.options == example.pages.options
    another.close()


def test_the_supply_is_counted_in_all_and_by_fill(example: Window) -> None:
    click(example, "Reviews and fills")
    type_into(example, "Days of one fill", "28")
    panel = example.results.show_view("supply")
    cells = [panel.table.item(row, 4).text() for row in range(panel.table.rowCount())]
    assert cells[0] == "231 × 10 mg tablets"
    assert len(cells) == 4


def test_compare_lays_candidates_side_by_side_and_choosing_is_one_undo(example: Window) -> None:
    before = example.plan.state.draft
    example.show_view("compare")
    click(example, "Use: slower")
    pace = example.plan.state.draft.pace[0]
    assert (pace.cut, pace.every, pace.unit) == ("5", "2", "weeks")
    example.plan.undo()
    assert example.plan.state.draft == before


def test_the_other_ways_of_reducing(example: Window) -> None:
    method = example.form.panels[2]._method  # type: ignore[attr-defined]
    method.setCurrentIndex(1)
    method.activated.emit(1)
    type_into(example, "Finish by", "1 mar 2027")
    type_into(example, "Every", "2 weeks")
    state = example.plan.state
    assert state.current, state.problems
    assert state.schedule is not None
    assert state.schedule.stops_on is not None
    assert state.schedule.stops_on.isoformat() <= "2027-03-01"
    method.setCurrentIndex(2)
    method.activated.emit(2)
    QApplication.processEvents()
    assert example.plan.state.current
    assert len(example.plan.state.draft.steps) == len(state.schedule.changes)
    type_into(example, "Step 1, dose 2", "15")
    assert example.plan.state.draft.steps[0].mg[1] == "15"


def test_risks_prescriber_sharing_and_confirmation_reach_the_plan(example: Window) -> None:
    click(example, "Patient and risks")
    click(example, "seizures")
    click(example, "Prescriber and telephone")
    type_into(example, "Out of hours", "555 0123")
    click(example, "Sharing over the day")
    click(example, "Keep Morning longer")
    click(example, "confirmed today")
    plan = example.plan.state.plan
    assert plan is not None
    assert plan.patient.risks == ("seizures",)
    assert plan.prescriber.out_of_hours == "555 0123"
    assert plan.sharing.keep_highest == ("Morning", "Bedtime", "Afternoon")
    assert plan.regimen_confirmed is None


def test_the_prescriber_of_a_saved_plan_is_there_in_the_next_one(
    window: Window, tmp_path: Path
) -> None:
    fill_textbook(window)
    click(window, "Prescriber and telephone")
    type_into(window, "Phone by day", "555 0100")
    window.files.ask_save = lambda name, kind: str(tmp_path / "plan.json")
    window.files.save()
    window.files.new()
    assert window.plan.state.draft.prescriber.phone == "555 0100"
    assert window.plan.state.draft.patient.name == ""
    assert not window.plan.dirty


def test_the_layout_comes_back_as_it_was_left(window: Window, tmp_path: Path) -> None:
    window.resize(1100, 760)
    window.splitter.setSizes([500, 600])
    sizes = window.splitter.sizes()
    window._closing = True
    window.close()
    another = open_window(tmp_path)
    assert another.width() < 1240, "as wide as it was left, or as the screen is"
    assert abs(another.splitter.sizes()[0] - sizes[0]) <= 20
    another._closing = True
    another.close()


def test_the_keys_and_about_are_shown(window: Window) -> None:
    window.commands.actions["keys"].trigger()
    window.commands.actions["about"].trigger()
    from PySide6.QtWidgets import QDialog

    titles = {dialog.windowTitle() for dialog in window.findChildren(QDialog)}
    assert titles == {"Keys", "About"}


def test_the_keys_say_what_to_do_first_and_are_all_to_be_seen(window: Window) -> None:
    from PySide6.QtWidgets import QLabel, QScrollArea

    from ui.help import show_keys

    dialog = show_keys(window, window.commands.actions.values())
    words = dialog.findChild(QLabel).text()
    assert words.count("<li>") == 3
    assert "Ctrl+H" in words
    assert dialog.findChild(QScrollArea) is None
    assert dialog.width() <= 1024
    assert dialog.height() <= 700


def test_compare_says_which_dose_is_reduced_first(example: Window) -> None:
    from PySide6.QtWidgets import QLabel

    panel = example.results.show_view("compare")
    words = [one.text() for one in panel.findChildren(QLabel)]
    assert "Reduced first" in words
    assert "Afternoon, then the others in turn" in words
    assert any(text.endswith(", to nothing before the next") for text in words)


def test_sharing_names_both_ends_in_words(example: Window) -> None:
    from PySide6.QtWidgets import QLabel

    click(example, "Sharing over the day")
    words = [one.text() for one in example.form.findChildren(QLabel) if one.isVisible()]
    bedtime, afternoon = words.index("1  Bedtime"), words.index("3  Afternoon")
    assert words[bedtime + 1] == "Kept longest"
    assert words[afternoon + 1] == "Reduced first"


def test_steps_written_out_have_the_dose_times_above_their_columns(example: Window) -> None:
    from ui.panels.custom import CustomSteps

    example.results.show_view("schedule").model.dose_typed.emit(1, 1, "10")
    panel = example.form.findChild(CustomSteps)
    assert panel is not None
    assert [head.text() for head in panel._heads] == ["Morning", "Afternoon", "Bedtime"]
    type_into(example, "Name of the dose time Afternoon", "Lunch")
    assert [head.text() for head in panel._heads] == ["Morning", "Lunch", "Bedtime"]
    assert all(head.isVisible() for head in panel._heads)


def test_the_languages_of_the_pages_are_those_there_are_words_for(example: Window) -> None:
    from planner.handout import languages

    box = example.results.show_view("handout")._language
    offered = {box.itemData(place): box.itemText(place) for place in range(box.count())}
    assert offered == languages()


def test_the_boxes_to_tick_go_as_far_as_is_asked_for_this_plan(
    example: Window, qtbot: QtBot
) -> None:
    """Of a plan of 24 weeks the pages have boxes for 13, or up to the day that is wanted."""
    type_into(example, "Every", "2")
    handout = example.results.show_view("handout")
    qtbot.waitUntil(lambda: handout.pages > 0, timeout=30_000)
    usual = handout.pages
    type_into(example, "Boxes up to", "30 apr 2027")
    assert entry(example, "Boxes up to").text() == "Fri 30 Apr 2027"
    qtbot.waitUntil(lambda: handout.pages > usual, timeout=30_000)
    assert example.pages.options.until == date(2027, 4, 30)
    type_into(example, "Boxes up to", "abc")
    assert handout._until_note.plain.startswith("Expected a date like 1 Dec 2026")
    assert example.pages.options.until == date(2027, 4, 30)
    type_into(example, "Boxes up to", "1 dec 2020")
    qtbot.waitUntil(lambda: "expected a day from" in handout._status.text(), timeout=30_000)
    example.files.open_file(EXAMPLE, keep_path=False)
    assert example.pages.options.until is None, "said of the plan before, not of this one"
    assert entry(example, "Boxes up to").text() == ""
