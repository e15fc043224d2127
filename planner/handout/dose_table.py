"""A table by day and dose time: the steps and the calendar are drawn through it.

A row is a day and what is taken at each dose time, at the places that the table's layout gives.
A row is never cut by the end of a page: there the table says where it goes on, and on the next
page its headers come again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from planner.handout.cells import (
    GAP,
    MARK_GAP,
    Cell,
    Grid,
    Layout,
    Mark,
    Placed,
    has_drawing,
    mark_width,
)
from planner.handout.drawings import box, triangle
from planner.handout.headers import Headers
from planner.handout.paper import Paper
from planner.handout.words import Run, on_one_line
from planner.handout.wrapping import Line, line_width, wrap


class Row(NamedTuple):
    """A day and its doses."""

    day: Run
    """Its lines where it stands beside its doses; above them it is one line."""
    cells: tuple[Cell, ...]
    bands: tuple[Run, ...] = ()
    """What is said across the table first."""
    mark: Mark = ""
    """▼ or ▲ behind the day."""
    thick: bool = False
    """A thick rule is above it."""
    is_above: bool = False
    """The day stands above its doses, whatever the layout."""


class Said(NamedTuple):
    """What a table says beside its rows."""

    first: str
    """The header of the days."""
    headers: Sequence[str]
    """Of the dose times: "Morning 07:00"."""
    times: Sequence[str]
    goes_on: Callable[[int], str]
    """At the foot of a page, given the next one's number: where the table goes on."""
    continued: str
    """Above the headers that come again."""
    marked: str = ""
    """Read out for the mark behind a day."""


class DoseTable:
    """A table that is being drawn, row by row."""

    def __init__(
        self, paper: Paper, layout: Layout, said: Said, title: str = "", padding: float = 0
    ) -> None:
        """`title`: by which the read back finds it; `padding`: above and below each row."""
        self._paper = paper
        self._said = said
        self._title = title
        self._padding = padding
        self._leading = paper.measures.table_leading
        self._day_width = layout.day_width
        self._grid = Grid(paper.measures, paper.left, layout, said.times)
        self._headers = Headers(paper, self._grid, self._day_width, said.first, said.headers)

    def draw(self, rows: Sequence[Row]) -> None:
        """The table with its headers."""
        paper = self._paper
        with paper.tags.element("Table", title=self._title):
            self._header()
            for row in rows:
                self.row(row, is_last=row is rows[-1])
        paper.rule(paper.left, paper.left + paper.column, paper.y)
        paper.space(paper.measures.after_paragraph)

    # How high it becomes

    def height(self, rows: Iterable[Row]) -> float:
        """The height of the table if it holds just these rows."""
        return self._header_height + sum(map(self._row_height, rows))

    def count_fitting(self, rows: Sequence[Row], room: float) -> int:
        """How many rows fit in the room, with the line under them that says where it goes on."""
        room -= self._header_height + self._leading
        for count, row in enumerate(rows):
            room -= self._row_height(row)
            if room < 0:
                return count
        return len(rows)

    @property
    def _header_height(self) -> float:
        return self._headers.height + 2 * self._padding

    def _row_height(self, row: Row) -> float:
        height = sum(self._band_height(band) for band in row.bands)
        if not row.cells:
            return height
        day = len(self._day_lines(row)) * self._leading + self._lowered(row)
        doses = self._grid.place(row.cells)[1]
        return (
            height
            + (max(day, doses) if self._is_beside(row) else day + doses)
            + (2 * self._padding)
        )

    def _band_height(self, band: Run) -> float:
        return len(self._across(band)) * self._leading + 2 * self._padding

    # Rows

    def row(self, row: Row, *, is_last: bool) -> None:
        """A row with its bands, on a new page where it has no room on this one."""
        paper = self._paper
        height = self._row_height(row)
        if not paper.fits(height + (0 if is_last else self._leading)):
            self._break()
        self._rule_above(row.thick)
        for band in row.bands:
            self._band(band)
            height -= self._band_height(band)
            if row.cells or band is not row.bands[-1]:
                self._rule_above(thick=False)
        if row.cells:
            with paper.tags.element("TR"):
                self._day_and_doses(row)
            paper.took(height)

    def _band(self, band: Run) -> None:
        paper = self._paper
        header = paper.tags.element("TH", scope="Row", span=1 + len(self._said.times))
        with paper.tags.element("TR"), header:
            top = paper.y - self._padding
            paper.lines(self._across(band), paper.left, top, paper.measures.body, self._leading)
        paper.took(self._band_height(band))

    def _day_and_doses(self, row: Row) -> None:
        paper, size = self._paper, self._paper.measures.body
        lines, top = self._day_lines(row), paper.y - self._padding
        cells, lowered = self._grid.place(row.cells)[0], self._lowered(row)
        with paper.tags.element("TH", scope="Row"):
            top -= lowered
            paper.lines(lines, paper.left, top, size, self._leading)
            if row.mark:
                middle = top - (len(lines) - 0.5) * self._leading
                self._mark(row.mark, self._said.marked, lines[-1], paper.left, middle)
        top += lowered
        if not self._is_beside(row):
            top -= len(lines) * self._leading
        for one in cells:
            with paper.tags.element("TD"):
                self._dose(one, top - one.top)

    def _lowered(self, row: Row) -> float:
        """How much lower a day stands beside its doses, to be level with them: a box makes their
        line higher."""
        if not self._is_beside(row):
            return 0.0
        return (self._grid.place(row.cells)[0][0].first - self._leading) / 2

    def _is_beside(self, row: Row) -> bool:
        """The day stands beside its doses, not above them."""
        return self._day_width > 0 and not row.is_above

    def _day_lines(self, row: Row) -> tuple[Line, ...]:
        measures, day = self._paper.measures, row.day
        mark = mark_width(measures) if row.mark else 0
        if not self._is_beside(row):
            return self._paper.wrap((on_one_line(day),), self._paper.column - mark)
        return tuple(
            line
            for part in day.text.split("\n")
            for line in wrap((Run(part, day.bold),), self._day_width - mark, measures.body)
        )

    def _across(self, band: Run) -> tuple[Line, ...]:
        return self._paper.wrap((band,), self._paper.column)

    def _rule_above(self, thick: bool) -> None:
        paper, measures = self._paper, self._paper.measures
        thickness = measures.thick_rule if thick else measures.rule
        paper.rule(paper.left, paper.left + paper.column, paper.y, thickness)

    # Headers

    def _header(self) -> None:
        """The row of headers."""
        paper, size = self._paper, self._paper.measures.body
        paper.need(self._header_height * 2)
        with paper.tags.element("TR"):
            for lines, x, y in self._headers.placed(paper.y - self._padding):
                with paper.tags.element("TH", scope="Column"):
                    paper.lines(lines, x, y, size, self._leading)
        self._under_header()

    def _break(self) -> None:
        """The end of a page within the table: what is said of that is decoration, no row."""
        paper, size = self._paper, self._paper.measures.body
        right = paper.left + paper.column
        paper.rule(paper.left, right, paper.y)
        goes_on = self._said.goes_on(paper.number + 1)
        with paper.tags.artifact():
            self._plain(paper.wrap((Run(goes_on),), paper.column), paper.left, paper.y)
        paper.new_page()
        with paper.tags.artifact():
            lines = paper.wrap((Run(self._said.continued, True),), paper.column)
            self._plain(lines, paper.left, paper.y)
            paper.took(len(lines) * self._leading)
            for placed, x, y in self._headers.placed(paper.y - self._padding):
                paper.plain_lines(placed, x, y, size, self._leading)
        self._under_header()

    def _plain(self, lines: Sequence[Line], x: float, y: float) -> None:
        self._paper.plain_lines(lines, x, y, self._paper.measures.body, self._leading)

    def _under_header(self) -> None:
        paper, measures = self._paper, self._paper.measures
        paper.took(self._header_height)
        paper.rule(paper.left, paper.left + paper.column, paper.y, measures.thick_rule * 0.6)

    # Cells

    def _dose(self, one: Placed, top: float) -> None:
        """A cell: its picture, its milligrams with the mark, and what is taken."""
        paper, size, leading = self._paper, self._paper.measures.body, self._leading
        x, first_leading = one.x, one.first
        if has_drawing(one.cell):
            x = self._picture(one.cell, x, top - first_leading / 2)
        if one.is_below:
            top, x, first_leading = top - first_leading, one.x, leading
        shift = (first_leading - leading) / 2
        paper.lines(one.head[:1], x, top - shift, size, leading)
        if one.cell.mark:
            middle = top - first_leading / 2
            self._mark(one.cell.mark, one.cell.mark_words, one.head[0], x, middle)
        under = (*one.head[1:], *(() if one.is_beside else one.rest))
        if under:
            paper.lines(under, one.x, top - first_leading, size, leading)
        if one.is_beside and one.rest:
            paper.lines(one.rest, one.rest_x, top - shift, size, leading)

    def _picture(self, cell: Cell, x: float, middle: float) -> float:
        """The box and the pieces, as one figure; where the text goes on behind them."""
        paper, measures = self._paper, self._paper.measures
        figure = paper.tags.element("Figure", alternative=cell.alternative)
        with figure, paper.tags.content():
            if cell.has_box:
                box(paper, x, middle, measures.box)
                x += measures.box + GAP
            if cell.picture:
                cell.picture.draw(paper, x, middle)
                x += cell.picture.width + GAP
        return x

    def _mark(self, mark: Mark, words: str, line: Line, x: float, middle: float) -> None:
        """▼ or ▲ behind a line."""
        paper, size = self._paper, self._paper.measures.body
        wide = mark_width(paper.measures) - MARK_GAP
        x += line_width(line, size) + MARK_GAP
        with paper.tags.element("Figure", alternative=words), paper.tags.content():
            triangle(paper, x, middle, wide, up=mark == "up")
