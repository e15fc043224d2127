"""What the pages are made of: the plan, what follows from it, and the words to say it in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from planner.approval import Standing
from planner.dates import ONE_DAY
from planner.handout.wording import Wording
from planner.handout.words import Run, Words
from planner.medicine import Medicine
from planner.plan import DoseTime, Plan
from planner.safety import Finding
from planner.schedule import Dose, Schedule, Step
from planner.supply import Supply
from planner.supply import supply as supply_of
from planner.validity import tablets_of


@dataclass(frozen=True)
class Given:
    """A plan with all that a page says about it."""

    plan: Plan
    schedule: Schedule
    medicine: Medicine
    findings: Sequence[Finding]
    standing: Standing
    wording: Wording

    @property
    def words(self) -> Words:
        return self.wording.words

    @property
    def medicine_name(self) -> str:
        """The medicine within a sentence."""
        return self.words.medicine(self.medicine.id, self.medicine.name)

    @cached_property
    def supply(self) -> Supply:
        return supply_of(self.plan, self.schedule, self.medicine)

    @property
    def dose_times(self) -> list[str]:
        """The headers of the dose times: "Morning 07:00"."""
        return [self.dose_time(one) for one in self.plan.regimen]

    def dose_time(self, one: DoseTime | Dose) -> str:
        return self.words.text(
            "first.column_dose", name=self.words.dose_name(one.name), time=one.time
        )

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
        """What is needed from the first change on, where the plan was revised."""
        if not self.coming:
            return Supply(None, (), (), 0)
        coming = replace(self.schedule, steps=self.coming, start=self.coming[0].start)
        return supply_of(replace(self.plan, fill_days=None), coming, self.medicine)

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

    def spoken(self, name: str, /, **values: object) -> tuple[Run, ...]:
        """A text of the language's file, with the medicine's name at hand."""
        return self.words.runs(
            name,
            medicine=self.medicine_name,
            medicine_capital=self.medicine_name.capitalize(),
            **values,
        )

    def said(self, name: str, /, **values: object) -> str:
        return "".join(run.text for run in self.spoken(name, **values))
