"""Days on which prescriber and patient speak about the taper, and for how long is dispensed."""

from __future__ import annotations

from planner.reading.amounts import split_interval
from ui.draft import Draft, ReviewText, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, choose, column, label, row, unit_choice
from ui.language import tr
from ui.panels.at_home import AtHomePanel
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
                Column("time", "time", tr("Time"), tr("Clock time, like 10.30 or 2pm."), width=6),
                Column("note", "note", tr("Note"), tr("How: telephone, in the clinic.")),
            ],
        )
        self.pass_on(self._reviews)
        every_note, fill_note, reserve_note = Note(), Note(), Note()
        every = Entry(
            tr("Reviews every"),
            tr("Reviews beside these, so often from the start on. Empty: none."),
            4,
            right=True,
        )
        self._unit = unit_choice(
            tr("Unit of the time between reviews"),
            lambda value: self.edit(
                tr("reviews every so many {unit}", unit=value),
                lambda d: replace(d, review_unit=value),
            ),
        )
        self.bind(every, "review_every", lambda d: d.review_every, _put_every, every_note)
        fill = Entry(
            tr("Days of one fill"),
            tr("The days that one fill of the prescription covers. Empty: all at once."),
            4,
            right=True,
        )
        self.bind(
            fill, "fill_days", lambda d: d.fill_days,
            lambda d, text: replace(d, fill_days=text), fill_note,
        )  # fmt: skip
        self._go_back = check(
            tr("the patient may go back a step, until we have spoken"),
            tr(
                "The page then says that the patient may return to the step before "
                "if symptoms come back."
            ),
            lambda on: self.edit(tr("going back"), lambda d: replace(d, go_back_allowed=on)),
        )
        self._packs = check(
            tr("in a pill box or blister packs of seven days"),
            tr("The tablets come so, counted from the first day of the schedule."),
            lambda on: self.edit(tr("packs"), lambda d: replace(d, packs=on)),
        )
        self.mark_place("packs", self._packs)
        reserve = Entry(
            tr("Days of reserve"),
            tr("Tablets beside the supply for so many days of going back a step, 0 to 28."),
            4,
            right=True,
        )
        self.bind(
            reserve, "reserve_days", lambda d: d.reserve_days,
            lambda d, text: replace(d, reserve_days=text), reserve_note,
        )  # fmt: skip
        self._home = AtHomePanel()
        self.pass_on(self._home)
        layout = column(self, spacing=4)
        layout.addWidget(self._reviews)
        layout.addLayout(row(label(tr("and a review every")), every, self._unit, 1))
        layout.addWidget(every_note)
        layout.addLayout(row(label(tr("Dispense")), fill, label(tr("days at a time")), 1))
        layout.addWidget(fill_note)
        layout.addWidget(self._packs)
        layout.addWidget(self._home)
        layout.addWidget(self._go_back)
        layout.addLayout(
            row(label(tr("with a reserve for")), reserve, label(tr("days of going back")), 1)
        )
        layout.addWidget(reserve_note)

    def show_state(self, state: State) -> None:
        self._reviews.show_state(state)
        self._home.show_state(state)
        super().show_state(state)
        choose(self._unit, state.draft.review_unit)
        self._packs.setChecked(state.draft.packs)
        self._go_back.setChecked(state.draft.go_back_allowed)


def _put_every(draft: Draft, text: str) -> Draft:
    unit = split_interval(text, draft.review_unit)[1]
    return replace(draft, review_every=text, review_unit=unit)
