"""What becomes of the weekday of the changes when a change comes on the way.

Who starts on a Monday and goes on week by week changes on Mondays without having asked for it. A
step back on a Wednesday, held for a week, would go on on Wednesdays: keeping to Mondays means a
change a few days later, never sooner.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from planner.medicine import Medicine
from planner.plan import Plan, Revision
from planner.schedule import Schedule, Step, build
from planner.terms import WEEKDAYS, PlanError, Weekday


class NextChange(NamedTuple):
    """The first change after one on the way, as it would be, and kept to its weekday."""

    on: date
    weekday: Weekday | None = None
    """The weekday that all changes had and would have no longer; None: there is nothing to keep."""
    kept: date | None = None
    """The day if they keep to it."""


def next_change(
    plan: Plan, schedule: Schedule, revision: Revision, medicine: Medicine
) -> NextChange | None:
    """After one more change on the way; None where nothing changes after it, or nothing can."""
    revised = replace(plan, revisions=(*plan.revisions, revision))
    after = _built(revised, medicine)
    on = _first_after(after, revision.start)
    if after is None or on is None:
        return None
    weekday = _usual_weekday(plan, schedule)
    if weekday is None or WEEKDAYS.index(weekday) == on.weekday():
        return NextChange(on)
    dates = replace(plan.dates, change_on=(weekday,))
    kept = _built(replace(revised, dates=dates), medicine)
    day = _first_after(kept, revision.start)
    if kept is None or day is None:
        return NextChange(on)
    if _before(kept, revision.start) != _before(after, revision.start):
        return NextChange(on)  # what is past would be another
    return NextChange(on, weekday, day)


def _built(plan: Plan, medicine: Medicine) -> Schedule | None:
    """The schedule that follows; None where none can."""
    try:
        return build(plan, medicine)
    except PlanError:
        return None


def _usual_weekday(plan: Plan, schedule: Schedule) -> Weekday | None:
    """The one weekday on which the doses change; those on the way aside, which have their day."""
    if len(schedule.changes) < 2:
        return None
    decided = {revision.start for revision in plan.revisions}
    days = [step.start for step in schedule.changes if step.start not in decided]
    days += [schedule.stops_on] if schedule.stops_on else []
    weekdays = {day.weekday() for day in days}
    return WEEKDAYS[weekdays.pop()] if len(weekdays) == 1 else None


def _first_after(schedule: Schedule | None, day: date) -> date | None:
    if schedule is None:
        return None
    later = (step.start for step in schedule.changes if step.start > day)
    return next(later, schedule.stops_on)


def _before(schedule: Schedule, day: date) -> list[Step]:
    return [step for step in schedule.steps if step.start < day]
