"""How the window and its two sides are laid out: as they were left, as the screen and words need.

Nothing here knows a plan. Sizes are in pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QSplitter

from ui.grid import GRID

if TYPE_CHECKING:
    from ui.form import Form
    from ui.settings import Settings

WIDTH, HEIGHT = 1240, 820
FORM_WIDTH = 420


class WindowLayout:
    """The sizes of one window, remembered from one start to the next."""

    def __init__(self, window: QMainWindow, splitter: QSplitter, settings: Settings) -> None:
        self._window, self._splitter, self._settings = window, splitter, settings

    def restore(self) -> None:
        """As it was left, or as it comes."""
        self._window.resize(WIDTH, HEIGHT)
        self._splitter.setSizes([FORM_WIDTH, WIDTH - FORM_WIDTH])
        if window := self._settings.layout("window"):
            self._window.restoreGeometry(window)
        if splitter := self._settings.layout("splitter"):
            self._splitter.restoreState(splitter)

    def keep(self) -> None:
        self._settings.keep_layout("window", self._window.saveGeometry())
        self._settings.keep_layout("splitter", self._splitter.saveState())

    def fit_screen(self) -> None:
        """Never larger than the screen: 1366 by 768 at 150 % has 911 by 512 pixels."""
        window = self._window
        if not window.isMaximized():
            window.resize(window.size().boundedTo(window.screen().availableSize()))

    def widen_form(self, form: Form) -> None:
        """In large letters or long words the form needs more than its usual width, up to half of
        the window.
        """
        inner, whole = form.widget(), self._window.width()
        wanted = (inner.minimumSizeHint().width() if inner else 0) + 2 * GRID
        wide = max(FORM_WIDTH, min(wanted, whole // 2))
        if self._settings.layout("splitter") is None and wide > self._splitter.sizes()[0]:
            self._splitter.setSizes([wide, whole - wide])
