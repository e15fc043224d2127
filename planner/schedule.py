"""The schedule: `build(plan, medicine)`, the dated steps that follow from a plan.

A pure function: no files, no clock, no locale. `legs` follows the plan and its revisions from day
to day; here the runs of days with the same doses become steps, numbered and dispensed.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import msgspec

from planner.amounts import TOLERANCE, ZERO, Milligrams, Percent, rounded
from planner.dates import ONE_DAY, Change
from planner.legs import Doses, Stretch, follow
from planner.medicine import Medicine
from planner.plan import Plan
from planner.tablets import Tablets, Taken
from planner.validity import check_plan, tablets_of


class Dose(msgspec.Struct, frozen=True):
    """What is taken at one dose time: the milligrams, and the tablets or the volume they are."""

    name: str
    time: str
    mg: Milligrams
    take: tuple[Taken, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A run of days with the same doses (plan-file.md 2.7)."""

    number: int
    start: date
    end: date | None
    """The last day; None for the doses that stay for good."""
    doses: tuple[Dose, ...]
    asked_mg: Milligrams
    """What the line asks for on the first day."""
    before_mg: Milligrams
    """The daily dose of the day before."""
    line_cut_mg: Milligrams
    """What the line itself came down by on the first day."""
    revision: int | None
    """The revision that the step follows from, by its place in the plan."""
    taken: bool
    """Nobody decided these doses: they tell what was really taken (plan-file.md 1)."""
    change: Change
    """The day the step begins, the day it was due, and what moved it."""
    waits: int
    """Later dates of its line, before it ends, on which nothing lower could be made."""

    @property
    def mg(self) -> Doses:
        """The doses in the order of the dose times."""
        return tuple(dose.mg for dose in self.doses)

    @property
    def daily_mg(self) -> Milligrams:
        return sum(self.mg, ZERO)

    @property
    def days(self) -> int | None:
        return (self.end - self.start).days + 1 if self.end else None

    @property
    def cut_mg(self) -> Milligrams:
        """How much less a day than before; negative for the rise of a revision."""
        return self.before_mg - self.daily_mg

    @property
    def cut_percent(self) -> Percent | None:
        """The cut in percent of the daily dose before, to one decimal; None after no dose."""
        return rounded(self.cut_mg * 100 / self.before_mg, 1) if self.before_mg else None

    @property
    def coarse(self) -> bool:
        """The step cuts at least twice what the line did: the products can't follow it."""
        return self.line_cut_mg > 0 and self.cut_mg >= 2 * self.line_cut_mg - TOLERANCE


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The steps that follow from a plan, and the first day without the medicine."""

    steps: tuple[Step, ...]
    start: date
    stop: Change | None
    """The change to no dose at all; None where a last step stays for good."""

    @property
    def stops_on(self) -> date | None:
        return self.stop.on if self.stop else None

    @property
    def days(self) -> int | None:
        """The days from the start to the last dose; None where a last step stays for good."""
        return (self.stop.on - self.start).days if self.stop else None

    @property
    def last_change(self) -> date:
        """The day of the stop, or of the doses that stay for good."""
        return self.stops_on or self.steps[-1].start

    @property
    def changes(self) -> tuple[Step, ...]:
        """The steps whose doses differ from those of the day before; one that is held is none."""
        first = (step for step in self.steps[:1] if step.number > 0)
        later = (step for before, step in pairwise(self.steps) if step.mg != before.mg)
        return (*first, *later)


def build(plan: Plan, medicine: Medicine) -> Schedule:
    """The schedule that follows from the plan. Raises PlanError, naming the field at fault."""
    tablets = tablets_of(plan, medicine)
    check_plan(plan, medicine, tablets)
    stretches, stop = follow(plan, tablets, medicine.lowest_dose.mg)
    return Schedule(steps=_steps(plan, stretches, stop, tablets), start=plan.start, stop=stop)


def _steps(
    plan: Plan, stretches: list[Stretch], stop: Change | None, tablets: Tablets
) -> tuple[Step, ...]:
    """The stretches as numbered steps. The doses held from the start are step 0, if they are held
    for a day at all."""
    first_change = stretches[1].change if len(stretches) > 1 else stop
    held = not (first_change and first_change.on == plan.start)
    last_end = stop.on - ONE_DAY if stop else None
    ends = [*(stretch.change.on - ONE_DAY for stretch in stretches[1:]), last_end]
    befores = [plan.daily_dose, *(sum(stretch.doses, ZERO) for stretch in stretches)]
    steps = (
        Step(
            number=number,
            start=stretch.change.on,
            end=end,
            doses=_doses(plan, stretch.doses, tablets),
            asked_mg=stretch.asked_mg,
            before_mg=before_mg,
            line_cut_mg=stretch.line_cut_mg,
            revision=stretch.revision,
            taken=stretch.taken,
            change=stretch.change,
            waits=stretch.waits,
        )
        for number, (stretch, end, before_mg) in enumerate(
            zip(stretches, ends, befores, strict=False)
        )
        if number > 0 or held
    )
    return tuple(steps)


def _doses(plan: Plan, doses: Doses, tablets: Tablets) -> tuple[Dose, ...]:
    return tuple(
        Dose(dose_time.name, dose_time.time, mg, tablets.take(mg))
        for dose_time, mg in zip(plan.regimen, doses, strict=True)
    )
