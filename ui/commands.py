"""The menus: one table of commands, each with its words, its key and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ui.edit import State
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeySequence
    from PySide6.QtWidgets import QMainWindow, QMenu

    from ui.file_actions import FileActions
    from ui.handout_worker import Kind
    from ui.open_plan import OpenPlan
    from ui.page_actions import PageActions
    from ui.results import Results


class Command(NamedTuple):
    """A line of a menu. `needs_plan`: only while every field can be read."""

    name: str
    words: str
    key: QKeySequence.StandardKey | str | None
    done: Callable[[], object]
    needs_plan: bool = False


class Submenu(NamedTuple):
    """Lines of a menu that open beside it. They can be had elsewhere by its `name`."""

    name: str
    words: str
    commands: list[Command]


class Commands:
    """The window's menus and the keys that go with them."""

    def __init__(
        self,
        window: QMainWindow,
        plan: OpenPlan,
        files: FileActions,
        pages: PageActions,
        results: Results,
        show_view: Callable[[str], object],
    ) -> None:
        self._window, self._plan, self._files, self._pages = window, plan, files, pages
        self._results, self._show_view = results, show_view
        self.actions: dict[str, QAction] = {}
        self.table: dict[str, list[Command | Submenu | None]] = {}

    def fill(self) -> None:
        """Make the menus: done once the window stands, for keys cost 20 ms at the first use."""
        self.table = self._table()
        for title, commands in self.table.items():
            menu = self._window.menuBar().addMenu(title)
            for command in commands:
                self._add(menu, command)

    def show_state(self, state: State) -> None:
        for command in self._commands():
            if command.needs_plan:
                self.actions[command.name].setEnabled(state.current)
        plan = self._plan
        for name, words, edit in (
            ("undo", tr("&Undo"), plan.undo_name),
            ("redo", tr("&Redo"), plan.redo_name),
        ):
            self.actions[name].setText(f"{words}: {edit}" if edit else words)
            self.actions[name].setEnabled(edit is not None)

    def menu_of(self, *names: str) -> QMenu:
        """A menu of its own with what is in these submenus."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._window)
        for line in (line for lines in self.table.values() for line in lines):
            if isinstance(line, Submenu) and line.name in names:
                menu.addActions([self.actions[command.name] for command in line.commands])
                menu.addSeparator()
        return menu

    def _commands(self) -> Iterator[Command]:
        for line in (line for lines in self.table.values() for line in lines):
            if isinstance(line, Submenu):
                yield from line.commands
            elif line is not None:
                yield line

    def _add(self, menu: QMenu, line: Command | Submenu | None) -> None:
        if line is None:
            menu.addSeparator()
        elif isinstance(line, Submenu):
            inner = menu.addMenu(line.words)
            for command in line.commands:
                self._add_command(inner, command)
        else:
            self._add_command(menu, line)

    def _add_command(self, menu: QMenu, command: Command) -> None:
        from PySide6.QtGui import QAction, QKeySequence

        action = QAction(command.words, self._window)
        if isinstance(command.key, str):
            action.setShortcut(QKeySequence(command.key))
        elif command.key is not None:
            action.setShortcuts(command.key)
        action.triggered.connect(lambda checked=False: command.done())
        menu.addAction(action)
        self.actions[command.name] = action

    def _table(self) -> dict[str, list[Command | Submenu | None]]:
        from PySide6.QtGui import QKeySequence

        window, plan, files, pages = self._window, self._plan, self._files, self._pages
        Key = QKeySequence.StandardKey  # noqa: N806 (Qt's name)
        return {
            tr("&File"): [
                Command("new", tr("&New"), Key.New, files.new),
                Command("open", tr("&Open…"), Key.Open, files.open),
                Command("example", tr("Open &example"), None, files.open_example),
                None,
                Command("save", tr("&Save"), Key.Save, files.save, needs_plan=True),
                Command("save-as", tr("Save &as…"), "Ctrl+Shift+S", files.save_as, needs_plan=True),
                None,
                Submenu("print", tr("&Print"), _for_each(_print_words(), pages.print, "print")),
                Submenu(
                    "export", tr("&Export PDF"), _for_each(_export_words(), pages.export, "export")
                ),
                None,
                Command("quit", tr("&Quit"), Key.Quit, window.close),
            ],
            tr("&Edit"): [
                Command("undo", tr("&Undo"), Key.Undo, plan.undo),
                Command("redo", tr("&Redo"), Key.Redo, plan.redo),
            ],
            tr("&Step"): [
                Command("hold", tr("&Hold here a week longer"), "Ctrl+H", self._step("hold"), True),
                Command("back", tr("Step &back…"), "Ctrl+B", self._step("back"), True),
                Command("slower", tr("S&lower from here"), "Ctrl+L", self._step("slower"), True),
                Command("stay", tr("Stay at &this dose"), "Ctrl+T", self._step("stay"), True),
            ],
            tr("&View"): [
                Command(view.name, view.words, f"Ctrl+{n}", partial(self._show_view, view.name))
                for n, view in enumerate(self._results.views, 1)
            ],
            tr("&Help"): [
                Command("keys", tr("&Keys"), "F1", self._keys),
                Command("about", tr("&About"), None, self._about),
            ],
        }

    def _keys(self) -> None:
        from ui.help import show_keys

        show_keys(self._window, self.actions.values())

    def _about(self) -> None:
        from ui.help import show_about

        show_about(self._window, self._plan.state.medicine)

    def _step(self, what: str) -> Callable[[], object]:
        """Do something with the step that the cursor is on."""
        return lambda: self._results.show_view("schedule").do(what)


def _for_each(words: dict[Kind, str], done: Callable[[Kind], object], name: str) -> list[Command]:
    """A command for each sheet; the patient's pages have the key."""
    keys = {"print": "Ctrl+P", "export": "Ctrl+Shift+E"}
    return [
        Command(
            name if kind == "patient" else f"{name}-{kind}",
            said,
            keys[name] if kind == "patient" else None,
            partial(done, kind),
            needs_plan=True,
        )
        for kind, said in words.items()
    ]


def _print_words() -> dict[Kind, str]:
    return {
        "patient": tr("Print the &patient's pages…"),
        "prescriber": tr("Print the p&rescriber's sheet…"),
        "pharmacy": tr("Print the p&harmacy's sheet…"),
        "all": tr("Print &all sheets…"),
    }


def _export_words() -> dict[Kind, str]:
    return {
        "patient": tr("Export the &patient's pages as PDF…"),
        "prescriber": tr("Export the p&rescriber's sheet as PDF…"),
        "pharmacy": tr("Export the p&harmacy's sheet as PDF…"),
        "all": tr("Export &all sheets as PDF…"),
    }
