"""What the calendar must say: each day with its doses, in words and drawn; and the weekly score."""

from __future__ import annotations

from datetime import date, timedelta

from planner.amounts import Milligrams
from planner.dates import ONE_DAY
from planner.handout.afterwards import MOST_WEEKS
from planner.handout.calendar import days_shown
from planner.handout.readback.page import Page
from planner.handout.readback.pictures import check_change, check_mark, check_pieces
from planner.handout.readback.reading import Node
from planner.handout.readback.tables import rows_of
from planner.schedule import Step


def check_calendar(page: Page, until: date | None) -> None:
    given = page.given
    shown = days_shown(given, until)
    rows = rows_of(page.titled("calendar"), 1 + len(given.plan.regimen))
    stops, begins = given.schedule.stops_on, max(given.day, given.schedule.start)
    if shown is None:
        page.same(
            "calendar, is left out after the last dose", True, bool(stops and stops <= begins)
        )
        page.same("calendar, number of days", 0, len(rows))
        return
    day, last = shown
    page.same("calendar, first day", begins, day)
    count = max((last - day).days + 1 - (stops == last), 0)
    page.same("calendar, number of days", count, len(rows))
    for row in rows:
        _check_day(page, row, day)
        day += ONE_DAY
    bands = " ".join(
        row.text for table in page.titled("calendar") for row in table.kids
        if len(row.kids) == 1
    )  # fmt: skip
    said = page.figures.dates(page.without_own_words(bands))
    if stops == last and count:
        page.same("calendar, the day without", True, stops in said)
    for revision in given.plan.revisions:
        if begins <= revision.start <= last:
            page.same(f"calendar, the change of {revision.start}", True, revision.start in said)


def _check_day(page: Page, row: list[Node], day: date) -> None:
    """A day's doses in words and drawn, marked on the day on which they change and on no other."""
    place = f"calendar, {day}"
    step, before = _taken_on(page, day)
    now = [dose.mg for dose in step.doses]
    head, *cells = row
    page.same(f"{place}, day", day, page.figures.short_date(head.text, day.year))
    check_change(page, place, head, now, before)
    for cell, dose, mg in zip(cells, step.doses, before, strict=True):
        here = f"{place}, {dose.name}"
        page.dose(here, cell, dose)
        check_pieces(page, here, cell, dose)
        check_mark(page, here, cell, dose.mg, mg)


def _taken_on(page: Page, day: date) -> tuple[Step, list[Milligrams]]:
    """The step of a day, and the doses of the day before; from the schedule itself."""
    before = list(page.given.plan.doses)
    for step in page.given.schedule.steps:
        if step.start <= day and (step.end is None or day <= step.end):
            break
        before = list(step.mg)
    return step, before if step.start == day else list(step.mg)


def check_score(page: Page, until: date | None) -> None:
    shown = days_shown(page.given, until)
    rows = rows_of(page.titled("score"), 3)
    weeks = min(max((shown[1] - shown[0]).days // 7 + 1, 0), MOST_WEEKS) if shown else 0
    page.same("weekly score, number of rows", weeks, len(rows))
    for number, row in enumerate(rows):
        assert shown is not None
        day = shown[0] + timedelta(days=7 * number)
        page.same("weekly score, day", (day,), page.figures.dates(row[0].text))
