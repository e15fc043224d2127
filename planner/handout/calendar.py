"""The calendar: a strip for each week, a row for each day, a box to tick for each dose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.dose_table import Cell, DoseTable
from planner.handout.drawings import Drawings
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import doses_before, mark_of, mark_words, only_tablet
from planner.handout.words import Run
from planner.schedule import Step

WEEK = timedelta(days=7)
USUAL = 13 * WEEK
LONGEST = 17 * WEEK


def first_and_last(given: Given, until: date | None) -> tuple[date, date] | None:
    """The calendar's first and last day: 13 weeks, or to the end where that is within 17."""
    schedule = given.schedule
    if not schedule.steps:
        return None
    first = schedule.steps[given.revised].start if given.plan.revisions else schedule.start
    end = schedule.stops_on
    if until is not None:
        last = until
    elif end is not None and end - first <= LONGEST:
        last = end
    else:
        last = first + USUAL - ONE_DAY
    return first, min(last, end) if end else last


def draw_calendar(paper: Paper, given: Given, until: date | None) -> None:
    days = first_and_last(given, until)
    if days is None:
        return
    first, last = days
    paper.new_page()
    paper.heading(1, given.said("calendar.title"))
    paper.paragraph(given.said("calendar.how"))
    if only := only_tablet(given):
        paper.paragraph(given.said("calendar.one_product", strength=only))
    drawings = Drawings(given.plan, given.medicine, paper.measures.tablet)
    number = 0
    start = first
    while start <= last:
        number += 1
        _week(paper, given, drawings, number, start, min(start + WEEK - ONE_DAY, last))
        start += WEEK
    if given.schedule.stops_on is None:
        stays = last >= given.schedule.steps[-1].start
        paper.paragraph(
            (Run(given.said(f"calendar.{'stays' if stays else 'goes'}_on"), bold=True),)
        )
    elif last < given.schedule.stops_on:
        paper.paragraph((Run(given.said("calendar.goes_on"), bold=True),))


def _week(
    paper: Paper, given: Given, drawings: Drawings, number: int, first: date, last: date
) -> None:
    table = DoseTable(paper, given.words.text("calendar.day_column"), given.dose_times, "calendar")
    rows = [(day, *_row(given, table, drawings, day)) for day in _days(first, last)]
    height = table.header_height + sum(table.row_height(head, cells) for _, head, cells in rows)
    keep = min(height, paper.page_room * 0.8)
    title = given.said("calendar.week", number=number, day=given.wording.day(first))
    paper.heading(2, title, keep=keep)
    with table.drawn():
        for day, head, cells in rows:
            if day == given.schedule.stops_on:
                table.band(
                    (
                        Run(given.wording.day_short(day) + ": ", True),
                        Run(given.said("calendar.stop"), True),
                    ),
                    thick=True,
                )
            else:
                table.row(head, cells, thick=_step_on(given, day).start == day)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _step_on(given: Given, day: date) -> Step:
    steps = [step for step in given.schedule.steps if step.start <= day]
    return steps[-1]


def _row(
    given: Given, table: DoseTable, drawings: Drawings, day: date
) -> tuple[tuple[Run, ...], list[Cell]]:
    step = _step_on(given, day)
    starts = step.start == day and step.number > 0
    texts = [Run(given.wording.day_short(day), bold=starts)]
    if starts:
        texts.append(Run(given.said("calendar.change"), bold=True))
    before = doses_before(given, step)
    cells = []
    for dose, mg in zip(step.doses, before, strict=True):
        mark = mark_of(dose.mg, mg) if starts else ""
        if not dose.take:
            cells.append(
                Cell(
                    (Run(given.words.text("first.no_dose"), bool(mark)),),
                    mark,
                    mark_words(given, mark),
                )
            )
            continue
        tablets = given.wording.tablets(dose, short=bool(only_tablet(given)))
        cells.append(
            Cell(
                (Run(given.wording.milligrams(dose.mg), bool(mark)), Run(tablets, bool(mark))),
                mark,
                mark_words(given, mark),
                picture=drawings.taken(dose.take, table.text_width * 0.4),
                has_box=True,
                alternative=given.said("calendar.box_alt", tablets=given.wording.tablets(dose)),
            )
        )
    return tuple(texts), cells
