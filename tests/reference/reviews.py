"""On which days the patient is seen: the reviews given and those at an interval (contract 1)."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from .amounts import ONE_DAY, Json, later
from .dates import Calendar

DAYS_AFTER_THE_STOP = 3


def reviews(plan: Json, stops_on: date | None, last_change: date) -> list[str]:
    """All of them, in order, each day once."""
    given = {date.fromisoformat(review["on"]) for review in plan.get("reviews", [])}
    calendar = Calendar.of(plan)
    regular = {_working_day(day, calendar) for day in _regular(plan, stops_on, last_change)}
    return [day.isoformat() for day in sorted(given | regular)]


def _regular(plan: Json, stops_on: date | None, last_change: date) -> list[date]:
    """Start plus once, twice … the interval, then those after the stop; not yet moved."""
    if plan.get("review_every") is None:
        return []
    [(unit, count)] = plan["review_every"].items()

    def after(day: date, intervals: int) -> date:
        return day + relativedelta(**{unit: count * intervals})

    last = after(last_change, 1) if stops_on is None else stops_on - ONE_DAY
    start, found = date.fromisoformat(plan["start"]), list[date]()
    while (day := after(start, len(found) + 1)) <= last:
        found.append(day)
    if stops_on is not None:
        found += [later(stops_on, DAYS_AFTER_THE_STOP), after(stops_on, 1)]
    return found


def _working_day(day: date, calendar: Calendar) -> date:
    """The next Monday to Friday that is no holiday asked for; the day itself if it is one."""
    while day.weekday() >= 5 or calendar.is_holiday(day):
        day += ONE_DAY
    return day
