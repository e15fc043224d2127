"""Prints a PDF as it is: every page drawn on the printer at its own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300
"""Finer than a patient can see; a printer's 1200 would take seconds a page."""


def printer_for(pdf: bytes, title: str) -> QPrinter:
    """A printer set to the paper of the PDF."""
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    document = QPdfDocument()
    buffer = _buffer(pdf)
    document.load(buffer)
    size = document.pagePointSize(0)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFromTo(1, document.pageCount())
    return printer


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Send the pages that were chosen to the printer."""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    buffer = _buffer(pdf)
    document.load(buffer)
    printer.setFullPage(True)
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    dpi = min(printer.resolution(), MOST_DPI)
    painter = QPainter(printer)
    for page in range(first - 1, min(last, document.pageCount())):
        if page > first - 1:
            printer.newPage()
        points = document.pagePointSize(page)
        pixels = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        image = document.render(page, pixels)
        scale = printer.resolution() / 72
        painter.drawImage(QRectF(0, 0, points.width() * scale, points.height() * scale), image)
    painter.end()


def _buffer(pdf: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
