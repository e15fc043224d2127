"""The calendar: a strip for each week, a row for each day, a box to tick for each dose.

What a day brings beside its doses is said in a band across the strip: the day without the
medicine, a pause in which nothing changes, a talk with the prescriber, a revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from planner.dates import ONE_DAY
from planner.handout.cells import Cell, Mark
from planner.handout.dose_table import DoseTable
from planner.handout.drawings import Drawings
from planner.handout.errors import HandoutError
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import dose_texts, mark_of, mark_words, only_product
from planner.handout.words import Run
from planner.schedule import Dose, Step

WEEK = timedelta(days=7)
USUAL = 13 * WEEK
LONGEST = 17 * WEEK
MOST = timedelta(days=3 * 366)


class Day(NamedTuple):
    """A row of the calendar, and what is said across the strip before it."""

    bands: tuple[Run, ...]
    head: tuple[Run, ...]
    cells: tuple[Cell, ...]
    mark: Mark


def days_shown(given: Given, until: date | None) -> tuple[date, date] | None:
    """The first and the last day: 13 weeks, or to the end where that is within 17, or `until`.

    A revised plan's calendar begins with its last revision. None where there is no day to show.
    Raises HandoutError for an `until` before the first day, or more than three years on.
    """
    schedule = given.schedule
    if not schedule.steps or (given.plan.revisions and not given.coming):
        return None
    first = given.coming[0].start if given.plan.revisions else schedule.start
    end = schedule.stops_on
    usual = first + USUAL - ONE_DAY
    if until and not first <= until <= first + MOST:
        raise HandoutError(f"until: expected a day from {first} to {first + MOST}; got {until}")
    last = until or (end if end and end - first <= LONGEST else usual)
    return first, min(last, end) if end else last


def draw_calendar(paper: Paper, given: Given, until: date | None) -> None:
    """The weeks, one strip each."""
    days = days_shown(given, until)
    if days is None:
        return
    first, last = days
    paper.new_page()
    paper.heading(1, given.said("calendar.title"))
    how = given.said("calendar.how")
    if only := only_product(given):
        strength = given.wording.strength(only)
        how += " " + given.said(f"calendar.only_{only.form}", strength=strength)
    paper.paragraph(how)
    strips = _Strips(paper, given)
    start, number = first, 1
    while start <= last:
        end = start + WEEK - ONE_DAY
        if end + ONE_DAY == last == given.schedule.stops_on:
            end = last  # the day without the medicine closes the last strip
        strips.week(number, start, min(end, last))
        start, number = end + ONE_DAY, number + 1
    if ending := _ending(given, last):
        paper.paragraph((Run(given.said(ending), bold=True),))


def _ending(given: Given, last: date) -> str:
    """What is said where the plan goes on after the calendar's last day."""
    stops, steps = given.schedule.stops_on, given.schedule.steps
    if stops is None and last >= steps[-1].start:
        return "calendar.stays_on"
    return "calendar.goes_on" if stops is None or last < stops else ""


class _Strips:
    """Draws the weeks; the cells of a step, which are those of each of its days, are made once."""

    def __init__(self, paper: Paper, given: Given) -> None:
        self._paper = paper
        self._given = given
        self._drawings = Drawings(given.plan, given.medicine, paper.measures.tablet)
        self._cells: dict[tuple[date, bool], tuple[Cell, ...]] = {}

    def week(self, number: int, first: date, last: date) -> None:
        """One strip, on one page where a page holds it."""
        paper, given = self._paper, self._given
        column, padding = given.words.text("calendar.day_column"), paper.measures.calendar_padding
        table = DoseTable(paper, column, given.dose_times, "calendar", padding)
        days = [self._day(table, day, first) for day in _days(first, last)]
        height = table.header_height + sum(_height(table, day) for day in days)
        if height > paper.page_room - 4 * paper.measures.leading:
            height = table.header_height + sum(_height(table, day) for day in days[:2])
        title = given.said("calendar.week", number=number, day=given.wording.day(first))
        paper.heading(2, title, keep=height)
        with table.drawn():
            for day in days:
                self._draw(table, day)

    def _draw(self, table: DoseTable, day: Day) -> None:
        for band in day.bands:
            table.band((band,), last=not day.cells)
        if day.cells:
            changes = bool(day.mark)
            words = self._given.said("calendar.change") if changes else ""
            table.row(day.head, day.cells, mark=day.mark, mark_words=words, thick=changes)

    def _day(self, table: DoseTable, day: date, first: date) -> Day:
        given = self._given
        bands = tuple(_bands(given, day, first))
        if day == given.schedule.stops_on:
            return Day(bands, (), (), "")
        step = given.step_on(day)
        changes = step.start == day and [d.mg for d in step.doses] != given.doses_before(step)
        mark = mark_of(step.daily_mg, step.before_mg) or "down" if changes else ""
        head = (Run(given.wording.day_short(day), bold=changes),)
        return Day(bands, head, self._cells_of(table, step, changes), mark)

    def _cells_of(self, table: DoseTable, step: Step, changes: bool) -> tuple[Cell, ...]:
        key = (step.start, changes)
        if key not in self._cells:
            before = self._given.doses_before(step)
            self._cells[key] = tuple(
                self._cell(table, dose, mark_of(dose.mg, mg) if changes else "")
                for dose, mg in zip(step.doses, before, strict=True)
            )
        return self._cells[key]

    def _cell(self, table: DoseTable, dose: Dose, mark: Mark) -> Cell:
        given = self._given
        texts, words = dose_texts(given, dose, bold=bool(mark)), mark_words(given, mark)
        if not dose.take:
            return Cell(texts, mark, words)
        return Cell(
            texts,
            mark,
            words,
            picture=self._drawings.taken(dose.take, table.text_width * 0.4),
            has_box=True,
            alternative=given.said("calendar.box_alt"),
        )


def _height(table: DoseTable, day: Day) -> float:
    bands = sum(table.band_height((band,)) for band in day.bands)
    return bands + (table.row_height(day.head, day.cells, day.mark) if day.cells else 0)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _bands(given: Given, day: date, first: date) -> Iterator[Run]:
    """What is said before a day; of a pause on its first day in the strip."""
    plan, wording = given.plan, given.wording
    if day == given.schedule.stops_on:
        yield Run(given.said("calendar.stop", day=wording.day(day)), bold=True)
    for pause in plan.dates.pauses:
        if pause.start <= day <= pause.end and day == max(pause.start, first):
            key = "calendar.pause" if pause.reason else "calendar.pause_plain"
            span = {"first": wording.day(pause.start), "last": wording.day(pause.end)}
            yield Run(given.said(key, reason=pause.reason, **span))
    for review in plan.reviews:
        if review.on == day:
            key = "calendar.review" if review.note else "calendar.review_plain"
            yield Run(given.said(key, day=wording.day(day), note=review.note))
