"""The top of the window: patient and buttons in one row, or in two where one is too narrow; below
them what is taken today, and the line that says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui.fields import column, plain, rule
from ui.grid import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.edit import State


class Header(QFrame):
    """Who the page is for, what can be done with it, what is taken today."""

    def __init__(self, patient: QWidget, buttons: QWidget, line: QWidget) -> None:
        super().__init__()
        self.setObjectName("header")
        self._patient, self._buttons = patient, buttons
        self._top = QHBoxLayout()
        self._top.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._top.setSpacing(GRID)
        self._top.addWidget(patient, 1)
        self._top.addWidget(buttons)
        whole = column(self, spacing=0)
        whole.addLayout(self._top)
        self.today = plain("", "heading")
        self.today.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        self.today.hide()
        whole.addWidget(self.today)
        whole.addWidget(line)
        whole.addWidget(rule())

    def show_state(self, state: State) -> None:
        """What is taken today, of the last plan that could be worked out."""
        if state.case is not None:
            from ui.today_words import today_words  # an empty window needs none

            self.today.setText(today_words(state.case))
            self.today.setAccessibleName(self.today.text())
            self.today.setEnabled(state.worked_out)
        self.today.setVisible(state.case is not None)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two rows: a small screen at 150 or 200 % has 640 pixels."""
        width = max(
            self._patient.minimumSizeHint().width(), self._buttons.minimumSizeHint().width()
        )
        return QSize(width + 4 * GRID, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One row, or two; also where the words of the buttons have changed."""
        both = self._patient.minimumSizeHint().width() + self._buttons.minimumSizeHint().width()
        one_row = self.width() >= both + 5 * GRID
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if one_row else ways.TopToBottom)
