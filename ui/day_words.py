"""Days, weekdays and months as the window shows them, in its language.

What stands in an entry is another matter: it is read again, and stays English (`reading_dates`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ui.language import marked, tr

WEEKDAYS = (
    marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday"),
    marked("Friday"), marked("Saturday"), marked("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS = (
    marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"),
    marked("Fri"), marked("Sat"), marked("Sun"),
)  # fmt: skip
MONTHS = (
    marked("January"), marked("February"), marked("March"), marked("April"), marked("May"),
    marked("June"), marked("July"), marked("August"), marked("September"), marked("October"),
    marked("November"), marked("December"),
)  # fmt: skip
SHORT_MONTHS = (
    marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun"),
    marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec"),
)  # fmt: skip

DAYS_WITHOUT_A_YEAR = 182


def long_day(day: date) -> str:
    """ "Tuesday 16 February 2027"."""
    return _dated(day, WEEKDAYS, MONTHS)


def short_day(day: date) -> str:
    """ "Tue 16 Feb 2027"."""
    return _dated(day, SHORT_WEEKDAYS, SHORT_MONTHS)


def near_day(day: date, today: date) -> str:
    """ "Tue 26 Jan"; with its year where that is half a year from today or more."""
    if abs((day - today).days) > DAYS_WITHOUT_A_YEAR:
        return short_day(day)
    return tr(
        "{weekday} {day} {month}",
        weekday=tr(SHORT_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=tr(SHORT_MONTHS[day.month - 1]),
    )


def widest_day(width: Callable[[str], int]) -> str:
    """A day that takes as much room as any, written short. `width`: of words, in pixels."""
    return tr(
        "{weekday} {day} {month} {year}",
        weekday=max((tr(name) for name in SHORT_WEEKDAYS), key=width),
        day=28,
        month=max((tr(name) for name in SHORT_MONTHS), key=width),
        year=2028,
    )


def born_on(day: date) -> str:
    """ "3 Feb 1970": nobody's birthday is known by its weekday."""
    month = tr(SHORT_MONTHS[day.month - 1])
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def weekday_name(weekday: int) -> str:
    """ "Monday" for 0."""
    return tr(WEEKDAYS[weekday])


def month_of(year: int, month: int) -> str:
    """ "February 2027"."""
    return tr("{month} {year}", month=tr(MONTHS[month - 1]), year=year)


def _dated(day: date, weekdays: tuple[str, ...], months: tuple[str, ...]) -> str:
    return tr(
        "{weekday} {day} {month} {year}",
        weekday=tr(weekdays[day.weekday()]),
        day=day.day,
        month=tr(months[day.month - 1]),
        year=day.year,
    )
