"""A table by day and dose time: the steps and the calendar are drawn through it.

A row is a day and what is taken at each dose time. Up to the measures' `most_columns` stand side
by side under a row of headers, which is repeated on each new page; more of them wrap within the
row, and then each cell says its dose time itself. A row is never cut by the end of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from planner.handout.cells import (
    GAP,
    MARK_GAP,
    Cell,
    Grid,
    Mark,
    Placed,
    mark_width,
    picture_height,
)
from planner.handout.drawings import box, triangle
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.handout.wrapping import Line, line_width, wrap


class DoseTable:
    """A table that is being drawn, row by row."""

    def __init__(
        self,
        paper: Paper,
        first: str,
        dose_times: Sequence[str],
        title: str,
        row_padding: float | None = None,
    ) -> None:
        self._paper = paper
        self._first = first
        self._dose_times = dose_times
        self._title = title
        self._padding = paper.measures.row_padding if row_padding is None else row_padding
        self._grid = Grid(paper.measures, paper.left, paper.column, dose_times)

    @property
    def text_width(self) -> float:
        """The width for a cell's text."""
        return self._grid.text_width

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """The table, with its header; rows are drawn meanwhile."""
        paper = self._paper
        with paper.tags.element("Table", title=self._title):
            if self._grid.has_header:
                self._header(repeated=False)
                paper.on_new_page = lambda: self._header(repeated=True)
            yield
            paper.on_new_page = None
        paper.rule(paper.left, paper.left + paper.column, paper.y)
        paper.space(paper.measures.after_paragraph)

    @property
    def header_height(self) -> float:
        if not self._grid.has_header:
            return 0.0
        first, *others = map(len, self._header_lines())
        lines = max(first, *others) if self._grid.day_is_beside else first + max(others)
        return lines * self._paper.measures.table_leading + 2 * self._padding

    def row_height(self, first: Sequence[Run], cells: tuple[Cell, ...], mark: Mark = "") -> float:
        day_height = len(self._day_lines(first, mark)) * self._paper.measures.table_leading
        cells_height = self._grid.place(cells, self._padding)[1]
        beside = self._grid.day_is_beside
        height = max(day_height, cells_height) if beside else day_height + cells_height
        return height + 2 * self._padding

    def row(
        self,
        first: Sequence[Run],
        cells: tuple[Cell, ...],
        *,
        thick: bool = False,
        mark: Mark = "",
        mark_words: str = "",
    ) -> None:
        """A row: its day, marked with ▼ or ▲, and a cell for each dose time; `thick`: a thick
        rule above it."""
        paper, measures = self._paper, self._paper.measures
        height = self.row_height(first, cells, mark)
        paper.need(height)
        self._rule_above(thick)
        day_lines, top = self._day_lines(first, mark), paper.y - self._padding
        with paper.tags.element("TR"):
            with paper.tags.element("TH", scope="Row"):
                paper.lines(day_lines, paper.left, top, measures.body, measures.table_leading)
                if mark:
                    middle = top - (len(day_lines) - 0.5) * measures.table_leading
                    self._mark(mark, mark_words, day_lines[-1], paper.left, middle)
            if not self._grid.day_is_beside:
                top -= len(day_lines) * measures.table_leading
            for one in self._grid.place(cells, self._padding)[0]:
                with paper.tags.element("TD"):
                    self._draw(one, top - one.top)
        paper.took(height)

    def band_height(self, runs: Sequence[Run]) -> float:
        lines = self._paper.wrap(runs, self._paper.column)
        return len(lines) * self._paper.measures.table_leading + 2 * self._padding

    def band(self, runs: Sequence[Run], *, thick: bool = False, last: bool = False) -> None:
        """A row that is one text across all columns, on the page of the row after it; `last`:
        there is none."""
        paper, measures = self._paper, self._paper.measures
        height = self.band_height(runs)
        paper.need(height + (0 if last else 3 * measures.table_leading))
        self._rule_above(thick)
        header = paper.tags.element("TH", scope="Row", span=1 + len(self._dose_times))
        with paper.tags.element("TR"), header:
            lines, top = paper.wrap(runs, paper.column), paper.y - self._padding
            paper.lines(lines, paper.left, top, measures.body, measures.table_leading)
        paper.took(height)

    def _header_lines(self) -> list[tuple[Line, ...]]:
        paper = self._paper
        day_width = self._grid.day_width - paper.measures.cell_padding
        size = paper.measures.body
        return [
            wrap((Run(self._first, True),), day_width, size),
            *(wrap((Run(name, True),), self.text_width, size) for name in self._dose_times),
        ]

    def _header(self, repeated: bool) -> None:
        """The row of headers; on a further page it is decoration, not a second row."""
        paper, measures = self._paper, self._paper.measures
        height = self.header_height
        if not repeated:
            paper.need(height * 2)
        first, *others = self._header_lines()
        top = paper.y - self._padding
        below = 0 if self._grid.day_is_beside else len(first) * measures.table_leading
        placed = [(first, paper.left, top)]
        placed += [(one, self._grid.x(i), top - below) for i, one in enumerate(others)]
        if repeated:
            with paper.tags.artifact():
                for lines, x, y in placed:
                    paper.plain_lines(lines, x, y, measures.body, measures.table_leading)
        else:
            with paper.tags.element("TR"):
                for lines, x, y in placed:
                    with paper.tags.element("TH", scope="Column"):
                        paper.lines(lines, x, y, measures.body, measures.table_leading)
        paper.took(height)
        paper.rule(paper.left, paper.left + paper.column, paper.y, measures.thick_rule * 0.6)

    def _day_lines(self, first: Sequence[Run], mark: Mark) -> tuple[Line, ...]:
        measures = self._paper.measures
        width = self._grid.day_width - measures.cell_padding
        width -= mark_width(measures) if mark else 0
        return tuple(line for run in first for line in wrap((run,), width, measures.body))

    def _rule_above(self, thick: bool) -> None:
        paper, measures = self._paper, self._paper.measures
        thickness = measures.thick_rule if thick else measures.rule
        paper.rule(paper.left, paper.left + paper.column, paper.y, thickness)

    def _draw(self, one: Placed, top: float) -> None:
        """A cell: its dose time where no header says it, its picture, its texts."""
        paper, measures = self._paper, self._paper.measures
        leading = measures.table_leading
        if one.name:
            paper.lines(one.name, one.x, top, measures.body, leading)
            top -= len(one.name) * leading
        x, first_leading = one.x, leading
        if one.cell.has_box or one.cell.picture:
            first_leading = picture_height(measures)
            x = self._picture(one.cell, x, top - first_leading / 2)
        if one.is_below:
            top, x, first_leading = top - first_leading, one.x, leading
        shift = (first_leading - leading) / 2
        paper.lines(one.lines[:1], x, top - shift, measures.body, leading)
        if one.cell.mark:
            middle = top - first_leading / 2
            self._mark(one.cell.mark, one.cell.mark_words, one.lines[0], x, middle)
        if one.lines[1:]:
            paper.lines(one.lines[1:], one.x, top - first_leading, measures.body, leading)

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
