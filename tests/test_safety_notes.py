"""The notes on how a plan is to live with: stalls, a short last step, doses hard to follow."""

from __future__ import annotations

from typing import Any

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import LIQUID, after, down, finding, only, revised, sound, up_to, written_out


@pytest.mark.parametrize(
    ("taper", "expected"),
    [
        (pace("1", weeks=1), {"stall": "note"}),  # 5 mg in five weeks
        (pace("1", days=6), {"stall": "note"}),  # 30 days
        (pace("1", days=5), {}),  # 25 days
        (pace("1.25", weeks=1), {}),  # 28 days: not above
        (pace("2.5", days=20), {}),  # 40 days, one date without a change
        (pace("1.6", days=10), {"stall": "note"}),  # 30 days or more, two or more without
    ],
)
def test_a_step_stalls_above_28_days_with_two_dates_on_which_nothing_changes(
    taper: dict[str, Any], expected: dict[str, str]
) -> None:
    assert only(sound(taper=taper), "stall") == expected


def test_a_stall_names_a_product_sold_there_and_only_while_it_is_to_come() -> None:
    plan = sound("5/5/5", taper=pace("1", weeks=1), country="GB")
    one = finding(plan, "stall")
    assert one.message.endswith("With the 1 mg/mL solution as well, none would.")
    elsewhere = sound("5/5/5", taper=pace("1", weeks=1), country="FR")
    assert "as well" not in finding(elsewhere, "stall").message
    assert len(finding(plan, "stall", day=after(28)).steps) == len(one.steps)
    assert len(finding(plan, "stall", day=after(63)).steps) == len(one.steps) - 1


def test_a_long_hold_is_no_stall() -> None:
    assert only(sound(hold_days=100), "stall") == {}


LAST: dict[str, tuple[Plan, dict[str, str]]] = {
    "half as long": (down("20", ("10", 14), ("5", 7)), {}),
    "less than half": (down("20", ("10", 15), ("5", 7)), {"last-step-short": "note"}),
    "after step 0": (down("20", ("5", 7), hold_days=30), {}),
    "the only one": (down("20", ("5", 7)), {}),
    "after what was taken": (
        up_to(
            "10",
            {"from": after(1), "regimen": ["5"], "taken": True},
            {"from": after(31), "hold_days": 7, "regimen": ["5"], "taper": pace("5")},
        ),
        {},
    ),
    "before a restart": (
        up_to(
            "10",
            {**revised(1, "5", taper=written_out(("3", 7))), "hold_days": 30},
            revised(60, "5", taper=pace("5")),
        ),
        {"last-step-short": "note"},
    ),
    "after days with none": (
        up_to("5", revised(9, "0"), {**revised(60, "5", taper=pace("5")), "hold_days": 7}),
        {},
    ),
    "a pause in the step before": (
        sound(
            "10",
            taper=pace("5", weeks=1),
            hold_days=7,
            dates={"pauses": [{"from": after(20), "to": after(60)}]},
        ),
        {},
    ),
    "a pause before both": (
        sound(
            "20",
            products=LIQUID,
            taper=written_out(("10", 15), ("5", 7)),
            hold_days=30,
            dates={"pauses": [{"from": after(1), "to": after(10)}]},
        ),
        {"last-step-short": "note"},
    ),
}


@pytest.mark.parametrize("case", LAST)
def test_the_last_step_is_short_below_half_of_the_one_before(case: str) -> None:
    plan, expected = LAST[case]
    assert only(plan, "last-step-short") == expected


def test_a_last_step_that_is_over_is_not_named() -> None:
    plan = down("20", ("10", 15), ("5", 7))
    assert only(plan, "last-step-short", day=after(21)) == {"last-step-short": "note"}
    assert only(plan, "last-step-short", day=after(22)) == {}


TABLETS_5_10 = ["tablet-5mg", "tablet-10mg"]
HARD: dict[str, tuple[Plan, str]] = {
    "two products": (sound("15/15/15", products=TABLETS_5_10), ""),
    "three products": (
        sound("15/25/15", products=[*TABLETS_5_10, "tablet-25mg"], halves=False, hold_days=7),
        "3 products are used side by side.",
    ),
    "three products that can be used, two that are": (
        sound("15/15/15", products=[*TABLETS_5_10, "tablet-25mg"], halves=False),
        "",
    ),
    "a tablet and a liquid in one dose": (
        sound("12/12/12", products=["tablet-10mg", *LIQUID], taper=pace("6")),
        "One dose is a tablet and a liquid: step 2,",
    ),
    "a tablet at one time, a liquid at another": (
        sound("10/3/10", products=["tablet-10mg", *LIQUID], taper=written_out(("10/0/10", 90))),
        "",
    ),
    "four pieces": (sound("45/45/45", taper=pace("15", target="120")), ""),
    "five pieces": (
        sound("50/50/50", taper=pace("5", target="145")),
        "One dose takes more than 4 pieces: step 1, Monday 7 December 2026. With the 20 mg tablet",
    ),
    "five pieces, and nothing stronger sold there": (
        sound("50/50/50", taper=pace("5", target="145"), country="GB"),
        "",
    ),
    "five pieces with a stronger tablet sold there": (
        sound("50/50/50", taper=pace("5", target="145"), country="AU"),
        "With the 25 mg tablet as well it would take fewer.",
    ),
    "seven changes, two days apart": (
        down("35", *((str(mg), 2) for mg in range(30, 0, -5))),
        "",
    ),
    "eight changes, two days apart": (
        down("40", *((str(mg), 2) for mg in range(35, 0, -5))),
        "8 changes come less than 3 days apart.",
    ),
    "eight changes, three days apart": (
        down("40", *((str(mg), 3) for mg in range(35, 0, -5))),
        "",
    ),
}


@pytest.mark.parametrize("case", HARD)
def test_a_plan_is_hard_to_follow_by_products_pieces_and_changes(case: str) -> None:
    plan, says = HARD[case]
    if not says:
        assert only(plan, "hard-to-follow") == {}
    else:
        assert only(plan, "hard-to-follow") == {"hard-to-follow": "note"}
        assert says in finding(plan, "hard-to-follow").message


def test_what_is_hard_to_follow_says_where_the_same_daily_doses_need_no_halves() -> None:
    plan = sound("50/50/50", taper=pace("5", target="135"))
    message = finding(plan, "hard-to-follow").message
    assert message.endswith("In step 2 the same daily dose needs no halves.")  # 140 mg


def test_what_is_over_is_not_hard_to_follow() -> None:
    plan = sound("50/50/50", taper=pace("20", target="90"))
    assert only(plan, "hard-to-follow", day=after(0)) == {"hard-to-follow": "note"}
    assert only(plan, "hard-to-follow", day=after(14)) == {}
