"""What nobody caught: what was typed is kept at once, the window says so calmly, and goes on.

It is said once for each place in the code, never over another such dialog, and a few times at most:
an error that comes back with every picture must not hold the user up. Where it happened is written
down (`crash_log`), and nothing about a patient.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MOST_DIALOGS = 3
MOST_PLACES = 100
"""Places of which one start takes notice at all."""


class CrashHandler:
    """Told of all that nobody catches. `log`: the file in which it is written down."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._lock = threading.RLock()
        self._busy = False
        self._places: set[str] = set()
        self._dialogs = 0
        self._keep: Callable[[], bool] = lambda: False
        self._at_rest: Callable[[], object] | None = None
        self._window: QWidget | None = None
        self._open: QWidget | None = None

    def install(self) -> None:
        """From now on: errors of the window's own code, of threads, and of what Python clears."""
        sys.excepthook = self.uncaught
        threading.excepthook = lambda told: self._told(told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._told(told.exc_value, told.exc_traceback)

    def watch(self, window: QWidget, keep: Callable[[], bool]) -> None:
        """The window is there: it can say something (of what went wrong before, too), and keep what
        is typed, or say it couldn't. Called after the first picture, since it takes its time.
        """
        from PySide6.QtCore import QObject, Qt, Signal

        class Rest(QObject):
            wanted = Signal()

            def come(self) -> None:
                come()

        come = self._keep_and_say
        rest = Rest(window)
        # Neither from a thread nor amid the drawing of a picture: when the window is next at rest.
        rest.wanted.connect(rest.come, Qt.ConnectionType.QueuedConnection)
        self._window, self._keep, self._at_rest = window, keep, rest.wanted.emit
        if self._places:
            self._at_rest()

    def no_window(self, error: Exception) -> None:
        """The window can't be made: say so in its place."""
        from ui.language import tr

        self._told(error, error.__traceback__)
        self._message(tr("The window can't be opened: something went wrong.")).exec()

    def uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write it down, keep what was typed, say so. Raises nothing, whatever goes wrong."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        with self._lock:
            if self._busy:
                return  # what is done about an error went wrong itself
            self._busy = True
            try:
                with suppress(Exception):
                    self._answer(error.with_traceback(trace))
            finally:
                self._busy = False

    def _told(self, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            self.uncaught(type(error), error, trace)

    def _answer(self, error: BaseException) -> None:
        if not self._is_new(error):
            return
        if threading.current_thread() is threading.main_thread():
            with suppress(Exception):
                self._keep()
        if self._at_rest is not None:
            self._at_rest()

    def _is_new(self, error: BaseException) -> bool:
        """Whether it happened at a place where nothing has yet; it is written down then."""
        from datetime import datetime

        from ui.crash_log import what_happened, write_down

        lines = what_happened(error)
        place = "\n".join(lines)
        if place in self._places or len(self._places) >= MOST_PLACES:
            return False
        self._places.add(place)
        with suppress(Exception):  # a window on Windows has no standard error
            print("taper-planner: an unexpected error", *lines, sep="\n", file=sys.stderr)
        with suppress(Exception):
            write_down(self._log, lines, datetime.now().astimezone())
        return True

    def _keep_and_say(self) -> None:
        kept = False
        with suppress(Exception):
            kept = self._keep()
        if self._open is not None or self._dialogs >= MOST_DIALOGS:
            return
        self._dialogs += 1
        dialog = self._message(_what_is_said(kept))
        self._open = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
        self._open = None

    def _message(self, text: str) -> Any:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        from ui.language import tr

        dialog = QMessageBox(self._window)
        dialog.setWindowTitle(tr("Taper planner"))
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setText(text)
        dialog.setInformativeText(
            tr(
                "Where it happened, and nothing about a patient, is written in {file}.",
                file=self._log,
            )
        )
        dialog.setStandardButtons(QMessageBox.StandardButton.Ok)
        return dialog


def _what_is_said(kept: bool) -> str:
    from ui.language import tr

    typed = (
        tr("What you typed is kept.")
        if kept
        else tr("What you typed can't be kept: save it, or write it down.")
    )
    stale = tr(
        "What is shown may not follow from it any more: close the window and open the plan again "
        "before you use or print a schedule."
    )
    return tr("Something went wrong in this program.") + f" {typed}\n\n{stale}"
