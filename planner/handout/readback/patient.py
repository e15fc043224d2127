"""What the patient's pages must say: the steps, the sentences, the calendar, and no other day.

What is taken on the day and what follows is taken from the schedule itself, not from the pages'
own view of it, so that a step left out there shows here.
"""

from __future__ import annotations

from datetime import date

from planner.amounts import ZERO
from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.handout.readback.calendar import check_calendar, check_score
from planner.handout.readback.known_dates import check_dates_known
from planner.handout.readback.page import Page
from planner.handout.readback.patient_sentences import check_patient_sentences
from planner.handout.readback.tables import StepRow, check_steps
from planner.schedule import Dose


def check_patient(page: Page, until: date | None, pages: str) -> None:
    check_steps(page, "steps", _rows(page.given))
    check_patient_sentences(page, pages)
    if pages != "essential":
        check_calendar(page, until)
    if pages == "all":
        check_score(page, until)
    check_dates_known(page, until)


def _rows(given: Given) -> list[StepRow]:
    """What is taken on the day, up to the next row's; and every step that begins later, of whatever
    revision. After the last dose there is no row."""
    schedule, day = given.schedule, given.day
    if schedule.stops_on and day >= schedule.stops_on:
        return []
    revisions = {one.start for one in given.plan.revisions}
    doses, rows = given.regimen, list[StepRow]()
    now, begun = doses if day < schedule.start else _none(given), None
    for step in schedule.steps:
        before, doses = doses, step.doses
        if step.start > day:
            if step.number > 0:  # the regimen held from the start is what is taken now
                revised = step.start if step.start in revisions else None
                mg = [dose.mg for dose in before]
                rows.append(StepRow(step.start, step.doses, mg, revised))
        elif step.end is None or step.end >= day:
            now, begun = step.doses, step.start if step.start in revisions else None
    following = rows[0].day if rows else schedule.stops_on
    last = following - ONE_DAY if following else None
    return [StepRow(last, now, [dose.mg for dose in now], begun), *rows]


def _none(given: Given) -> tuple[Dose, ...]:
    return tuple(Dose(one.name, one.time, ZERO, ()) for one in given.plan.regimen)
