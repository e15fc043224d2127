"""The rules on times of the day, packs, days off and reviews, at their bounds (sources.md 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import (
    LIQUID,
    LONG,
    START,
    after,
    finding,
    fired,
    only,
    revised,
    sound,
    taken,
    up_to,
    written_out,
)


def times(*doses: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": f"Dose {n}", "time": at, "mg": mg} for n, (at, mg) in enumerate(doses, 1)]


def clock(*hours: str) -> list[dict[str, str]]:
    return times(*((hour, "20") for hour in hours))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (("07:00", "15:00", "23:00"), {}),
        (("08:00", "20:00"), {}),
        (("12:00",), {}),
        (("06:00", "12:00"), {"uneven-times": "note"}),  # 18 hours over midnight, and 6
        (("06:00", "12:01"), {}),  # 17 h 59 min and 6 h 1 min
        (("06:00", "11:59"), {"uneven-times": "note"}),
        (("07:00", "15:00", "00:30"), {}),  # 8 h, 9 h 30 min, 6 h 30 min
        (("08:00", "20:00", "00:00"), {"uneven-times": "note"}),  # 12, 4 and 8 hours
        (("08:00", "19:58", "00:00"), {}),
    ],
)
def test_dose_times_are_uneven_from_three_times_the_gap_on(
    hours: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert only(sound(regimen=clock(*hours)), "uneven-times") == expected


def one_step(regimen: list[dict[str, str]], doses: str) -> Plan:
    """A step of these doses, after the regimen."""
    steps = written_out((doses, LONG), then="stay")
    return sound(regimen=regimen, products=LIQUID, taper=steps)


@pytest.mark.parametrize(
    ("hours", "doses", "expected"),
    [
        (("07:00", "15:00", "23:00"), "0/15/15", {}),  # 16 hours
        (("07:01", "15:00", "23:00"), "0/15/15", {}),
        (("07:00", "15:01", "23:00"), "0/15/15", {"long-gap": "warn"}),  # 16 h 1 min
        (("07:00", "15:01", "23:00"), "0/10/10", {"long-gap": "note"}),
        (("07:00", "15:01", "23:00"), "0/10/10.5", {"long-gap": "warn"}),
        (("07:00", "15:01", "23:00"), "0/5/5", {}),
        (("07:00", "15:01", "23:00"), "0/5/5.5", {"long-gap": "note"}),
        (("07:00", "15:00", "23:00"), "0/0/20", {"long-gap": "note"}),  # one dose a day: 24 hours
        (("07:00", "15:00", "23:00"), "0/0/10", {}),
        (("12:00",), "15", {}),  # 24 hours, as before
        (("06:00", "12:00"), "12/12", {}),  # 18 hours, as before
        (("06:00", "12:00"), "0/20", {"long-gap": "note"}),  # 24 hours, longer than before
        (("07:00", "15:00", "00:30"), "15/15/0", {}),  # 16 hours from 15:00 to 07:00
        (("07:00", "15:00", "00:30"), "0/15/15", {}),  # 14 h 30 min from 00:30 to 15:00
        (("07:00", "15:00", "00:30"), "15/0/15", {"long-gap": "warn"}),  # 17 h 30 min
    ],
)
def test_a_gap_is_long_above_16_hours_and_above_the_regimens_own(
    hours: tuple[str, ...], doses: str, expected: dict[str, str]
) -> None:
    assert only(one_step(clock(*hours), doses), "long-gap") == expected


def test_the_regimens_own_gap_counts_the_doses_that_are_taken() -> None:
    once = times(("07:00", "0"), ("15:00", "0"), ("23:00", "60"))
    assert only(one_step(once, "0/0/40"), "long-gap") == {}


def test_a_long_gap_that_was_taken_or_is_over_is_not_named() -> None:
    missed = [taken(10, "0/0/20"), revised(12, "20/20/20")]
    assert only(sound(hold_days=LONG, revisions=missed), "long-gap") == {}
    plan = sound(taper=written_out(("0/0/20", 10), ("0/0/10", 10)), products=LIQUID)
    assert only(plan, "long-gap", day=after(9)) == {"long-gap": "note"}
    assert only(plan, "long-gap", day=after(10)) == {}


def test_a_change_within_a_pack_straddles_it() -> None:
    assert only(sound(packs=True), "pack-straddles") == {}  # weekly from the start on
    assert only(sound(packs=False, taper=pace("5", days=10)), "pack-straddles") == {}
    plan = sound(packs=True, taper=pace("15", days=10))
    assert finding(plan, "pack-straddles").severity == "warn"
    assert finding(plan, "pack-straddles").steps == (2, 3)
    assert finding(plan, "pack-straddles", day=after(11)).steps == (3,)
    assert only(plan, "pack-straddles", day=after(21)) == {}


def test_a_stop_and_what_was_taken_straddle_no_pack() -> None:
    stops_within = sound("10", packs=True, hold_days=7, taper=written_out(("5", 10)))
    assert only(stops_within, "pack-straddles") == {}
    stays: dict[str, Any] = {"packs": True, "taper": pace("5", target="20")}
    missed = up_to("20", taken(10, "0"), revised(12, "20"), **stays)
    assert only(missed, "pack-straddles") == {}
    held = up_to("20", {"from": after(10), "hold_days": LONG}, **stays)
    assert only(held, "pack-straddles") == {}
    up = up_to("20", revised(10, "25"), **stays)
    assert only(up, "pack-straddles") == {"pack-straddles": "warn"}


NO_NIGHT = {"out_of_hours": " - "}


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("2026-12-10", ()),  # Thursday
        ("2026-12-11", (1,)),
        ("2026-12-12", (1,)),
        ("2026-12-13", ()),  # Sunday
    ],
)
def test_without_a_number_for_nights_changes_before_days_off_are_named(
    day: str, steps: tuple[int, ...]
) -> None:
    plan = sound(start=day, taper=pace("15", target="45"), prescriber=NO_NIGHT)
    one = finding(plan, "no-night-number")
    assert (one.severity, one.steps) == ("warn", steps)
    assert fired(sound(start=day, taper=pace("15", target="45"))) == {}


def test_the_day_before_a_holiday_counts_where_holidays_are_asked_for() -> None:
    """Christmas Day 2026 is a Friday; the second change falls on the Thursday before it."""
    fields: dict[str, Any] = {
        "start": "2026-12-17",
        "taper": pace("5", target="50"),
        "prescriber": NO_NIGHT,
    }
    assert finding(sound(**fields), "no-night-number").steps == ()
    plan = sound(**fields, dates={"holidays": "US"})
    assert finding(plan, "no-night-number").steps == (2,)


def test_a_stop_before_days_off_is_told_and_what_is_over_is_not() -> None:
    friday = sound("5", start="2026-12-11", taper=pace("5"), prescriber=NO_NIGHT)
    one = finding(friday, "no-night-number")
    assert (one.steps, "the stop, Friday 11 December 2026" in one.message) == ((), True)
    plan = sound(start="2026-12-11", prescriber=NO_NIGHT)
    assert finding(plan, "no-night-number", day="2026-12-12").steps == tuple(range(2, 12))


def reviews(*on_days: int) -> dict[str, Any]:
    return {"reviews": [{"on": after(days)} for days in on_days], "review_every": None}


@pytest.mark.parametrize(
    ("on_days", "expected"),
    [
        ((35, 70, 78), {}),  # the stop is on day 77
        ((36, 70, 78), {"review-gap": "note"}),
        ((35, 71, 78), {"review-gap": "note"}),
        ((35, 42, 78), {}),
        ((35, 41, 78), {"review-gap": "note"}),  # 36 days to the stop
        ((35, 70, 84), {}),
        ((35, 70, 85), {"review-gap": "note"}),  # the eighth day after the stop
        ((35, 70, 77), {"review-gap": "note"}),  # the day of the stop itself
        ((), {"review-gap": "note"}),
    ],
)
def test_reviews_are_at_most_35_days_apart_and_one_follows_the_stop(
    on_days: tuple[int, ...], expected: dict[str, str]
) -> None:
    assert fired(sound(**reviews(*on_days))) == expected


def test_a_gap_that_is_over_is_not_named() -> None:
    plan = sound(**reviews(40, 70, 78))
    assert only(plan, "review-gap", day=after(40)) == {"review-gap": "note"}
    assert only(plan, "review-gap", day=after(41)) == {}
    unseen = sound(**reviews(30, 60))
    assert only(unseen, "review-gap", day=after(84)) == {"review-gap": "note"}
    assert only(unseen, "review-gap", day=after(85)) == {}


def test_a_review_gap_names_the_steps_in_it() -> None:
    one = finding(sound(**reviews(0, 28, 79)), "review-gap")
    assert one.steps == (5, 6, 7, 8, 9, 10, 11)
    assert "49 days pass without a review, from Monday 4 January 2027 to Monday 22" in one.message


def test_a_plan_that_stays_is_reviewed_up_to_its_last_change() -> None:
    stays = {"taper": pace("15", target="45"), "hold_days": 35}
    assert only(sound(**stays, **reviews()), "review-gap") == {}
    stays["hold_days"] = 36
    assert only(sound(**stays, **reviews()), "review-gap") == {"review-gap": "note"}


def test_days_without_the_medicine_are_no_gap() -> None:
    again = {"from": after(200), "regimen": ["5"], "taper": pace("5")}
    plan = sound("10", products=LIQUID, revisions=[again], **reviews(14, 200, 209))
    assert only(plan, "review-gap") == {}


HELD = {"from": after(10), "hold_days": 14}
CHANGED: dict[str, tuple[dict[str, Any], tuple[int, ...], dict[str, str]]] = {
    "held, and seen on the day": (HELD, (10,), {}),
    "held, and seen before the next cut": (HELD, (23,), {}),
    "held, and not seen until the next cut": (HELD, (24,), {"review-gap": "note"}),
    "held, and seen the day before alone": (HELD, (9,), {"review-gap": "note"}),
    "raised": ({**HELD, "regimen": ["52"]}, (24,), {"review-gap": "note"}),
    "lowered": ({**HELD, "regimen": ["45"]}, (24,), {}),
    "what was taken is no change on the way": ({**taken(10, "20")}, (9,), {"review-gap": "note"}),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_change_on_the_way_is_reviewed_before_the_dose_comes_down_again(case: str) -> None:
    """From 60 mg a day by 5 mg a week: 50 mg by then."""
    revision, seen, expected = CHANGED[case]
    revisions = [revision]
    if revision.get("taken"):
        revisions.append({"from": after(12), "regimen": ["50"], "hold_days": 14})
    plan = sound(
        "60",
        products=LIQUID,
        taper=pace("5", target="30"),
        revisions=revisions,
        **reviews(*seen, 30, 60),
    )
    assert only(plan, "review-gap") == expected


def test_a_change_for_good_is_reviewed_at_any_time_after() -> None:
    for_good = {**HELD, "taper": pace("5", target="50")}
    plan = sound("60", products=LIQUID, revisions=[for_good], **reviews(9))
    assert finding(plan, "review-gap").steps == (3,)
    plan = sound("60", products=LIQUID, revisions=[for_good], **reviews(9, 300))
    assert only(plan, "review-gap") == {}


def test_reviews_that_follow_from_an_interval_are_reviews() -> None:
    plan = sound(review_every={"weeks": 5})
    assert only(plan, "review-gap") == {}
    assert START + timedelta(days=77) == date(2027, 2, 22)
    assert only(sound(review_every={"weeks": 6}), "review-gap") == {"review-gap": "note"}
