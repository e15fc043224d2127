"""The schedule as a table: a row a step, what changes bold, the tablets drawn and written.

A step can be taken hold of: a dose typed over, or from the menu Step (the right button too) held,
slowed, stepped back from, stayed at. The panel only says what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from planner.explain import why
from planner.schedule import Schedule, Step
from ui.edit import Edit, State
from ui.entry import Note
from ui.fields import column, label
from ui.grid import GRID
from ui.language import tr
from ui.panels.step_back import StepBackLine
from ui.schedule_model import ScheduleModel
from ui.step_columns import StepColumns
from ui.step_delegate import StepDelegate
from ui.step_edits import (
    CannotEdit,
    also_changed,
    dose_typed,
    doses_before,
    hold,
    stop_here,
)
from ui.step_table import StepTable


class SchedulePanel(QWidget):
    """The table of steps."""

    refused = Signal(str)
    """Why something can't be done with a step."""

    def __init__(self, try_edit: Callable[[Edit], str]) -> None:
        """`try_edit`: makes an Edit if a schedule follows from it, else says why not."""
        super().__init__()
        self._try_edit = try_edit
        self._state: State | None = None
        self._begins = True
        self.model = ScheduleModel()
        self.model.dose_typed.connect(self._dose_typed)
        self.table = StepTable(self.model)
        self.table.resized.connect(self._fit)
        self._columns = StepColumns()
        self._delegate = StepDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.back = StepBackLine(try_edit)
        self.back.closed.connect(self._closed)
        self.followed = Note()
        self.followed.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        self._followed_of: object = None
        self.setFocusProxy(self.table)
        layout = column(self, spacing=0)
        layout.addWidget(self.back)
        layout.addWidget(self.followed)
        layout.addWidget(self.table, 1)
        self.why = label("")
        self.why.setProperty("part", "quiet")
        self.why.setWordWrap(True)
        self.why.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.addWidget(self.why)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._say_why())

    def show_state(self, state: State) -> None:
        is_new_day = self._state is None or self._state.today != state.today
        self._state = state
        self.back.show_state(state)
        at = self.table.currentIndex()
        self.model.show_state(state)
        to_today = is_new_day or self._begins or not at.isValid()
        if to_today:
            self._begins = False
        elif not self.table.currentIndex().isValid():
            self._go_to(min(at.row(), self.model.rowCount() - 1), at.column())
        self.table.setEnabled(state.worked_out)
        self._fit()
        if to_today:  # once the rows have their heights
            self._go_to_step_of_today()
        if self.followed.plain and state.draft != self._followed_of:
            self.followed.say("")
        self._say_why()

    def begin(self) -> None:
        """Another plan is about to be shown: what counts in it is the step that is taken today."""
        self._begins = True

    def choose(self, number: int) -> None:
        """Go to a step."""
        for place, step in enumerate(self.model.steps):
            if step.number == number:
                self._go_to(place)
        self.table.setFocus()

    def _go_to(self, row: int, column: int = 1) -> None:
        index = self.model.index(row, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    @property
    def step(self) -> Step | None:
        """The step that the cursor is on."""
        place = self.table.currentIndex().row()
        return self.model.steps[place] if 0 <= place < len(self.model.steps) else None

    def _go_to_step_of_today(self) -> None:
        """Where no step was chosen, the one that is being taken is meant, with what is around it;
        after the last dose the end, before the start none."""
        assert self._state is not None
        if self._state.case is None:
            return
        today = self._state.case.today
        if today.step is not None:
            self._go_to(self.model.steps.index(today.step))
        elif today.over:
            self._go_to(self.model.rowCount() - 1)
        else:
            self.table.setCurrentIndex(self.model.index(-1, -1))
            self.table.scrollToTop()
            return
        middle = self.table.ScrollHint.PositionAtCenter
        self.table.scrollTo(self.table.currentIndex(), middle)

    def do(self, what: str) -> None:
        """Hold, back, slower or stay: with the step that the cursor is on."""
        step, state = self.step, self._state
        if step is None or state is None or not state.worked_out:
            self.refused.emit(tr("Choose a step of the schedule first."))
            return
        try:
            if what == "back":
                self.back.ask(state, step)
                self._say_why()
            elif what == "slower":
                self.back.ask_slower(state, step)
                self._say_why()
            else:
                make = {"hold": hold, "stay": stop_here}[what]
                self._edit(make(state, step))
        except CannotEdit as why:
            self.refused.emit(str(why))

    def menu(self) -> QMenu:
        """What can be done with the step that the cursor is on."""
        menu = QMenu(self)
        for what, words in step_commands().items():
            action = QAction(words, menu)
            action.triggered.connect(lambda checked=False, what=what: self.do(what))
            action.setEnabled(what != "back" or self._can_go_back())
            menu.addAction(action)
        return menu

    def _can_go_back(self) -> bool:
        if self.step is None or self._state is None:
            return False
        try:
            return bool(doses_before(self._state, self.step))
        except CannotEdit:
            return False

    def _show_menu(self, where: QPoint) -> None:
        if self.step is not None:
            self.menu().popup(self.table.viewport().mapToGlobal(where))

    def _edit(self, edit: Edit) -> bool:
        """Make an edit, or pass on why it can't be."""
        if why := self._try_edit(edit):
            self.refused.emit(tr("That can't be done: {why}.", why=why))
        return not why

    def _closed(self, answered: bool) -> None:
        """The cursor is back in the table, at the step that the change on the way begins."""
        self._say_why()
        self.table.setFocus()
        if not answered:
            return
        revisions = self._state.plan.revisions if self._state and self._state.plan else ()
        begins = [step.start for step in self.model.steps]
        if revisions and revisions[-1].start in begins:
            self._go_to(begins.index(revisions[-1].start))

    def _dose_typed(self, place: int, dose: int, text: str) -> None:
        assert self._state is not None
        before, step = self._state.schedule, self.model.steps[place]
        try:
            edit = dose_typed(self._state, step, dose, text)
        except CannotEdit as why:
            self.refused.emit(str(why))
            return
        if not self._edit(edit):
            return
        after = self._state.schedule
        if before is not None and after is not None and after is not before:
            self._say_followed(before, after, step)

    def _say_followed(self, before: Schedule, after: Schedule, step: Step) -> None:
        """Which later doses a dose typed over has changed too, until the next edit."""
        assert self._state is not None
        words = also_changed(before, after, step.start)
        self._followed_of = self._state.draft
        said = tr("So that no dose rises again: {what}.", what=words)
        self.followed.say(said if words else tr("No later dose has changed."))

    def _say_why(self) -> None:
        """Why the step that the cursor is on is what it is, in a line below."""
        step, state = self.step, self._state
        words = ""
        if step is not None and state is not None and state.plan is not None:
            because = why(state.plan, step, state.medicine)
            words = tr("Step {n}: {why}", n=step.number, why=because) if because else ""
        self.why.setText(words)
        self.why.setAccessibleName(words)
        asking = not self.back.isHidden()  # in a low window the question needs the room
        left = self.height() - self.why.heightForWidth(self.width())
        self.why.setVisible(bool(words) and not asking and left >= self.table.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_why()
        self.table.scrollTo(self.table.currentIndex())  # in view still, where the room shrinks

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Columns as wide as what they hold, rows as high as their lines and their note."""
        if not self.model.rows:
            return
        layout = self._columns.lay_out(self.model, self.table.font(), self.table.room)
        self._delegate.layout = layout
        heights = [layout.row_height(cells) for cells in self.model.rows]
        self.table.use(layout, layout.height_of(1, self.model))
        notes = layout.widths[-1]
        for place, (cells, high) in enumerate(zip(self.model.rows, heights, strict=True)):
            note = self._delegate.note_height(cells[-1].text, notes) if notes else 0
            if self.table.rowHeight(place) != max(high, note):
                self.table.setRowHeight(place, max(high, note))


def step_commands() -> dict[str, str]:
    """What can be done with a step, and its words."""
    return {
        "hold": tr("Hold here a week longer"),
        "back": tr("Step back…"),
        "slower": tr("Slower from here…"),
        "stay": tr("Stay at this dose"),
    }
