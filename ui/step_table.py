"""The table of steps as a widget: headings that may take several lines, and told of its room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.grid import GRID
from ui.language import tr
from ui.schedule_model import ScheduleModel, is_number
from ui.step_columns import Layout
from ui.theme import colours

ANY_HEIGHT = 1 << 20


class StepHeader(QHeaderView):
    """Headings in as many lines as their column asks for."""

    def __init__(self, model: ScheduleModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self._layout: Layout | None = None
        model.modelAboutToBeReset.connect(self._forget)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(GRID)
        self.setStretchLastSection(True)

    def use(self, layout: Layout) -> None:
        """Be as high as the headings of this layout."""
        self._layout = layout
        self.setFixedHeight(layout.header_height(self._model.headers))
        self.viewport().update()

    def _forget(self) -> None:
        """Other columns may come; until they are laid out nothing is known of them."""
        self._layout = None

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        width = self._layout.widths[logicalIndex] if self._layout else GRID
        return QSize(width, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if self._layout is None:
            return
        c, look, face = colours(self.palette()), self._layout.look, self._layout.heading
        lines = self._layout.head(self._model.headers[logicalIndex], logicalIndex)
        right = is_number(logicalIndex, len(self._model.headers))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(face.font)
        painter.setPen(c.quiet)
        inner = rect.adjusted(look.pad, 0, -look.pad, -GRID)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignBottom), "\n".join(lines))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.rule)


class StepTable(QTableView):
    """The rows of a ScheduleModel."""

    resized = Signal()

    def __init__(self, model: ScheduleModel) -> None:
        super().__init__()
        self.setAccessibleName(tr("Schedule"))
        self.setAccessibleDescription(tr("One row a step: its first day, its days and its doses."))
        self.setModel(model)
        self.header = StepHeader(model)
        self.setHorizontalHeader(self.header)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        on = QAbstractItemView.EditTrigger
        self.setEditTriggers(on.DoubleClicked | on.EditKeyPressed | on.AnyKeyPressed)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(GRID)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def room(self) -> QSize:
        """The pixels for columns and rows, a scroll bar's left out whether it is there or not; its
        height counts once it has one."""
        high = self.height() if self.isVisible() else ANY_HEIGHT
        return QSize(self.width() - self.verticalScrollBar().sizeHint().width(), high)

    def use(self, layout: Layout, least: int) -> None:
        """Lay the columns out so, and never be lower than `least`."""
        last = len(layout.widths) - 1
        self.header.setStretchLastSection(bool(layout.widths[last]))
        for place, width in enumerate(layout.widths):
            self.setColumnHidden(place, not width)
            if width and place < last:
                self.setColumnWidth(place, width)
        self.header.use(layout)
        self.setMinimumHeight(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
