"""Everything has a name and can be read: light and dark, 100 to 200 %, in longer words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import EXAMPLE, close_without_asking, open_window
from tests.ui.cut_off import cut_off
from ui.draft import replace
from ui.edit import Edit
from ui.panels.findings import FindingsPanel
from ui.theme import colours, contrast
from ui.window import Window

READABLE, VISIBLE = 4.5, 3.0
"""What WCAG 2.2 asks of words (1.4.3) and of what can be used (1.4.11); not the code's own."""
TO_USE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTabBar)
QTS_OWN = ("qt_", "ScrollLeftButton", "ScrollRightButton")


@pytest.fixture
def whole(window: Window) -> Window:
    """The window with a plan, every fold open and every view made."""
    window.files.open_file(EXAMPLE, keep_path=False)
    for _, fold in window.form._folds:
        fold.unfold()
    for view in window.results.views:
        window.results.show_view(view.name)
    QApplication.processEvents()
    return window


def to_use(window: QWidget) -> Iterator[QWidget]:
    """The widgets of the window that a person uses, Qt's own inner ones left out."""
    for widget in window.findChildren(QWidget):
        above = widget.parentWidget()
        within = (above, above.parentWidget() if above else None)
        inner = widget.objectName().startswith(QTS_OWN) or any(
            isinstance(one, QComboBox | QAbstractItemView) for one in within
        )
        if isinstance(widget, TO_USE) and not inner:
            yield widget


def test_what_unfolds_is_read_out_as_a_button_that_says_so(whole: Window) -> None:
    for _, fold in whole.form._folds:
        read_out = QAccessible.queryAccessibleInterface(fold.button)
        assert read_out.role() == QAccessible.Role.PushButton
        assert read_out.text(QAccessible.Text.Description) == "unfolded"
        fold.button.click()
        assert read_out.text(QAccessible.Text.Description).startswith("folded")


def test_everything_to_use_has_an_accessible_name(whole: Window) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in to_use(whole)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_every_field_says_what_it_means(whole: Window) -> None:
    silent = [
        widget.accessibleName()
        for widget in to_use(whole)
        if isinstance(widget, QLineEdit | QComboBox) and not widget.toolTip()
    ]
    assert silent == []


def test_two_fields_in_sight_never_have_the_same_name(whole: Window) -> None:
    names = [w.accessibleName() for w in whole.findChildren(QLineEdit) if w.isVisible()]
    assert sorted(set(names)) == sorted(names)


def light_and_dark() -> dict[str, QPalette]:
    dark = QPalette(QColor("#2d2d2d"), QColor("#1e1e1e"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#121212"))
    dark.setColor(QPalette.ColorRole.Accent, QColor("#308cc6"))
    black = QPalette(dark)
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        black.setColor(role, QColor("black"))
    light = QPalette(QColor("#efefef"))
    pale = QPalette(light)
    pale.setColor(QPalette.ColorRole.Accent, QColor("#ffd54f"))
    return {"light": light, "dark": dark, "black": black, "a pale accent": pale}


@pytest.mark.parametrize("name", list(light_and_dark()))
def test_all_words_can_be_read(name: str) -> None:
    c = colours(light_and_dark()[name])
    for role in ("ink", "quiet", "accent", "wrong", "caution"):
        for behind in (c.paper, c.desk):
            assert contrast(getattr(c, role), behind) >= READABLE, (role, behind.name())
    for role in ("ink", "quiet", "accent", "wrong"):
        assert contrast(getattr(c, role), c.wash) >= READABLE, role
    assert contrast(c.on_accent, c.accent) >= READABLE
    assert contrast(c.edge, c.paper) >= VISIBLE
    assert contrast(c.edge, c.desk) >= VISIBLE


def test_the_window_follows_the_palette_in_use(whole: Window) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.palette()
    try:
        application.setPalette(light_and_dark()["dark"])
        QApplication.processEvents()
        assert "#121212" in whole.styleSheet()
    finally:
        application.setPalette(before)
        QApplication.processEvents()
    assert "#121212" not in whole.styleSheet()


@contextmanager
def letters_of(scale: float) -> Iterator[None]:
    """Letters so many times as large as usual."""
    usual = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(usual.pointSizeF() * scale)
    QApplication.setFont(large)
    try:
        yield
    finally:
        QApplication.setFont(usual)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_in_large_letters(qtbot: QtBot, tmp_path: Path, scale: float) -> None:
    with letters_of(scale):
        window = open_window(tmp_path)
        qtbot.addWidget(window, before_close_func=close_without_asking)
        window.files.open_file(EXAMPLE, keep_path=False)
        QApplication.processEvents()
        assert list(cut_off(window)) == []


def test_a_window_of_1024_by_700_is_enough(whole: Window) -> None:
    whole.resize(1024, 700)
    QApplication.processEvents()
    assert (whole.width(), whole.height()) == (1024, 700)
    table = whole.results.show_view("schedule").table
    QApplication.processEvents()
    bar = table.horizontalScrollBar()
    assert bar.maximum() == 0, "the three dose times fit without scrolling sideways"
    assert whole.results.tabs.tabBar().width() <= whole.results.width()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (911, 480)])
def test_a_small_screen_at_150_or_200_percent_is_enough(
    whole: Window, width: int, height: int
) -> None:
    whole.resize(width, height)
    QApplication.processEvents()
    assert (whole.width(), whole.height()) == (width, height)
    for view in whole.results.views:
        whole.results.show_view(view.name)
        QApplication.processEvents()
        assert whole.width() == width, view.name
    assert list(cut_off(whole)) == []
    whole.plan.edit(Edit("cut", lambda d: replace(d, pace=(replace(d.pace[0], cut="60"),))))
    QApplication.processEvents()
    findings = whole.findChild(FindingsPanel)
    assert findings is not None
    row = findings.list.fontMetrics().height()
    assert findings.list.height() >= 3 * row


@pytest.mark.parametrize("what", ["back", "slower"])
def test_the_question_about_a_step_can_be_read_on_a_small_screen(whole: Window, what: str) -> None:
    whole.resize(911, 480)
    whole.go_to_step(4)
    whole.results.show_view("schedule").do(what)
    QApplication.processEvents()
    assert list(cut_off(whole)) == []
    asked = whole.results.show_view("schedule").back
    for field in (asked.on, asked.hold, asked.every, asked.reason):
        assert not field.isVisible() or field.height() >= field.sizeHint().height(), "not squeezed"
        beside = [one for one in asked.children() if isinstance(one, QWidget) and one is not field]
        over = [one for one in beside if one.isVisible() and field.isVisible()]
        assert not any(field.geometry().intersects(one.geometry()) for one in over)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [640, 800, 900, 1024, 1240])
def test_every_view_is_reached_with_its_whole_word(
    qtbot: QtBot, tmp_path: Path, width: int, scale: float
) -> None:
    with letters_of(scale):
        window = open_window(tmp_path)
        qtbot.addWidget(window, before_close_func=close_without_asking)
        window.files.open_file(EXAMPLE, keep_path=False)
        window.resize(width, 700)
        QApplication.processEvents()
        tabs = window.results.tabs
        bar = tabs.tabBar()
        for place, view in enumerate(window.results.views):
            window.show_view(view.name)
            QApplication.processEvents()
            assert tabs.isTabVisible(place), "the one in front is among the tabs"
            seen = [one for one in range(tabs.count()) if tabs.isTabVisible(one)]
            for one in seen:
                rect = bar.tabRect(one)
                assert rect.width() >= bar.tabSizeHint(one).width(), tabs.tabText(one)
                assert rect.right() < bar.width(), tabs.tabText(one)
            others = [action.text() for action in tabs.menu().actions()]
            words = [one.words for one in window.results.views]
            assert sorted([*others, *(tabs.tabText(one) for one in seen)]) == sorted(words)
            assert tabs.more.isVisible() == bool(others)
        if others:
            tabs.menu().actions()[0].trigger()
            assert tabs.tabText(tabs.currentIndex()) == others[0]


def test_tab_goes_through_the_form_in_the_order_of_thought(window: Window) -> None:
    window.form.regimen.first_dose.setFocus()
    names = []
    for _ in range(60):
        widget = window.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName())
        window.focusNextChild()
    order = ["Morning dose", "Afternoon dose", "Bedtime dose", "Cut", "Every", "Down to", "Start"]
    assert [name for name in names if name in order][: len(order)] == order


def test_a_change_is_marked_without_colour(whole: Window) -> None:
    model = whole.results.show_view("schedule").model
    changed = model.index(0, 4)
    spoken = model.data(changed, int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "Afternoon, 15, 1½ × 10 mg, less than before"
