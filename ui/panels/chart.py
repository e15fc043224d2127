"""The daily dose from today on: the drawing of the page, made off the typing path."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner.amounts import written
from ui.day_words import long_day
from ui.edit import State
from ui.fields import check, column, label, row
from ui.grid import GRID
from ui.handout_maker import HandoutMaker
from ui.handout_worker import ChartLook, request
from ui.language import tr
from ui.theme import colours
from ui.today_words import today_words


class ChartPanel(QWidget):
    """The curve, drawn for the size and the colours that the window has."""

    def __init__(self, maker: HandoutMaker) -> None:
        super().__init__()
        self._state: State | None = None
        self._maker = maker
        self._by_time = check(
            tr("each dose time by itself"),
            tr("A curve for each dose time in place of one for the day."),
            lambda on: self._ask(),
        )
        self._status = label(tr("being drawn …"))
        self._status.setProperty("part", "quiet")
        self.drawing = Drawing()
        top = row(self._by_time, 1, self._status)
        top.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        self.setFocusProxy(self._by_time)
        layout = column(self)
        layout.addLayout(top)
        layout.addWidget(self.drawing, 1)
        maker.drawn.connect(self._show)
        maker.failed.connect(self._failed)

    def show_state(self, state: State) -> None:
        self._state = state
        self.drawing.setEnabled(state.worked_out)
        if state.case is not None:
            self.drawing.setAccessibleDescription(
                "; ".join(
                    f"{long_day(step.start)}: {written(step.daily_mg)} mg"
                    for step in state.case.steps_shown
                )
            )
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._ask()

    def _ask(self) -> None:
        state = self._state
        if state is None or state.case is None or not state.worked_out:
            return
        over = state.case.today.over
        self.drawing.setVisible(not over)
        self._by_time.setVisible(not over)
        if over:
            self._status.setText(today_words(state.case))
            return
        c = colours(QApplication.palette())
        look = ChartLook(
            width=max(self.drawing.width() - 4 * GRID, 40 * GRID),
            height=max(self.drawing.height() - 4 * GRID, 20 * GRID),
            line=c.accent.name(),
            axis=c.quiet.name(),
            grid=c.rule.name(),
            text=c.ink.name(),
            font=self.font().family(),
            size=self.fontMetrics().height() * 0.72,
            by_dose_time=self._by_time.isChecked(),
        )
        self._maker.ask(request("chart", state.case, chart=look))

    def _show(self, kind: str, svg: bytes) -> None:
        if kind == "chart":
            self._status.setText("")
            self.drawing.show_svg(svg)

    def _failed(self, kind: str, why: str) -> None:
        if kind == "chart":
            self._status.setText(tr("The chart can't be drawn: {why}", why=why))


class Drawing(QWidget):
    """An SVG, kept to its shape."""

    def __init__(self) -> None:
        super().__init__()
        self._renderer = QSvgRenderer(self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(tr("Chart of the daily dose"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_svg(self, svg: bytes) -> None:
        self._renderer.load(QByteArray(svg))
        self.update()

    @property
    def is_drawn(self) -> bool:
        return self._renderer.isValid()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, 40 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._renderer.isValid():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.6)
        room = QRectF(self.rect()).adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        self._renderer.render(painter, room)
        painter.end()
