"""What can be done with a step of the schedule: each an edit of the plan, and one undo.

A change on the way is a revision (contract.md 1): what came before it stays what it was. Where
the plan hasn't begun, a dose typed into the table rewrites the steps themselves. Nothing is
decided here: the planner works out what follows, and refuses what can't be.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from msgspec.structs import replace as changed

from planner.amounts import Milligrams, written
from planner.dates import ONE_DAY, listed, plus
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow, Revision, Taper, taper_in_force
from planner.schedule import Schedule, Step
from ui.custom_steps import held_days, texts_of
from ui.day_words import short_day
from ui.draft import Draft, StepText, replace
from ui.edit import Edit, State
from ui.language import tr
from ui.reading import Unread, read_dose

WEEK = 7
Doses = tuple[Milligrams, ...]


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
    return _revise(state, revision, tr("step back on {day}", day=short_day(on)))


def slower(state: State, on: date, every: Interval, reason: str) -> Edit:
    """From a day on a change every so long; the doses of the day before are kept as long."""
    assert state.plan is not None
    assert state.schedule is not None
    step = next((one for one in state.schedule.steps if _is_on(one, on - ONE_DAY)), None)
    if step is None:
        raise CannotEdit(tr("Choose a day after the first of the schedule and before its end."))
    _end_of(step)
    taper = slowed(taper_in_force(state.plan, step.revision), state, on, every)
    days = max((plus(step.start, every) - on).days, 0)
    revision = Revision(start=on, hold_days=days, taper=taper, reason=reason)
    return _revise(state, revision, tr("slower from {day}", day=short_day(on)))


def default_slower(state: State, step: Step) -> tuple[date, Interval]:
    """The day and the interval offered: the next change, and twice as long as now."""
    assert state.plan is not None
    taper = taper_in_force(state.plan, step.revision)
    if isinstance(taper, FinishBy):
        every = taper.every
    elif isinstance(taper, Pace):
        rows = [row for row in taper.pace if step.daily_mg > row.above_mg]
        every = (rows or list(taper.pace))[0].every
    else:
        every = Interval(days=step.days or WEEK)
        every = Interval(weeks=every.count // WEEK) if every.count % WEEK == 0 else every
    return _end_of(step) + ONE_DAY, Interval(**{every.unit: every.count * 2})


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


def slowed(taper: Taper, state: State, on: date, every: Interval) -> Taper:
    """The taper with a change every so long; one with a last day ends as much later."""
    if isinstance(taper, FinishBy):
        longer = (plus(on, every) - on) / (plus(on, taper.every) - on)
        left = max((taper.by - on).days, 0)
        return changed(taper, by=on + timedelta(days=round(left * longer)), every=every)
    if isinstance(taper, Custom):
        assert state.schedule is not None
        now = next(one for one in state.schedule.steps if _is_on(one, on - ONE_DAY))
        rest = taper.steps[_begun(state.schedule, now) :]
        return changed(taper, steps=tuple(changed(one, every=every) for one in rest))
    return changed(taper, pace=tuple(changed(row, every=every) for row in taper.pace))


def also_changed(before: Schedule, after: Schedule, day: date) -> str:
    """ "Afternoon also 10 mg in steps 3 and 4": the later doses that follow a dose typed over."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in after.steps:
        if step.start <= day:
            continue
        old = next((one for one in before.steps if _is_on(one, step.start)), None)
        for place, dose in enumerate(step.doses):
            if old is None or old.doses[place].mg != dose.mg:
                found.setdefault((dose.name, written(dose.mg)), []).append(str(step.number))
    parts = [
        tr("{name} also {mg} mg in step {n}", name=name, mg=mg, n=numbers[0])
        if len(numbers) == 1
        else tr("{name} also {mg} mg in steps {n}", name=name, mg=mg, n=listed(numbers))
        for (name, mg), numbers in found.items()
    ]
    ends = before.stops_on, after.stops_on
    if ends[0] != ends[1] and ends[1] is not None:
        parts.append(tr("the end on {day}", day=short_day(ends[1])))
    return "; ".join(parts)


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
        day = short_day(revisions[-1].start)
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


def _is_on(step: Step, day: date) -> bool:
    return step.start <= day and (step.end is None or day <= step.end)


def _is_past(state: State, step: Step) -> bool:
    return step.start <= state.today
