"""When the next change is after one on the way, and what becomes of the weekday, in words.

Which weekday there is to keep is the planner's to say (`planner.weekday_kept`).
"""

from __future__ import annotations

from planner.terms import WEEKDAYS, Weekday
from planner.weekday_kept import NextChange, next_change
from ui.day_words import long_day, weekday_name
from ui.draft import replace
from ui.edit import Edit, State
from ui.language import tr


def change_after(state: State, edit: Edit) -> NextChange | None:
    """The next change after an edit that adds one on the way; None where there is none."""
    if state.plan is None or state.schedule is None:
        return None
    revision = edit.change(state.draft).revisions[-1]
    return next_change(state.plan, state.schedule, revision, state.medicine)


def in_words(change: NextChange, keep: bool) -> str:
    """When the next change is; `keep`: the changes are to keep their weekday."""
    if change.weekday is None or change.kept is None:
        return tr("The next change is on {day}.", day=long_day(change.on))
    usual = weekday_name(WEEKDAYS.index(change.weekday))
    if keep:
        return tr(
            "The next change is on {day}: the changes stay on {weekday}s.",
            day=long_day(change.kept),
            weekday=usual,
        )
    return tr(
        "The next change is on {day}: the changes are no longer on {weekday}s.",
        day=long_day(change.on),
        weekday=usual,
    )


def keeping(edit: Edit, weekday: Weekday) -> Edit:
    """The edit, and changes on this weekday alone."""
    return Edit(edit.name, lambda draft: replace(edit.change(draft), change_on=(weekday,)))
