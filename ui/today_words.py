"""What is taken today, what comes next and when the last dose is: the line on top of the window.

Before the start that is the regimen, between a stop and a restart and after the last dose none
(plan-file.md 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.amounts import written
from planner.dates import ONE_DAY
from ui.day_words import near_day
from ui.language import tr

if TYPE_CHECKING:
    from planner.case import Case


def today_words(case: Case) -> str:
    """ "Today, Thu 21 Jan: 15 · 15 · 20 mg (step 6). Next: Tue 26 Jan, 45 mg a day. …" """
    parts = [_now(case), "" if case.today.over else _next(case), _last(case)]
    return " ".join(part for part in parts if part)


def _now(case: Case) -> str:
    today, day = case.today, near_day(case.day, case.day)
    if today.over:
        return tr("Today, {day}: none. The plan is over.", day=day)
    if not today.starts:
        return tr("Today, {day}, before the start: {doses}.", day=day, doses=_doses(case))
    if today.step is not None and not today.daily_mg:
        none = tr("Today, {day}: none", day=day)
        restarts = any(step.daily_mg for step in today.coming)
        why = tr("between the stop and the restart") if restarts else ""
        if today.step.taken:
            why = tr("as was told")
        return f"{none} ({why})." if why else f"{none}."
    number = today.step.number if today.step is not None else 0
    if not number:
        return tr("Today, {day}: {doses}, held.", day=day, doses=_doses(case))
    return tr("Today, {day}: {doses} (step {n}).", day=day, doses=_doses(case), n=number)


def _doses(case: Case) -> str:
    doses = case.today.doses
    each = " · ".join(written(dose.mg) for dose in doses)
    return tr("{doses} mg", doses=each)


def _next(case: Case) -> str:
    today = case.today
    if today.next_on is None:
        return tr("Nothing changes any more.")
    day = near_day(today.next_on, case.day)
    step = next((step for step in today.coming if step.start == today.next_on), None)
    if step is None or not step.daily_mg:
        return tr("Next: {day}, none.", day=day)
    return tr("Next: {day}, {mg} mg a day.", day=day, mg=written(step.daily_mg))


def _last(case: Case) -> str:
    if case.schedule.stops_on is None:
        return ""
    day = near_day(case.schedule.stops_on - ONE_DAY, case.day)
    said = tr("The last day was {day}.") if case.today.over else tr("Last day: {day}.")
    return said.format(day=day)
