"""A table by day and dose time: the steps and the calendar are drawn through it.

A row is a day and what is taken at each dose time. Up to the measures' `most_columns` stand side
by side under a row of headers, which is repeated on each new page; more of them wrap within the
row, and then each cell says its dose time itself. A row is never cut by the end of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from planner.handout import fonts
from planner.handout.drawings import Picture, box, triangle
from planner.handout.paper import Line, Paper
from planner.handout.words import Run

Mark = Literal["", "down", "up"]
_MARK = 0.72
"""How wide ▼ is, in sizes of the type."""


@dataclass(frozen=True)
class Cell:
    """What stands at one dose time: texts one under the other, and what is drawn with them."""

    texts: tuple[Run, ...]
    mark: Mark = ""
    """▼ or ▲ behind the first text."""
    mark_words: str = ""
    picture: Picture | None = None
    """Drawn before the first text."""
    has_box: bool = False
    """A box to tick, before the picture."""
    alternative: str = ""
    """What is read out for box and picture."""


@dataclass(frozen=True)
class _Placed:
    """A cell with its place in the row."""

    cell: Cell
    x: float
    top: float
    """From the top of the row."""
    name: tuple[Line, ...]
    """The dose time, where no header says it."""
    lines: tuple[Line, ...]
    text_at: int
    """Which of the lines the text begins with: the second where the picture fills the first."""


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
        measures = paper.measures
        self._padding = measures.row_padding if row_padding is None else row_padding
        count = len(dose_times)
        lines_of_cells = -(-count // measures.most_columns)
        self._per_line = -(-count // lines_of_cells)
        self._has_header = lines_of_cells == 1
        self._x = paper.left + measures.date_column
        self._cell_width = (paper.column - measures.date_column) / self._per_line

    @property
    def text_width(self) -> float:
        """The width for a cell's text."""
        return self._cell_width - 2 * self._paper.measures.cell_padding

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """The table, with its header; rows are drawn meanwhile."""
        paper = self._paper
        with paper.tags.element("Table", title=self._title):
            if self._has_header:
                self._header(repeated=False)
                paper.on_new_page = lambda: self._header(repeated=True)
            yield
            paper.on_new_page = None
        paper.rule(paper.left, paper.left + paper.column, paper.y)
        paper.space(paper.measures.after_paragraph)

    @property
    def header_height(self) -> float:
        if not self._has_header:
            return 0.0
        first, *others = map(len, self._header_lines())
        measures = self._paper.measures
        lines = max(first, *others) if measures.date_column else first + max(others)
        return lines * measures.table_leading + 2 * self._padding

    def _header_lines(self) -> list[list[Line]]:
        paper = self._paper
        first_width = (paper.measures.date_column or paper.column) - paper.measures.cell_padding
        return [
            paper.wrap((Run(self._first, True),), first_width),
            *(paper.wrap((Run(name, True),), self.text_width) for name in self._dose_times),
        ]

    def _header(self, repeated: bool) -> None:
        """The row of headers; on a further page it is decoration, not a second row."""
        paper, measures = self._paper, self._paper.measures
        height = self.header_height
        if not repeated:
            paper.need(height * 2)
        first, *others = self._header_lines()
        top = paper.y - self._padding
        below = 0 if measures.date_column else len(first) * measures.table_leading
        placed = [(first, paper.left, top)]
        placed += [(one, self._column_x(i), top - below) for i, one in enumerate(others)]
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

    def _column_x(self, index: int) -> float:
        column = index % self._per_line
        return self._x + column * self._cell_width + self._paper.measures.cell_padding

    def row_height(self, first: Sequence[Run], cells: Sequence[Cell]) -> float:
        return self._placed(first, cells)[2]

    def row(
        self,
        first: Sequence[Run],
        cells: Sequence[Cell],
        *,
        thick: bool = False,
        mark: Mark = "",
        mark_words: str = "",
    ) -> None:
        """A row: its day, marked with ▼ or ▲, and a cell for each dose time; `thick`: a thick
        rule above it."""
        paper, measures = self._paper, self._paper.measures
        first_lines, placed, height = self._placed(first, cells)
        paper.need(height)
        paper.rule(
            paper.left,
            paper.left + paper.column,
            paper.y,
            measures.thick_rule if thick else measures.rule,
        )
        top = paper.y - self._padding
        with paper.tags.element("TR"):
            with paper.tags.element("TH", scope="Row"):
                paper.lines(first_lines, paper.left, top, measures.body, measures.table_leading)
                if mark:
                    middle = top - (len(first_lines) - 0.5) * measures.table_leading
                    self._mark(mark, mark_words, first_lines[-1], paper.left, middle)
            for one in placed:
                with paper.tags.element("TD"):
                    self._draw(one, top - one.top)
        paper.took(height)

    def band_height(self, runs: Sequence[Run]) -> float:
        paper = self._paper
        lines = paper.wrap(runs, paper.column)
        return len(lines) * paper.measures.table_leading + 2 * self._padding

    def band(self, runs: Sequence[Run], *, thick: bool = False, last: bool = False) -> None:
        """A row that is one text across all columns, on the page of the row after it; `last`:
        there is none."""
        paper, measures = self._paper, self._paper.measures
        lines = paper.wrap(runs, paper.column)
        height = len(lines) * measures.table_leading + 2 * self._padding
        paper.need(height + (0 if last else 3 * measures.table_leading))
        paper.rule(
            paper.left,
            paper.left + paper.column,
            paper.y,
            measures.thick_rule if thick else measures.rule,
        )
        with (
            paper.tags.element("TR"),
            paper.tags.element("TH", scope="Row", span=1 + len(self._dose_times)),
        ):
            top = paper.y - self._padding
            paper.lines(lines, paper.left, top, measures.body, measures.table_leading)
        paper.took(height)

    def _placed(
        self, first: Sequence[Run], cells: Sequence[Cell]
    ) -> tuple[list[Line], list[_Placed], float]:
        """The row's lines and cells at their places, and its height."""
        paper, measures = self._paper, self._paper.measures
        first_width = (measures.date_column or paper.column) - measures.cell_padding
        first_lines = [line for run in first for line in paper.wrap((run,), first_width)]
        first_height = len(first_lines) * measures.table_leading
        beside = measures.date_column > 0
        top = 0.0 if beside else first_height
        placed: list[_Placed] = []
        for start in range(0, len(cells), self._per_line):
            tallest = 0.0
            for index in range(start, min(start + self._per_line, len(cells))):
                one = self._place(cells[index], index, top)
                placed.append(one)
                tallest = max(tallest, self._height(one))
            top += tallest + (self._padding if start + self._per_line < len(cells) else 0)
        height = max(first_height, top) if beside else top
        return first_lines, placed, height + 2 * self._padding

    def _place(self, cell: Cell, index: int, top: float) -> _Placed:
        paper = self._paper
        drawn = _drawn_width(paper, cell)
        name: list[Line] = []
        if not self._has_header:
            name = paper.wrap((Run(self._dose_times[index]),), self.text_width)
        first, *others = cell.texts
        mark = paper.measures.body * _MARK + 4 if cell.mark else 0.0
        beside = fonts.width(first.text, first.bold, paper.measures.body) + mark
        below = bool(drawn) and drawn + beside > self.text_width
        lines: list[Line] = [()] if below else []
        lines += paper.wrap((first,), self.text_width - mark)
        for run in others:
            lines += paper.wrap((run,), self.text_width)
        return _Placed(cell, self._column_x(index), top, tuple(name), tuple(lines), int(below))

    def _height(self, one: _Placed) -> float:
        measures = self._paper.measures
        extra = 0.0
        if one.cell.has_box or one.cell.picture:
            extra = max(0.0, max(measures.box, measures.tablet) + 3 - measures.table_leading)
        return (len(one.name) + len(one.lines)) * measures.table_leading + extra

    def _draw(self, one: _Placed, top: float) -> None:
        paper, measures = self._paper, self._paper.measures
        cell, lines = one.cell, one.lines
        if one.name:
            paper.lines(one.name, one.x, top, measures.body, measures.table_leading)
            top -= len(one.name) * measures.table_leading
        x, first_leading = one.x, measures.table_leading
        if cell.has_box or cell.picture:
            first_leading = max(first_leading, max(measures.box, measures.tablet) + 3)
            middle = top - first_leading / 2
            figure = paper.tags.element("Figure", alternative=cell.alternative)
            with figure, paper.tags.content():
                if cell.has_box:
                    box(paper, x, middle, measures.box)
                    x += measures.box + 5
                if cell.picture:
                    cell.picture.draw(paper, x, middle)
                    x += cell.picture.width + 5
        if one.text_at:
            top, x = top - first_leading, one.x
            first_leading = measures.table_leading
            lines = lines[1:]
        shift = (first_leading - measures.table_leading) / 2
        paper.lines(lines[:1], x, top - shift, measures.body, measures.table_leading)
        if cell.mark:
            self._mark(cell.mark, cell.mark_words, lines[0], x, top - first_leading / 2)
        if lines[1:]:
            top -= first_leading
            paper.lines(lines[1:], one.x, top, measures.body, measures.table_leading)

    def _mark(self, mark: Mark, words: str, line: Line, x: float, middle: float) -> None:
        """▼ or ▲ behind a line."""
        paper, size = self._paper, self._paper.measures.body
        x += sum(fonts.width(run.text, run.bold, size) for run in line) + 4
        with paper.tags.element("Figure", alternative=words), paper.tags.content():
            triangle(paper, x, middle, size * _MARK, up=mark == "up")


def _drawn_width(paper: Paper, cell: Cell) -> float:
    measures = paper.measures
    box_width = measures.box + 5 if cell.has_box else 0.0
    return box_width + (cell.picture.width + 5 if cell.picture else 0.0)
