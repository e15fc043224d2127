"""The schedule as a table that Qt can show: a row a step, and a last one for no medicine."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from planner.amounts import TOLERANCE, written
from planner.explain import moved, why
from planner.in_words import what_ends
from planner.schedule import Dose, Step
from ui.day_words import long_day, short_day
from ui.edit import State
from ui.fields import tip_of
from ui.language import tr
from ui.since_printed import steps_changed
from ui.wording import pieces, taken_short, taken_words

Index = QModelIndex | QPersistentModelIndex
NUMBER, DATE, DAYS, FIRST_DOSE = range(4)


class Cell(NamedTuple):
    """What is drawn in a cell: the words, a line below, and how the dose changed (-1, 0, 1)."""

    text: str
    below: str = ""
    change: int = 0
    dose: Dose | None = None
    past: bool = False
    strong: bool = False
    tablets: tuple[bool, ...] = ()
    """The tablets to draw, whole (True) and half (False)."""


class ScheduleModel(QAbstractTableModel):
    """Shows the schedule of a State. Nothing is worked out here."""

    dose_typed = Signal(int, int, str)
    """A dose was typed over: the row, the place of the dose, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State | None = None
        self._cells: list[list[Cell]] = []
        self._headers: list[str] = []
        self.steps: tuple[Step, ...] = ()

    def show_state(self, state: State) -> None:
        old = self.state
        self.state = state
        if old and old.case is state.case and old.held is state.held:
            return
        headers = _headers(state)
        cells = _cells(state)
        self.steps = state.schedule.steps if state.schedule else ()
        if headers == self._headers and len(cells) == len(self._cells):
            self._cells = cells
            last = self.index(len(cells) - 1, len(headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._headers, self._cells = headers, cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = is_number(section, len(self._headers))
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return tip_of(self._headers[section]) if role == Qt.ItemDataRole.ToolTipRole else None

    @property
    def headers(self) -> list[str]:
        """The words above the columns."""
        return self._headers

    def column(self, place: int) -> list[Cell]:
        """The cells of a column, from above."""
        return [row[place] for row in self._cells]

    @property
    def rows(self) -> list[list[Cell]]:
        """All cells: rows from above, each from the left."""
        return self._cells

    def cell(self, row: int, column: int) -> Cell:
        return self._cells[row][column]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return written(cell.dose.mg) if cell.dose else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(self._tip(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(cell, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        text = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and text != self.data(index, role):
            self.dose_typed.emit(index.row(), index.column() - FIRST_DOSE, text)
        return False  # what is shown follows from the plan

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self._cells[index.row()][index.column()]
        if cell.dose is not None and not cell.past and index.row() < len(self.steps):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _tip(self, index: Index) -> str:
        state = self.state
        if state is None or state.plan is None or index.row() >= len(self.steps):
            return ""
        step = self.steps[index.row()]
        cell = self._cells[index.row()][index.column()]
        if cell.dose is not None:
            dose, words = cell.dose, taken_words(cell.dose, state.medicine)
            return f"{dose.name}, {dose.time}: {written(dose.mg)} mg, {words}"
        return f"{long_day(step.start)}: {why(state.plan, step, state.medicine)}"

    def _spoken(self, cell: Cell, column: int) -> str:
        changed = {-1: tr("less than before"), 1: tr("more than before")}.get(cell.change, "")
        parts = [self._headers[column], cell.text, cell.below, changed]
        return ", ".join(part for part in parts if part)


def is_number(column: int, columns: int) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    return column in (NUMBER, DAYS) or FIRST_DOSE <= column < columns - 1


def _headers(state: State) -> list[str]:
    if state.plan is None:
        return []
    return [tr("#"), tr("From"), tr("Days"), *state.plan.dose_times, tr("Daily mg"), tr("Note")]


def _cells(state: State) -> list[list[Cell]]:
    plan, schedule = state.plan, state.schedule
    if plan is None or schedule is None:
        return []
    before = plan.doses
    rows = []
    other = steps_changed(state.held, schedule)
    for step in schedule.steps:
        rows.append(_row(state, step, before, step.number in other))
        before = tuple(dose.mg for dose in step.doses)
    if schedule.stops_on:
        none = tr("no {medicine}", medicine=what_ends(plan, state.medicine))
        blanks = [Cell("0", change=-bool(mg)) for mg in before]
        end = Cell("0", change=-1)
        day = Cell(short_day(schedule.stops_on), none, strong=True)
        note = moved(schedule.stop) if schedule.stop else ""
        rows.append([Cell(""), day, Cell(""), *blanks, end, Cell(note)])
    return rows


def _row(state: State, step: Step, before: tuple[Any, ...], other: bool) -> list[Cell]:
    """`other`: it is not as on the page that the patient has."""
    past = step.end is not None and step.end < state.today
    other = other and not past
    is_now = step.start <= state.today and not past
    days = tr("for good") if step.days is None else str(step.days)
    doses = [
        Cell(
            written(d.mg),
            taken_short(d, state.medicine),
            _way(d.mg, mg),
            d,
            past,
            tablets=pieces(d, state.medicine),
        )
        for d, mg in zip(step.doses, before, strict=True)
    ]
    daily = Cell(written(step.daily_mg), "", _way(step.daily_mg, step.before_mg), None, past)
    return [
        Cell(str(step.number), past=past),
        Cell(short_day(step.start), _marks(past, is_now, other), past=past),
        Cell(days, past=past),
        *doses,
        daily,
        Cell(_note(state, step), past=past),
    ]


def _note(state: State, step: Step) -> str:
    """Why the step is what it is, where that isn't plain: moved, coarse, held back, revised."""
    follows_line = step.daily_mg - step.asked_mg <= TOLERANCE and not step.coarse
    assert state.plan is not None
    revisions = [revision.start for revision in state.plan.revisions]
    if follows_line and step.start not in revisions and step.number:
        return moved(step.change)
    return why(state.plan, step, state.medicine)


def _marks(past: bool, is_now: bool, other: bool) -> str:
    marks = [tr("past")] if past else [tr("taken now")] if is_now else []
    return ", ".join([*marks, tr("not as printed")] if other else marks)


def _way(now: Any, before: Any) -> int:
    return (now > before) - (now < before)
