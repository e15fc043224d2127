"""The rule on reviews: not too far apart, one in the week after a stop, and one after a change on
the way before the dose comes down again (sources.md 5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from planner.bounds import ReviewGap
from planner.dates import ONE_DAY, in_words
from planner.in_words import counted
from planner.review_days import review_days
from planner.safety.course import Run, Stop
from planner.safety.finding import Found, places, some
from planner.safety.judged import Judged
from planner.schedule import Step


def review_gap(case: Judged, bound: ReviewGap) -> Found | None:
    reviews = review_days(case.plan, case.schedule)
    above = timedelta(days=bound.above_days)
    after_stop = timedelta(days=bound.days_after_stop)
    ever = [
        *(_Unseen(first, last) for first, last in _gaps(case, reviews) if last - first > above),
        *_unseen_stops(case, reviews, after_stop),
        *_unseen_changes(case, reviews),
    ]
    now = [unseen for unseen in ever if unseen.last >= case.day]
    if not now:
        return None
    said = [
        *_too_long([one for one in now if not (one.stop or one.change)], bound),
        *_after_stop([one.stop for one in now if one.stop], bound),
        *_after_change([one.change for one in now if one.change]),
    ]
    source = case.medicine.named(bound)
    return Found(" ".join(said), source, _steps(case, now), _steps(case, ever))


class _Unseen(NamedTuple):
    """Days on which nobody is seen, up to the last of them; after a stop, or after a change."""

    first: date
    last: date
    stop: Stop | None = None
    change: Step | None = None


def _steps(case: Judged, unseen: list[_Unseen]) -> list[Step | None]:
    found: list[Step | None] = []
    for one in unseen:
        if one.stop:
            found.append(one.stop.steps[-1])
        elif one.change:
            found.append(one.change)
        else:
            found += _between(case, one.first, one.last)
    return found


def _gaps(case: Judged, reviews: Sequence[date]) -> Iterator[tuple[date, date]]:
    """From start, stop or review to the next of them. Days without the medicine are no gap."""
    for first, last in _tapers(case):
        within = reviews[bisect_left(reviews, first) : bisect_right(reviews, last)]
        yield from pairwise((first, *within, last))


def _tapers(case: Judged) -> Iterator[tuple[date, date]]:
    """The way to each stop, and to the last change where there is none; a restart begins anew."""
    first: date | None = case.schedule.start
    stops = {stop.on for stop in case.course.stops}
    for run in case.course.runs[1:]:
        if run.start in stops and first:
            yield first, run.start
            first = None
        elif first is None and run.mg:
            first = run.start
    if first and case.changes:
        yield first, max(first, case.changes[-1].start)


def _unseen_stops(case: Judged, reviews: Sequence[date], within: timedelta) -> Iterator[_Unseen]:
    for stop in case.course.stops:
        first, last = stop.on + ONE_DAY, stop.on + within
        if not _any_between(reviews, first, last):
            yield _Unseen(first, last, stop=stop)


def _unseen_changes(case: Judged, reviews: Sequence[date]) -> Iterator[_Unseen]:
    """The revisions that hold or raise the dose, with no review before it comes down again."""
    falls = case.course.falls()
    raised = {run.start for run in case.course.raises}
    decided = case.course.runs[0].mg
    for run in case.course.runs[1:]:
        if run.taken:
            continue
        held_or_raised = run.mg and (run.mg == decided or run.start in raised)
        decided = run.mg
        if held_or_raised and _is_revision(case, run):
            place_of_next = bisect_right(falls, run.start)
            following = falls[place_of_next] if place_of_next < len(falls) else date.max
            if not _any_between(reviews, run.start, last := following - ONE_DAY):
                yield _Unseen(run.start, last, change=run.step)


def _is_revision(case: Judged, run: Run) -> bool:
    step = run.step
    if step is None or step.revision is None:
        return False
    return case.plan.revisions[step.revision].start == run.start


def _any_between(reviews: Sequence[date], first: date, last: date) -> bool:
    return bisect_left(reviews, first) < bisect_right(reviews, last)


def _between(case: Judged, first: date, last: date) -> list[Step]:
    """The steps with a day from the first to the last."""
    runs = case.course.runs
    within = runs[case.course.place_of(first) : case.course.place_of(last) + 1]
    return [run.step for run in within if run.step]


def _too_long(gaps: list[_Unseen], bound: ReviewGap) -> Iterator[str]:
    if gaps:
        longest = max(gaps, key=lambda gap: gap.last - gap.first)
        others = len(gaps) - 1
        also = f" ({counted(others, 'other time')} more than {bound.above_days})" if others else ""
        yield (
            f"{counted((longest.last - longest.first).days, 'day')} pass without a review, from "
            f"{in_words(longest.first)} to {in_words(longest.last)}{also}."
        )


def _after_stop(stops: list[Stop], bound: ReviewGap) -> Iterator[str]:
    if stops:
        days = some([in_words(stop.on) for stop in stops[:3]], len(stops[3:]), "stop")
        yield f"No review is planned on days 1 to {bound.days_after_stop} after the stop on {days}."


def _after_change(changes: list[Step]) -> Iterator[str]:
    if changes:
        yield (
            "No review is planned between a change on the way and the next cut or stop: "
            f"{places(changes)}."
        )
