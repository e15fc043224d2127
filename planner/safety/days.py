"""Rules on days and times: dose times, reviews, changes before days off (sources.md 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from planner.bounds import BeforeDaysOff, ReviewGap, UnevenTimes
from planner.dates import ONE_DAY, Calendar, in_words
from planner.safety.finding import Found, Judged, numbers, places
from planner.schedule import Step
from planner.summary import counted
from planner.terms import WEEKDAYS

_MINUTES_A_DAY = 24 * 60


def uneven_times(case: Judged, bound: UnevenTimes) -> Found | None:
    minutes = [_minutes(dose_time.time) for dose_time in case.plan.regimen]
    gaps = [after - before for before, after in pairwise((*minutes, minutes[0] + _MINUTES_A_DAY))]
    longest, shortest = max(gaps), min(gaps)
    if longest < bound.times * shortest:
        return None
    return Found(
        f"The longest time between two doses, {_hours(longest)}, is at least {bound.times} times "
        f"the shortest, {_hours(shortest)}. Spread the dose times more evenly.",
        case.medicine.named(bound),
    )


def review_gap(case: Judged, bound: ReviewGap) -> Found | None:
    gaps = [
        (first, last)
        for first, last in _days_without_review(case)
        if (last - first).days + 1 >= bound.days
    ]
    if not gaps:
        return None
    first, last = max(gaps, key=lambda gap: gap[1] - gap[0])
    others = len(gaps) - 1
    also = f", and {counted(others, 'other time')} {bound.days} days or more" if others else ""
    steps = [
        step
        for step in case.schedule.steps
        if any(step.start <= end and (step.end or end) >= begin for begin, end in gaps)
    ]
    return Found(
        f"{counted((last - first).days + 1, 'day')} of the taper pass without a review, from "
        f"{in_words(first)} to {in_words(last)}{also}. Plan a review at least once a month.",
        case.medicine.named(bound),
        numbers(steps),
    )


def before_days_off(case: Judged, bound: BeforeDaysOff) -> Found | None:
    if case.plan.prescriber.out_of_hours.strip():
        return None
    weekdays = {WEEKDAYS.index(name) for name in WEEKDAYS if name in bound.weekdays}
    calendar = Calendar(case.plan.dates)
    steps = [
        step
        for step in case.schedule.changes
        if step.daily_mg
        and (step.start.weekday() in weekdays or calendar.is_holiday(step.start + ONE_DAY))
    ]
    if not steps:
        return None
    soonest, latest = bound.onset_hours
    return Found(
        f"Changes come just before days off: {places(steps)}. Withdrawal set in {soonest} to "
        f"{latest} hours after the last dose in published cases, and no number for nights and days "
        "off is given: add one, or choose other weekdays.",
        case.medicine.named(bound),
        numbers(steps),
    )


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return 60 * int(hours) + int(minutes)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    words += [f"{rest} {'minute' if rest == 1 else 'minutes'}"] if rest else []
    return " ".join(words)


def _days_without_review(case: Judged) -> Iterator[tuple[date, date]]:
    """Each run of days of the taper, first and last, on which no review is planned."""
    reviews = sorted({review.on for review in case.plan.reviews})
    for first, after in _tapers(case):
        within = [day for day in reviews if first <= day < after]
        for before, following in pairwise((first - ONE_DAY, *within, after)):
            if following - before > ONE_DAY:
                yield before + ONE_DAY, following - ONE_DAY


def _tapers(case: Judged) -> Iterator[tuple[date, date]]:
    """The taper from its first change to its last, a stop; a restart begins another one.

    The second day is the one that ends it: the stop, or the change to the doses that stay.
    """
    first: date | None = None
    last: date | None = None
    for step in _changed_or_stopped(case):
        first = first or step.start
        last = step.start
        if not step.daily_mg:
            yield first, last
            first = None
    end = case.schedule.stops_on or last
    if first and end:
        yield first, end


def _changed_or_stopped(case: Judged) -> list[Step]:
    changed = {step.number for step in case.schedule.changes}
    return [step for step in case.schedule.steps if step.number in changed or not step.daily_mg]
