"""Every page's footer: for whom, which plan and version, which page, draft or approved by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.documents import plan_digest
from planner.handout.readback.page import Page


def check_footers(page: Page, footers: Sequence[str]) -> None:
    for number, footer in enumerate(footers, start=1):
        place = f"footer of page {number}"
        count = page.given.words.text("footer.page", page=number, pages=len(footers))
        page.contains(f"{place}, count", count, footer)
        _check_person(page, place, footer)
        _check_standing(page, place, footer)
        plan = page.given.judged.plan
        page.contains(f"{place}, version", f"{plan.number} · {plan_digest(plan)[7:15]}", footer)
        if not _is_said(page, page.given.begins, footer):
            page.same(f"{place}, plan's first day", page.given.begins, footer.strip())


def _check_person(page: Page, place: str, footer: str) -> None:
    patient = page.given.plan.patient
    page.contains(f"{place}, name", patient.name, footer)
    if patient.birth_date and not _is_said(page, patient.birth_date, footer):
        page.same(f"{place}, birth date", patient.birth_date, footer.strip())


def _check_standing(page: Page, place: str, footer: str) -> None:
    standing = page.given.standing
    if standing.approved and standing.at:
        page.contains(f"{place}, approved by", standing.by, footer)
        if (on := standing.at.date()) not in page.figures.dates(footer):
            page.same(f"{place}, approved on", on, footer.strip())
    else:
        page.contains(f"{place}, draft", page.given.words.text("footer.draft"), footer)


def _is_said(page: Page, day: date, text: str) -> bool:
    """A day without its weekday, as a birth date is written."""
    month = page.given.words.texts("dates.months")[day.month - 1]
    spaced = f" {' '.join(text.replace(',', ' ').split())} "
    return f" {day.day} " in spaced and month in spaced and str(day.year) in spaced
