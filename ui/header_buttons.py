"""The right side of the header: which version this is, draft or approved by whom, what is open,
and what can be done with the plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.edit import State
from ui.fields import link, plain, row, set_part, tip_of
from ui.finding_words import counted, in_words, open_findings
from ui.language import tr
from ui.version_words import version_words


class HeaderButtons(QWidget):
    """What always stands at hand. It decides nothing: it says what is wanted."""

    undo_wanted = Signal(bool)
    """Undo (True), or redo."""
    view_wanted = Signal(str)
    print_wanted = Signal()
    sheets_wanted = Signal()
    """The sheets beside the patient's pages, to choose from below the button."""

    def __init__(self) -> None:
        super().__init__()
        self.status = plain("", "status")
        self.status.setWordWrap(False)
        self.undo = link(tr("Undo"), "", lambda: self.undo_wanted.emit(True))
        self.redo = link(tr("Redo"), "", lambda: self.undo_wanted.emit(False))
        self._compare = link(
            tr("Compare"),
            tr("The same doses at other paces."),
            lambda: self.view_wanted.emit("compare"),
        )
        self.review = link(tr("Review"), "", lambda: self.view_wanted.emit("review"))
        self.print = self._make_print()
        self.sheets = self._make_sheets()
        whole = row(self.status, 1, self.undo, self.redo, self._compare, self.review)
        whole.addLayout(row(self.print, self.sheets, spacing=0))
        self.setLayout(whole)

    def _make_print(self) -> QPushButton:
        button = QPushButton(tr("Print…"))
        button.setProperty("part", "next")
        button.setAccessibleName(tr("Print"))
        button.setToolTip(tr("Print the patient's pages."))
        button.clicked.connect(self.print_wanted)
        return button

    def _make_sheets(self) -> QPushButton:
        button = QPushButton("…")
        button.setProperty("part", "beside")
        button.setAccessibleName(tr("Other sheets"))
        button.setToolTip(tr("Print or export the prescriber's sheet, the pharmacy's, or all."))
        button.clicked.connect(self.sheets_wanted)
        return button

    def show_state(self, state: State) -> None:
        for button in (self.print, self.sheets):
            button.setEnabled(state.current)
        for button in (self._compare, self.review):
            button.setEnabled(state.case is not None)
        version = version_words(state)
        self.status.setText("\n".join(version))
        set_part(self.status, "approved" if state.approved else "status")
        why = state.case.standing.why if state.case else tr("Nothing is approved yet.")
        self.status.setToolTip(tip_of(why))
        self.status.setAccessibleName(", ".join(version))
        self._say_open(state)

    def _say_open(self, state: State) -> None:
        """How many findings are open, and of what kind."""
        found = open_findings(state.findings)
        words = tr("Review: {n} open", n=len(found)) if found else tr("Review")
        tip = tr("What stands in the way, and approval.")
        if found:
            tip = f"{in_words(counted(found))}. {tip}"
        self.review.setText(words)
        self.review.setAccessibleName(words)
        self.review.setAccessibleDescription(tip)
        self.review.setToolTip(tip_of(tip))

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """The names of the edits that can be undone and redone; None: there is none."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setToolTip(tip_of(tr("Undo: {name}", name=undo)) if undo else "")
        self.redo.setToolTip(tip_of(tr("Redo: {name}", name=redo)) if redo else "")
