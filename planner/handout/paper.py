"""The paper: headings, paragraphs and lists, drawn one under the other over as many pages as need.

All pages are drawn through this. A heading stays with what follows it, and a paragraph or a point
is broken between pages only where it is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from planner.handout import fonts
from planner.handout.measures import Measures
from planner.handout.pages import Pages
from planner.handout.words import Run
from planner.handout.wrapping import Line, line_width

UNBROKEN = 4
"""Lines: a paragraph or a point is broken between pages only where it has more."""


class Paper(Pages):
    """A document that is being drawn, block by block."""

    def __init__(self, size: tuple[float, float], measures: Measures) -> None:
        super().__init__(size, measures)
        self._bookmarks = 0
        self._is_scratch = False

    def scratch(self) -> Paper:
        """Paper to try something out on, from the same place on the page."""
        other = Paper((self.width, self.height), self.measures)
        other._is_scratch = True
        other.footer_height = self.footer_height
        other.number, other.y = self.number, self.y
        other._is_empty, other._is_flush = self._is_empty, self._is_flush
        return other

    def heading(self, level: int, text: str, *, keep: float = 0, bookmark: str = "") -> None:
        """A heading of level 1 to 3, kept together with what follows it, `keep` points high."""
        measures = self.measures
        size = {1: measures.title, 2: measures.heading}.get(level, measures.body)
        leading = size * 1.2
        lines = self.wrap((Run(text, bold=True),), self.column, size)
        height = leading * len(lines)
        around = measures.before_heading + measures.after_heading
        self.need(height + around + max(keep, UNBROKEN * measures.leading))
        self.space(measures.before_heading if level > 1 else measures.after_heading)
        self._bookmark(bookmark or text, level)
        with self.tags.element(f"H{level}"):
            self.lines(lines, self.left, self.y, size, leading)
        self.y -= height + measures.after_heading

    @property
    def heading_height(self) -> float:
        """Of a heading of one line, with the space around it."""
        measures = self.measures
        return measures.heading * 1.2 + measures.before_heading + measures.after_heading

    def paragraph(self, runs: Iterable[Run] | str, *, title: str = "") -> None:
        """A paragraph across the text's width; `title`: by which the read back finds it."""
        measures = self.measures
        lines = self.wrap(_as_runs(runs), self.column)
        self.need(measures.leading * min(len(lines), UNBROKEN))
        with self.tags.element("P", title=title):
            self._flow(lines, self.left)
        self.y -= measures.after_paragraph

    def height_of(self, *paragraphs: Iterable[Run] | str) -> float:
        """The height of paragraphs one under the other."""
        measures = self.measures
        lines = sum(len(self.wrap(_as_runs(runs), self.column)) for runs in paragraphs)
        return lines * measures.leading + len(paragraphs) * measures.after_paragraph

    def bullets(self, items: Iterable[Iterable[Run] | str], *, title: str = "") -> None:
        """A list, each item with a drawn dot; short items in columns, read down each. `title`:
        that of each item, by which the read back finds it."""
        measures = self.measures
        points = [_as_runs(item) for item in items]
        with self.tags.element("L"):
            if columns := self._columns(points):
                self._points_in_columns(columns, title)
                self.y -= measures.after_paragraph
                return
            for point in points:
                lines = self.wrap(point, self.column - measures.bullet_indent)
                self.need(measures.leading * min(len(lines), UNBROKEN))
                self._point(lines, self.left, title)
        self.y -= measures.after_paragraph

    def _columns(self, points: list[Line]) -> list[tuple[float, list[Line]]]:
        """The points in columns, each with its place; none where they are too wide for that."""
        measures = self.measures
        rows = -(-len(points) // measures.bullet_columns)
        if measures.bullet_columns == 1 or len(points) < 2:
            return []
        columns: list[tuple[float, list[Line]]] = []
        x = self.left
        for start in range(0, len(points), rows):
            here = points[start : start + rows]
            columns.append((x, here))
            x += (
                measures.bullet_indent
                + 18
                + max(line_width(point, measures.body) for point in here)
            )
        return columns if x - 18 <= self.left + self.column else []

    def _points_in_columns(self, columns: list[tuple[float, list[Line]]], title: str) -> None:
        rows = len(columns[0][1])
        self.need(rows * self.measures.leading)
        top = self.y
        for x, here in columns:
            self.y = top
            for point in here:
                self._point([point], x, title)
        self.y = top - rows * self.measures.leading

    def _point(self, lines: Sequence[Line], x: float, title: str) -> None:
        measures, radius = self.measures, self.measures.body / 7
        with self.tags.element("LI"):
            self.dot(x + 2 * radius, self.y - measures.leading * 0.55, radius)
            with self.tags.element("LBody", title=title):
                self._flow(lines, x + measures.bullet_indent)

    def write_in(self, label: str) -> None:
        """A label and a line to write on: what the plan doesn't say is seen to be missing."""
        measures = self.measures
        height = max(measures.write_in, measures.leading)
        self.need(height)
        baseline = self.y - height + measures.row_padding + 4
        with self.tags.element("P"), self.tags.content():
            self.text(label + " ", self.left, baseline, measures.body)
        start = self.left + fonts.width(label + " ", False, measures.body) + 4
        self.rule(start, self.left + self.column, baseline - 3)
        self.y -= height

    def _flow(self, lines: Sequence[Line], x: float) -> None:
        """Lines of the open element, over as many pages as they need."""
        leading = self.measures.leading
        while lines:
            fits = max(1, int((self.room + 0.01) // leading))
            here, lines = lines[:fits], lines[fits:]
            self.lines(here, x, self.y, self.measures.body, leading)
            self.took(leading * len(here))
            if lines:
                self.new_page()

    @contextmanager
    def framed(self, height: float) -> Iterator[None]:
        """What is drawn meanwhile, `height` points high, in a thick frame."""
        measures = self.measures
        pad = measures.cell_padding + 2
        self.need(height + measures.before_heading + pad)
        self.space(measures.before_heading)
        top, self._is_flush = self.y, True
        yield
        self.frame(
            self.left - pad, self.y - pad / 2, self.column + 2 * pad, top - self.y + pad,
            measures.thick_rule,
        )  # fmt: skip
        self.space(pad / 2)

    def _bookmark(self, title: str, level: int) -> None:
        if level > 2 or self._is_scratch:
            return
        self._bookmarks += 1
        key = f"bookmark-{self._bookmarks}"
        self.canvas.bookmarkHorizontalAbsolute(key, self.y + 6)
        self.canvas.addOutlineEntry(title, key, level - 1)


def _as_runs(runs: Iterable[Run] | str) -> tuple[Run, ...]:
    return (Run(runs),) if isinstance(runs, str) else tuple(runs)
