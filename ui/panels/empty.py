"""What stands where the schedule will be while there is none: the next thing to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.edit import State
from ui.fields import column, link, plain, row
from ui.language import tr
from ui.problems_in_words import next_to_do


class EmptyPanel(QWidget):
    """One sentence, and the example for those who want to look first."""

    def __init__(self, open_example: Callable[[], object]) -> None:
        super().__init__()
        self.words = plain("", "large")
        self.drafts = plain(
            tr("The schedule appears here as you type. It is a draft: the prescriber decides."),
            "quiet",
        )
        self.example = link(
            tr("Open example"),
            tr("Shows a plan for a made-up patient, to look around in."),
            open_example,
        )
        layout = column(self, margin=24)
        layout.addWidget(self.words)
        layout.addWidget(self.drafts)
        layout.addLayout(row(self.example, 1))
        layout.addStretch(1)

    def show_state(self, state: State) -> None:
        self.words.setText(next_to_do(state))
        self.words.setAccessibleName(self.words.text())
