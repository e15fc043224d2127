"""Whether a schedule keeps to the numbers of the rules on pace: what each rule asks, yes or no.

The rules in `doses` put it into words; `remedies` holds gentler plans against all of it.
"""

from __future__ import annotations

from datetime import timedelta

from planner.amounts import Milligrams
from planner.bounds import Above, BigCut, FastCuts, ShortTaper, TooShort
from planner.safety.course import Descent, Fall, Stop, cuts, descent, falls, stops
from planner.safety.finding import Judged
from planner.schedule import Step


def too_fast(case: Judged) -> bool:
    """Whether any rule on pace would speak."""
    rules = case.medicine.rules
    return bool(
        (rules.abrupt_stop and stops_from(case, rules.abrupt_stop))
        or (rules.high_last_dose and stops_from(case, rules.high_last_dose))
        or (rules.too_short and short_descent(case, rules.too_short))
        or (rules.short_taper and shorter_than(case, rules.short_taper))
        or (rules.big_cut and cuts_beyond(case, rules.big_cut))
        or (rules.big_cut_half and cuts_beyond(case, rules.big_cut_half))
        or (rules.fast_cuts and fast_runs(case, rules.fast_cuts))
    )


def stops_from(case: Judged, bound: Above) -> list[Stop]:
    """The stops from a daily dose above the bound, and up to its upper one; any stop counts."""
    return [stop for stop in stops(case) if _within(stop.before_mg, bound)]


def short_descent(case: Judged, bound: TooShort) -> Descent | None:
    """The way down to the last stop, where it is too short and from too high a dose."""
    way = descent(case)
    short = way and way.from_mg > bound.from_above_mg and way.days < bound.under_days
    return way if short else None


def shorter_than(case: Judged, bounds: ShortTaper) -> tuple[Descent, TooShort] | None:
    """The way down with the row it breaks: that for long use, or else that for everybody."""
    if _used_long(case, bounds.long_use) and (way := short_descent(case, bounds.long_use)):
        return way, bounds.long_use
    way = short_descent(case, bounds.otherwise)
    return (way, bounds.otherwise) if way else None


def cuts_beyond(case: Judged, bound: BigCut) -> list[Step]:
    """The steps that cut too much, above or up to the given part of the dose before."""
    return [step for step in cuts(case) if step.cut_mg > bound.above_mg and _in_part(step, bound)]


def fast_runs(case: Judged, bound: FastCuts) -> list[list[Fall]]:
    """Falls on days in a row that take off too much within so many days, by their first day.

    A stop is one of them: the change to 0 counts here as any other.
    """
    by_day = {fall.on: fall for fall in falls(case)}
    found = []
    for day in by_day:
        days = [day + timedelta(days=after) for after in range(bound.within_days)]
        run = _unbroken([by_day.get(one) for one in days])
        if len(run) > 1 and sum(fall.mg for fall in run) > bound.above_mg:
            found.append(run)
    return found


def _within(amount: Milligrams, bound: Above) -> bool:
    return amount > bound.above_mg and (bound.up_to_mg is None or amount <= bound.up_to_mg)


def _used_long(case: Judged, bound: TooShort) -> bool:
    taken = case.plan.patient.taken_months
    return taken is None or bound.taken_months is None or taken >= bound.taken_months


def _in_part(step: Step, bound: BigCut) -> bool:
    """Whether the cut is the part of the dose before that the rule is for; exact, not rounded."""
    if bound.up_to_percent is not None:
        return step.cut_mg * 100 <= bound.up_to_percent * step.before_mg
    if bound.above_percent is not None:
        return step.cut_mg * 100 > bound.above_percent * step.before_mg
    return True


def _unbroken(falls_by_day: list[Fall | None]) -> list[Fall]:
    run = []
    for fall in falls_by_day:
        if fall is None:
            break
        run.append(fall)
    return run
