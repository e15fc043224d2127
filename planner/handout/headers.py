"""The headers of a table by day and dose time: their lines, and where each stands.

They stand as the cells of a row do: the days' beside the dose times' or above them, and the dose
times' on as many lines as theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.handout.cells import Grid
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.handout.wrapping import Line, wrap

Lines = tuple[Line, ...]


class Headers:
    """The row of headers."""

    def __init__(
        self, paper: Paper, grid: Grid, day_width: float, day: str, dose_times: Sequence[str]
    ) -> None:
        """`day_width`: 0 where the days stand above their doses."""
        size = paper.measures.body
        self._leading = paper.measures.table_leading
        self._left = paper.left
        self._grid = grid
        self._day = wrap((Run(day, True),), day_width or paper.column, size)
        self._dose_times = [
            wrap((Run(name, True),), grid.width(index), size)
            for index, name in enumerate(dose_times)
        ]
        self._tops = self._line_tops(0.0 if day_width else len(self._day) * self._leading)

    @property
    def height(self) -> float:
        """Without what is above and below."""
        return max(self._tops[-1], len(self._day) * self._leading)

    def placed(self, top: float) -> list[tuple[Lines, float, float]]:
        """Each header's lines and place, the days' first."""
        per_line = self._grid.per_line
        return [
            (self._day, self._left, top),
            *(
                (lines, self._grid.x(index), top - self._tops[index // per_line])
                for index, lines in enumerate(self._dose_times)
            ),
        ]

    def _line_tops(self, first: float) -> list[float]:
        """Where each line of dose times begins, from the top, and where the last ends."""
        per_line = self._grid.per_line
        tops = [first]
        for start in range(0, len(self._dose_times), per_line):
            line = self._dose_times[start : start + per_line]
            tops.append(tops[-1] + max(map(len, line)) * self._leading)
        return tops
