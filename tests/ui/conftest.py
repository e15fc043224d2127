"""The real window for the tests, with a folder of its own, a fixed today and no display."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_FONT_DPI"] = "96"

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from planner.medicine import known_medicines
from planner.resources import RESOURCES
from ui.entry import Entry
from ui.handout_worker import Kind, draw, request
from ui.open_plan import OpenPlan
from ui.own_font import own_font
from ui.settings import Settings
from ui.window import Window

TODAY = date(2026, 11, 24)
EXAMPLE = RESOURCES / "examples" / "textbook.json"
MEDICINES = known_medicines()


@pytest.fixture(scope="session", autouse=True)
def letters(qapp: QApplication) -> None:
    """The window's own font in one size, whatever the system has and says."""
    font = own_font(qapp.font())
    font.setPointSizeF(9)
    qapp.setFont(font)


def open_window(folder: Path, today: Callable[[], date] = lambda: TODAY) -> Window:
    """A window as it stands a moment after the start, its form empty."""
    plan = OpenPlan(MEDICINES, today, day_first=True)
    window = Window(plan, MEDICINES, Settings(folder / "settings.ini"), folder / "unsaved")
    window.complete()
    window.show()
    return window


class Clock:
    """The day that the window goes by, to be moved on by a test."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Window:
    made = open_window(tmp_path, clock)
    made.resize(1240, 820)
    qtbot.addWidget(made, before_close_func=close_without_asking)
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def close_without_asking(window: Window) -> None:
    window._closing = True


def entry(window: QWidget, name: str) -> Entry:
    """The entry that a screen reader calls so."""
    QApplication.processEvents()
    named = [one for one in window.findChildren(Entry) if one.accessibleName() == name]
    visible = [one for one in named if one.isVisible()]
    assert visible, f"no visible entry is called {name}"
    return visible[0]


def button(window: QWidget, name: str) -> QAbstractButton:
    """The visible button, box or link with these words."""
    QApplication.processEvents()
    for one in window.findChildren(QAbstractButton):
        if one.isVisible() and name in (one.accessibleName(), one.text()):
            return one
    raise AssertionError(f"no visible button is called {name}")


def type_into(window: QWidget, name: str, text: str) -> Entry:
    """Fill in an entry as a person does: go there, replace what stands there, type, leave."""
    one = entry(window, name)
    one.setFocus()
    one.selectAll()
    if text:
        QTest.keyClicks(one, text)
    else:
        QTest.keyClick(one, Qt.Key.Key_Delete)
    QTest.keyClick(one, Qt.Key.Key_Return)
    return one


def click(window: QWidget, name: str) -> None:
    one = button(window, name)
    where = one.rect().center()
    if isinstance(one, QCheckBox):  # a click beside its words is no click
        where.setX(8)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=where)
    QApplication.processEvents()


def fill_textbook(window: Window) -> None:
    """20/20/20, 5 mg a week, from next Monday."""
    for name, text in (
        ("Morning dose", "20"),
        ("Afternoon dose", "20"),
        ("Bedtime dose", "20"),
        ("Cut", "5"),
        ("Every", "1"),
        ("Start", "next monday"),
    ):
        type_into(window, name, text)


def wait_for_pages(window: Window) -> None:
    """Until the pages that go out are there: the drawing process makes them."""
    until = time.monotonic() + 30
    while window.pages._wanted is not None:
        assert time.monotonic() < until, "no pages"
        QTest.qWait(5)


def print_pages(window: Window, kind: Kind = "patient") -> None:
    window.pages.print(kind)
    wait_for_pages(window)


def export_pages(window: Window, kind: Kind = "patient") -> None:
    window.pages.export(kind)
    wait_for_pages(window)


def pages_of(window: Window) -> bytes:
    """The patient's pages of the plan as it stands."""
    case = window.plan.state.case
    assert case is not None
    return draw(request("patient", case, *window.pages.options))


def approve(window: Window) -> None:
    """Consider every warning, and sign, as a person does."""
    window.show_view("review")
    QApplication.processEvents()
    boxes = window.results.show_view("review").findChildren(QCheckBox)
    for box in [box for box in boxes if box.isVisible() and not box.isChecked()]:
        click(window, box.accessibleName())
    type_into(window, "Approved by", "Dr A. Example")
    type_into(window, "Role", "neurologist")
    click(window, "Approve")
    assert window.plan.state.approved, button(window, "Approve").text()


def note_beside(window: Window, name: str) -> str:
    """What is said beside an entry now."""
    wanted = entry(window, name)
    for panel in [window.patient, *window.form.findChildren(QWidget)]:
        for bound in getattr(panel, "_bound", []):
            if bound.entry is wanted:
                return bound.note.plain if not bound.note.isHidden() else ""
    raise AssertionError(f"{name} has no note")


@pytest.fixture
def answering(window: Window) -> Callable[..., None]:
    """Answers for the dialogs that only the system can show."""

    def answer(open: str = "", save: str = "", printer: bool = True) -> None:
        window.files.ask_open = lambda: open
        window.files.ask_save = lambda name, kind: save
        window.pages.ask_printer = lambda device: printer

    return answer
