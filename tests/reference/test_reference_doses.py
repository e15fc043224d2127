"""Doses worked out by hand: what can be made, how it is taken, shared, and how low a line goes."""

from __future__ import annotations

from typing import Any

import pytest

from .amounts import Json
from .brute_force import Refused, schedule
from .small_plans import outline, pace, plan


def first_step(document: Json) -> list[str]:
    return list(schedule(document)["steps"][0]["mg"])


@pytest.mark.parametrize(
    ("products", "dose", "taken"),
    [
        ("tablet-40mg", "20", {"tablet-40mg": "0.5"}),
        ("tablet-15mg tablet-40mg", "55", {"tablet-40mg": "1", "tablet-15mg": "1"}),
        # No halves before few pieces; then few pieces; then few products.
        ("tablet-5mg tablet-15mg tablet-40mg", "20", {"tablet-15mg": "1", "tablet-5mg": "1"}),
        ("tablet-5mg tablet-15mg tablet-40mg", "45", {"tablet-40mg": "1", "tablet-5mg": "1"}),
        ("tablet-10mg tablet-15mg tablet-20mg", "30", {"tablet-15mg": "2"}),
        # Of two products of one strength the first in the medicine's list.
        ("granules-20mg tablet-20mg", "20", {"tablet-20mg": "1"}),
        # The least liquid comes before all else.
        (
            "tablet-15mg solution-1mg-per-ml",
            "31",
            {"tablet-15mg": "2", "solution-1mg-per-ml": "1"},
        ),
    ],
)
def test_a_dose_is_taken_the_easiest_way(products: str, dose: str, taken: Json) -> None:
    held = plan(dose, pace(target=dose), products=products.split())
    assert schedule(held)["steps"][0]["take"] == [taken]


@pytest.mark.parametrize(
    ("products", "halves", "dose"),
    [
        ("tablet-15mg", True, "7.5"),
        ("tablet-5mg", True, "2.5"),
        ("tablet-40mg", False, "20"),
        ("granules-10mg", True, "5"),
        ("solution-1mg-per-ml", True, "0.25"),
        ("suspension-5mg-per-ml", True, "0.25"),
    ],
)
def test_a_dose_that_the_products_cannot_make_is_refused(
    products: str, halves: bool, dose: str
) -> None:
    with pytest.raises(Refused, match="can't make"):
        schedule(plan(dose, pace(), products=[products], halves=halves))


@pytest.mark.parametrize(
    ("regimen", "cut", "sharing", "doses"),
    [
        # 50 as 3:1:2 is 25, 8.3 and 16.7.
        ("30/10/20", "10", {}, "25/10/15"),
        # 17.5 each: as near either way, so the last dose time stays highest, or who is asked for.
        ("20/20", "5", {}, "15/20"),
        ("20/20", "5", {"keep_highest": ["Morning", "Bedtime"]}, "20/15"),
        # One regimen by the three rules.
        ("10/20/40", "10", {}, "10/15/35"),
        ("10/20/40", "10", {"rule": "balanced"}, "10/20/30"),
        ("10/20/40", "10", {"rule": "one-at-a-time"}, "10/10/40"),
        # 30 as 4:2 is 20 and 10; balanced has no difference at all.
        ("40/20", "30", {"rule": "proportional"}, "20/10"),
        ("40/20", "30", {"rule": "balanced"}, "15/15"),
    ],
)
def test_a_daily_dose_is_shared_by_the_rule(
    regimen: str, cut: str, sharing: Json, doses: str
) -> None:
    assert first_step(plan(regimen, pace(cut), sharing=sharing)) == doses.split("/")


@pytest.mark.parametrize(
    ("taper", "doses"),
    [
        # The plan's taper came with 20/20: 20 a day is 10 and 10.
        (None, "10/10"),
        # A taper of its own came with 20/10: 13.3 and 6.7.
        (pace("10"), "15/5"),
    ],
)
def test_the_pattern_is_that_with_which_the_taper_came(taper: Json | None, doses: str) -> None:
    revision = {"from": "2026-12-14", "regimen": ["20", "10"], "taper": taper}
    drawn = outline(plan("20/20", pace("10"), revisions=[revision]))
    assert drawn[:3] == ["2026-12-07 15/15", "2026-12-14 20/10", f"2026-12-21 {doses}"]


UNCUT = {"products": ["tablet-20mg", "tablet-25mg"], "halves": False}
ODD = {"products": ["tablet-15mg", "tablet-25mg"], "halves": False}


@pytest.mark.parametrize(
    ("regimen", "taper", "fields", "steps"),
    [
        # 20/20 would be lower, but 25 can't be reached from there.
        ("25/20", pace("5", target="25"), UNCUT, ["2026-12-07 25/20", "2026-12-28 25/0"]),
        ("25/20", pace("25", target="20"), UNCUT, ["2026-12-07 20/0"]),
        ("25/20", pace("5", target="20"), UNCUT, ["2026-12-07 20/20", "2027-01-04 20/0"]),
        # 15/15 is nearer to 40:15, but 25 can't be reached from there.
        ("40/15", pace("25", target="25"), ODD, ["2026-12-07 30/0", "2026-12-14 25/0"]),
        ("40/15", pace("25", target="15"), ODD, ["2026-12-07 15/15", "2026-12-14 15/0"]),
    ],
)
def test_the_target_can_still_be_reached_from_every_step(
    regimen: str, taper: Json, fields: Json, steps: list[str]
) -> None:
    assert outline(plan(regimen, taper, **fields)) == steps


def test_a_cut_that_waited_for_the_target_is_coarse() -> None:
    steps = schedule(plan("25/20", pace("5", target="25"), **UNCUT))["steps"]
    assert [(step["number"], step["cut_mg"], step["coarse"]) for step in steps] == [
        (0, "0", False),
        (1, "20", True),
    ]


@pytest.mark.parametrize(
    ("fields", "lowest", "asked"),
    [
        # 5 mg is the medicine's, and the products' smallest dose where that is more.
        ({}, {}, "30 15 7.5 5"),
        ({}, {"lowest_mg": None}, "30 15 7.5 5"),
        ({}, {"lowest_mg": "1"}, "30 15 7.5 5"),
        ({}, {"lowest_mg": "10"}, "30 15 10"),
        ({"products": ["tablet-20mg"], "halves": False}, {}, "30 20"),
        ({"products": ["solution-1mg-per-ml"]}, {}, "30 15 7.5 5"),
        ({"products": ["solution-1mg-per-ml"]}, {"lowest_mg": "2"}, "30 15 7.5 3.75 2"),
        # A line at or below it goes to none at once.
        ({}, {"lowest_mg": "30"}, "30"),
        ({}, {"lowest_mg": "60"}, ""),
    ],
)
def test_a_line_in_percent_goes_no_lower_than_the_lowest_dose(
    fields: Json, lowest: Json, asked: str
) -> None:
    drawn = schedule(plan("20/20/20", pace("50%", **lowest), **fields))
    assert " ".join(step["asked_mg"] for step in drawn["steps"]) == asked
    assert drawn["days"] == 7 * len(drawn["steps"])


@pytest.mark.parametrize(
    ("lowest", "doses"),
    [
        # 5, then 2.5 and 1.25 by the same ratio; 1.25 is made as 1.5.
        ({"lowest_mg": "1.25"}, ["2026-12-07 2.5", "2026-12-14 1.5", "2026-12-21 stop"]),
        # 5 is no higher than the lowest dose: none at once.
        ({}, ["2026-12-07 stop"]),
    ],
)
def test_equal_percent_goes_to_the_lowest_dose_and_then_to_none(
    lowest: Json, doses: list[str]
) -> None:
    taper: dict[str, Any] = {"method": "finish-by", "by": "2026-12-24", "every": {"weeks": 1}}
    taper |= {"shape": "equal-percent", **lowest}
    assert outline(plan("5", taper, products=["solution-1mg-per-ml"])) == doses
