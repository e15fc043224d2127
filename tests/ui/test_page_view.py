"""The preview is sharp at any zoom and scale, keeps little, and is never taken for another page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import EXAMPLE, button, fill_textbook, type_into
from ui.page_view import TILES_KEPT
from ui.window import Window

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_preview_is_sharp_and_keeps_few_tiles(percent: int) -> None:
    """A letter at a tile's edge is a little otherwise; of a page scaled up half the ink is."""
    looked = subprocess.run(
        [sys.executable, "-m", "tests.ui.sharp_apart"],
        env={**os.environ, "QT_SCALE_FACTOR": str(percent / 100), "QT_FONT_DPI": "96"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert looked.returncode == 0, looked.stderr
    said = json.loads(looked.stdout)
    assert said["zoom"] > 5
    assert said["blurred"] < 0.05
    assert said["tiles"] <= TILES_KEPT


def test_pages_still_being_drawn_are_not_printed_as_the_new_ones(
    window: Window, qtbot: QtBot
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    panel = window.results.show_view("handout")
    links = [button(window, name) for name in ("Print these…", "Export PDF…")]
    assert [link.isEnabled() for link in links] == [False, False], "there is nothing yet"
    qtbot.waitUntil(lambda: panel.pages > 0, timeout=30_000)
    assert [link.isEnabled() for link in links] == [True, True]
    type_into(window, "Cut", "10")
    assert panel.pages > 0, "those of before are still to be seen"
    assert panel._view._is_outdated
    assert panel._status.text() == "being drawn …"
    assert [link.isEnabled() for link in links] == [False, False]
    qtbot.waitUntil(lambda: links[0].isEnabled(), timeout=30_000)
    assert not panel._view._is_outdated
    panel._choose(paper="letter")
    assert [link.isEnabled() for link in links] == [False, False]
    qtbot.waitUntil(lambda: links[0].isEnabled(), timeout=30_000)
    assert round(panel._view._pages.sizes[0].width()) == 612


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there from outside")
def test_a_drawing_process_that_hangs_is_ended_and_said(window: Window, qtbot: QtBot) -> None:
    fill_textbook(window)
    panel = window.results.show_view("handout")
    qtbot.waitUntil(lambda: panel.pages > 0, timeout=30_000)
    window.maker._patience.setInterval(2000)
    process = window.maker._process
    assert process is not None
    number = process.processId()
    os.kill(number, signal.SIGSTOP)
    type_into(window, "Cut", "10")
    qtbot.waitUntil(lambda: "it hung" in panel._status.text(), timeout=30_000)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    window.maker._patience.setInterval(60_000)
    type_into(window, "Cut", "5")
    qtbot.waitUntil(lambda: panel._status.text().endswith("pages"), timeout=30_000)


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there from outside")
def test_pages_to_print_from_a_process_that_hangs_are_said_not_to_be_made(
    window: Window, qtbot: QtBot
) -> None:
    fill_textbook(window)
    window.maker._patience.setInterval(2000)
    process = window.maker._started()
    assert process.waitForStarted()
    os.kill(process.processId(), signal.SIGSTOP)
    asked: list[object] = []
    window.pages.ask_printer = lambda printer: bool(asked.append(printer))
    window.pages.print()
    qtbot.waitUntil(lambda: "it hung" in window.line.text, timeout=30_000)
    QApplication.processEvents()
    assert window.line.text.startswith("The page can't be made")
    assert not asked


def test_ctrl_with_plus_minus_and_zero_zooms_and_the_rest_scrolls(
    window: Window, qtbot: QtBot
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    panel = window.results.show_view("handout")
    qtbot.waitUntil(lambda: panel.pages > 0, timeout=30_000)
    view = panel._view
    assert view.horizontalScrollBar().maximum() == 0, "as wide as the room"
    view.setFocus()
    place = view.verticalScrollBar().value()
    qtbot.keyClick(view, "+", Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.25
    assert view.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(view, "-", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, "-", Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1, "never smaller than the room"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > place
