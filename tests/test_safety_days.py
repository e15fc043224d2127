"""The rules on dose times, reviews and changes before days off (sources.md 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.planning import pace
from tests.safe_plans import LIQUID, START, finding, fired, sound, written_out


def times(*clock: str) -> list[dict[str, str]]:
    return [{"name": f"Dose {n}", "time": time, "mg": "20"} for n, time in enumerate(clock, 1)]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (("07:00", "15:00", "23:00"), {}),
        (("08:00", "20:00"), {}),
        (("12:00",), {}),
        (("06:00", "12:00"), {"uneven-times": "note"}),  # 18 hours over midnight, and 6
        (("06:00", "12:01"), {}),  # 17 h 59 min and 6 h 1 min
        (("06:00", "11:59"), {"uneven-times": "note"}),
        (("00:00", "04:00", "16:00"), {"uneven-times": "note"}),  # 12 hours by day, and 4
        (("00:00", "04:01", "16:01"), {}),
    ],
)
def test_dose_times_are_uneven_from_three_times_the_gap_on(
    clock: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert fired(sound(regimen=times(*clock))) == expected


def reviews(*after: int) -> list[dict[str, str]]:
    return [{"on": str(START + timedelta(days=days))} for days in after]


@pytest.mark.parametrize(
    ("on_days", "expected"),
    [
        ((30, 61), {}),  # days 0 to 29, 31 to 60, 62 to 76: 30, 30 and 15 of them
        ((31, 61), {"review-gap": "note"}),  # days 0 to 30 without
        ((30, 62), {"review-gap": "note"}),
        ((15, 46), {}),
        ((15, 45), {"review-gap": "note"}),  # days 46 to 76, up to the last dose
        ((), {"review-gap": "note"}),
        ((0, 31, 62), {}),  # on the 7th of each month
    ],
)
def test_a_review_is_missed_after_31_days_of_the_taper(
    on_days: tuple[int, ...], expected: dict[str, str]
) -> None:
    assert fired(sound(reviews=reviews(*on_days))) == expected


def test_a_taper_of_30_days_needs_no_review() -> None:
    stays_short = sound("15", products=LIQUID, taper=written_out(("10", 30)), reviews=[])
    assert fired(stays_short) == {}
    longer = sound("15", products=LIQUID, taper=written_out(("10", 31)), reviews=[])
    assert fired(longer) == {"review-gap": "note"}


def test_days_held_before_the_first_change_and_after_the_last_are_no_taper() -> None:
    plan = sound(hold_days=100, taper=pace("15", target="45"), reviews=[])
    assert fired(plan) == {}


def test_days_without_the_medicine_are_no_taper() -> None:
    again = {"from": "2027-06-07", "regimen": ["5"], "taper": pace("5")}
    plan = sound("10", products=LIQUID, revisions=[again], reviews=[])
    assert fired(plan) == {}


def test_a_review_gap_names_the_steps_in_it() -> None:
    one = finding(sound(reviews=reviews(0, 14, 28)), "review-gap")
    assert one.steps == (5, 6, 7, 8, 9, 10, 11)
    assert "from Tuesday 5 January 2027 to Sunday 21 February 2027" in one.message


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-10", {}),  # Thursday
        ("2026-12-11", {"before-days-off": "note"}),
        ("2026-12-12", {"before-days-off": "note"}),
        ("2026-12-13", {}),  # Sunday
    ],
)
def test_a_change_on_friday_or_saturday_comes_before_days_off(
    day: str, expected: dict[str, str]
) -> None:
    assert fired(sound(start=day)) == expected


def test_a_number_for_days_off_settles_it() -> None:
    assert fired(sound(start="2026-12-11", prescriber={"out_of_hours": "555 0199"})) == {}


def test_the_day_before_a_holiday_counts_where_holidays_are_asked_for() -> None:
    """Christmas Day 2026 is a Friday; the second change falls on the Thursday before it."""
    thursdays = {"start": "2026-12-17", "taper": pace("5", target="50")}
    assert fired(sound(**thursdays)) == {}
    plan = sound(**thursdays, dates={"holidays": "US"})
    assert finding(plan, "before-days-off").steps == (2,)


def test_a_stop_and_a_step_in_which_nothing_changes_are_no_change_before_days_off() -> None:
    friday = date(2026, 12, 11)
    held = {"from": str(friday), "hold_days": 3}
    plan = sound("15", products=LIQUID, taper=written_out(("10", 4)), revisions=[held])
    assert fired(plan) == {}
    stops_on_friday = sound("15", products=LIQUID, taper=written_out(("10", 18)))
    assert fired(stops_on_friday) == {}


def test_a_rise_on_a_friday_is_a_change_too() -> None:
    up = {"from": "2026-12-11", "regimen": ["15"], "hold_days": 3}
    plan = sound("15", products=LIQUID, revisions=[up])
    assert finding(plan, "before-days-off").steps == (2,)
