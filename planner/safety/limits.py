"""Whether a course keeps to the numbers of the rules on pace: what each rule asks, yes or no.

The rules in `stops` and `cuts` put it into words; `slower` holds other paces against all of it.
One stop, or one cut, may break several rules: which of them speak beside which is said here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.bounds import BigCut, FastCuts, FastWeek, HalfCut, LastDose, SteepCut
from planner.dates import ONE_DAY
from planner.safety.course import Cut, Run, Stop
from planner.safety.finding import Severity
from planner.safety.judged import Judged
from planner.schedule import Step

BESIDE_NO_FAST_WEEK = (
    "abrupt-stop",
    "no-steps",
    "high-last-dose",
    "too-short",
    "short-taper",
    "fast-cuts",
    "big-cut",
    "big-cut-half",
)
"""Where one of these speaks, a fast week is what it speaks of."""


class Fall(NamedTuple):
    """The daily dose falls from the evening of one day to that of another."""

    start: date
    """The last day before the fall."""
    on: date
    """The day of the last fall within it: from the day after on it is over."""
    before_mg: Milligrams
    mg: Milligrams
    steps: tuple[Step | None, ...]

    @property
    def by_mg(self) -> Milligrams:
        return self.before_mg - self.mg


def breaks_of_stop(case: Judged, stop: Stop) -> dict[str, Severity]:
    """The rules that a stop breaks, each with its severity."""
    rules = case.medicine.rules
    if rules.abrupt_stop and _within(stop.last_mg, rules.abrupt_stop):
        return {"abrupt-stop": "stop"}
    if rules.no_steps and stop.unstepped and _within(stop.last_mg, rules.no_steps):
        mild = not (_above(stop.last_mg, rules.no_steps.stop_above_mg) or _more_at_risk(case))
        return {"no-steps": "warn" if mild else "stop"}
    broken = _high_last_dose(case, stop)
    if severity := _too_short(case, stop):
        broken["too-short"] = severity
    elif severity := _short(case, stop):
        broken["short-taper"] = severity
    return broken


def breaks_of_cut(case: Judged, cut: Cut) -> dict[str, Severity]:
    """The rules that a cut breaks by its size, each with its severity."""
    rules = case.medicine.rules
    broken: dict[str, Severity] = {}
    if rules.big_cut and _is_big(cut, rules.big_cut):
        broken["big-cut"] = "warn"
    if rules.big_cut_half and _is_half(cut, rules.big_cut_half):
        broken["big-cut-half"] = "stop"
    if rules.steep_cut and _is_steep(cut, rules.steep_cut):
        broken["steep-cut"] = "warn"
    return broken


def fast_pairs(case: Judged, bound: FastCuts) -> list[Fall]:
    """Changes on two days that follow one another and take off too much over both."""
    runs = case.course.runs
    found = []
    for before, first, second in zip(runs, runs[1:], runs[2:], strict=False):
        if first.start != first.end or before.taken or first.taken or second.taken:
            continue
        changes_twice = before.mg != first.mg != second.mg
        if changes_twice and before.mg - second.mg > bound.above_mg:
            steps = (first.step, second.step if second.mg else None)
            named = tuple(step for step in steps if step)
            found.append(Fall(before.end, second.start, before.mg, second.mg, named))
    return found


def fast_weeks(case: Judged, bound: FastWeek) -> list[Fall]:
    """Weeks in which too much is taken off, or all of a high dose, none of their days `taken`."""
    found = []
    for first, last in _weeks(case, bound.within_days):
        before, after = case.course.mg_on(first), case.course.mg_on(last)
        to_none = not after and before > bound.to_none_from_above_mg
        if to_none or before - after > bound.above_mg:
            found.append(_fall(case, first, last))
    return [fall for fall in found if fall]


def pace_breaks(case: Judged) -> set[str]:
    """The rules on pace that speak on the day, but for a fast week."""
    found: set[str] = set()
    for stop in case.course.stops:
        if stop.on >= case.day:
            found.update(breaks_of_stop(case, stop))
    for cut in case.course.cuts:
        if cut.on >= case.day:
            found.update(breaks_of_cut(case, cut))
    fast = case.medicine.rules.fast_cuts
    if fast and any(fall.on >= case.day for fall in fast_pairs(case, fast)):
        found.add("fast-cuts")
    return found


def too_fast(case: Judged) -> bool:
    """Whether any rule on pace would speak on the day."""
    week = case.medicine.rules.fast_week
    return bool(
        pace_breaks(case) or (week and any(fall.on >= case.day for fall in fast_weeks(case, week)))
    )


def _within(last_mg: Milligrams, bound: LastDose) -> bool:
    return last_mg > bound.above_mg and (bound.up_to_mg is None or last_mg <= bound.up_to_mg)


def _above(amount: Milligrams, bound: Milligrams | None) -> bool:
    return bound is not None and amount > bound


def _more_at_risk(case: Judged) -> bool:
    return case.used_long or case.has_risk("seizures")


def _high_last_dose(case: Judged, stop: Stop) -> dict[str, Severity]:
    bound = case.medicine.rules.high_last_dose
    if bound is None or not _within(stop.last_mg, bound):
        return {}
    return {"high-last-dose": "stop" if _above(stop.last_mg, bound.stop_above_mg) else "warn"}


def _too_short(case: Judged, stop: Stop) -> Severity | None:
    bound = case.medicine.rules.too_short
    if bound is None or stop.days >= bound.under_days:
        return None
    if stop.from_mg > bound.stop_from_above_mg:
        return "stop"
    return "warn" if stop.from_mg > bound.warn_from_above_mg and _more_at_risk(case) else None


def _short(case: Judged, stop: Stop) -> Severity | None:
    bounds = case.medicine.rules.short_taper
    if bounds is None:
        return None
    long, otherwise = bounds.long_use, bounds.otherwise
    if case.used_long and stop.days < long.under_days and stop.from_mg > long.from_above_mg:
        return "warn"
    is_short = stop.days < otherwise.under_days and stop.from_mg > otherwise.from_above_mg
    return "note" if is_short else None


def _is_big(cut: Cut, bound: BigCut) -> bool:
    part = cut.by_mg * 100 < bound.under_percent * cut.before_mg
    return bound.above_mg < cut.by_mg <= bound.up_to_mg and part


def _is_half(cut: Cut, bound: HalfCut) -> bool:
    part = cut.by_mg * 100 >= bound.from_percent * cut.before_mg
    return cut.by_mg > bound.whatever_above_mg or (cut.by_mg > bound.above_mg and part)


def _is_steep(cut: Cut, bound: SteepCut) -> bool:
    part = cut.by_mg * 100 > bound.above_percent * cut.before_mg
    return bound.above_mg < cut.by_mg <= bound.up_to_mg and part


def _weeks(case: Judged, days: int) -> Iterator[tuple[date, date]]:
    """First and last days of the weeks to look at: those that end with a change, those that begin
    on the day of one, and what of them comes before a stop. None falls by more than these."""
    week = timedelta(days=days)
    course = case.course
    for run in course.runs[1:]:
        yield run.start - week, run.start
        if run.start < date.max - week:
            yield run.start, run.start + week
    for stop in course.stops:
        place = course.place_of(stop.on)
        for run in course.runs[course.place_of(stop.on - week) + 1 : place]:
            yield run.start, stop.on


def _fall(case: Judged, first: date, last: date) -> Fall | None:
    """What falls within the days, if none of them tells what was `taken`."""
    course = case.course
    runs = course.runs[course.place_of(first) : course.place_of(last) + 1]
    if any(run.taken for run in runs):
        return None
    falls = [(before, after) for before, after in pairwise(runs) if after.mg < before.mg]
    steps = tuple(_shown(before, after) for before, after in falls)
    starts = falls[0][1].start - ONE_DAY
    return Fall(starts, falls[-1][1].start, runs[0].mg, runs[-1].mg, steps)


def _shown(before: Run, after: Run) -> Step | None:
    """A cut is shown by the step that it begins, a stop by the step before."""
    return after.step if after.mg else before.step
