"""The schedule in one line: how long, how many steps, when the last dose is, what it takes.

Shown above the table in the window, at the head of the command line's text, and wherever two
plans are told apart.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.amounts import written
from planner.dates import ONE_DAY, in_words
from planner.in_words import counted, dispensed, duration, what_ends
from planner.schedule import Schedule
from planner.today import Today

if TYPE_CHECKING:
    from planner.case import Case


def summary(case: Case) -> tuple[str, ...]:
    """The parts of the line, to be joined by " · "; the tablets are those from its day on."""
    schedule, medicine, needed = case.schedule, case.medicine, case.supply_to_come
    parts = [_end(case), duration(schedule.days), _changes(schedule)]
    tablets = ", ".join(
        [
            *(dispensed(amount, medicine) for amount in needed.amounts),
            *(
                [f"{counted(needed.halved_doses, 'dose')} with a half"]
                if needed.halved_doses
                else []
            ),
        ]
    )
    return tuple(part for part in [*parts, tablets] if part)


def today_in_words(case: Case) -> str:
    """What is taken on the case's day, and what comes next: "Monday 4 January 2027: 15 · 15 · 20
    mg, 50 mg a day (step 3). Next: 45 mg a day from Monday 11 January 2027."
    """
    today, schedule = case.today, case.schedule
    when = in_words(case.day)
    if not today.starts:
        now = f"{when}, before the start: {_doses(today)}"
    elif today.over:
        return f"{when}: none; the last dose was on {in_words(day_before_stop(schedule))}."
    else:
        number = f" (step {today.step.number})" if today.step else ""
        now = f"{when}: {_doses(today)}{number}"
    return f"{now}. {_next(case)}"


def day_before_stop(schedule: Schedule) -> date:
    """The day of the last dose, of a plan that stops."""
    assert schedule.stops_on, "a plan that stops"
    return schedule.stops_on - ONE_DAY


def _doses(today: Today) -> str:
    if not today.daily_mg:
        return "none"
    doses = " · ".join(written(dose.mg) for dose in today.doses)
    return f"{doses} mg, {written(today.daily_mg)} mg a day"


def _next(case: Case) -> str:
    today = case.today
    if today.next_on is None:
        return "Nothing changes any more."
    if today.next_on == case.schedule.stops_on:
        return f"Next: none from {in_words(today.next_on)}."
    step = next(step for step in today.coming if step.start == today.next_on)
    what = f"{written(step.daily_mg)} mg a day" if step.daily_mg else "none"
    return f"Next: {what} from {in_words(step.start)}."


def _changes(schedule: Schedule) -> str:
    changes = schedule.changes
    if not changes:
        return "stops at once" if schedule.stop else "nothing changes"
    cuts = {step.cut_mg for step in changes}
    each = f" of {written(min(cuts))} mg" if len(cuts) == 1 and min(cuts) > 0 else ""
    return counted(len(changes), "step") + each


def _end(case: Case) -> str:
    schedule = case.schedule
    if schedule.stops_on:
        return f"no {what_ends(case.plan, case.medicine)} from {in_words(schedule.stops_on)}"
    last = schedule.steps[-1]
    return f"stays at {written(last.daily_mg)} mg a day from {in_words(last.start)}"
