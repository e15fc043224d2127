"""Other paces for the same regimen: derived from the plan, and held against the same rules."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from planner.amounts import written
from planner.case import Case
from planner.compare import Candidate, candidates, comparison_document
from planner.plan import Plan
from planner.schedule import Schedule
from planner.today import step_on
from tests.planning import BACLOFEN, case, pace
from tests.random_schedules import PROPERTY, scheduled

CAREFUL = {
    "patient": {"name": "Jane Example", "birth_date": "1970-02-03", "risks": []},
    "prescriber": {"phone": "555 0100", "out_of_hours": "555 0101"},
    "regimen_confirmed": "2026-11-24",
}
ON = "2026-11-24"


def compared(doses: str = "20/20/20", on: str = ON, **fields: Any) -> dict[str, Candidate]:
    found = candidates(case(doses, on, **{**CAREFUL, **fields}))
    return {candidate.name: candidate for candidate in found}


@pytest.mark.parametrize(
    ("name", "pace_in_words", "stops_on", "changes"),
    [
        ("this plan", "5 mg every week", "2027-02-22", 12),
        ("slower", "5 mg every 2 weeks", "2027-05-10", 12),
        ("10 % each time", "10 % of the dose every week", "2027-05-24", 12),
        ("one dose at a time", "5 mg every week", "2027-02-22", 12),
    ],
)
def test_the_textbook_plan_beside_three_others(
    name: str, pace_in_words: str, stops_on: str, changes: int
) -> None:
    one = compared()[name]
    assert one.pace == pace_in_words
    assert str(one.schedule.stops_on) == stops_on
    assert len(one.schedule.changes) + 1 == changes


def test_no_pace_is_offered_that_ends_earlier() -> None:
    for taper in (pace("5", weeks=2), pace("2.5", weeks=1), pace("5", months=1)):
        found = compared(taper=taper, products=["solution-1mg-per-ml"])
        assert "faster" not in found
        assert found["slower"].schedule.last_change > found["this plan"].schedule.last_change


@PROPERTY
@given(scheduled())
def test_of_no_plan_is_a_pace_offered_that_ends_earlier(one: tuple[Plan, Schedule]) -> None:
    plan, schedule = one
    middle = plan.start + (schedule.last_change - plan.start) / 2
    for on in (plan.start - timedelta(days=7), middle):
        first, *others = candidates(Case(plan, BACLOFEN, on))
        for other in others:
            assert other.schedule.last_change >= first.schedule.last_change, other.name


@pytest.mark.parametrize("day", range(0, 77, 3))
def test_under_way_no_candidate_changes_what_has_been_taken_by_then(day: int) -> None:
    on = date(2026, 12, 7) + timedelta(days=day)
    found = candidates(case(on=on))
    taken = [step for step in found[0].schedule.steps if step.start <= on]
    for other in found[1:]:
        for step in taken:
            assert step_on(other.schedule, step.start).mg == step.mg  # type: ignore[union-attr]
        assert step_on(other.schedule, on).mg == taken[-1].mg  # type: ignore[union-attr]


def test_after_the_last_dose_there_is_nothing_to_compare() -> None:
    assert list(compared(on="2027-02-22")) == ["this plan"]


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
    found = candidates(case(on="2026-12-29", revisions=[revision]))
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
    first = comparison_document(candidates(case(on=ON)))["plans"][0]
    assert first == {
        "name": "this plan",
        "pace": "5 mg every week",
        "stops_on": "2027-02-22",
        "days": 77,
        "changes": 12,
        "largest_cut_mg": "5",
        "largest_cut_percent": "50",
        "supply": [{"product": "tablet-10mg", "dispense": "231"}],
        "findings": {"missing": 5, "stop": 0, "warn": 1, "note": 1},
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
