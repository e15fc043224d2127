"""A taper written out step by step: the doses of each step, and how long they are taken."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from ui.draft import Draft, StepText, replace
from ui.edit import State
from ui.entry import ALIGN_RIGHT, Entry, Note
from ui.fields import choice, choose, column, label, link, row, unit_choice
from ui.language import tr
from ui.panels.panel import Panel, replaced, without
from ui.remove_link import RemoveLink


class _Row(NamedTuple):
    mg: tuple[Entry, ...]
    every: Entry
    unit: QComboBox
    remove: QPushButton
    note: Note


class CustomSteps(Panel):
    """One row a step; all rows are made afresh where their number or that of the doses changes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._heads: list[QLabel] = []
        self._shape = (0, 0)
        self._layout = column(self, spacing=4)
        self._table: QWidget | None = None
        self._then = choice(
            tr("After the last step"),
            tr("After the last step: no more of the medicine, or its doses for good."),
            {"stop": tr("then none"), "stay": tr("then stay there")},
            lambda value: self.edit(tr("after the last step"), lambda d: replace(d, then=value)),
        )
        add = link(
            tr("+ step"), tr("One more step, the doses of the last to begin with."), self._add
        )
        self._layout.addLayout(row(add, 1, self._then))

    def show_state(self, state: State) -> None:
        shape = (len(state.draft.steps), len(state.draft.regimen))
        if shape != self._shape:
            self._rebuild(*shape)
        super().show_state(state)
        choose(self._then, state.draft.then)
        for head, dose in zip(self._heads, state.draft.regimen, strict=True):
            head.setText(dose.name.strip() or "–")
        for one, text in zip(self._rows, state.draft.steps, strict=True):
            choose(one.unit, text.unit)

    def _rebuild(self, steps: int, doses: int) -> None:
        self._shape = (steps, doses)
        self._bound.clear()
        self._rows = []
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        self._heads = [label("", "quiet") for _ in range(doses)]
        for place, head in enumerate(self._heads, 1):
            head.setProperty("alignment", ALIGN_RIGHT)
            font = head.font()
            font.setPointSizeF(font.pointSizeF() * 0.8)
            head.setFont(font)
            grid.addWidget(head, 0, place)
        for head in self._heads:
            head.setVisible(steps > 0)
        for index in range(steps):
            self._rows.append(self._make_row(grid, index, doses))
        grid.setColumnStretch(doses + 5, 1)
        self._layout.insertWidget(0, self._table)

    def _make_row(self, grid: QGridLayout, index: int, doses: int) -> _Row:
        note, n = Note(), index + 1
        mg = tuple(
            Entry(
                tr("Step {n}, dose {d}", n=n, d=d + 1),
                tr("Milligrams at this dose time."),
                3,
                right=True,
            )
            for d in range(doses)
        )
        for d, entry in enumerate(mg):
            self._bind_dose(entry, index, d, note)
        every = Entry(
            tr("Step {n}, for", n=n), tr("How long these doses are taken."), 3, right=True
        )
        self._bind_every(every, index, note)
        unit = unit_choice(
            tr("Step {n}, unit of the time", n=n),
            lambda value: self._edit_row(tr("unit of step {n}", n=n), index, unit=value),
        )
        remove = RemoveLink(
            tr("Remove step {n}", n=n), tr("Take this step away."), lambda: self._remove(index)
        )
        number = label(str(n), "quiet")
        widgets = [number, *mg, label(tr("for")), every, unit, remove]
        for place, widget in enumerate(widgets):
            grid.addWidget(widget, 2 * index + 1, place)
        grid.addWidget(note, 2 * index + 2, 0, 1, doses + 5)
        return _Row(mg, every, unit, remove, note)

    def _bind_dose(self, entry: Entry, index: int, dose: int, note: Note) -> None:
        def get(draft: Draft) -> str:
            return draft.steps[index].mg[dose]

        def put(draft: Draft, text: str) -> Draft:
            doses = draft.steps[index].mg
            mg = (*doses[:dose], text, *doses[dose + 1 :])
            return replace(draft, steps=replaced(draft.steps, index, mg=mg))

        self.bind(entry, f"taper.steps[{index}].mg[{dose}]", get, put, note)

    def _bind_every(self, entry: Entry, index: int, note: Note) -> None:
        self.bind(
            entry,
            f"taper.steps[{index}].every",
            lambda draft: draft.steps[index].every,
            lambda draft, text: replace(draft, steps=replaced(draft.steps, index, every=text)),
            note,
        )

    def _edit_row(self, name: str, index: int, **fields: str) -> None:
        self.edit(name, lambda d: replace(d, steps=replaced(d.steps, index, **fields)))

    def _add(self) -> None:
        def change(draft: Draft) -> Draft:
            last = draft.steps[-1] if draft.steps else StepText(mg=("",) * len(draft.regimen))
            return replace(draft, steps=(*draft.steps, last))

        self.edit(tr("add a step"), change)

    def _remove(self, index: int) -> None:
        self.edit(
            tr("remove step {n}", n=index + 1),
            lambda d: replace(d, steps=without(d.steps, index)),
        )
