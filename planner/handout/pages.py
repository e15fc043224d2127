"""The pages: they fill from the top, and everything drawn on them has its tag.

This keeps the place on the page, begins a new page where something doesn't fit, and leaves room
for the footer, which is written last, when the number of pages is known. Lines end with a space,
so that words of two lines stay apart for those who read the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from planner.handout import fonts
from planner.handout.about import Information
from planner.handout.attachment import attach
from planner.handout.measures import Measures
from planner.handout.setting import Setting
from planner.handout.tags import Tags
from planner.handout.words import Run
from planner.handout.wrapping import Line, wrap


class Pages:
    """The pages of a document that is being drawn."""

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
        self.number = 1
        """Of the page that is being drawn."""
        self.y = 0.0
        """The top of what is drawn next."""
        self._is_empty = self._is_flush = True
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

    def fits(self, height: float) -> bool:
        """So much fits on this page, or would on no other."""
        return height <= self.room + 0.01 or self._is_empty

    def need(self, height: float) -> None:
        """Begin a new page unless so much fits on this one."""
        if not self.fits(height):
            self.new_page()

    def new_page(self) -> None:
        if self._is_empty:
            return
        self.canvas.showPage()
        self.tags.next_page()
        self.number += 1
        self._start_page()
        if self.on_new_page:
            self.on_new_page()

    def use(self, measures: Measures) -> None:
        """Go on with another kind of page."""
        self.new_page()
        self.measures = measures
        self._start_page()

    def space(self, height: float) -> None:
        if not self._is_flush:
            self.y -= height

    def _start_page(self) -> None:
        self.y = self.height - self.measures.top
        self._is_empty = self._is_flush = True

    def took(self, height: float) -> None:
        """So much of the page is used now."""
        self.y -= height
        self._is_empty = self._is_flush = False

    # Text

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

    # The end

    def finish(
        self,
        title: str,
        language: str,
        footer: Callable[[int, int], Sequence[str]],
        plan: bytes | None,
    ) -> bytes:
        """The document's bytes, with the plan inside where there is one; `footer(page, pages)`
        gives each page's footer as operators."""
        self.canvas.showPage()
        document = self.canvas._doc
        pages: list[Any] = document.Pages.pages
        for number, page in enumerate(pages, start=1):
            operators = footer(number, len(pages))
            page.stream += "\n".join(["/Artifact <</Type /Pagination>> BDC", *operators, "EMC\n"])
            document.updateSignature(page.stream)
            page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        self.tags.write(pages, title, language)
        if plan is not None:
            attach(document, plan)
        document.info = Information(title)
        self.canvas.save()
        return self._content.getvalue()
