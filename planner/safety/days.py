"""Rules on the times of the day and the days of the week (sources.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from planner.bounds import LongGap, NightNumber, UnevenTimes
from planner.dates import ONE_DAY, Calendar, in_words
from planner.plan import MINUTES_A_DAY, minutes_of
from planner.safety.finding import PLAN_ITSELF, Found, has_number, mg, place, places, some
from planner.safety.judged import Judged
from planner.schedule import Step
from planner.terms import WEEKDAYS

_DAYS_OF_A_PACK = 7


def long_gap(case: Judged, bound: LongGap) -> Found | None:
    """From one dose that is taken to the next, over midnight too; none is no dose."""
    minutes = minutes_of([dose_time.time for dose_time in case.plan.regimen])
    longest: dict[tuple[bool, ...], int] = {}

    def gap(doses: Sequence[object]) -> int:
        """In minutes; the same times are taken in many steps."""
        taken = tuple(map(bool, doses))
        if taken not in longest:
            longest[taken] = max(_gaps([m for m, is_taken in zip(minutes, taken, strict=True)
                                        if is_taken]))  # fmt: skip
        return longest[taken]

    allowed = max(gap(case.plan.doses), bound.above_hours * 60)
    ever = [
        step
        for step in case.schedule.steps
        if not step.taken and step.daily_mg > bound.above_mg and gap(step.mg) > allowed
    ]
    now = [step for step in ever if case.is_to_come(step)]
    if not now:
        return None

    def warns(steps: list[Step]) -> bool:
        return any(step.daily_mg > bound.warn_above_mg for step in steps)

    first = now[0]
    return Found(
        f"The longest time between two doses is above {bound.above_hours} hours, with more than "
        f"{mg(bound.above_mg)} a day: {_hours(gap(first.mg))} in {place(first)}"
        f"{f', and in {len(now) - 1} more' if len(now) > 1 else ''}. The doses are meant to be "
        "evenly spaced.",
        case.medicine.named(bound),
        now,
        ever,
        "warn" if warns(now) else "note",
        "warn" if warns(ever) else "note",
    )


def uneven_times(case: Judged, bound: UnevenTimes) -> Found | None:
    gaps = _gaps(minutes_of([dose_time.time for dose_time in case.plan.regimen]))
    longest, shortest = max(gaps), min(gaps)
    if longest < bound.times * shortest:
        return None
    return Found(
        f"The longest time between two dose times, {_hours(longest)}, is at least {bound.times} "
        f"times the shortest, {_hours(shortest)}. The doses are meant to be evenly spaced.",
        case.medicine.named(bound),
    )


def pack_straddles(case: Judged) -> Found | None:
    """A change to or from what was merely taken is none that a pack could have been made for."""
    if not case.plan.packs:
        return None
    taken = {step.end + ONE_DAY for step in case.schedule.steps if step.taken and step.end}
    ever = [
        step
        for step in case.changes
        if step.daily_mg and not step.taken and step.start not in taken
        if (step.start - case.schedule.start).days % _DAYS_OF_A_PACK
    ]
    now = [step for step in ever if step.start >= case.day]
    if not now:
        return None
    return Found(
        f"One pack of {_DAYS_OF_A_PACK} days would hold two doses: {places(now)}. Packs are "
        f"counted from {in_words(case.schedule.start)}; changes on their first days need none.",
        PLAN_ITSELF,
        now,
        ever,
    )


def no_night_number(case: Judged, bound: NightNumber) -> Found | None:
    """Names the changes after which nobody may be there, the stops among them."""
    if has_number(case.plan.prescriber.out_of_hours):
        return None
    weekdays = {WEEKDAYS.index(name) for name in bound.weekdays}
    calendar = Calendar(case.plan.dates)
    changed: list[tuple[date, Step | None]] = [
        (step.start, step) for step in case.changes if step.daily_mg and not step.taken
    ]
    changed += [(stop.on, None) for stop in case.course.stops]
    ever = [
        (on, step)
        for on, step in sorted(changed, key=lambda one: one[0])
        if on.weekday() in weekdays or calendar.is_holiday(on + ONE_DAY)
    ]
    now = [(on, step) for on, step in ever if on >= case.day]
    named = [place(step) if step else f"the stop, {in_words(on)}" for on, step in now[:3]]
    changes = some(named, len(now) - len(named), "change") if named else ""
    soonest, latest = bound.onset_hours
    return Found(
        f"No number is given for nights and weekends. After a sudden stop the first signs came "
        f"{soonest} to {latest} hours later in published cases."
        + (f" Just before days off come {changes}." if changes else ""),
        case.medicine.named(bound),
        [step for _, step in now if step],
        [step for _, step in ever if step],
    )


def _gaps(minutes: list[int]) -> list[int]:
    return [after - before for before, after in pairwise((*minutes, minutes[0] + MINUTES_A_DAY))]


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    words += [f"{rest} {'minute' if rest == 1 else 'minutes'}"] if rest else []
    return " ".join(words)
