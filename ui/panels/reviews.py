"""Days on which prescriber and patient speak about the taper, and for how long is dispensed."""

from __future__ import annotations

from ui.draft import ReviewText, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, column, label, row
from ui.language import tr
from ui.panels.panel import Panel
from ui.panels.rows import Column, RowsPanel


class ReviewsPanel(Panel):
    """Reviews, fills, and whether the patient may go back a step alone."""

    def __init__(self) -> None:
        super().__init__()
        self._reviews = RowsPanel(
            "reviews",
            "reviews",
            tr("review"),
            ReviewText(),
            [
                Column("on", "on", tr("Day"), tr("The day of the review."), "", True),
                Column("note", "note", tr("Note"), tr("How: telephone, in the clinic.")),
            ],
        )
        self.pass_on(self._reviews)
        note = Note()
        fill = Entry(
            tr("Days of one fill"),
            tr("The days that one fill of the prescription covers. Empty: all at once."),
            4,
            right=True,
        )
        self.bind(
            fill, "fill_days", lambda d: d.fill_days,
            lambda d, text: replace(d, fill_days=text), note,
        )  # fmt: skip
        self._go_back = check(
            tr("the patient may go back a step, until we have spoken"),
            tr(
                "The page then says that the patient may return to the step before "
                "if symptoms come back."
            ),
            lambda on: self.edit(tr("going back"), lambda d: replace(d, go_back_allowed=on)),
        )
        layout = column(self, spacing=4)
        layout.addWidget(self._reviews)
        layout.addLayout(row(label(tr("Dispense")), fill, label(tr("days at a time")), 1))
        layout.addWidget(note)
        layout.addWidget(self._go_back)

    def show_state(self, state: State) -> None:
        self._reviews.show_state(state)
        super().show_state(state)
        self._go_back.setChecked(state.draft.go_back_allowed)
