"""Rules on the doses and on how fast they come down or go up (sources.md 5), in words."""

from __future__ import annotations

from planner.advice import following_the_line
from planner.amounts import rounded, written
from planner.bounds import Above, BigCut, FastCuts, OwnNumbers, Raise, ShortTaper, TooShort
from planner.dates import in_words, listed
from planner.safety.course import Descent, Stop, cuts, rises
from planner.safety.finding import PLAN_ITSELF, Found, Judged, mg, numbers, place, places
from planner.safety.limits import (
    cuts_beyond,
    fast_runs,
    short_descent,
    shorter_than,
    stops_from,
)
from planner.schedule import Step
from planner.summary import counted, duration


def abrupt_stop(case: Judged, bound: Above) -> Found | None:
    """Every stop, one before a restart too."""
    return _last_dose(
        case,
        bound,
        f"Stopping suddenly above {mg(bound.above_mg)} a day can cause convulsions and "
        "hallucinations.",
    )


def high_last_dose(case: Judged, bound: Above) -> Found | None:
    return _last_dose(
        case,
        bound,
        f"A last change above {mg(bound.above_mg)} a day is larger than the steps published.",
    )


def too_short(case: Judged, bound: TooShort) -> Found | None:
    way = short_descent(case, bound)
    return way and _short(case, way, bound, "")


def short_taper(case: Judged, bounds: ShortTaper) -> Found | None:
    """One finding: the row for long use, or else, as a note, the row for everybody."""
    found = shorter_than(case, bounds)
    if found is None:
        return None
    way, bound = found
    if bound is bounds.otherwise:
        return _short(case, way, bound, "")._replace(severity="note")
    months = case.plan.patient.taken_months
    use = "use for a time not known" if months is None else f"use for {counted(months, 'month')}"
    return _short(case, way, bound, f" after {use}")


def big_cut(case: Judged, bound: BigCut) -> Found | None:
    return _big_cut(case, bound, f"more than {mg(bound.above_mg)} a day at once")


def big_cut_half(case: Judged, bound: BigCut) -> Found | None:
    part = f" and more than {written(bound.above_percent)} % of it" if bound.above_percent else ""
    return _big_cut(case, bound, f"more than {mg(bound.above_mg)} a day{part} at once")


def fast_cuts(case: Judged, bound: FastCuts) -> Found | None:
    found = fast_runs(case, bound)
    if not found:
        return None
    cut = listed(f"{mg(fall.mg)} on {in_words(fall.on)}" for fall in found[0])
    more = len(found) - 1
    also = f" (and {counted(more, 'time')} more)" if more else ""
    steps = {fall.step.number: fall.step for run in found for fall in run if fall.step}
    return Found(
        f"Changes on days in a row take off more than {mg(bound.above_mg)} a day within "
        f"{counted(bound.within_days, 'day')}: {cut}{also}.",
        case.medicine.named(bound),
        numbers(list(steps.values())),
        or_else="Leave more days between these changes.",
    )


def coarse_cut(case: Judged, bound: OwnNumbers) -> Found | None:
    steps = [step for step in cuts(case) if step.coarse and step.cut_mg > bound.above_mg]
    if not steps:
        return None
    each = [f"{mg(step.cut_mg)} for {mg(rounded(step.line_cut_mg, 2))}" for step in steps]
    return Found(
        "The products can't follow the cuts asked for, and take off more at once: "
        f"{places(steps, each)}. {_follower(case)}",
        PLAN_ITSELF,
        numbers(steps),
    )


def raise_high(case: Judged, bound: Raise) -> Found | None:
    steps = [step for step in rises(case) if -step.cut_mg > bound.above_mg]
    if not steps:
        return None
    return Found(
        f"The dose rises by more than {mg(bound.above_mg)} a day at once: "
        f"{places(steps, _changes(steps))}. Starting goes up by {mg(bound.above_mg)} every "
        f"{counted(bound.every_days, 'day')}: rise in several revisions.",
        case.medicine.named(bound),
        numbers(steps),
    )


def _follower(case: Judged) -> str:
    """The product with which the fewest steps, or none, would be coarse."""
    helper = following_the_line(case.plan, case.schedule, case.medicine)
    if helper is None:
        return "No one more product would do."
    if helper.left:
        left = counted(helper.left, "step")
        return f"With the {helper.product.label} as well, {left} would still be coarse."
    return f"With the {helper.product.label} as well, they could follow."


def _instead(case: Judged, steps: list[Step], otherwise: str) -> str:
    """What could be done where no gentler pace helps; coarse steps are the products' doing."""
    return _follower(case) if any(step.coarse for step in steps) else otherwise


def _last_dose(case: Judged, bound: Above, why: str) -> Found | None:
    found = stops_from(case, bound)
    if not found:
        return None
    return Found(
        f"{case.medicine.name} would stop from {listed(map(_stop, found))}. {why}",
        case.medicine.named(bound),
        numbers(lasts := [stop.last_step for stop in found if stop.last_step]),
        or_else=_instead(case, lasts, "Add lower steps before the stop."),
    )


def _stop(stop: Stop) -> str:
    after = f" after step {stop.last_step.number}" if stop.last_step else ""
    return f"{mg(stop.before_mg)} a day on {in_words(stop.on)}{after}"


def _short(case: Judged, way: Descent, bound: TooShort, after: str) -> Found:
    takes = (
        f"in {duration(way.days)} ({place(way.steps[0])}, to {in_words(way.stops_on)})"
        if way.steps
        else f"at once, on {in_words(way.stops_on)}"
    )
    missing = duration(bound.under_days - way.days)
    return Found(
        f"The dose comes down from {mg(way.from_mg)} a day to none {takes}: less than "
        f"{duration(bound.under_days)}{after}.",
        case.medicine.named(bound),
        numbers(way.steps or case.schedule.steps[-1:]),
        or_else=f"It would have to take {missing} longer.",
    )


def _big_cut(case: Judged, bound: BigCut, what: str) -> Found | None:
    steps = cuts_beyond(case, bound)
    if not steps:
        return None
    return Found(
        f"The daily dose falls by {what}: {places(steps, _changes(steps))}.",
        case.medicine.named(bound),
        numbers(steps),
        or_else=_instead(case, steps, "Cut less at a time."),
    )


def _changes(steps: list[Step]) -> list[str]:
    return [f"from {written(step.before_mg)} to {mg(step.daily_mg)}" for step in steps]
