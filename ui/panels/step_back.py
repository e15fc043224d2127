"""The line that a step back asks, and a slower pace: from when, how long, and what happened."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from planner.amounts import written
from planner.plan import Interval
from planner.schedule import Step
from planner.summary import counted
from ui.edit import State
from ui.fields import Entry, Note, column, label, link, row
from ui.grid import GRID
from ui.language import tr
from ui.reading import Unread, read_count, read_interval
from ui.reading_dates import date_hint, read_date, short_date
from ui.step_edits import WEEK, default_slower, default_step_back


class StepBackLine(QFrame):
    """Hidden until it is asked. Enter in its last entry does what its button does."""

    wanted = Signal(object, object, int, str)
    """The step, the day, the days held, and what happened."""
    slower_wanted = Signal(object, object, str)
    """The day, the interval, and what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._step: Step | None = None
        self._is_slower = False
        self._state: State | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.on = Entry(
            tr("From the day"), tr("The first day on which it is other than planned."), 16
        )
        self.hold = Entry(
            tr("Held for days"), tr("Days at these doses before it goes on."), 4, True
        )
        self.every = Entry(
            tr("A change every"), tr("How long each step lasts from there, like 2 weeks."), 10
        )
        self.every.entered.connect(self._go)
        self.reason = Entry(tr("What happened"), tr("For the pages: what made the change needed."))
        self.reason.setPlaceholderText(tr("What happened?"))
        self.reason.entered.connect(self._go)
        self._note = Note()
        self.on.textEdited.connect(lambda text: self._say())
        self.go = link(tr("Step back"), tr("Adds the change; one undo takes it away."), self._go)
        cancel = link(tr("Cancel"), tr("Leaves the schedule as it is."), self.hide)
        layout = column(self, spacing=4)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._words)
        self._only_back = [label(tr("held for")), self.hold, label(tr("days, because"))]
        self._only_slower = [label(tr("a change every")), self.every, label(tr("because"))]
        layout.addLayout(row(label(tr("from")), self.on, *self._only_back, *self._only_slower, 1))
        layout.addLayout(row(self.reason, self.go, cancel))
        layout.addWidget(self._note)
        self.hide()

    def ask(self, state: State, step: Step) -> None:
        """Ask about a step back from this step; a week's hold is proposed."""
        self._words.setText(
            tr(
                "Back from {now} mg to {before} mg a day:",
                now=written(step.daily_mg),
                before=written(step.before_mg),
            )
        )
        self.hold.show_text(str(WEEK))
        self._open(state, step, default_step_back(state, step), slower=False)

    def ask_slower(self, state: State, step: Step) -> None:
        """Ask about a slower pace after this step; twice as long is proposed."""
        on, every = default_slower(state, step)
        self._words.setText(
            tr("Slower after step {n}, {mg} mg a day:", n=step.number, mg=written(step.daily_mg))
        )
        self.every.show_text(counted(every.count, every.unit.removesuffix("s")))
        self._open(state, step, on, slower=True)

    def _open(self, state: State, step: Step, on: date, slower: bool) -> None:
        self._state, self._step, self._is_slower = state, step, slower
        for widget in self._only_back:
            widget.setVisible(not slower)
        for widget in self._only_slower:
            widget.setVisible(slower)
        words = tr("Go slower") if slower else tr("Step back")
        self.go.setText(words)
        self.go.setAccessibleName(words)
        self.on.show_text(short_date(on))
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
            days, every = 0, Interval(weeks=1)
            if self._is_slower:
                every = read_interval(self.every.text(), "weeks")
            else:
                days = read_count(self.hold.text(), tr("a whole number of days"))
        except Unread as unread:
            self._note.say(f"{unread.reason[:1].upper()}{unread.reason[1:]}.", wrong=True)
            return
        if not self.reason.text().strip():
            self._note.say(tr("Say in a few words what happened."), wrong=True)
            self.reason.setFocus()
            return
        self.hide()
        if self._is_slower:
            self.slower_wanted.emit(on, every, self.reason.text().strip())
            return
        self.wanted.emit(self._step, on, days, self.reason.text().strip())
