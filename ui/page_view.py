"""Pages one below the other, as wide as there is room or larger, and as sharp as the screen is.

What is in sight is drawn in tiles when it is first seen, at the screen's own pixels; a few tiles
are kept, however long the PDF is and however large it is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame

from ui.grid import GRID
from ui.pdf_pages import PdfPages
from ui.theme import colours

TILE = 1024
"""The side of a tile in the screen's pixels."""
TILES_KEPT = 24
"""At most 100 MB; a screen of 3840 by 2160 shows 15 at once."""
LARGER = 1.25
"""How many times as large a step of zoom makes the pages."""
MOST_STEPS = 8
"""Steps of zoom, up to six times as wide as the room."""


class _Tile(NamedTuple):
    """Which part of which page, the page so many of the screen's pixels large."""

    page: int
    width: int
    height: int
    column: int
    row: int


class PageView(QAbstractScrollArea):
    """Shows PdfPages. Ctrl with +, − and 0, or with the wheel, makes them larger and smaller."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._tiles: OrderedDict[_Tile, QImage] = OrderedDict()
        self._steps = 0
        self._is_outdated = False
        self._tops: list[int] = [0]
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there, or pages as wide as the room would come and go with it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(3 * GRID)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show these, at the place where those before them were."""
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._tiles.clear()
        self._lay_out()

    def mark_outdated(self, is_outdated: bool) -> None:
        """Shown pale: these are not the pages of what is entered now."""
        if is_outdated != self._is_outdated:
            self._is_outdated = is_outdated
            self.viewport().update()

    @property
    def count(self) -> int:
        return len(self._pages) if self._pages else 0

    @property
    def zoom(self) -> float:
        """How many times as wide as the room the widest page is."""
        return float(LARGER**self._steps)

    def zoom_by(self, steps: int, at: QPoint | None = None) -> None:
        """Larger or smaller by so many steps; what is at a point (or in the middle) stays there."""
        at = at or self.viewport().rect().center()
        before, bars = self.zoom, (self.horizontalScrollBar(), self.verticalScrollBar())
        places = [bar.value() + way for bar, way in zip(bars, at.toTuple(), strict=True)]
        self._steps = min(max(self._steps + steps, 0), MOST_STEPS)
        self._lay_out()
        for bar, place, way in zip(bars, places, at.toTuple(), strict=True):
            bar.setValue(round(place * self.zoom / before - way))

    # -- where the pages are ---------------------------------------------------------------

    def _lay_out(self) -> None:
        """How long it all is. Sizes here are in the window's pixels, as they count everywhere."""
        sizes = [self.page_size(page) for page in range(self.count)]
        self._tops = list(accumulate((size.height() + GRID for size in sizes), initial=GRID))
        room = self.viewport().size()
        wide = max((size.width() + 2 * GRID for size in sizes), default=0)
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._tops[-1], room.height()),
            (self.horizontalScrollBar(), wide, room.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(whole - seen, 0))
        self.viewport().update()

    def page_size(self, page: int) -> QSize:
        """In the window's pixels."""
        assert self._pages is not None
        points, room = self._pages.sizes[page], max(self.viewport().width() - 2 * GRID, 1)
        scale = room * self.zoom / self._pages.widest
        return QSize(round(points.width() * scale), round(points.height() * scale))

    def pages_in_sight(self) -> list[tuple[int, QRect]]:
        """Each page of which something can be seen, and where it lies in the viewport."""
        above, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        room, found = self.viewport().rect(), []
        for page in range(max(bisect_right(self._tops, above) - 1, 0), self.count):
            size = self.page_size(page)
            beside = max((room.width() - size.width()) // 2, GRID) - left
            place = QRect(QPoint(beside, self._tops[page] - above), size)
            if place.top() > room.bottom():
                break
            found.append((page, place))
        return found

    # -- drawing ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colours(QApplication.palette()).desk)
        painter.setOpacity(0.5 if self._is_outdated else 1)
        for page, place in self.pages_in_sight():
            self._draw_page(painter, page, place, event.rect())
        painter.end()

    def _draw_page(self, painter: QPainter, page: int, place: QRect, wanted: QRect) -> None:
        """The tiles of a page that lie in the part that is to be drawn, pixel for pixel."""
        ratio = self.viewport().devicePixelRatio()
        left, top = round(place.left() * ratio), round(place.top() * ratio)
        width, height = round(place.width() * ratio), round(place.height() * ratio)
        seen = place.intersected(wanted)
        if seen.isEmpty():
            return
        columns, rows = (
            range(int(low * ratio - start) // TILE, int((high + 1) * ratio - start) // TILE + 1)
            for low, high, start in (
                (seen.left(), seen.right(), left),
                (seen.top(), seen.bottom(), top),
            )
        )
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        for row in rows:
            for column in columns:
                if 0 <= column * TILE < width and 0 <= row * TILE < height:
                    tile = self._tile(_Tile(page, width, height, column, row))
                    painter.drawImage(left + column * TILE, top + row * TILE, tile)
        painter.restore()

    def _tile(self, tile: _Tile) -> QImage:
        assert self._pages is not None
        if tile not in self._tiles:
            part = QRect(tile.column * TILE, tile.row * TILE, TILE, TILE)
            whole = QSize(tile.width, tile.height)
            shown = part.intersected(QRect(QPoint(0, 0), whole))
            self._tiles[tile] = self._pages.picture(tile.page, whole, shown)
            if len(self._tiles) > TILES_KEPT:
                self._tiles.popitem(last=False)
        self._tiles.move_to_end(tile)
        return self._tiles[tile]

    # -- what the user does ----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words at the upper edge stay there, however wide they are now."""
        bar, before = self.verticalScrollBar(), self._tops[-1]
        above = bar.value()
        self._lay_out()
        bar.setValue(round(above * self._tops[-1] / before) if before else above)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.zoom_by((turned > 0) - (turned < 0), event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Plus: 1,
            Qt.Key.Key_Equal: 1,  # + without the shift key
            Qt.Key.Key_Minus: -1,
            Qt.Key.Key_0: -MOST_STEPS,
        }
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in steps:
            self.zoom_by(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
