"""What in the window has less room than its words need."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QComboBox, QHeaderView, QLabel, QTabBar, QWidget

from ui.window import Window


def cut_off(window: Window) -> Iterator[str]:
    """What has less room than its words need."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.width() == 0:
            continue
        needed = widget.sizeHint()
        match widget:
            case QAbstractButton() if widget.text() and not isinstance(
                widget.parentWidget(), QTabBar
            ):
                if widget.width() < needed.width() - 2:
                    yield f"{widget.text()}: {widget.width()} of {needed.width()}"
            case QComboBox():
                if widget.width() < needed.width() - 2:
                    yield f"{widget.currentText()}: {widget.width()} of {needed.width()}"
            case QLabel() if widget.text() and widget.wordWrap():
                high = widget.heightForWidth(widget.width())
                if widget.height() < high - 2:
                    yield f"{widget.text()}: {widget.height()} of {high} high"
            case QLabel() if widget.text():
                if widget.width() < needed.width() - 2:
                    yield f"{widget.text()}: {widget.width()} of {needed.width()}"
            case QHeaderView():
                for place in range(widget.count()):
                    wanted = widget.sectionSizeHint(place)
                    if not widget.isSectionHidden(place) and widget.sectionSize(place) < wanted:
                        yield f"column {place}: {widget.sectionSize(place)} of {wanted}"
