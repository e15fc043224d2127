"""Prints a PDF as it is: every page drawn on the printer at its own resolution.

A page is drawn in bands, and the window lives on in between. On another paper than the PDF's a page
is made smaller until all of it is there. Where the printer is a PDF file nothing is drawn: the file
gets our own PDF, with its text, its tags and what it carries.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.language import tr
from ui.pdf_pages import PdfPages

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DPI = 600
"""Finer than an eye can see. Qt says 1200 of any printer, four times the work for nothing seen."""
BAND_PIXELS = 4_000_000
"""Drawn at a time: 16 MB, however large the page is."""
SAME_PAPER = 3.0
"""Points by which the sizes of one paper differ from one program to another."""


def printer_for(pdf: bytes, file: Path) -> QPrinter:
    """A printer set to the paper of the PDF. `file`: offered where it is printed into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(file.name)  # the print dialog puts it into a folder itself
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:  # there is no other printer
        printer.setOutputFileName(str(file))
    pages = PdfPages(pdf)
    printer.setPageSize(QPageSize(pages.sizes[0], QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFromTo(1, len(pages))
    pages.close()
    return printer


def file_of(printer: QPrinter) -> Path | None:
    """The file, where the printer is a PDF and no paper."""
    name = printer.outputFileName()
    is_pdf = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    return Path(name) if name and (is_pdf or name.lower().endswith(".pdf")) else None


def chosen_pages(pdf: bytes, printer: QPrinter) -> bytes:
    """The PDF as it is, or with the pages alone that were chosen in the print dialog: whoever gets
    some of the pages gets no plan with them."""
    from pypdf import PdfWriter

    document = PdfWriter(clone_from=BytesIO(pdf))
    count = len(document.pages)
    first, last = _range(printer, count)
    if (first, last) == (1, count):
        return pdf
    for number in range(count, 0, -1):
        if not first <= number <= last:
            document.remove_page(number - 1)
    for file in document.root_object.pop("/AF", ()):
        file.get_object().pop("/EF")
    document.root_object.pop("/Names", None)
    document.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    kept = BytesIO()
    document.write(kept)
    return kept.getvalue()


def placed(page: QSizeF, layout: QPageLayout) -> QRectF:
    """Where a page goes on the printer's paper, all in points.

    On its own paper as it is; on another in the part that can be printed, in its middle, and never
    larger than it is.
    """
    unit = QPageLayout.Unit.Point
    paper = layout.fullRect(unit)
    if _is_same(page, paper.size()):
        return QRectF(paper.topLeft(), page)
    room = layout.paintRect(unit)
    scale = min(1.0, room.width() / page.width(), room.height() / page.height())
    place = QRectF(0, 0, page.width() * scale, page.height() * scale)
    place.moveCenter(room.center())
    return place


def _is_same(page: QSizeF, paper: QSizeF) -> bool:
    wider, higher = page.width() - paper.width(), page.height() - paper.height()
    return max(abs(wider), abs(higher)) <= SAME_PAPER


class PrintJob(QObject):
    """The chosen pages on their way to a printer, one band each time the window is idle."""

    page_begun = Signal(int, int)
    """Which page, and of how many."""
    done = Signal(int)
    """All went to the printer: how many pages."""
    failed = Signal(str)
    """Why nothing, or not all, was printed."""

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = PdfPages(pdf)
        first, last = _range(printer, len(self._pages))
        self._chosen = range(first - 1, last)
        self._steps = self._draw_all()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def smaller(self) -> int:
        """At how many percent of its size the smallest page is printed; 100: as it is."""
        layout = self._printer.pageLayout()
        sizes = [self._pages.sizes[page] for page in self._chosen]
        return round(100 * min(placed(size, layout).width() / size.width() for size in sizes))

    def start(self) -> None:
        self._timer.start()

    def finish(self) -> None:
        """Print what is left now: the window closes."""
        while self._timer.isActive():
            self._go_on()

    def _go_on(self) -> None:
        if next(self._steps, None) is None:
            self._timer.stop()

    def _draw_all(self) -> Iterator[bool]:
        """Page by page; between saying which it is and drawing it, the window can show it."""
        layout = self._printer.pageLayout()
        self._printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.failed.emit(tr("the printer can't be reached"))
            return
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for count, page in enumerate(self._chosen):
            self.page_begun.emit(count + 1, len(self._chosen))
            yield True
            if count and not self._printer.newPage():
                painter.end()
                self.failed.emit(tr("the printer took no more after page {n}", n=count))
                return
            yield from self._draw(painter, page, placed(self._pages.sizes[page], layout))
        stopped = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
        if not painter.end() or self._printer.printerState() in stopped:
            self.failed.emit(tr("the printer has stopped"))
        else:
            self.done.emit(len(self._chosen))

    def _draw(self, painter: QPainter, page: int, place: QRectF) -> Iterator[bool]:
        """Band by band from above; the printer's own pixels where it has no more than we draw."""
        dots = self._printer.resolution() / 72
        share = min(1.0, MOST_DPI / self._printer.resolution())
        left, top = round(place.left() * dots), round(place.top() * dots)
        whole = (place.size() * dots * share).toSize()
        high = max(BAND_PIXELS // whole.width(), 1)
        for above in range(0, whole.height(), high):
            band = QRect(0, above, whole.width(), min(high, whole.height() - above))
            picture = self._pages.picture(page, whole, band, on_paper=True)
            where = QRectF(QPointF(band.topLeft()) / share, QSizeF(band.size()) / share)
            painter.drawImage(where.translated(left, top), picture)
            yield True


def _range(printer: QPrinter, pages: int) -> tuple[int, int]:
    first = min(max(printer.fromPage(), 1), pages)
    return first, max(min(printer.toPage() or pages, pages), first)
