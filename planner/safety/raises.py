"""Rules on doses that rise, and on what was taken that nobody decided (sources.md 5)."""

from __future__ import annotations

from datetime import timedelta

from planner.amounts import Milligrams, written
from planner.bounds import Interruption, Maximum, Raise
from planner.dates import in_words
from planner.in_words import counted
from planner.safety.course import Run
from planner.safety.finding import Found, Severity, mg, places, some, worst
from planner.safety.judged import Judged
from planner.schedule import Step


def raise_high(case: Judged, bound: Raise) -> Found | None:
    """A return to a dose that was taken a short time ago is no such raise."""
    runs = case.course.runs
    ever = [
        (runs[place - 1], run)
        for place, run in enumerate(runs)
        if run.step and _begins_revision(case, run.step) and not run.taken
        if run.mg - runs[place - 1].mg > bound.above_mg
        if _is_high(case, place, bound)
    ]
    now = [(before, run) for before, run in ever if run.start >= case.day]
    if not now:
        return None
    steps = [run.step for _, run in now if run.step]
    each = [f"from {written(before.mg)} to {mg(run.mg)}" for before, run in now[:3]]
    return Found(
        f"The daily dose rises by more than {mg(bound.above_mg)} at once, above all that was taken "
        f"in the {counted(bound.days_before, 'day')} before, or after "
        f"{counted(bound.low_days, 'day')} on less than half of it: {places(steps, each)}. "
        "Slower: several raises one after another.",
        case.medicine.named(bound),
        steps,
        [run.step for _, run in ever],
    )


def interruption(case: Judged, bound: Interruption) -> Found | None:
    """Beside the step, the last dose before it that was decided."""
    decided = case.course.runs[0].mg
    ever: list[tuple[Step, Milligrams]] = []
    for run in case.course.runs:
        if not run.taken:
            decided = run.mg
        elif run.step and run.mg * 100 <= bound.up_to_percent * decided:
            ever.append((run.step, decided))
    now = [(step, before) for step, before in ever if case.is_to_come(step)]
    if not now:
        return None
    each = [f"{_of(step, before)} {_days(step)}" for step, before in now[:3]]
    return Found(
        f"Half of the dose or less was taken: {some(each, len(now) - len(each), 'time')}. After a "
        "sudden fall withdrawal can follow.",
        case.medicine.named(bound),
        [step for step, _ in now],
        [step for step, _ in ever],
    )


def taken_ahead(case: Judged) -> Found | None:
    ever = [step for step in case.schedule.steps if step.taken]
    ahead = [step for step in ever if step.end and step.end > case.day]
    if not ahead:
        return None
    return Found(
        f"What was taken is told for days after {in_words(case.day)}: {places(ahead)}. Nobody "
        "knows yet what will be missed.",
        "what will be taken is not known",
        ahead,
        ever,
    )


def above_maximum(case: Judged, maximums: tuple[Maximum, ...]) -> Found | None:
    """The regimen's, until the first change, and those that revisions give."""
    lowest_first = sorted(maximums, key=_daily_mg)
    steps = case.schedule.steps
    held = steps[0] if steps and steps[0].number == 0 else None
    given = [(case.plan.daily_dose, held, case.takes_regimen)]
    given += [
        (step.daily_mg, step, case.is_to_come(step))
        for step in steps
        if _begins_revision(case, step) and _gives_regimen(case, step)
    ]
    ever = [one for one in given if one[0] > lowest_first[0].daily_mg]
    now = [one for one in ever if one[2]]
    if not now:
        return None
    highest = max(daily for daily, _, _ in now)
    above = [maximum for maximum in lowest_first if highest > maximum.daily_mg][-1]

    def severity(daily: Milligrams) -> Severity:
        return "warn" if daily > lowest_first[-1].daily_mg else "note"

    return Found(
        f"{mg(highest)} a day is above the usual maximum of {mg(above.daily_mg)}: is this the dose "
        "really taken?",
        case.medicine.named(above),
        [step for _, step, _ in now],
        [step for _, step, _ in ever],
        severity(highest),
        worst(severity(daily) for daily, _, _ in ever),
    )


def _begins_revision(case: Judged, step: Step) -> bool:
    return step.revision is not None and case.plan.revisions[step.revision].start == step.start


def _gives_regimen(case: Judged, step: Step) -> bool:
    return step.revision is not None and case.plan.revisions[step.revision].regimen is not None


def _is_high(case: Judged, place: int, bound: Raise) -> bool:
    """Above all that was taken a short time ago, or much above what was taken of late."""
    mg_now = case.course.runs[place].mg
    before = _runs_before(case, place, bound.days_before)
    of_late = _runs_before(case, place, bound.low_days)
    return mg_now > max(run.mg for run in before) or all(
        run.mg * 100 < bound.under_percent * mg_now for run in of_late
    )


def _runs_before(case: Judged, place: int, days: int) -> list[Run]:
    """The runs to which the days just before this run belong."""
    runs = case.course.runs
    first_day = runs[place].start - timedelta(days=days)
    at = place - 1
    while runs[at].start > first_day:
        at -= 1
    return list(runs[at:place])


def _of(step: Step, before_mg: Milligrams) -> str:
    return f"{mg(step.daily_mg) if step.daily_mg else 'none'} instead of {mg(before_mg)} a day"


def _days(step: Step) -> str:
    assert step.end, "a revision follows what was taken"
    if step.start == step.end:
        return f"on {in_words(step.start)}"
    return f"from {in_words(step.start)} to {in_words(step.end)}"


def _daily_mg(maximum: Maximum) -> Milligrams:
    return maximum.daily_mg
