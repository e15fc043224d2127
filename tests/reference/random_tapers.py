"""Tapers for random plans: all three methods, targets that can be reached and some that can't."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product as every_combination

from hypothesis import strategies as st

from .amounts import Doses, Json, daily, exact, later
from .products import Pharmacy, dispensable
from .random_doses import Draw, lower_doses, one_in, written
from .sharing import sums

CUTS_MG = ["0.25", "0.5", "1", "1.25", "2", "2.5", "3.3", "5", "7.5", "10", "15", "20"]
PERCENTS = ["5", "10", "12.5", "20", "25", "33.3", "50", "75"]
LOWEST = [None, "0.1", "1", "2.5", "7.3", "10", "15", "20"]


def tapers(
    before: Doses, pharmacy: Pharmacy, start: date, above_0: bool = False
) -> st.SearchStrategy[Json]:
    """A taper of any method from these doses, beginning about this day."""
    pace = pace_tapers(before, pharmacy, above_0)
    finish_by = finish_by_tapers(before, pharmacy, start, above_0)
    if above_0:
        return st.one_of(pace, pace, finish_by)
    custom = custom_tapers(before, pharmacy)
    return st.one_of(pace, pace, finish_by, custom, custom)


def intervals() -> st.SearchStrategy[Json]:
    return st.one_of(
        st.builds(lambda count: {"weeks": count}, st.integers(1, 4)),
        st.builds(lambda count: {"days": count}, st.sampled_from([3, 7, 10, 31])),
        st.builds(lambda count: {"months": count}, st.integers(1, 2)),
    )


@st.composite
def targets(draw: Draw, before: Doses, pharmacy: Pharmacy, above_0: bool) -> str:
    """Mostly 0; else the sum of lower doses; now and then one that can't be reached."""
    if draw(one_in(60)):
        return str(draw(st.sampled_from(["0.3", "1.7", exact(daily(before) + 5)])))
    if not above_0 and not draw(one_in(3)):
        return "0"
    easily_lost = targets_easily_lost(pharmacy, before) if above_0 else []
    if easily_lost and not draw(one_in(4)):
        return exact(draw(st.sampled_from(easily_lost)))
    return exact(daily(draw(lower_doses(before, pharmacy))))


def targets_easily_lost(pharmacy: Pharmacy, before: Doses) -> list[Fraction]:
    """Targets above 0 that many lower doses, still above them, lead away from; the worst first."""
    lower, lost = sums(pharmacy, before) - {0}, Counter[int]()
    for doses in every_combination(*(dispensable(pharmacy, dose) for dose in before)):
        still_below = {target for target in lower if target < sum(doses)}
        lost.update(still_below - sums(pharmacy, doses))
    worst = sorted(lost, key=lambda target: (-lost[target], target))
    return [Fraction(target, 1000) for target in worst[:6]]


def lowest_doses() -> st.SearchStrategy[Json]:
    """The lowest dose before none, given in half of them."""
    given = st.sampled_from(LOWEST).map(lambda lowest: {"lowest_mg": lowest})
    return st.one_of(st.just({}), given)


@st.composite
def pace_tapers(draw: Draw, before: Doses, pharmacy: Pharmacy, above_0: bool = False) -> Json:
    target = draw(targets(before, pharmacy, above_0))
    shares = draw(st.sets(st.integers(1, 11), max_size=2))
    bounds = sorted((daily(before) * share / 12 for share in shares), reverse=True)
    above = dict.fromkeys(exact(round(bound, 1)) for bound in bounds)
    last = draw(st.sampled_from(["0", target]))
    rows = [*(bound for bound in above if Fraction(bound) > Fraction(target)), last]
    pace = [draw(pace_rows(bound, daily(before))) for bound in rows]
    return {"method": "pace", "target_mg": target, "pace": pace, **draw(lowest_doses())}


@st.composite
def pace_rows(draw: Draw, above_mg: str, daily_dose: Fraction) -> Json:
    """A row with one of the three kinds of cut; now and then far too small, or all at once."""
    kind = draw(st.sampled_from(["cut_mg", "cut_percent", "cut_percent", "cut_percent_of_start"]))
    fit = [cut for cut in CUTS_MG if daily_dose / 20 <= Fraction(cut) <= daily_dose]
    cut = draw(st.sampled_from((fit or ["0.5"]) if kind == "cut_mg" else PERCENTS))
    if draw(one_in(120)):
        cut = "0.001"
    if draw(one_in(60)):
        kind, cut = "cut_mg", exact(daily_dose)
    return {"above_mg": above_mg, kind: cut, "every": draw(intervals())}


@st.composite
def finish_by_tapers(
    draw: Draw, before: Doses, pharmacy: Pharmacy, start: date, above_0: bool = False
) -> Json:
    days = draw(st.integers(20, 300)) if not draw(one_in(25)) else draw(st.integers(-5, 20))
    return {
        "method": "finish-by",
        "target_mg": draw(targets(before, pharmacy, above_0)),
        "by": later(start, days + 45).isoformat(),
        "every": draw(intervals()),
        "shape": draw(st.sampled_from(["equal-mg", "equal-percent"])),
        **draw(lowest_doses()),
    }


@st.composite
def custom_tapers(draw: Draw, before: Doses, pharmacy: Pharmacy) -> Json:
    """Steps that fall, unless now and then one is kept that doesn't."""
    steps, doses, sloppy = list[Json](), before, draw(one_in(20))
    for _ in range(draw(st.integers(1, 6))):
        lower = draw(lower_doses(doses, pharmacy))
        if (any(lower) and lower != doses) or sloppy:
            steps.append({"mg": written(lower), "every": draw(intervals())})
            doses = lower
    if not steps:
        pace: Json = draw(pace_tapers(before, pharmacy))
        return pace
    return {"method": "custom", "steps": steps, "then": draw(st.sampled_from(["stop", "stay"]))}
