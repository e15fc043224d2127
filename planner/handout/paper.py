"""The paper: pages that fill from the top, text that wraps, and the tag of everything drawn.

All pages are drawn through this: it keeps the place on the page, begins a new page where a block
doesn't fit, and leaves room for the footer, which is written last, when the number of pages is
known. Lines end with a space, so that words of two lines stay apart for those who read the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from planner.handout import fonts
from planner.handout.about import Information
from planner.handout.attachment import attach, sealed
from planner.handout.measures import Measures
from planner.handout.setting import Setting
from planner.handout.tags import Tags
from planner.handout.words import Run
from planner.handout.wrapping import Line, line_width, wrap


class Paper:
    """A document that is being drawn."""

    def __init__(self, size: tuple[float, float], measures: Measures) -> None:
        fonts.register()
        self._content = BytesIO()
        self.canvas = Canvas(
            self._content,
            pagesize=size,
            pageCompression=0,  # `finish` packs the pages, and not as ASCII
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=fonts.REGULAR,
        )
        self.tags = Tags(self.canvas)
        self.width, self.height = size
        self.measures = measures
        self.footer_height = 0.0
        """What the footer takes, set before anything is drawn."""
        self.y = 0.0
        """The top of what is drawn next."""
        self._is_empty = True
        self._bookmarks = 0
        self.setting = Setting(self.canvas._doc)
        self.on_new_page: Callable[[], None] | None = None
        """Draws what a block repeats at the top of each page it goes on to."""
        self._start_page()

    # The page as a place

    @property
    def left(self) -> float:
        return self.measures.margin

    @property
    def column(self) -> float:
        """The width of the text."""
        return self.width - 2 * self.measures.margin

    @property
    def lowest(self) -> float:
        """Nothing is drawn below this but the footer."""
        return self.measures.bottom + self.footer_height + self.measures.footer_gap

    @property
    def room(self) -> float:
        return self.y - self.lowest

    @property
    def page_room(self) -> float:
        """The room on an empty page."""
        return self.height - self.measures.top - self.lowest

    def need(self, height: float) -> None:
        """Begin a new page unless so much fits on this one."""
        if height > self.room + 0.01 and not self._is_empty:
            self.new_page()

    def new_page(self) -> None:
        if self._is_empty:
            return
        self.canvas.showPage()
        self.tags.next_page()
        self._start_page()
        if self.on_new_page:
            self.on_new_page()

    def use(self, measures: Measures) -> None:
        """Go on with another kind of page."""
        self.new_page()
        self.measures = measures
        self._start_page()

    def space(self, height: float) -> None:
        if not self._is_empty:
            self.y -= height

    def _start_page(self) -> None:
        self.y = self.height - self.measures.top
        self._is_empty = True

    # Text

    def heading(self, level: int, text: str, *, keep: float = 0, bookmark: str = "") -> None:
        """A heading of level 1 to 3, kept together with what follows it, `keep` points high."""
        measures = self.measures
        size = {1: measures.title, 2: measures.heading}.get(level, measures.body)
        leading = size * 1.2
        lines = self.wrap((Run(text, bold=True),), self.column, size)
        height = leading * len(lines)
        self.need(height + measures.before_heading + max(keep, 2 * measures.leading))
        self.space(measures.before_heading if level > 1 else measures.after_heading)
        self._bookmark(bookmark or text, level)
        with self.tags.element(f"H{level}"):
            self.lines(lines, self.left, self.y, size, leading)
        self.y -= height + measures.after_heading

    def paragraph(self, runs: Iterable[Run] | str, *, title: str = "") -> None:
        """A paragraph across the text's width; `title`: by which the read back finds it."""
        measures = self.measures
        lines = self.wrap(_as_runs(runs), self.column)
        self.need(measures.leading * min(len(lines), 4))
        with self.tags.element("P", title=title):
            self._flow(lines, self.left)
        self.y -= measures.after_paragraph

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
                self.need(measures.leading * min(len(lines), 4))
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

    def wrap(
        self, runs: Iterable[Run], width: float, size: float | None = None
    ) -> tuple[Line, ...]:
        """The runs as lines no wider than `width`, in the body's size unless another is given."""
        return wrap(tuple(runs), width, size or self.measures.body)

    def lines(self, lines: Sequence[Line], x: float, y: float, size: float, leading: float) -> None:
        """Lines of text as one mark of the open element, the first one's top at `y`."""
        with self.tags.content():
            self.plain_lines(lines, x, y, size, leading)

    def plain_lines(
        self, lines: Sequence[Line], x: float, y: float, size: float, leading: float
    ) -> None:
        """Lines of text within a mark that is already open."""
        baseline = y - leading * 0.5 - size * 0.33
        for line in lines:
            at = x
            for index, run in enumerate(line):
                last = index == len(line) - 1
                self.text(run.text + " " if last else run.text, at, baseline, size, run.bold)
                at += fonts.width(run.text, run.bold, size)
            baseline -= leading

    def text(self, text: str, x: float, y: float, size: float, bold: bool = False) -> None:
        """One line of text at its baseline. Within a mark."""
        self.canvas.addLiteral(self.setting.operators(text, x, y, size, bold))

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

    def took(self, height: float) -> None:
        """So much of the page is used now."""
        self.y -= height
        self._is_empty = False

    # Decoration

    def rule(self, x1: float, x2: float, y: float, thickness: float | None = None) -> None:
        """A level rule: decoration."""
        with self.tags.artifact():
            thickness = thickness or self.measures.rule
            self.canvas.addLiteral(f"{thickness:g} w {x1:.2f} {y:.2f} m {x2:.2f} {y:.2f} l S")

    def frame(self, x: float, y: float, width: float, height: float, thickness: float) -> None:
        """An empty frame, its lower left corner at (x, y): decoration."""
        with self.tags.artifact():
            self.canvas.addLiteral(f"{thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def dot(self, x: float, y: float, radius: float) -> None:
        with self.tags.artifact():
            self.canvas.circle(x, y, radius, stroke=0, fill=1)

    @contextmanager
    def framed(self, height: float) -> Iterator[None]:
        """What is drawn meanwhile, `height` points high, in a thick frame."""
        self.need(height)
        measures = self.measures
        top = self.y
        yield
        pad = measures.cell_padding + 2
        self.frame(
            self.left - pad, self.y - pad / 2, self.column + 2 * pad, top - self.y + pad,
            measures.thick_rule,
        )  # fmt: skip

    def _bookmark(self, title: str, level: int) -> None:
        if level > 2:
            return
        self._bookmarks += 1
        key = f"bookmark-{self._bookmarks}"
        self.canvas.bookmarkHorizontalAbsolute(key, self.y + 6)
        self.canvas.addOutlineEntry(title, key, level - 1)

    # The end

    def finish(
        self,
        title: str,
        language: str,
        footer: Callable[[int, int], Sequence[str]],
        plan: bytes,
    ) -> bytes:
        """The document's bytes, with the plan inside; `footer(page, pages)` gives each page's
        footer as operators."""
        self.canvas.showPage()
        document = self.canvas._doc
        pages: list[Any] = document.Pages.pages
        for number, page in enumerate(pages, start=1):
            operators = footer(number, len(pages))
            page.stream += "\n".join(["/Artifact <</Type /Pagination>> BDC", *operators, "EMC\n"])
            document.updateSignature(page.stream)
            page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        self.tags.write(pages, title, language)
        attach(document, plan)
        document.info = Information(title)
        self.canvas.save()
        return sealed(self._content.getvalue(), self.tags.told())


def _as_runs(runs: Iterable[Run] | str) -> tuple[Run, ...]:
    return (Run(runs),) if isinstance(runs, str) else tuple(runs)
