"""The menus: one table of commands, each with its words, its key and what it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ui.edit import State
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeySequence
    from PySide6.QtWidgets import QMenu

    from ui.handout_worker import Kind
    from ui.window import Window


class Command(NamedTuple):
    """A line of a menu. `needs_plan`: only while every field can be read."""

    name: str
    words: str
    key: QKeySequence.StandardKey | str | None
    done: Callable[[], object]
    needs_plan: bool = False


class Commands:
    """The window's menus and the keys that go with them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.table: dict[str, list[Command | None]] = {}

    def fill(self) -> None:
        """Make the menus: done once the window stands, for keys cost 20 ms at the first use."""
        self.table = _table(self._window)
        for title, commands in self.table.items():
            menu = self._window.menuBar().addMenu(title)
            for command in commands:
                self._add(menu, command)

    def show_state(self, state: State) -> None:
        for commands in self.table.values():
            for command in commands:
                if command and command.needs_plan:
                    self.actions[command.name].setEnabled(state.current)
        plan = self._window.plan
        for name, words, edit in (
            ("undo", tr("&Undo"), plan.undo_name),
            ("redo", tr("&Redo"), plan.redo_name),
        ):
            self.actions[name].setText(f"{words}: {edit}" if edit else words)
            self.actions[name].setEnabled(edit is not None)

    def _add(self, menu: QMenu, command: Command | None) -> None:
        if command is None:
            menu.addSeparator()
            return
        from PySide6.QtGui import QAction, QKeySequence

        action = QAction(command.words, self._window)
        if isinstance(command.key, str):
            action.setShortcut(QKeySequence(command.key))
        elif command.key is not None:
            action.setShortcuts(command.key)
        action.triggered.connect(lambda checked=False: command.done())
        menu.addAction(action)
        self.actions[command.name] = action


def _table(window: Window) -> dict[str, list[Command | None]]:
    from PySide6.QtGui import QKeySequence

    from ui.help import show_about, show_keys

    files, Key = window.files, QKeySequence.StandardKey  # noqa: N806 (Qt's name)
    return {
        tr("&File"): [
            Command("new", tr("&New"), Key.New, files.new),
            Command("open", tr("&Open…"), Key.Open, files.open),
            Command("example", tr("Open &example"), None, files.open_example),
            None,
            Command("save", tr("&Save"), Key.Save, files.save, needs_plan=True),
            Command("save-as", tr("Save &as…"), "Ctrl+Shift+S", files.save_as, needs_plan=True),
            Command(
                "export", tr("Export &PDF…"), "Ctrl+Shift+E", files.export_pdf, needs_plan=True
            ),
            Command("print", tr("&Print…"), Key.Print, files.print, needs_plan=True),
            Command("export-all", tr("Export all &sheets…"), None, _all(files.export_pdf), True),
            Command("print-all", tr("Print all s&heets…"), None, _all(files.print), True),
            None,
            Command("quit", tr("&Quit"), Key.Quit, window.close),
        ],
        tr("&Edit"): [
            Command("undo", tr("&Undo"), Key.Undo, window.plan.undo),
            Command("redo", tr("&Redo"), Key.Redo, window.plan.redo),
        ],
        tr("&Step"): [
            Command("hold", tr("&Hold here a week longer"), "Ctrl+H", _step(window, "hold"), True),
            Command("back", tr("Step &back…"), "Ctrl+B", _step(window, "back"), True),
            Command("slower", tr("S&lower from here"), "Ctrl+L", _step(window, "slower"), True),
            Command("stay", tr("Stay at &this dose"), "Ctrl+T", _step(window, "stay"), True),
        ],
        tr("&View"): [
            Command(view.name, view.words, f"Ctrl+{n}", partial(window.show_view, view.name))
            for n, view in enumerate(window.results.views, 1)
        ],
        tr("&Help"): [
            Command("keys", tr("&Keys"), "F1", partial(show_keys, window)),
            Command("about", tr("&About"), None, partial(show_about, window)),
        ],
    }


def _all(command: Callable[[Kind], object]) -> Callable[[], object]:
    """The pages of the patient, the prescriber and the pharmacy."""
    return lambda: command("all")


def _step(window: Window, what: str) -> Callable[[], object]:
    """Do something with the step that the cursor is on."""
    return lambda: window.results.show_view("schedule").do(what)
