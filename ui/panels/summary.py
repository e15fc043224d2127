"""The line above the results: the schedule in a sentence, or what to do next, or what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from planner.summary import summary
from ui.drafting import Problem
from ui.fields import column
from ui.language import tr
from ui.open_plan import State
from ui.panels.panel import sentence


class SummaryPanel(QWidget):
    """One or two lines of words, never a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLabel()
        self.line.setWordWrap(True)
        self.line.setProperty("part", "heading")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("part", "wrong")
        layout = column(self, spacing=4)
        layout.addWidget(self.line)
        layout.addWidget(self.problem)
        self._shown: object = None

    def show_state(self, state: State) -> None:
        self.line.setEnabled(state.current)
        if (
            state.plan is not None
            and state.schedule is not None
            and self._shown is not state.schedule
        ):
            self._shown = state.schedule
            self.line.setText(" · ".join(summary(state.plan, state.schedule, state.medicine)))
        self.line.setVisible(state.plan is not None)
        words = what_is_wrong(state)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for words_label in (self.line, self.problem):
            words_label.setAccessibleName(words_label.text())


def what_is_wrong(state: State) -> str:
    """Why the schedule below is not that of the form; "" where it is, or where none ever was."""
    if state.current or state.plan is None:
        wrong = [problem for problem in state.problems if not problem.missing]
        return _said(wrong[0], state) if wrong else ""
    problem = next((p for p in state.problems if not p.missing), state.problems[0])
    return tr("Below is the last schedule that could be worked out.") + " " + _said(problem, state)


def next_to_do(state: State) -> str:
    """What an empty window says: the next thing to do."""
    missing = [problem.field for problem in state.problems if problem.missing]
    wrong = [problem for problem in state.problems if not problem.missing]
    if wrong:
        return _said(wrong[0], state)
    if any(field.startswith("regimen") for field in missing):
        return tr("Type what the patient takes now: the milligrams at each time of the day.")
    if any(field.startswith("taper") for field in missing):
        return tr("Then say how the dose comes down: by how much, and how often.")
    if "start" in missing:
        return tr("Then say when it starts, like next monday.")
    return tr("Fill in what is marked.")


def place_in_words(field: str, state: State) -> str:
    """Where in the form a field of the plan is: "Afternoon", "Start"."""
    draft = state.draft
    if field.startswith("regimen["):
        name = draft.regimen[int(field[8 : field.index("]")])].name.strip()
        return name or tr("Dose time")
    parts = {
        "regimen": tr("Now taking"),
        "start": tr("Start"),
        "hold_days": tr("Days held"),
        "taper.target_mg": tr("Down to"),
        "taper": tr("Reduce"),
        "products": tr("Tablets"),
        "patient.birth_date": tr("Birth date"),
        "patient": tr("Patient"),
        "dates.pauses": tr("Pauses"),
        "dates": tr("Days of changes"),
        "reviews": tr("Reviews"),
        "fill_days": tr("Fills"),
        "revisions": tr("Changes on the way"),
        "sharing": tr("Sharing"),
    }
    return next((words for start, words in parts.items() if field.startswith(start)), "")


def _said(problem: Problem, state: State) -> str:
    place = place_in_words(problem.field, state)
    return f"{place}: {problem.message}." if place else sentence(problem.message)
