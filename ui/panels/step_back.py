"""The line that a step back asks, and a slower pace: from when, how long, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from planner.amounts import ZERO, written
from planner.in_words import counted
from planner.reading.amounts import Unread, read_interval, read_length
from planner.reading.dates import date_hint, read_date, short_date
from planner.revising import WEEK
from planner.schedule import Step
from planner.terms import WEEKDAYS
from planner.weekday_kept import NextChange
from ui.day_words import weekday_name
from ui.edit import Edit, State
from ui.entry import Entry, Note
from ui.fields import check, column, label, link, row
from ui.grid import GRID
from ui.language import tr
from ui.problems_in_words import sentence
from ui.step_edits import (
    CannotEdit,
    default_slower,
    default_step_back,
    doses_before,
    slower,
    step_back,
)
from ui.weekday_kept import change_after, in_words, keeping


class StepBackLine(QFrame):
    """Hidden until it is asked. Enter in its last entry does what its button does.

    `try_edit` makes the Edit, or says why it can't be: then the line stays, with all that was
    typed, and the sentence below.
    """

    closed = Signal(bool)
    """It was answered (True), or given up."""

    def __init__(self, try_edit: Callable[[Edit], str]) -> None:
        super().__init__()
        self.setObjectName("line")
        self._try_edit = try_edit
        self._step: Step | None = None
        self._is_slower = False
        self._state: State | None = None
        self._words = label("")
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
        self.reason.textEdited.connect(lambda text: self._say())
        self._note = Note()
        self._next: NextChange | None = None
        self._next_words = label("", "quiet")
        self._next_words.setWordWrap(True)
        self.keep = check(
            tr("keep the weekday"),
            tr("The next change comes later, so that the weekday stays the same."),
            lambda on: self._say(),
        )
        for field in (self.on, self.hold, self.every):
            field.textEdited.connect(lambda text: self._say())
        self.go = link(tr("Step back"), tr("Adds the change; one undo takes it away."), self._go)
        cancel = link(tr("Cancel"), tr("Leaves the schedule as it is."), lambda: self._close(False))
        layout = column(self, spacing=4)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._words)
        self._only_back = [label(tr("held for")), self.hold, label(tr("days"))]
        self._only_slower = [label(tr("a change every")), self.every]
        layout.addLayout(row(label(tr("from")), self.on, *self._only_back, 1))
        layout.addLayout(row(*self._only_slower, 1))
        layout.addWidget(self._note)
        then = row(self._next_words, self.keep)
        then.setStretch(0, 1)
        layout.addLayout(then)
        layout.addLayout(row(self.reason, self.go, cancel))
        self.hide()

    def ask(self, state: State, step: Step) -> None:
        """Ask about a step back from this step; a week's hold is proposed. Raises CannotEdit."""
        doses_before(state, step)
        self.hold.show_text(str(WEEK))
        self._open(state, step, default_step_back(state, step), slower=False)

    def ask_slower(self, state: State, step: Step) -> None:
        """Ask about a slower pace after this step; twice as long is proposed. Raises CannotEdit."""
        on, every = default_slower(state, step)
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
        self.keep.setChecked(True)
        self._say()
        self.show()
        self.reason.setFocus()

    def show_state(self, state: State) -> None:
        """The plan was edited meanwhile: the question stays while its step is still there."""
        if self.isHidden() or self._step is None:
            return
        number, start = self._step.number, self._step.start
        steps = state.schedule.steps if state.schedule is not None and state.worked_out else ()
        step = next((one for one in steps if (one.number, one.start) == (number, start)), None)
        if step is None:
            self.hide()
            return
        self._state, self._step = state, step
        self._say()

    def _say(self) -> None:
        """What is asked, how the day is read, and when the next change is then."""
        assert self._state is not None
        self._words.setText(self._asked())
        self._note.say(date_hint(self.on.text(), self._state.today, self._state.day_first))
        try:
            self._next = change_after(self._state, self._edit())
        except (Unread, CannotEdit):
            self._next = None
        words = in_words(self._next, self.keep.isChecked()) if self._next else ""
        self._next_words.setText(words)
        self._next_words.setVisible(bool(words))
        weekday = self._next.weekday if self._next else None
        self.keep.setVisible(weekday is not None)
        if weekday is not None:
            name = weekday_name(WEEKDAYS.index(weekday))
            self.keep.setText(tr("keep to {weekday}s", weekday=name))
            self.keep.setAccessibleName(self.keep.text())

    def _asked(self) -> str:
        """From which doses to which; that their step has passed, where it has."""
        state, step = self._state, self._step
        assert state is not None
        assert step is not None
        now = written(step.daily_mg)
        if self._is_slower:
            words = tr("Slower after step {n}, {mg} mg a day:", n=step.number, mg=now)
        else:
            before = written(sum(doses_before(state, step), ZERO))
            words = tr("Back from {now} mg to {before} mg a day:", now=now, before=before)
        if step.end is None or step.end >= state.today:
            return words
        passed = tr("Step {n} has passed.", n=step.number)
        return f"{passed} {words}"

    def _edit(self) -> Edit:
        """What the line asks for as it is filled in. Raises Unread and CannotEdit."""
        assert self._state is not None
        assert self._step is not None
        on = read_date(self.on.text(), self._state.today, self._state.day_first).on
        reason = self.reason.text().strip()
        if self._is_slower:
            return slower(self._state, on, read_interval(self.every.text(), "weeks"), reason)
        days = read_length(self.hold.text(), "days")
        return step_back(self._state, self._step, on, days, reason)

    def _go(self) -> None:
        if self._state is None or self._step is None or not self.isVisible():
            return
        try:
            edit = self._edit()
        except Unread as wrong:
            self._refuse(sentence(wrong.reason))
            return
        except CannotEdit as wrong:
            self._refuse(str(wrong))
            return
        if not self.reason.text().strip():
            self._refuse(tr("Say in a few words what happened."))
            self.reason.setFocus()
            return
        if self._next is not None and self._next.weekday and self.keep.isChecked():
            edit = keeping(edit, self._next.weekday)
        if why := self._try_edit(edit):
            self._refuse(tr("That can't be done: {why}.", why=why))
            return
        self._close(True)

    def _close(self, answered: bool) -> None:
        self.hide()
        self.closed.emit(answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close(False)
            return
        super().keyPressEvent(event)

    def _refuse(self, words: str) -> None:
        self._note.say(words, wrong=True)
