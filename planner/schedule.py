"""The schedule: `build(plan, medicine)`, the dated steps that follow from a plan.

A pure function: no files, no clock, no locale. The plan and each of its revisions set out on a
*leg*: from a day, with doses, along a line. The line is drawn whole, and followed up to where the
next leg begins, so a revision can't change what came before it. Then the steps are numbered.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

from planner.amounts import TOLERANCE, ZERO, Milligrams, Percent, rounded
from planner.dates import ONE_DAY, Calendar, Change
from planner.line import Asked, Beginning, custom_line, finish_by_line, pace_line
from planner.medicine import Medicine
from planner.plan import Custom, FinishBy, Plan, Revision, Taper
from planner.sharing import next_doses
from planner.tablets import Tablets, Taken
from planner.taper_validity import check_custom_doses, check_target
from planner.terms import PlanError
from planner.validity import check_plan, tablets_of

Doses = tuple[Milligrams, ...]

MOST_DATES_IN_ALL = 100_000
"""Over all tapers of a plan: a hundred of the longest."""


class Dose(msgspec.Struct, frozen=True):
    """What is taken at one dose time: the milligrams, and the tablets or the volume they are."""

    name: str
    time: str
    mg: Milligrams
    take: tuple[Taken, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A run of days with the same doses (contract.md 2.7)."""

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
    change: Change
    """The day the step begins, the day it was due, and what moved it."""

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


class _Stretch(NamedTuple):
    """Days with the same doses, not yet numbered nor ended."""

    change: Change
    doses: Doses
    asked_mg: Milligrams
    line_cut_mg: Milligrams
    revision: int | None


class _Leg(NamedTuple):
    """What a plan or a revision leads to before the next one: stretches, and perhaps a stop."""

    stretches: list[_Stretch]
    stop: Change | None
    taper: Taper
    base_mg: Milligrams
    revision: int | None


def build(plan: Plan, medicine: Medicine) -> Schedule:
    """The schedule that follows from the plan. Raises PlanError, naming the field at fault."""
    tablets = tablets_of(plan, medicine)
    check_plan(plan, medicine, tablets)
    planner = _Planner(plan, tablets)
    leg = planner.first_leg()
    stretches: list[_Stretch] = []
    for index, revision in enumerate(plan.revisions):
        stretches += _up_to_a_revision(leg, len(plan.regimen))
        leg = planner.revised_leg(index, revision, stretches[-1], leg)
    stretches += leg.stretches
    return Schedule(
        steps=_steps(plan, stretches, leg.stop, tablets), start=plan.start, stop=leg.stop
    )


class _Planner:
    """Works out the legs of one plan: what all of them share is kept here."""

    def __init__(self, plan: Plan, tablets: Tablets) -> None:
        self._plan = plan
        self._tablets = tablets
        self._calendar = Calendar(plan.dates)
        names = plan.dose_times
        self._order = [names.index(name) for name in plan.sharing.keep_highest]
        self._dates = 0
        self._followed_to = [*(revision.start for revision in plan.revisions), date.max]
        """The day up to which each leg is followed, the plan's own first."""

    def first_leg(self) -> _Leg:
        plan = self._plan
        held = _Stretch(Change(plan.start, plan.start), plan.doses, plan.daily_dose, ZERO, None)
        due = _day_after(plan.start, plan.hold_days)
        return self._leg(held, due, plan.taper, plan.daily_dose, "taper")

    def revised_leg(self, index: int, revision: Revision, before: _Stretch, leg: _Leg) -> _Leg:
        """What follows from a revision, after `before`, the doses of the day before it."""
        field = f"revisions[{index}]"
        if leg.stop:
            _check_restart(field, revision, leg.stop.on)
        doses = revision.regimen or before.doses
        change = Change(revision.start, revision.start)
        daily = sum(doses, ZERO)
        if not daily:
            return leg._replace(stretches=[], stop=change, revision=index)
        taper = revision.taper or _rest_of(leg)
        taper_field = field
        if revision.taper or revision.regimen:
            taper_field = f"{field}.taper" if revision.taper else f"{field}.regimen"
            check_target(taper, doses, self._tablets, taper_field)
        held = _Stretch(change, doses, daily, ZERO, index)
        due = _day_after(revision.start, revision.hold_days)
        base = daily if revision.taper else leg.base_mg
        return self._leg(held, due, taper, base, taper_field)

    def _leg(
        self, held: _Stretch, due: date, taper: Taper, base_mg: Milligrams, field: str
    ) -> _Leg:
        """Follow the line that the taper draws from the doses held at first."""
        beginning = Beginning(due, held.asked_mg, base_mg, self._tablets.smallest, field)
        stretches, stop = [held], None
        line_mg, doses = held.asked_mg, held.doses
        until = self._followed_to[0 if held.revision is None else held.revision + 1]
        line = self._line(taper, beginning, doses)
        self._count(line, field)
        for asked in line:
            if asked.change.on >= until:
                break
            following = asked.doses or self._doses_for(asked.mg, doses)
            if not any(following):
                stop = asked.change
                break
            if following != doses:
                cut = line_mg - asked.mg
                stretches.append(_Stretch(asked.change, following, asked.mg, cut, held.revision))
            line_mg, doses = asked.mg, following
        return _Leg(stretches, stop, taper, base_mg, held.revision)

    def _line(self, taper: Taper, beginning: Beginning, doses: Doses) -> list[Asked]:
        if isinstance(taper, Custom):
            check_custom_doses(taper, doses, self._plan.dose_times, self._tablets, beginning.field)
            return custom_line(taper, beginning, self._calendar)
        if isinstance(taper, FinishBy):
            return finish_by_line(taper, beginning, self._calendar)
        return pace_line(taper, beginning, self._calendar)

    def _count(self, line: list[Asked], field: str) -> None:
        """Bound the work: a line is drawn whole, however soon the next revision overrules it."""
        self._dates += len(line)
        if self._dates > MOST_DATES_IN_ALL:
            raise PlanError(
                field,
                f"expected tapers of at most {MOST_DATES_IN_ALL:,} changes in all, those that "
                "later revisions overrule among them; this one goes past that: cut more at a time",
            )

    def _doses_for(self, asked_mg: Milligrams, doses: Doses) -> Doses:
        tablets = self._tablets
        grains = next_doses(
            [tablets.grains(mg) for mg in doses],
            tablets.grains_not_below(asked_mg - TOLERANCE),
            tablets.makeable,
            self._plan.sharing.rule,
            self._order,
        )
        return tuple(tablets.mg(count) for count in grains)


def _check_restart(field: str, revision: Revision, stopped: date) -> None:
    if revision.regimen is None:
        raise PlanError(
            f"{field}.regimen", f"expected doses to restart with: the plan stops on {stopped}"
        )
    if not any(revision.regimen):
        raise PlanError(
            f"{field}.regimen", f"expected doses above 0: the plan has stopped on {stopped}"
        )
    if revision.taper is None:
        raise PlanError(
            f"{field}.taper", f"expected a taper after the restart: the plan stops on {stopped}"
        )


def _up_to_a_revision(leg: _Leg, dose_times: int) -> list[_Stretch]:
    """The leg's stretches; the days between its stop and the revision are one with no doses."""
    if leg.stop:
        nothing = (ZERO,) * dose_times
        return [*leg.stretches, _Stretch(leg.stop, nothing, ZERO, ZERO, leg.revision)]
    return leg.stretches


def _rest_of(leg: _Leg) -> Taper:
    """The taper in force: of a custom one, the steps that had not begun."""
    if not isinstance(leg.taper, Custom):
        return leg.taper
    begun = len(leg.stretches) - 1
    return msgspec.structs.replace(leg.taper, steps=leg.taper.steps[begun:])


def _steps(
    plan: Plan, stretches: list[_Stretch], stop: Change | None, tablets: Tablets
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
            change=stretch.change,
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


def _day_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
