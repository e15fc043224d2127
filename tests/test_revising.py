"""What a change on the way means: which doses a step back goes to, what slower makes of a taper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.plan import Custom, FinishBy, Interval, Pace, Plan
from planner.revising import (
    doses_to_go_back_to,
    interval_of,
    never_rising,
    slowed,
    staying,
    step_on,
    taper_of_restart,
)
from planner.schedule import Schedule, build
from tests.planning import BACLOFEN, pace, plan

START = "2026-11-30"
PACE = pace("5", weeks=1)


def plan_and_schedule(**fields: Any) -> tuple[Plan, Schedule]:
    """The textbook plan with these fields changed, and what follows from it."""
    changed = plan(**fields)
    return changed, build(changed, BACLOFEN)


def doses(*mg: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(one) for one in mg)


def test_a_step_back_goes_to_the_step_before() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    assert schedule.steps[3].mg == doses(15, 10, 15)
    assert doses_to_go_back_to(made, schedule, schedule.steps[3]) == doses(15, 15, 15)


def test_a_step_back_from_the_first_step_goes_to_the_doses_taken_now() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    assert doses_to_go_back_to(made, schedule, schedule.steps[0]) == doses(20, 20, 20)


def test_a_second_step_back_goes_further_up_not_to_the_lower_step_before_it() -> None:
    """50, 45, 40 for a day, back to 45: with symptoms still there the next is 50, never 40."""
    back = {"from": "2026-12-22", "regimen": ["15", "15", "15"], "reason": "spasms"}
    made, schedule = plan_and_schedule(start=START, taper=PACE, revisions=[back])
    raised = step_on(schedule, date(2026, 12, 22))
    assert raised is not None
    assert raised.daily_mg == 45
    assert doses_to_go_back_to(made, schedule, raised) == doses(15, 15, 20)


def test_a_step_back_from_a_held_step_goes_past_the_same_doses() -> None:
    hold = {"from": "2026-12-21", "reason": "held"}
    made, schedule = plan_and_schedule(start=START, taper=PACE, revisions=[hold])
    held = step_on(schedule, date(2026, 12, 21))
    assert held is not None
    assert doses_to_go_back_to(made, schedule, held) == doses(15, 15, 20)


def test_from_the_doses_taken_now_there_is_no_step_back() -> None:
    made, schedule = plan_and_schedule(start=START, hold_days=7, taper=PACE)
    assert schedule.steps[0].number == 0
    assert doses_to_go_back_to(made, schedule, schedule.steps[0]) is None


def test_slower_with_a_last_day_ends_as_much_later() -> None:
    by = {"method": "finish-by", "by": "2027-02-08", "every": {"weeks": 1}, "shape": "equal-mg"}
    made, schedule = plan_and_schedule(start=START, taper=by)
    taper = slowed(made, schedule, date(2027, 1, 11), Interval(weeks=2))
    assert isinstance(taper, FinishBy)
    assert (taper.by, taper.every) == (date(2027, 3, 8), Interval(weeks=2)), "28 days become 56"


def test_slower_of_steps_written_out_keeps_those_that_had_not_begun() -> None:
    steps = [{"mg": [mg, mg, mg], "every": {"weeks": 1}} for mg in ("15", "10", "5")]
    made, schedule = plan_and_schedule(
        start=START, taper={"method": "custom", "steps": steps, "then": "stop"}
    )
    taper = slowed(made, schedule, date(2026, 12, 7), Interval(weeks=2))
    assert isinstance(taper, Custom)
    assert [step.mg for step in taper.steps] == [doses(10, 10, 10), doses(5, 5, 5)]
    assert {step.every for step in taper.steps} == {Interval(weeks=2)}


def test_the_interval_of_a_step_is_that_of_the_row_that_holds_there() -> None:
    rows = [
        {"above_mg": "30", "cut_mg": "10", "every": {"weeks": 1}},
        {"above_mg": "0", "cut_mg": "5", "every": {"months": 1}},
    ]
    made, schedule = plan_and_schedule(start=START, taper={"method": "pace", "pace": rows})
    found = {step.daily_mg: interval_of(made, step) for step in schedule.steps}
    assert found[Decimal(40)] == Interval(weeks=1)
    assert found[Decimal(30)] == Interval(months=1)


def test_a_restart_after_the_stop_repeats_the_pace() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    stop = schedule.stops_on
    assert stop == date(2027, 2, 15)
    assert taper_of_restart(made, schedule, stop) is None, "on that day the taper still goes on"
    assert taper_of_restart(made, schedule, date(2027, 3, 1)) == made.taper


def test_a_restart_has_no_day_to_finish_by_to_repeat() -> None:
    by = {"method": "finish-by", "by": "2027-02-08", "every": {"weeks": 1}, "shape": "equal-mg"}
    made, schedule = plan_and_schedule(start=START, taper=by)
    assert taper_of_restart(made, schedule, date(2027, 6, 1)) is None


def test_staying_ends_at_the_dose_of_the_step() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    taper = staying(made, schedule.steps[4])
    assert isinstance(taper, Pace)
    assert taper.target_mg == 35


@pytest.mark.parametrize(
    ("given", "after", "kept"),
    [
        ([(20, 15), (5, 15), (15, 10)], 1, [(20, 15), (5, 15), (5, 10)]),
        ([(20, 15), (15, 15), (15, 10)], 1, [(20, 15), (15, 15), (15, 10)]),
        ([(10, 15), (15, 15)], 1, [(10, 15), (15, 15)]),
    ],
    ids=["later doses come down too", "nothing rises", "what stands before is left alone"],
)
def test_no_later_dose_rises_above_the_one_typed(
    given: list[tuple[int, int]], after: int, kept: list[tuple[int, int]]
) -> None:
    assert never_rising([doses(*one) for one in given], after) == [doses(*one) for one in kept]
