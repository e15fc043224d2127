"""The table of steps, measured and looked at pixel by pixel, in one font and one scale.

A process of its own, since a font and a scale hold for a whole process:
`python -m tests.ui.doses_whole_apart FOLDER [FONT FILE...]` prints as JSON what is cut off or off
screen. Without a font file the window's own font is used. Qt's own QT_SCALE_FACTOR scales it all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QWidget

from planner.amounts import written
from planner.documents import write_plan
from planner.medicine import known_medicines
from tests.planning import pace, plan
from ui.app import make_application
from ui.open_plan import OpenPlan
from ui.panels.schedule import SchedulePanel
from ui.schedule_model import DATE, FIRST_DOSE
from ui.settings import Settings
from ui.window import Window

WIDTH, HEIGHT = 1024, 700
LETTERS = (1.0, 1.5, 2.0)
"""How many times as large as usual."""
SLOW = {"taper": pace("2.5", weeks=1)}
SIX = "12.5/17.5/37.5/12.5/17.5/22.5"
LONG_NAMES = (
    "When getting up", "Before breakfast", "Midday, with the main meal",
    "Afternoon-nap-afterwards", "Evening meal", "Bedtime, the last thing of the day",
)  # fmt: skip


def plans() -> dict[str, dict[str, Any]]:
    """The fields of the plans that are looked at, each with its own need of room."""
    names = [
        {"name": name, "time": f"{4 * n + 2:02}:30", "mg": mg}
        for n, (name, mg) in enumerate(zip(LONG_NAMES, SIX.split("/"), strict=True))
    ]
    halves = {"products": ["tablet-5mg", "tablet-25mg"], **SLOW}
    liquid = {"products": ["solution-1mg-per-ml"], **SLOW}
    return {
        "three times": {"doses": "20/20/20"},
        "three times, two products": {"doses": "37.5/17.5/37.5", **halves},
        "three times, a liquid": {"doses": "12.5/17.5/22.5", **liquid},
        "four times": {"doses": "12.5/12.5/12.5/12.5", **halves},
        "four times, two products": {"doses": "37.5/17.5/37.5/12.5", **halves},
        "six times": {"doses": "10/10/10/10/10/10"},
        "six times, two products": {"doses": SIX, **halves},
        "six times, a liquid": {"doses": "12.5/12.5/11.5/12.5/12.5/11.5", **liquid},
        "six times, long names": {"doses": SIX, "regimen": names, **halves},
    }


def main(folder: Path, files: list[str]) -> None:
    application = make_application()
    for number in [QFontDatabase.addApplicationFont(file) for file in files]:
        family = QFontDatabase.applicationFontFamilies(number)[0]
        application.setFont(QFont(family))
    usual = application.font()
    assert QFontInfo(usual).family() == usual.family(), "the font is there"
    usual.setPointSizeF(9)
    medicines = known_medicines()
    wrong = []
    for letters in LETTERS if application.devicePixelRatio() == 1 else (1.0,):
        font = QFont(usual)
        font.setPointSizeF(9 * letters)
        application.setFont(font)
        open_plan = OpenPlan(medicines, lambda: date(2027, 1, 11), day_first=True)
        settings = Settings(folder / "settings.ini")
        window = Window(open_plan, medicines, settings, folder / "unsaved")
        window.complete()
        window.resize(WIDTH, HEIGHT)
        window.show()
        for name, fields in plans().items():
            file = folder / "plan.json"
            file.write_bytes(write_plan(plan(**fields)))
            window.files.open_file(file, keep_path=False)
            application.processEvents()
            assert open_plan.state.plan is not None, f"{name}: {window.line.text}"
            wrong += [f"{letters}, {name}: {what}" for what in not_whole(window)]
        window._closing = True
        window.close()
    print(json.dumps({"family": usual.family(), "wrong": wrong}))


def not_whole(window: Window) -> Iterator[str]:
    """What of the doses and daily sums can't be read."""
    panel = window.results.show_view("schedule")
    QApplication.processEvents()
    if (window.width(), window.height()) != (WIDTH, HEIGHT):
        yield f"the window is {window.width()} × {window.height()}"
    table, steps = panel.table, panel.model.steps
    if table.viewport().height() < 1.5 * table.rowHeight(0):  # one whole, and that it goes on
        yield f"there is room for {table.viewport().height()} pixels of rows"
    last = panel.model.rowCount() - 1
    for row in range(last + 1):
        shown = _look_at(window, panel, row) if row in (0, last - 1) else None
        doses = [*(d.mg for d in steps[row].doses), steps[row].daily_mg] if row < last else ()
        asked = [written(mg) for mg in doses]
        for column in range(panel.model.columnCount() - 1):
            if column == DATE or column >= FIRST_DOSE:
                said = panel.model.cell(row, column).text
                wanted = asked[column - FIRST_DOSE] if column >= FIRST_DOSE and asked else said
                if said != wanted:
                    yield f"row {row}, column {column}: {said}, not {wanted}"
                yield from _cell_not_whole(window, panel, row, column, shown)


def _look_at(window: Window, panel: SchedulePanel, row: int) -> QImage:
    """The window with a row in sight, the cursor in another."""
    panel.table.setCurrentIndex(panel.model.index((row + 2) % panel.model.rowCount(), 0))
    for _ in range(2):  # the line below the table says something of each step, and takes its room
        QApplication.processEvents()
        panel.table.scrollTo(panel.model.index(row, DATE))
        QApplication.processEvents()
    return window.grab().toImage()


def _cell_not_whole(
    window: QWidget, panel: SchedulePanel, row: int, column: int, shown: QImage | None
) -> Iterator[str]:
    """Its words against the part of the cell in sight; and no ink at the very edges of the cell,
    for what is cut there has some."""
    table, cell = panel.table, panel.model.cell(row, column)
    place, viewport = f"row {row}, column {column} ({cell.text})", table.viewport()
    rect = table.visualRect(panel.model.index(row, column))
    in_sight = viewport.visibleRegion().boundingRect()
    if shown is None:  # of any row all columns must be in sight, wherever it is scrolled
        in_sight = QRect(in_sight.left(), rect.top(), in_sight.width(), rect.height())
    seen = rect.intersected(in_sight)
    if seen != rect:
        yield f"{place}: of {rect.size().toTuple()} only {seen.size().toTuple()} in sight"
    fonts = panel._delegate.layout.fonts
    face = fonts.bold if cell.change or cell.strong else fonts.usual
    words = QFontMetricsF(face.font).horizontalAdvance(cell.text)
    words += 1.2 * QFontMetricsF(face.font).ascent() * 0.6 if cell.change else 0
    if words > seen.width():
        yield f"{place}: {words:.1f} in {seen.width()}"
    if shown is not None:
        corner = viewport.mapTo(window, rect.topLeft())
        yield from _ink_at_the_edges(place, shown, QRect(corner, rect.size()))


def _ink_at_the_edges(place: str, shown: QImage, rect: QRect) -> Iterator[str]:
    ratio = shown.devicePixelRatio()
    top, bottom = round((rect.top() + 1) * ratio), round((rect.bottom() - 2) * ratio)
    for side, x in (("left", rect.left() + 0.5), ("right", rect.right() + 0.5)):
        column = round(x * ratio)
        colours = {shown.pixel(QPoint(column, y)) for y in range(top, bottom)}
        if len(colours) > 1:
            yield f"{place}: its words touch the {side} edge"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
