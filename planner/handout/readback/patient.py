"""What the patient's pages must say: the steps, the sentences, the calendar, and no other day."""

from __future__ import annotations

from datetime import date

from planner.handout.readback.calendar import check_calendar, check_score
from planner.handout.readback.known_dates import check_dates_known
from planner.handout.readback.page import Page
from planner.handout.readback.patient_sentences import check_patient_sentences
from planner.handout.readback.tables import check_steps


def check_patient(page: Page, until: date | None) -> None:
    given = page.given
    coming = [(step.start, step.doses) for step in given.coming]
    if given.coming:
        now = [(given.last_day_now, given.now)] if given.last_day_now else []
        check_steps(page, "steps", [*now, *coming])
    if given.plan.revisions:
        check_steps(page, "earlier steps", [(step.start, step.doses) for step in given.earlier])
    check_patient_sentences(page)
    check_calendar(page, until)
    check_score(page, until)
    check_dates_known(page, until)
