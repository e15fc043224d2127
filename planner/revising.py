"""What a change on the way means: a hold, a step back, slower, staying, doses that were missed.

Each is said in the plan's own terms, as a revision, or as steps written out (plan-file.md 1).
Whether a schedule follows from it is the schedule's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice, takewhile

from msgspec.structs import replace

from planner.amounts import ZERO, Milligrams, plain
from planner.dates import ONE_DAY, Calendar, plus
from planner.legs import Doses
from planner.line import dates_of_changes
from planner.plan import (
    Custom,
    FinishBy,
    Interval,
    Pace,
    PaceRow,
    Plan,
    Revision,
    Taper,
    taper_in_force,
)
from planner.schedule import Schedule, Step
from planner.today import step_on

WEEK = 7


def held(step: Step, hold_days: int = WEEK) -> Revision | None:
    """So many days longer at the doses of a step; None for one that has no end."""
    if step.end is None:
        return None
    return Revision(start=step.end + ONE_DAY, kind="hold", hold_days=hold_days)


def stepped_back(
    plan: Plan, schedule: Schedule, back_to: Doses, on: date, hold_days: int, reason: str
) -> Revision:
    """Back to the doses of an earlier step (`planner.supply.doses_to_go_back_to`), and held there.

    After the stop that is a restart.
    """
    stopped = schedule.stops_on is not None and on > schedule.stops_on
    return Revision(
        start=on,
        kind="restart" if stopped else "step-back",
        regimen=back_to,
        hold_days=hold_days,
        taper=_taper_back(plan, schedule, back_to, on),
        reason=reason,
    )


def slowed(plan: Plan, schedule: Schedule, on: date, every: Interval, reason: str) -> Revision:
    """From a day on a change every so long; the doses of the day before are kept as long.

    The day before must be one of a step. Raises PlanError where it would last too long.
    """
    now = step_on(schedule, on - ONE_DAY)
    assert now is not None, "a day of the schedule"
    hold_days = max((plus(now.start, every) - on).days, 1)
    taper = _slower(plan, schedule, on, every, hold_days)
    return Revision(start=on, kind="slower", hold_days=hold_days, taper=taper, reason=reason)


def stayed(plan: Plan, step: Step) -> Revision | None:
    """The doses of a step for good; None for those that stay already."""
    if step.end is None:
        return None
    return Revision(start=step.end + ONE_DAY, kind="stay", hold_days=1, taper=_staying(plan, step))


def missed(
    first: date, last: date, taken: Doses, then: Doses | None, hold_days: int, reason: str
) -> tuple[Revision, Revision]:
    """What was really taken from a day to a day, and how it goes on from the day after.

    `then`: the doses to go on with; None: those that were taken.
    """
    return (
        Revision(start=first, kind="interruption", regimen=taken, taken=True, reason=reason),
        Revision(start=last + ONE_DAY, kind="restart", regimen=then, hold_days=hold_days),
    )


def interval_of(plan: Plan, step: Step) -> Interval:
    """How long it is from this step to the next change, as the taper in force has it."""
    taper = taper_in_force(plan, step.revision)
    if isinstance(taper, FinishBy):
        return taper.every
    if isinstance(taper, Pace):
        rows = [row for row in taper.pace if step.daily_mg > row.above_mg]
        return (rows or list(taper.pace))[0].every
    days = step.days or WEEK
    return Interval(weeks=days // WEEK) if days % WEEK == 0 else Interval(days=days)


def never_rising(doses: Sequence[Doses], after: int) -> list[Doses]:
    """The doses of steps in their order, those after one of them never above the step before."""
    kept = list(doses[: after + 1])
    for later in doses[after + 1 :]:
        kept.append(tuple(min(mg, before) for mg, before in zip(later, kept[-1], strict=True)))
    return kept


def _slower(
    plan: Plan, schedule: Schedule, on: date, every: Interval, hold_days: int
) -> Taper | None:
    """The taper in force the day before `on`, with a change every so long from there.

    One with a last day keeps as many changes as it had left; of one written out, the steps that
    had not begun (None: all have). Cuts in percent of the start stay as many milligrams as they
    were: a taper that a revision brings has its start there.
    """
    now = step_on(schedule, on - ONE_DAY)
    taper = taper_in_force(plan, now.revision if now else None)
    if isinstance(taper, FinishBy):
        by = _last_change(plan, now, taper, on, every, hold_days)
        return replace(taper, by=by, every=every)
    if isinstance(taper, Custom):
        rest = taper.steps[_begun(plan, schedule, now) :]
        steps = tuple(replace(one, every=every) for one in rest)
        return replace(taper, steps=steps) if steps else None
    start_mg = _came_with(plan, schedule, now)
    rows = tuple(replace(_in_mg(row, start_mg), every=every) for row in taper.pace)
    return replace(taper, pace=rows)


def _last_change(
    plan: Plan, now: Step | None, taper: FinishBy, on: date, every: Interval, hold_days: int
) -> date:
    """The day of the last change, with as many changes from `on` as the taper had left there."""
    calendar = Calendar(plan.dates)
    began = plan.revisions[now.revision] if now and now.revision is not None else plan
    due = began.start + timedelta(days=began.hold_days)
    dates = takewhile(lambda day: day <= taper.by, dates_of_changes(due, taper.every, calendar))
    left = max(sum(day >= on for day in dates), 1)
    later = dates_of_changes(on + timedelta(days=hold_days), every, calendar)
    return next(islice(later, left - 1, None))


def _in_mg(row: PaceRow, start_mg: Milligrams) -> PaceRow:
    if row.cut_percent_of_start is None:
        return row
    cut = plain(start_mg * row.cut_percent_of_start / 100)
    return replace(row, cut_mg=cut, cut_percent_of_start=None)


def _taper_back(plan: Plan, schedule: Schedule, back_to: Doses, on: date) -> Taper | None:
    """The taper after a step back, where it isn't simply the one in force.

    Of steps written out, those below the doses gone back to: none is left out. After the stop, the
    pace that led there, once more; None where there is none to repeat.
    """
    stopped = schedule.stops_on is not None and on > schedule.stops_on
    now = schedule.steps[-1] if stopped else step_on(schedule, on - ONE_DAY)
    taper = taper_in_force(plan, now.revision if now else None)
    if isinstance(taper, Custom):
        steps = taper.steps
        while steps and not _is_below(steps[0].mg, back_to):
            steps = steps[1:]
        return replace(taper, steps=steps) if steps else None
    return taper if stopped and isinstance(taper, Pace) else None


def _is_below(doses: Doses, others: Doses) -> bool:
    """None of the doses is higher, and one at least lower."""
    return doses != others and all(one <= other for one, other in zip(doses, others, strict=True))


def _staying(plan: Plan, step: Step) -> Pace:
    """A taper that ends at this step's daily dose: its rows have nothing left to do."""
    taper = taper_in_force(plan, step.revision)
    row = PaceRow(above_mg=ZERO, cut_mg=step.daily_mg, every=Interval(weeks=1))
    rows = taper.pace if isinstance(taper, Pace) and not taper.target_mg else (row,)
    return Pace(target_mg=step.daily_mg, pace=rows)


def _brought_by(plan: Plan, step: Step | None) -> int | None:
    """The revision that brought the taper in force at a step; None: the plan itself."""
    at = step.revision if step and step.revision is not None else -1
    return next((i for i in range(at, -1, -1) if plan.revisions[i].taper), None)


def _came_with(plan: Plan, schedule: Schedule, step: Step | None) -> Milligrams:
    """The daily dose with which the taper in force at a step came."""
    brought = _brought_by(plan, step)
    if brought is None:
        return plan.daily_dose
    first = step_on(schedule, plan.revisions[brought].start)
    return first.daily_mg if first else plan.daily_dose


def _begun(plan: Plan, schedule: Schedule, step: Step | None) -> int:
    """How many steps of the custom taper in force have begun by this step.

    The first step of each revision since the one that brought the taper, and step 0 of the plan,
    are held and none of it.
    """
    if step is None:
        return 0
    brought = _brought_by(plan, step)
    since = -1 if brought is None else brought
    own = [
        one.revision
        for one in schedule.steps
        if one.start <= step.start and one.number > 0 and _place(one.revision) >= since
    ]
    held = {revision for revision in own if revision is not None}
    return len(own) - len(held)


def _place(revision: int | None) -> int:
    return -1 if revision is None else revision
