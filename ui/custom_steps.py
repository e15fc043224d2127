"""A schedule written out step by step, as the texts of a custom taper.

Where a person takes hold of a dose, or asks for "step by step", the steps that stand in the table
become the ones written out: the same doses for the same days.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.amounts import written
from ui.draft import StepText
from ui.edit import State

if TYPE_CHECKING:
    from planner.schedule import Schedule, Step


def steps_of(state: State) -> tuple[StepText, ...]:
    """The changes of the last good schedule, or one step with nothing filled in."""
    if schedule := _to_write_out(state):
        return texts_of(schedule.changes)
    return (StepText(mg=("",) * len(state.draft.regimen), every="", unit="weeks"),)


def held_days(state: State) -> str:
    """The days held before the first change of the steps that `steps_of` gives; "": as typed."""
    schedule = _to_write_out(state)
    if schedule is None:
        return ""
    return str((schedule.changes[0].start - schedule.start).days)


def texts_of(steps: Sequence[Step]) -> tuple[StepText, ...]:
    """The steps' doses and days; one that stays for good keeps a week as its interval."""
    return tuple(
        StepText(mg=tuple(written(dose.mg) for dose in step.doses), **_kept(step.days))
        for step in steps
    )


def _to_write_out(state: State) -> Schedule | None:
    """The last good schedule, where it has changes, and the dose times that the form has now."""
    schedule = state.schedule
    if schedule is None or not schedule.changes or state.draft.revisions:
        return None
    same = len(schedule.changes[0].doses) == len(state.draft.regimen)
    return schedule if same else None


def _kept(days: int | None) -> dict[str, str]:
    if days is None:
        return {"every": "1", "unit": "weeks"}
    if days % 7 == 0:
        return {"every": str(days // 7), "unit": "weeks"}
    return {"every": str(days), "unit": "days"}
