"""Which days may carry a change, and which day a change that is due on one falls on.

A change never falls before it is due: it moves on to the first allowed day (plan-file.md 2.6).
Intervals are dateutil's relativedelta, public holidays those of the `holidays` library, which is
imported only where a plan asks for them.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import relativedelta

from planner.plan import Dates, Interval, Pause
from planner.terms import WEEKDAYS, PlanError

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE_DAY = timedelta(days=1)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
"""What may be asked of the library, which finds any name of its own module: "utils", "date"."""
_WEEKDAY_NAMES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class Change(NamedTuple):
    """A day that carries a change: the day it was due, and what moved it on ("" for nothing)."""

    on: date
    due: date
    moved_by: str = ""


class Calendar:
    """The days on which a plan's doses may change."""

    def __init__(self, rules: Dates) -> None:
        self._rules = rules
        self._weekdays = {WEEKDAYS.index(name) for name in rules.change_on}
        self._pauses = sorted(rules.pauses, key=lambda pause: pause.start)
        self._latest_pauses = _latest_ending(self._pauses)
        self._pause_starts = [pause.start for pause in self._pauses]
        self._holidays: Container[date] = public_holidays(rules.holidays) if rules.holidays else ()

    def change_due(self, due: date) -> Change:
        """The first allowed day on or after `due`. Raises PlanError if a year has none."""
        moved_by, day = self._obstacle(due)
        if not moved_by:
            return Change(due, due)
        last = due + relativedelta(years=1)
        while day <= last:
            reason, free = self._obstacle(day)
            if not reason:
                return Change(day, due, moved_by)
            day = free
        raise PlanError("dates", f"no day from {due} to {last} may carry a change: {self._all()}")

    def is_holiday(self, day: date) -> bool:
        return day in self._holidays

    def _obstacle(self, day: date) -> tuple[str, date]:
        """Why nothing may change on `day` ("" if it may), and the next day worth a look."""
        index = bisect_right(self._pause_starts, day) - 1
        if index >= 0 and self._latest_pauses[index].end >= day:
            pause = self._latest_pauses[index]
            named = f"pause ({pause.reason})" if pause.reason else "pause"
            return named, min(pause.end, date.max - ONE_DAY) + ONE_DAY
        if self.is_holiday(day):
            return "public holiday", day + ONE_DAY
        if day.weekday() not in self._weekdays:
            return f"changes only on {self._days()}", day + ONE_DAY
        return "", day

    def _days(self) -> str:
        return listed(_WEEKDAY_NAMES[index] for index in sorted(self._weekdays))

    def _all(self) -> str:
        rules = [f"changes only on {self._days()}"] if len(self._weekdays) < len(WEEKDAYS) else []
        rules += [f"no public holidays of {self._rules.holidays}"] if self._rules.holidays else []
        rules += [f"a pause from {p.start} to {p.end}" for p in self._pauses[:3]]
        return "; ".join(rules)


def plus(day: date, interval: Interval, day_of_month: int | None = None) -> date:
    """`day` and so many days, weeks or months on (a month from 31 January is 28 February).

    `day_of_month`: the one that months are counted from, where `day` was clipped by a short month
    (a month from such a 28 February is 31 March). Raises OverflowError past the last day that a
    calendar can name.
    """
    try:
        if interval.unit == "months":
            return day + relativedelta(months=interval.count, day=day_of_month)
        return day + timedelta(**{interval.unit: interval.count})
    except ValueError as error:
        raise OverflowError(str(error)) from error


def public_holidays(region: str) -> HolidayBase:
    """The public holidays of "US" or "GB-ENG", observed days too. Raises LookupError.

    Of some countries the library knows all holidays for few years only (India: 2001 to 2035).
    """
    import holidays

    # It says so on standard error, at each look: nothing that whoever reads there can act on.
    warnings.filterwarnings("ignore", message="Requested Holidays are available only")
    country, dash, subdivision = region.partition("-")
    if not _COUNTRY.fullmatch(country) or (dash and not subdivision):
        raise LookupError(region)
    try:
        return holidays.country_holidays(country, subdiv=subdivision or None, observed=True)
    except NotImplementedError as error:
        raise LookupError(region) from error


def listed(words: Iterable[str]) -> str:
    """The words as a sentence lists them: "Monday, Tuesday and Friday"."""
    *firsts, last = words
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _latest_ending(pauses: list[Pause]) -> list[Pause]:
    """For each pause, in order of their starts, the one that ends last of it and those before."""
    latest: list[Pause] = []
    for pause in pauses:
        latest.append(latest[-1] if latest and latest[-1].end >= pause.end else pause)
    return latest


def in_words(day: date) -> str:
    """The day in English words, with its weekday: "Tuesday 12 January 2027"."""
    return f"{_WEEKDAY_NAMES[day.weekday()]} {day.day} {_MONTH_NAMES[day.month - 1]} {day.year:04}"
