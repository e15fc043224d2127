"""The taper that is still to come, and the plan with another in its place.

Other paces are only ever tried on what lies ahead: what a patient has already taken stays.
"""

from __future__ import annotations

from msgspec.structs import replace

from planner.plan import Plan, Taper, taper_in_force


def taper_to_come(plan: Plan) -> Taper:
    """The taper in force at the plan's end: of its last revision, or the one that this kept."""
    return taper_in_force(plan, len(plan.revisions) - 1 if plan.revisions else None)


def with_taper(plan: Plan, taper: Taper) -> Plan:
    """The plan with `taper` from its last revision on, or from its start where there is none."""
    if not plan.revisions:
        return replace(plan, taper=taper)
    *before, last = plan.revisions
    return replace(plan, revisions=(*before, replace(last, taper=taper)))
