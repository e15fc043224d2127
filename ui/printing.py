"""Prints a PDF as it is: every page drawn on the printer at its own resolution.

A page is drawn at a time, and the window lives on in between. Where the printer is a PDF file
nothing is drawn: the file gets our own PDF, with its text, its tags and what it carries.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DPI = 300
"""Finer than a patient can see; a printer's 1200 would take seconds a page."""


def printer_for(pdf: bytes, file: Path) -> QPrinter:
    """A printer set to the paper of the PDF. `file`: offered where it is printed into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(file.name)  # the print dialog puts it into a folder itself
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:  # there is no other printer
        printer.setOutputFileName(str(file))
    document = QPdfDocument()
    buffer = _buffer(pdf)
    document.load(buffer)
    size = document.pagePointSize(0)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFromTo(1, document.pageCount())
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


class PrintJob(QObject):
    """The chosen pages on their way to a printer, one each time the window has nothing to do."""

    page_begun = Signal(int, int)
    """Which page, and of how many."""
    done = Signal(int)
    """All went to the printer: how many pages."""
    failed = Signal(str)
    """Why nothing, or not all, was printed."""

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._buffer = _buffer(pdf)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        first, last = _range(printer, self._document.pageCount())
        self._first, self._count = first, last - first + 1
        self._steps = self._draw_all()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

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
        self._printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.failed.emit(tr("the printer can't be reached"))
            return
        for place in range(self._count):
            self.page_begun.emit(place + 1, self._count)
            yield True
            if place and not self._printer.newPage():
                painter.end()
                self.failed.emit(tr("the printer took no more after page {n}", n=place))
                return
            self._draw(painter, self._first - 1 + place)
        stopped = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
        if not painter.end() or self._printer.printerState() in stopped:
            self.failed.emit(tr("the printer has stopped"))
        else:
            self.done.emit(self._count)

    def _draw(self, painter: QPainter, page: int) -> None:
        dpi = min(self._printer.resolution(), MOST_DPI)
        points = self._document.pagePointSize(page)
        pixels = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        scale = self._printer.resolution() / 72
        where = QRectF(0, 0, points.width() * scale, points.height() * scale)
        painter.drawImage(where, self._document.render(page, pixels))


def _range(printer: QPrinter, pages: int) -> tuple[int, int]:
    first = min(max(printer.fromPage(), 1), pages)
    return first, max(min(printer.toPage() or pages, pages), first)


def _buffer(pdf: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
