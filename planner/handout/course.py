"""The course of a plan as its pages tell it: what is behind, what is taken now, what is to come.

Without a revision all steps are to come, and what is taken now is the regimen. From a revision on,
the pages go from its day: the steps before it are told as earlier ones, the last of them is what is
taken now, and the supply is counted from there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from planner.amounts import ZERO, Milligrams
from planner.dates import ONE_DAY, Change
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Dose, Schedule, Step
from planner.supply import Fill, Supply
from planner.supply import supply as supply_of
from planner.validity import tablets_of


@dataclass(frozen=True)
class Course:
    """A plan and its schedule, seen from the day on which its pages begin."""

    plan: Plan
    schedule: Schedule
    medicine: Medicine

    @property
    def begins(self) -> date:
        """The day from which the pages hold: the plan's start, or its last change on the way."""
        return self.plan.revisions[-1].start if self.plan.revisions else self.plan.start

    @cached_property
    def supply(self) -> Supply:
        return supply_of(self.plan, self.schedule, self.medicine)

    @cached_property
    def revised(self) -> int:
        """The place among the steps of the first one of the last revision; 0 without one."""
        last = len(self.plan.revisions) - 1
        for place, step in enumerate(self.schedule.steps):
            if last >= 0 and step.revision == last:
                return place
        return 0

    @cached_property
    def revised_to_nothing(self) -> bool:
        """The last revision stops there and then."""
        revisions = self.plan.revisions
        return bool(revisions) and self.schedule.stops_on == revisions[-1].start

    @property
    def coming(self) -> tuple[Step, ...]:
        """The steps to show first: all, or those from the last revision on."""
        if self.revised_to_nothing:
            return ()
        steps = self.schedule.steps[self.revised :]
        return (
            steps[1:] if not self.plan.revisions and steps[:1] and steps[0].number == 0 else steps
        )

    @property
    def earlier(self) -> tuple[Step, ...]:
        """The steps before the last revision, the doses held from the start among them."""
        if self.revised_to_nothing:
            return self.schedule.steps
        return self.schedule.steps[: self.revised]

    @cached_property
    def now(self) -> tuple[Dose, ...]:
        """The doses of the day before what comes: the regimen, or the last step before."""
        if self.plan.revisions and self.earlier:
            return self.earlier[-1].doses
        return self.regimen

    @cached_property
    def regimen(self) -> tuple[Dose, ...]:
        """The regimen of the plan with how each dose is taken."""
        tablets = tablets_of(self.plan, self.medicine)
        return tuple(
            Dose(one.name, one.time, one.mg, tablets.take(one.mg)) for one in self.plan.regimen
        )

    @cached_property
    def _places(self) -> dict[date, int]:
        return {step.start: place for place, step in enumerate(self.schedule.steps)}

    def place_of(self, step: Step) -> int:
        """The step's place among all steps."""
        return self._places[step.start]

    def step_on(self, day: date) -> Step:
        """The step that a day of the schedule belongs to."""
        starts = [step.start for step in self.schedule.steps]
        return self.schedule.steps[bisect_right(starts, day) - 1]

    def is_liquid(self, dose: Dose) -> bool:
        """The dose is liquid alone, so that its words say its milligrams."""
        return all(self.medicine.by_id[taken.product].is_liquid for taken in dose.take)

    @cached_property
    def supply_to_come(self) -> Supply:
        """What is needed from here: all, or from the last revision on. The fills keep their days,
        but what is left of the running one is counted anew: its tablets were dispensed for other
        doses."""
        if not self.plan.revisions:
            return self.supply
        if not self.coming:
            return Supply(None, (), (), 0)
        first = self.coming[0].start
        to_come = [fill for fill in self.supply.fills if fill.end >= first]
        if to_come and to_come[0].start < first:
            end = to_come[0].end
            to_come[0] = Fill(first, end, self._needed(first, end).amounts)
        return replace(self._needed(first, None), fills=tuple(to_come))

    def _needed(self, first: date, last: date | None) -> Supply:
        """What the steps to come take from the first day of them to `last`, or in all."""
        steps, stop = self.coming, self.schedule.stop
        if last:
            steps = tuple(step for step in steps if step.start <= last)
            stop = Change(last + ONE_DAY, last + ONE_DAY)
        days = replace(self.schedule, steps=steps, start=first, stop=stop)
        return supply_of(replace(self.plan, fill_days=None), days, self.medicine)

    @property
    def fills_to_come(self) -> list[tuple[int, Fill]]:
        """The fills of `supply_to_come`, numbered as among all."""
        fills = self.supply_to_come.fills
        return list(enumerate(fills, start=1 + len(self.supply.fills) - len(fills)))

    @property
    def running_fill(self) -> bool:
        """The first of the fills to come was dispensed before the revision."""
        to_come = self.fills_to_come
        return bool(to_come) and to_come[0][1].start > self.supply.fills[to_come[0][0] - 1].start

    @cached_property
    def changed_mg(self) -> tuple[Milligrams, Milligrams]:
        """The daily dose on the day before what comes, and on its first day."""
        after = self.coming[0].daily_mg if self.coming else ZERO
        return sum((dose.mg for dose in self.now), ZERO), after

    @cached_property
    def goes_down(self) -> bool:
        """A lower dose, or none, is still to come."""
        if not self.coming:
            return False
        lower = any(step.cut_mg > 0 for step in self.coming)
        return lower or self.schedule.stops_on is not None

    @cached_property
    def may_go_back(self) -> bool:
        """The patient may go back a step: the prescriber lets her, and before each step to come
        no dose is lower."""
        falls = all(
            dose.mg <= before
            for step in self.coming
            for dose, before in zip(step.doses, self.doses_before(step), strict=True)
        )
        return self.plan.go_back_allowed and self.goes_down and falls

    def doses_before(self, step: Step) -> list[Milligrams]:
        """The doses of the day before the step; none where nothing was taken that day."""
        place = self.place_of(step)
        if not place:
            return list(self.plan.doses)
        return [dose.mg for dose in self.schedule.steps[place - 1].doses]

    @cached_property
    def first_change(self) -> date | None:
        """The first day that differs from the doses now; None where nothing changes."""
        if self.coming:
            return self.coming[0].start
        return self.schedule.stops_on

    @cached_property
    def first_other(self) -> Step | None:
        """The first step to come whose doses are not those of now."""
        now = [dose.mg for dose in self.now]
        others = (step for step in self.coming if [dose.mg for dose in step.doses] != now)
        return next(others, None)

    @property
    def last_day_now(self) -> date | None:
        return self.first_change - ONE_DAY if self.first_change else None
