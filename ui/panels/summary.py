"""The lines above the results: the schedule in a sentence, what the page in the patient's hands
says wrongly now, and what is wrong in the form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.edit import State
from ui.fields import column, plain
from ui.language import tr
from ui.problems_in_words import what_is_wrong


class SummaryPanel(QWidget):
    """A few lines of words, never a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.line = plain("", "heading")
        self.since = plain("", "status")
        self.problem = plain("", "wrong")
        layout = column(self, spacing=2)
        for words in (self.line, self.since, self.problem):
            layout.addWidget(words)
        self._shown: object = None

    def show_state(self, state: State) -> None:
        self.line.setEnabled(state.worked_out)
        if state.case is not None and self._shown is not state.case:
            from planner.summary import summary  # an empty window needs none

            self._shown = state.case
            self.line.setText(" · ".join(summary(state.case)))
        self.line.setVisible(state.case is not None)
        said = " ".join(part for part in (_lapsed(state), _not_as_held(state)) if part)
        self.since.setText(said)
        self.since.setVisible(bool(said))
        # Where there is no schedule yet, the empty view says it, large.
        words = what_is_wrong(state) if state.case is not None else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for words_label in (self.line, self.since, self.problem):
            words_label.setAccessibleName(words_label.text())


def _not_as_held(state: State) -> str:
    """What is other from today on than on the page in the patient's hands; "" where nothing is."""
    held = state.held
    if held is None or state.schedule is None:
        return ""
    from ui.since_printed import changed_since

    words = changed_since(held, state.schedule, state.today)
    if not words:
        return ""
    if state.printed is not None:
        return tr("Not as on the page last printed: {what}.", what=words)
    assert state.plan is not None
    assert state.plan.supersedes is not None
    n = state.plan.supersedes.number
    return tr("Not as in version {n}, which the patient has: {what}.", n=n, what=words)


def _lapsed(state: State) -> str:
    """Why an approval that the plan has no longer counts; "" where there is none or it counts."""
    if state.case is None or not state.worked_out or state.case.plan.approval is None:
        return ""
    standing = state.case.standing
    return "" if standing.approved else standing.why
