"""What can be done with a step of the schedule: each an edit of the plan, and one undo.

A change on the way is a revision (plan-file.md 1): what came before it stays what it was. Where
the plan hasn't begun, a dose typed into the table rewrites the steps themselves. Nothing is
decided here: the planner works out what follows, and refuses what can't be.
"""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from planner.amounts import written
from planner.dates import ONE_DAY, listed
from planner.legs import Doses
from planner.plan import Interval, Revision
from planner.reading.amounts import Unread, read_dose
from planner.revising import (
    WEEK,
    held,
    interval_of,
    missed,
    never_rising,
    slowed,
    stayed,
    stepped_back,
)
from planner.schedule import Schedule, Step
from planner.supply import doses_to_go_back_to
from planner.terms import PlanError
from planner.today import step_on
from ui.custom_steps import held_days, texts_of
from ui.day_words import short_day
from ui.draft import Draft, StepText, replace
from ui.drafting import problem_of
from ui.edit import Edit, State
from ui.language import tr
from ui.problems_in_words import sentence


class CannotEdit(ValueError):
    """The step can't be changed like this. The message says why, in one sentence."""


def hold(state: State, step: Step, days: int = WEEK) -> Edit:
    """A week longer at this step's doses; the rest follows later."""
    name = tr("hold step {n} for a week", n=step.number)
    return _revise(state, _there(held(step, days)), name)


def step_back(state: State, step: Step, on: date, hold_days: int, reason: str) -> Edit:
    """Back to the doses of the step before, from a day on, and held there."""
    if on < step.start:
        # Days before it had more than the step before: it would be a cut, called a step back.
        day = short_day(step.start)
        words = tr(
            "Step {n} begins on {day}: choose that day or a later one.", n=step.number, day=day
        )
        raise CannotEdit(words)
    before = doses_before(state, step)
    assert state.plan is not None
    assert state.schedule is not None
    revision = stepped_back(state.plan, state.schedule, before, on, hold_days, reason)
    return _revise(state, revision, tr("step back on {day}", day=short_day(on)))


def slower(state: State, on: date, every: Interval, reason: str) -> Edit:
    """From a day on a change every so long; the doses of the day before are kept as long."""
    assert state.plan is not None
    assert state.schedule is not None
    step = step_on(state.schedule, on - ONE_DAY)
    if step is None:
        raise CannotEdit(tr("Choose a day after the first of the schedule and before its end."))
    if step.end is None:
        raise _stays_for_good()
    try:
        revision = slowed(state.plan, state.schedule, on, every, reason)
    except PlanError as error:
        raise CannotEdit(sentence(problem_of(error).message)) from None
    except OverflowError:
        raise CannotEdit(tr("A change that seldom never comes: choose a shorter time.")) from None
    return _revise(state, revision, tr("slower from {day}", day=short_day(on)))


def missed_doses(
    state: State,
    first: date,
    last: date,
    taken: Doses,
    then: Doses | None,
    hold_days: int,
    reason: str,
) -> Edit:
    """What was really taken from a day to a day, and how it goes on after that."""
    if last < first:
        raise CannotEdit(tr("The last day is before the first."))
    told, after = missed(first, last, taken, then, hold_days, reason)
    return _revise(state, told, tr("missed doses from {day}", day=short_day(first)), after)


def default_slower(state: State, step: Step) -> tuple[date, Interval]:
    """The day and the interval offered: the next change, and twice as long as now."""
    assert state.plan is not None
    every = interval_of(state.plan, step)
    if step.end is None:
        raise _stays_for_good()
    return step.end + ONE_DAY, Interval(**{every.unit: every.count * 2})


def stop_here(state: State, step: Step) -> Edit:
    """Stay at this step's doses for good."""
    assert state.plan is not None
    revision = _there(stayed(state.plan, step))
    return _revise(state, revision, tr("stay at step {n}", n=step.number))


def dose_typed(state: State, step: Step, dose: int, text: str) -> Edit:
    """A dose typed into the table: the steps from there on become ones written out."""
    schedule = state.schedule
    assert schedule is not None
    if _is_past(state, step):
        raise CannotEdit(tr("A step that has begun can only be revised: hold, step back, slower."))
    if state.draft.revisions:
        raise CannotEdit(tr("After a change on the way, doses are changed by another one."))
    if step not in schedule.changes:
        raise CannotEdit(tr("This step has the doses taken now: they are changed on the left."))
    try:
        typed = read_dose(text)
    except Unread as unread:
        raise CannotEdit(f"{unread.reason[:1].upper()}{unread.reason[1:]}.") from None
    name = tr("step {n}, {time} {mg} mg", n=step.number, time=step.doses[dose].name, mg=text)
    steps = texts_of(schedule.changes)
    place = schedule.changes.index(step)
    doses = [tuple(one.mg for one in change.doses) for change in schedule.changes]
    doses[place] = (*doses[place][:dose], typed, *doses[place][dose + 1 :])
    steps = _following(steps, never_rising(doses, place), place)
    none_left = not any(doses[place])  # typed down to nothing: what follows is none
    then = "stop" if schedule.stop or none_left else "stay"
    held = held_days(state)

    def change(draft: Draft) -> Draft:
        return replace(draft, method="custom", steps=steps, then=then, hold_days=held)

    return Edit(name, change)


def also_changed(before: Schedule, after: Schedule, day: date) -> str:
    """ "Afternoon also 10 mg in steps 3 and 4": the later doses that follow a dose typed over."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in after.steps:
        if step.start <= day:
            continue
        old = step_on(before, step.start)
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


def doses_before(state: State, step: Step) -> Doses:
    """The doses that a step back from this step goes to. Raises CannotEdit where there are none."""
    assert state.plan is not None
    assert state.schedule is not None
    before = doses_to_go_back_to(state.plan, state.schedule.steps, step)
    if before is None:
        raise CannotEdit(tr("No step before this one has more a day: there is none to go back to."))
    return before


def _following(steps: tuple[StepText, ...], doses: list[Doses], place: int) -> tuple[StepText, ...]:
    """The steps with these doses; days in which nothing changes after `place` join."""
    written_out: list[StepText] = []
    before: Doses | None = None
    for index, (step, now) in enumerate(zip(steps, doses, strict=True)):
        if now == before and index > place:
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


def _revise(state: State, revision: Revision, name: str, *after: Revision) -> Edit:
    revisions = state.draft.revisions
    if revisions and revision.start <= revisions[-1].start:
        day = short_day(revisions[-1].start)
        raise CannotEdit(tr("There is a later change on the way, of {day}.", day=day))
    added = (revision, *after)
    return Edit(name, lambda draft: replace(draft, revisions=(*draft.revisions, *added)))


def _there(revision: Revision | None) -> Revision:
    if revision is None:
        raise _stays_for_good()
    return revision


def _stays_for_good() -> CannotEdit:
    return CannotEdit(tr("This step stays for good: there is nothing after it to change."))


def _is_past(state: State, step: Step) -> bool:
    return step.start <= state.today
