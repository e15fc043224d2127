"""What to prescribe: in all, fill by fill, exact and as dispensed (contract.md 2.8)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.amounts import written
from planner.schedule import build
from planner.supply import Amount, Supply, supply
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
    assert needed(taper=pace("60"), fill_days=28) == Supply(None, (), (), 0)


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
