"""A handout from a plan: drawn, read back, and given its plan to carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.approval import standing
from planner.documents import write_plan
from planner.handout.afterwards import draw_afterwards
from planner.handout.attachment import carry
from planner.handout.calendar import draw_calendar
from planner.handout.errors import HandoutError
from planner.handout.footer import Footer
from planner.handout.given import Given
from planner.handout.measures import LARGE_PRINT, PAPERS, PATIENT
from planner.handout.paper import Paper
from planner.handout.patient import chart, draw_patient
from planner.handout.wording import Wording
from planner.handout.words import words_in
from planner.medicine import Medicine
from planner.plan import Plan
from planner.safety import Finding
from planner.schedule import Schedule


def make(
    plan: Plan,
    schedule: Schedule,
    medicine: Medicine,
    findings: Sequence[Finding],
    *,
    audience: str,
    paper: str,
    language: str,
    large_print: bool,
    until: date | None,
) -> bytes:
    """The PDF. Raises HandoutError."""
    if paper not in PAPERS:
        raise HandoutError(f'paper: expected {" or ".join(PAPERS)}; got "{paper}"')
    if until is not None and until < schedule.start:
        raise HandoutError(f"until: expected a day from {schedule.start} on; got {until}")
    words = words_in(language)
    given = Given(
        plan, schedule, medicine, findings, standing(plan, schedule, medicine),
        Wording(words, medicine),
    )  # fmt: skip
    measures = LARGE_PRINT if large_print else PATIENT
    sheet = Paper(PAPERS[paper], measures)
    footer = Footer(sheet, given)
    has_chart = draw_patient(sheet, given)
    draw_calendar(sheet, given, until)
    draw_afterwards(sheet, given, until)
    if not has_chart:
        chart(sheet, given)
    title = words.text("document.title_patient", medicine=given.medicine_name)
    drawn = sheet.finish(title, words.language, footer.operators)
    return carry(drawn, write_plan(plan))
