"""A line in the window that says something, or asks with a few answers: never a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from ui.fields import PLAIN_TEXT, link
from ui.grid import GRID
from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Line(QFrame):
    """Hidden while there is nothing to say. Escape takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("textFormat", PLAIN_TEXT)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        self._layout.addWidget(self._words, 1)
        self.answers: list[QPushButton] = []
        self._before: QWidget | None = None
        self._about: object = None
        self._offer: tuple[str, dict[str, Callable[[], object]]] | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; "" while hidden."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, text: str, wrong: bool = False) -> None:
        """Say a sentence; one that is `wrong` stays until it is taken away."""
        self._show(text, {tr("OK"): lambda: None}, wrong)

    def say_of_edit(
        self, text: str, form: object, answers: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Say what an edit has done. It holds for this form only (`keep_for`)."""
        self._show(text, {**(answers or {}), tr("OK"): lambda: None}, wrong=False)
        self._about = form

    def keep_for(self, form: object) -> None:
        """Another form is shown, by an edit, undo or redo: what was said of one before is over."""
        if self._about is not None and self._about is not form:
            self.clear()

    def ask(self, text: str, answers: dict[str, Callable[[], object]], harmless: str = "") -> None:
        """Ask. Who types on without looking must not have answered: the cursor stays where it is,
        or, if nothing else can go on before, stands on the `harmless` answer.
        """
        before = self.window().focusWidget()
        self._show(text, answers, wrong=False)
        if harmless:
            self._before = before
            self.answers[list(answers).index(harmless)].setFocus()

    def offer(self, text: str, answers: dict[str, Callable[[], object]]) -> None:
        """Ask what can wait: it comes back after whatever else is said, until it is answered."""
        self._offer = text, answers
        self._show(text, answers, wrong=False)

    def clear(self) -> None:
        """Take away what is said; an offer that is still open stands there again."""
        inside = any(button.hasFocus() for button in self.answers)
        self._about = None
        self.hide()
        if self._offer is not None:
            self._show(*self._offer, wrong=False)
        if inside and self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self._close_offer()
            self.clear()
            return
        super().keyPressEvent(event)

    def _show(self, text: str, answers: dict[str, Callable[[], object]], wrong: bool) -> None:
        for old in self.answers:
            old.hide()
            old.deleteLater()
        self.answers = []
        self._about = None
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self._words.setProperty("part", "wrong" if wrong else "")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        for words, done in answers.items():
            button = link(words, words, lambda done=done: self._answered(done))  # type: ignore[misc]
            button.setAutoDefault(True)
            self.answers.append(button)
            self._layout.addWidget(button)
        self.show()

    def _close_offer(self) -> None:
        """It was the offer that stood there, not something said since."""
        if self._offer is not None and self._words.text() == self._offer[0]:
            self._offer = None

    def _answered(self, done: Callable[[], object]) -> None:
        self._close_offer()
        self.clear()
        done()
