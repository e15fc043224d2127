"""The calendar: a strip for each week, a row for each day, a box to tick for each dose.

What a day brings beside its doses is said in a band across the strip: the day without the
medicine, a pause in which nothing changes, a talk with the prescriber, a revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.cells import Cell, Layout, Mark
from planner.handout.columns import Contents, layouts
from planner.handout.dose_table import DoseTable, Row, Said
from planner.handout.drawings import Drawings
from planner.handout.errors import HandoutError
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import dose_texts, mark_of, mark_words, only_product, revised_here
from planner.handout.talks import talks_to_come, when
from planner.handout.words import Run
from planner.plan import Review
from planner.schedule import Dose, Step

WEEK = timedelta(days=7)
USUAL = 13 * WEEK
LONGEST = 17 * WEEK
MOST = timedelta(days=3 * 366)


PICTURES, PICTURE = 0.33, 0.11
"""The most that the drawn pieces of a day's doses take of the page's width, and at least of one
dose's: few dose times leave room to draw each piece large."""


def days_shown(given: Given, until: date | None) -> tuple[date, date] | None:
    """The first and the last day: 13 weeks, or to the end where that is within 17, or `until`.

    It begins with the day of the pages, or with the plan where that is later. None where no day
    is left with a dose. Raises HandoutError for an `until` before the first day, or more than
    three years on.
    """
    first, end = given.begins, given.schedule.stops_on
    if end and first >= end:
        return None
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
    rows = _Rows(paper, given)
    starts = list(_weeks(given, first, last))
    weeks = [[rows.of(day, start) for day in _days(start, end)] for start, end in starts]
    layout = _layout(paper, given, weeks)
    for number, ((start, _), week) in enumerate(zip(starts, weeks, strict=True), start=1):
        title = given.said("calendar.week", number=number, day=given.wording.day(start))
        _draw_week(paper, given, layout, title, week)
    if ending := _ending(given, last):
        paper.paragraph((Run(given.said(ending), bold=True),))


def _ending(given: Given, last: date) -> str:
    """What is said where the plan goes on after the calendar's last day."""
    stops, steps = given.schedule.stops_on, given.schedule.steps
    if stops is None and last >= steps[-1].start:
        return "calendar.stays_on"
    return "calendar.goes_on" if stops is None or last < stops else ""


def _weeks(given: Given, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each strip."""
    while first <= last:
        end = first + WEEK - ONE_DAY
        if end + ONE_DAY == last == given.schedule.stops_on:
            end = last  # the day without the medicine closes the last strip
        yield first, min(end, last)
        first = end + ONE_DAY


def _layout(paper: Paper, given: Given, weeks: Sequence[Sequence[Row]]) -> Layout:
    """The plainest layout in which two weeks stand on a page, or one; else the lowest."""
    measures = paper.measures
    rows = [row for week in weeks for row in week if row.cells]
    contents = Contents(
        first=given.words.text("calendar.day_column"),
        headers=given.dose_times,
        times=given.times,
        days=list({(row.day, bool(row.mark)): None for row in rows}),
        rows=list({row.cells: None for row in rows}),
    )
    heading = measures.heading * 1.2 + measures.before_heading + 2 * measures.after_heading
    heights: dict[Layout, float] = {}
    for layout in layouts(measures, paper.column, contents, ("headed", "lined", "timed")):
        table = _table(paper, given, layout, "")
        heights[layout] = max(map(table.height, weeks))
        if heights[layout] <= paper.page_room / 2 - heading:
            return layout
    for layout, height in heights.items():
        if height <= paper.page_room - heading:
            return layout
    return min(heights, key=lambda layout: heights[layout])


def _table(paper: Paper, given: Given, layout: Layout, title: str) -> DoseTable:
    """The table of a week; `title`: what stands above it."""
    said = Said(
        first=given.words.text("calendar.day_column"),
        headers=given.dose_times,
        times=given.times,
        goes_on=lambda page: given.said("table.goes_on", page=page),
        continued=given.said("table.continued", title=title),
        marked=given.said("calendar.change"),
    )
    return DoseTable(paper, layout, said, "calendar", paper.measures.calendar_padding)


def _draw_week(paper: Paper, given: Given, layout: Layout, title: str, rows: Sequence[Row]) -> None:
    """One strip, on one page where a page holds it."""
    table = _table(paper, given, layout, title)
    height = table.height(rows)
    if height > paper.page_room - 4 * paper.measures.leading:
        height = table.height(rows[:2])
    paper.heading(2, title, keep=height)
    table.draw(rows)


class _Rows:
    """The rows of the days; the cells of a step, which are those of each of its days, are made
    once."""

    def __init__(self, paper: Paper, given: Given) -> None:
        self._given = given
        self._drawings = Drawings(given.plan, given.medicine, paper.measures.tablet)
        self._picture = paper.column * max(PICTURES / len(given.plan.regimen), PICTURE)
        self._cells: dict[tuple[date, bool], tuple[Cell, ...]] = {}
        self._talks: dict[date, list[Review]] = {}
        for review in talks_to_come(given):
            self._talks.setdefault(review.on, []).append(review)

    def of(self, day: date, first: date) -> Row:
        """The row of a day, in the strip that begins with `first`."""
        given = self._given
        bands = tuple(_bands(given, day, first, self._talks.get(day, ())))
        if day == given.schedule.stops_on:
            return Row(Run(""), (), bands)
        step = given.step_on(day)
        changes = step.start == day and step.mg != given.doses_before(step)
        mark = mark_of(step.daily_mg, step.before_mg) or "down" if changes else ""
        day_said = Run(given.wording.day_short_in_two(day), bold=changes)
        return Row(day_said, self._cells_of(step, changes), bands, mark, thick=changes)

    def _cells_of(self, step: Step, changes: bool) -> tuple[Cell, ...]:
        key = (step.start, changes)
        if key not in self._cells:
            before = self._given.doses_before(step)
            self._cells[key] = tuple(
                self._cell(dose, mark_of(dose.mg, mg) if changes else "", is_taken=step.taken)
                for dose, mg in zip(step.doses, before, strict=True)
            )
        return self._cells[key]

    def _cell(self, dose: Dose, mark: Mark, *, is_taken: bool) -> Cell:
        """A dose with a box to tick; what was really taken has none: there is nothing to do."""
        given = self._given
        texts, words = dose_texts(given, dose, bold=bool(mark)), mark_words(given, mark)
        if not dose.take:
            return Cell(texts, mark, words)
        return Cell(
            texts,
            mark,
            words,
            picture=self._drawings.taken(dose.take, self._picture),
            has_box=not is_taken,
            alternative=given.said(f"calendar.{'taken' if is_taken else 'box'}_alt"),
        )


def _revised(given: Given, day: date) -> Run | None:
    """What is said where a revision begins, and on the first day of what was really taken."""
    step = given.step_on(day)
    begins = step.start == day or (step.taken and day == given.begins)
    return revised_here(given, step) if begins else None


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _bands(given: Given, day: date, first: date, talks: Sequence[Review]) -> Iterator[Run]:
    """What is said before a day; of a pause on its first day in the strip; `talks`: the day's."""
    plan, wording = given.plan, given.wording
    if day == given.schedule.stops_on:
        yield Run(given.said("calendar.stop", day=wording.day(day)), bold=True)
    elif revised := _revised(given, day):
        yield revised
    for pause in plan.dates.pauses:
        if pause.start <= day <= pause.end and day == max(pause.start, first):
            key = "calendar.pause" if pause.reason else "calendar.pause_plain"
            span = {"first": wording.day(pause.start), "last": wording.day(pause.end)}
            yield Run(given.said(key, reason=pause.reason, **span))
    for review in talks:
        key = "calendar.review" if review.note else "calendar.review_plain"
        yield Run(given.said(key, day=when(given, review), note=review.note))
