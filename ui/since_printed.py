"""What is other than on the page last printed, in words and by date.

The page is in the patient's hands: whoever changes the plan should see at once what that page
says wrongly now.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY, listed
from planner.in_words import duration
from planner.legs import Doses
from planner.schedule import Schedule
from planner.supply import last_day_counted
from ui.day_words import long_day
from ui.language import tr

MOST_NAMED = 5


def changed_since(printed: Schedule, now: Schedule) -> str:
    """ "from 21 December 2026: 1 week longer at 45 mg a day; ..."; "" where nothing is other.

    Every difference by its first day, at most five, and how many more there are.
    """
    days = _other_days(printed, now)
    end = _end(printed, now)
    count = len(days) + bool(end)
    most = min(count, MOST_NAMED)
    named = [_difference(printed, now, day) for day in days[: most - bool(end)]]
    more = [tr("and {n} more", n=count - most)] if count > most else []
    return "; ".join([*named, *([end] if end else []), *more])


def steps_changed(printed: Schedule | None, now: Schedule) -> frozenset[int]:
    """The numbers of the steps in which a day has other doses than on the page last printed."""
    if printed is None or printed is now:
        return frozenset()
    days = _days(printed, now)
    other = [day for day in days if _doses_on(printed, day) != _doses_on(now, day)]
    found = []
    for step in now.steps:
        place = bisect_left(other, step.start)
        if place < len(other) and (step.end is None or other[place] <= step.end):
            found.append(step.number)
    return frozenset(found)


def _difference(printed: Schedule, now: Schedule, day: date) -> str:
    new, old = _doses_on(now, day), _doses_on(printed, day)
    before = _doses_on(printed, day - ONE_DAY)
    if new is None:
        return tr("from {day}: none", day=long_day(day))
    total = sum(new, Milligrams(0))
    mg = written(total)
    if new == before and _doses_on(now, day - ONE_DAY) == before:
        longer = duration(_days_from(now, day))
        if longer:
            return tr("from {day}: {n} longer at {mg} mg a day", day=long_day(day), n=longer, mg=mg)
        return tr("from {day}: stays at {mg} mg a day", day=long_day(day), mg=mg)
    if old is not None and sum(old, Milligrams(0)) == total and len(old) == len(new):
        return tr("from {day}: {doses}", day=long_day(day), doses=_each(now, day, new, old))
    was = tr("none") if old is None else tr("{mg} mg", mg=written(sum(old, Milligrams(0))))
    return tr("from {day}: {mg} mg a day, not {was}", day=long_day(day), mg=mg, was=was)


def _each(now: Schedule, day: date, new: Doses, old: Doses) -> str:
    """ "Morning 15 mg, not 20 mg" for each dose time that differs."""
    step = next(s for s in now.steps if s.start <= day and (s.end is None or day <= s.end))
    names = [dose.name for dose in step.doses]
    return listed(
        [
            tr("{name} {mg} mg, not {was} mg", name=name, mg=written(mg), was=written(was))
            for name, mg, was in zip(names, new, old, strict=True)
            if mg != was
        ]
        or [tr("other dose times")]
    )


def _end(printed: Schedule, now: Schedule) -> str:
    if printed.stops_on == now.stops_on or now.stops_on is None:
        return ""
    was = long_day(printed.stops_on) if printed.stops_on else tr("never")
    return tr("none from {day}, not {was}", day=long_day(now.stops_on), was=was)


def _other_days(printed: Schedule, now: Schedule) -> list[date]:
    """The days from which on the doses differ, each time anew; the end has words of its own.

    While the doses stay as they were said to, the page's own going on is no news.
    """
    days: list[date] = []
    said: Doses | None = None
    for day in _days(printed, now):
        new, old = _doses_on(now, day), _doses_on(printed, day)
        if new == old:
            said = None
        elif new != said and not (new is None and now.stops_on):
            days.append(day)
            said = new
    return days


def _days(printed: Schedule, now: Schedule) -> list[date]:
    """The days on which the doses of either may change."""
    days = {step.start for plan in (printed, now) for step in plan.steps}
    return sorted(days | {plan.stops_on for plan in (printed, now) if plan.stops_on})


def _doses_on(schedule: Schedule, day: date) -> Doses | None:
    place = bisect_right(schedule.steps, day, key=lambda step: step.start) - 1
    step = schedule.steps[place] if place >= 0 else None
    return step.mg if step and (step.end is None or day <= step.end) else None


def _days_from(schedule: Schedule, day: date) -> int | None:
    """For how many days from this one the doses stay what they are; None: for good."""
    doses = _doses_on(schedule, day)
    last = last_day_counted(schedule)
    end = day
    for step in schedule.steps:
        if step.start <= end and tuple(dose.mg for dose in step.doses) == doses:
            if step.end is None or last is None:
                return None
            end = max(end, step.end + ONE_DAY)
    return (end - day).days
