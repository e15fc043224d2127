"""The window on a day: what is taken, what comes next, and nothing that is over is offered."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.case import Case
from planner.dates import ONE_DAY
from tests.planning import case, pace, plan
from tests.ui.conftest import Clock, button, click, type_into
from ui.calendar_days import days_of
from ui.draft import replace
from ui.edit import Edit
from ui.today_words import today_words
from ui.window import A_MINUTE, Window

ALIKE = {"sharing": {"rule": "balanced"}}
IN_WEEK_SEVEN = date(2027, 1, 21)
AFTER = date(2027, 3, 5)
STOPPED = [
    {"from": "2026-12-14", "regimen": ["0", "0", "0"], "reason": "ran out"},
    {
        "from": "2026-12-28",
        "regimen": ["5", "5", "5"],
        "taper": pace("5"),
        "reason": "spasms are back",
    },
]
MISSED = [
    {"from": "2026-12-14", "regimen": ["10", "0", "10"], "taken": True, "reason": "on a ward"},
    {"from": "2026-12-17", "regimen": ["10", "5", "10"], "reason": "home again"},
]


@pytest.fixture
def textbook(window: Window) -> Window:
    """20/20/20 from 7 December, 5 mg less each week, none from 22 February."""
    window.plan.use(plan(**ALIKE), None)
    return window


@pytest.mark.parametrize(
    ("on", "changed", "said"),
    [
        (
            "2026-11-24",
            {},
            "Today, Tue 24 Nov, before the start: 20 · 20 · 20 mg. Next: Mon 7 Dec, 55 mg a day. "
            "Last day: Sun 21 Feb.",
        ),
        (
            "2026-12-09",
            {"hold_days": 7},
            "Today, Wed 9 Dec: 20 · 20 · 20 mg, held. Next: Mon 14 Dec, 55 mg a day. "
            "Last day: Sun 28 Feb.",
        ),
        (
            "2027-01-21",
            {},
            "Today, Thu 21 Jan: 10 · 5 · 10 mg (step 7). Next: Mon 25 Jan, 20 mg a day. "
            "Last day: Sun 21 Feb.",
        ),
        (
            "2027-02-21",
            {},
            "Today, Sun 21 Feb: 0 · 0 · 5 mg (step 11). Next: Mon 22 Feb, none. "
            "Last day: Sun 21 Feb.",
        ),
        (
            "2027-02-22",
            {},
            "Today, Mon 22 Feb: none. The plan is over. The last day was Sun 21 Feb.",
        ),
        (
            "2026-12-20",
            {"revisions": STOPPED},
            "Today, Sun 20 Dec: none (between the stop and the restart). "
            "Next: Mon 28 Dec, 15 mg a day. Last day: Sun 17 Jan.",
        ),
        (
            "2026-12-15",
            {"revisions": MISSED},
            "Today, Tue 15 Dec: 10 · 0 · 10 mg (step 2). Next: Thu 17 Dec, 25 mg a day. "
            "Last day: Wed 20 Jan.",
        ),
        (
            "2027-03-05",
            {"taper": pace("5", target="40")},
            "Today, Fri 5 Mar: 15 · 10 · 15 mg (step 4). Nothing changes any more.",
        ),
    ],
)  # fmt: skip
def test_what_is_taken_on_a_day_and_what_comes_next(
    on: str, changed: dict[str, Any], said: str
) -> None:
    assert today_words(case(on=on, **ALIKE, **changed)) == said


def test_a_day_half_a_year_away_has_its_year() -> None:
    slow = case(on="2026-11-24", taper=pace("5", weeks=5))
    assert today_words(slow).endswith("Last day: Sun 26 Dec 2027.")


def on_top(window: Window) -> str:
    today = window.header.today
    return today.text() if today.isVisible() else ""


def test_the_window_says_on_top_what_is_taken_today(window: Window, clock: Clock) -> None:
    assert on_top(window) == "", "of an empty form there is nothing to say"
    window.plan.use(plan(**ALIKE), None)
    assert on_top(window).startswith("Today, Tue 24 Nov, before the start: 20 · 20 · 20 mg.")
    type_into(window, "Cut", "x")
    assert on_top(window), "the last good plan still says it"
    assert not window.header.today.isEnabled()


@pytest.mark.parametrize(
    ("day", "confirmed", "heading", "box"),
    [
        (date(2026, 12, 6), None, "Now taking", "confirmed today"),
        (date(2026, 12, 7), None, "At the start", "55 mg confirmed today"),
        (IN_WEEK_SEVEN, None, "At the start", "25 mg confirmed today"),
        (IN_WEEK_SEVEN, IN_WEEK_SEVEN, "At the start", "25 mg confirmed today"),
        (IN_WEEK_SEVEN, date(2027, 1, 20), "At the start", "confirmed Wed 20 Jan 2027"),
        (AFTER, None, "At the start", "confirmed today"),
    ],
)
def test_under_way_the_doses_of_the_start_are_not_called_those_taken_now(
    textbook: Window, clock: Clock, day: date, confirmed: date | None, heading: str, box: str
) -> None:
    """What the patient confirms in week seven isn't the 60 mg that stand beside the box."""
    clock.day = day
    textbook.plan.follow_day()
    textbook.plan.edit(Edit("confirmation", lambda d: replace(d, confirmed=confirmed)))
    assert heading in [label.text() for label in textbook.form.findChildren(QLabel)]
    assert button(textbook, box).text() == box
    assert button(textbook, box).accessibleName() == box


def minute(window: Window) -> QTimer:
    return next(one for one in window.findChildren(QTimer) if one.interval() == A_MINUTE)


def test_midnight_passes_while_the_window_is_open(textbook: Window, clock: Clock) -> None:
    assert minute(textbook).isActive()
    clock.day = date(2026, 12, 6)
    minute(textbook).timeout.emit()
    assert on_top(textbook).startswith("Today, Sun 6 Dec, before the start:")
    clock.day = date(2026, 12, 7)
    minute(textbook).timeout.emit()
    assert on_top(textbook).startswith("Today, Mon 7 Dec: 20 · 15 · 20 mg (step 1).")
    assert textbook.plan.state.case is not None
    assert textbook.plan.state.case.day == date(2026, 12, 7)
    assert not textbook.plan.dirty, "a day is no edit"


def test_the_machine_wakes_on_another_day(textbook: Window, clock: Clock) -> None:
    clock.day = IN_WEEK_SEVEN
    QApplication.sendEvent(textbook, QEvent(QEvent.Type.ActivationChange))
    assert on_top(textbook).startswith("Today, Thu 21 Jan: 10 · 5 · 10 mg (step 7).")


def test_while_the_day_stays_all_that_was_worked_out_stays(textbook: Window) -> None:
    type_into(textbook, "Cut", "6")
    before = textbook.plan.state.case
    textbook.plan.follow_day()
    type_into(textbook, "Cut", "6.0")
    assert textbook.plan.state.case is before, "the same plan on the same day"


def test_todays_step_is_marked_and_in_view(textbook: Window, clock: Clock) -> None:
    schedule = textbook.results.show_view("schedule")
    long = plan(**ALIKE, products=["solution-1mg-per-ml"], taper=pace("1"))
    clock.day = long.start + timedelta(weeks=50)
    textbook.plan.use(long, None)
    QApplication.processEvents()
    place = schedule.table.currentIndex().row()
    assert schedule.model.cell(place, 1).below == "taken now"
    assert schedule.step.start == clock.day
    row = schedule.table.visualRect(schedule.model.index(place, 1))
    assert schedule.table.viewport().rect().contains(row), "scrolled there"
    others = [schedule.model.cell(one, 1).below for one in range(schedule.model.rowCount())]
    assert others.count("taken now") == 1


def test_the_mark_moves_on_with_the_day(textbook: Window, clock: Clock) -> None:
    schedule = textbook.results.show_view("schedule")
    clock.day = IN_WEEK_SEVEN
    textbook.plan.follow_day()
    assert [schedule.model.cell(one, 1).below for one in range(5, 8)] == ["past", "taken now", ""]
    assert schedule.step.number == 7
    clock.day = AFTER
    textbook.plan.follow_day()
    assert schedule.table.currentIndex().row() == 11, "at the end, where there is no step"


def test_the_calendar_begins_today(textbook: Window, clock: Clock) -> None:
    clock.day = IN_WEEK_SEVEN
    textbook.plan.follow_day()
    assert textbook.plan.state.case is not None
    days = days_of(textbook.plan.state.case)
    assert days[0].on == IN_WEEK_SEVEN
    assert days[0].is_today
    assert not days[0].is_other, "the same as yesterday"
    assert days[-1].on == date(2027, 2, 22)
    textbook.show_view("calendar")
    months = textbook.results.show_view("calendar").months
    assert months._months == [(2027, 1), (2027, 2)]


def test_a_first_day_that_changes_is_marked_as_one() -> None:
    first = days_of(case(on="2027-01-25", **ALIKE))[0]
    assert (first.is_today, first.is_other, first.change) == (True, True, -1)


@pytest.mark.parametrize("on", ["2026-11-24", "2026-12-07", "2027-01-21", "2027-02-21"])
def test_every_day_to_come_is_in_the_calendar_once(on: str) -> None:
    looked_at = case(on=on, **ALIKE)
    days = days_of(looked_at)
    first = max(looked_at.day, looked_at.schedule.start)
    assert [day.on for day in days] == [first + n * ONE_DAY for n in range(len(days))]
    for day in days[:-1]:
        assert day.doses == "  ".join(str(mg) for mg in doses_on(looked_at, day.on))
    assert (days[-1].on, days[-1].doses) == (date(2027, 2, 22), "none")


def doses_on(looked_at: Case, day: date) -> tuple[Any, ...]:
    steps = looked_at.schedule.steps
    return next(s.mg for s in steps if s.start <= day and (s.end is None or day <= s.end))


def test_what_stays_for_good_has_days_to_come_on_every_day() -> None:
    looked_at = case(on="2028-06-01", **ALIKE, taper=pace("5", target="40"))
    days = days_of(looked_at)
    assert (days[0].on, len(days)) == (date(2028, 6, 1), 28)


def test_after_the_last_dose_the_views_say_so(textbook: Window, clock: Clock) -> None:
    clock.day = AFTER
    textbook.plan.follow_day()
    over = "Today, Fri 5 Mar: none. The plan is over. The last day was Sun 21 Feb."
    assert on_top(textbook) == over
    textbook.show_view("calendar")
    calendar = textbook.results.show_view("calendar")
    QApplication.processEvents()
    assert calendar.over.isVisible()
    assert calendar.over.text() == over
    assert calendar.months._months == []
    textbook.show_view("chart")
    chart = textbook.results.show_view("chart")
    assert (chart._status.text(), chart.drawing.isVisible()) == (over, False)
    supply = textbook.results.show_view("supply")
    assert supply.words.text() == "Nothing is to be dispensed."
    assert supply.table.rowCount() == 0
    assert not [part for part in textbook.results.summary.line.text().split(" · ") if "×" in part]
    compare = textbook.results.show_view("compare")
    assert not [b for b in compare.findChildren(QPushButton) if b.text() == "Use this one"]


def test_the_supply_is_that_from_today_on(textbook: Window, clock: Clock) -> None:
    clock.day = IN_WEEK_SEVEN
    textbook.plan.follow_day()
    supply = textbook.results.show_view("supply")
    assert supply.words.text().startswith("From Thursday 21 January 2027 up to Sunday 21 February")
    # 4 days of 25 mg, then a week each of 20, 15, 10 and 5
    assert supply.table.item(0, 2).text() == "45"
    assert "45 × 10 mg tablets" in textbook.results.summary.line.text()


def test_what_is_at_home_and_the_reserve_have_their_place(window: Window) -> None:
    window.plan.use(
        plan(
            **ALIKE,
            at_home=[{"product": "tablet-10mg", "amount": "30.5"}],
            fill_days=28,
            go_back_allowed=True,
            reserve_days=7,
        ),
        None,
    )
    supply = window.results.show_view("supply")
    rows = [
        [supply.table.item(row, column).text() for column in range(5)]
        for row in range(supply.table.rowCount())
    ]
    assert rows[0] == ["all", "10 mg tablet", "231", "30.5", "201 × 10 mg tablets"]
    assert [row[3] for row in rows[1:-1]] == ["30.5", "", ""], "used up in the first fill"
    assert rows[-1] == ["reserve", "10 mg tablet", "", "", "42 × 10 mg tablets"]
    assert not supply.table.isColumnHidden(3)


def test_the_chart_begins_today(textbook: Window, clock: Clock, qtbot: QtBot) -> None:
    clock.day = IN_WEEK_SEVEN
    textbook.plan.follow_day()
    textbook.show_view("chart")
    chart = textbook.results.show_view("chart")
    drawn: list[bytes] = []
    textbook.maker.drawn.connect(lambda kind, svg: drawn.append(svg))
    qtbot.waitUntil(lambda: bool(drawn), timeout=30_000)
    words = re.sub(r"<[^>]*>", " ", drawn[0].decode())
    assert "25 January" in words
    assert "December" not in words
    assert chart.drawing.accessibleDescription().startswith("Monday 18 January 2027: 25 mg; ")


def test_the_comparison_speaks_from_today_on_and_keeps_what_was_taken(
    textbook: Window, clock: Clock
) -> None:
    clock.day = IN_WEEK_SEVEN
    textbook.plan.follow_day()
    before = textbook.plan.state.schedule
    assert before is not None
    textbook.show_view("compare")
    words = [one.text() for one in textbook.results.show_view("compare").findChildren(QLabel)]
    assert "Still takes" in words
    assert "4 weeks and 4 days" in words
    click(textbook, "Use: slower")
    after = textbook.plan.state.schedule
    assert after is not None
    assert [step.mg for step in after.steps[:7]] == [step.mg for step in before.steps[:7]]
    assert after.stops_on is not None
    assert before.stops_on is not None
    assert after.stops_on > before.stops_on
