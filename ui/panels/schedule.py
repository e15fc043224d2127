"""The schedule as a table: a row a step, what changes bold, the tablets drawn and written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.drawing import StepDelegate
from ui.edit import State
from ui.fields import column
from ui.language import tr
from ui.schedule_model import ScheduleModel


class SchedulePanel(QWidget):
    """The table of steps."""

    step_chosen = Signal(int)
    """The number of the step that the cursor is on."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ScheduleModel()
        self.table = QTableView()
        self.table.setAccessibleName(tr("Schedule"))
        self.table.setAccessibleDescription(
            tr("One row a step: its first day, its days and its doses.")
        )
        self.table.setModel(self.model)
        self.table.setItemDelegate(StepDelegate(self.table))
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        vertical = self.table.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(True)
        self._shape: object = None
        column(self, spacing=0).addWidget(self.table)

    def show_state(self, state: State) -> None:
        self.model.show_state(state)
        self.table.setEnabled(state.current)
        self._fit(state)

    def choose(self, number: int) -> None:
        """Go to a step."""
        for place, step in enumerate(self.model.steps):
            if step.number == number:
                self.table.selectRow(place)
                self.table.scrollTo(self.model.index(place, 0))

    def _fit(self, state: State) -> None:
        """Columns as wide as what they hold; worked out again only where that can have changed."""
        if state.plan is None:
            return
        shape = (
            state.plan.dose_times,
            state.plan.products,
            self.model.rowCount(),
            self.font().key(),
        )
        if shape == self._shape:
            return
        self._shape = shape
        option = QStyleOptionViewItem()
        option.font = self.table.font()  # type: ignore[attr-defined]
        height = self.table.itemDelegate().sizeHint(option, self.model.index(0, 0)).height()
        self.table.verticalHeader().setDefaultSectionSize(height)
        for place in range(self.model.columnCount() - 1):
            self.table.resizeColumnToContents(place)
