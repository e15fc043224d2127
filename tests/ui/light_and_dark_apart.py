"""The window while the system goes dark and light again, looked at pixel by pixel.

A process of its own, for Qt takes a real display and a desktop's theme to follow the system:
`python -m tests.ui.light_and_dark_apart FOLDER` saves a picture of each view in each, and prints
as JSON what can't be read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabBar,
    QTableView,
    QWidget,
)

from planner.medicine import known_medicines
from planner.resources import RESOURCES
from ui.app import make_application
from ui.open_plan import OpenPlan
from ui.panels.calendar import Months
from ui.panels.chart import Drawing
from ui.settings import Settings
from ui.theme import colours, contrast
from ui.window import Window

READABLE = 4.5
"""What WCAG 2.2 asks of words (1.4.3)."""
HALF_A_LINE = 10


def main(folder: Path) -> None:
    application = make_application()
    medicines = known_medicines()
    plan = OpenPlan(medicines, lambda: date(2026, 12, 30), day_first=True)
    window = Window(plan, medicines, Settings(folder / "settings.ini"), folder / "unsaved")
    window.complete()
    window.show()
    window.resize(1240, 900)
    window.files.open_file(RESOURCES / "examples" / "textbook.json", keep_path=False)
    for _, fold in window.form._folds:
        fold.unfold()
    for view in window.results.views:
        window.show_view(view.name)
        QTest.qWait(20)
    settle(window)
    places, found = 0, []
    for view in window.results.views:
        # It gets dark while another view is in front, and light while this one is.
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            application.styleHints().setColorScheme(scheme)
            window.show_view(view.name)
            settle(window)
            image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            name = f"{view.name}-{scheme.name.lower()}"
            image.save(str(folder / f"{name}.png"))
            places += len(list(texts(window)))
            found += [f"{name}: {words}" for words in unreadable(window, image, scheme)]
    window._closing = True
    window.close()
    print(json.dumps({"places": places, "unreadable": found}))


def settle(window: Window) -> None:
    """Until everything asked of the drawing process is drawn."""
    QTest.qWait(150)
    while window.maker._waiting or window.maker._busy:
        QTest.qWait(20)
    QTest.qWait(30)


def unreadable(window: Window, image: QImage, scheme: Qt.ColorScheme) -> Iterator[str]:
    """What has too little contrast, or stands on the other scheme's ground."""
    dark = scheme == Qt.ColorScheme.Dark
    c = colours(QApplication.palette())
    if (c.paper.lightness() < 128) != dark:
        yield "the palette has not changed"
    for name, place in texts(window):
        colours_there = Counter(pixels(image, place & image.rect()))
        if not colours_there:
            continue
        ground = QColor(colours_there.most_common(1)[0][0])
        best = max(contrast(QColor(rgb), ground) for rgb in colours_there)
        if best < READABLE:
            yield f"{name}: {best:.1f} on {ground.name()}"
        if (ground.lightness() < 128) != dark and not name.startswith("button Print"):
            yield f"{name}: on {ground.name()}"


def texts(window: Window) -> Iterator[tuple[str, QRect]]:
    """Every place in sight in which words stand, and what it is."""
    for widget in window.findChildren(QWidget):
        seen = widget.visibleRegion().boundingRect()
        if not widget.isEnabled() or seen.height() < min(widget.height(), HALF_A_LINE):
            continue  # hidden, or all but scrolled away

        def placed(rect: QRect, widget: QWidget = widget, seen: QRect = seen) -> QRect:
            return (rect & seen).translated(widget.mapTo(window, QPoint(0, 0)))

        match widget:
            case QLabel() | QAbstractButton() | QLineEdit() if widget.text().strip():
                kind = "button" if isinstance(widget, QAbstractButton) else type(widget).__name__
                yield f"{kind} {widget.text()[:40]}", placed(widget.rect())
            case QComboBox():
                yield f"list {widget.currentText()}", placed(widget.rect())
            case QTabBar():
                for place in range(widget.count()):
                    if widget.isTabVisible(place):
                        yield f"tab {widget.tabText(place)}", placed(widget.tabRect(place))
            case Months():
                for box, day in widget._boxes:
                    if seen.contains(box.toRect()):  # of one half in sight no word may be
                        yield f"day {day.on}", placed(box.toRect().adjusted(2, 2, -2, -2))
            case Drawing():
                left = QRect(0, 0, widget.width() // 10, widget.height())
                yield "the chart's milligrams", placed(left)
                below = QRect(0, widget.height() - 40, widget.width(), 40)
                yield "the chart's dates", placed(below)
            case _ if isinstance(table := widget.parentWidget(), QTableView | QListWidget):
                if widget is table.viewport():
                    yield from cells(table, placed)


def cells(table: QTableView | QListWidget, placed: object) -> Iterator[tuple[str, QRect]]:
    """The cells of a table or list in which words stand."""
    model = table.model()
    columns = model.columnCount() if isinstance(table, QTableView) else 1  # a list has none to ask
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            words = str(index.data() or "")
            rect = table.visualRect(index)
            if words.strip() and table.viewport().rect().contains(rect):
                yield f"cell {row}, {column}: {words[:30]}", placed(rect)  # type: ignore[operator]


def pixels(image: QImage, place: QRect) -> Iterator[int]:
    """The colours of the pixels there."""
    stride, memory = image.bytesPerLine() // 4, memoryview(image.constBits()).cast("B").cast("I")
    for y in range(place.top(), place.bottom() + 1):
        yield from memory[y * stride + place.left() : y * stride + place.right() + 1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
