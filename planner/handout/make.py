"""A handout from a plan: drawn for whom it is, given its plan to carry, and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.case import Case
from planner.documents import write_plan
from planner.handout.afterwards import draw_afterwards, draw_notes, reviews
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
from planner.handout.sheets import SHEETS, Sheet
from planner.handout.wording import Wording
from planner.handout.words import words_in
from planner.terms import clock_of

SHEET_LANGUAGE = "en"
"""The sheets for professionals are in the language of the program."""

PATIENTS_PAGES = ("essential", "usual", "all")
"""The first sheet; with the calendar and what is good to know; with notes and scores too."""

AUDIENCES: dict[str, tuple[Sheet, ...]] = {
    "patient": ("patient",),
    "prescriber": ("prescriber",),
    "pharmacy": ("pharmacy",),
    "all": SHEETS,
}
"""The sheets that each gets, in their order."""


def make(
    case: Case,
    *,
    audience: str,
    paper: str,
    language: str,
    large_print: bool,
    until: date | None,
    pages: str,
    clock: int | None,
) -> bytes:
    """The PDF. Raises HandoutError."""
    if audience not in AUDIENCES:
        raise HandoutError(f'audience: expected {" or ".join(AUDIENCES)}; got "{audience}"')
    if paper not in PAPERS:
        raise HandoutError(f'paper: expected {" or ".join(PAPERS)}; got "{paper}"')
    if pages not in PATIENTS_PAGES:
        raise HandoutError(f'pages: expected {" or ".join(PATIENTS_PAGES)}; got "{pages}"')
    if clock not in (None, 12, 24):
        raise HandoutError(f"clock: expected 12 or 24; got {clock}")
    sheets = {one: _given(case, one, language, clock) for one in AUDIENCES[audience]}
    main = next(iter(sheets.values()))
    measures = SHEET
    if patient := sheets.get("patient"):
        measures = LARGE_PRINT if large_print else PATIENT
        days_shown(patient, until)
    drawn_on = Paper(PAPERS[paper], measures)
    footer = Footer(drawn_on, main)
    if patient:
        _patient_pages(drawn_on, patient, until, pages)
    professional = replace(SHEET, margin=measures.margin)  # footers as wide on every page
    for sheet, given in sheets.items():
        if sheet != "patient":
            drawn_on.use(professional)
            changed = given.words.language != main.words.language
            with drawn_on.tags.element("Sect", language=SHEET_LANGUAGE if changed else ""):
                _DRAW[sheet](drawn_on, given)
    title = main.said(f"document.title_{audience}")
    # What goes to other people than the prescriber carries no plan: it says more than they need.
    carried = write_plan(case.plan) if "prescriber" in sheets else None
    content = drawn_on.finish(title, main.words.language, footer.operators, carried)
    check(content, sheets, until, pages)
    return content


def _given(case: Case, sheet: Sheet, language: str, clock: int | None) -> Given:
    """The plan as this sheet tells it, in its language. Raises HandoutError."""
    words = words_in(language) if sheet == "patient" else words_in(SHEET_LANGUAGE)
    words.expect(case.medicine)
    plan = printable(case.plan, sheet)
    shown = case if plan == case.plan else Case(plan, case.medicine, case.day)
    hours = (clock or clock_of(case.plan.country)) if sheet == "patient" else 24
    return Given(case=shown, judged=case, wording=Wording(words, case.medicine), clock=hours)


_DRAW: dict[Sheet, Callable[[Paper, Given], None]] = {
    "prescriber": draw_prescriber,
    "pharmacy": draw_pharmacy,
}


def _patient_pages(paper: Paper, given: Given, until: date | None, pages: str) -> None:
    if given.over:
        draw_after_the_end(paper, given)
        return
    last = draw_patient(paper, given)
    if pages == "essential":
        reviews(paper, given)  # the sheet stands alone
        return  # a chart that had no room on the sheet would make another
    draw_calendar(paper, given, until)
    draw_afterwards(paper, given)
    last = draw_those_that_fit(paper, given, last[::-1])  # the longer one first
    if pages == "all":
        draw_notes(paper, given, until)
    for block in last:
        block(paper, given)
