"""The rules on doses and pace, each just below, at and just above its bound (sources.md 5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planning import pace
from tests.safe_plans import LIQUID, finding, fired, sound, written_out

WEEK = 7


def down(doses: str, *steps: tuple[str, int], **fields: Any) -> dict[str, str]:
    """What fires for one dose a day, measured in half milligrams, that comes down like this."""
    plan = sound(doses, products=LIQUID, taper=written_out(*steps), **fields)
    return fired(plan)


def only(fired: dict[str, str], *rules: str) -> dict[str, str]:
    return {rule: severity for rule, severity in fired.items() if rule in rules}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("15", {}),
        ("15.5", {"high-last-dose": "warn"}),
        ("30", {"high-last-dose": "warn"}),
        ("30.5", {"abrupt-stop": "stop"}),
    ],
)
def test_the_last_dose_is_judged_by_what_it_is_above(last: str, expected: dict[str, str]) -> None:
    rules = down("32", (last, 60))
    assert only(rules, "abrupt-stop", "high-last-dose") == expected


def test_a_stop_on_the_first_day_is_a_stop_from_the_regimen() -> None:
    plan = sound("20/20/20", taper=pace("60"))
    assert only(fired(plan), "abrupt-stop", "too-short") == {
        "abrupt-stop": "stop",
        "too-short": "stop",
    }
    assert finding(plan, "abrupt-stop").steps == ()
    assert "from 60 mg a day on Monday 7 December 2026" in finding(plan, "abrupt-stop").message


def test_a_revision_to_no_dose_is_a_stop() -> None:
    plan = sound(revisions=[{"from": "2026-12-30", "regimen": ["0", "0", "0"]}])
    assert finding(plan, "abrupt-stop").steps == (4,)


def test_a_stop_before_a_restart_is_a_stop_even_where_the_restart_stays_for_good() -> None:
    plan = sound(
        revisions=[
            {"from": "2026-12-30", "regimen": ["0", "0", "0"]},
            {"from": "2027-01-12", "regimen": ["5", "5", "5"], "taper": pace("5", target="15")},
        ]
    )
    assert only(fired(plan), "abrupt-stop", "raise-high", "big-cut-half") == {"abrupt-stop": "stop"}


def test_two_stops_of_one_kind_are_one_finding() -> None:
    plan = sound(
        "35",
        products=LIQUID,
        taper=pace("35"),
        hold_days=7,
        revisions=[{"from": "2027-01-12", "regimen": ["34"], "taper": pace("34")}],
    )
    assert finding(plan, "abrupt-stop").steps == (0, 2)


def test_a_plan_that_stays_on_a_dose_has_no_last_dose_and_no_length() -> None:
    plan = sound("60", products=LIQUID, taper=written_out(("45", 1), ("30", 1), then="stay"))
    assert only(fired(plan), "abrupt-stop", "high-last-dose", "too-short", "short-taper") == {}


@pytest.mark.parametrize(
    ("highest", "days", "expected"),
    [
        ("15.5", 6, {"too-short": "stop", "short-taper": "note"}),
        ("15", 6, {}),
        ("15.5", 7, {"short-taper": "note"}),
        ("15.5", 13, {"short-taper": "note"}),
        ("15", 13, {}),
        ("15.5", 14, {}),
        ("30", 13, {"short-taper": "note"}),
        ("30", 14, {}),
        ("30.5", 14, {"short-taper": "warn"}),
        ("30.5", 20, {"short-taper": "warn"}),
        ("30.5", 21, {}),
    ],
)
def test_a_taper_is_short_by_its_days_and_the_dose_it_comes_from(
    highest: str, days: int, expected: dict[str, str]
) -> None:
    rules = down(highest, ("10", days))
    assert only(rules, "too-short", "short-taper") == expected


@pytest.mark.parametrize(
    ("months", "days", "expected"),
    [
        (1, 20, {}),
        (1, 13, {"short-taper": "note"}),
        (2, 20, {"short-taper": "warn"}),
        (None, 20, {"short-taper": "warn"}),
        (0, 20, {}),
    ],
)
def test_three_weeks_are_for_those_who_took_it_two_months_or_for_an_unknown_time(
    months: int | None, days: int, expected: dict[str, str]
) -> None:
    rules = down("40", ("15", days), patient={"taken_months": months})
    assert only(rules, "short-taper") == expected


def test_days_held_at_the_highest_dose_are_no_part_of_the_length() -> None:
    rules = down("40", ("30", 10), ("15", 10), hold_days=100)
    assert only(rules, "short-taper") == {"short-taper": "warn"}


def test_the_length_begins_after_the_dose_was_last_at_its_highest() -> None:
    """Back up to the dose of the start in week 4: only what comes then is the way down."""
    back_up = {"from": "2026-12-28", "regimen": ["40"], "hold_days": 1}
    quick = {**back_up, "taper": written_out(("30", 10), ("15", 10))}
    plan = sound("40", products=LIQUID, taper=pace("5"), revisions=[quick])
    assert only(fired(plan), "short-taper") == {"short-taper": "warn"}
    lower = {**quick, "regimen": ["39.5"]}
    plan = sound("40", products=LIQUID, taper=pace("5"), revisions=[lower])
    assert only(fired(plan), "short-taper") == {}


def test_the_length_after_a_restart_is_the_restarts_own() -> None:
    restart = {"from": "2027-03-01", "regimen": ["15"], "taper": pace("5", days=2)}
    plan = sound("40", products=LIQUID, taper=pace("5"), revisions=[restart])
    assert only(fired(plan), "too-short", "short-taper") == {}
    restart["regimen"] = ["15.5"]
    plan = sound("40", products=LIQUID, taper=pace("5"), revisions=[restart])
    assert only(fired(plan), "too-short", "short-taper") == {
        "too-short": "stop",
        "short-taper": "note",
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("60", "45", {}),
        ("60", "44.5", {"big-cut": "warn"}),
        ("40", "20", {"big-cut": "warn"}),
        ("31", "15.5", {"big-cut": "warn"}),
        ("40", "19.5", {"big-cut-half": "stop"}),
        ("20", "5", {}),
        ("20", "4.5", {"big-cut-half": "stop"}),
    ],
)
def test_a_big_cut_is_judged_by_the_part_of_the_dose_that_it_takes(
    before: str, after: str, expected: dict[str, str]
) -> None:
    rules = down(before, (after, 60))
    assert only(rules, "big-cut", "big-cut-half") == expected


def test_the_change_to_none_is_no_big_cut() -> None:
    rules = down("40", ("25", 60))
    assert only(rules, "big-cut", "big-cut-half", "fast-cuts") == {}


def test_the_change_to_none_before_a_restart_is_no_big_cut_either() -> None:
    restart = {"from": "2027-01-12", "regimen": ["10"], "taper": pace("5")}
    plan = sound("25", products=LIQUID, hold_days=7, taper=pace("25"), revisions=[restart])
    assert only(fired(plan), "big-cut", "big-cut-half", "coarse-cut") == {}


def test_a_revision_that_lowers_the_dose_is_a_cut() -> None:
    plan = sound("60", products=LIQUID, revisions=[{"from": "2026-12-09", "regimen": ["30"]}])
    assert finding(plan, "big-cut").steps == (2,)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("52", 1), ("45", 30)], {}),  # 15 within 2 days: as fast as an agency names
        ([("52", 1), ("44.5", 30)], {"fast-cuts": "stop"}),
        ([("52", 2), ("44.5", 30)], {}),  # a day between: not on days in a row
        ([("52.5", 1), ("45", 1), ("37.5", 1), ("30", 30)], {}),  # 15 in any 2 days, 30 in 4
        ([("55", 1), ("50", 1), ("40", 1), ("34.5", 30)], {"fast-cuts": "stop"}),
        ([("40", 30)], {}),  # one big cut is big-cut's
        ([("45", 2), ("30", 2), ("15", 30)], {}),  # 15 every 2 days
    ],
)
def test_cuts_are_fast_on_days_in_a_row(
    steps: list[tuple[str, int]], expected: dict[str, str]
) -> None:
    assert only(down("60", *steps), "fast-cuts") == expected


@pytest.mark.parametrize(
    ("last", "days", "expected"),
    [("10", 1, {}), ("10.5", 1, {"fast-cuts": "stop"}), ("10.5", 2, {})],
)
def test_the_change_to_none_counts_among_fast_cuts(
    last: str, days: int, expected: dict[str, str]
) -> None:
    """5 mg less, and the day after the last of them."""
    before = str(float(last) + 5)
    rules = down("20", (before, 30), (last, days))
    assert only(rules, "fast-cuts") == expected


def test_fast_cuts_name_every_step_in_one_finding() -> None:
    plan = sound("20/20/20", taper=pace("10", days=1))
    one = finding(plan, "fast-cuts")
    assert one.steps == (1, 2, 3, 4, 5)
    assert "10 mg on Monday 7 December 2026 and 10 mg on Tuesday 8 December 2026" in one.message


def test_a_rise_is_no_cut_and_a_cut_after_it_stands_alone() -> None:
    up = {"from": "2026-12-08", "regimen": ["60"], "hold_days": 1, "taper": pace("15", weeks=1)}
    plan = sound("60", products=LIQUID, taper=pace("10"), revisions=[up])
    assert only(fired(plan), "fast-cuts", "big-cut") == {}


@pytest.mark.parametrize(
    ("products", "doses", "cut", "expected"),
    [
        (["tablet-10mg"], "20/20/20", "5", {}),
        (["tablet-10mg"], "20/20/20", "2.5", {}),  # coarse, of 5 mg: not above
        (["tablet-20mg"], "20/20/20", "5", {"coarse-cut": "warn"}),
        (["tablet-20mg"], "20/20/20", "6", {}),  # 10 mg where 6 are asked: not twice as much
    ],
)
def test_a_coarse_step_is_found_above_5_mg(
    products: list[str], doses: str, cut: str, expected: dict[str, str]
) -> None:
    plan = sound(doses, products=products, taper=pace(cut))
    assert only(fired(plan), "coarse-cut") == expected


def test_a_coarse_cut_names_a_product_that_could_follow_the_line() -> None:
    plan = sound("25/25/25", products=["tablet-25mg"], halves=False)
    message = finding(plan, "coarse-cut").message
    assert "25 mg for 5 mg (step 1, " in message
    assert message.endswith("With the 5 mg tablet as well, they could follow.")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [("65", {}), ("65.5", {"raise-high": "stop"}), ("50", {}), ("40", {})],
)
def test_a_rise_is_high_above_15_mg_at_once(raised: str, expected: dict[str, str]) -> None:
    up = {"from": "2026-12-22", "regimen": [raised]}
    plan = sound("65", products=LIQUID, taper=pace("5"), revisions=[up])  # 50 mg by then
    assert only(fired(plan), "raise-high") == expected


@pytest.mark.parametrize(("restart", "expected"), [("15", {}), ("15.5", {"raise-high": "stop"})])
def test_a_restart_after_a_stop_rises_from_nothing(restart: str, expected: dict[str, str]) -> None:
    again = {"from": "2027-02-01", "regimen": [restart], "taper": pace("5")}
    plan = sound("20", products=LIQUID, taper=pace("5"), revisions=[again])
    assert only(fired(plan), "raise-high") == expected


@pytest.mark.parametrize(
    ("rule", "cut", "remedy"),
    [
        ("abrupt-stop", "60", "15 mg every week would take 3 weeks longer."),
        ("high-last-dose", "20", "15 mg every week would take 1 week longer."),
        ("big-cut", "20", "15 mg every week would take 1 week longer."),
        ("short-taper", "20", "15 mg every week would take 1 week longer."),
    ],
)
def test_a_message_says_what_a_gentler_pace_would_cost(rule: str, cut: str, remedy: str) -> None:
    assert finding(sound(taper=pace(cut)), rule).message.endswith(remedy)


def test_a_gentler_pace_after_a_revision_leaves_the_past_as_it_was() -> None:
    quick = {"from": "2027-01-04", "hold_days": 7, "taper": pace("20")}
    plan = sound("20/20/20", revisions=[quick])
    message = finding(plan, "big-cut").message
    assert message.endswith("15 mg every week would take 1 week longer.")


def test_without_a_gentler_pace_a_message_still_says_what_to_do() -> None:
    plan = sound("60", products=LIQUID, taper=written_out(("20", 60)))
    assert finding(plan, "big-cut-half").message.endswith("Cut less at a time.")
