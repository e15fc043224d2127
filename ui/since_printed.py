"""What is other than on the page last printed, in words and by date.

The page is in the patient's hands: whoever changes the plan should see at once what that page
says wrongly now.
"""

from __future__ import annotations

from datetime import date

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY, in_words
from planner.schedule import Schedule
from planner.summary import duration
from planner.supply import last_day_counted
from ui.language import tr

Doses = tuple[Milligrams, ...]


def changed_since(printed: Schedule, now: Schedule) -> str:
    """ "from Monday 21 December 2026: 1 week longer at 45 mg a day"; "" where nothing is other."""
    parts = [part for part in (_first_difference(printed, now), _end(printed, now)) if part]
    return "; ".join(parts)


def _first_difference(printed: Schedule, now: Schedule) -> str:
    day = _first_other_day(printed, now)
    if day is None:
        return ""
    new, old = _doses_on(now, day), _doses_on(printed, day)
    before = _doses_on(printed, day - ONE_DAY)
    if new is None:
        return tr("from {day}: none", day=in_words(day))
    mg = written(sum(new, Milligrams(0)))
    if new == before:
        longer = duration(_days_from(now, day))
        if longer:
            return tr("from {day}: {n} longer at {mg} mg a day", day=in_words(day), n=longer, mg=mg)
        return tr("from {day}: stays at {mg} mg a day", day=in_words(day), mg=mg)
    was = tr("none") if old is None else tr("{mg} mg", mg=written(sum(old, Milligrams(0))))
    return tr("from {day}: {mg} mg a day, not {was}", day=in_words(day), mg=mg, was=was)


def _end(printed: Schedule, now: Schedule) -> str:
    if printed.stops_on == now.stops_on or now.stops_on is None:
        return ""
    was = in_words(printed.stops_on) if printed.stops_on else tr("never")
    return tr("none from {day}, not {was}", day=in_words(now.stops_on), was=was)


def _first_other_day(printed: Schedule, now: Schedule) -> date | None:
    """The first day on which the doses differ. Only the days on which a step begins can be it."""
    days = {step.start for plan in (printed, now) for step in plan.steps}
    days |= {plan.stops_on for plan in (printed, now) if plan.stops_on}
    return next((d for d in sorted(days) if _doses_on(printed, d) != _doses_on(now, d)), None)


def _doses_on(schedule: Schedule, day: date) -> Doses | None:
    for step in schedule.steps:
        if step.start <= day and (step.end is None or day <= step.end):
            return tuple(dose.mg for dose in step.doses)
    return None


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
