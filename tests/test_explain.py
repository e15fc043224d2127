"""Why each step is what it is, in one sentence from the engine's own numbers."""

from __future__ import annotations

from typing import Any

import pytest

from planner.explain import makers, moved, taper_in_force, why
from planner.schedule import build
from tests.planning import BACLOFEN, pace, plan

UNCUT_25 = {"products": ["tablet-25mg"], "halves": False}
STAY = {
    "method": "custom",
    "then": "stay",
    "steps": [{"mg": ["5", "5", "15"], "every": {"weeks": 1}}],
}
DAY = {"from": "2026-12-30"}


def reasons(doses: str = "20/20/20", **fields: Any) -> list[str]:
    planned = plan(doses, **fields)
    return [why(planned, step, BACLOFEN) for step in build(planned, BACLOFEN).steps]


@pytest.mark.parametrize(
    ("doses", "fields", "step", "sentence"),
    [
        ("20/20/20", {}, 0, ""),
        ("20/20/20", {"hold_days": 7}, 0, ""),
        (
            "20/20/20",
            {"start": "2026-12-25", "dates": {"holidays": "GB-ENG"}},
            0,
            "",
        ),
        (
            "25/25/25",
            {"taper": pace("5"), "start": "2026-12-07", "hold_days": 7, **UNCUT_25},
            0,
            "the doses taken now: less is asked for from "
            "Monday 14 December 2026 on, but the next lower dose that 25 mg tablets can make is "
            "lower still",
        ),
        (
            "25/25/25",
            {
                "taper": {
                    "method": "finish-by",
                    "by": "2027-03-29",
                    "every": {"weeks": 1},
                    "shape": "equal-mg",
                },
                "start": "2026-12-07",
                "products": ["tablet-25mg"],
            },
            0,
            "the doses taken now: less is asked for from "
            "Monday 7 December 2026 on, but the next lower dose that 25 mg tablets and halves can "
            "make is lower still",
        ),
        (
            "20/20/20",
            {"taper": pace("6")},
            0,
            "asked 54 mg; 55 mg is the least that 10 mg tablets and halves can make above it",
        ),
        (
            "20/20/20",
            {"taper": pace("7"), "halves": False},
            1,
            "asked 46 mg; 50 mg is the least that 10 mg tablets can make above it",
        ),
        (
            "25/25/25",
            {"taper": pace("5"), **UNCUT_25},
            1,
            "coarse: it cuts 25 mg where 5 mg was asked for",
        ),
        ("20/20/20", {"taper": STAY}, 0, ""),
        (
            "20/20/20",
            {"dates": {"holidays": "GB-ENG"}, "start": "2026-12-25", "taper": pace("20")},
            1,
            "due Friday 25 December 2026, moved to Sunday 27 December 2026: public holiday",
        ),
        ("20/20/20", {"revisions": [DAY]}, 4, "held at 40 mg by a revision"),
        (
            "20/20/20",
            {"revisions": [{**DAY, "regimen": ["15", "15", "15"], "reason": "spasms came back"}]},
            4,
            "raised from 40 to 45 mg by a revision: spasms came back",
        ),
        (
            "20/20/20",
            {"revisions": [{**DAY, "regimen": ["10", "10", "10"]}]},
            4,
            "lowered from 40 to 30 mg by a revision",
        ),
        ("20/20/20", {"revisions": [DAY]}, 5, ""),
        (
            "20/20/20",
            {"revisions": [{**DAY, "taper": STAY}]},
            5,
            "",
        ),
        (
            "20/20/20",
            {
                "taper": pace("60"),
                "revisions": [{**DAY, "regimen": ["5", "5", "5"], "taper": pace("5")}],
            },
            0,
            "no baclofen between the stop and the restart",
        ),
        (
            "20/20/20",
            {
                "revisions": [
                    {**DAY, "regimen": ["0", "0", "5"], "taken": True},
                    {"from": "2027-01-02", "regimen": ["10", "10", "10"]},
                ]
            },
            4,
            "what was really taken",
        ),
    ],
)
def test_a_step_says_why_it_is_what_it_is(
    doses: str, fields: dict[str, Any], step: int, sentence: str
) -> None:
    assert reasons(doses, **fields)[step] == sentence


@pytest.mark.parametrize(
    ("fields", "made_of"),
    [
        ({}, "10 mg tablets and halves"),
        ({"halves": False}, "10 mg tablets"),
        ({"products": ["tablet-5mg"]}, "5 mg tablets"),
        ({"products": ["tablet-5mg", "tablet-10mg"]}, "10 mg tablets, 5 mg tablets and halves"),
        (
            {"products": ["solution-1mg-per-ml", "tablet-20mg"], "halves": False},
            "20 mg tablets and 1 mg/mL solutions",
        ),
    ],
)
def test_what_the_doses_are_made_of_is_named_strongest_first(
    fields: dict[str, Any], made_of: str
) -> None:
    assert makers(plan(**fields), BACLOFEN) == made_of


def test_a_change_on_the_day_it_is_due_needs_no_reason() -> None:
    assert [moved(step.change) for step in build(plan(), BACLOFEN).steps] == [""] * 11


def test_the_taper_in_force_is_that_of_the_last_revision_that_brought_one() -> None:
    revisions = [
        {"from": "2026-12-10"},
        {"from": "2026-12-20", "taper": pace("10")},
        {"from": "2026-12-30"},
    ]
    planned = plan(revisions=revisions)
    first, second = planned.taper, planned.revisions[1].taper
    found = [taper_in_force(planned, revision) for revision in (None, 0, 1, 2)]
    assert found == [first, first, second, second]
