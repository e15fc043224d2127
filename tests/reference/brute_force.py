"""Which schedule follows from a plan, by enumeration: every dose, every sharing, every way to take.

This is an independent reading of the contract ("The plan file", "How a schedule follows from a
plan"). It shares no code with the planner, so where the two agree, they agree because of the
contract. It prefers the literal sentence to speed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .amounts import (
    ONE_DAY,
    TOLERANCE_MG,
    Doses,
    Json,
    Refused,
    as_text,
    daily,
    exact,
    half_up,
)
from .changes import Change, changes
from .products import Pharmacy
from .reviews import reviews
from .supply import at_home, dispensed, fills, last_day_counted, needed, reserve
from .validity import check_plan

__all__ = ["Refused", "schedule"]


def schedule(plan: Json) -> Json:
    """The schedule that follows from a plan; raises Refused where none does.

    Amounts and milligrams are strings without trailing zeros, dates ISO; `mg` and `take` come in
    the order of the dose times, and a product of which nothing is taken is left out.
    """
    check_plan(plan)
    try:
        return _schedule(plan)
    except OverflowError as beyond:
        raise Refused("start", "a date beyond the calendar") from beyond


def _schedule(plan: Json) -> Json:
    pharmacy = Pharmacy.of(plan)
    all_changes = changes(plan)
    steps = _steps(all_changes)
    start, last = all_changes[0].on, all_changes[-1]
    stops_on = last.on if last.stops else None
    until = last_day_counted(steps)
    need = needed(steps, start, until, pharmacy) if until else {}
    return {
        "steps": [step.as_json(pharmacy) for step in steps],
        "stops_on": stops_on and stops_on.isoformat(),
        "days": None if stops_on is None else (stops_on - start).days,
        "supply_until": until and until.isoformat(),
        "supply": as_text(need),
        "dispense": dispensed(need, at_home(plan)),
        "reserve": reserve(steps, all_changes[0].doses, plan, pharmacy),
        "reviews": reviews(plan, stops_on, last.on),
        "fills": fills(steps, start, until, plan, pharmacy),
    }


@dataclass(frozen=True)
class Step:
    """A run of days with the same doses; a step without end is the last one."""

    number: int
    change: Change
    before: Doses
    end: date | None

    @property
    def start(self) -> date:
        return self.change.on

    @property
    def doses(self) -> Doses:
        return self.change.doses

    @property
    def taken(self) -> bool:
        return self.change.taken

    def cut(self) -> Fraction:
        return daily(self.before) - daily(self.doses)

    def coarse(self) -> bool:
        """Whether the cut is twice the line's own or more; days without doses never are."""
        if self.change.own_cut is None or not any(self.doses):
            return False
        return self.cut() >= 2 * self.change.own_cut - TOLERANCE_MG

    def cut_percent(self) -> str | None:
        before = daily(self.before)
        return half_up(100 * self.cut() / before, 1) if before else None

    def as_json(self, pharmacy: Pharmacy) -> Json:
        return {
            "number": self.number,
            "start": self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "days": None if self.end is None else (self.end - self.start).days + 1,
            "daily_mg": exact(daily(self.doses)),
            "asked_mg": half_up(self.change.line, 2),
            "cut_mg": exact(self.cut()),
            "cut_percent": self.cut_percent(),
            "coarse": self.coarse(),
            "revision": self.change.revision,
            "taken": self.taken,
            "mg": [exact(Fraction(dose, 1000)) for dose in self.doses],
            "take": [as_text(pharmacy.takes(dose)) for dose in self.doses],
        }


def _steps(all_changes: tuple[Change, ...]) -> list[Step]:
    """One step a change: the regimen is step 0 unless it changes on the first day already."""
    steps, before = list[Step](), all_changes[0].doses
    for number, change in enumerate(all_changes):
        following = all_changes[number + 1] if number + 1 < len(all_changes) else None
        if following is None:
            if not change.stops:
                steps.append(Step(number, change, before, None))
        elif following.on > change.on:
            steps.append(Step(number, change, before, following.on - ONE_DAY))
        before = change.doses
    return steps
