"""Start-up: the window as fast as it can be had, then the rest.

Only what the first look at the window needs is imported here; pages, holidays and the other
views come when they are first shown.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ui.crash import CrashHandler

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.window import Window


def main(arguments: list[str] | None = None) -> int:
    """Open the window, with a plan if a file is named; return when it is closed."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if "--draw" in arguments:
        from ui.handout_worker import main as draw

        draw()
        return 0
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ^C in the terminal; what is typed is kept
    os.umask(0o077)  # whatever Qt or a library writes on its own is the user's alone
    application = make_application()
    crash = CrashHandler(data_folder() / "errors.log")
    crash.install()
    try:
        window = make_window(data_folder())
    except Exception as error:
        crash.no_window(error)
        return 1
    window.show()
    application.processEvents()  # the first picture; from here on keys are answered
    crash.watch(window, lambda: window.autosave.rescue())
    after_first_picture(lambda: go_on(window, arguments) or application.exit(1))
    return application.exec()


def after_first_picture(go_on: Callable[[], object]) -> None:
    """Do the rest a moment later: an X server may ask for the picture only after it was shown."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(20, go_on)


def go_on(window: Window, arguments: list[str]) -> bool:
    """All that comes after the first picture: False where that can't be."""
    from ui.own_folder import make_own

    why = make_own(data_folder(), "unsaved")
    if not complete(window):
        return False
    if arguments:
        window.files.open_file(Path(arguments[0]))
    if not window.line.text:  # what is wrong with the file stays to be read
        from ui.offer_unsaved import offer_unsaved

        offer_unsaved(window, data_folder())
    if why:
        window.autosave.warn(why)
    return True


def make_application() -> QApplication:
    """Qt's application, with the names that the system shows."""
    gc.disable()  # a start throws nothing away; the window turns it on again
    from PySide6.QtWidgets import QApplication

    from ui.own_font import own_font

    existing = QApplication.instance()
    # The style by an argument: to ask for it, or set it, wraps it for Python, which costs 6 ms.
    arguments = [*sys.argv[:1], "-style", "fusion"]
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    application.setFont(own_font(application.font()))
    application.setApplicationName("taper-planner")
    application.setApplicationDisplayName("Taper planner")
    return application


def make_window(folder: Path) -> Window:
    """The window with an empty form. `folder`: settings and unsaved forms are kept there."""
    from PySide6.QtCore import QLocale

    from ui.draft import replace
    from ui.language import load_language
    from ui.open_plan import OpenPlan
    from ui.settings import Settings, day_first
    from ui.shelf import Shelf
    from ui.window import Window

    load_language(QLocale.system().uiLanguages())
    medicines = Shelf()
    settings = Settings(folder / "settings.ini")
    plan = OpenPlan(medicines, date.today, day_first(QLocale.system()))
    plan.start_new(
        replace(plan.empty_draft(), prescriber=settings.prescriber, country=settings.country)
    )
    return Window(plan, medicines, settings, folder / "unsaved")


def complete(window: Window) -> bool:
    """All that comes after the first picture; without medicines there is nothing to plan with."""
    from planner.medicine import MedicineError

    try:
        window.complete()
    except MedicineError as error:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(window, window.windowTitle(), str(error))
        return False
    return True


def data_folder() -> Path:
    """The folder of this user for what the program keeps."""
    from PySide6.QtCore import QStandardPaths

    places = QStandardPaths.StandardLocation
    return Path(QStandardPaths.writableLocation(places.AppLocalDataLocation))


if __name__ == "__main__":
    sys.exit(main())
