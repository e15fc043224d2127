"""The course of a plan as the rules see it, day by day: its runs, cuts, raises and stops.

The day before the start has the regimen. A stop before a restart is a stop like the last one, and
what was merely `taken` is no cut, raise or stop: nobody decided it. The words are defined at the
head of sources.md 5, and worked out here once for all rules.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from planner.amounts import ZERO, Milligrams
from planner.dates import ONE_DAY
from planner.plan import Plan
from planner.schedule import Schedule, Step

_PASSED_OVER = 7
"""So many days before a stop are looked back on for a dose that was decided."""


class Run(NamedTuple):
    """Days in a row with one daily dose."""

    start: date
    end: date
    mg: Milligrams
    taken: bool
    step: Step | None
    """None: the regimen before the start, or no dose after the last stop."""


class Cut(NamedTuple):
    """A fall of the daily dose from one day to the next, not to none."""

    on: date
    before_mg: Milligrams
    mg: Milligrams
    step: Step

    @property
    def by_mg(self) -> Milligrams:
        return self.before_mg - self.mg


class Stop(NamedTuple):
    """The first day with no dose, and how it was come to."""

    on: date
    last_mg: Milligrams
    """The daily dose just before, passing over a few days of what was `taken`."""
    first_cut: Cut | None
    """The first after the last raise; None: the dose never came down."""
    unstepped: bool
    """The last dose is the regimen's or a restart's, and no other came between."""
    steps: tuple[Step | None, ...]
    """Those from the first cut on; without one the step before; None: the regimen itself."""

    @property
    def from_mg(self) -> Milligrams:
        return self.first_cut.before_mg if self.first_cut else self.last_mg

    @property
    def days(self) -> int:
        """The length of the way down."""
        return (self.on - self.first_cut.on).days if self.first_cut else 0


class Course(NamedTuple):
    """The runs of a plan, none missing from the first day to the last, and what happens between."""

    runs: tuple[Run, ...]
    cuts: tuple[Cut, ...]
    raises: tuple[Run, ...]
    stops: tuple[Stop, ...]

    def place_of(self, day: date) -> int:
        """The place of the run to which the day belongs."""
        return bisect_right(self.runs, day, key=_start) - 1

    def mg_on(self, day: date) -> Milligrams:
        return self.runs[self.place_of(day)].mg

    def falls(self) -> list[date]:
        """Every day of a cut or a stop, in order."""
        return sorted([*(cut.on for cut in self.cuts), *(stop.on for stop in self.stops)])


def course(plan: Plan, schedule: Schedule) -> Course:
    """The course that the schedule takes."""
    runs = _runs(plan, schedule)
    cuts: list[Cut] = []
    raises: list[Run] = []
    stops: list[Stop] = []
    decided = origin = runs[0].mg
    unstepped = True
    first_cut: tuple[int, Cut] | None = None
    for place in range(1, len(runs)):
        before, run = runs[place - 1], runs[place]
        if run.taken:
            continue
        restarts = bool(run.mg and not before.mg)
        if restarts:
            origin, unstepped = run.mg, True
        if run.mg > decided or restarts:
            raises.append(run)
            first_cut = None
        elif 0 < run.mg < before.mg and not before.taken and run.step:
            cuts.append(cut := Cut(run.start, before.mg, run.mg, run.step))
            first_cut = first_cut or (place, cut)
        if not run.mg and (before.mg or before.taken):
            since, cut_first = first_cut or (place - 1, None)
            last = _last_dose(runs, place)
            steps = tuple(one.step for one in runs[since:place])
            stops.append(Stop(run.start, last, cut_first, unstepped and last == origin, steps))
        unstepped = unstepped and (not run.mg or run.mg == origin)
        decided = run.mg
    return Course(runs, tuple(cuts), tuple(raises), tuple(stops))


def _runs(plan: Plan, schedule: Schedule) -> tuple[Run, ...]:
    runs = [Run(date.min, schedule.start - ONE_DAY, plan.daily_dose, False, None)]
    runs += [
        Run(step.start, step.end or date.max, step.daily_mg, step.taken, step)
        for step in schedule.steps
    ]
    if stop := schedule.stops_on:
        runs.append(Run(stop, date.max, ZERO, False, None))
    return tuple(runs)


def _last_dose(runs: tuple[Run, ...], place: int) -> Milligrams:
    """The daily dose before the run, passing over what was `taken` on the days just before it."""
    day_looked_back_to = runs[place].start - timedelta(days=_PASSED_OVER)
    at = place - 1
    while runs[at].taken and runs[at].start >= day_looked_back_to:
        at -= 1
    return runs[at].mg


def _start(run: Run) -> date:
    return run.start
