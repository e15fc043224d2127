"""What people type as a date, and the day that is read. Today is Tuesday 24 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from planner.reading.amounts import Unread
from planner.reading.dates import (
    birth_date,
    date_hint,
    dates_in_words,
    long_date,
    read_date,
    short_date,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", "2026-12-01"), ("1 dec", "2026-12-01"), ("1 Dec 2026", "2026-12-01"),
        ("1dec", "2026-12-01"), ("1st of december", "2026-12-01"),
        ("December 1, 2026", "2026-12-01"),
        ("dec 1", "2026-12-01"), ("Tue 1 Dec 2026", "2026-12-01"), ("Tuesday, 1 Dec", "2026-12-01"),
        ("today", "2026-11-24"), ("tomorrow", "2026-11-25"), ("yesterday", "2026-11-23"),
        ("monday", "2026-11-30"), ("next monday", "2026-11-30"), ("tuesday", "2026-12-01"),
        ("next tuesday", "2026-12-01"), ("this friday", "2026-11-27"), ("mon", "2026-11-30"),
        ("in 2 weeks", "2026-12-08"), ("in a week", "2026-12-01"), ("in 10 days", "2026-12-04"),
        ("in a month", "2026-12-24"), ("2 weeks from now", "2026-12-08"),
        ("in a fortnight", "2026-12-08"), ("in 10 weeks", "2027-02-02"),
        ("next week", "2026-12-01"),
        ("3 jan", "2027-01-03"), ("20 nov", "2026-11-20"), ("1 oct", "2027-10-01"),
        ("31/12/2026", "2026-12-31"), ("13.12.2026", "2026-12-13"), ("1 sept 2027", "2027-09-01"),
        ("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("1 dec 26", "2026-12-01"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_typed(typed: str, day: str) -> None:
    assert read_date(typed, TODAY, day_first=True).on == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day_first", "day", "doubt"),
    [
        (True, "2026-12-01", "read day first; for 12 January write it in words"),
        (False, "2026-01-12", "read month first; for 1 December write it in words"),
    ],
)
def test_figures_are_read_by_locale_and_the_other_reading_is_named(
    day_first: bool, day: str, doubt: str
) -> None:
    read = read_date("01/12/2026", TODAY, day_first)
    assert (read.on, read.doubt) == (date.fromisoformat(day), doubt)


def test_figures_with_one_reading_leave_no_doubt() -> None:
    assert read_date("24/12/2026", TODAY, day_first=False).doubt == ""
    assert read_date("12/12/2026", TODAY, day_first=False).doubt == ""


def test_next_friday_says_that_the_first_one_is_meant() -> None:
    read = read_date("next friday", TODAY, day_first=True)
    assert read.on == date(2026, 11, 27)
    assert read.doubt == "the first one from today; a week later is 4 December"


def test_a_birth_date_with_a_year_of_two_digits_has_been() -> None:
    assert read_date("3/2/70", TODAY, day_first=True, past=True).on == date(1970, 2, 3)
    assert read_date("3 feb 26", TODAY, day_first=True, past=True).on == date(2026, 2, 3)


@pytest.mark.parametrize(
    "typed", ["", "soon", "32/13/2026", "2026-13-01", "1 foo", "in many weeks", "99", "45 feb"]
)
def test_what_is_no_date_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(Unread, match="expected a date like 1 Dec 2026, next Monday or in 2 weeks"):
        read_date(typed, TODAY, day_first=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 feb", "February 2027 has 28 days"), ("feb 30", "February 2027 has 28 days"),
        ("31/11/2026", "November 2026 has 30 days"), ("2026-02-30", "February 2026 has 28 days"),
        ("30 feb 2028", "February 2028 has 29 days"), ("31 nov", "November 2026 has 30 days"),
    ],
)  # fmt: skip
def test_a_day_past_the_last_of_its_month_is_told_how_many_there_are(typed: str, said: str) -> None:
    with pytest.raises(Unread) as unread:
        read_date(typed, TODAY, day_first=True)
    assert unread.value.reason == said


def test_a_birth_date_is_asked_for_by_birth_dates() -> None:
    for typed in ("soon", "3 feb", "30/2"):
        with pytest.raises(Unread, match=r"expected a birth date like 3 Feb 1970, 3/2/1970 or"):
            read_date(typed, TODAY, day_first=True, past=True)
    with pytest.raises(Unread, match="that has been; 3 February 2030 is to come"):
        read_date("3 feb 2030", TODAY, day_first=True, past=True)


def test_a_birth_date_is_read_back_without_its_weekday() -> None:
    assert date_hint("3/2/70", TODAY, True, past=True).startswith("3 February 1970")
    assert date_hint(birth_date(date(1970, 2, 3)), TODAY, True, past=True) == ""
    assert read_date("3 Feb 1970", TODAY, True, past=True).on == date(1970, 2, 3)


def test_a_weekday_that_does_not_fit_is_said() -> None:
    with pytest.raises(Unread, match="1 December 2026 is a Tuesday") as unread:
        read_date("Mon 1 Dec 2026", TODAY, day_first=True)
    assert unread.value.offer == "Tue 1 Dec 2026"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2026, 12, 1), date(9999, 12, 31)])
def test_a_date_written_out_is_read_back(day: date) -> None:
    for text in (long_date(day), short_date(day)):
        if day.year > 999:
            assert read_date(text, TODAY, day_first=False).on == day


def test_a_sentence_of_the_planners_has_its_dates_in_words() -> None:
    said = dates_in_words('expected a day after 2026-12-07; got 2026-10-01, typed "2026-10-01"')
    assert said == ('expected a day after Mon 7 Dec 2026; got Thu 1 Oct 2026, typed "2026-10-01"')
    assert dates_in_words("no date: 2026-13-45") == "no date: 2026-13-45"
