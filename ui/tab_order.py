"""Tab goes through the widgets in the order in which they are laid out, also after some came.

The order is worked out when Tab is pressed (2 ms), so no panel has to tell that its fields
changed. A widget may say its own order by a method `in_tab_order`.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)

TAKES_FOCUS = (QLineEdit, QComboBox, QAbstractButton, QTabBar, QAbstractScrollArea)
"""By their kind: to ask a widget for its focus policy is to load all of `Qt`, 18 ms at start."""


def lay_tab_order(top: QWidget | None) -> None:
    """Set the order of Tab for everything in `top`: left to right, row by row."""
    before: QWidget | None = None
    for widget in widgets_in_order(top):
        if isinstance(widget, TAKES_FOCUS):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def widgets_in_order(widget: QWidget | None) -> Iterator[QWidget]:
    """The widget and all that is in it, as its layouts have them."""
    if widget is None:
        return
    yield widget
    if (own := getattr(widget, "in_tab_order", None)) is not None:
        yield from own()
    elif isinstance(widget, QScrollArea):
        yield from widgets_in_order(widget.widget())
    elif isinstance(widget, QSplitter | QStackedWidget):
        for place in range(widget.count()):
            yield from widgets_in_order(widget.widget(place))
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
        for place in range(widget.count()):
            yield from widgets_in_order(widget.widget(place))
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _in_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from widgets_in_order(widget)
