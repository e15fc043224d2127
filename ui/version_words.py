"""Which version of a plan is open, whether it is approved, and what it replaces, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.day_words import near_day
from ui.language import tr

if TYPE_CHECKING:
    from ui.edit import State


LONGEST_NAME = 32
"""Letters of a name that the header has room for."""


def version_words(state: State) -> tuple[str, ...]:
    """One line or two: "DRAFT"; "version 1", "approved by Dr A. Example"; "version 2 (draft)",
    "replaces version 1 of Mon 7 Dec"."""
    if state.case is None:
        return (tr("DRAFT"),)
    plan, standing = state.case.plan, state.case.standing
    if state.approved:
        name = standing.by
        if len(name) > LONGEST_NAME:
            name = f"{name[: LONGEST_NAME - 1].rstrip()}…"
        return (tr("version {n}", n=plan.number), tr("approved by {name}", name=name))
    if plan.supersedes is None:
        return (tr("DRAFT"),)
    old = plan.supersedes
    day = near_day(old.approval.at.date(), state.today)
    return (
        tr("version {n} (draft)", n=plan.number),
        tr("replaces version {n} of {day}", n=old.number, day=day),
    )
