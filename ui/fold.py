"""A part of the form that unfolds, and says in a line what is in it while it is folded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ui.fields import column, label
from ui.grid import GRID
from ui.language import tr

# Qt's enumerations as numbers, as in `fields`.
TEXT_BESIDE_ARROW = 2
ARROW_DOWN = 2
ARROW_RIGHT = 4


class Fold(QWidget):
    """A part that unfolds: its title, while folded a summary, and content made when first shown."""

    turned = Signal()
    """It was unfolded, or folded."""

    def __init__(self, title: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.is_open = False
        self.content: QWidget | None = None
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setProperty("part", "fold")
        self.button.setProperty("toolButtonStyle", TEXT_BESIDE_ARROW)
        self.button.setAccessibleName(title)
        self.summary = label("")
        self.summary.setProperty("part", "quiet")
        self.summary.setWordWrap(True)
        self.summary.setIndent(2 * GRID)
        self.summary.hide()
        self._column = column(self, spacing=0)
        self._column.addWidget(self.button)
        self._column.addWidget(self.summary)
        self.button.clicked.connect(lambda: self.unfold(not self.is_open))
        self._show_arrow()

    def unfold(self, open_: bool = True) -> None:
        self.is_open = open_
        if open_ and self.content is None:
            self.content = self._make()
            self._column.addWidget(self.content)
        if self.content is not None:
            self.content.setVisible(open_)
        self.summary.setVisible(not open_ and bool(self.summary.text()))
        self._show_arrow()
        self.turned.emit()

    def summarise(self, text: str) -> None:
        self.summary.setText(text)
        self.summary.setVisible(bool(text) and not self.is_open)
        self._describe()

    def _show_arrow(self) -> None:
        self.button.setProperty("arrowType", ARROW_DOWN if self.is_open else ARROW_RIGHT)
        self._describe()

    def _describe(self) -> None:
        """For who can't see the arrow: a box to tick would be read out where one can tick it."""
        words = self.summary.text()
        folded = tr("folded: {summary}", summary=words) if words else tr("folded")
        self.button.setAccessibleDescription(tr("unfolded") if self.is_open else folded)
