"""A plain table of texts: findings, supplies, fills, the weekly score.

Columns have fixed widths; a row is never cut by the end of a page, and the header is repeated on
each further page as decoration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from planner.handout import fonts
from planner.handout.paper import Paper
from planner.handout.tags import Scope
from planner.handout.words import Run
from planner.handout.wrapping import Line, words_of


class Table:
    """A table that is being drawn, row by row."""

    def __init__(
        self, paper: Paper, header: Sequence[str], shares: Sequence[float], title: str
    ) -> None:
        """`shares`: how the width is shared over the columns."""
        self._paper = paper
        self._header_texts = header
        self._title = title
        self._widths = [paper.column * share / sum(shares) for share in shares]

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """The table with its header; rows are drawn meanwhile."""
        paper = self._paper
        header = self._wrapped([Run(text, True) for text in self._header_texts])
        paper.need(self._height(header) * 2)
        with paper.tags.element("Table", title=self._title):
            self._draw(header, role="TH")
            paper.on_new_page = lambda: self._draw(header, role="")
            yield
            paper.on_new_page = None
        paper.rule(paper.left, paper.left + paper.column, paper.y)
        paper.space(paper.measures.after_paragraph)

    def row(self, texts: Sequence[str | Run], note: str = "", height: float = 0) -> None:
        """A row at least so high, and under it a note across all columns but the first."""
        paper = self._paper
        cells = self._wrapped([one if isinstance(one, Run) else Run(one) for one in texts])
        note_lines = paper.wrap((Run(note),), paper.column - self._widths[0]) if note else []
        note_height = len(note_lines) * paper.measures.table_leading
        row_height = max(self._height(cells), height)
        paper.need(row_height + note_height)
        paper.rule(paper.left, paper.left + paper.column, paper.y)
        self._draw(cells, role="TD", height=row_height)
        if note_lines:
            with paper.tags.element("TR"):
                with paper.tags.element("TD"):
                    pass
                with paper.tags.element("TD", span=len(self._widths) - 1):
                    x = paper.left + self._widths[0]
                    size, leading = paper.measures.body, paper.measures.table_leading
                    paper.lines(note_lines, x, paper.y + 1, size, leading)
            paper.took(note_height)

    def height_of(self, texts: Sequence[str]) -> float:
        return self._height(self._wrapped([Run(text) for text in texts]))

    def _wrapped(self, runs: Sequence[Run]) -> list[list[Line]]:
        padding = self._paper.measures.cell_padding
        return [
            [
                line
                for text in run.text.split("\n")
                for line in self._paper.wrap((Run(text, run.bold),), width - 2 * padding)
            ]
            for run, width in zip(runs, self._widths, strict=True)
        ]

    def _height(self, cells: list[list[Line]]) -> float:
        measures = self._paper.measures
        return max(map(len, cells)) * measures.table_leading + 2 * measures.row_padding

    def _draw(self, cells: list[list[Line]], role: str, height: float = 0) -> None:
        """A row; without a role, as decoration."""
        paper, measures = self._paper, self._paper.measures
        top = paper.y - measures.row_padding
        size, leading = measures.body, measures.table_leading
        placed = []
        x = paper.left
        for lines, width in zip(cells, self._widths, strict=True):
            placed.append((lines, x))
            x += width
        if role:
            with paper.tags.element("TR"):
                for index, (lines, x) in enumerate(placed):
                    heads = role == "TD" and index == 0
                    scope: Scope | None = "Column" if role == "TH" else "Row" if heads else None
                    with paper.tags.element("TH" if heads else role, scope=scope):
                        if any(run.text for line in lines for run in line):
                            paper.lines(lines, x, top, size, leading)
        else:
            with paper.tags.artifact():
                for lines, x in placed:
                    paper.plain_lines(lines, x, top, size, leading)
        paper.took(max(self._height(cells), height))
        if role != "TD":
            right = paper.left + paper.column
            paper.rule(paper.left, right, paper.y, measures.thick_rule * 0.6)


def widths_for(
    paper: Paper, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[float, ...]:
    """How wide each column is best: no word in it is cut; narrow columns have what they ask for,
    and the wide ones, whose lines can wrap, share the rest alike."""
    padding, body = 2 * paper.measures.cell_padding, paper.measures.body

    def wide(text: str, bold: bool = False) -> float:
        return fonts.width(text, bold, body) + padding

    columns = [
        {line for cell in column for line in cell.split("\n")} for column in zip(*rows, strict=True)
    ]
    least = [max(wide(word) for line in column for word in words_of(line)) for column in columns]
    names = [max(wide(word, True) for word in words_of(text)) for text in header]
    with_names = list(map(max, least, names))
    least = with_names if sum(with_names) <= paper.column else least
    ideal = [
        max(*map(wide, column), wide(name, True), low)
        for column, name, low in zip(columns, header, least, strict=True)
    ]
    shares = [least]
    for level in sorted(ideal):
        shares.append([max(low, min(high, level)) for low, high in zip(least, ideal, strict=True)])
    return _between(shares, paper.column)


def _between(shares: Sequence[Sequence[float]], width: float) -> tuple[float, ...]:
    """Of shares that grow, the ones between which the sum is the width; else the nearest."""
    for less, more in pairwise(shares):
        if sum(more) > width:
            part = max(0.0, (width - sum(less)) / (sum(more) - sum(less)))
            return tuple(a + part * (b - a) for a, b in zip(less, more, strict=True))
    return tuple(shares[-1])
