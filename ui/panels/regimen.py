"""What the patient takes as the plan begins: the medicine, the dose times, their milligrams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from planner.amounts import ZERO, written
from planner.reading.amounts import Unread, read_dose, read_time
from ui.day_words import short_day
from ui.draft import DoseTimeText, Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, choice, choose, column, heading, label, link, row
from ui.language import tr
from ui.panels.panel import Panel, replaced, without
from ui.remove_link import RemoveLink

if TYPE_CHECKING:
    from planner.medicine import Medicine

MOST_DOSE_TIMES = 6
"""Of plan-file.md 1; the planner checks it, the form only stops offering more."""


class _Row(NamedTuple):
    """The widgets of one dose time."""

    name: Entry
    time: Entry
    mg: Entry
    unit: object
    remove: QPushButton
    note: Note


class RegimenPanel(Panel):
    """The doses of the start. Where a plan begins: the first dose is where the cursor stands."""

    removed = Signal(str)
    """A dose time was taken away: its name."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        layout = column(self)
        self._medicine: QComboBox | None = None
        self._heading = heading(tr("Now taking"))
        self._title = row(self._heading, 1)
        layout.addLayout(self._title)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        layout.addLayout(self._grid)
        self._daily = label("", "heading")
        self._add = link(tr("Add a time"), tr("One more dose time, up to six."), self._add_time)
        self._confirmed = check(
            tr("confirmed today"),
            tr("The patient has said today that what the plan gives today is really taken."),
            lambda on: self.edit(
                tr("confirmation"),
                lambda d: replace(d, confirmed=self._today() if on else None),
            ),
        )
        self.mark_place("regimen_confirmed", self._confirmed)
        layout.addLayout(row(self._daily, 1, self._confirmed, 1, self._add))
        self._note = Note()
        layout.addWidget(self._note)
        self.bind_section(self._note, "regimen", "regimen_confirmed")

    def show_medicines(self, medicines: Mapping[str, Medicine]) -> None:
        """Name the medicine, or offer those there are."""
        names = {medicine.id: medicine.name for medicine in medicines.values()}
        if len(names) == 1:
            self._title.addWidget(label(next(iter(names.values())), "quiet"))
            return
        self._medicine = choice(
            tr("Medicine"),
            tr("The medicine that is to be reduced."),
            names,
            lambda value: self.edit(
                tr("medicine"), lambda d: replace(d, medicine=value, at_home=())
            ),
        )
        self._title.addWidget(self._medicine)

    @property
    def first_dose(self) -> Entry:
        return self._rows[0].mg

    @property
    def names_and_times(self) -> list[Entry]:
        """What is seldom typed in: Tab comes to it after the doses."""
        return [entry for one in self._rows for entry in (one.name, one.time)]

    def in_tab_order(self) -> Iterator[QWidget]:
        """The doses first, one after the other; what takes one away last."""
        if self._medicine is not None:
            yield self._medicine
        yield from (one.mg for one in self._rows)
        yield from self.names_and_times
        yield from (self._confirmed, self._add)
        yield from (one.remove for one in self._rows)

    def show_state(self, state: State) -> None:
        self._fit_rows(len(state.draft.regimen))
        if self._medicine is not None:
            choose(self._medicine, state.medicine.id)
        super().show_state(state)
        for one, text in zip(self._rows, state.draft.regimen, strict=True):
            where = text.name.strip() or tr("this time")
            one.name.setAccessibleName(tr("Name of the dose time {name}", name=where))
            one.time.setAccessibleName(tr("{name} time", name=where))
            one.mg.setAccessibleName(tr("{name} dose", name=where))
            one.remove.setAccessibleName(tr("Remove {name}", name=where))
            one.remove.setEnabled(len(self._rows) > 1)
        self._add.setEnabled(len(self._rows) < MOST_DOSE_TIMES)
        self._daily.setText(_daily(state))
        under_way = state.case is not None and state.case.today.starts
        self._heading.setText(tr("At the start") if under_way else tr("Now taking"))
        self._confirmed.setChecked(state.draft.confirmed is not None)
        self._confirmed.setText(_confirmed(state))
        self._confirmed.setAccessibleName(self._confirmed.text())

    def _fit_rows(self, count: int) -> None:
        while len(self._rows) > count:
            last = self._rows.pop()
            for entry in (last.name, last.time, last.mg):
                self.unbind(entry)
            for widget in last:
                widget.hide()  # type: ignore[attr-defined]
                widget.deleteLater()  # type: ignore[attr-defined]
        while len(self._rows) < count:
            self._rows.append(self._make_row(len(self._rows)))

    def _make_row(self, index: int) -> _Row:
        note = Note()
        name = Entry("", tr("What the patient calls this time of the day."))
        name.setMinimumWidth(96)
        time = Entry("", tr("Clock time, like 7, 7am or 19.30."), 6)
        mg = Entry(
            "",
            tr("Milligrams at the start. Up and down go to doses that can be made."),
            6,
            right=True,
        )
        tip = tr("Take this dose time away: a click, or Enter.")
        remove = RemoveLink("", tip, lambda: self._remove(index))
        self._bind_cell(name, index, "name", note)
        self._bind_cell(time, index, "time", note)
        self._bind_cell(mg, index, "mg", note)
        mg.stepped.connect(lambda way: self._step(index, way))
        unit = label(tr("mg"))
        for place, widget in enumerate((name, time, mg, unit, remove)):
            self._grid.addWidget(widget, 2 * index, place)
        self._grid.addWidget(note, 2 * index + 1, 0, 1, 5)
        return _Row(name, time, mg, unit, remove, note)

    def _bind_cell(self, entry: Entry, index: int, field: str, note: Note) -> None:
        def get(draft: Draft) -> str:
            return getattr(draft.regimen[index], field) if index < len(draft.regimen) else ""

        def put(draft: Draft, text: str) -> Draft:
            return replace(draft, regimen=replaced(draft.regimen, index, **{field: text}))

        unit = (lambda draft: tr("mg")) if field == "mg" else None
        hint = partial(_after_midnight, index) if field == "time" else None
        self.bind(entry, f"regimen[{index}].{field}", get, put, note, hint, unit)

    def _step(self, index: int, way: int) -> None:
        if self.state is None:
            return
        from ui.makeable import stepped_dose

        text = stepped_dose(self.state, self.state.draft.regimen[index].mg, way)
        if text is not None:
            name = tr("{name} dose {mg} mg", name=self.state.draft.regimen[index].name, mg=text)
            self.edit(
                name,
                lambda d: replace(d, regimen=replaced(d.regimen, index, mg=text)),
                key=f"regimen[{index}].step",
            )

    def _add_time(self) -> None:
        def change(draft: Draft) -> Draft:
            order = None
            if draft.keep_highest is not None:
                order = (*draft.keep_highest, len(draft.regimen))
            steps = tuple(replace(step, mg=(*step.mg, "0")) for step in draft.steps)
            rows = (*draft.regimen, DoseTimeText())
            return replace(draft, regimen=rows, keep_highest=order, steps=steps)

        self.edit(tr("add a dose time"), change)
        self._rows[-1].name.setFocus()

    def _remove(self, index: int) -> None:
        def change(draft: Draft) -> Draft:
            order = draft.keep_highest
            if order is not None:
                order = tuple(i - (i > index) for i in order if i != index)
            steps = tuple(replace(step, mg=without(step.mg, index)) for step in draft.steps)
            rows = without(draft.regimen, index)
            return replace(draft, regimen=rows, keep_highest=order, steps=steps)

        assert self.state is not None
        name = self.state.draft.regimen[index].name.strip() or tr("a dose time")
        by_key = self._rows[index].remove.hasFocus()
        self.edit(tr("remove {name}", name=name), change)
        self.removed.emit(name)
        if by_key:
            self._rows[min(index, len(self._rows) - 1)].mg.setFocus()

    def _today(self) -> object:
        assert self.state is not None
        return self.state.today


def _after_midnight(index: int, state: State) -> str:
    """That a last time earlier than the first belongs to the night that follows."""
    times = [row.time for row in state.draft.regimen]
    if not 0 < index == len(times) - 1:
        return ""
    try:
        after = read_time(times[index]) < read_time(times[0])
    except Unread:
        return ""
    return tr("after midnight: the dose of the day before") if after else ""


def _confirmed(state: State) -> str:
    """When what is taken was confirmed; under way also how much that is today, since the doses
    beside it are those of the start."""
    on = state.draft.confirmed
    if on is not None and on != state.today:
        return tr("confirmed {day}", day=short_day(on))
    case = state.case
    if case is not None and case.today.starts and case.today.daily_mg:
        return tr("{mg} mg confirmed today", mg=written(case.today.daily_mg))
    return tr("confirmed today")


def _daily(state: State) -> str:
    total = ZERO
    if not all(dose_time.mg for dose_time in state.draft.regimen):
        return tr("Daily – mg")
    for dose_time in state.draft.regimen:
        try:
            total += read_dose(dose_time.mg)
        except Unread:
            return tr("Daily – mg")
    return tr("Daily {mg} mg", mg=written(total))
