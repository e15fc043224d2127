"""What is taken on a day of a plan, and what comes next (plan-file.md 4).

Before the start that is the regimen; between a stop and a restart, and after the last dose, none.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from planner.amounts import ZERO, Milligrams
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Dose, Schedule, Step
from planner.validity import tablets_of


class Today(NamedTuple):
    """A day of a plan: what is taken on it, and what comes next."""

    day: date
    step: Step | None
    """The step in force; None before the start and after the last dose."""
    doses: tuple[Dose, ...]
    coming: tuple[Step, ...]
    """The steps that begin after this day."""
    starts: bool
    """The plan has started: its first day is this one or an earlier one."""
    over: bool
    """The last dose has been taken: nothing more is to come."""
    next_on: date | None
    """The day of the next change, a stop among them; None where nothing changes any more."""

    @property
    def daily_mg(self) -> Milligrams:
        return sum((dose.mg for dose in self.doses), ZERO)


def today(plan: Plan, schedule: Schedule, medicine: Medicine, day: date) -> Today:
    """What is taken on the day, and what comes next."""
    step = step_on(schedule, day)
    starts = day >= schedule.start
    over = schedule.stops_on is not None and day >= schedule.stops_on
    if step:
        doses = step.doses
    elif starts:
        doses = tuple(Dose(one.name, one.time, ZERO, ()) for one in plan.regimen)
    else:
        doses = regimen(plan, medicine)
    coming = schedule.steps[_begun(schedule, day) :]
    return Today(day, step, doses, coming, starts, over, next_change(schedule, day))


def step_on(schedule: Schedule, day: date) -> Step | None:
    """The step that is taken on a day; None before the start and after the stop."""
    place = _begun(schedule, day) - 1
    if place < 0:
        return None
    step = schedule.steps[place]
    return step if step.end is None or day <= step.end else None


def next_change(schedule: Schedule, day: date) -> date | None:
    """The next day after this one on which the doses change, a stop among them; None: there is
    none."""
    later = (step.start for step in schedule.changes if step.start > day)
    stop = schedule.stops_on
    return next(later, stop if stop and stop > day else None)


def shown_from(schedule: Schedule, day: date) -> tuple[Step, ...]:
    """The steps that a page shows which holds from a day on: the one in force, or all before the
    start, and every one that follows. None that is still to come is left out, and none that has
    ended is offered."""
    return tuple(step for step in schedule.steps if step.end is None or step.end >= day)


def regimen(plan: Plan, medicine: Medicine) -> tuple[Dose, ...]:
    """The doses taken before the plan starts, with how each is taken."""
    tablets = tablets_of(plan, medicine)
    return tuple(Dose(one.name, one.time, one.mg, tablets.take(one.mg)) for one in plan.regimen)


def _begun(schedule: Schedule, day: date) -> int:
    """How many of the steps have begun by the day."""
    return bisect_right(schedule.steps, day, key=lambda step: step.start)
