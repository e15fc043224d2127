"""The headers of a table by day and dose time: their lines, and where each stands.

They stand as the cells of a row do: the days' beside the dose times' or above them, and the dose
times' on as many lines as theirs. Where many cells stand one under the other and say their time
themselves, the headers run on as a list does: no columns are seen in them that aren't there, and
a page holds a day more.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.handout import fonts
from planner.handout.cells import Grid
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.handout.wrapping import Line, line_width, wrap

Lines = tuple[Line, ...]


MANY = 3
"""More headers than this that stand one under the other run on."""


class Headers:
    """The row of headers."""

    def __init__(
        self, paper: Paper, grid: Grid, day_width: float, day: str, dose_times: Sequence[str]
    ) -> None:
        """`day_width`: 0 where the days stand above their doses."""
        size = paper.measures.body
        self._leading = paper.measures.table_leading
        self._left = paper.left
        self._day = wrap((Run(day, True),), day_width or paper.column, size)
        under_day = 0.0 if day_width else len(self._day) * self._leading
        runs_on = grid.per_line == 1 and len(dose_times) > MANY
        place = self._running_on if runs_on else self._in_columns
        self._dose_times, bottom = place(grid, dose_times, size, under_day)
        self.height = max(bottom, len(self._day) * self._leading)
        """Without what is above and below."""

    def placed(self, top: float) -> list[tuple[Lines, float, float]]:
        """Each header's lines and place, the days' first."""
        dose_times = [(lines, x, top - down) for lines, x, down in self._dose_times]
        return [(self._day, self._left, top), *dose_times]

    def _in_columns(
        self, grid: Grid, names: Sequence[str], size: float, top: float
    ) -> tuple[list[tuple[Lines, float, float]], float]:
        """Each above its cells: lines, place, and how far down; and where the last ends."""
        placed: list[tuple[Lines, float, float]] = []
        for start in range(0, len(names), grid.per_line):
            line = [
                (wrap((Run(name, True),), grid.width(index), size), grid.x(index), top)
                for index, name in enumerate(names[start : start + grid.per_line], start=start)
            ]
            placed += line
            top += max(len(lines) for lines, *_ in line) * self._leading
        return placed, top

    def _running_on(
        self, grid: Grid, names: Sequence[str], size: float, top: float
    ) -> tuple[list[tuple[Lines, float, float]], float]:
        """As a sentence lists them, none of them broken that has room on a line."""
        placed: list[tuple[Lines, float, float]] = []
        x, height = 0.0, 0
        for index, name in enumerate(names):
            said = Run(name if index == len(names) - 1 else f"{name},", True)
            lines = wrap((said,), grid.width(0), size)
            width = max(line_width(line, size) for line in lines)
            if x and x + width > grid.width(0):
                x, top = 0.0, top + height * self._leading
                height = 0
            placed.append((lines, grid.x(0) + x, top))
            height = max(height, len(lines))
            x += width + fonts.width(" ", True, size)
        return placed, top + height * self._leading
