"""Draws the cells of the schedule: what changes bold with a ▼ or ▲, the tablets below.

A table has hundreds of cells and is drawn again with each keystroke, so fonts, their measures and
colours are kept as long as the widget's own stay the same.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.day_words import widest_day
from ui.drawing import draw_change, draw_tablet
from ui.grid import GRID
from ui.schedule_model import FIRST_DOSE, Cell, ScheduleModel, is_number
from ui.theme import aligned_figures, colours

DATE = 1
MOST_DRAWN = 4
"""Tablets drawn in one cell; more are only written."""
NARROWEST_NOTE = 5 * GRID

Index = QModelIndex | QPersistentModelIndex

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_ABOVE = {side: int(side | Qt.AlignmentFlag.AlignTop) for side in (_LEFT, _RIGHT)}
_BELOW = {side: int(side | Qt.AlignmentFlag.AlignBottom) for side in (_LEFT, _RIGHT)}
_NOTE = int(_LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class Fonts:
    """The three fonts of a cell, made from the table's own, and their measures."""

    def __init__(self, font: QFont) -> None:
        self.key = font.key()
        self.usual = aligned_figures(font)
        self.bold = QFont(self.usual)
        self.bold.setBold(True)
        self.small = aligned_figures(font)
        self.small.setPointSizeF(font.pointSizeF() * 0.82)
        self.usual_metrics = QFontMetrics(self.usual)
        self.bold_metrics = QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)
        self.widest_date = widest_day(self.bold_metrics.horizontalAdvance)
        """Dates differ in width while a plan is edited; their column doesn't."""


class StepDelegate(QStyledItemDelegate):
    """The cells of a ScheduleModel."""

    _fonts: Fonts | None = None
    _palette_key = -1

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._notes: dict[tuple[str, int, int], str] = {}
        self._heights: dict[tuple[str, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell, columns = _cell(index)
        fonts = self._fonts_of(option.font)  # type: ignore[attr-defined]
        height = fonts.bold_metrics.height() + fonts.small_metrics.height() + GRID
        if index.column() == columns - 1:
            return QSize(NARROWEST_NOTE, height)
        words = fonts.widest_date if index.column() == DATE else cell.text
        width = fonts.bold_metrics.horizontalAdvance(words)
        below = fonts.small_metrics.horizontalAdvance(cell.below)
        if index.column() >= FIRST_DOSE:
            width += fonts.bold_metrics.height()
            drawn = min(MOST_DRAWN, len(cell.tablets))
            below += drawn * (fonts.small_metrics.ascent() + 1) + GRID // 2
        return QSize(max(width, below) + 2 * GRID, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, columns = _cell(index)
        self._fit_colours(option.palette)  # type: ignore[attr-defined]
        c, state = self._colours, option.state  # type: ignore[attr-defined]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, c.wash)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.rule)
        ink = c.ink if state & QStyle.StateFlag.State_Enabled and not cell.past else c.quiet
        inner = rect.adjusted(GRID, GRID / 2, -GRID, -GRID / 2)
        fonts = self._fonts_of(option.font)  # type: ignore[attr-defined]
        if index.column() == columns - 1:
            painter.setFont(fonts.small)
            painter.setPen(c.quiet)
            painter.drawText(inner, _NOTE, self._fitting(cell.text, inner, fonts.small_metrics))
        else:
            side = _RIGHT if is_number(index.column(), columns) else _LEFT
            self._draw(painter, inner, cell, side, ink, fonts)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw(
        self,
        painter: QPainter,
        inner: QRectF,
        cell: Cell,
        side: Qt.AlignmentFlag,
        ink: QColor,
        fonts: Fonts,
    ) -> None:
        # Two lines, one right below the other, however high the note has made the row.
        both = fonts.bold_metrics.height() + fonts.small_metrics.height()
        inner = QRectF(inner.left(), inner.top(), inner.width(), both)
        strong = cell.change or cell.strong
        painter.setFont(fonts.bold if strong else fonts.usual)
        painter.setPen(ink)
        painter.drawText(inner, _ABOVE[side], cell.text)
        if cell.change:
            metrics = fonts.bold_metrics
            size = metrics.ascent() * 0.6
            left = inner.right() - metrics.horizontalAdvance(cell.text) - size
            middle = QPointF(left, inner.top() + metrics.height() / 2)
            draw_change(painter, middle, cell.change, ink, size)
        if cell.below:
            painter.setFont(fonts.small)
            painter.setPen(self._colours.quiet)
            painter.drawText(inner, _BELOW[side], cell.below)
        if 0 < len(cell.tablets) <= MOST_DRAWN:
            self._draw_tablets(painter, inner, cell, ink, fonts.small_metrics)

    def _draw_tablets(
        self, painter: QPainter, inner: QRectF, cell: Cell, ink: QColor, metrics: QFontMetrics
    ) -> None:
        size = metrics.ascent() - 1
        left = inner.right() - metrics.horizontalAdvance(cell.below) - GRID / 2
        top = inner.bottom() - metrics.height() + (metrics.height() - size) / 2
        for place, whole in enumerate(reversed(cell.tablets)):
            box = QRectF(left - (place + 1) * (size + 2), top, size, size)
            draw_tablet(painter, box, whole, ink)

    def note_height(self, text: str, width: int, font: QFont) -> int:
        """How high a row is that shows the whole of its note in a column of this width."""
        key = (text, width, font.key())
        if key not in self._heights:
            metrics = self._fonts_of(font).small_metrics
            flags = int(Qt.TextFlag.TextWordWrap)
            room = metrics.boundingRect(0, 0, max(width - 2 * GRID, 1), 10_000, flags, text)
            self._heights[key] = room.height() + GRID + 2
        return self._heights[key]

    def _fitting(self, text: str, room: QRectF, metrics: QFontMetrics) -> str:
        """The words of a note that there is room for; the line below the table has them all."""
        key = (text, round(room.width()), round(room.height()))
        if key not in self._notes:
            words, shown = text.split(), text
            flags, box = int(Qt.TextFlag.TextWordWrap), room.toRect()
            while words and metrics.boundingRect(box, flags, shown).height() > box.height() + 1:
                words.pop()
                shown = f"{' '.join(words)} …"
            self._notes[key] = shown
        return self._notes[key]

    def _fonts_of(self, font: QFont) -> Fonts:
        if self._fonts is None or self._fonts.key != font.key():
            self._fonts = Fonts(font)
        return self._fonts

    def _fit_colours(self, palette: QPalette) -> None:
        if palette.cacheKey() != self._palette_key:
            self._palette_key = palette.cacheKey()
            self._colours = colours(palette)


def _cell(index: Index) -> tuple[Cell, int]:
    """The cell as the model has it (QVariant would take it apart), and how many columns it has."""
    model = index.model()
    assert isinstance(model, ScheduleModel)
    return model.cell(index.row(), index.column()), model.columns
