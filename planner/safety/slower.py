"""What is slower than a plan that is found too fast: built, and held against the rules again.

Nothing is guessed, and nothing recommended: of the paces tried, the first of which no rule on pace
speaks is set beside the plan's own, with what differs (sources.md 5 and 6). Only a taper that is
still to come is exchanged: nothing that has been taken is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from planner.in_words import counted, duration, taper_in_words
from planner.paces import taper_to_come, with_taper
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow, Plan, Taper
from planner.safety.judged import Judged
from planner.safety.limits import fast_pairs, too_fast
from planner.schedule import build
from planner.terms import PlanError
from planner.validity import tablets_of

_MG = tuple(map(Decimal, ("50", "40", "30", "25", "20", "15", "12.5", "10", "7.5", "6", "5",
                          "4", "3", "2.5")))  # fmt: skip
_PERCENT = tuple(map(Decimal, ("50", "40", "30", "25", "20", "15", "10", "5")))
_SIZES = {"cut_mg": _MG, "cut_percent": _PERCENT, "cut_percent_of_start": _PERCENT}
"""Round numbers, the largest first: building decides which of them serves, if one does."""

_DAYS = (1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
"""Days by which an interval is lengthened: few enough to be built while somebody types."""

_MOST_LONGER = 365
"""Days: what takes a year longer helps nobody."""

_MOST_WORK = 2_000
"""Steps that are built in all, so that a long plan is soon given up."""


class Slower(NamedTuple):
    """Another taper for the same plan, and how it is called."""

    name: str
    plan: Plan


def slower_pace(case: Judged) -> str | None:
    """The first slower pace that no rule on pace speaks of, beside the plan's own.

    None where none of those tried does, or the taper is already under way.
    """
    plan = case.plan
    if case.day > (plan.revisions[-1].start if plan.revisions else plan.start):
        return None
    ends = case.schedule.last_change
    for name, other_plan in islice(_paces(case), _MOST_WORK // max(case.work, 1)):
        try:
            schedule = build(other_plan, case.medicine)
        except PlanError:
            continue
        other = Judged(other_plan, schedule, case.medicine, case.day, False)
        later = (schedule.last_change - ends).days
        if 0 <= later <= _MOST_LONGER and not too_fast(other) and not _coarser(other, case):
            differs = f"{duration(later)} later" if later else "on the same day"
            return f"Slower: {name}; the last change comes {differs}."
    return None


def _paces(case: Judged) -> Iterator[Slower]:
    """Smaller cuts, then more time between them; the other way about where time is the matter."""
    fast = case.medicine.rules.fast_cuts
    if fast and fast_pairs(case, fast):
        yield from _longer_between(case.plan)
        yield from _smaller_cuts(case)
    else:
        yield from _smaller_cuts(case)
        yield from _longer_between(case.plan)


def _smaller_cuts(case: Judged) -> Iterator[Slower]:
    """The same pace with a lower cut that the products can make, where it is one kind of cut."""
    plan = case.plan
    taper = taper_to_come(plan)
    tablets = tablets_of(plan, case.medicine)
    if not isinstance(taper, Pace):
        return
    for field, sizes in _SIZES.items():
        given = [getattr(row, field) for row in taper.pace]
        if None in given:
            continue
        for size in sizes:
            if size < max(given) and (field != "cut_mg" or tablets.can_make(size)):
                rows = tuple(
                    replace(row, **{field: min(size, cut)})
                    for row, cut in zip(taper.pace, given, strict=True)
                )
                yield _instead(plan, taper, replace(taper, pace=_joined(rows)))


def _longer_between(plan: Plan) -> Iterator[Slower]:
    """The same cuts, more days apart; a taper with a last day, ending later."""
    taper = taper_to_come(plan)
    for days in _DAYS:
        other = _longer(taper, days)
        if other is None:
            return
        if isinstance(other, Custom):
            name = f"each step taken {counted(days, 'day')} longer"
            yield Slower(name, with_taper(plan, other))
        else:
            yield _instead(plan, taper, other)


def _instead(plan: Plan, taper: Taper, other: Taper) -> Slower:
    name = f"{taper_in_words(other)} instead of {taper_in_words(taper)}"
    return Slower(name, with_taper(plan, other))


def _coarser(other: Judged, case: Judged) -> bool:
    """Whether more steps are coarse than before: the products can't follow the slower pace."""
    coarse = [sum(step.coarse for step in one.schedule.steps) for one in (other, case)]
    return coarse[0] > coarse[1]


def _joined(rows: tuple[PaceRow, ...]) -> tuple[PaceRow, ...]:
    """The rows, neighbours that are now alike as one: the lower one says it for both."""
    return tuple(
        row
        for row, below in zip(rows, (*rows[1:], None), strict=True)
        if below is None or replace(row, above_mg=below.above_mg) != below
    )


def _longer(taper: Taper, days: int) -> Taper | None:
    if isinstance(taper, FinishBy):
        if taper.by > date.max - timedelta(days=days):
            return None
        return replace(taper, by=taper.by + timedelta(days=days))
    if isinstance(taper, Custom):
        steps = [(step, _plus(step.every, days)) for step in taper.steps]
        if any(every is None for _, every in steps):
            return None
        return replace(
            taper, steps=tuple(replace(step, every=every) for step, every in steps if every)
        )
    rows = [(row, _plus(row.every, days)) for row in taper.pace]
    if any(every is None for _, every in rows):
        return None
    return replace(taper, pace=tuple(replace(row, every=every) for row, every in rows if every))


def _plus(every: Interval, days: int) -> Interval | None:
    if every.months is not None:
        return None
    total = (every.days or 0) + 7 * (every.weeks or 0) + days
    return Interval(days=total) if total % 7 else Interval(weeks=total // 7)
