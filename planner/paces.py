"""The taper that is still to come, and the plan with another in its place.

Other paces are only ever tried on what lies ahead: what a patient has already taken stays.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from planner.dates import ONE_DAY
from planner.plan import Plan, Revision, Taper, taper_in_force
from planner.schedule import Schedule
from planner.today import next_change


def taper_to_come(plan: Plan) -> Taper:
    """The taper in force at the plan's end: of its last revision, or the one that this kept."""
    return taper_in_force(plan, len(plan.revisions) - 1 if plan.revisions else None)


def going_on_with(plan: Plan, schedule: Schedule, taper: Taper, day: date) -> Plan:
    """The plan with `taper` for what is still to come on a day.

    Before its start that is the whole plan. Under way it is a revision from the next day on, the
    next change on the day for which it is planned; a revision that is itself still to come gets
    the taper. Nothing that has been taken by then is changed.
    """
    if day < (plan.revisions[-1].start if plan.revisions else plan.start):
        return with_taper(plan, taper)
    from_day = day + ONE_DAY
    change = next_change(schedule, day)
    hold = max((change - from_day).days, 1) if change else 1
    revision = Revision(start=from_day, kind="slower", hold_days=hold, taper=taper)
    return replace(plan, revisions=(*plan.revisions, revision))


def with_taper(plan: Plan, taper: Taper) -> Plan:
    """The plan with `taper` from its last revision on, or from its start where there is none."""
    if not plan.revisions:
        return replace(plan, taper=taper)
    *before, last = plan.revisions
    return replace(plan, revisions=(*before, replace(last, taper=taper)))
