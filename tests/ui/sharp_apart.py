"""The preview looked at pixel by pixel on a screen of one scale: `python -m tests.ui.sharp_apart`.

A process of its own, since QT_SCALE_FACTOR holds for a whole process. Prints as JSON what share of
the ink is not as it was drawn, and how many tiles were kept at most.
"""

from __future__ import annotations

import json
import os
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, qGray
from PySide6.QtWidgets import QApplication

from planner.case import Case
from tests.planning import BACLOFEN, plan
from ui.app import make_application
from ui.handout_worker import draw, request
from ui.page_view import PageView
from ui.pdf_pages import PdfPages

INKED, TELLING = 200, 48
"""Of 255 shades: pixels darker than this are compared, and so much of a difference tells."""


def main() -> None:
    application = make_application()
    case = Case(plan(), BACLOFEN, date(2026, 11, 24))
    pdf = draw(request("all", case))
    view = PageView()
    view.resize(700, 500)
    view.show_pages(PdfPages(pdf))
    view.show()
    other: list[float] = []
    most_tiles = 0
    for _ in range(5):
        bar = view.verticalScrollBar()
        for place in (0, 137, bar.maximum() // 2, bar.maximum()):
            bar.setValue(place)
            application.processEvents()
            other.append(not_as_drawn(view, pdf))
            most_tiles = max(most_tiles, len(view._tiles))
        view.zoom_by(2)
    print(json.dumps({"blurred": round(max(other), 3), "tiles": most_tiles, "zoom": view.zoom}))


def not_as_drawn(view: PageView, pdf: bytes) -> float:
    """The share of the inked pixels of the screen that differ from the page as pdfium draws it."""
    shown = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = shown.devicePixelRatio()
    wrong, inked = 0, 1
    for page, place in view.pages_in_sight():
        seen = place.intersected(view.viewport().rect())
        whole = QSize(round(place.width() * ratio), round(place.height() * ratio))
        corner = QPoint(round(place.left() * ratio), round(place.top() * ratio))
        part = scaled(seen, ratio).translated(-corner)
        pages = PdfPages(pdf)
        wanted = pages.picture(page, whole, part.intersected(QRect(QPoint(0, 0), whole)))
        pages.close()
        corner = QPoint(round(seen.left() * ratio), round(seen.top() * ratio))
        for y in range(2, wanted.height() - 2, 3):
            for x in range(2, wanted.width() - 2, 3):
                ink = qGray(wanted.pixel(x, y))
                if ink < INKED:
                    inked += 1
                    wrong += abs(qGray(shown.pixel(corner + QPoint(x, y))) - ink) > TELLING
    return wrong / inked


def scaled(rect: QRect, ratio: float) -> QRect:
    corners = (rect.left() * ratio, rect.top() * ratio, rect.width() * ratio, rect.height() * ratio)
    return QRect(*map(round, corners))


if __name__ == "__main__":
    main()
    QApplication.quit()
