"""Doses that were missed: what was really taken from a day to a day, and how it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.legs import Doses
from planner.reading.amounts import Unread, read_dose, read_length
from planner.reading.dates import read_date, short_date
from planner.revising import WEEK
from ui.edit import Edit, State
from ui.entry import ALIGN_RIGHT, Entry, Note
from ui.fields import column, label, link, row
from ui.language import tr
from ui.panels.panel import Panel
from ui.problems_in_words import sentence
from ui.step_edits import CannotEdit, missed_doses
from ui.trying import why_not


class MissedDoses(Panel):
    """Asked in lines of its own; an edit follows only once a schedule does.

    No dose is proposed: a figure reads as advice.
    """

    def __init__(self) -> None:
        super().__init__()
        tip = tr("What was taken, and how it goes on: on a ward, or with tablets run out.")
        self._open = link(tr("Missed doses…"), tip, self._ask)
        self._lines = QWidget()
        self._first = Entry(tr("First day of missed doses"), tr("Like yesterday, or 3 dec."), 14)
        self._last = Entry(tr("Last day of missed doses"), tr("Like today, or 5 dec."), 14)
        self._hold = Entry(
            tr("Held after missed doses"),
            tr("Days at these doses before the next change."),
            4,
            True,
        )
        self._reason = Entry(tr("Why doses were missed"), tr("In your words; for the pages."))
        self._reason.setPlaceholderText(tr("What happened?"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._names: list[QLabel] = []
        self._taken: list[Entry] = []
        self._then: list[Entry] = []
        self._note = Note()
        go = link(tr("Add missed doses"), tr("One undo takes them away again."), self._go)
        cancel = link(tr("Cancel"), tr("Leaves the schedule as it is."), self._close)
        lines = column(self._lines, spacing=4)
        lines.addLayout(row(label(tr("Missed from")), self._first, label(tr("to")), self._last, 1))
        lines.addLayout(self._grid)
        lines.addLayout(row(label(tr("held for")), self._hold, label(tr("days")), 1))
        lines.addWidget(self._reason)
        lines.addWidget(self._note)
        lines.addLayout(row(go, cancel, 1))
        self._lines.hide()
        self._reason.entered.connect(self._go)
        whole = column(self, spacing=4)
        whole.addWidget(self._open)
        whole.addWidget(self._lines)

    def show_state(self, state: State) -> None:
        super().show_state(state)
        self._open.setEnabled(state.worked_out)
        names = [dose.name.strip() for dose in state.draft.regimen]
        if names != [name.text() for name in self._names]:
            self._fit(names)

    def _fit(self, names: list[str]) -> None:
        """An entry a dose time for what was taken, and one for what comes then."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._names = [label(name, "quiet") for name in names]
        self._taken = [
            Entry(tr("{name} taken then", name=name), tr("Milligrams really taken."), 5, True)
            for name in names
        ]
        tip = tr("Milligrams to go on with. All empty: as taken.")
        self._then = [
            Entry(tr("{name} from then on", name=name), tip, 5, right=True) for name in names
        ]
        for place, heading in enumerate((tr("taken"), tr("then"))):
            self._grid.addWidget(label(heading, "quiet"), place + 1, 0)
        for place, name in enumerate(self._names, 1):
            name.setProperty("alignment", ALIGN_RIGHT)
            self._grid.addWidget(name, 0, place)
            self._grid.addWidget(self._taken[place - 1], 1, place)
            self._grid.addWidget(self._then[place - 1], 2, place)
        self._grid.setColumnStretch(len(names) + 1, 1)
        if self._lines.isVisible():
            self._close()

    def _ask(self) -> None:
        assert self.state is not None
        self._first.show_text("")
        self._last.show_text("")
        self._hold.show_text(str(WEEK))
        self._reason.show_text("")
        for entry in (*self._taken, *self._then):
            entry.show_text("")
        self._note.say("")
        self._open.hide()
        self._lines.show()
        self._first.setFocus()

    def _close(self) -> None:
        self._lines.hide()
        self._open.show()

    def _go(self) -> None:
        state = self.state
        if state is None or not self._lines.isVisible():
            return
        try:
            edit = self._edit(state)
        except Unread as wrong:
            self._note.say(sentence(wrong.reason), wrong=True)
            return
        except CannotEdit as wrong:
            self._note.say(str(wrong), wrong=True)
            return
        if why := why_not(edit.change(state.draft), state.medicines, state.day_first):
            self._note.say(tr("That can't be done: {why}.", why=why), wrong=True)
            return
        self._close()
        self.edited.emit(edit)

    def _edit(self, state: State) -> Edit:
        """What the lines ask for. Raises Unread and CannotEdit."""
        first, last = (
            read_date(entry.text(), state.today, state.day_first).on
            for entry in (self._first, self._last)
        )
        for entry, day in ((self._first, first), (self._last, last)):
            entry.show_text(short_date(day))
        taken = tuple(read_dose(entry.text()) for entry in self._taken)
        then: Doses | None = None
        if any(entry.text().strip() for entry in self._then):
            then = tuple(read_dose(entry.text()) for entry in self._then)
        days = read_length(self._hold.text(), "days")
        return missed_doses(state, first, last, taken, then, days, self._reason.text().strip())
