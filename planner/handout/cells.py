"""The grid of a table by day and dose time: where each cell stands, and how high a row becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.handout import fonts
from planner.handout.drawings import Picture
from planner.handout.measures import Measures
from planner.handout.words import Run
from planner.handout.wrapping import Line, wrap

Mark = Literal["", "down", "up"]

MARK_GAP = 4
"""Before ▼."""
GAP = 5
"""Behind a box, a picture."""


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
class Placed:
    """A cell with its place in the row."""

    cell: Cell
    x: float
    top: float
    """From the top of the row's cells."""
    name: tuple[Line, ...]
    """The dose time, where no header says it."""
    lines: tuple[Line, ...]
    is_below: bool
    """The text begins under the picture, which fills the cell's width."""
    height: float


class Grid:
    """The columns of a table: the day's, and one for each dose time while they fit."""

    def __init__(
        self, measures: Measures, left: float, width: float, dose_times: Sequence[str]
    ) -> None:
        self._measures = measures
        self._left = left
        self._dose_times = dose_times
        count = len(dose_times)
        lines_of_cells = -(-count // measures.most_columns)
        self._per_line = -(-count // lines_of_cells)
        self.has_header = lines_of_cells == 1
        """Each dose time has its column, so that a row of headers names them."""
        self.day_width = measures.date_column or width
        self.day_is_beside = measures.date_column > 0
        self._cell_width = (width - measures.date_column) / self._per_line
        self._placed: dict[tuple[Cell, ...], tuple[tuple[Placed, ...], float]] = {}

    @property
    def text_width(self) -> float:
        """The width for a cell's text."""
        return self._cell_width - 2 * self._measures.cell_padding

    def x(self, index: int) -> float:
        """Where the text of a dose time's cell begins."""
        column = index % self._per_line
        first = self._left + self._measures.date_column
        return first + column * self._cell_width + self._measures.cell_padding

    def place(self, cells: tuple[Cell, ...], padding: float) -> tuple[tuple[Placed, ...], float]:
        """The cells at their places in a row, and the height of them all."""
        if cells not in self._placed:
            self._placed[cells] = self._place_all(cells, padding)
        return self._placed[cells]

    def _place_all(
        self, cells: tuple[Cell, ...], padding: float
    ) -> tuple[tuple[Placed, ...], float]:
        placed: list[Placed] = []
        top = 0.0
        for start in range(0, len(cells), self._per_line):
            line = [
                self._place(cell, start + index, top)
                for index, cell in enumerate(cells[start : start + self._per_line])
            ]
            placed += line
            is_last = start + self._per_line >= len(cells)
            top += max(one.height for one in line) + (0 if is_last else padding)
        return tuple(placed), top

    def _place(self, cell: Cell, index: int, top: float) -> Placed:
        measures, width = self._measures, self.text_width
        name: tuple[Line, ...] = ()
        if not self.has_header:
            name = wrap((Run(self._dose_times[index]),), width, measures.body)
        first, *others = cell.texts
        drawn = _drawn_width(cell, measures)
        mark = mark_width(measures) if cell.mark else 0.0
        is_below = drawn > 0 and drawn + mark + _width(first, measures) > width
        lines = wrap((first,), width - mark, measures.body)
        for run in others:
            lines += wrap((run,), width, measures.body)
        height = (len(name) + len(lines) + is_below) * measures.table_leading
        if drawn:
            height += max(0.0, picture_height(measures) - measures.table_leading)
        return Placed(cell, self.x(index), top, name, lines, is_below, height)


def picture_height(measures: Measures) -> float:
    """The height of a line with a box or a picture in it."""
    return max(measures.box + 3, measures.tablet + 3, measures.table_leading)


def mark_width(measures: Measures) -> float:
    """What ▼ takes behind a text, with the gap before it."""
    return measures.body * 0.72 + MARK_GAP


def _drawn_width(cell: Cell, measures: Measures) -> float:
    box_width = measures.box + GAP if cell.has_box else 0.0
    return box_width + (cell.picture.width + GAP if cell.picture else 0.0)


def _width(run: Run, measures: Measures) -> float:
    return fonts.width(run.text, run.bold, measures.body)
