"""The rules on doses that rise, on what was taken, and on high doses, at their bounds."""

from __future__ import annotations

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import (
    LIQUID,
    LONG,
    after,
    finding,
    fired,
    only,
    revised,
    sound,
    taken,
    up_to,
)

RAISES: dict[str, tuple[Plan, dict[str, str]]] = {
    "by 15": (up_to("50", revised(30, "65")), {}),
    "by 15.5": (up_to("50", revised(30, "65.5")), {"raise-high": "stop"}),
    "back to the dose of last week": (
        up_to("60", revised(20, "40"), revised(27, "60")),
        {},
    ),
    "back to a dose of 14 days before": (
        up_to("60", revised(20, "40"), revised(33, "60")),  # day 19 is the 14th before
        {},
    ),
    "back to a dose of 15 days before": (
        up_to("60", revised(20, "40"), revised(34, "60")),
        {"raise-high": "stop"},
    ),
    "above all of the last 14 days by a little": (
        up_to("60", revised(20, "40"), revised(27, "60.5")),
        {"raise-high": "stop"},
    ),
    "back after six days on less than half": (
        up_to("60", revised(20, "29.5"), revised(26, "60")),
        {},
    ),
    "back after seven days on less than half": (
        up_to("60", revised(20, "29.5"), revised(27, "60")),
        {"raise-high": "stop"},
    ),
    "back after seven days on half": (
        up_to("60", revised(20, "30"), revised(27, "60")),
        {},
    ),
    "what was taken counts: six days of none": (
        up_to("60", taken(20, "0"), revised(26, "60")),
        {},
    ),
    "what was taken counts: seven days of none": (
        up_to("60", taken(20, "0"), revised(27, "60")),
        {"raise-high": "stop"},
    ),
    "what was taken is no raise": (
        up_to("30", taken(20, "60"), revised(23, "30")),
        {},
    ),
    "a restart within a week of the stop": (
        up_to("20", revised(20, "0"), revised(26, "20", taper=pace("5"))),
        {},
    ),
    "a restart at 15": (
        up_to("20", revised(20, "0"), revised(60, "15", taper=pace("5"))),
        {},
    ),
    "a restart at 15.5": (
        up_to("20", revised(20, "0"), revised(60, "15.5", taper=pace("5"))),
        {"raise-high": "stop"},
    ),
    "soon after the start the days before it have the regimen": (
        up_to("60", revised(1, "30"), revised(4, "60")),
        {},
    ),
    "soon after the start, above the regimen": (
        up_to("40", revised(1, "60")),
        {"raise-high": "stop"},
    ),
}


@pytest.mark.parametrize("case", RAISES)
def test_a_raise_is_high_by_what_was_taken_in_the_days_before(case: str) -> None:
    plan, expected = RAISES[case]
    assert only(plan, "raise-high") == expected


def test_a_raise_that_is_over_is_not_named() -> None:
    plan = up_to("40", revised(10, "60"))
    assert only(plan, "raise-high", day=after(10)) == {"raise-high": "stop"}
    assert only(plan, "raise-high", day=after(11)) == {}


@pytest.mark.parametrize(
    ("doses", "expected"),
    [("30", {"interruption": "warn"}), ("30.5", {}), ("0", {"interruption": "warn"}), ("80", {})],
)
def test_half_or_less_of_what_was_decided_is_an_interruption(
    doses: str, expected: dict[str, str]
) -> None:
    plan = up_to("60", taken(10, doses), revised(13, "60"))
    assert only(plan, "interruption", day=after(13)) == expected


def test_an_interruption_is_measured_by_the_last_dose_decided_and_names_its_days() -> None:
    plan = up_to("60", taken(10, "40"), taken(12, "25"), taken(14, "0"), revised(16, "60"))
    one = finding(plan, "interruption", day=after(16))
    assert one.steps == (2, 3)
    assert (
        "25 mg instead of 60 mg a day from Saturday 19 December 2026 to Sunday 20 December 2026 "
        "and none instead of 60 mg a day from Monday 21 December 2026" in one.message
    )


@pytest.mark.parametrize(
    ("days", "expected"), [(26, {"interruption": "warn"}), (27, {})]
)  # taken up to day 12
def test_an_interruption_is_named_for_14_days(days: int, expected: dict[str, str]) -> None:
    plan = up_to("60", taken(10, "0"), revised(13, "60"))
    assert only(plan, "interruption", day=after(days)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(9, {"taken-ahead": "missing"}), (11, {"taken-ahead": "missing"}), (12, {})],
)
def test_nobody_knows_what_will_have_been_taken(days: int, expected: dict[str, str]) -> None:
    plan = up_to("60", taken(10, "20"), revised(13, "60"))
    assert only(plan, "taken-ahead", day=after(days)) == expected


@pytest.mark.parametrize(
    ("daily", "expected"),
    [
        ("80", {}),
        ("80.5", {"above-maximum": "note"}),
        ("100", {"above-maximum": "note"}),
        ("100.5", {"above-maximum": "warn"}),
    ],
)
def test_the_usual_maximum_differs_by_country(daily: str, expected: dict[str, str]) -> None:
    assert fired(sound(daily, products=LIQUID)) == expected


def test_the_regimen_is_above_the_maximum_until_the_first_change() -> None:
    plan = sound("90", products=LIQUID, hold_days=10)
    assert finding(plan, "above-maximum", day=after(9)).steps == (0,)
    assert only(plan, "above-maximum", day=after(10)) == {}
    at_once = sound("90", products=LIQUID)
    assert finding(at_once, "above-maximum").steps == ()
    assert finding(at_once, "above-maximum").of == finding(plan, "above-maximum").of


def test_a_revisions_dose_above_the_maximum_is_named_while_it_is_to_come() -> None:
    up = {"from": after(20), "regimen": ["101"], "hold_days": 7}
    plan = sound("80", products=LIQUID, revisions=[up])
    one = finding(plan, "above-maximum")
    assert (one.severity, one.steps) == ("warn", (4,))
    assert only(plan, "above-maximum", day=after(26)) == {"above-maximum": "warn"}
    assert only(plan, "above-maximum", day=after(27)) == {}


def test_a_dose_above_the_maximum_that_nobody_gave_is_not_asked_about_again() -> None:
    held = {"from": after(10), "hold_days": LONG}
    plan = sound("120", products=LIQUID, revisions=[held])
    assert only(plan, "above-maximum", day=after(10)) == {}
