"""The line that a step back asks: from when, for how long, and what happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from planner.amounts import written
from planner.schedule import Step
from ui.edit import State
from ui.fields import Entry, Note, column, label, link, row
from ui.grid import GRID
from ui.language import tr
from ui.reading import Unread, read_count
from ui.reading_dates import date_hint, read_date, short_date
from ui.step_edits import WEEK, default_step_back


class StepBackLine(QFrame):
    """Hidden until it is asked. Enter in its last entry does what its button does."""

    wanted = Signal(object, object, int, str)
    """The step, the day, the days held, and what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._step: Step | None = None
        self._state: State | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.on = Entry(
            tr("Step back on"), tr("The first day of the doses of the step before."), 16
        )
        self.hold = Entry(
            tr("Held for days"), tr("Days at these doses before it goes on."), 4, True
        )
        self.reason = Entry(
            tr("What happened"), tr("For the pages: what made the step back needed.")
        )
        self.reason.setPlaceholderText(tr("What happened?"))
        self.reason.entered.connect(self._go)
        self._note = Note()
        self.on.textEdited.connect(lambda text: self._say())
        go = link(tr("Step back"), tr("Adds the change; one undo takes it away."), self._go)
        cancel = link(tr("Cancel"), tr("Leaves the schedule as it is."), self.hide)
        layout = column(self, spacing=4)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._words)
        layout.addLayout(
            row(
                label(tr("from")),
                self.on,
                label(tr("held for")),
                self.hold,
                label(tr("days, because")),
                self.reason,
                go,
                cancel,
            )
        )
        layout.addWidget(self._note)
        self.hide()

    def ask(self, state: State, step: Step) -> None:
        """Ask about this step; a week's hold is proposed."""
        self._state, self._step = state, step
        self._words.setText(
            tr(
                "Back from {now} mg to {before} mg a day:",
                now=written(step.daily_mg),
                before=written(step.before_mg),
            )
        )
        self.on.show_text(short_date(default_step_back(state, step)))
        self.hold.show_text(str(WEEK))
        self.reason.show_text("")
        self._say()
        self.show()
        self.reason.setFocus()

    def _say(self) -> None:
        assert self._state is not None
        self._note.say(date_hint(self.on.text(), self._state.today, self._state.day_first))

    def _go(self) -> None:
        if self._state is None or self._step is None or not self.isVisible():
            return
        try:
            on = read_date(self.on.text(), self._state.today, self._state.day_first).on
            days = read_count(self.hold.text(), tr("a whole number of days"))
        except Unread as unread:
            self._note.say(f"{unread.reason[:1].upper()}{unread.reason[1:]}.", wrong=True)
            return
        if not self.reason.text().strip():
            self._note.say(tr("Say in a few words what happened."), wrong=True)
            self.reason.setFocus()
            return
        self.hide()
        self.wanted.emit(self._step, on, days, self.reason.text().strip())
