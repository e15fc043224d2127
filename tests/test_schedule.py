"""The steps that follow from a plan: doses, numbers, days and cuts (plan-file.md 2.3, 2.7)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.amounts import ZERO, written
from planner.schedule import Schedule, build
from tests.planning import BACLOFEN, build_document, document, doses_of, pace, plan

UNCUT_25 = {"products": ["tablet-25mg"], "halves": False}


def finish_by(by: str, shape: str = "equal-mg", target: str = "0") -> dict[str, Any]:
    return {
        "method": "finish-by",
        "target_mg": target,
        "by": by,
        "every": {"weeks": 1},
        "shape": shape,
    }


def custom(then: str, *doses: str) -> dict[str, Any]:
    steps = [{"mg": step.split("/"), "every": {"weeks": 1}} for step in doses]
    return {"method": "custom", "steps": steps, "then": then}


def days_of(schedule: Schedule) -> list[str]:
    """The steps' numbers and days: ["1: 2026-12-07 to 2026-12-13", "2: 2026-12-14 on"]."""
    return [
        f"{step.number}: {step.start}" + (f" to {step.end}" if step.end else " on")
        for step in schedule.steps
    ]


def test_the_textbook_case_from_20_20_20_by_5_mg_a_week() -> None:
    schedule = build_document(document())
    assert doses_of(schedule) == [
        "20/15/20", "15/15/20", "15/15/15", "15/10/15", "10/10/15", "10/10/10", "10/5/10",
        "5/5/10", "5/5/5", "5/0/5", "0/0/5",
    ]  # fmt: skip
    assert days_of(schedule)[0] == "1: 2026-12-07 to 2026-12-13"
    assert days_of(schedule)[-1] == "11: 2027-02-15 to 2027-02-21"
    assert str(schedule.stops_on) == "2027-02-22"
    assert schedule.days == 77


def test_uncut_tablets_follow_the_line_from_above_never_sooner() -> None:
    """75 mg a day in uncut 25 mg tablets, 5 mg a week: fifteen weeks, not three."""
    schedule = build_document(document("25/25/25", taper=pace("5", weeks=1), **UNCUT_25))
    assert doses_of(schedule) == ["25/25/25", "25/0/25", "0/0/25"]
    assert [step.days for step in schedule.steps] == [28, 35, 35]
    assert [step.number for step in schedule.steps] == [0, 1, 2]
    assert schedule.days == 98
    assert str(schedule.stops_on) == "2027-03-15"


@pytest.mark.parametrize(
    ("fields", "doses", "days"),
    [
        (
            {"hold_days": 7, "taper": pace("30", weeks=1)},
            ["20/20/20", "10/10/10"],
            ["0: 2026-12-07 to 2026-12-13", "1: 2026-12-14 to 2026-12-20"],
        ),
        (
            {"hold_days": 1, "taper": pace("30", weeks=1)},
            ["20/20/20", "10/10/10"],
            ["0: 2026-12-07 to 2026-12-07", "1: 2026-12-08 to 2026-12-14"],
        ),
        (
            {"taper": pace("30", weeks=1), "dates": {"change_on": ["tue"]}},
            ["20/20/20", "10/10/10"],
            ["0: 2026-12-07 to 2026-12-07", "1: 2026-12-08 to 2026-12-14"],
        ),
        ({"taper": pace("60")}, [], []),
        ({"taper": pace("60"), "hold_days": 3}, ["20/20/20"], ["0: 2026-12-07 to 2026-12-09"]),
        ({"taper": pace("5", target="60")}, ["20/20/20"], ["0: 2026-12-07 on"]),
        (
            {"taper": pace("15", target="30", weeks=1)},
            ["15/15/15", "10/10/10"],
            ["1: 2026-12-07 to 2026-12-13", "2: 2026-12-14 on"],
        ),
        (
            {"taper": finish_by("2026-12-21")},
            ["15/10/15", "5/5/10"],
            ["1: 2026-12-07 to 2026-12-13", "2: 2026-12-14 to 2026-12-20"],
        ),
        ({"taper": finish_by("2026-12-30", target="60")}, ["20/20/20"], ["0: 2026-12-07 on"]),
        (
            {"taper": custom("stop", "20/10/20", "10/10/10")},
            ["20/10/20", "10/10/10"],
            ["1: 2026-12-07 to 2026-12-13", "2: 2026-12-14 to 2026-12-20"],
        ),
        (
            {"taper": custom("stay", "20/10/20", "0/10/0")},
            ["20/10/20", "0/10/0"],
            ["1: 2026-12-07 to 2026-12-13", "2: 2026-12-14 on"],
        ),
    ],
    ids=[
        "held for a week",
        "held for a day",
        "held up to the first allowed day",
        "stopped at once",
        "stopped after three days",
        "a target that is the dose",
        "a target above 0",
        "finish by",
        "finish by, nothing to do",
        "custom, then stop",
        "custom, then stay",
    ],
)
def test_steps_are_numbered_from_the_first_change_and_end_the_day_before_the_next(
    fields: dict[str, Any], doses: list[str], days: list[str]
) -> None:
    schedule = build_document(document(**fields))
    assert (doses_of(schedule), days_of(schedule)) == (doses, days)


@pytest.mark.parametrize(
    ("fields", "stops_on", "days"),
    [
        ({"taper": pace("60")}, "2026-12-07", 0),
        ({"taper": pace("60"), "hold_days": 3}, "2026-12-10", 3),
        ({"taper": pace("30", weeks=2)}, "2026-12-21", 14),
        ({"taper": pace("30", target="30")}, "None", None),
        ({"taper": custom("stay", "0/0/5")}, "None", None),
        ({"taper": custom("stop", "0/0/5")}, "2026-12-14", 7),
    ],
)
def test_the_schedule_stops_with_the_change_to_no_dose_if_there_is_one(
    fields: dict[str, Any], stops_on: str, days: int | None
) -> None:
    schedule = build_document(document(**fields))
    assert (str(schedule.stops_on), schedule.days) == (stops_on, days)
    open_ends = [step.number for step in schedule.steps if step.days is None]
    assert open_ends == ([] if schedule.stop else [schedule.steps[-1].number])


def test_each_step_knows_what_was_asked_and_what_it_cut() -> None:
    schedule = build_document(document(taper=pace("8", weeks=1)))
    shown = [
        [written(each) for each in (step.asked_mg, step.daily_mg, step.cut_mg, step.line_cut_mg)]
        + [written(step.cut_percent or ZERO)]
        for step in schedule.steps[:4]
    ]
    assert shown == [
        ["52", "55", "5", "8", "8.3"],
        ["44", "45", "10", "8", "18.2"],
        ["36", "40", "5", "8", "11.1"],
        ["28", "30", "10", "8", "25"],
    ]


def test_the_cut_of_the_line_is_that_of_its_own_date_where_dates_made_no_step() -> None:
    schedule = build_document(document("25/25/25", taper=pace("5", weeks=1), **UNCUT_25))
    assert [written(step.line_cut_mg) for step in schedule.steps] == ["0", "5", "5"]


@pytest.mark.parametrize(
    ("cut", "coarse"),
    [
        ("12.5", True),
        ("12.5000000004", True),
        ("12.5000000005", True),
        ("12.51", False),
        ("25", False),
        ("5", True),
    ],
)
def test_a_step_that_cuts_twice_what_the_line_did_is_coarse(cut: str, coarse: bool) -> None:
    schedule = build_document(document("25/25/25", taper=pace(cut, weeks=1), **UNCUT_25))
    assert schedule.changes[0].coarse is coarse


def test_the_doses_held_at_first_are_never_coarse() -> None:
    step = build_document(document(hold_days=7)).steps[0]
    assert (step.number, step.coarse, written(step.cut_mg), step.cut_percent) == (
        0,
        False,
        "0",
        ZERO,
    )


def test_changes_are_all_steps_but_one_held_from_the_start() -> None:
    schedule = build_document(document(hold_days=7, taper=pace("20")))
    assert [step.number for step in schedule.steps] == [0, 1, 2]
    assert [step.number for step in schedule.changes] == [1, 2]


@pytest.mark.parametrize(
    ("sharing", "doses"),
    [
        ({}, ["15/15/20", "15/10/15", "10/10/10"]),
        (
            {"keep_highest": ["Morning", "Bedtime", "Afternoon"]},
            ["20/15/15", "15/10/15", "10/10/10"],
        ),
        ({"rule": "one-at-a-time"}, ["20/10/20", "20/0/20", "10/0/20"]),
        (
            {"rule": "one-at-a-time", "keep_highest": ["Afternoon", "Morning", "Bedtime"]},
            ["20/20/10", "20/20/0", "10/20/0"],
        ),
    ],
)
def test_the_doses_are_shared_by_the_plans_rule_and_order(
    sharing: dict[str, Any], doses: list[str]
) -> None:
    schedule = build_document(document(taper=pace("10", target="30"), sharing=sharing))
    assert doses_of(schedule) == doses


def test_how_each_dose_is_taken_comes_with_it_in_the_order_of_the_regimen() -> None:
    step = build_document(document("20/20/20")).steps[8]
    assert [(dose.name, dose.time) for dose in step.doses] == [
        ("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00"),
    ]  # fmt: skip
    assert [[written(part.amount) for part in dose.take] for dose in step.doses] == [["0.5"]] * 3


def test_building_changes_nothing_and_gives_the_same_every_time() -> None:
    textbook = plan()
    assert build(textbook, BACLOFEN) == build(textbook, BACLOFEN)
    assert textbook == plan()
