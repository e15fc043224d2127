"""A handout from a plan: drawn for whom it is, given its plan to carry, and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.case import Case
from planner.documents import plan_digest, write_plan
from planner.handout.afterwards import draw_afterwards, draw_notes
from planner.handout.calendar import days_shown, draw_calendar
from planner.handout.errors import HandoutError
from planner.handout.footer import Footer
from planner.handout.given import Given
from planner.handout.letters import printable
from planner.handout.measures import LARGE_PRINT, PAPERS, PATIENT, SHEET
from planner.handout.paper import Paper
from planner.handout.patient import draw_after_the_end, draw_patient, draw_those_that_fit
from planner.handout.pharmacy import draw_pharmacy
from planner.handout.prescriber import draw_prescriber
from planner.handout.readback import check
from planner.handout.wording import Wording
from planner.handout.words import words_in

SHEET_LANGUAGE = "en"
"""The sheets for professionals are in the language of the program."""

AUDIENCES = ("patient", "prescriber", "pharmacy", "all")


def make(
    case: Case,
    *,
    audience: str,
    paper: str,
    language: str,
    large_print: bool,
    until: date | None,
) -> bytes:
    """The PDF. Raises HandoutError."""
    if audience not in AUDIENCES:
        raise HandoutError(f'audience: expected {" or ".join(AUDIENCES)}; got "{audience}"')
    if paper not in PAPERS:
        raise HandoutError(f'paper: expected {" or ".join(PAPERS)}; got "{paper}"')
    words, sheet_words = words_in(language), words_in(SHEET_LANGUAGE)
    plan, medicine = case.plan, case.medicine
    shown = printable(plan)
    given = Given(
        case=case if shown == plan else Case(shown, medicine, case.day),
        judged=case,
        wording=Wording(words, medicine),
    )
    days_shown(given, until)
    for_professionals = replace(given, wording=Wording(sheet_words, medicine))
    has_patient = audience in ("patient", "all")
    main = given if has_patient else for_professionals
    measures = (LARGE_PRINT if large_print else PATIENT) if has_patient else SHEET
    sheet = replace(SHEET, margin=measures.margin)  # the footers are as wide on every page
    drawn_on = Paper(PAPERS[paper], measures)
    footer = Footer(drawn_on, main)
    if has_patient:
        _patient_pages(drawn_on, given, until)
    sheet_language = SHEET_LANGUAGE if main.words.language != SHEET_LANGUAGE else ""
    if audience in ("prescriber", "all"):
        drawn_on.use(sheet)
        with drawn_on.tags.element("Sect", language=sheet_language):
            draw_prescriber(drawn_on, for_professionals, plan_digest(plan))
    if audience in ("pharmacy", "all"):
        drawn_on.use(sheet)
        with drawn_on.tags.element("Sect", language=sheet_language):
            draw_pharmacy(drawn_on, for_professionals)
    title = main.said(f"document.title_{audience}")
    language = main.words.language
    content = drawn_on.finish(title, language, footer.operators, write_plan(plan))
    check(content, given, for_professionals, audience, until)
    return content


def _patient_pages(paper: Paper, given: Given, until: date | None) -> None:
    if given.over:
        draw_after_the_end(paper, given)
        return
    last = draw_patient(paper, given)
    draw_calendar(paper, given, until)
    draw_afterwards(paper, given)
    last = draw_those_that_fit(paper, given, last[::-1])  # the longer one first
    draw_notes(paper, given, until)
    for block in last:
        block(paper, given)
