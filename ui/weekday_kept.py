"""What becomes of the weekday of the changes when a change comes on the way.

Who starts on a Monday and goes on week by week changes on Mondays without having asked for it. A
step back on a Wednesday, held for a week, would go on on Wednesdays: keeping to Mondays means a
change a few days later, never sooner.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace as changed

from planner.schedule import Schedule, Step, build
from planner.terms import WEEKDAYS, PlanError, Weekday
from ui.day_words import long_day, weekday_name
from ui.draft import replace
from ui.edit import Edit, State
from ui.language import tr


class NextChange(NamedTuple):
    """The first change after one on the way, as it would be, and kept to its weekday."""

    on: date
    weekday: Weekday | None = None
    """The weekday that all changes had and would have no longer; None: there is nothing to keep."""
    kept: date | None = None
    """The day if they keep to it."""

    def words(self, keep: bool) -> str:
        """When the next change is, and what becomes of the weekday."""
        if self.weekday is None or self.kept is None:
            return tr("The next change is on {day}.", day=long_day(self.on))
        usual = weekday_name(WEEKDAYS.index(self.weekday))
        if keep:
            return tr(
                "The next change is on {day}: the changes stay on {weekday}s.",
                day=long_day(self.kept),
                weekday=usual,
            )
        return tr(
            "The next change is on {day}: the changes are no longer on {weekday}s.",
            day=long_day(self.on),
            weekday=usual,
        )


def next_change(state: State, edit: Edit) -> NextChange | None:
    """After an edit that adds a change on the way; None where nothing changes after it."""
    revision = edit.change(state.draft).revisions[-1]
    after = _schedule(state, edit)
    on = _first_after(after, revision.start)
    if after is None or on is None:
        return None
    weekday = _usual_weekday(state)
    if weekday is None or WEEKDAYS.index(weekday) == on.weekday():
        return NextChange(on)
    kept = _schedule(state, keeping(edit, weekday))
    day = _first_after(kept, revision.start)
    if (
        kept is None
        or day is None
        or _before(kept, revision.start) != _before(after, revision.start)
    ):
        return NextChange(on)
    return NextChange(on, weekday, day)


def keeping(edit: Edit, weekday: Weekday) -> Edit:
    """The edit, and changes on this weekday alone."""
    return Edit(edit.name, lambda draft: replace(edit.change(draft), change_on=(weekday,)))


def _schedule(state: State, edit: Edit) -> Schedule | None:
    """What would follow from the edit; None where nothing can."""
    assert state.plan is not None
    draft = edit.change(state.draft)
    dates = changed(state.plan.dates, change_on=draft.change_on)
    try:
        return build(changed(state.plan, revisions=draft.revisions, dates=dates), state.medicine)
    except PlanError:
        return None


def _usual_weekday(state: State) -> Weekday | None:
    """The one weekday on which the doses change; those on the way aside, which have their day."""
    schedule, plan = state.schedule, state.plan
    if schedule is None or plan is None or len(schedule.changes) < 2:
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
