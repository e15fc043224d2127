"""Where the words of a PDF stand: each line's box on its page, read with pdfium."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as raw


class Box(NamedTuple):
    """A stretch of text and where it stands, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float

    def overlaps(self, other: Box, slack: float = 0.8) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > slack and down > slack


class Page(NamedTuple):
    width: float
    height: float
    boxes: list[Box]
    """Of the text objects, in the order in which they are drawn."""


def pages(content: bytes) -> list[Page]:
    """The pages with the boxes of their text objects."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    text_page = page.get_textpage()
    boxes = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = one.get_bounds()
        size = raw.FPDFTextObj_GetText(one, text_page, None, 0)
        buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
        raw.FPDFTextObj_GetText(one, text_page, buffer, size)
        text = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le")
        if text.strip():
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(one, matrix)
            boxes.append(Box(text, left, bottom, right, top, matrix.f))
    width, height = page.get_size()
    text_page.close()
    page.close()
    return Page(width, height, boxes)
