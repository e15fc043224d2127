"""The headers of a table by day and dose time: their lines, and where each stands.

They stand as the cells of a row do: the days' beside the dose times' or above them, and the dose
times' on as many lines as theirs. Where the cells stand one under the other and say their time
themselves, the headers are as many abreast as have room, and a page holds a day more.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.handout import fonts
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
        self._places = _places(paper, grid, dose_times)
        self._day = wrap((Run(day, True),), day_width or paper.column, size)
        self._dose_times = [
            wrap((Run(name, True),), self._place(index)[1], size)
            for index, name in enumerate(dose_times)
        ]
        self._tops = self._line_tops(0.0 if day_width else len(self._day) * self._leading)

    @property
    def height(self) -> float:
        """Without what is above and below."""
        return max(self._tops[-1], len(self._day) * self._leading)

    def placed(self, top: float) -> list[tuple[Lines, float, float]]:
        """Each header's lines and place, the days' first."""
        per_line = len(self._places)
        return [
            (self._day, self._left, top),
            *(
                (lines, self._place(index)[0], top - self._tops[index // per_line])
                for index, lines in enumerate(self._dose_times)
            ),
        ]

    def _place(self, index: int) -> tuple[float, float]:
        return self._places[index % len(self._places)]

    def _line_tops(self, first: float) -> list[float]:
        """Where each line of dose times begins, from the top, and where the last ends."""
        per_line = len(self._places)
        tops = [first]
        for start in range(0, len(self._dose_times), per_line):
            line = self._dose_times[start : start + per_line]
            tops.append(tops[-1] + max(map(len, line)) * self._leading)
        return tops


def _places(paper: Paper, grid: Grid, names: Sequence[str]) -> list[tuple[float, float]]:
    """Where the headers on a line begin, and how wide each may be."""
    if grid.per_line > 1 or len(names) == 1:
        return [(grid.x(index), grid.width(index)) for index in range(grid.per_line)]
    size, gap = paper.measures.body, paper.measures.column_gap
    width = max(fonts.width(name, True, size) for name in names) + 0.01
    abreast = max(1, int((grid.width(0) + gap) // (width + gap)))
    width = min(width, grid.width(0))
    return [(grid.x(0) + place * (width + gap), width) for place in range(abreast)]
