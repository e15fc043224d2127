"""Extremes: a plan far beyond any patient's is worked out and printed in seconds, or refused with
the number that is too large. Bounds are wide, since a busy machine is no fault of the program."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest

from planner.handout import make_pdf
from planner.terms import PlanError
from tests.planning import case, pace

SECONDS = 20
"""Of the processor: ten times what it takes, so that only a fault of kind shows."""
FIRST = date(2026, 12, 8)


def days(count: int, every: int = 1) -> list[str]:
    return [str(FIRST + timedelta(days=every * place)) for place in range(count)]


EXTREMES: dict[str, dict[str, Any]] = {
    "900 holds": {"revisions": [{"from": day, "hold_days": 3000} for day in days(900)]},
    "900 changes up and down": {
        "revisions": [
            {"from": day, "regimen": ["20", "20" if place % 2 else "15", "20"], "hold_days": 3}
            for place, day in enumerate(days(900))
        ]
    },
    "six times 1,000 mg": {
        "doses": "/".join(["1000"] * 6), "products": ["tablet-25mg"], "taper": pace("25"),
    },
    "a thousand steps": {
        "doses": "/".join(["80"] * 6),
        "products": ["solution-1mg-per-ml"],
        "taper": pace("0.5", days=1),
    },
    "a thousand reviews": {"reviews": [{"on": day} for day in days(1000)]},
    "a review every day for ten years": {
        "review_every": {"days": 1},
        "products": ["solution-1mg-per-ml"],
        "taper": pace("1", months=2),
    },
    "a fill every day": {
        "fill_days": 1, "products": ["solution-1mg-per-ml"], "taper": pace("1", months=2),
    },
    "names and notes of 3,000 letters": {
        "patient": {"name": "x" * 3000, "notes": "y " * 1500, "reason": "z" * 3000},
        "prescriber": {"name": "a" * 3000, "clinic": "b " * 1500, "phone": "1" * 3000},
    },
}  # fmt: skip


@pytest.mark.parametrize("fields", EXTREMES.values(), ids=EXTREMES)
def test_an_extreme_plan_is_worked_out_and_printed(fields: dict[str, Any]) -> None:
    begun = time.process_time()
    one = case(on="2026-12-01", **fields)
    assert one.schedule.steps
    assert one.findings
    assert make_pdf(one, audience="pharmacy" if one.plan.fill_days else "patient")
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reviews": [{"on": "2026-12-29"}] * 20_000},
         "reviews: expected at most 1,000; got 20000"),
        ({"revisions": [{"from": day} for day in days(1001)]},
         "revisions: expected at most 1,000; got 1001"),
        ({"taper": pace("0.01")}, "taper: expected a taper of at most 10 years"),
        ({"taper": pace("0.01", days=1), "doses": "1000"}, "taper: expected at most 1,000 changes"),
    ],
)  # fmt: skip
def test_a_number_that_is_too_large_is_named(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(PlanError) as refused:
        _ = case(**fields).schedule
    assert str(refused.value).startswith(says)
