"""What the window draws by hand: the cells of the schedule, tablets and the marks of a change."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.grid import GRID
from ui.schedule_model import FIRST_DOSE, Cell, ScheduleModel, is_number
from ui.theme import Colours, aligned_figures, colours
from ui.wording import pieces

MOST_DRAWN = 4
"""Tablets drawn in one cell; more are only written."""


class StepDelegate(QStyledItemDelegate):
    """Draws a cell: what changes bold with a ▼ or ▲, below it the tablets, drawn and written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette_key = -1
        self._colours: Colours | None = None

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        cell = cell_at(index)
        if index.column() == index.model().columnCount() - 1:
            return QSize(5 * GRID, 0)
        big = QFontMetrics(_bold(option.font))  # type: ignore[attr-defined]
        small = QFontMetrics(_small(option.font))  # type: ignore[attr-defined]
        width = big.horizontalAdvance(cell.text) + (2 * GRID if index.column() >= FIRST_DOSE else 0)
        below = small.horizontalAdvance(cell.below)
        if cell.dose is not None:
            below += min(MOST_DRAWN, len(_tablets(index) or ())) * (small.ascent() + 1) + GRID // 2
        height = big.height() + small.height() + GRID
        return QSize(max(width, below) + 2 * GRID, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell = cell_at(index)
        c = self._colours_of(option.palette)  # type: ignore[attr-defined]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, c.wash)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.rule)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)  # type: ignore[attr-defined]
        ink = c.quiet if cell.past or not enabled else c.ink
        inner = rect.adjusted(GRID, GRID / 2, -GRID, -GRID / 2)
        self._draw(painter, inner, cell, option.font, ink, c, index)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            painter.setPen(QPen(c.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw(
        self,
        painter: QPainter,
        inner: QRectF,
        cell: Cell,
        font: QFont,
        ink: QColor,
        c: Colours,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        columns = index.model().columnCount()
        if index.column() == columns - 1:
            self._draw_note(painter, inner, cell.text, font, c)
            return
        right = is_number(index.column(), columns)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        first = _bold(font) if cell.change or cell.strong else aligned_figures(font)
        painter.setFont(first)
        painter.setPen(ink)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignTop), cell.text)
        metrics = QFontMetrics(first)
        if cell.change:
            left = inner.right() - metrics.horizontalAdvance(cell.text) - GRID
            draw_change(
                painter, QPointF(left, inner.top() + metrics.height() / 2), cell.change, ink
            )
        if not cell.below:
            return
        painter.setFont(_small(font))
        painter.setPen(c.quiet)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignBottom), cell.below)
        tablets = _tablets(index) if cell.dose is not None else None
        if tablets and len(tablets) <= MOST_DRAWN:
            small = QFontMetrics(painter.font())
            size = small.ascent() - 1
            left = inner.right() - small.horizontalAdvance(cell.below) - GRID / 2
            top = inner.bottom() - small.height() + (small.height() - size) / 2
            for place, whole in enumerate(reversed(tablets)):
                box = QRectF(left - (place + 1) * (size + 2), top, size, size)
                draw_tablet(painter, box, whole, ink)

    def _draw_note(
        self, painter: QPainter, inner: QRectF, text: str, font: QFont, c: Colours
    ) -> None:
        """Up to two lines of small words; the tip has them whole."""
        painter.setFont(_small(font))
        painter.setPen(c.quiet)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags | Qt.TextFlag.TextWordWrap), text)

    def _colours_of(self, palette: QPalette) -> Colours:
        if self._colours is None or palette.cacheKey() != self._palette_key:
            self._palette_key = palette.cacheKey()
            self._colours = colours(palette)
        return self._colours


def cell_at(index: QModelIndex | QPersistentModelIndex) -> Cell:
    """The cell as the model has it, past QVariant, which would take a tuple apart."""
    model = index.model()
    assert isinstance(model, ScheduleModel)
    return model.cell(index.row(), index.column())


def draw_tablet(painter: QPainter, box: QRectF, whole: bool, ink: QColor) -> None:
    """A round tablet: filled, or ◐ for a half (the half that is taken is filled)."""
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if whole else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    if not whole:
        painter.setBrush(ink)
        painter.drawPie(box, 90 * 16, 180 * 16)


def draw_change(painter: QPainter, centre: QPointF, way: int, ink: QColor) -> None:
    """A small ▼ for less, ▲ for more."""
    half = GRID / 2
    tip = QPointF(0, half * 0.8 if way < 0 else -half * 0.8)
    base = -tip.y()
    corners = [centre + QPointF(-half, base), centre + QPointF(half, base), centre + tip]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corners))


def _tablets(index: QModelIndex | QPersistentModelIndex) -> list[bool] | None:
    cell: Cell = cell_at(index)
    model = index.model()
    state = model.state if isinstance(model, ScheduleModel) else None
    return pieces(cell.dose, state.medicine) if cell.dose and state else None


def _bold(font: QFont) -> QFont:
    font = aligned_figures(font)
    font.setBold(True)
    return font


def _small(font: QFont) -> QFont:
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * 0.82)
    return font
