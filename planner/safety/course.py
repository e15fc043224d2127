"""The course of a schedule as the rules see it: its cuts, its stops, and how long it takes.

A stop before a restart is a stop like the last one. The change to no dose at all is no cut: rules
on it have their own (sources.md 5).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.safety.finding import Judged
from planner.schedule import Step


class Stop(NamedTuple):
    """A change to no dose: its day, the daily dose just before, and the step that ends there."""

    on: date
    before_mg: Milligrams
    last_step: Step | None
    """None where the plan stops on the day it starts."""


class Fall(NamedTuple):
    """A day on which the daily dose falls, a stop among them, and the step to show for it."""

    on: date
    mg: Milligrams
    step: Step | None


class Descent(NamedTuple):
    """From the last day at the highest dose down to the stop (sources.md 5, *Length*, *from*)."""

    from_mg: Milligrams
    first_change: date
    stops_on: date
    steps: tuple[Step, ...]

    @property
    def days(self) -> int:
        return (self.stops_on - self.first_change).days


def cuts(case: Judged) -> list[Step]:
    """The steps that lower the daily dose, and not to nothing."""
    return [step for step in case.schedule.steps if step.cut_mg > 0 and step.daily_mg > 0]


def rises(case: Judged) -> list[Step]:
    """The steps that raise the daily dose: of revisions, after a stop too."""
    return [step for step in case.schedule.steps if step.cut_mg < 0]


def stops(case: Judged) -> list[Stop]:
    """Every change to no dose, in order: those before a restart, and the last."""
    steps = case.schedule.steps
    found = [
        Stop(step.start, step.before_mg, before)
        for before, step in zip((None, *steps), steps, strict=False)
        if not step.daily_mg
    ]
    if stop := case.schedule.stop:
        last = steps[-1] if steps else None
        found.append(Stop(stop.on, last.daily_mg if last else case.plan.daily_dose, last))
    return found


def falls(case: Judged) -> list[Fall]:
    """Every day on which the daily dose falls, a stop shown by the step that ends there."""
    found = [Fall(step.start, step.cut_mg, step) for step in cuts(case)]
    found += [Fall(stop.on, stop.before_mg, stop.last_step) for stop in stops(case)]
    return sorted(found, key=lambda fall: fall.on)


def descent(case: Judged) -> Descent | None:
    """The way down to the last stop; None where a dose stays for good."""
    stops_on = case.schedule.stops_on
    if stops_on is None:
        return None
    steps = since_restart(case)
    doses = [step.daily_mg for step in steps]
    if len(steps) == len(case.schedule.steps):
        doses.insert(0, case.plan.daily_dose)
    highest = max(doses)
    below = doses[::-1].index(highest)
    down = steps[len(steps) - below :]
    return Descent(highest, down[0].start if down else stops_on, stops_on, down)


def since_restart(case: Judged) -> tuple[Step, ...]:
    """The steps from the last restart after a stop on; all of them where there was none."""
    steps = case.schedule.steps
    without = [index for index, step in enumerate(steps) if not step.daily_mg]
    return steps[without[-1] + 1 :] if without else steps
