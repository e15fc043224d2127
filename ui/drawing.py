"""What the window draws by hand: tablets, and the marks of a change."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.grid import GRID


def draw_tablet(painter: QPainter, box: QRectF, whole: bool, ink: QColor) -> None:
    """A round tablet: filled, or ◐ for a half (the half that is taken is filled)."""
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if whole else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    if not whole:
        painter.setBrush(ink)
        painter.drawPie(box, 90 * 16, 180 * 16)


def draw_change(
    painter: QPainter, centre: QPointF, way: int, ink: QColor, size: float = GRID
) -> None:
    """A small ▼ for less, ▲ for more, so many pixels wide."""
    half = size / 2
    tip = QPointF(0, half * 0.8 if way < 0 else -half * 0.8)
    base = -tip.y()
    corners = [centre + QPointF(-half, base), centre + QPointF(half, base), centre + tip]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corners))
