"""Where the words of a PDF stand: each line's box on its page, read with pdfium."""

from __future__ import annotations

from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from planner.handout.measures import LARGE_PRINT, PATIENT

OVERHANG = 1.5
"""How far a letter may reach out of its line, as "j" does to the left."""


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


def misplaced(content: bytes, *, large_print: bool = False, **_: Any) -> list[str]:
    """Text that leaves the page's margins, or lies over other text."""
    found = []
    side = (LARGE_PRINT if large_print else PATIENT).margin - OVERHANG
    for number, page in enumerate(pages(content), start=1):
        for box in page.boxes:
            if box.left < side or box.right > page.width - side or box.bottom < 14:
                found.append(f"page {number}: cut off: {box}")
            if box.top > page.height - 20:
                found.append(f"page {number}: above the page's margin: {box}")
        found += [f"page {number}: {a.text} over {b.text}" for a, b in over_each_other(page.boxes)]
    return found


def over_each_other(boxes: list[Box]) -> list[tuple[Box, Box]]:
    ordered = sorted(boxes, key=lambda box: -box.top)
    pairs = []
    for index, box in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.top < box.bottom:
                break
            if box.overlaps(other):
                pairs.append((box, other))
    return pairs
