"""Amounts and reviews worked out by hand: at home, fills, the reserve, and when to be seen."""

from __future__ import annotations

from typing import Any

import pytest

from .amounts import Json
from .brute_force import schedule
from .small_plans import custom, pace, plan

TEN = "tablet-10mg"


def at_home(amount: str, product: str = TEN) -> list[Json]:
    return [{"product": product, "amount": amount}]


@pytest.mark.parametrize(
    ("fields", "dispense", "fills"),
    [
        # 15, 10 and 5 mg for a week each: 10.5, 7 and 3.5 tablets.
        ({}, "21", []),
        ({"fill_days": 7}, "21", ["11", "7", "4"]),
        ({"fill_days": 14}, "21", ["18", "4"]),
        ({"fill_days": 14, "at_home": at_home("8")}, "13", ["10", "4"]),
        ({"fill_days": 7, "at_home": at_home("12")}, "9", ["0", "6", "4"]),
        ({"fill_days": 7, "at_home": at_home("0.5")}, "21", ["10", "7", "4"]),
        ({"fill_days": 7, "at_home": at_home("30")}, "0", ["0", "0", "0"]),
        ({"fill_days": 30, "at_home": at_home("30", "tablet-5mg")}, "21", ["21"]),
    ],
)
def test_what_is_at_home_is_used_first(fields: Json, dispense: str, fills: list[str]) -> None:
    drawn = schedule(plan("20", pace(), **fields))
    assert drawn["supply"] == {TEN: "21"}
    assert drawn["dispense"] == {TEN: dispense}
    assert [fill[3][TEN] for fill in drawn["fills"]] == fills


def test_days_that_were_taken_are_left_out() -> None:
    revisions = [
        {"from": "2026-12-10", "regimen": ["30"], "taken": True},
        {"from": "2026-12-13", "regimen": ["15"], "hold_days": 7},
    ]
    drawn = schedule(plan("20", pace(), revisions=revisions, fill_days=6))
    # 3 and 7 days of 15 mg, a week of 10 mg, one of 5 mg.
    assert drawn["supply"] == {TEN: "25.5"}
    assert drawn["supply_until"] == "2027-01-02"
    assert drawn["fills"][0] == ["2026-12-07", "2026-12-12", {TEN: "4.5"}, {TEN: "5"}]


def test_the_last_day_counted_comes_before_the_days_that_were_taken_to_the_end() -> None:
    revisions = [
        {"from": "2026-12-10", "regimen": ["30"], "taken": True},
        {"from": "2026-12-13", "regimen": ["0"]},
    ]
    drawn = schedule(plan("20", pace(), revisions=revisions, fill_days=2))
    assert (drawn["stops_on"], drawn["supply_until"]) == ("2026-12-13", "2026-12-09")
    assert [fill[:3] for fill in drawn["fills"]] == [
        ["2026-12-07", "2026-12-08", {TEN: "3"}],
        ["2026-12-09", "2026-12-09", {TEN: "1.5"}],
    ]


@pytest.mark.parametrize(
    ("regimen", "taper", "fields", "reserve"),
    [
        # The most is from the first step back to the regimen.
        ("20", pace(), {"reserve_days": 4}, {TEN: "8"}),
        ("15", pace(), {"reserve_days": 3}, {TEN: "5"}),
        ("15", pace(), {"reserve_days": 0}, {}),
        ("15", pace(), {"reserve_days": 3, "go_back_allowed": False}, {}),
        # Stopped on the first day: there is no step to go back from.
        ("5", pace(), {"reserve_days": 3}, {}),
        # By product the most over all steps: back to 25 mg (20 + 5), and back to 15 mg (10 + 5).
        (
            "25",
            pace("10"),
            {"reserve_days": 2, "products": ["tablet-20mg", TEN, "tablet-5mg"]},
            {"tablet-20mg": "2", "tablet-5mg": "2", TEN: "2"},
        ),
        # Not back to what was taken, but to the nearest higher one before it.
        (
            "20",
            custom("15", "5"),
            {
                "reserve_days": 1,
                "revisions": [
                    {"from": "2026-12-08", "regimen": ["60"], "taken": True},
                    {"from": "2026-12-09", "regimen": ["15"]},
                ],
            },
            {TEN: "2"},
        ),
        # Back from a step that a revision raised above all before it: to nothing.
        (
            "20",
            pace("10"),
            {"reserve_days": 1, "revisions": [{"from": "2026-12-08", "regimen": ["40"]}]},
            {TEN: "4"},
        ),
    ],
)
def test_the_reserve_is_for_the_dearest_way_back(
    regimen: str, taper: Json, fields: Json, reserve: Json
) -> None:
    drawn = schedule(plan(regimen, taper, **{"go_back_allowed": True, **fields}))
    assert drawn["reserve"] == reserve


@pytest.mark.parametrize(
    ("fields", "reviews"),
    [
        # Stopped on 28 December; three days after it, and one interval.
        ({"review_every": {"weeks": 1}}, "12-14 12-21 12-31 01-04"),
        ({"review_every": {"days": 10}}, "12-17 12-28 12-31 01-07"),
        ({"review_every": {"months": 1}}, "12-31 01-28"),
        # New Year's Eve isn't, New Year's Day and Christmas are holidays in the US.
        ({"review_every": {"days": 18}, "dates": {"holidays": "US"}}, "12-28 12-31 01-15"),
        # Those given stay where they are, a Sunday too; one day is one review.
        (
            {"review_every": {"weeks": 1}, "reviews": [{"on": "2026-12-13"}, {"on": "2026-12-21"}]},
            "12-13 12-14 12-21 12-31 01-04",
        ),
        ({"reviews": [{"on": "2027-03-01"}, {"on": "2026-12-01"}]}, "12-01 03-01"),
        ({}, ""),
    ],
)
def test_reviews_at_an_interval_until_after_the_stop(fields: Json, reviews: str) -> None:
    assert shown(plan("20", pace(), **fields)) == reviews


def test_reviews_go_on_for_one_interval_after_the_last_change() -> None:
    # 15 mg on 7 December, 10 mg from 14 December for good: up to 28 December.
    stays = pace(target="10")
    assert shown(plan("20", stays, review_every={"weeks": 2})) == "12-21"
    assert shown(plan("20", stays, review_every={"weeks": 1})) == "12-14 12-21"
    assert shown(plan("20", pace(target="20"), review_every={"weeks": 1})) == "12-14"


def shown(document: dict[str, Any]) -> str:
    return " ".join(day[5:] for day in schedule(document)["reviews"])
