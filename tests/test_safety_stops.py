"""The rules on a stop: each just below, at and just above its bound (sources.md 5)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import (
    LIQUID,
    LONG,
    after,
    down,
    finding,
    fired,
    only,
    revised,
    sound,
    taken,
    up_to,
    written_out,
)

ON_STOPS = ("abrupt-stop", "no-steps", "high-last-dose", "too-short", "short-taper", "fast-week")
SHORT_USE = {"taken_months": 1}
SEIZURES = {"taken_months": 1, "risks": ["seizures"]}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("15", {}),
        ("15.5", {"high-last-dose": "warn"}),
        ("20", {"high-last-dose": "warn"}),
        ("20.5", {"high-last-dose": "stop"}),
        ("30", {"high-last-dose": "stop"}),
        ("30.5", {"abrupt-stop": "stop"}),
    ],
)
def test_the_last_dose_is_judged_by_what_it_is_above(last: str, expected: dict[str, str]) -> None:
    assert only(down("32", (last, 60)), *ON_STOPS) == expected


@pytest.mark.parametrize(
    ("regimen", "patient", "expected"),
    [
        ("5", {}, {}),
        ("5.5", {}, {"no-steps": "stop"}),
        ("30", {}, {"no-steps": "stop"}),
        ("30.5", {}, {"abrupt-stop": "stop"}),
        ("5.5", SHORT_USE, {"no-steps": "warn"}),
        ("15", SHORT_USE, {"no-steps": "warn"}),
        ("15.5", SHORT_USE, {"no-steps": "stop"}),
        ("15", SEIZURES, {"no-steps": "stop"}),
        ("15", {"taken_months": 2}, {"no-steps": "stop"}),
        ("15", {"taken_months": None}, {"no-steps": "stop"}),
    ],
)
def test_a_stop_with_no_step_before_it_is_judged_by_dose_and_by_who_stops(
    regimen: str, patient: dict[str, Any], expected: dict[str, str]
) -> None:
    at_once = sound(regimen, products=LIQUID, taper=pace(regimen), patient=patient)
    assert only(at_once, *ON_STOPS) == expected
    held = sound(regimen, products=LIQUID, hold_days=30, taper=pace(regimen), patient=patient)
    assert only(held, *ON_STOPS) == expected


def stop(days: int) -> dict[str, Any]:
    return {"from": after(days), "kind": "stop", "regimen": ["0"]}


UNSTEPPED: dict[str, tuple[Plan, dict[str, str]]] = {
    "held by a revision and stopped": (
        up_to("20", {"from": after(10), "hold_days": LONG}, stop(20)),
        {"no-steps": "stop"},
    ),
    "less was taken in between, and the dose taken up again": (
        up_to("20", taken(10, "5"), revised(15, "20"), stop(40)),
        {"no-steps": "stop"},
    ),
    "nothing was taken in between: the stop is a restart's": (
        up_to("20", taken(10, "0"), revised(15, "18"), stop(40)),
        {"no-steps": "stop"},
    ),
    "after a restart": (
        up_to("20", stop(20), revised(30, "10", taper=pace("5")), stop(60)),
        {"no-steps": "stop"},
    ),
    "a lower dose in between": (
        up_to("20", revised(10, "15"), stop(40)),
        {},
    ),
    "a higher dose in between, and from there to none": (
        up_to("20", revised(10, "25"), stop(40)),
        {"high-last-dose": "stop", "too-short": "stop"},
    ),
    "up, and down again to the dose of the start": (
        up_to("20", revised(10, "25"), revised(20, "20"), stop(60)),
        {"high-last-dose": "warn"},
    ),
}


@pytest.mark.parametrize("case", UNSTEPPED)
def test_a_stop_is_without_steps_where_no_other_dose_was_decided_in_between(case: str) -> None:
    plan, expected = UNSTEPPED[case]
    assert only(plan, *ON_STOPS) == expected


LAST_DOSES: dict[str, tuple[Plan, dict[str, str]]] = {
    "seven days of less, passed over": (
        up_to("40", taken(10, "5"), stop(17)),
        {"abrupt-stop": "stop"},
    ),
    "eight days of less: that is the last dose": (
        up_to("40", taken(10, "5"), stop(18)),
        {},
    ),
    "two runs of less within seven days": (
        up_to("40", taken(10, "5"), taken(13, "0"), stop(17)),
        {"abrupt-stop": "stop"},
    ),
    "eight days of none": (
        up_to("40", taken(10, "0"), stop(18)),
        {},
    ),
    "more was taken than was decided": (
        up_to("10", taken(10, "40"), stop(14)),
        {"no-steps": "stop"},
    ),
}


@pytest.mark.parametrize("case", LAST_DOSES)
def test_the_last_dose_passes_over_what_was_taken_in_the_seven_days_before(case: str) -> None:
    plan, expected = LAST_DOSES[case]
    assert only(plan, "abrupt-stop", "no-steps", "high-last-dose") == expected


@pytest.mark.parametrize(
    ("highest", "days", "patient", "expected"),
    [
        ("15.5", 6, SHORT_USE, {"too-short": "stop"}),
        ("15.5", 7, SHORT_USE, {"short-taper": "note"}),
        ("15", 6, SHORT_USE, {}),
        ("15", 6, {}, {"too-short": "warn"}),
        ("15", 6, SEIZURES, {"too-short": "warn"}),
        ("15", 6, {"taken_months": None}, {"too-short": "warn"}),
        ("15", 7, {}, {}),
        ("5.5", 6, {}, {"too-short": "warn"}),
        ("5", 6, {}, {}),
        ("15.5", 13, SHORT_USE, {"short-taper": "note"}),
        ("15.5", 14, SHORT_USE, {}),
        ("15", 13, SHORT_USE, {}),
        ("15.5", 19, {}, {"short-taper": "warn"}),
        ("15.5", 19, {"taken_months": 2}, {"short-taper": "warn"}),
        ("15.5", 19, {"taken_months": None}, {"short-taper": "warn"}),
        ("15.5", 20, {}, {}),
        ("15", 19, {}, {}),
        ("15.5", 6, {}, {"too-short": "stop"}),
    ],
)
def test_a_taper_is_short_by_its_days_its_first_dose_and_who_takes_it(
    highest: str, days: int, patient: dict[str, Any], expected: dict[str, str]
) -> None:
    last = "3" if highest in ("5", "5.5") else "10"
    plan = down(highest, (last, days), patient=patient)
    assert only(plan, "too-short", "short-taper") == expected


def test_no_rule_on_the_length_speaks_of_a_stop_from_too_high_or_without_steps() -> None:
    assert only(down("60", ("45", 3)), *ON_STOPS) == {"abrupt-stop": "stop"}
    assert only(sound("20", products=LIQUID, taper=pace("20")), *ON_STOPS) == {"no-steps": "stop"}


def test_what_one_stop_says_does_not_silence_another() -> None:
    """From 35 mg at once; then, after a restart, from 18 mg in five days."""
    again = {"from": after(40), "regimen": ["18"], "taper": written_out(("10", 5))}
    plan = sound("35", products=LIQUID, taper=pace("35"), hold_days=7, revisions=[again])
    assert only(plan, *ON_STOPS) == {"abrupt-stop": "stop", "too-short": "stop"}
    assert finding(plan, "abrupt-stop").steps == (0,)
    assert finding(plan, "too-short").steps == (3,)


def test_the_length_begins_with_the_first_cut_after_the_last_raise() -> None:
    up = {"from": after(30), "regimen": ["18"], "hold_days": 1, "taper": written_out(("10", 8))}
    plan = sound("20", products=LIQUID, taper=pace("5"), revisions=[up])
    assert only(plan, "short-taper") == {"short-taper": "warn"}
    held = {**up, "from": after(3), "regimen": ["15"]}
    plan = sound("20", products=LIQUID, taper=pace("5", days=60), revisions=[held])
    assert finding(plan, "short-taper").message.startswith(
        "The dose comes down from 20 mg a day to none in 1 week and 5 days "
        "(Monday 7 December 2026 to Saturday 19 December 2026): less than 2 weeks and 6 days "
        "after use for 36 months."
    )


def test_a_return_to_the_dose_decided_before_is_no_raise_and_the_length_goes_on() -> None:
    plan = up_to(
        "20",
        revised(10, "18"),
        taken(20, "5"),
        revised(24, "18", taper=pace("5", days=3), hold_days=1),
    )
    assert only(plan, "too-short", "short-taper") == {}


def test_days_held_before_the_first_cut_are_no_part_of_the_length() -> None:
    plan = down("40", ("30", 8), ("15", 10), hold_days=100)
    assert only(plan, "short-taper") == {"short-taper": "warn"}


def test_a_stop_before_a_restart_is_judged_even_where_the_restart_stays_for_good() -> None:
    again = {"from": "2027-01-12", "regimen": ["5", "5", "5"], "taper": pace("5", target="15")}
    plan = sound(revisions=[{"from": "2026-12-30", "regimen": ["0", "0", "0"]}, again])
    assert only(plan, *ON_STOPS) == {"abrupt-stop": "stop"}
    assert finding(plan, "abrupt-stop").steps == (1, 2, 3, 4)


def test_two_stops_of_one_kind_are_one_finding_with_the_worst_severity() -> None:
    again = {"from": "2027-03-12", "regimen": ["30"], "taper": written_out(("18", 30))}
    plan = sound(
        "34", products=LIQUID, taper=written_out(("22", 30)), revisions=[again], hold_days=7
    )
    assert fired(plan)["high-last-dose"] == "stop"
    assert finding(plan, "high-last-dose").steps == (1, 4)
    assert "from 22 mg a day on Wednesday 13 January 2027 and 18 mg a day on" in (
        finding(plan, "high-last-dose").message
    )


def test_a_plan_that_stays_on_a_dose_has_no_last_dose_and_no_length() -> None:
    plan = sound("60", products=LIQUID, taper=written_out(("45", 1), ("30", 1), then="stay"))
    assert only(plan, *ON_STOPS[:-1]) == {}


def test_a_stop_is_named_by_its_steps_and_its_day() -> None:
    one = finding(sound(taper=pace("60")), "abrupt-stop")
    assert one.steps == ()
    assert "from 60 mg a day on Monday 7 December 2026" in one.message
    held = finding(sound(taper=pace("60"), hold_days=3), "abrupt-stop")
    assert held.steps == (0,)
    cut = finding(
        sound(taper=written_out(("15/15/20", 7), ("15/10/10", LONG // 100))), "abrupt-stop"
    )
    assert cut.steps == (1, 2)


def test_the_cases_that_were_let_through_before_are_stopped() -> None:
    halved = sound(taper=written_out(("10/10/10", 7)))
    assert only(halved, *ON_STOPS, "big-cut-half") == {
        "high-last-dose": "stop",
        "short-taper": "warn",
        "big-cut-half": "stop",
    }
    at_once = sound("5/5/5", taper=pace("15"), patient={"risks": ["seizures"]})
    assert only(at_once, *ON_STOPS) == {"no-steps": "stop"}
