"""A language is a file: all of the window speaks it, and nothing of it is cut off."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.compare import candidates, comparison_text
from planner.documents import write_plan
from planner.explain import makers, moved, why
from planner.handout import languages
from planner.in_words import taper_in_words
from planner.summary import summary
from tests.ui.conftest import EXAMPLE, close_without_asking, open_window, type_into
from tests.ui.cut_off import cut_off
from tests.ui.pseudo import make_language, pseudo, speaking
from ui import translation
from ui.day_words import long_day, short_day
from ui.edit import Edit, State
from ui.language import load_language, tr
from ui.panels.panel import replace
from ui.window import Window


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up language in it."""
    made = tmp_path_factory.mktemp("window")
    make_language(made)
    return made


@pytest.fixture
def spoken(qtbot: QtBot, tmp_path: Path, folder: Path) -> Iterator[Window]:
    """The window in the made-up language, with a plan, every fold open and every view made."""
    with speaking(folder):
        window = open_window(tmp_path)
        window.resize(1240, 820)
        qtbot.addWidget(window, before_close_func=close_without_asking)
        window.files.open_file(EXAMPLE, keep_path=False)
        for _, fold in window.form._folds:
            fold.unfold()
        for view in window.results.views:
            window.show_view(view.name)
            QApplication.processEvents()
        yield window


def test_qts_own_tool_finds_every_text_of_the_window(folder: Path) -> None:
    found = {m.findtext("source") for m in ElementTree.parse(folder / "eo.ts").iter("message")}
    assert in_the_code() - found == set(), "write tr() with a plain text, outside f-strings"


def in_the_code() -> set[str]:
    """The texts that are translated, as Python itself reads them."""
    texts = set()
    for path in translation.CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "marked"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    texts.add(str(first.value))
    return texts


def test_no_english_word_of_the_windows_own_is_left(spoken: Window) -> None:
    state = spoken.plan.state
    assert spoken.buttons.print.text() == pseudo("Print…")
    others = words_in(said_by_others(state))
    left = {}
    for place, text in texts_of(spoken):
        if english := words_in(text) - others:
            left[f"{place}: {text[:80]}"] = english
    assert not left, "\n".join(f"{words}: {english}" for words, english in left.items())


def test_days_are_named_in_the_windows_language(spoken: Window) -> None:
    state = spoken.plan.state
    assert state.plan is not None
    assert short_day(state.plan.start).startswith(pseudo("Mon"))
    assert pseudo("December") in long_day(state.plan.start)
    model = spoken.results.show_view("schedule").model
    assert model.cell(0, 1).text == short_day(state.plan.start)


def test_what_is_typed_in_english_is_read_in_every_language(spoken: Window) -> None:
    type_into(spoken, pseudo("Start"), "1 feb 2027")
    plan = spoken.plan.state.plan
    assert plan is not None
    assert plan.start.isoformat() == "2027-02-01"
    assert spoken.plan.state.current


@pytest.mark.parametrize("width", [1240, 1024])
def test_nothing_is_cut_off_in_a_language_of_longer_words(spoken: Window, width: int) -> None:
    spoken.resize(width, 820)
    spoken.plan.edit(Edit("cut", lambda d: replace(d, pace=(replace(d.pace[0], cut="40"),))))
    cut: list[str] = []
    for view in spoken.results.views:
        spoken.show_view(view.name)
        QApplication.processEvents()
        cut += [f"{view.name}: {words}" for words in cut_off(spoken)]
    assert sorted(set(cut)) == []
    if width == 1240:
        assert spoken.form.horizontalScrollBar().maximum() == 0, "the form has grown with its words"


def test_without_a_file_nothing_is_loaded(tmp_path: Path) -> None:
    assert load_language(["de-CH", "de"], tmp_path) == "en"
    assert tr("Print…") == "Print…"


def test_who_prefers_english_gets_it(folder: Path) -> None:
    assert load_language(["en-GB", "eo"], folder) == "en"


def test_a_regions_language_falls_back_on_the_language(folder: Path) -> None:
    with speaking(folder):
        assert QCoreApplication.translate("", "Print…") == pseudo("Print…")
    assert load_language(["eo-XX"], folder) == "eo"
    with speaking(folder):
        pass
    assert tr("Print…") == "Print…"


def test_what_is_translated_stays_when_the_texts_are_gathered_again(tmp_path: Path) -> None:
    file = tmp_path / "fi.ts"
    translation.gather(file)
    everything = translation.missing(file)
    tree = ElementTree.parse(file)
    message = next(m for m in tree.iter("message") if m.findtext("source") == "Print…")
    translated = message.find("translation")
    assert translated is not None
    translated.text = "Tulosta…"
    translated.attrib.pop("type")
    tree.write(file, encoding="utf-8")
    translation.gather(file)
    assert "Tulosta…" in file.read_text(encoding="utf-8")
    assert translation.missing(file) == everything - 1


def test_a_translation_that_loses_a_value_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fi.ts"
    file.write_text(
        "<TS><context><name></name>"
        "<message><source>{n} pages</source><translation>{m} sivua</translation></message>"
        "<message><source>Days</source><translation>Päivät</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    assert translation.other_braces(file) == ["{n} pages"]


@pytest.mark.parametrize("arguments", [[], ["Finnish"], ["fi", "de"], ["../fi"]])
def test_the_command_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert translation.main(arguments) == 2
    assert "usage: python -m ui.translation LANGUAGE" in capsys.readouterr().err


def said_by_others(state: State) -> str:
    """What the window shows and doesn't say itself: the plan, the planner, the medicine."""
    case = state.case
    assert case is not None
    plan, schedule, medicine = case.plan, case.schedule, case.medicine
    said = [
        write_plan(plan).decode(),
        " ".join([medicine.name, *medicine.sources.values(), *map(str, medicine.products)]),
        *summary(case),
        *(one.message + one.source for one in case.findings),
        *(why(plan, step, medicine) + moved(step.change) for step in schedule.steps),
        makers(plan, medicine),
        case.standing.why,
        taper_in_words(plan.taper),
        *languages().values(),
        "mg mL and doses dose with half whole tablets",
        "Ctrl Shift PDF Python Qt textbook",
    ]
    compared = candidates(case)
    said += [comparison_text(compared), *(one.name.capitalize() for one in compared)]
    return " ".join(said)


def words_in(text: str) -> set[str]:
    """The words in letters that the made-up language doesn't have."""
    plain = re.sub(r"<[^>]*>|&\w+;", " ", text)
    return set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", plain.replace("&", "")))


def texts_of(window: Window) -> Iterator[tuple[str, str]]:
    """Everything that can be read in the window, heard of it, or opened from it."""
    yield "title", window.windowTitle()
    for action in window.commands.actions.values():
        yield "menu", action.text()
    for menu in window.menuBar().findChildren(QMenu):
        yield "menu", menu.title()
    window.commands.actions["keys"].trigger()
    window.commands.actions["about"].trigger()
    for dialog in window.findChildren(QDialog):
        yield "dialog", dialog.windowTitle()
    for widget in window.findChildren(QWidget):
        if isinstance(widget.parentWidget(), QDialogButtonBox | QTabBar):
            continue  # Qt's own words, from Qt's own file
        name = type(widget).__name__
        yield f"{name}'s name", widget.accessibleName()
        yield f"{name}'s description", widget.accessibleDescription()
        yield f"{name}'s tip", widget.toolTip()
        match widget:
            case QLabel() | QAbstractButton():
                yield name, widget.text()
            case QLineEdit():
                yield name, widget.placeholderText()
            case QComboBox():
                for place in range(widget.count()):
                    yield name, widget.itemText(place)
            case QTabWidget():
                for place in range(widget.count()):
                    yield name, widget.tabText(place)
            case QAbstractItemView() if not isinstance(widget, QHeaderView):
                yield from cells_of(name, widget)


def cells_of(name: str, table: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = table.model()
    if model is None or isinstance(table.parentWidget(), QComboBox):
        return
    for column in range(1 if isinstance(table, QListView) else model.columnCount()):
        yield f"{name}'s head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield name, str(model.data(index, int(role)) or "")
