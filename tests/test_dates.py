"""Which day carries a change: the first allowed one on or after it is due (plan-file.md 2.6)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.dates import Calendar, in_words, listed, plus, public_holidays
from planner.plan import Dates, Interval
from planner.terms import WEEKDAYS, PlanError

MONDAYS = ["mon"]
WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def calendar(
    change_on: list[str] | None = None, holidays: str | None = None, *pauses: tuple[str, str]
) -> Calendar:
    """`calendar(MONDAYS, "US", ("2026-12-24", "2027-01-02"))`."""
    document: dict[str, Any] = {
        "change_on": change_on or list(WEEKDAYS),
        "holidays": holidays,
        "pauses": [{"from": first, "to": last} for first, last in pauses],
    }
    return Calendar(msgspec.convert(document, Dates))


def ruled(*rules: Any) -> Callable[[], Calendar]:
    """The same for the rows of a table: the calendar is made in the test, not with the table."""
    return partial(calendar, *rules)


def paused(*pauses: tuple[str, str, str]) -> Calendar:
    parts = [{"from": first, "to": last, "reason": reason} for first, last, reason in pauses]
    return Calendar(msgspec.convert({"pauses": parts}, Dates))


EASTER_PAUSES = ("2027-03-20", "2027-03-27"), ("2027-03-22", "2027-03-23")


@pytest.mark.parametrize(
    ("rules", "due", "on"),
    [
        (ruled(), "2026-12-25", "2026-12-25"),
        (ruled(MONDAYS), "2026-12-07", "2026-12-07"),
        (ruled(MONDAYS), "2026-12-08", "2026-12-14"),
        (ruled(MONDAYS), "2026-12-13", "2026-12-14"),
        (ruled(["sun"]), "2026-12-07", "2026-12-13"),
        (ruled(["tue", "fri"]), "2026-12-09", "2026-12-11"),
        (ruled(["fri", "tue"]), "2026-12-12", "2026-12-15"),
        (ruled(WORKDAYS, "US"), "2026-12-25", "2026-12-28"),
        (ruled(None, "US"), "2026-07-03", "2026-07-05"),  # the 4th is a Saturday: observed, too
        (ruled(None, "GB-ENG"), "2026-12-25", "2026-12-27"),
        (ruled(WORKDAYS, "GB-ENG"), "2026-12-25", "2026-12-29"),  # Boxing Day is observed late
        (ruled(None, "GB-ENG"), "2026-12-28", "2026-12-29"),
        (ruled(None, "GB-SCT"), "2027-01-01", "2027-01-03"),
        (ruled(None, None, ("2026-12-24", "2027-01-02")), "2026-12-23", "2026-12-23"),
        (ruled(None, None, ("2026-12-24", "2027-01-02")), "2026-12-24", "2027-01-03"),
        (ruled(None, None, ("2026-12-24", "2027-01-02")), "2027-01-02", "2027-01-03"),
        (ruled(None, None, ("2026-12-24", "2027-01-02")), "2027-01-03", "2027-01-03"),
        (ruled(None, None, ("2026-12-24", "2026-12-24")), "2026-12-24", "2026-12-25"),
        (ruled(MONDAYS, "US", ("2026-12-28", "2027-01-04")), "2026-12-22", "2027-01-11"),
        (ruled(None, None, *EASTER_PAUSES), "2027-03-22", "2027-03-28"),  # one in the other
        (ruled(None, None, *EASTER_PAUSES), "2027-03-24", "2027-03-28"),
        (ruled(None, None, *EASTER_PAUSES[::-1]), "2027-03-24", "2027-03-28"),
        (ruled(None, None, ("2027-03-20", "2027-03-22"), ("2027-03-23", "2027-03-24")),
         "2027-03-20", "2027-03-25"),
    ],
)  # fmt: skip
def test_a_change_falls_on_the_first_allowed_day_on_or_after_it_is_due(
    rules: Callable[[], Calendar], due: str, on: str
) -> None:
    change = rules().change_due(date.fromisoformat(due))
    assert (str(change.on), str(change.due)) == (on, due)


@pytest.mark.parametrize(
    ("rules", "due", "moved_by"),
    [
        (ruled(), "2026-12-25", ""),
        (ruled(MONDAYS), "2026-12-08", "changes only on Monday"),
        (ruled(["sun", "tue", "mon"]), "2026-12-09",
         "changes only on Monday, Tuesday and Sunday"),
        (ruled(None, "US"), "2026-12-25", "public holiday"),
        (ruled(WORKDAYS, "US"), "2026-12-25", "public holiday"),
        (partial(paused, ("2026-12-24", "2027-01-02", "")), "2026-12-25", "pause"),
        (partial(paused, ("2026-12-24", "2027-01-02", "visit")), "2026-12-25", "pause (visit)"),
        (partial(paused, ("2026-12-24", "2026-12-25", "a"), ("2026-12-20", "2026-12-31", "b")),
         "2026-12-24", "pause (b)"),
        (partial(paused, ("2026-12-24", "2026-12-25", "a"), ("2026-12-20", "2026-12-24", "b")),
         "2026-12-25", "pause (a)"),
    ],
)  # fmt: skip
def test_a_change_says_what_moved_it(
    rules: Callable[[], Calendar], due: str, moved_by: str
) -> None:
    assert rules().change_due(date.fromisoformat(due)).moved_by == moved_by


def test_a_change_may_wait_for_a_year_and_no_longer() -> None:
    due = date(2026, 12, 7)
    assert calendar(None, None, ("2026-12-07", "2027-12-06")).change_due(due).on == date(
        2027, 12, 7
    )
    with pytest.raises(PlanError) as refused:
        calendar(None, None, ("2026-12-07", "2027-12-07")).change_due(due)
    assert str(refused.value) == (
        "dates: no day from 2026-12-07 to 2027-12-07 may carry a change: "
        "a pause from 2026-12-07 to 2027-12-07"
    )


def test_an_error_says_which_rules_leave_no_day() -> None:
    pauses = [(f"202{year}-01-01", f"202{year}-12-31") for year in (9, 6, 8, 7)]
    with pytest.raises(PlanError) as refused:
        calendar(["sat", "mon"], "US", *pauses).change_due(date(2026, 12, 7))
    assert str(refused.value) == (
        "dates: no day from 2026-12-07 to 2027-12-07 may carry a change: changes only on Monday "
        "and Saturday; no public holidays of US; a pause from 2026-01-01 to 2026-12-31; a pause "
        "from 2027-01-01 to 2027-12-31; a pause from 2028-01-01 to 2028-12-31"
    )


def test_a_pause_without_end_is_a_pause_up_to_the_last_day_of_the_calendar() -> None:
    with pytest.raises(PlanError, match="may carry a change"):
        calendar(None, None, ("2026-12-07", "9999-12-31")).change_due(date(2026, 12, 7))


@pytest.mark.parametrize(
    ("day", "interval", "then"),
    [
        ("2026-12-31", {"days": 1}, "2027-01-01"),
        ("2028-02-28", {"days": 1}, "2028-02-29"),
        ("2027-02-28", {"days": 1}, "2027-03-01"),
        ("2026-12-07", {"weeks": 4}, "2027-01-04"),
        ("2027-01-31", {"months": 1}, "2027-02-28"),
        ("2028-01-31", {"months": 1}, "2028-02-29"),
        ("2028-02-29", {"months": 12}, "2029-02-28"),
        ("2026-11-30", {"months": 3}, "2027-02-28"),
        ("2026-12-15", {"months": 1}, "2027-01-15"),
    ],
)
def test_an_interval_is_counted_as_the_calendar_does(
    day: str, interval: dict[str, int], then: str
) -> None:
    assert str(plus(date.fromisoformat(day), Interval(**interval))) == then


@pytest.mark.parametrize("count", [10**4, 10**6, 10**9, 10**12, 10**18])
@pytest.mark.parametrize("unit", ["months", "weeks", "days"])
def test_an_interval_past_the_last_day_of_the_calendar_overflows(unit: str, count: int) -> None:
    with pytest.raises(OverflowError):
        plus(date(9990, 1, 1), Interval(**{unit: count}))


@pytest.mark.parametrize(
    ("region", "day", "is_one"),
    [
        ("US", "2026-11-26", True),
        ("US", "2026-11-27", False),
        ("US-CA", "2027-03-31", True),  # Cesar Chavez Day
        ("US", "2027-03-31", False),
        ("GB-ENG", "2027-03-29", True),  # Easter Monday
        ("GB-SCT", "2027-03-29", False),
        ("DE", "2026-10-03", True),
    ],
)
def test_public_holidays_are_those_of_the_region(region: str, day: str, is_one: bool) -> None:
    assert calendar(None, region).is_holiday(date.fromisoformat(day)) is is_one
    assert (date.fromisoformat(day) in public_holidays(region)) is is_one


def test_no_public_holidays_are_asked_for_unless_a_region_is_named() -> None:
    assert not calendar().is_holiday(date(2026, 12, 25))


@pytest.mark.parametrize(
    "region",
    ["", "us", "XX", "US-", "US-XX", "-", "GB-", "USA", "NYSE", "HolidayBase", "utils", "date",
     "__name__", "country_holidays", "B3", "US\n"],
)  # fmt: skip
def test_a_region_that_is_not_known_is_refused(region: str) -> None:
    with pytest.raises(LookupError):
        public_holidays(region)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


@pytest.mark.parametrize(
    ("day", "words"),
    [("2027-02-16", "Tuesday 16 February 2027"), ("2028-12-03", "Sunday 3 December 2028")],
)
def test_a_day_is_written_with_its_weekday_and_month_in_words(day: str, words: str) -> None:
    assert in_words(date.fromisoformat(day)) == words


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    st.sampled_from([None, "US", "GB-ENG"]),
    st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=5),
    DAYS,
)
def test_no_allowed_day_is_passed_over(
    change_on: set[str], region: str | None, pauses: list[tuple[date, int]], due: date
) -> None:
    ends = [(first, first + timedelta(days=length)) for first, length in pauses]
    rules = calendar(sorted(change_on), region, *((str(a), str(b)) for a, b in ends))
    on = rules.change_due(due).on
    holidays = public_holidays(region) if region else ()

    def allowed(day: date) -> bool:
        in_pause = any(first <= day <= last for first, last in ends)
        return not in_pause and day not in holidays and WEEKDAYS[day.weekday()] in change_on

    assert allowed(on)
    assert not any(allowed(due + timedelta(days=n)) for n in range((on - due).days))


def test_a_country_whose_holidays_are_known_for_few_years_says_nothing_on_standard_error() -> None:
    script = (
        "from datetime import date; from planner.dates import public_holidays; "
        "print(date(2040, 1, 26) in public_holidays('IN'))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
