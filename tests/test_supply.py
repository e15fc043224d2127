"""What to prescribe: in all, fill by fill, exact and as dispensed (plan-file.md 2.8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from planner.amounts import written
from planner.schedule import build
from planner.supply import Amount, Supply, doses_to_go_back_to, supply
from tests.planning import BACLOFEN, pace, plan

STAY_AT_25 = {
    "method": "custom",
    "then": "stay",
    "steps": [{"mg": ["5", "5", "15"], "every": {"weeks": 1}}],
}


def needed(doses: str = "20/20/20", **fields: Any) -> Supply:
    planned = plan(doses, **fields)
    return supply(planned, build(planned, BACLOFEN), BACLOFEN)


def shown(amounts: tuple[Amount, ...]) -> str:
    """ "212.5 → 213 tablet-10mg": the amount exactly, and as dispensed."""
    return ", ".join(
        f"{written(amount.amount)} → {amount.dispense} {amount.product}" for amount in amounts
    )


@pytest.mark.parametrize(
    ("doses", "fields", "until", "amounts"),
    [
        ("20/20/20", {}, "2027-02-21", "231 → 231 tablet-10mg"),
        ("5", {"taper": pace("5"), "hold_days": 7}, "2026-12-13", "3.5 → 4 tablet-10mg"),
        ("5", {"taper": pace("5"), "hold_days": 1}, "2026-12-07", "0.5 → 1 tablet-10mg"),
        ("20/20/20", {"taper": STAY_AT_25}, "2027-01-03", "70 → 70 tablet-10mg"),
        (
            "20/20/20",
            {"taper": STAY_AT_25, "hold_days": 1},
            "2027-01-04",
            "76 → 76 tablet-10mg",
        ),
        (
            "20/15",
            {"taper": pace("35"), "hold_days": 2, "products": ["tablet-5mg", "tablet-10mg"]},
            "2026-12-08",
            "6 → 6 tablet-10mg, 2 → 2 tablet-5mg",
        ),
        (
            "7/7",
            {
                "taper": pace("14"),
                "hold_days": 3,
                "products": ["solution-1mg-per-ml", "suspension-5mg-per-ml", "tablet-5mg"],
            },
            "2026-12-09",
            "6 → 6 tablet-5mg, 2.4 → 3 suspension-5mg-per-ml",
        ),
    ],
    ids=[
        "the textbook case",
        "half tablets, rounded up in the whole only",
        "one dose",
        "a last step for good: 28 days",
        "a day held, and 28 days for good",
        "two strengths, the stronger first",
        "tablets, then liquids, in mL",
    ],
)
def test_the_supply_is_what_all_doses_of_all_steps_add_up_to(
    doses: str, fields: dict[str, Any], until: str, amounts: str
) -> None:
    found = needed(doses, **fields)
    assert (str(found.until), shown(found.amounts)) == (until, amounts)
    assert found.fills == ()


def test_a_plan_that_stops_on_the_day_it_starts_takes_nothing() -> None:
    assert needed(taper=pace("60"), fill_days=28) == Supply(None, (), (), (), 0)


def test_days_without_the_medicine_take_nothing_but_belong_to_a_fill() -> None:
    restart = {"from": "2026-12-16", "regimen": ["5", "5", "5"], "taper": pace("15")}
    found = needed(taper=pace("60"), hold_days=1, revisions=[restart], fill_days=4)
    assert shown(found.amounts) == "16.5 → 17 tablet-10mg"
    assert [shown(fill.amounts) for fill in found.fills] == [
        "6 → 6 tablet-10mg",
        "",
        "4.5 → 5 tablet-10mg",
        "6 → 6 tablet-10mg",
    ]


@pytest.mark.parametrize(
    ("fill_days", "fills"),
    [
        (3, ["2026-12-07 to 2026-12-09: 4.5 → 5", "2026-12-10 to 2026-12-12: 4.5 → 5",
             "2026-12-13 to 2026-12-13: 1.5 → 2"]),
        (7, ["2026-12-07 to 2026-12-13: 10.5 → 11"]),
        (6, ["2026-12-07 to 2026-12-12: 9 → 9", "2026-12-13 to 2026-12-13: 1.5 → 2"]),
        (3650, ["2026-12-07 to 2026-12-13: 10.5 → 11"]),
        (None, []),
    ],
)  # fmt: skip
def test_a_fill_covers_so_many_days_and_the_last_only_what_is_needed(
    fill_days: int | None, fills: list[str]
) -> None:
    found = needed("5/5/5", taper=pace("15"), hold_days=7, fill_days=fill_days)
    assert [
        f"{fill.start} to {fill.end}: {shown(fill.amounts).removesuffix(' tablet-10mg')}"
        for fill in found.fills
    ] == fills


def test_a_fill_takes_in_the_steps_that_begin_and_end_within_it() -> None:
    found = needed("10/10/10", taper=pace("10", days=2), fill_days=3)
    assert [shown(fill.amounts) for fill in found.fills] == [
        "5 → 5 tablet-10mg",
        "1 → 1 tablet-10mg",
    ]


@pytest.mark.parametrize(
    ("fields", "halved"),
    [
        ({}, 126),
        ({"products": ["tablet-5mg", "tablet-10mg"]}, 0),
        ({"products": ["solution-1mg-per-ml"], "taper": pace("7.5", weeks=1)}, 0),
        ({"taper": STAY_AT_25}, 84),
        ({"taper": pace("60")}, 0),
    ],
)
def test_how_many_doses_need_half_a_tablet(fields: dict[str, Any], halved: int) -> None:
    assert needed(**fields).halved_doses == halved


AT_HOME = [{"product": "tablet-10mg", "amount": "100"}]


@pytest.mark.parametrize(
    ("fields", "amounts"),
    [
        ({"at_home": AT_HOME}, "231 - 100 → 131"),
        ({"at_home": [{"product": "tablet-10mg", "amount": "230.5"}]}, "231 - 230.5 → 1"),
        ({"at_home": [{"product": "tablet-10mg", "amount": "500"}]}, "231 - 500 → 0"),
        ({"at_home": [{"product": "tablet-5mg", "amount": "500"}]}, "231 - 0 → 231"),
    ],
)
def test_what_is_at_home_is_taken_off_and_never_below_none(
    fields: dict[str, Any], amounts: str
) -> None:
    (one,) = needed(**fields).amounts
    assert f"{written(one.amount)} - {written(one.at_home)} → {one.dispense}" == amounts


def test_what_is_at_home_fills_the_earliest_fills_first() -> None:
    """38.5, 35, 31.5 … tablets a week, 100 of them at home."""
    fills = needed(at_home=AT_HOME, fill_days=7).fills
    shown_fills = [(written(f.amounts[0].at_home), f.amounts[0].dispense) for f in fills[:5]]
    assert shown_fills == [("100", 0), ("61.5", 0), ("26.5", 5), ("0", 28), ("0", 25)]


def test_days_that_only_tell_what_was_taken_need_nothing() -> None:
    told = [
        {"from": "2026-12-09", "regimen": ["0", "0", "10"], "taken": True},
        {"from": "2026-12-11", "regimen": ["20", "15", "20"], "hold_days": 3},
    ]
    without, with_told = needed(), needed(revisions=told)
    assert without.amounts[0].amount - with_told.amounts[0].amount == 11  # two days of 5.5


def test_from_a_day_on_only_what_is_still_to_be_taken_counts() -> None:
    """Four weeks of 55 to 40 mg are over; the second fill has begun two days before."""
    planned = plan(fill_days=28, at_home=AT_HOME)
    later = supply(planned, build(planned, BACLOFEN), BACLOFEN, since=date(2027, 1, 6))
    assert shown(later.amounts) == "91 → 91 tablet-10mg"
    assert [(f.number, str(f.start), f.cut_short) for f in later.fills] == [
        (2, "2027-01-06", True),
        (3, "2027-02-01", False),
    ]
    over = supply(planned, build(planned, BACLOFEN), BACLOFEN, since=date(2027, 2, 22))
    assert over == Supply(None, (), (), (), 0)


def test_each_day_on_the_supply_to_come_is_less_by_what_that_day_takes() -> None:
    planned = plan(fill_days=10)
    schedule = build(planned, BACLOFEN)
    for day in range(77):
        today = date(2026, 12, 7) + timedelta(days=day)
        left = supply(planned, schedule, BACLOFEN, since=today)
        step = next(s for s in schedule.steps if s.start <= today <= (s.end or today))
        by_fill = sum(fill.amounts[0].amount for fill in left.fills)
        tomorrow = supply(planned, schedule, BACLOFEN, since=today + timedelta(days=1))
        rest = tomorrow.amounts[0].amount if tomorrow.amounts else 0
        assert left.amounts[0].amount == by_fill == rest + step.daily_mg / 10


@pytest.mark.parametrize(
    ("fields", "reserve"),
    [
        ({"go_back_allowed": True, "reserve_days": 7}, (("tablet-10mg", 42),)),
        ({"go_back_allowed": True, "reserve_days": 1}, (("tablet-10mg", 6),)),
        ({"go_back_allowed": True, "reserve_days": 0}, ()),
        ({"go_back_allowed": False, "reserve_days": 7}, ()),
    ],
)
def test_the_reserve_is_the_most_that_going_back_a_step_would_need(
    fields: dict[str, Any], reserve: Any
) -> None:
    assert needed(**fields).reserve == reserve


def test_going_back_is_to_the_nearest_higher_dose_that_somebody_decided() -> None:
    """55 held as 50, then told as 10: back from there is to 50, never to what was only taken."""
    told = [
        {"from": "2026-12-16", "regimen": ["0", "0", "10"], "taken": True},
        {"from": "2026-12-18", "regimen": ["15", "15", "15"]},
    ]
    planned = plan(revisions=told)
    schedule = build(planned, BACLOFEN)
    back = [doses_to_go_back_to(planned, schedule.steps, step) for step in schedule.steps[:4]]
    assert [None if one is None else sum(one) for one in back] == [60, 55, 50, 50]
