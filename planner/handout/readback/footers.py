"""Every page's footer: for whom it is, which page it is, and draft or approved by whom."""

from __future__ import annotations

from datetime import date

from planner.handout.given import Given
from planner.handout.readback.page import Page
from planner.handout.readback.reading import Reading


def check_footers(reading: Reading, given: Given) -> None:
    page = Page(reading.tree, given)
    total = len(reading.footers)
    for number, footer in enumerate(reading.footers, start=1):
        place = f"footer of page {number}"
        spaceless = _spaceless(footer)
        count = given.words.text("footer.page", page=number, pages=total)
        page.same(f"{place}, count", True, _spaceless(count) in spaceless)
        _check_person(page, place, footer)
        _check_standing(page, place, footer)


def _check_person(page: Page, place: str, footer: str) -> None:
    patient = page.given.plan.patient
    if patient.name:
        page.same(f"{place}, name", True, _spaceless(patient.name) in _spaceless(footer))
    if patient.birth_date:
        page.same(f"{place}, birth date", True, _is_said(page, patient.birth_date, footer))


def _check_standing(page: Page, place: str, footer: str) -> None:
    standing, spaceless = page.given.standing, _spaceless(footer)
    if standing.approved and standing.at:
        page.same(f"{place}, approved by", True, _spaceless(standing.by) in spaceless)
        on = standing.at.date()
        page.same(f"{place}, approved on", True, on in page.figures.dates(footer))
    else:
        draft = _spaceless(page.given.words.text("footer.draft"))
        page.same(f"{place}, draft", True, draft in spaceless)


def _is_said(page: Page, day: date, text: str) -> bool:
    """A day without its weekday, as a birth date is written."""
    month = page.given.words.texts("dates.months")[day.month - 1]
    spaced = f" {' '.join(text.replace(',', ' ').split())} "
    return f" {day.day} " in spaced and month in spaced and str(day.year) in spaced


def _spaceless(text: str) -> str:
    return "".join(text.split())
