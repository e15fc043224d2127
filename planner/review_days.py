"""On which days prescriber and patient speak about the taper: those given, and those that follow
from an interval (plan-file.md 1, `review_every`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from planner.dates import ONE_DAY, Calendar, plus
from planner.plan import Interval, Plan
from planner.schedule import Schedule

AFTER_STOP = timedelta(days=3)
_WORKING_DAYS = 5


def review_days(plan: Plan, schedule: Schedule) -> tuple[date, ...]:
    """All of them, in order, each once."""
    given = {review.on for review in plan.reviews}
    every = plan.review_every
    if every is None:
        return tuple(sorted(given))
    calendar = Calendar(plan.dates)
    return tuple(sorted(given | {_working(day, calendar) for day in _due(schedule, every)}))


def _due(schedule: Schedule, every: Interval) -> Iterator[date]:
    """Once, twice … the interval after the start; up to the stop, then twice after it; without a
    stop, up to one interval after the last change, a hold on the way among them."""
    stop = schedule.stops_on
    last = stop - ONE_DAY if stop else _after(schedule.last_change, every, 1)
    for times in count(1):
        day = _after(schedule.start, every, times)
        if day > last or day == date.max:
            break
        yield day
    if stop:
        yield stop + AFTER_STOP
        yield _after(stop, every, 1)


def _after(day: date, every: Interval, times: int) -> date:
    try:
        return plus(day, Interval(**{every.unit: every.count * times}))
    except OverflowError:
        return date.max


def _working(day: date, calendar: Calendar) -> date:
    """The day, or the next Monday to Friday that is no holiday asked for."""
    while day < date.max and (day.weekday() >= _WORKING_DAYS or calendar.is_holiday(day)):
        day += ONE_DAY
    return day
