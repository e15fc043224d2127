"""What is typed into: an entry of one line, and the note beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from ui.fields import NO_FOCUS, RICH_TEXT, set_property, tip_of
from ui.grid import GRID
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

# Qt's enumerations as numbers, as in `fields`.
ALIGN_RIGHT = 0x0002 | 0x0080
LINKS_BY_MOUSE_AND_KEYBOARD = 4 | 8


class Entry(QLineEdit):
    """One line that a person types in. Undo and redo are the plan's, not the line's own."""

    stepped = Signal(int)
    """Up or down was pressed: 1 or -1."""
    entered = Signal()
    """Enter was pressed: on to the next thing to do."""
    undo_wanted = Signal(bool)
    """The keys for undo (True) or redo (False) were pressed."""

    def __init__(self, name: str, tip: str, width: int = 0, right: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip_of(tip))
        self.setAccessibleDescription(tip)
        self._characters = width
        if width:
            self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * width + 3 * GRID)
        if right:
            self.setProperty("alignment", ALIGN_RIGHT)

    def show_text(self, text: str) -> None:
        """Show the text, leaving the cursor alone where it already stands there."""
        if text != self.text():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)

    def mark(self, wrong: bool, wanted: bool) -> None:
        """`wrong`: it can't be used; `wanted`: it is empty, and needed next."""
        set_property(self, "wrong", wrong)
        set_property(self, "wanted", wanted)

    @property
    def is_wanted(self) -> bool:
        return bool(self.property("wanted"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()
        self.setCursorPosition(0)  # of a long name its beginning is seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeySequence

        key = event.key()
        for standard in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
            if event.matches(standard):
                self.undo_wanted.emit(standard == QKeySequence.StandardKey.Undo)
                return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()


class Note(QLabel):
    """A line beside a field: what is wrong with it, or in quiet words how it was read."""

    offered = Signal(str)
    """The text that the note offers was accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setProperty("part", "note")
        self.setProperty("textFormat", RICH_TEXT)
        self.setProperty("textInteractionFlags", LINKS_BY_MOUSE_AND_KEYBOARD)
        self.setProperty("focusPolicy", NO_FOCUS)
        self.linkActivated.connect(self.offered)
        self.plain = ""
        self.hide()

    def say(self, text: str, wrong: bool = False, offer: str = "") -> None:
        """Show a sentence, or nothing for "". `offer`: a text that can be taken with a click."""
        if (text, offer) == (self.plain, self.property("offer") or ""):
            return
        self.plain = text
        self.setProperty("offer", offer)
        set_property(self, "part", "wrong" if wrong else "note")
        self._show()
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def dress(self) -> None:
        """The colours have changed: that of the offer too, which stands in the text."""
        if self.property("offer"):
            self._show()

    def _show(self) -> None:
        text, offer = self.plain, self.property("offer")
        shown = text.replace("&", "&amp;").replace("<", "&lt;")
        if offer:
            from ui.theme import colours  # a link in rich text has no look of the style sheet's

            colour = colours(QApplication.palette()).accent.name()
            take = tr("use {value}", value=offer)
            shown += f' · <a href="{offer}" style="color:{colour}">{take}</a>'
        self.setText(shown)
