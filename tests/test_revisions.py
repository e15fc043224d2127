"""A change on the way: held, stepped back, slower, stopped or begun again (plan-file.md 1)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import ZERO, written
from planner.case import Case
from planner.documents import plan_from
from planner.schedule import Schedule
from planner.schedule_document import schedule_document
from planner.terms import PlanError
from tests.planning import BACLOFEN, MEDICINES, build_document, document, doses_of, pace
from tests.random_schedules import PROPERTY
from tests.reference.random_plans import plans

DAY = "2026-12-30"
"""In week 4 of the textbook plan, which takes 15/10/15 from Monday 28 December."""
PERCENT_OF_START = {
    "method": "pace",
    "pace": [{"above_mg": "0", "cut_percent_of_start": "25", "every": {"weeks": 1}}],
}


def custom(then: str, *doses: str) -> dict[str, Any]:
    steps = [{"mg": step.split("/"), "every": {"weeks": 1}} for step in doses]
    return {"method": "custom", "steps": steps, "then": then}


def revised(*revisions: dict[str, Any], **fields: Any) -> Schedule:
    """The textbook plan with these revisions; `on` is the day, `to` the doses."""
    written_out = [
        {
            "from": revision.pop("on", DAY),
            **({"regimen": doses.split("/")} if (doses := revision.pop("to", None)) else {}),
            **revision,
        }
        for revision in map(dict, revisions)
    ]
    return build_document(document(**fields, revisions=written_out))


def outline(schedule: Schedule, since: str = DAY) -> list[str]:
    """The steps from a day on: "2026-12-30 7 days 15/10/15"."""
    doses = doses_of(schedule)
    return [
        f"{step.start} {step.days or '…'} days {doses[index]}"
        for index, step in enumerate(schedule.steps)
        if step.start >= date.fromisoformat(since)
    ]


@pytest.mark.parametrize(
    ("revision", "first_steps"),
    [
        ({}, ["2026-12-30 7 days 15/10/15", "2027-01-06 7 days 10/10/15"]),
        ({"hold_days": 1}, ["2026-12-30 1 days 15/10/15", "2026-12-31 7 days 10/10/15"]),
        ({"hold_days": 28}, ["2026-12-30 28 days 15/10/15", "2027-01-27 7 days 10/10/15"]),
        ({"to": "15/15/15"}, ["2026-12-30 7 days 15/15/15", "2027-01-06 7 days 15/10/15"]),
        ({"to": "20/20/25"}, ["2026-12-30 7 days 20/20/25", "2027-01-06 7 days 20/20/20"]),
        ({"to": "0/0/10"}, ["2026-12-30 7 days 0/0/10", "2027-01-06 7 days 0/0/5"]),
        (
            {"taper": pace("20", weeks=2)},
            ["2026-12-30 7 days 15/10/15", "2027-01-06 14 days 5/5/10"],
        ),
        (
            {"taper": pace("5", target="35")},
            ["2026-12-30 7 days 15/10/15", "2027-01-06 … days 10/10/15"],
        ),
        (
            {"taper": custom("stay", "15/0/15")},
            ["2026-12-30 7 days 15/10/15", "2027-01-06 … days 15/0/15"],
        ),
    ],
    ids=[
        "held for the usual week",
        "held for a day",
        "held for four weeks",
        "a step back",
        "a higher dose than ever",
        "a lower dose",
        "another pace",
        "a target above 0",
        "written out",
    ],
)
def test_a_revision_begins_a_step_on_its_day_and_goes_on_from_there(
    revision: dict[str, Any], first_steps: list[str]
) -> None:
    schedule = revised(revision)
    assert outline(schedule)[:2] == first_steps
    assert doses_of(schedule)[:4] == ["20/15/20", "15/15/20", "15/15/15", "15/10/15"]
    assert str(schedule.steps[3].end) == "2026-12-29"
    assert [step.revision for step in schedule.steps[:6]] == [None] * 4 + [0] * 2


def test_the_one_place_where_a_dose_rises_is_the_first_step_of_a_revision() -> None:
    schedule = revised({"to": "15/15/15"})
    cuts = [written(step.cut_mg) for step in schedule.steps]
    assert cuts[:6] == ["5", "5", "5", "5", "-5", "5"]
    assert written(schedule.steps[4].cut_percent or ZERO) == "-12.5"


@pytest.mark.parametrize(
    ("revision", "asked"),
    [
        ({"to": "20/20/20"}, "60 45 30 15"),  # 25 % of the 60 mg with which the taper came
        ({"to": "20/10/10"}, "40 25 10"),
        ({"to": "20/10/10", "taper": PERCENT_OF_START}, "40 30 20 10"),  # its own: of 40 mg
    ],
)
def test_a_percentage_of_the_start_keeps_its_base_unless_the_revision_brings_a_taper(
    revision: dict[str, Any], asked: str
) -> None:
    schedule = revised({**revision, "on": "2026-12-10"}, taper=PERCENT_OF_START)
    assert " ".join(written(step.asked_mg) for step in schedule.steps[1:]) == asked


@pytest.mark.parametrize(
    ("on", "then"),
    [
        ("2026-12-08", ["20/20/10", "20/10/10", "10/10/10", "10/0/10"]),
        ("2026-12-14", ["20/20/10", "20/10/10", "10/10/10", "10/0/10"]),
        ("2026-12-15", ["20/10/10", "10/10/10", "10/0/10"]),
        ("2026-12-28", ["10/10/10", "10/0/10"]),
        ("2026-12-29", ["10/0/10"]),
    ],
)
def test_of_a_custom_taper_the_steps_that_had_not_begun_go_on(on: str, then: list[str]) -> None:
    taper = custom("stop", "20/20/10", "20/10/10", "10/10/10", "10/0/10")
    schedule = revised({"on": on}, taper=taper)
    held, *following = outline(schedule, since=on)
    assert [line.rpartition(" ")[2] for line in [held, *following]] == then
    assert schedule.stop is not None


def test_of_a_custom_taper_that_is_at_its_end_the_stop_is_left() -> None:
    taper = custom("stop", "20/10/20")
    assert str(revised({"on": "2026-12-10"}, taper=taper).stops_on) == "2026-12-17"
    assert revised({"on": "2026-12-10"}, taper=custom("stay", "20/10/20")).stops_on is None


def test_a_revision_with_no_dose_stops_there_and_then() -> None:
    schedule = revised({"to": "0/0/0"})
    assert str(schedule.stops_on) == DAY
    assert str(schedule.steps[-1].end) == "2026-12-29"


def test_after_the_stop_the_days_without_the_medicine_are_a_step_that_is_never_coarse() -> None:
    schedule = revised(
        {"to": "0/0/0"}, {"on": "2027-01-10", "to": "5/5/5", "taper": pace("5", weeks=1)}
    )
    assert outline(schedule) == [
        "2026-12-30 11 days 0/0/0",
        "2027-01-10 7 days 5/5/5",
        "2027-01-17 7 days 5/0/5",
        "2027-01-24 7 days 0/0/5",
    ]
    between = schedule.steps[4]
    assert (between.revision, between.coarse, written(between.cut_mg)) == (0, False, "40")
    assert (between.asked_mg, between.line_cut_mg) == (ZERO, ZERO)
    assert schedule.steps[5].cut_percent is None
    assert str(schedule.stops_on) == "2027-01-31"


def test_a_restart_after_the_plans_own_stop_counts_the_days_between_to_the_plan() -> None:
    restart = {"on": "2027-03-01", "to": "5/5/5", "taper": pace("5", weeks=1)}
    between, first, *_ = revised(restart).steps[11:]
    assert (str(between.start), str(between.end)) == ("2027-02-22", "2027-02-28")
    assert (between.revision, first.revision) == (None, 0)


def test_a_restart_after_a_revisions_stop_counts_the_days_between_to_that_revision() -> None:
    restart = {"on": "2027-01-20", "to": "5/5/5", "taper": pace("5", weeks=1)}
    schedule = revised({"taper": pace("40")}, restart)
    assert outline(schedule)[:2] == ["2026-12-30 7 days 15/10/15", "2027-01-06 14 days 0/0/0"]
    assert [step.revision for step in schedule.steps[4:7]] == [0, 0, 1]


def test_a_plan_that_stops_at_once_and_begins_again_has_the_days_between_as_its_first_step() -> (
    None
):
    restart = {"on": "2026-12-10", "to": "5/5/5", "taper": pace("15", weeks=1)}
    schedule = revised(restart, taper=pace("60"))
    assert outline(schedule, "2026-12-07") == ["2026-12-07 3 days 0/0/0", "2026-12-10 7 days 5/5/5"]
    assert [step.number for step in schedule.steps] == [1, 2]


def test_on_the_day_of_the_stop_a_revision_is_no_restart() -> None:
    schedule = revised({"on": "2027-02-22"})
    assert outline(schedule, "2027-02-22") == ["2027-02-22 7 days 0/0/5"]


def test_a_later_revision_holds_the_taper_of_the_one_before() -> None:
    schedule = revised({"taper": pace("10", weeks=2)}, {"on": "2027-01-10", "hold_days": 3})
    assert outline(schedule) == [
        "2026-12-30 7 days 15/10/15",
        "2027-01-06 4 days 10/10/10",
        "2027-01-10 3 days 10/10/10",
        "2027-01-13 14 days 5/5/10",
        "2027-01-27 14 days 5/0/5",
    ]
    assert [step.revision for step in schedule.steps] == [None] * 4 + [0, 0, 1, 1, 1]


def test_a_revision_that_finds_no_day_left_names_the_day_to_be_done_by() -> None:
    taper = {"method": "finish-by", "by": "2027-01-01", "every": {"weeks": 1}, "shape": "equal-mg"}
    with pytest.raises(PlanError) as refused:
        revised({"on": "2026-12-27"}, taper=taper)
    assert str(refused.value) == (
        "revisions[0]: expected a change by 2027-01-01, when the taper in force is to be done; "
        "the first possible one is on 2027-01-03"
    )


@given(plans(), st.data())
@PROPERTY
def test_what_came_before_a_revision_stays_to_the_byte_whatever_it_says(
    planned: dict[str, Any], data: st.DataObject
) -> None:
    revisions = planned.get("revisions", [])
    if not revisions:
        return
    kept = data.draw(st.integers(0, len(revisions) - 1))
    if kept and revisions[kept - 1].get("taken"):
        return  # a plan can't end with what was merely taken
    revised_on = date.fromisoformat(revisions[kept]["from"])
    try:
        after = _steps_before(revised_on, planned)
    except PlanError:
        return
    assert after == _steps_before(revised_on, {**planned, "revisions": revisions[:kept]})


def _steps_before(day: date, planned: dict[str, Any]) -> list[str]:
    """The steps that begin before a day, as the schedule's JSON has them, cut short there.

    Days without the medicine are left out: after a stop they are a step only if a restart follows.
    """
    plan = plan_from(planned, MEDICINES)
    steps = schedule_document(Case(plan, BACLOFEN, date.min))["steps"]
    last = str(day - timedelta(days=1))
    return [
        json.dumps({**step, "end": min(step["end"] or last, last), "days": None})
        for step in steps
        if step["start"] <= last and step["daily_mg"] != "0"
    ]
