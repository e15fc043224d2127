"""A PDF's pages as pictures, for the preview and the printer: any page, any size, any part of it.

Only the part that is asked for is drawn, so that a picture is never larger than what shows it.
"""

from __future__ import annotations

import atexit
from collections import OrderedDict
from weakref import WeakSet

import pypdfium2
import pypdfium2.raw as pdfium
from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage

PAGES_KEPT = 4
"""Pages that stay read in: those that are in sight together, more or less."""


_open: WeakSet[PdfPages] = WeakSet()


@atexit.register
def _close_all() -> None:
    """Before Python ends: pypdfium2 says of each that is still open that it wasn't closed."""
    for pages in list(_open):
        pages.close()


class PdfPages:
    """The pages of one PDF, counted from 0. `close` lets go of them."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        _open.add(self)
        self._kept: OrderedDict[int, pypdfium2.PdfPage] = OrderedDict()
        self.sizes = [QSizeF(*self._document.get_page_size(n)) for n in range(len(self._document))]
        """Of each page in points."""
        self.widest = max((size.width() for size in self.sizes), default=1.0)

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, whole: QSize, part: QRect, on_paper: bool = False) -> QImage:
        """A part of a page that is drawn `whole` pixels large, on white."""
        bitmap = pypdfium2.PdfBitmap.new_native(part.width(), part.height(), pdfium.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, part.width(), part.height())
        place = (-part.left(), -part.top(), whole.width(), whole.height(), 0)
        how = pdfium.FPDF_ANNOT | (pdfium.FPDF_PRINTING if on_paper else 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, self._page(page), *place, how)
        seen = memoryview(bitmap.buffer)
        form = QImage.Format.Format_RGB32
        picture = QImage(seen, part.width(), part.height(), bitmap.stride, form).copy()
        bitmap.close()
        return picture

    def close(self) -> None:
        self._kept.clear()
        self._document.close()  # and its pages

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if number not in self._kept:
            self._kept[number] = self._document[number]
            if len(self._kept) > PAGES_KEPT:
                self._kept.popitem(last=False)[1].close()
        self._kept.move_to_end(number)
        return self._kept[number]
