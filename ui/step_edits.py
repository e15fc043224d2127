"""What can be done with a step of the schedule: each an edit of the plan, and one undo.

A change on the way is a revision (contract.md 1): what came before it stays what it was. Where
the plan hasn't begun, a dose typed into the table rewrites the steps themselves. Nothing is
decided here: the planner works out what follows, and refuses what can't be.
"""

from __future__ import annotations

from datetime import date

import msgspec
from dateutil.relativedelta import relativedelta

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY
from planner.plan import (
    Custom,
    CustomStep,
    FinishBy,
    Interval,
    Pace,
    PaceRow,
    Revision,
    Taper,
    taper_in_force,
)
from planner.schedule import Schedule, Step
from ui.custom_steps import held_days, texts_of
from ui.draft import Draft, StepText
from ui.edit import Edit, State
from ui.language import tr
from ui.reading import Unread, read_dose
from ui.reading_dates import short_date

WEEK = 7
Doses = tuple[Milligrams, ...]
replace = msgspec.structs.replace


class CannotEdit(ValueError):
    """The step can't be changed like this. The message says why, in one sentence."""


def hold(state: State, step: Step, days: int = WEEK) -> Edit:
    """A week longer at this step's doses; the rest follows later."""
    end = _end_of(step)
    revision = Revision(start=end + ONE_DAY, hold_days=days, reason=tr("held"))
    return _revise(state, revision, tr("hold step {n} for a week", n=step.number))


def step_back(state: State, step: Step, on: date, hold_days: int, reason: str) -> Edit:
    """Back to the doses of the step before, from a day on, and held there."""
    before = _doses_before(state, step)
    revision = Revision(start=on, regimen=before, hold_days=hold_days, reason=reason)
    return _revise(state, revision, tr("step back on {day}", day=short_date(on)))


def slower(state: State, step: Step) -> Edit:
    """From this step on every interval twice as long."""
    end = _end_of(step)
    assert state.plan is not None
    taper = slowed(taper_in_force(state.plan, step.revision), state, step)
    days = step.days or WEEK
    revision = Revision(start=end + ONE_DAY, hold_days=days, taper=taper, reason=tr("slower"))
    return _revise(state, revision, tr("slower from step {n}", n=step.number))


def stop_here(state: State, step: Step) -> Edit:
    """Stay at this step's doses for good."""
    end = _end_of(step)
    assert state.plan is not None
    in_force = taper_in_force(state.plan, step.revision)
    # The rows have nothing to do: the dose is at its target already.
    row = PaceRow(above_mg=Milligrams(0), cut_mg=step.daily_mg, every=Interval(weeks=1))
    rows = in_force.pace if isinstance(in_force, Pace) and not in_force.target_mg else (row,)
    taper = Pace(target_mg=step.daily_mg, pace=rows)
    revision = Revision(start=end + ONE_DAY, hold_days=1, taper=taper, reason=tr("stays here"))
    return _revise(state, revision, tr("stay at step {n}", n=step.number))


def dose_typed(state: State, step: Step, dose: int, text: str) -> Edit:
    """A dose typed into the table: the steps from there on become ones written out."""
    schedule = state.schedule
    assert schedule is not None
    if _is_past(state, step):
        raise CannotEdit(tr("A step that has begun can only be revised: hold, step back, slower."))
    if state.draft.revisions:
        raise CannotEdit(tr("After a change on the way, doses are changed by another one."))
    try:
        typed = read_dose(text)
    except Unread as unread:
        raise CannotEdit(f"{unread.reason[:1].upper()}{unread.reason[1:]}.") from None
    name = tr("step {n}, {time} {mg} mg", n=step.number, time=step.doses[dose].name, mg=text)
    steps = texts_of(schedule.changes)
    place = schedule.changes.index(step)
    doses = [tuple(one.mg for one in change.doses) for change in schedule.changes]
    doses[place] = (*doses[place][:dose], typed, *doses[place][dose + 1 :])
    steps = _following(steps, doses, place)
    then = "stop" if schedule.stop else "stay"
    held = held_days(state)

    def change(draft: Draft) -> Draft:
        return replace(draft, method="custom", steps=steps, then=then, hold_days=held)

    return Edit(name, change)


def slowed(taper: Taper, state: State, step: Step) -> Taper:
    """The taper with every interval twice as long; one with a last day ends as much later."""
    if isinstance(taper, FinishBy):
        end = _end_of(step)
        return replace(taper, by=taper.by + (taper.by - end), every=_twice(taper.every))
    if isinstance(taper, Custom):
        begun = _begun(state.schedule, step)
        rest = taper.steps[begun:]
        return replace(taper, steps=tuple(_slow_step(one) for one in rest))
    rows = tuple(replace(row, every=_twice(row.every)) for row in taper.pace)
    return replace(taper, pace=rows)


def default_step_back(state: State, step: Step) -> date:
    """The day offered for a step back: today where the step is being taken, else its second day."""
    end = step.end or date.max
    if step.start < state.today <= end:
        return state.today
    return min(step.start + relativedelta(days=1), end)


def can_step_back(step: Step) -> bool:
    return step.number > 0


def _following(steps: tuple[StepText, ...], doses: list[Doses], place: int) -> tuple[StepText, ...]:
    """The steps with no dose above the one before it; days in which nothing changes join."""
    written_out: list[StepText] = []
    before: Doses | None = None
    for index, step in enumerate(steps):
        now = doses[index]
        if before is not None and index > place:
            now = tuple(min(mg, earlier) for mg, earlier in zip(now, before, strict=True))
        if before is not None and now == before and index > place:
            written_out[-1] = _longer(written_out[-1], step)
            continue
        if not any(now):
            break
        written_out.append(replace(step, mg=tuple(written(mg) for mg in now)))
        before = now
    return tuple(written_out)


def _longer(step: StepText, by: StepText) -> StepText:
    """The step's days and the other's."""
    return replace(step, every=str(_days(step) + _days(by)), unit="days")


def _days(step: StepText) -> int:
    return int(step.every) * (WEEK if step.unit == "weeks" else 1)


def _revise(state: State, revision: Revision, name: str) -> Edit:
    revisions = state.draft.revisions
    if revisions and revision.start <= revisions[-1].start:
        day = short_date(revisions[-1].start)
        raise CannotEdit(tr("There is a later change on the way, of {day}.", day=day))
    return Edit(name, lambda draft: replace(draft, revisions=(*draft.revisions, revision)))


def _end_of(step: Step) -> date:
    if step.end is None:
        raise CannotEdit(tr("This step stays for good: there is nothing after it to change."))
    return step.end


def _doses_before(state: State, step: Step) -> tuple[Milligrams, ...]:
    assert state.plan is not None
    assert state.schedule is not None
    earlier = [one for one in state.schedule.steps if one.number < step.number]
    if earlier:
        return tuple(dose.mg for dose in earlier[-1].doses)
    return state.plan.doses


def _begun(schedule: Schedule | None, step: Step) -> int:
    """How many steps of a custom taper have begun by the end of this one."""
    assert schedule is not None
    own = [one for one in schedule.changes if one.revision == step.revision]
    return own.index(step) + 1 if step in own else 0


def _slow_step(step: CustomStep) -> CustomStep:
    return replace(step, every=_twice(step.every))


def _twice(every: Interval) -> Interval:
    return Interval(**{every.unit: every.count * 2})


def _is_past(state: State, step: Step) -> bool:
    return step.start <= state.today
