"""What is other than on the page in the patient's hands, in words and by date.

That is the page last printed, or the approved version that this plan replaces. Whoever changes the
plan should see at once what that page says wrongly from today on; of what is over only that it is
changed too, which a change on the way never does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY, listed
from planner.in_words import duration
from planner.legs import Doses
from planner.plan import Superseded
from planner.schedule import Schedule
from planner.supply import last_day_counted
from ui.day_words import long_day
from ui.language import tr

MOST_NAMED = 5

Held = Schedule | Superseded
"""What a page says: the schedule that it was printed from, or an approved version remembered."""


def changed_since(printed: Held, now: Schedule, today: date) -> str:
    """ "from 21 December 2026: 1 week longer at 45 mg a day; ..."; "" where nothing is other.

    Every difference from today on by its first day, at most five, and how many more there are.
    """
    days = _other_days(printed, now, today)
    start = [one for one in (_past(printed, now, today), _start(printed, now, today)) if one]
    end = [one] if (one := _end(printed, now, today)) else []
    count = len(start) + len(days) + len(end)
    most = min(count, MOST_NAMED)
    named = [_difference(printed, now, day) for day in days[: most - len(start) - len(end)]]
    more = [tr("and {n} more", n=count - most)] if count > most else []
    return "; ".join([*start, *named, *end, *more])


def steps_changed(printed: Held | None, now: Schedule) -> frozenset[int]:
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


def _difference(printed: Held, now: Schedule, day: date) -> str:
    new, old = _doses_on(now, day), _doses_on(printed, day)
    before = _doses_on(printed, day - ONE_DAY)
    assert new is not None, "a day of the schedule"
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


def _past(printed: Held, now: Schedule, today: date) -> str:
    """That days which are over have other doses: of a plan changed as if it began anew. A change
    on the way leaves all that came before it, and what it does itself is no such change.
    """
    revised = next((step.start for step in now.steps if step.revision is not None), today)
    days = [day for day in _days(printed, now) if day < min(today, revised, now.stops_on or today)]
    if all(_doses_on(printed, day) == _doses_on(now, day) for day in days):
        return ""
    return tr("days before today are changed too")


def _start(printed: Held, now: Schedule, today: date) -> str:
    """That the first day is another one, where one of the two is still to come."""
    if not printed.steps or printed.steps[0].start == now.start:
        return ""
    was = printed.steps[0].start
    if max(was, now.start) <= today:
        return ""
    return tr("it starts on {day}, not {was}", day=long_day(now.start), was=long_day(was))


def _end(printed: Held, now: Schedule, today: date) -> str:
    if printed.stops_on == now.stops_on or now.stops_on is None:
        return ""
    if max(printed.stops_on or today, now.stops_on) <= today:
        return ""
    if now.stops_on < today and (old := _doses_on(printed, today)) is not None:
        mg = written(sum(old, Milligrams(0)))
        return tr("from {day}: none, not {mg} mg a day", day=long_day(today), mg=mg)
    was = long_day(printed.stops_on) if printed.stops_on else tr("never")
    return tr("none from {day}, not {was}", day=long_day(now.stops_on), was=was)


def _other_days(printed: Held, now: Schedule, today: date) -> list[date]:
    """The days from which on the doses differ, each time anew; start and end have words of their
    own.

    While the doses stay as they were said to, the page's own going on is no news.
    """
    days: list[date] = []
    said: Doses | None = None
    later = [day for day in _days(printed, now) if day > today]
    for day in [today, *later]:
        new, old = _doses_on(now, day), _doses_on(printed, day)
        if new == old:
            said = None
        elif new is not None and new != said:
            days.append(day)
            said = new
    return days


def _days(printed: Held, now: Schedule) -> list[date]:
    """The days on which the doses of either may change."""
    days = {step.start for plan in (printed, now) for step in plan.steps}
    return sorted(days | {plan.stops_on for plan in (printed, now) if plan.stops_on})


def _doses_on(page: Held, day: date) -> Doses | None:
    """The doses of a day; None before the first step and from the stop on."""
    place = bisect_right(page.steps, day, key=lambda step: step.start) - 1
    if place < 0 or (page.stops_on is not None and day >= page.stops_on):
        return None
    return page.steps[place].mg


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
