"""The word *remove* at a row: a click or Enter takes the row away, a typed space never does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ui.fields import tip_of
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class RemoveLink(QPushButton):
    """Looks like a link. Who types on by mistake types into it: a space is not for it."""

    def __init__(self, name: str, tip: str, done: Callable[[], object]) -> None:
        super().__init__(tr("remove"))
        self.setProperty("part", "link")
        self.setAutoDefault(True)  # so that Enter presses it
        self.setAccessibleName(name)
        self.setToolTip(tip_of(tip))
        self.setAccessibleDescription(tip)
        self.clicked.connect(lambda: done())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
