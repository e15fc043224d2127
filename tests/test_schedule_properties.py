"""What is true of every schedule, whatever the plan (plan-file.md 2), tried on random plans."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given

from planner.amounts import TOLERANCE
from planner.dates import ONE_DAY, public_holidays
from planner.plan import Plan
from planner.schedule import Schedule
from planner.supply import last_day_counted, supply
from planner.terms import WEEKDAYS
from tests.planning import BACLOFEN
from tests.random_schedules import PROPERTY, scheduled

Case = tuple[Plan, Schedule]


def revision_days(plan: Plan) -> set[object]:
    return {revision.start for revision in plan.revisions}


@given(scheduled())
@PROPERTY
def test_no_dose_is_above_the_one_before_but_on_the_day_of_a_revision(case: Case) -> None:
    plan, schedule = case
    for before, step in pairwise(schedule.steps):
        if step.start not in revision_days(plan):
            for dose, earlier in zip(step.doses, before.doses, strict=True):
                assert dose.mg <= earlier.mg, f"{dose.name} rises in step {step.number}"


@given(scheduled())
@PROPERTY
def test_no_daily_dose_is_below_the_line(case: Case) -> None:
    _, schedule = case
    for step in schedule.steps:
        assert step.daily_mg >= step.asked_mg - TOLERANCE, f"step {step.number} is below the line"


@given(scheduled())
@PROPERTY
def test_every_step_but_a_revisions_first_lowers_the_daily_dose(case: Case) -> None:
    plan, schedule = case
    for step in schedule.changes:
        if step.start not in revision_days(plan):
            assert step.cut_mg > 0


@given(scheduled())
@PROPERTY
def test_what_is_taken_for_each_dose_sums_to_its_mg(case: Case) -> None:
    plan, schedule = case
    for dose in (dose for step in schedule.steps for dose in step.doses):
        parts = [(BACLOFEN.by_id[part.product], part.amount) for part in dose.take]
        assert sum(product.strength_mg * amount for product, amount in parts) == dose.mg
        for product, amount in parts:
            assert product.id in plan.products
            half = Decimal("0.5") if product.scored and plan.halves else Decimal(1)
            assert amount % (product.step_ml or half) == 0


@given(scheduled())
@PROPERTY
def test_a_change_is_never_before_it_is_due_and_always_on_an_allowed_day(case: Case) -> None:
    plan, schedule = case
    holidays = public_holidays(plan.dates.holidays) if plan.dates.holidays else ()
    changes = [step.change for step in schedule.changes]
    for change in [*changes, *([schedule.stop] if schedule.stop else [])]:
        assert change.on >= change.due
        if change.on in revision_days(plan):
            continue
        assert WEEKDAYS[change.on.weekday()] in plan.dates.change_on
        assert change.on not in holidays
        assert not any(pause.start <= change.on <= pause.end for pause in plan.dates.pauses)
        assert bool(change.moved_by) == (change.on > change.due)


@given(scheduled())
@PROPERTY
def test_the_steps_follow_each_other_without_a_gap_from_the_start_to_the_stop(case: Case) -> None:
    plan, schedule = case
    days = [plan.start]
    for step in schedule.steps:
        assert step.start == days[-1]
        if step.end:
            assert step.end >= step.start
            days.append(step.end + ONE_DAY)
    if schedule.stop:
        assert days[-1] == schedule.stop.on
    else:
        assert schedule.steps[-1].end is None


@given(scheduled())
@PROPERTY
def test_the_supply_is_the_sum_of_the_days(case: Case) -> None:
    plan, schedule = case
    needed = supply(plan, schedule, BACLOFEN)
    last = last_day_counted(schedule)
    total: dict[str, Decimal] = {}
    for step in schedule.steps:
        day = step.start
        while not step.taken and last and day <= min(step.end or last, last):
            for part in (part for dose in step.doses for part in dose.take):
                total[part.product] = total.get(part.product, Decimal(0)) + part.amount
            day += timedelta(days=1)
    assert {amount.product: amount.amount for amount in needed.amounts} == total
    left = [max(one.amount - one.at_home, Decimal(0)) for one in needed.amounts]
    assert all(0 <= one.dispense - it < 1 for one, it in zip(needed.amounts, left, strict=True))


@given(scheduled())
@PROPERTY
def test_the_fills_sum_to_the_supply_and_cover_every_day_once(case: Case) -> None:
    plan, schedule = case
    needed = supply(plan, schedule, BACLOFEN)
    if not needed.fills:
        assert plan.fill_days is None or needed.until is None
        return
    total: dict[str, Decimal] = {}
    for amount in (amount for fill in needed.fills for amount in fill.amounts):
        total[amount.product] = total.get(amount.product, Decimal(0)) + amount.amount
    assert total == {amount.product: amount.amount for amount in needed.amounts}
    assert needed.fills[0].start == schedule.start
    assert needed.fills[-1].end == needed.until
    assert all(later.start == fill.end + ONE_DAY for fill, later in pairwise(needed.fills))
    *full, last = [(fill.end - fill.start).days + 1 for fill in needed.fills]
    assert plan.fill_days
    assert all(days == plan.fill_days for days in full)
    assert 1 <= last <= plan.fill_days
