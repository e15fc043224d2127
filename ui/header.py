"""The top of the window: patient and buttons in one row, or in two where one is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui.fields import column, rule
from ui.grid import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Header(QFrame):
    """Who the page is for, what can be done with it, and the line that says something."""

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
        whole.addWidget(line)
        whole.addWidget(rule())

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two rows: a small screen at 150 or 200 % has 640 pixels."""
        width = max(
            self._patient.minimumSizeHint().width(), self._buttons.minimumSizeHint().width()
        )
        return QSize(width + 4 * GRID, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self._patient.minimumSizeHint().width() + self._buttons.minimumSizeHint().width()
        one_row = self.width() >= both + 5 * GRID
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if one_row else ways.TopToBottom)
