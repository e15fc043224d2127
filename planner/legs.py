"""The legs of a plan: what it, and each of its revisions, leads to before the next revision.

A leg sets out from a day, with doses, along a line. The line is drawn whole, and followed up to
where the next leg begins, so a revision can't change what came before it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from planner.amounts import TOLERANCE, ZERO, Milligrams
from planner.dates import Calendar, Change
from planner.line import Asked, Beginning, custom_line, finish_by_line, pace_line
from planner.plan import Custom, FinishBy, Plan, Revision, Taper
from planner.sharing import Way, next_doses
from planner.tablets import Tablets
from planner.taper_validity import check_custom_doses, check_target
from planner.terms import PlanError

Doses = tuple[Milligrams, ...]
"""In the order of the dose times."""

MOST_DATES_IN_ALL = 100_000
"""Over all tapers of a plan: a hundred of the longest."""


class Stretch(NamedTuple):
    """Days with the same doses, not yet numbered nor ended."""

    change: Change
    doses: Doses
    asked_mg: Milligrams
    line_cut_mg: Milligrams
    revision: int | None
    taken: bool = False
    """Nobody decided these doses: they tell what was really taken."""
    waits: int = 0
    """Later dates of its line on which nothing lower could be made."""


class _Leg(NamedTuple):
    """What a plan or a revision leads to before the next one: stretches, and perhaps a stop."""

    stretches: list[Stretch]
    stop: Change | None
    taper: Taper
    base: Doses
    """The doses with which the taper came: what its percentages and its pattern refer to."""
    revision: int | None


def follow(
    plan: Plan, tablets: Tablets, usual_lowest_mg: Milligrams
) -> tuple[list[Stretch], Change | None]:
    """The stretches of all legs in order, and the stop at the end of the last. Raises PlanError.

    `usual_lowest_mg`: the medicine's lowest daily dose before none.
    """
    legs = _Legs(plan, tablets, usual_lowest_mg)
    leg = legs.first()
    stretches: list[Stretch] = []
    for index, revision in enumerate(plan.revisions):
        stretches += _up_to_a_revision(leg, len(plan.regimen))
        leg = legs.revised(index, revision, stretches[-1], leg)
    return [*stretches, *leg.stretches], leg.stop


class _Legs:
    """Works out the legs of one plan: what all of them share is kept here."""

    def __init__(self, plan: Plan, tablets: Tablets, usual_lowest_mg: Milligrams) -> None:
        self._plan = plan
        self._usual_lowest = usual_lowest_mg
        self._tablets = tablets
        self._calendar = Calendar(plan.dates)
        names = plan.dose_times
        self._order = [names.index(name) for name in plan.sharing.keep_highest]
        self._dates = 0
        self._followed_to = [*(revision.start for revision in plan.revisions), date.max]
        """The day up to which each leg is followed, the plan's own first."""

    def first(self) -> _Leg:
        plan = self._plan
        held = Stretch(Change(plan.start, plan.start), plan.doses, plan.daily_dose, ZERO, None)
        due = _day_after(plan.start, plan.hold_days)
        return self._leg(held, due, plan.taper, plan.doses, "taper")

    def revised(self, index: int, revision: Revision, before: Stretch, leg: _Leg) -> _Leg:
        """What follows from a revision, after `before`, the doses of the day before it."""
        field = f"revisions[{index}]"
        if leg.stop:
            _check_restart(field, revision, leg.stop.on)
        if before.taken and not any(before.doses) and revision.regimen is None:
            raise PlanError(
                f"{field}.regimen", "expected doses to go on with: nothing was taken the day before"
            )
        doses = revision.regimen or before.doses
        change = Change(revision.start, revision.start)
        daily = sum(doses, ZERO)
        if revision.taken:
            taken = Stretch(change, doses, daily, ZERO, index, taken=True)
            return _Leg([taken], None, _rest_of(leg), leg.base, index)
        if not daily:
            return leg._replace(stretches=[], stop=change, revision=index)
        taper = revision.taper or _rest_of(leg)
        taper_field = field
        if revision.taper or revision.regimen or before.taken:
            taper_field = f"{field}.taper" if revision.taper else f"{field}.regimen"
            check_target(taper, doses, self._tablets, taper_field)
        held = Stretch(change, doses, daily, ZERO, index)
        due = _day_after(revision.start, revision.hold_days)
        base = doses if revision.taper else leg.base
        return self._leg(held, due, taper, base, taper_field)

    def _leg(self, held: Stretch, due: date, taper: Taper, base: Doses, field: str) -> _Leg:
        """Follow the line that the taper draws from the doses held at first."""
        beginning = Beginning(due, held.asked_mg, sum(base, ZERO), self._lowest(taper), field)
        stretches, stop = [held], None
        way = self._way(taper, base)
        line_mg, doses = held.asked_mg, held.doses
        until = self._followed_to[0 if held.revision is None else held.revision + 1]
        line = self._line(taper, beginning, doses)
        self._count(line, field)
        for asked in line:
            if asked.change.on >= until:
                break
            following = asked.doses or self._doses_for(asked.mg, doses, way)
            if not any(following):
                stop = asked.change
                break
            if following != doses:
                cut = line_mg - asked.mg
                stretches.append(Stretch(asked.change, following, asked.mg, cut, held.revision))
            else:
                stretches[-1] = stretches[-1]._replace(waits=stretches[-1].waits + 1)
            line_mg, doses = asked.mg, following
        return _Leg(stretches, stop, taper, base, held.revision)

    def _lowest(self, taper: Taper) -> Milligrams:
        """The lowest dose before none: the taper's or the medicine's, if it can be made at all."""
        if isinstance(taper, Custom):
            return ZERO
        lowest = self._usual_lowest if taper.lowest_mg is None else taper.lowest_mg
        return max(lowest, self._tablets.smallest)

    def _way(self, taper: Taper, base: Doses) -> Way:
        grains = self._tablets.grains
        target = ZERO if isinstance(taper, Custom) else taper.target_mg
        return Way(
            self._plan.sharing.rule,
            tuple(self._order),
            tuple(grains(mg) for mg in base),
            grains(target),
        )

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

    def _doses_for(self, asked_mg: Milligrams, doses: Doses, way: Way) -> Doses:
        tablets = self._tablets
        grains = next_doses(
            [tablets.grains(mg) for mg in doses],
            tablets.grains_not_below(asked_mg - TOLERANCE),
            tablets.makeable,
            way,
        )
        return tuple(tablets.mg(count) for count in grains)


def _check_restart(field: str, revision: Revision, stopped: date) -> None:
    if revision.taken:
        raise PlanError(
            f"{field}.from", f"expected a day up to the stop, {stopped}; got {revision.start}"
        )
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


def _up_to_a_revision(leg: _Leg, dose_times: int) -> list[Stretch]:
    """The leg's stretches; the days between its stop and the revision are one with no doses."""
    if leg.stop:
        nothing = (ZERO,) * dose_times
        return [*leg.stretches, Stretch(leg.stop, nothing, ZERO, ZERO, leg.revision)]
    return leg.stretches


def _rest_of(leg: _Leg) -> Taper:
    """The taper in force: of a custom one, the steps that had not begun."""
    if not isinstance(leg.taper, Custom):
        return leg.taper
    begun = len(leg.stretches) - 1
    return msgspec.structs.replace(leg.taper, steps=leg.taper.steps[begun:])


def _day_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
