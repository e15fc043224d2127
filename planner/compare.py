"""The same regimen at other paces, side by side: end, changes, largest cut, tablets, findings.

The candidates are derived from the plan: its own cuts kept twice as long, a percentage like its
first cut, and the other ways of sharing. None that ends sooner is offered. Only what is still to
come on the day looked from is exchanged; what a patient has taken by then stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec.structs import replace

from planner.amounts import ZERO, Milligrams, Percent, rounded, written
from planner.case import Case
from planner.dates import in_words
from planner.in_words import taper_in_words
from planner.paces import going_on_with, taper_to_come
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow, Plan, Taper
from planner.safety import SEVERITIES, Finding
from planner.schedule import Schedule, Step
from planner.supply import Supply
from planner.table import aligned
from planner.terms import SHARING_RULES, PlanError

HUNDRED = Decimal(100)

_SHARED = {
    "proportional": "the day's pattern kept",
    "balanced": "all doses alike",
    "one-at-a-time": "one dose at a time",
}


class Candidate(NamedTuple):
    """One way to bring the regimen down, and what follows from it on the day."""

    name: str
    case: Case

    @property
    def plan(self) -> Plan:
        return self.case.plan

    @property
    def schedule(self) -> Schedule:
        return self.case.schedule

    @property
    def supply(self) -> Supply:
        """What the days from the day looked from on take."""
        return self.case.supply_to_come

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.case.findings

    @property
    def pace(self) -> str:
        """The pace in words: "5 mg every week"."""
        return taper_in_words(taper_to_come(self.plan))

    @property
    def changes(self) -> int:
        """How many times the doses change, the stop counted."""
        return len(self.schedule.changes) + (self.schedule.stop is not None)

    @property
    def largest_cut_mg(self) -> Milligrams:
        """The most that one change takes off, the change to nothing among them."""
        cuts = [step.cut_mg for step in self.schedule.changes]
        if self.schedule.stop:
            steps = self.schedule.steps
            cuts.append(steps[-1].daily_mg if steps else self.plan.daily_dose)
        return max((ZERO, *cuts))

    @property
    def largest_cut_percent(self) -> Percent:
        """The most that one change takes off, in percent of the daily dose before it.

        A change to nothing is always 100 %, which says nothing: it counts where there is no other.
        """
        percents = [
            step.cut_percent
            for step in self.schedule.changes
            if step.cut_percent and step.cut_mg > 0 and step.daily_mg > 0
        ]
        return max(percents, default=HUNDRED if self.largest_cut_mg else ZERO)

    @property
    def severities(self) -> dict[str, int]:
        """How many findings of each severity."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}


def candidates(case: Case) -> tuple[Candidate, ...]:
    """This plan first, then those of the other paces that give another schedule, ending no sooner.

    Raises PlanError where the plan itself can't be used.
    """
    this = Candidate("this plan", case)
    found = [this]
    for name, plan in _others(this):
        candidate = Candidate(name, Case(plan, case.medicine, case.day))
        try:
            steps = candidate.schedule.steps
        except PlanError:
            continue  # a pace that these tablets or ten years don't allow is no candidate
        if candidate.schedule.last_change < this.schedule.last_change:
            continue  # a percentage can be done sooner than so many milligrams each time
        if all(steps != known.schedule.steps for known in found):
            found.append(candidate)
    return tuple(found)


def comparison_document(compared: Sequence[Candidate]) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "format": "taper-comparison",
        "version": 1,
        "plans": [
            {
                "name": one.name,
                "pace": one.pace,
                "stops_on": one.schedule.stops_on and one.schedule.stops_on.isoformat(),
                "days": one.schedule.days,
                "changes": one.changes,
                "largest_cut_mg": written(one.largest_cut_mg),
                "largest_cut_percent": written(one.largest_cut_percent),
                "supply": [
                    {"product": amount.product, "dispense": str(amount.dispense)}
                    for amount in one.supply.amounts
                ],
                "findings": one.severities,
            }
            for one in compared
        ],
    }


def comparison_text(compared: Sequence[Candidate]) -> str:
    """The comparison as a table for a terminal."""
    heading = [
        "",
        "Pace",
        "Last change",
        "Changes",
        "Largest cut",
        "in %",
        "To dispense",
        "Findings",
    ]
    return "\n".join(aligned([heading, *(_row(one) for one in compared)]))


def _row(one: Candidate) -> list[str]:
    amounts = [f"{amount.dispense:,} {amount.product}" for amount in one.supply.amounts]
    found = [f"{count} {severity}" for severity, count in one.severities.items() if count]
    return [
        one.name,
        one.pace,
        _last_change(one.schedule),
        str(one.changes),
        f"{written(one.largest_cut_mg)} mg",
        written(one.largest_cut_percent),
        ", ".join(amounts),
        ", ".join(found) or "none",
    ]


def _last_change(schedule: Schedule) -> str:
    if schedule.stops_on:
        return in_words(schedule.stops_on)
    return f"stays from {in_words(schedule.steps[-1].start)}"


def _others(this: Candidate) -> Iterator[tuple[str, Plan]]:
    """Other paces for the same regimen and tablets; some may turn out to be faster."""
    plan, taper, day = this.plan, taper_to_come(this.plan), this.case.day
    to_come = _steps_to_come(this)
    if not to_come or not to_come[0].before_mg:
        return
    slower = _twice_as_slow(taper, to_come[0])
    yield "slower", going_on_with(plan, this.schedule, slower, day)
    percent = _usual_percent(to_come[0])
    row = PaceRow(above_mg=ZERO, cut_percent=percent, every=_usual_interval(taper, to_come))
    pace = Pace(target_mg=_target(this.schedule), pace=(row,))
    yield f"{written(percent)} % each time", going_on_with(plan, this.schedule, pace, day)
    if len(plan.regimen) > 1 and day < plan.start:  # another sharing would change what was taken
        for rule in SHARING_RULES:
            if rule != plan.sharing.rule:
                yield _SHARED[rule], replace(plan, sharing=replace(plan.sharing, rule=rule))


def _twice_as_slow(taper: Taper, first: Step) -> Taper:
    if isinstance(taper, Pace):
        rows = (replace(row, every=_twice(row.every)) for row in taper.pace)
        return replace(taper, pace=tuple(rows))
    if isinstance(taper, Custom):
        steps = (replace(step, every=_twice(step.every)) for step in taper.steps)
        return replace(taper, steps=tuple(steps))
    longer = taper.by + max(taper.by - first.start, timedelta(0))
    return replace(taper, by=longer, every=_twice(taper.every))


def _twice(interval: Interval) -> Interval:
    return Interval(**{interval.unit: 2 * interval.count})


def _usual_interval(taper: Taper, to_come: Sequence[Step]) -> Interval:
    """The taper's own interval; of written out steps, the first one's."""
    if isinstance(taper, Pace):
        return taper.pace[0].every
    if isinstance(taper, FinishBy):
        return taper.every
    return taper.steps[0].every if taper.steps else Interval(days=to_come[0].days or 7)


def _usual_percent(first: Step) -> Percent:
    """The first cut asked for as a percentage of the dose, to the nearest 5, from 5 to 50."""
    fives = rounded(first.line_cut_mg * 20 / first.before_mg, 0)
    return min(max(fives, Decimal(1)), Decimal(10)) * 5


def _target(schedule: Schedule) -> Milligrams:
    return ZERO if schedule.stop else schedule.steps[-1].daily_mg


def _steps_to_come(this: Candidate) -> list[Step]:
    """The steps that the taper in force still makes after the day."""
    last = len(this.plan.revisions) - 1 if this.plan.revisions else None
    return [
        step
        for step in this.case.today.coming
        if step.revision == last and step.cut_mg > 0 and not step.taken
    ]
