"""The few widgets that all panels share: an entry, its note, links, headings and folds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.grid import GRID
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

# Qt's enumerations as numbers, for properties: the first use of `Qt` costs 18 ms at start.
ALIGN_RIGHT = 0x0002 | 0x0080
RICH_TEXT = 1
LINKS_BY_MOUSE_AND_KEYBOARD = 4 | 8
NO_FOCUS = 0
TEXT_BESIDE_ARROW = 2
ARROW_DOWN = 2
ARROW_RIGHT = 4


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
        self.setToolTip(tip)
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
        _set_property(self, "wrong", wrong)
        _set_property(self, "wanted", wanted)

    @property
    def is_wanted(self) -> bool:
        return bool(self.property("wanted"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()

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
        _set_property(self, "part", "wrong" if wrong else "note")
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
        self.summary = QLabel()
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


def link(text: str, tip: str, done: Callable[[], object]) -> QPushButton:
    """A button that looks like what it is: something to do, in words."""
    button = QPushButton(text)
    button.setProperty("part", "link")
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setAccessibleDescription(tip)
    button.setAutoDefault(True)  # Enter presses it as a space does
    button.clicked.connect(lambda: done())
    return button


def check(text: str, tip: str, done: Callable[[bool], object]) -> QCheckBox:
    """A box to tick. `done` is told of a click, not of a change from the plan."""
    box = QCheckBox(text)
    box.setToolTip(tip)
    box.setAccessibleName(text)
    box.setAccessibleDescription(tip)
    box.clicked.connect(done)
    return box


def choice(
    name: str, tip: str, options: dict[str, str], done: Callable[[str], object]
) -> QComboBox:
    """A list to choose from: values and their words. `done` is told the value chosen."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setAccessibleDescription(f"{name}: {tip}")  # on Linux Qt gives the choice as the name
    for value, words in options.items():
        box.addItem(words, value)
    box.activated.connect(lambda index: done(box.itemData(index)))
    return box


def unit_choice(name: str, done: Callable[[str], object]) -> QComboBox:
    """Days, weeks or months."""
    units = {"days": tr("days"), "weeks": tr("weeks"), "months": tr("months")}
    return choice(name, tr("Days, weeks or months."), units, done)


def choose(box: QComboBox, value: object) -> None:
    """Show a value of the list, without a word to anybody."""
    index = box.findData(value)
    if index != box.currentIndex():
        box.setCurrentIndex(index)


def label(text: str, part: str = "", buddy: QWidget | None = None) -> QLabel:
    """Words that don't change; `part` names their look in the style sheet."""
    words = QLabel(text)
    if part:
        words.setProperty("part", part)
    if buddy is not None:
        words.setBuddy(buddy)
    return words


def heading(text: str) -> QLabel:
    words = label(text, "heading")
    words.setAccessibleName(text)
    return words


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("part", "rule")
    line.setFixedHeight(1)
    return line


def column(owner: QWidget, spacing: int = GRID, margin: int = 0) -> QVBoxLayout:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


def row(*widgets: QWidget | int, spacing: int = GRID) -> QHBoxLayout:
    """Widgets in a row, kept to the left; a number is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def _set_property(widget: QWidget, name: str, value: object) -> None:
    if widget.property(name) != value and (value or widget.property(name)):
        widget.setProperty(name, value)
        if widget.window().isVisible():  # before that, the first polish is still to come
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def set_part(widget: QWidget, part: str) -> None:
    """Give a widget another look of the style sheet."""
    _set_property(widget, "part", part)
