"""What the page in the patient's hands says wrongly now, in words and by date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ui.conftest import Clock, export_pages, fill_textbook, type_into
from ui.window import Window


@pytest.fixture
def printed(window: Window, tmp_path: Path) -> Window:
    fill_textbook(window)
    window.files.ask_save = lambda name, kind: str(tmp_path / "page.pdf")
    export_pages(window)
    return window


def said(window: Window) -> str:
    label = window.results.summary.since
    return "" if label.isHidden() else label.text()


def test_nothing_is_said_while_the_page_is_right(printed: Window) -> None:
    assert said(printed) == ""
    type_into(printed, "Patient's name", "Jane Example")
    assert said(printed) == ""


def test_a_hold_is_said_as_so_much_longer(printed: Window) -> None:
    printed.go_to_step(3)
    printed.results.show_view("schedule").do("hold")
    assert said(printed) == (
        "Not as on the page last printed: from Monday 21 December 2026: 1 week longer at 45 mg "
        "a day; from Monday 28 December 2026: 40 mg a day, not 35 mg; "
        "from Monday 4 January 2027: 35 mg a day, not 30 mg; "
        "from Monday 11 January 2027: 30 mg a day, not 25 mg; "
        "none from Monday 22 February 2027, not Monday 15 February 2027; and 5 more."
    )
    printed.plan.undo()
    assert said(printed) == ""


def test_the_rows_that_are_other_are_marked_in_the_table(printed: Window) -> None:
    panel = printed.results.show_view("schedule")
    marks = [panel.model.cell(place, 1).below for place in range(4)]
    assert marks == ["", "", "", ""]
    printed.go_to_step(3)
    panel.do("hold")
    marks = [panel.model.cell(place, 1).below for place in range(5)]
    assert marks == ["", "", "", "not as printed", "not as printed"]
    export_pages(printed)
    assert panel.model.cell(4, 1).below == "", "the new page is right"


def test_few_differences_are_all_said(printed: Window) -> None:
    printed.go_to_step(10)
    printed.results.show_view("schedule").do("hold")
    assert said(printed).count("from Monday") == 3
    assert "more" not in said(printed)


def test_doses_shared_otherwise_are_said_by_their_time(printed: Window) -> None:
    type_into(printed, "Morning dose", "15")
    type_into(printed, "Bedtime dose", "25")
    assert "Morning 15 mg, not 20 mg and Afternoon 20 mg, not 15 mg" in said(printed)


def test_what_is_over_is_no_matter(printed: Window, clock: Clock) -> None:
    """The page was wrong last week: this week it says what is taken."""
    printed.go_to_step(3)
    printed.results.show_view("schedule").do("hold")
    clock.day = date(2026, 12, 22)
    printed.plan.follow_day()
    assert said(printed).startswith(
        "Not as on the page last printed: from Tuesday 22 December 2026: 45 mg a day, not 40 mg; "
    )
    clock.day = date(2027, 3, 5)
    printed.plan.follow_day()
    assert said(printed) == ""


def test_a_start_that_moved_is_said(printed: Window) -> None:
    type_into(printed, "Start", "7 dec 2026")
    assert said(printed).startswith(
        "Not as on the page last printed: it starts on Monday 7 December 2026, "
        "not Monday 30 November 2026; "
    )
    assert ": none" not in said(printed), "before the start the doses are what they were"


def test_another_pace_is_said_by_its_first_day(printed: Window) -> None:
    type_into(printed, "Cut", "10")
    assert "from Monday 30 November 2026: 50 mg a day, not 55 mg" in said(printed)


def test_staying_at_a_dose_is_said(printed: Window) -> None:
    printed.go_to_step(6)
    printed.results.show_view("schedule").do("stay")
    assert "from Monday 11 January 2027: stays at 30 mg a day" in said(printed)


def test_a_page_that_was_opened_counts_as_printed(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    page = tmp_path / "page.pdf"
    window.files.ask_save = lambda name, kind: str(page)
    export_pages(window, "prescriber")
    window.plan.start_new()
    window.files.open_file(page)
    type_into(window, "Cut", "10")
    assert said(window).startswith("Not as on the page last printed")
