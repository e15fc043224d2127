"""What a change on the way means: slower, staying, a step back, a dose brought down by hand.

Each is said in the plan's own terms (a taper, doses), for a revision or for steps written out
(contract.md 1). Whether a schedule follows from it is the schedule's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from planner.amounts import ZERO
from planner.dates import plus
from planner.legs import Doses
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow, Plan, Taper, taper_in_force
from planner.schedule import Schedule, Step
from planner.today import step_on

WEEK = 7


def interval_of(plan: Plan, step: Step) -> Interval:
    """How long it is from this step to the next change, as the taper in force has it."""
    taper = taper_in_force(plan, step.revision)
    if isinstance(taper, FinishBy):
        return taper.every
    if isinstance(taper, Pace):
        rows = [row for row in taper.pace if step.daily_mg > row.above_mg]
        return (rows or list(taper.pace))[0].every
    days = step.days or WEEK
    return Interval(weeks=days // WEEK) if days % WEEK == 0 else Interval(days=days)


def slowed(plan: Plan, schedule: Schedule, on: date, every: Interval) -> Taper:
    """The taper in force the day before `on`, with a change every so long from there.

    One with a last day ends as much later; of one written out, the steps that had not begun.
    """
    now = step_on(schedule, on - timedelta(days=1))
    assert now is not None, "a day of the schedule"
    taper = taper_in_force(plan, now.revision)
    if isinstance(taper, FinishBy):
        longer = (plus(on, every) - on) / (plus(on, taper.every) - on)
        left = max((taper.by - on).days, 0)
        return replace(taper, by=on + timedelta(days=round(left * longer)), every=every)
    if isinstance(taper, Custom):
        rest = taper.steps[_begun(schedule, now) :]
        return replace(taper, steps=tuple(replace(one, every=every) for one in rest))
    return replace(taper, pace=tuple(replace(row, every=every) for row in taper.pace))


def taper_of_restart(plan: Plan, schedule: Schedule, on: date) -> Taper | None:
    """After the stop a revision brings a taper of its own: the pace that led there, once more.

    None before the stop, where the one in force goes on; and where there is no pace to repeat.
    """
    if schedule.stops_on is None or on <= schedule.stops_on:
        return None
    taper = taper_in_force(plan, schedule.steps[-1].revision)
    return taper if isinstance(taper, Pace) else None


def staying(plan: Plan, step: Step) -> Pace:
    """A taper that ends at this step's daily dose: its rows have nothing left to do."""
    taper = taper_in_force(plan, step.revision)
    row = PaceRow(above_mg=ZERO, cut_mg=step.daily_mg, every=Interval(weeks=1))
    rows = taper.pace if isinstance(taper, Pace) and not taper.target_mg else (row,)
    return Pace(target_mg=step.daily_mg, pace=rows)


def never_rising(doses: Sequence[Doses], after: int) -> list[Doses]:
    """The doses of steps in their order, those after one of them never above the step before."""
    kept = list(doses[: after + 1])
    for later in doses[after + 1 :]:
        kept.append(tuple(min(mg, before) for mg, before in zip(later, kept[-1], strict=True)))
    return kept


def _begun(schedule: Schedule, step: Step) -> int:
    """How many steps of a custom taper have begun by the end of this one."""
    own = [one for one in schedule.changes if one.revision == step.revision]
    return own.index(step) + 1 if step in own else 0
