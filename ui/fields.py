"""What all panels are put together from: words, links, boxes, lists, rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.grid import GRID
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

# Qt's enumerations as numbers, for properties: the first use of `Qt` costs 18 ms at start.
PLAIN_TEXT = 0
RICH_TEXT = 1
NO_FOCUS = 0


class Choice(QComboBox):
    """A list to choose from. The wheel goes on to what scrolls around it, and chooses nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def link(text: str, tip: str, done: Callable[[], object]) -> QPushButton:
    """A button that looks like what it is: something to do, in words."""
    button = QPushButton(text)
    button.setProperty("part", "link")
    button.setToolTip(tip_of(tip))
    button.setAccessibleName(text)
    button.setAccessibleDescription(tip)
    button.setAutoDefault(True)  # Enter presses it as a space does
    button.clicked.connect(lambda: done())
    return button


def check(text: str, tip: str, done: Callable[[bool], object]) -> QCheckBox:
    """A box to tick. `done` is told of a click, not of a change from the plan."""
    box = QCheckBox(text)
    box.setToolTip(tip_of(tip))
    box.setAccessibleName(text)
    box.setAccessibleDescription(tip)
    box.clicked.connect(done)
    return box


def choice(
    name: str, tip: str, options: dict[str, str], done: Callable[[str], object]
) -> QComboBox:
    """A list to choose from: values and their words. `done` is told the value chosen."""
    box = Choice()
    box.setAccessibleName(name)
    box.setToolTip(tip_of(tip))
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


def tip_of(text: str) -> str:
    """The words of a tooltip, which may be a plan's: markup in them is shown, not followed."""
    if "<" not in text:
        return text
    # Not html.escape: its module's table of entities costs time at the start.
    return f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"


def label(text: str, part: str = "", buddy: QWidget | None = None) -> QLabel:
    """Words that don't change; `part` names their look in the style sheet."""
    words = QLabel(text)
    words.setProperty("textFormat", PLAIN_TEXT)  # it may be a plan's: markup is no markup
    if part:
        words.setProperty("part", part)
    if buddy is not None:
        words.setBuddy(buddy)
    return words


def plain(text: str, part: str = "") -> QLabel:
    """The same, over as many lines as they need."""
    words = label(text, part)
    words.setWordWrap(True)
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


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Give a widget a property that the style sheet asks for, and the look that follows."""
    if widget.property(name) != value and (value or widget.property(name)):
        widget.setProperty(name, value)
        if widget.window().isVisible():  # before that, the first polish is still to come
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def set_part(widget: QWidget, part: str) -> None:
    """Give a widget another look of the style sheet."""
    set_property(widget, "part", part)
