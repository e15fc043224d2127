"""Other paces for the same regimen: derived from the plan, and held against the same rules."""

from __future__ import annotations

from typing import Any

import pytest

from planner.amounts import written
from planner.compare import Candidate, candidates, comparison_document
from planner.safety import Case, too_fast
from tests.planning import BACLOFEN, pace, plan

CAREFUL = {
    "patient": {"name": "Jane Example", "birth_date": "1970-02-03", "risks": []},
    "prescriber": {"phone": "555 0100", "out_of_hours": "555 0101"},
    "regimen_confirmed": "2026-11-24",
}


def compared(doses: str = "20/20/20", **fields: Any) -> dict[str, Candidate]:
    found = candidates(plan(doses, **{**CAREFUL, **fields}), BACLOFEN)
    return {candidate.name: candidate for candidate in found}


@pytest.mark.parametrize(
    ("name", "pace_in_words", "stops_on", "changes"),
    [
        ("this plan", "5 mg every week", "2027-02-22", 12),
        ("slower", "5 mg every 2 weeks", "2027-05-10", 12),
        ("10 % each time", "10 % of the dose every week", "2027-05-24", 12),
        ("one dose at a time", "5 mg every week", "2027-02-22", 12),
        ("faster", "15 mg every week", "2026-12-28", 4),
    ],
)
def test_the_textbook_plan_beside_four_others(
    name: str, pace_in_words: str, stops_on: str, changes: int
) -> None:
    one = compared()[name]
    assert one.pace == pace_in_words
    assert str(one.schedule.stops_on) == stops_on
    assert len(one.schedule.changes) + 1 == changes


def test_a_faster_pace_brings_no_warning_that_the_plan_does_not_have() -> None:
    found = compared()
    assert found["this plan"].severities["warn"] == 0
    assert found["faster"].severities["stop"] == found["faster"].severities["warn"] == 0


def test_where_the_rules_leave_no_room_there_is_no_faster_pace() -> None:
    assert "faster" not in compared(taper=pace("15", weeks=1))


def test_paces_that_give_the_same_schedule_are_shown_once() -> None:
    assert "one dose at a time" not in compared("60", taper=pace("10", weeks=1))
    steps = [one.schedule.steps for one in compared("10").values()]
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize(
    "taper",
    [
        {"method": "finish-by", "by": "2027-03-31", "every": {"weeks": 2}, "shape": "equal-mg"},
        {
            "method": "custom",
            "steps": [
                {"mg": ["15", "20", "20"], "every": {"weeks": 1}},
                {"mg": ["15", "15", "15"], "every": {"days": 10}},
            ],
            "then": "stay",
        },
    ],
)
def test_every_method_has_a_slower_one(taper: dict[str, Any]) -> None:
    found = compared(taper=taper)
    last = found["this plan"].schedule.steps[-1].start
    assert found["slower"].schedule.steps[-1].start > last


def test_only_what_is_still_to_come_is_exchanged() -> None:
    revision = {"from": "2026-12-30", "regimen": ["15", "15", "15"], "taper": pace("5", weeks=2)}
    found = candidates(plan(revisions=[revision]), BACLOFEN)
    assert len(found) > 1
    for one in found:
        assert [str(step.start) for step in one.schedule.steps][:5] == [
            "2026-12-07",
            "2026-12-14",
            "2026-12-21",
            "2026-12-28",
            "2026-12-30",
        ]


def test_the_largest_cut_counts_the_change_to_nothing() -> None:
    this = compared(taper=pace("25", weeks=1))["this plan"]
    assert written(this.largest_cut_mg) == "25"
    stopped = compared("20/20/20", taper=pace("35", weeks=1))["this plan"]
    assert (written(stopped.largest_cut_mg), written(stopped.largest_cut_percent)) == ("35", "58.3")


def test_the_document_says_what_the_contract_asks_for() -> None:
    first = comparison_document(candidates(plan(), BACLOFEN))["plans"][0]
    assert first == {
        "name": "this plan",
        "pace": "5 mg every week",
        "stops_on": "2027-02-22",
        "days": 77,
        "changes": 12,
        "largest_cut_mg": "5",
        "largest_cut_percent": "50",
        "supply": [{"product": "tablet-10mg", "dispense": "231"}],
        "findings": {"stop": 2, "warn": 2, "note": 1},
    }


@pytest.mark.parametrize(
    ("doses", "fields", "largest", "changes"),
    [
        ("20/20/20", {"revisions": [{"from": "2026-12-16"}]}, ("5", "50"), 12),
        ("20/20/20", {"taper": pace("80", weeks=1)}, ("60", "100"), 1),
        ("20/20/20", {"taper": pace("55", weeks=1)}, ("55", "91.7"), 2),
        (
            "10/10/10",
            {
                "taper": pace("5", target="30"),
                "revisions": [
                    {
                        "from": "2026-12-16",
                        "regimen": ["10", "20", "10"],
                        "taper": pace(target="40"),
                    }
                ],
            },
            ("0", "0"),
            1,
        ),
    ],
    ids=["a hold is no change", "at once", "almost at once", "a rise is no cut"],
)
def test_changes_and_the_largest_cut_are_those_of_the_doses(
    doses: str, fields: dict[str, Any], largest: tuple[str, str], changes: int
) -> None:
    first = comparison_document([compared(doses, **fields)["this plan"]])["plans"][0]
    assert (first["largest_cut_mg"], first["largest_cut_percent"]) == largest
    assert first["changes"] == changes


@pytest.mark.parametrize(
    "fields",
    [
        {"doses": "15/20/15", "taper": pace("40", days=1)},
        {"products": ["solution-1mg-per-ml"], "doses": "20/10/20", "taper": pace("16", days=1)},
        {"taper": pace("3", weeks=1)},
    ],
)
def test_faster_is_earlier_and_keeps_to_every_rule_on_pace(fields: dict[str, Any]) -> None:
    found = compared(**fields)
    if faster := found.get("faster"):
        assert not too_fast(Case(faster.plan, faster.schedule, BACLOFEN))
        assert faster.schedule.stops_on < found["this plan"].schedule.stops_on  # type: ignore[operator]
