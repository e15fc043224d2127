"""What the patient's pages must say: the steps, the sentences, the calendar, and no other day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.handout.given import Given
from planner.handout.readback.calendar import check_calendar, check_score
from planner.handout.readback.known_dates import check_dates_known
from planner.handout.readback.page import Page
from planner.handout.readback.patient_sentences import check_patient_sentences
from planner.handout.readback.tables import StepRow, check_steps
from planner.schedule import Step


def check_patient(page: Page, until: date | None) -> None:
    given = page.given
    if given.coming:
        check_steps(page, "steps", [*_now(given), *_rows(given, given.coming)])
    if given.plan.revisions:
        check_steps(page, "earlier steps", _rows(given, given.earlier))
    check_patient_sentences(page)
    check_calendar(page, until)
    check_score(page, until)
    check_dates_known(page, until)


def _now(given: Given) -> list[StepRow]:
    """What is taken now, until which day."""
    same = [dose.mg for dose in given.now]
    return [StepRow(given.last_day_now, given.now, same)] if given.last_day_now else []


def _rows(given: Given, steps: Sequence[Step]) -> list[StepRow]:
    return [StepRow(step.start, step.doses, given.doses_before(step)) for step in steps]
