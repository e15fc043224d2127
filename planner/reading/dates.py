"""Dates as people type them: "1 dec", "next monday", "in 2 weeks", 01/12/2026.

Pure functions without Qt. Today's date and whether the day comes first in figures are arguments.
A reading says in words what else the text could have meant, for the window to show before the
date is taken for granted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from planner.reading.amounts import Unread

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECENT = timedelta(days=28)
"""A day and month without a year may lie so far back; else the next one is meant."""

_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_FIGURES = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?\.?"
_DAY_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([a-z]{3,9})\.?,?\s*(\d{4}|\d{2})?"
_MONTH_DAY = r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?"
_IN = r"(?:in\s+)?(\d+|an?|one|two)\s*(day|week|fortnight|month)s?"
_IN += r"(?:\s+from\s+(?:now|today))?"
_EXPECTED = "a date like 1 Dec 2026, next Monday or in 2 weeks"
_EXPECTED_BIRTH = "a birth date like 3 Feb 1970, 3/2/1970 or 1970-02-03"


class ReadDate(NamedTuple):
    """The date, and what else the text could have meant, in words ("": nothing)."""

    on: date
    doubt: str = ""


def read_date(text: str, today: date, day_first: bool, past: bool = False) -> ReadDate:
    """The date that the text names. Raises Unread.

    `day_first`: in 1/12/2026 the day comes first. `past`: a birth date or the like, so that a
    year of two digits is one that has been.
    """
    typed = re.sub(r"\s+", " ", text.strip().lower())
    weekday, rest = _split_weekday(typed)
    for read in (_relative, _iso, _written):
        if found := read(rest, today, past):
            return _has_been(_checked(found, weekday, text), today, past)
    if weekday is not None and not rest.removeprefix("next").removeprefix("this").strip():
        return _weekday(weekday, typed, today)
    if match := re.fullmatch(_FIGURES, rest):
        return _has_been(_figures(match, today, day_first, past, text), today, past)
    raise _unread(text, past)


def date_hint(text: str, typed_on: date, day_first: bool, past: bool = False) -> str:
    """How the text is read, in words, with what else it could mean.

    "" where it can't be read, and where it is written out already.
    """
    if not text.strip():
        return ""
    try:
        read = read_date(text, typed_on, day_first, past)
    except Unread:
        return ""
    written_out = birth_date(read.on) if past else short_date(read.on)
    if text.strip() == written_out:
        return ""
    words = _day_month_year(read.on) if past else long_date(read.on)
    return f"{words} ({read.doubt})" if read.doubt else words


def long_date(day: date) -> str:
    """ "Tuesday 16 February 2027"."""
    return f"{WEEKDAYS[day.weekday()].title()} {_day_month_year(day)}"


def short_date(day: date) -> str:
    """ "Tue 16 Feb 2027"."""
    name, month = WEEKDAYS[day.weekday()].title()[:3], MONTHS[day.month - 1].title()[:3]
    return f"{name} {day.day} {month} {day.year:04}"


def dates_in_words(text: str) -> str:
    """A sentence with its dates as the window writes them; what was typed, in quotes, stays."""
    return re.sub(rf'(?<!")\b{_ISO}\b', _readable, text)


def birth_date(day: date) -> str:
    """ "3 Feb 1970": nobody's birthday is known by its weekday."""
    return f"{day.day} {MONTHS[day.month - 1].title()[:3]} {day.year:04}"


def _readable(match: re.Match[str]) -> str:
    found = _date(int(match[1]), int(match[2]), int(match[3]))
    return short_date(found) if found else match[0]


def _day_month_year(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year:04}"


def _split_weekday(typed: str) -> tuple[int | None, str]:
    """The weekday that the text names, and the text without it."""
    for index, name in enumerate(WEEKDAYS):
        if match := re.search(rf"\b(?:{name}|{name[:3]}|{name[:4]})\b\.?,?", typed):
            rest = f"{typed[: match.start()]} {typed[match.end() :]}"
            return index, re.sub(r"\s+", " ", rest).strip()
    return None, typed


def _relative(typed: str, today: date, past: bool) -> date | None:
    from planner.dates import plus  # an empty form needs none: a faster start
    from planner.plan import Interval

    if typed in ("today", "tomorrow", "yesterday"):
        return today + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[typed])
    if typed in ("next week", "next month"):
        return plus(today, Interval(weeks=1) if typed == "next week" else Interval(months=1))
    if match := re.fullmatch(_IN, typed):
        count = {"a": 1, "an": 1, "one": 1, "two": 2}.get(match[1]) or int(match[1])
        every = Interval(**{f"{match[2]}s": count}) if match[2] != "fortnight" else None
        try:
            return plus(today, every or Interval(weeks=2 * count))
        except OverflowError:
            return None
    return None


def _iso(typed: str, today: date, past: bool) -> date | None:
    match = re.fullmatch(_ISO, typed)
    return _that_is(int(match[1]), int(match[2]), int(match[3])) if match else None


def _written(typed: str, today: date, past: bool) -> date | None:
    if match := re.fullmatch(_DAY_MONTH, typed):
        day, month, year = int(match[1]), _month(match[2]), match[3]
    elif match := re.fullmatch(_MONTH_DAY, typed):
        day, month, year = int(match[2]), _month(match[1]), match[3]
    else:
        return None
    if not month:
        return None
    if found := _in_year(day, month, year, today, past):
        return found
    if year is None and past:
        return None
    return _that_is(_year_meant(month, year, today, past), month, day)


def _figures(match: re.Match[str], today: date, day_first: bool, past: bool, text: str) -> ReadDate:
    first, second, year = int(match[1]), int(match[2]), match[3]
    by_day = _in_year(first, second, year, today, past)
    by_month = _in_year(second, first, year, today, past)
    wanted, other = (by_day, by_month) if day_first else (by_month, by_day)
    if not wanted and not other:
        day, month = (first, second) if day_first or second > 12 else (second, first)
        if year or not past:
            _that_is(_year_meant(month, year, today, past), month, day)
        raise _unread(text, past)
    if not wanted or not other or wanted == other:
        return ReadDate(wanted or other)  # type: ignore[arg-type]
    order = "day first" if day_first else "month first"
    return ReadDate(
        wanted, f"read {order}; for {other.day} {MONTHS[other.month - 1].title()} write it in words"
    )


def _weekday(weekday: int, typed: str, today: date) -> ReadDate:
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    day = today + timedelta(days=ahead)
    if typed.startswith("next") and ahead < 7:
        later = day + timedelta(days=7)
        month = MONTHS[later.month - 1].title()
        return ReadDate(day, f"the first one from today; a week later is {later.day} {month}")
    return ReadDate(day)


def _checked(day: date, weekday: int | None, text: str) -> ReadDate:
    if weekday is not None and day.weekday() != weekday:
        raise Unread(
            f"expected a weekday that fits the date; {day.day} {MONTHS[day.month - 1].title()} "
            f"{day.year} is a {WEEKDAYS[day.weekday()].title()}",
            offer=short_date(day),
        )
    return ReadDate(day)


def _in_year(day: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year is None:
        if past:
            return None
        this = _date(today.year, month, day)
        if this and this >= today - _RECENT:
            return this
        return _date(today.year + 1, month, day) or this
    return _date(_full_year(year, today, past), month, day)


def _full_year(year: str, today: date, past: bool) -> int:
    """1970 for "70" of a birth date, 2026 for "26"."""
    if len(year) != 2:
        return int(year)
    full = today.year // 100 * 100 + int(year)
    return full - 100 if past and full > today.year else full


def _year_meant(month: int, year: str | None, today: date, past: bool) -> int:
    if year is not None:
        return _full_year(year, today, past)
    return today.year if month >= today.month else today.year + 1


def _that_is(year: int, month: int, day: int) -> date | None:
    """The day, or None for what is no date at all. Raises Unread for a day past a month's last."""
    found = _date(year, month, day)
    first = _date(year, month, 1)
    if found is None and first is not None and 28 < day <= 31:
        from calendar import monthrange  # only an error asks

        days = monthrange(year, month)[1]
        raise Unread(f"{MONTHS[month - 1].title()} {year} has {days} days")
    return found


def _has_been(read: ReadDate, today: date, past: bool) -> ReadDate:
    if past and read.on > today:
        raise Unread(f"expected a birth date that has been; {_day_month_year(read.on)} is to come")
    return read


def _month(word: str) -> int:
    if word == "sept":
        return 9
    return next((n for n, name in enumerate(MONTHS, 1) if name[: len(word)] == word), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unread(text: str, past: bool = False) -> Unread:
    shown = text.strip() if len(text.strip()) <= 24 else f"{text.strip()[:23]}…"
    return Unread(f'expected {_EXPECTED_BIRTH if past else _EXPECTED}; got "{shown}"')
