"""What a change on the way means: which doses a step back goes to, what slower makes of a taper."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.dates import ONE_DAY
from planner.legs import Doses
from planner.plan import Custom, FinishBy, Interval, Pace, Plan, Revision
from planner.revising import (
    held,
    interval_of,
    missed,
    never_rising,
    slowed,
    stayed,
    stepped_back,
)
from planner.schedule import Schedule, build
from planner.supply import doses_to_go_back_to
from planner.terms import PlanError
from planner.today import step_on
from tests.planning import BACLOFEN, pace, plan
from tests.random_schedules import PROPERTY, scheduled

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
    assert doses_to_go_back_to(made, schedule.steps, schedule.steps[3]) == doses(15, 15, 15)


def test_a_step_back_from_the_first_step_goes_to_the_doses_taken_now() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    assert doses_to_go_back_to(made, schedule.steps, schedule.steps[0]) == doses(20, 20, 20)


def test_a_second_step_back_goes_further_up_not_to_the_lower_step_before_it() -> None:
    """50, 45, 40 for a day, back to 45: with symptoms still there the next is 50, never 40."""
    back = {"from": "2026-12-22", "regimen": ["15", "15", "15"], "reason": "spasms"}
    made, schedule = plan_and_schedule(start=START, taper=PACE, revisions=[back])
    raised = step_on(schedule, date(2026, 12, 22))
    assert raised is not None
    assert raised.daily_mg == 45
    assert doses_to_go_back_to(made, schedule.steps, raised) == doses(15, 15, 20)


def test_a_step_back_from_a_held_step_goes_past_the_same_doses() -> None:
    hold = {"from": "2026-12-21"}
    made, schedule = plan_and_schedule(start=START, taper=PACE, revisions=[hold])
    held = step_on(schedule, date(2026, 12, 21))
    assert held is not None
    assert doses_to_go_back_to(made, schedule.steps, held) == doses(15, 15, 20)


def test_from_the_doses_taken_now_there_is_no_step_back() -> None:
    made, schedule = plan_and_schedule(start=START, hold_days=7, taper=PACE)
    assert schedule.steps[0].number == 0
    assert doses_to_go_back_to(made, schedule.steps, schedule.steps[0]) is None


def test_slower_with_a_last_day_keeps_as_many_changes_as_were_left() -> None:
    by = {"method": "finish-by", "by": "2027-02-08", "every": {"weeks": 1}, "shape": "equal-mg"}
    made, schedule = plan_and_schedule(start=START, taper=by)
    taper = slowed(made, schedule, date(2027, 1, 11), Interval(weeks=2), "").taper
    assert isinstance(taper, FinishBy)
    assert (taper.by, taper.every) == (date(2027, 3, 15), Interval(weeks=2))


def test_slower_of_steps_written_out_keeps_those_that_had_not_begun() -> None:
    steps = [{"mg": [mg, mg, mg], "every": {"weeks": 1}} for mg in ("15", "10", "5")]
    made, schedule = plan_and_schedule(
        start=START, taper={"method": "custom", "steps": steps, "then": "stop"}
    )
    taper = slowed(made, schedule, date(2026, 12, 7), Interval(weeks=2), "").taper
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


CUSTOM = {
    "method": "custom",
    "then": "stop",
    "steps": [{"mg": [mg, mg, mg], "every": {"weeks": 1}} for mg in ("15", "10", "5")],
}


def revised(made: Plan, *revisions: Revision) -> tuple[Plan, Schedule]:
    changed = replace(made, revisions=(*made.revisions, *revisions))
    return changed, build(changed, BACLOFEN)


def written_down(schedule: Schedule) -> list[tuple[str, int | None, str]]:
    """The steps as a table has them: from when, for how many days, how much a day."""
    return [(f"{s.start:%-d %b}", s.days, str(s.daily_mg)) for s in schedule.steps]


def test_slower_after_a_hold_begins_no_step_written_out_a_second_time() -> None:
    made, schedule = plan_and_schedule(start=START, taper=CUSTOM)
    hold = held(schedule.steps[0])
    assert hold is not None
    made, schedule = revised(made, hold)
    assert written_down(schedule)[:3] == [
        ("30 Nov", 7, "45"),
        ("7 Dec", 7, "45"),
        ("14 Dec", 7, "30"),
    ]
    slower = slowed(made, schedule, date(2026, 12, 21), Interval(weeks=2), "")
    _, after = revised(made, slower)
    assert written_down(after)[3:] == [("21 Dec", 7, "30"), ("28 Dec", 14, "15")]


def test_slower_in_the_last_step_written_out_holds_it_longer() -> None:
    made, schedule = plan_and_schedule(start=START, taper=CUSTOM)
    slower = slowed(made, schedule, date(2026, 12, 21), Interval(weeks=3), "")
    assert slower.taper is None
    _, after = revised(made, slower)
    assert written_down(after)[2:] == [("14 Dec", 7, "15"), ("21 Dec", 14, "15")]


def test_slower_keeps_cuts_in_percent_of_the_start_as_they_were() -> None:
    """10 % of 60 mg is 6 mg before and after, not 10 % of what is left."""
    row = {"above_mg": "0", "cut_percent_of_start": "10", "every": {"weeks": 1}}
    made, schedule = plan_and_schedule(
        start=START, taper={"method": "pace", "pace": [row], "lowest_mg": "2.5"}
    )
    taper = slowed(made, schedule, date(2026, 12, 21), Interval(weeks=2), "").taper
    assert isinstance(taper, Pace)
    assert (taper.pace[0].cut_mg, taper.pace[0].cut_percent_of_start) == (6, None)
    assert (taper.lowest_mg, taper.pace[0].every) == (Decimal("2.5"), Interval(weeks=2))


def test_a_step_back_among_steps_written_out_leaves_none_of_them_out() -> None:
    """Back from 30 to 45 mg: 30 comes again, then 15; not 15 at once."""
    made, schedule = plan_and_schedule(start=START, taper=CUSTOM)
    back = stepped_back(made, schedule, doses(15, 15, 15), date(2026, 12, 9), 7, "spasms")
    _, after = revised(made, back)
    assert written_down(after) == [
        ("30 Nov", 7, "45"),
        ("7 Dec", 2, "30"),
        ("9 Dec", 7, "45"),
        ("16 Dec", 7, "30"),
        ("23 Dec", 7, "15"),
    ]


def test_a_restart_after_the_stop_repeats_the_pace() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    assert schedule.stops_on == date(2027, 2, 15)
    on_that_day, later = (
        stepped_back(made, schedule, doses(0, 0, 5), on, 7, "")
        for on in (date(2027, 2, 15), date(2027, 3, 1))
    )
    assert (on_that_day.kind, on_that_day.taper) == ("step-back", None), "the taper still goes on"
    assert (later.kind, later.taper) == ("restart", made.taper)


def test_a_restart_has_no_day_to_finish_by_to_repeat() -> None:
    by = {"method": "finish-by", "by": "2027-02-08", "every": {"weeks": 1}, "shape": "equal-mg"}
    made, schedule = plan_and_schedule(start=START, taper=by)
    assert stepped_back(made, schedule, doses(0, 0, 5), date(2027, 6, 1), 7, "").taper is None


def test_slower_past_the_last_day_moves_that_day_to_the_next_change() -> None:
    by = {"method": "finish-by", "by": "2027-01-04", "every": {"weeks": 1}, "shape": "equal-mg"}
    made, schedule = plan_and_schedule(start=START, taper=by)
    slower = slowed(made, schedule, date(2027, 1, 1), Interval(weeks=4), "")
    _, after = revised(made, slower)
    assert after.stops_on == date(2027, 1, 25), "four weeks after the last step began"


def test_staying_ends_at_the_dose_of_the_step() -> None:
    made, schedule = plan_and_schedule(start=START, taper=PACE)
    stay = stayed(made, schedule.steps[4])
    assert stay is not None
    assert isinstance(stay.taper, Pace)
    assert (stay.kind, stay.taper.target_mg, stay.reason) == ("stay", 35, "")
    _, after = revised(made, stay)
    assert after.stops_on is None
    assert stayed(made, after.steps[-1]) is None, "it stays already"
    assert held(after.steps[-1]) is None


def test_missed_doses_are_told_and_then_it_goes_on_with_doses_given() -> None:
    made, _ = plan_and_schedule(start=START, taper=PACE)
    told = missed(
        date(2026, 12, 9), date(2026, 12, 11), doses(0, 0, 0), doses(15, 15, 15), 4, "on a ward"
    )
    _, after = revised(made, *told)
    assert written_down(after)[1:5] == [
        ("7 Dec", 2, "50"),
        ("9 Dec", 3, "0"),
        ("12 Dec", 4, "45"),
        ("16 Dec", 7, "40"),
    ]
    assert [step.taken for step in after.steps[1:4]] == [False, True, False]
    assert [(one.kind, one.reason) for one in told] == [
        ("interruption", "on a ward"),
        ("restart", ""),
    ]


def test_after_days_on_which_nothing_was_taken_doses_are_asked_for() -> None:
    made, _ = plan_and_schedule(start=START, taper=PACE)
    told = missed(date(2026, 12, 9), date(2026, 12, 11), doses(0, 0, 0), None, 7, "")
    with pytest.raises(PlanError, match="expected doses to go on with: nothing was taken"):
        revised(made, *told)


def doses_on(schedule: Schedule, day: date) -> Doses:
    step = step_on(schedule, day)
    return step.mg if step else (Decimal(0),) * len(schedule.steps[0].doses)


@PROPERTY
@given(scheduled(), st.data())
def test_a_change_on_any_day_keeps_every_day_before_it_and_rises_only_there(
    case: tuple[Plan, Schedule], data: st.DataObject
) -> None:
    made, schedule = case
    for _ in range(2):
        if (added := _any_change(made, schedule, data)) is None:
            break
        try:
            made_after, after = revised(made, *added)
        except PlanError:
            break  # the window says why
        first = added[0].start
        for day in range((first - made.start).days):
            on = made.start + timedelta(days=day)
            assert doses_on(after, on) == doses_on(schedule, on), f"{on} was over"
        _held_as_asked(after, added[-1])
        made, schedule = made_after, after


def _any_change(made: Plan, schedule: Schedule, data: st.DataObject) -> tuple[Revision, ...] | None:
    """A change that the window offers, on some day that it can still be on."""
    first = max([made.start, *(one.start for one in made.revisions)]) + ONE_DAY
    steps = [s for s in schedule.steps if s.end and s.end >= first]
    if not steps:
        return None
    step = data.draw(st.sampled_from(steps))
    assert step.end is not None
    on = max(first, step.start) + timedelta(days=data.draw(st.integers(0, 40)))
    match data.draw(st.sampled_from(["hold", "back", "slower", "stay", "missed"])):
        case "hold":
            change = held(step, data.draw(st.integers(1, 60)))
            return (change,) if change else None
        case "stay":
            change = stayed(made, step)
            return (change,) if change else None
        case "slower":
            every = data.draw(st.sampled_from([Interval(weeks=3), Interval(days=10)]))
            now = step_on(schedule, on - ONE_DAY)
            try:
                return (slowed(made, schedule, on, every, ""),) if now and now.end else None
            except PlanError:
                return None  # it would last too long
        case "back":
            doses = doses_to_go_back_to(made, schedule.steps, step)
            return (stepped_back(made, schedule, doses, on, 7, "spasms"),) if doses else None
    then = data.draw(st.sampled_from([None, made.doses]))
    taken = data.draw(st.sampled_from([(Decimal(0),) * len(made.doses), made.doses]))
    return missed(on, on + timedelta(days=data.draw(st.integers(0, 9))), taken, then, 7, "")


def _held_as_asked(after: Schedule, last: Revision) -> None:
    """The change's own doses, for as long as asked; then no dose ever rises."""
    doses = last.regimen or doses_on(after, last.start - ONE_DAY)
    for day in range(last.hold_days):
        on = last.start + timedelta(days=day)
        assert doses_on(after, on) == doses, f"{on} is held"
    steps = [step for step in after.steps if step.start >= last.start]
    for before, step in pairwise(steps):
        assert all(a <= b for a, b in zip(step.mg, before.mg, strict=True)), f"{step.start} rises"


@PROPERTY
@given(scheduled(), st.data())
def test_who_goes_slower_never_takes_less_on_any_day_than_was_planned(
    case: tuple[Plan, Schedule], data: st.DataObject
) -> None:
    """But where rows differ: a dose above the line may lie in the row above, with its cut."""
    made, schedule = case
    tapers = [made.taper, *(one.taper for one in made.revisions)]
    if any(isinstance(taper, Pace) and len(taper.pace) > 1 for taper in tapers):
        return
    first = max([made.start, *(one.start for one in made.revisions)]) + ONE_DAY
    steps = [s for s in schedule.steps if s.end and s.end >= first]
    if not steps:
        return
    step = data.draw(st.sampled_from(steps))
    assert step.end is not None
    on = step.end + ONE_DAY
    try:
        _, after = revised(made, slowed(made, schedule, on, Interval(months=2), ""))
    except PlanError:
        return
    for day in range(400):
        now = on + timedelta(days=day)
        assert sum(doses_on(after, now)) >= sum(doses_on(schedule, now)), f"{now}"


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
