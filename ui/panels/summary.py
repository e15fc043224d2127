"""The line above the results: the schedule in a sentence, or what to do next, or what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.edit import State
from ui.fields import column
from ui.following import standing_of
from ui.language import tr
from ui.problems_in_words import what_is_wrong


class SummaryPanel(QWidget):
    """One or two lines of words, never a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLabel()
        self.line.setWordWrap(True)
        self.line.setProperty("part", "heading")
        self.since = QLabel()
        self.since.setWordWrap(True)
        self.since.setProperty("part", "status")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("part", "wrong")
        layout = column(self, spacing=4)
        layout.addWidget(self.line)
        layout.addWidget(self.since)
        layout.addWidget(self.problem)
        self._shown: object = None

    def show_state(self, state: State) -> None:
        self.line.setEnabled(state.worked_out)
        if (
            state.plan is not None
            and state.schedule is not None
            and self._shown is not state.schedule
        ):
            from planner.summary import summary  # an empty window needs none

            self._shown = state.schedule
            self.line.setText(" · ".join(summary(state.plan, state.schedule, state.medicine)))
        self.line.setVisible(state.plan is not None)
        self._say_since_printed(state)
        # Where there is no schedule yet, the empty view says it, large.
        words = what_is_wrong(state) if state.plan is not None else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for words_label in (self.line, self.since, self.problem):
            words_label.setAccessibleName(words_label.text())

    def _say_since_printed(self, state: State) -> None:
        words = ""
        if state.printed is not None and state.schedule is not None:
            from ui.since_printed import changed_since

            words = changed_since(state.printed, state.schedule)
        said = tr("Not as on the page last printed: {what}.", what=words) if words else ""
        said = " ".join(part for part in (_lapsed(state), said) if part)
        self.since.setText(said)
        self.since.setVisible(bool(said))


def _lapsed(state: State) -> str:
    """That an approval no longer counts, and whose it was; "" where there is none or it counts."""
    approval = state.draft.approval
    if approval is None or not state.worked_out:
        return ""
    standing = standing_of(state)
    if standing is None or standing.approved:
        return ""
    return tr("The approval by {name} no longer counts: this is a draft again.", name=approval.by)
