"""Draws the cells of the schedule and their headings: what changes bold with a ▼ or ▲.

A table has hundreds of cells and is drawn again with each keystroke, so fonts, their measures and
colours are kept as long as the widget's own stay the same.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.drawing import draw_change, draw_tablet
from ui.grid import GRID
from ui.schedule_model import Cell, ScheduleModel, is_number
from ui.step_columns import MOST_DRAWN, Layout
from ui.theme import colours

Index = QModelIndex | QPersistentModelIndex

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_ABOVE = {side: int(side | Qt.AlignmentFlag.AlignTop) for side in (_LEFT, _RIGHT)}
_NOTE = int(_LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class StepDelegate(QStyledItemDelegate):
    """The cells of a ScheduleModel, drawn as the layout says."""

    layout: Layout
    _palette_key = -1

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._notes: dict[tuple[str, int, int], str] = {}
        self._heights: dict[tuple[str, int, float], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = _model(index)
        cell, columns = model.cell(index.row(), index.column()), len(model.headers)
        self._fit_colours(option.palette)  # type: ignore[attr-defined]
        c, state = self._colours, option.state  # type: ignore[attr-defined]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, c.wash)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.rule)
        ink = c.ink if state & QStyle.StateFlag.State_Enabled and not cell.past else c.quiet
        pad = self.layout.look.pad
        inner = rect.adjusted(pad, GRID / 2, -pad, -GRID / 2)
        if index.column() == columns - 1:
            small = self.layout.fonts.small
            painter.setFont(small.font)
            painter.setPen(c.quiet)
            painter.drawText(inner, _NOTE, self._fitting(cell.text, inner, small.metrics))
        else:
            side = _RIGHT if is_number(index.column(), columns) else _LEFT
            self._draw(painter, inner, cell, index.column(), side, ink)
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
        column: int,
        side: Qt.AlignmentFlag,
        ink: QColor,
    ) -> None:
        fonts = self.layout.fonts
        face = fonts.bold if cell.change or cell.strong else fonts.usual
        painter.setFont(face.font)
        painter.setPen(ink)
        painter.drawText(inner, _ABOVE[side], cell.text)
        if cell.change:
            left = inner.right() - face.width(cell.text) - fonts.mark
            middle = QPointF(left, inner.top() + face.height / 2)
            draw_change(painter, middle, cell.change, ink, fonts.mark)
        line = QRectF(inner)
        line.setTop(inner.top() + fonts.bold.height)
        painter.setFont(fonts.small.font)
        painter.setPen(self._colours.quiet)
        for words in self.layout.below(cell, column):
            painter.drawText(line, _ABOVE[side], words)
            if self.layout.look.tablets and 0 < len(cell.tablets) <= MOST_DRAWN:
                self._draw_tablets(painter, line, cell, ink)
            line.translate(0, fonts.small.height)

    def _draw_tablets(self, painter: QPainter, line: QRectF, cell: Cell, ink: QColor) -> None:
        small, room = self.layout.fonts.small, self.layout.fonts.tablet
        size = room - 2
        left = line.right() - small.width(cell.below) - GRID / 2
        top = line.top() + (small.height - size) / 2
        for place, whole in enumerate(reversed(cell.tablets)):
            draw_tablet(painter, QRectF(left - (place + 1) * room, top, size, size), whole, ink)

    def note_height(self, text: str, width: int) -> int:
        """How high a row is that shows the whole of its note in a column of this width."""
        small = self.layout.fonts.small
        key = (text, width, small.height)
        if key not in self._heights:
            flags = int(Qt.TextFlag.TextWordWrap)
            room = small.metrics.boundingRect(0, 0, max(width - 2 * GRID, 1), 10_000, flags, text)
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

    def _fit_colours(self, palette: QPalette) -> None:
        if palette.cacheKey() != self._palette_key:
            self._palette_key = palette.cacheKey()
            self._colours = colours(palette)


def _model(index: Index) -> ScheduleModel:
    """The model itself: a cell's words would be taken apart on their way through QVariant."""
    model = index.model()
    assert isinstance(model, ScheduleModel)
    return model
