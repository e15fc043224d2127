"""What the page in the patient's hands says wrongly now, in words and by date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import fill_textbook, type_into
from ui.window import Window


@pytest.fixture
def printed(window: Window, tmp_path: Path) -> Window:
    fill_textbook(window)
    window.files.ask_save = lambda name, kind: str(tmp_path / "page.pdf")
    window.files.export_pdf()
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
        "a day; none from Monday 22 February 2027, not Monday 15 February 2027."
    )
    printed.plan.undo()
    assert said(printed) == ""


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
    window.files.export_pdf()
    window.plan.start_new()
    window.files.open_file(page)
    type_into(window, "Cut", "10")
    assert said(window).startswith("Not as on the page last printed")
