"""The schedule as a calendar from today on: a day's doses in its box, changes bold with ▼."""

from __future__ import annotations

from calendar import Calendar as Weeks
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QToolTip, QWidget

from ui.calendar_days import Day, days_of, months_of
from ui.day_words import SHORT_WEEKDAYS, long_day, month_of
from ui.drawing import draw_change
from ui.edit import State
from ui.fields import column, label, tip_of
from ui.grid import GRID
from ui.language import tr
from ui.theme import aligned_figures, colours
from ui.today_words import today_words

MARGIN = 4
"""Pixels left and right of what stands in a day's box."""


class CalendarPanel(QWidget):
    """The months, one below the other, two side by side where there is room."""

    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.months = Months()
        self.months.step_wanted.connect(self.step_wanted)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.months)
        self._area.setAccessibleName(tr("Calendar"))
        self.over = label("", "large")
        self.over.setWordWrap(True)
        self.over.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        layout = column(self)
        layout.addWidget(self.over)
        layout.addWidget(self._area, 1)
        self.setFocusProxy(self._area)

    def show_state(self, state: State) -> None:
        if state.case is None:
            return
        days = days_of(state.case)
        self.over.setText("" if days else today_words(state.case))
        self.over.setVisible(not days)
        self.months.show_days(days, state.worked_out)


class Months(QWidget):
    """Draws the days. A click on a day goes to its step."""

    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("view")
        self.setAccessibleName(tr("Calendar of doses"))
        self._days: dict[date, Day] = {}
        self._months: list[tuple[int, int]] = []
        self._boxes: list[tuple[QRectF, Day]] = []
        self.shows_each_dose = True
        """Each day has its doses one by one; where one day has no room for them, all have their
        daily dose, so that figures side by side mean the same."""
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.MinimumExpanding)
        self.setSizePolicy(policy)

    def show_days(self, days: list[Day], current: bool) -> None:
        self._days = {day.on: day for day in days}
        self._months = months_of(days)
        self.setEnabled(current)
        changes = [f"{long_day(d.on)}: {d.daily} mg" for d in days if d.is_other]
        self.setAccessibleDescription("; ".join(changes))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        firsts = range(0, len(self._months), columns)
        return round(sum(self._row_height(first, columns) for first in firsts)) + 3 * GRID

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _columns(self, width: int) -> int:
        """Two months side by side, but not where that alone keeps each dose from being shown."""
        if self._widest_doses() <= _room(width, 1):
            return 2 if self._widest_doses() <= _room(width, 2) else 1
        return 2 if width >= 2 * 7 * self.fontMetrics().horizontalAdvance("20  20  20  ") else 1

    def _cell_height(self) -> float:
        return self.fontMetrics().height() * 2.6 + GRID / 2

    def _row_height(self, first: int, columns: int) -> float:
        """The height of the months side by side from `first` on: as many weeks as the longest."""
        months = self._months[first : first + columns]
        weeks = max(len(Weeks().monthdatescalendar(*month)) for month in months)
        return self.fontMetrics().height() * 2.6 + weeks * self._cell_height() + 3 * GRID

    def _widest_doses(self) -> float:
        """The room that a day's doses need, bold and with the mark of a change before them."""
        metrics = QFontMetricsF(_font(self.font(), bold=True))
        texts = {day.doses for day in self._days.values()}
        return max(map(metrics.horizontalAdvance, texts), default=0) + 1.5 * GRID

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), colours(QApplication.palette()).paper)
        self._boxes = []
        columns = self._columns(self.width())
        width = _month_width(self.width(), columns)
        self.shows_each_dose = self._widest_doses() <= _room(self.width(), columns)
        top = 2.0 * GRID
        for place, month in enumerate(self._months):
            if place and place % columns == 0:
                top += self._row_height(place - columns, columns)
            left = 2 * GRID + (place % columns) * (width + 2 * GRID)
            rect = QRectF(left, top, width, self._row_height(place // columns * columns, columns))
            if rect.intersects(QRectF(event.rect())):
                self._draw_month(painter, rect, month)
        painter.end()

    def _draw_month(self, painter: QPainter, rect: QRectF, month: tuple[int, int]) -> None:
        c = colours(QApplication.palette())
        line = self.fontMetrics().height()
        painter.setFont(_font(self.font(), bold=True))
        painter.setPen(c.ink)
        title = month_of(*month)
        head = QRectF(rect.left(), rect.top(), rect.width(), line * 1.4)
        painter.drawText(head, title)
        cell = rect.width() / 7
        painter.setFont(_font(self.font(), scale=0.85))
        painter.setPen(c.quiet)
        unit = tr("mg at each dose time") if self.shows_each_dose else tr("mg a day")
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight), unit)
        for place, name in enumerate(SHORT_WEEKDAYS):
            box = QRectF(rect.left() + place * cell + 4, rect.top() + line * 1.5, cell, line)
            painter.drawText(box, tr(name))
        top = rect.top() + line * 2.6
        for week, dates in enumerate(Weeks().monthdatescalendar(*month)):
            for place, on in enumerate(dates):
                if on.month == month[1]:
                    box = QRectF(
                        rect.left() + place * cell,
                        top + week * self._cell_height(),
                        cell,
                        self._cell_height(),
                    )
                    self._draw_day(painter, box, on)

    def _draw_day(self, painter: QPainter, box: QRectF, on: date) -> None:
        c = colours(QApplication.palette())
        day = self._days.get(on)
        painter.setPen(QPen(c.rule, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        inner = box.adjusted(MARGIN, 2, -MARGIN, -2)
        ink = c.ink if day is not None and self.isEnabled() else c.quiet
        if day is not None and day.is_off:
            painter.fillRect(box.adjusted(1, 1, -1, -1), c.desk)
        painter.setFont(_font(self.font(), scale=0.85, bold=bool(day and day.is_other)))
        painter.setPen(c.quiet if day is None or not day.is_other else ink)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft), str(on.day))
        if day is None:
            return
        self._boxes.append((box, day))
        if day.is_today:
            painter.setPen(QPen(c.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        marks = (tr("today"), *day.marks) if day.is_today else day.marks
        if marks:
            painter.setFont(_font(self.font(), scale=0.75))
            painter.setPen(c.quiet)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            painter.drawText(inner, right, " ".join(marks))
        painter.setFont(_font(self.font(), bold=day.is_other))
        painter.setPen(ink)
        bottom = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        metrics = painter.fontMetrics()
        painter.drawText(inner, bottom, day.doses if self.shows_each_dose else day.daily)
        if day.change:
            middle = inner.bottom() - metrics.height() / 2
            draw_change(painter, QPointF(inner.left() + GRID / 2, middle), day.change, ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None and day.step is not None:
            self.step_wanted.emit(day.step)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            marks = ", ".join(day.marks) if day else ""
            words = _said(day) if day else ""
            QToolTip.showText(
                event.globalPos(), tip_of(f"{words}; {marks}" if marks else words), self
            )
            return True
        return super().event(event)

    def _day_at(self, where: QPointF) -> Day | None:
        return next((day for box, day in self._boxes if box.contains(where)), None)


def _said(day: Day) -> str:
    """A day in a sentence, for its tooltip."""
    if day.step is None:
        return f"{long_day(day.on)}: {day.doses}"
    words = f"{long_day(day.on)}: {day.doses} mg, {day.daily} mg a day"
    return f"{tr('today')}, {words}" if day.is_today else words


def _month_width(width: int, columns: int) -> float:
    """Of each of the months side by side, in pixels."""
    return (width - (columns + 1) * 2 * GRID) / columns


def _room(width: int, columns: int) -> float:
    """For the words of a day, in pixels."""
    return _month_width(width, columns) / 7 - 2 * MARGIN


def _font(font: QFont, scale: float = 1, bold: bool = False) -> QFont:
    font = aligned_figures(font)
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    return font
