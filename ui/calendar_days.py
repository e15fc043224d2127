"""The days of a schedule, one by one, as the calendar shows them. No Qt, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY, Calendar
from planner.supply import last_day_counted
from ui.edit import State
from ui.language import tr

LONGEST = timedelta(days=11 * 366)
"""More than the ten years that a taper may take (contract.md 2.6)."""


class Day(NamedTuple):
    """A day: its daily dose, the doses in short, how they changed, and what else it brings."""

    on: date
    daily: str
    doses: str
    change: int
    """The daily dose: less than the day before (-1), the same (0), more (1)."""
    step: int | None
    marks: tuple[str, ...] = ()
    is_off: bool = False
    """A pause or a holiday: no dose may change."""
    is_other: bool = False
    """A dose differs from the day before's, though the day's sum may not."""


def days_of(state: State) -> list[Day]:
    """From the start to the day after the last dose (a last step without end: its 28 days)."""
    plan, schedule = state.plan, state.schedule
    if plan is None or schedule is None:
        return []
    last = schedule.stops_on or last_day_counted(schedule)
    if last is None:
        return []
    last = min(last, schedule.start + LONGEST)
    rules = Calendar(plan.dates)
    reviews = {review.on: review.note for review in plan.reviews}
    found = []
    before, doses_before = plan.daily_dose, _in_short(plan.doses)
    for day, doses, daily, step in _each_day(state, last):
        marks = [tr("review")] if day in reviews else []
        pause = any(pause.start <= day <= pause.end for pause in plan.dates.pauses)
        marks += [tr("pause")] if pause else []
        holiday = rules.is_holiday(day)
        marks += [tr("holiday")] if holiday else []
        change = (daily > before) - (daily < before)
        other, off = doses != doses_before, pause or holiday
        found.append(Day(day, written(daily), doses, change, step, tuple(marks), off, other))
        before, doses_before = daily, doses
    return found


def _each_day(state: State, last: date) -> Iterator[tuple[date, str, Milligrams, int | None]]:
    schedule = state.schedule
    assert schedule is not None
    day = schedule.start
    for step in schedule.steps:
        doses = _in_short(step.mg)
        end = min(step.end or last, last)
        while day <= end:
            yield day, doses, step.daily_mg, step.number
            day += ONE_DAY
    if schedule.stops_on and schedule.stops_on <= last:
        yield schedule.stops_on, tr("none"), Milligrams(0), None


def _in_short(doses: tuple[Milligrams, ...]) -> str:
    return "  ".join(written(mg) for mg in doses)


def months_of(days: list[Day]) -> list[tuple[int, int]]:
    """The months that the days lie in, as (year, month)."""
    return sorted({(day.on.year, day.on.month) for day in days})
