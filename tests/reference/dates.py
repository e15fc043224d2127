"""On which days a dose may change, and which date follows another (contract 2, point 6)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

from .amounts import ONE_DAY, Json, Refused, later

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DATES = 1000
LONGEST = relativedelta(years=10)
SEARCH = relativedelta(years=1)


@dataclass(frozen=True)
class Dated:
    """A date of a line, and the day of the month from which months are counted on."""

    on: date
    month_day: int


@dataclass(frozen=True)
class Calendar:
    """The days on which a dose may change."""

    change_on: tuple[str, ...]
    region: str | None
    pauses: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, plan: Json) -> Calendar:
        dates = plan.get("dates", {})
        pauses = tuple(
            (date.fromisoformat(pause["from"]), date.fromisoformat(pause["to"]))
            for pause in dates.get("pauses", [])
        )
        return cls(tuple(dates.get("change_on", WEEKDAYS)), dates.get("holidays"), pauses)

    def is_holiday(self, day: date) -> bool:
        return self.region is not None and day in public_holidays(self.region)

    def allows(self, day: date) -> bool:
        return (
            WEEKDAYS[day.weekday()] in self.change_on
            and not self.is_holiday(day)
            and not any(first <= day <= last for first, last in self.pauses)
        )

    def first(self, earliest: date) -> Dated:
        """The first allowed day on or after this one."""
        return _there(self.first_by(earliest, date.max))

    def following(self, last: Dated, every: Json) -> Dated:
        """The first allowed day on or after the last date plus the interval."""
        return _there(self.following_by(last, every, date.max))

    def first_by(self, earliest: date, by: date) -> Dated | None:
        """As `first`; None where none is up to `by`, and later ones aren't looked for."""
        on = self._first_allowed(earliest, by)
        return None if on is None else Dated(on, on.day)

    def following_by(self, last: Dated, every: Json, by: date) -> Dated | None:
        """As `following`; None where none is up to `by`, and later ones aren't looked for."""
        asked, clipped = _plus(last, every)
        on = None if asked is None else self._first_allowed(asked, by)
        if on is None:
            return None
        return Dated(on, last.month_day if clipped and on == asked else on.day)

    def _first_allowed(self, earliest: date, by: date) -> date | None:
        day, last = earliest, earliest + SEARCH
        while day <= last:
            if day > by:
                return None
            if self.allows(day):
                return day
            day += ONE_DAY
        raise Refused("dates", f"no allowed day within a year from {earliest}")


def _there(dated: Dated | None) -> Dated:
    if dated is None:
        raise Refused("taper", "a date beyond the calendar")
    return dated


def _plus(last: Dated, every: Json) -> tuple[date | None, bool]:
    """The day asked for (None: beyond the calendar), and whether a short month clipped it."""
    [(unit, count)] = every.items()
    if unit != "months":
        try:
            return later(last.on, count * (7 if unit == "weeks" else 1)), False
        except OverflowError:
            return None, False
    years, month = divmod(last.on.month - 1 + count, 12)
    year, month = last.on.year + years, month + 1
    if year > MAXYEAR:
        return None, False
    length = monthrange(year, month)[1]
    return date(year, month, min(last.month_day, length)), last.month_day > length


@cache
def public_holidays(region: str) -> holidays.HolidayBase:
    country, _, subdivision = region.partition("-")
    return holidays.country_holidays(country, subdiv=subdivision or None, observed=True)


def check_length(dates: list[date], field: str) -> None:
    if len(dates) > MOST_DATES:
        raise Refused(field, "more than 1,000 dates")
    if dates and dates[-1] > dates[0] + LONGEST:
        raise Refused(field, "beyond 10 years")
