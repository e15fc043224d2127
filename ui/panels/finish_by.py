"""A reduction that is finished by a day: the day, the interval, and the shape of the way there."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from planner.reading.amounts import split_interval
from planner.reading.dates import date_hint
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import choice, choose, column, label, row, unit_choice
from ui.language import tr
from ui.panels.panel import Panel


class FinishByPanel(Panel):
    """How many changes there are follows from the day and the interval."""

    def __init__(self) -> None:
        super().__init__()
        note = Note()
        by = Entry(tr("Finish by"), tr("The last day on which the dose may still change."), 16)
        tip = tr("The time between two changes, like 1 week or 10 days.")
        every = Entry(tr("Every"), tip, 4, right=True)
        self._unit = unit_choice(
            tr("Unit of the interval"),
            lambda value: self.edit(tr("unit"), lambda d: replace(d, by_unit=value)),
        )
        self._shape = choice(
            tr("Shape of the reduction"),
            tr("The same milligrams each time, or the same percentage each time."),
            {"equal-mg": tr("equal mg"), "equal-percent": tr("equal %")},
            lambda value: self.edit(tr("shape"), lambda d: replace(d, shape=value)),
        )

        def put_every(draft: Draft, text: str) -> Draft:
            return replace(draft, by_every=text, by_unit=split_interval(text, draft.by_unit)[1])

        self.bind(
            by, "taper.by", lambda d: d.by, lambda d, text: replace(d, by=text), note,
            lambda state: date_hint(state.draft.by, state.draft.typed_on, state.day_first),
        )  # fmt: skip
        self.bind(every, "taper.every", lambda d: d.by_every, put_every, note)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(label(tr("by")), 0, 0)
        grid.addWidget(by, 0, 1)
        grid.addWidget(self._shape, 0, 2)
        grid.addWidget(label(tr("every")), 1, 0)
        grid.addLayout(row(every, self._unit, 1), 1, 1)
        grid.setColumnStretch(3, 1)
        layout = column(self, spacing=4)
        layout.addLayout(grid)
        layout.addWidget(note)

    def show_state(self, state: State) -> None:
        super().show_state(state)
        choose(self._unit, state.draft.by_unit)
        choose(self._shape, state.draft.shape)
