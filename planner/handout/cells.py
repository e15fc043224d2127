"""The cells of a table by day and dose time: what each says, and its place in its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.handout import fonts
from planner.handout.drawings import Picture
from planner.handout.measures import Measures
from planner.handout.words import Run
from planner.handout.wrapping import Line, wrap

Mark = Literal["", "down", "up"]
Form = Literal["headed", "timed", "lined"]
"""A cell's dose in milligrams, and under it what is taken; with the time before the milligrams;
or with all of it on one line."""

MARK_GAP = 4
"""Before ▼."""
GAP = 5
"""Behind a box, a picture."""
LINE_GAP = 2
"""Between the lines of cells of one row."""
_TIME_GAP = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"


class Layout(NamedTuple):
    """Where the columns of a table stand."""

    form: Form
    day_width: float
    """0: the day has a line of its own above its doses."""
    starts: tuple[float, ...]
    """Of each column of doses, from the table's left."""
    widths: tuple[float, ...]
    rests: tuple[float, ...]
    """Of each column: where what is taken stands behind the milligrams; 0: under them."""


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
    first: float
    """The height of its first line: that of a box, where one stands in the line of cells."""
    head: tuple[Line, ...]
    """The time, where the cell says it, and the milligrams."""
    rest: tuple[Line, ...]
    """What is taken."""
    rest_x: float
    is_beside: bool
    """What is taken begins on the milligrams' line."""
    is_below: bool
    """The text begins under the picture, which fills the cell's width."""
    height: float


class Grid:
    """The columns of a table: where each cell stands, and how high a row becomes."""

    def __init__(
        self, measures: Measures, left: float, layout: Layout, times: Sequence[str]
    ) -> None:
        self._measures = measures
        self._left = left
        self._layout = layout
        self._times = times
        self.per_line = len(layout.widths)
        self._placed: dict[tuple[Cell, ...], tuple[tuple[Placed, ...], float]] = {}

    def x(self, index: int) -> float:
        """Where a dose time's cell begins."""
        return self._left + self._layout.starts[index % self.per_line]

    def width(self, index: int) -> float:
        return self._layout.widths[index % self.per_line]

    def place(self, cells: tuple[Cell, ...]) -> tuple[tuple[Placed, ...], float]:
        """The cells at their places in a row, and the height of them all."""
        if cells not in self._placed:
            self._placed[cells] = self._place_all(cells)
        return self._placed[cells]

    def _place_all(self, cells: tuple[Cell, ...]) -> tuple[tuple[Placed, ...], float]:
        placed: list[Placed] = []
        top = 0.0
        for start in range(0, len(cells), self.per_line):
            here = cells[start : start + self.per_line]
            is_drawn = any(map(has_drawing, here))
            first = picture_height(self._measures) if is_drawn else self._measures.table_leading
            line = [self._place(cell, start + at, top, first) for at, cell in enumerate(here)]
            placed += line
            is_last = start + self.per_line >= len(cells)
            top += max(one.height for one in line) + (0 if is_last else self._line_gap)
        return tuple(placed), top

    @property
    def _line_gap(self) -> float:
        return 0.0 if self._layout.form == "lined" else LINE_GAP

    def _place(self, cell: Cell, index: int, top: float, first: float) -> Placed:
        measures, width = self._measures, self.width(index)
        time = "" if self._layout.form == "headed" else self._times[index]
        mark = mark_width(measures) if cell.mark else 0.0
        head = wrap(first_line(cell, time), width - mark, measures.body)
        rest_at = self._layout.rests[index % self.per_line]
        rest = tuple(
            line for run in cell.texts[1:] for line in wrap((run,), width - rest_at, measures.body)
        )
        is_below = first_width(cell, time, measures) > width + 0.01 and has_drawing(cell)
        beside = rest_at > 0 and len(head) == 1
        lines = max(len(head), len(rest)) if beside else len(head) + len(rest)
        height = (lines + is_below - 1) * measures.table_leading + first
        x = self.x(index)
        return Placed(cell, x, top, first, head, rest, x + rest_at, beside, is_below, height)


def first_line(cell: Cell, time: str) -> Line:
    """The first text of a cell, behind its time where it says it."""
    first = cell.texts[0]
    return (Run(time + _TIME_GAP), first) if time else (first,)


def first_width(cell: Cell, time: str, measures: Measures) -> float:
    """What the first line of a cell takes with what is drawn on it."""
    text = sum(fonts.width(run.text, run.bold, measures.body) for run in first_line(cell, time))
    mark = mark_width(measures) if cell.mark else 0.0
    return drawn_width(cell, measures) + text + mark


def has_drawing(cell: Cell) -> bool:
    return cell.has_box or cell.picture is not None


def drawn_width(cell: Cell, measures: Measures) -> float:
    """What box and picture take, with the gap behind them."""
    box_width = measures.box + GAP if cell.has_box else 0.0
    return box_width + (cell.picture.width + GAP if cell.picture else 0.0)


def picture_height(measures: Measures) -> float:
    """The height of a line with a box or a picture in it."""
    return max(measures.box + 2, measures.tablet + 2, measures.table_leading)


def mark_width(measures: Measures) -> float:
    """What ▼ takes behind a text, with the gap before it."""
    return measures.body * 0.72 + MARK_GAP
