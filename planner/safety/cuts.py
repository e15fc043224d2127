"""Rules on how much comes off at once, and within two days or a week (sources.md 5).

What a cut or a week breaks is worked out in `limits`.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.amounts import Milligrams, rounded, written
from planner.bounds import BigCut, CoarseCut, FastCuts, FastWeek, HalfCut, Sourced, SteepCut
from planner.dates import in_words
from planner.in_words import counted
from planner.safety.finding import PLAN_ITSELF, Found, mg, places, some
from planner.safety.judged import Judged
from planner.safety.limits import (
    BESIDE_NO_FAST_WEEK,
    Fall,
    breaks_of_cut,
    fast_pairs,
    fast_weeks,
    pace_breaks,
)
from planner.schedule import Step

_SMALLER_CUTS = "Slower: smaller cuts."
_FURTHER_APART = "Slower: more days between these changes."


def big_cut(case: Judged, bound: BigCut) -> Found | None:
    return _cut(case, "big-cut", bound, f"more than {mg(bound.above_mg)} a day")


def big_cut_half(case: Judged, bound: HalfCut) -> Found | None:
    part = f"at least {written(bound.from_percent)} % of the dose before"
    what = f"more than {mg(bound.above_mg)} a day and {part}, or by more than"
    return _cut(case, "big-cut-half", bound, f"{what} {mg(bound.whatever_above_mg)}")


def steep_cut(case: Judged, bound: SteepCut) -> Found | None:
    part = f"more than {written(bound.above_percent)} % of the dose before"
    return _cut(case, "steep-cut", bound, f"more than {mg(bound.above_mg)} a day and {part}")


def fast_cuts(case: Judged, bound: FastCuts) -> Found | None:
    ever = fast_pairs(case, bound)
    now = [fall for fall in ever if fall.on >= case.day]
    if not now:
        return None
    return Found(
        f"Changes on two days in a row take off more than {mg(bound.above_mg)} a day over both: "
        f"{_falls(now)}.",
        case.medicine.named(bound),
        _steps(now),
        _steps(ever),
        or_else=_FURTHER_APART,
    )


def fast_week(case: Judged, bound: FastWeek) -> Found | None:
    """Not beside the rules that say the same of one change or of the whole way down."""
    ever = fast_weeks(case, bound)
    now = [fall for fall in ever if fall.on >= case.day]
    if not now or not pace_breaks(case).isdisjoint(BESIDE_NO_FAST_WEEK):
        return None
    deepest = max(now, key=_by_mg)
    days = counted(bound.within_days, "day")
    within = (
        f"from above {mg(bound.to_none_from_above_mg)} to none within {days}"
        if not deepest.mg and deepest.by_mg <= bound.above_mg
        else f"by more than {mg(bound.above_mg)} within {days}"
    )
    return Found(
        f"The daily dose falls {within}: {_falls([deepest])}.",
        case.medicine.named(bound),
        _steps(now),
        _steps(ever),
        severity=None if case.used_long else "note",
        or_else=_FURTHER_APART,
    )


def coarse_cut(case: Judged, bound: CoarseCut) -> Found | None:
    """Not of the steps of which `big-cut` and `big-cut-half` speak."""
    ever = [
        cut
        for cut in case.course.cuts
        if cut.step.coarse
        and cut.by_mg > bound.above_mg
        and breaks_of_cut(case, cut).keys().isdisjoint(("big-cut", "big-cut-half"))
    ]
    now = [cut for cut in ever if cut.on >= case.day]
    if not now:
        return None
    each = [f"{mg(cut.by_mg)} for {mg(rounded(cut.step.line_cut_mg, 2))}" for cut in now[:3]]
    return Found(
        "The products can't follow the cuts asked for, and take off more at once: "
        f"{places([cut.step for cut in now], each)}.{_followers(case)}",
        PLAN_ITSELF,
        [cut.step for cut in now],
        [cut.step for cut in ever],
    )


def _followers(case: Judged) -> str:
    """The products sold there with which, added alone, no step would be coarse."""
    helpful = [
        f"the {product.label}"
        for product, schedule in case.with_one_more()
        if not any(step.coarse for step in schedule.steps)
    ]
    if not helpful:
        return ""
    return f" With {' or '.join(helpful)} as well, every step would follow."


def _cut(case: Judged, rule: str, bound: Sourced, what: str) -> Found | None:
    ever = [cut for cut in case.course.cuts if rule in breaks_of_cut(case, cut)]
    now = [cut for cut in ever if cut.on >= case.day]
    if not now:
        return None
    each = [f"from {written(cut.before_mg)} to {mg(cut.mg)}" for cut in now[:3]]
    coarse = any(cut.step.coarse for cut in now)
    return Found(
        f"The daily dose falls by {what} at once: {places([cut.step for cut in now], each)}."
        + (_followers(case) if coarse else ""),
        case.medicine.named(bound),
        [cut.step for cut in now],
        [cut.step for cut in ever],
        or_else=_SMALLER_CUTS,
    )


def _falls(falls: Sequence[Fall]) -> str:
    first = [
        f"from {written(fall.before_mg)} to {mg(fall.mg)} between {in_words(fall.start)} and "
        f"{in_words(fall.on)}"
        for fall in falls[:3]
    ]
    return some(first, len(falls) - len(first), "time")


def _steps(falls: Sequence[Fall]) -> list[Step | None]:
    return [step for fall in falls for step in fall.steps]


def _by_mg(fall: Fall) -> Milligrams:
    return fall.by_mg
