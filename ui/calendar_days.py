"""The days of a schedule from today on, one by one, as the calendar shows them (plan-file.md 4).

No Qt, nothing drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from planner.amounts import ZERO, Milligrams, written
from planner.dates import ONE_DAY, Calendar
from planner.schedule import Step
from planner.supply import COUNTED_FOR_GOOD, last_day_counted
from planner.today import step_on
from ui.language import tr

if TYPE_CHECKING:
    from planner.case import Case

LONGEST = timedelta(days=11 * 366)
"""More than the ten years that a taper may take (plan-file.md 2.6)."""


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
    is_today: bool = False


def days_of(case: Case) -> list[Day]:
    """From today, or the start if that is later, to the day after the last dose (a last step
    without end: its 28 days, or those from today on)."""
    plan, schedule = case.plan, case.schedule
    first = max(case.day, schedule.start)
    last = _last_day(case, first)
    if last is None:
        return []
    rules = Calendar(plan.dates)
    reviews = frozenset(case.reviews)
    yesterday = step_on(schedule, first - ONE_DAY)
    before = yesterday.daily_mg if yesterday else plan.daily_dose
    doses_before = _in_short(yesterday.mg if yesterday else plan.doses)
    found = []
    for day, doses, daily, step in _each_day(case.steps_shown, first, last, schedule.stops_on):
        pause = any(pause.start <= day <= pause.end for pause in plan.dates.pauses)
        holiday = rules.is_holiday(day)
        told = {tr("review"): day in reviews, tr("pause"): pause, tr("holiday"): holiday}
        found.append(
            Day(
                day,
                written(daily),
                doses,
                change=(daily > before) - (daily < before),
                step=step,
                marks=tuple(words for words, holds in told.items() if holds),
                is_off=pause or holiday,
                is_other=doses != doses_before,
                is_today=day == case.day,
            )
        )
        before, doses_before = daily, doses
    return found


def _last_day(case: Case, first: date) -> date | None:
    """The last day shown; None where there is none to come."""
    schedule = case.schedule
    if schedule.stops_on:
        return min(schedule.stops_on, first + LONGEST) if schedule.stops_on >= first else None
    last = last_day_counted(schedule)
    return last and min(max(last, first + COUNTED_FOR_GOOD - ONE_DAY), first + LONGEST)


def _each_day(
    steps: Iterable[Step], first: date, last: date, stops_on: date | None
) -> Iterator[tuple[date, str, Milligrams, int | None]]:
    for step in steps:
        doses = _in_short(step.mg)
        day, end = max(step.start, first), min(step.end or last, last)
        while day <= end:
            yield day, doses, step.daily_mg, step.number
            day += ONE_DAY
    if stops_on and stops_on <= last:
        yield stops_on, tr("none"), ZERO, None


def _in_short(doses: tuple[Milligrams, ...]) -> str:
    return "  ".join(written(mg) for mg in doses)


def months_of(days: list[Day]) -> list[tuple[int, int]]:
    """The months that the days lie in, as (year, month)."""
    return sorted({(day.on.year, day.on.month) for day in days})
