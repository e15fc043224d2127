"""The course of a plan as its pages tell it on a day: what is taken now, and what is to come.

Pages hold from their day on (plan-file.md 4): from the step in force on it, or from the start
where that is later, through every step that follows, of whatever revision. None that is still to
come is left out, and none that has ended is offered.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.amounts import Milligrams
from planner.case import Case
from planner.dates import ONE_DAY
from planner.medicine import Medicine
from planner.plan import Plan, Revision
from planner.schedule import Dose, Schedule, Step
from planner.supply import Supply
from planner.today import regimen


@dataclass(frozen=True)
class Course:
    """A plan seen from a day."""

    case: Case
    """With its texts as they are printed."""

    @property
    def plan(self) -> Plan:
        return self.case.plan

    @property
    def schedule(self) -> Schedule:
        return self.case.schedule

    @property
    def medicine(self) -> Medicine:
        return self.case.medicine

    @property
    def day(self) -> date:
        return self.case.day

    @property
    def supply_to_come(self) -> Supply:
        return self.case.supply_to_come

    # Now

    @property
    def begins(self) -> date:
        """The first day that the pages tell of: theirs, or the plan's start where that is later."""
        return max(self.day, self.schedule.start)

    @property
    def started(self) -> bool:
        return self.case.today.starts

    @property
    def over(self) -> bool:
        """The last dose has been taken, and nothing more is to come."""
        return self.case.today.over

    @property
    def now(self) -> tuple[Dose, ...]:
        """What is taken on the day: before the start the regimen, after a stop none."""
        return self.case.today.doses

    @property
    def now_mg(self) -> Milligrams:
        return self.case.today.daily_mg

    @property
    def in_force(self) -> Step | None:
        """The step of the day; None before the start and after the last dose."""
        return self.case.today.step

    @property
    def last_day_now(self) -> date | None:
        """The last day of what is taken now; None where nothing follows it."""
        return self.first_change - ONE_DAY if self.first_change else None

    @cached_property
    def regimen(self) -> tuple[Dose, ...]:
        """The regimen of the plan with how each dose is taken."""
        return regimen(self.plan, self.medicine)

    # To come

    @cached_property
    def coming(self) -> tuple[Step, ...]:
        """The steps that begin after the day. The regimen held from the start is no step of its
        own there: it is what is taken now."""
        return tuple(step for step in self.case.today.coming if step.number > 0)

    @property
    def shown(self) -> tuple[Step, ...]:
        """The step in force, and all that follow."""
        return self.case.steps_shown

    @property
    def earlier(self) -> tuple[Step, ...]:
        """The steps that have ended: told to the prescriber alone."""
        return self.schedule.steps[: len(self.schedule.steps) - len(self.shown)]

    @property
    def stops_on(self) -> date | None:
        """The first day without, where that is to come."""
        return None if self.over else self.schedule.stops_on

    @cached_property
    def first_change(self) -> date | None:
        """The first day that differs from now, or that a revision begins; None without one."""
        return self.coming[0].start if self.coming else self.stops_on

    @cached_property
    def first_other(self) -> Step | None:
        """The first step to come whose doses are not those of now."""
        now = tuple(dose.mg for dose in self.now)
        return next((step for step in self.coming if step.mg != now), None)

    @property
    def first_taken(self) -> Step | None:
        """The first step to come on which something is taken."""
        return next((step for step in self.coming if step.daily_mg), None)

    @cached_property
    def goes_down(self) -> bool:
        """A lower dose, or none, is still to come."""
        lower = any(step.cut_mg > 0 for step in self.coming)
        takes = bool(self.now_mg or self.first_taken)
        return lower or (takes and self.stops_on is not None)

    @property
    def rises(self) -> bool:
        """A higher dose than the day before is still to come."""
        return any(step.cut_mg < 0 for step in self.coming)

    @property
    def last_dose(self) -> date:
        """The last day on which something is taken, of a plan that stops."""
        taken = (step.end for step in reversed(self.schedule.steps) if step.daily_mg)
        return next(taken, None) or self.schedule.start - ONE_DAY

    @cached_property
    def may_go_back(self) -> bool:
        """The patient may go back a step: the prescriber lets her, and before the step in force
        and each one to come no dose is lower."""
        falls = all(
            mg <= before
            for step in self.shown
            for mg, before in zip(step.mg, self.doses_before(step), strict=True)
        )
        return self.plan.go_back_allowed and self.goes_down and falls

    # Steps and revisions

    def doses_before(self, step: Step) -> tuple[Milligrams, ...]:
        """The doses of the day before the step."""
        place = bisect_right(self._starts, step.start) - 1
        return self.schedule.steps[place - 1].mg if place else self.plan.doses

    def step_on(self, day: date) -> Step:
        """The step that a day of the schedule belongs to."""
        return self.schedule.steps[bisect_right(self._starts, day) - 1]

    @cached_property
    def _starts(self) -> list[date]:
        return [step.start for step in self.schedule.steps]

    def begun_by(self, step: Step) -> Revision | None:
        """The revision that begins with the step."""
        if step.revision is None:
            return None
        revision = self.plan.revisions[step.revision]
        return revision if revision.start == step.start else None

    @property
    def announced(self) -> tuple[Revision, ...]:
        """The revisions that begin after the day; not what was `taken`, which nobody decided."""
        revisions = self.plan.revisions
        return tuple(one for one in revisions if one.start > self.day and not one.taken)

    def is_liquid(self, dose: Dose) -> bool:
        """The dose is liquid alone, so that its words say its milligrams."""
        return all(self.medicine.by_id[taken.product].is_liquid for taken in dose.take)
