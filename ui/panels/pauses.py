"""Days on which nothing changes: pauses that were agreed, and public holidays."""

from __future__ import annotations

from ui.draft import Draft, PauseText
from ui.fields import Entry, Note, column, label, row
from ui.language import tr
from ui.open_plan import State
from ui.panels.panel import Panel, replace
from ui.panels.rows import Column, RowsPanel


class PausesPanel(Panel):
    """Pauses, and the country whose holidays are kept free of changes."""

    def __init__(self) -> None:
        super().__init__()
        self._pauses = RowsPanel(
            "pauses",
            "dates.pauses",
            tr("pause"),
            PauseText(),
            [
                Column(
                    "start",
                    "from",
                    tr("First day"),
                    tr("The first day without a change."),
                    "",
                    True,
                ),
                Column(
                    "end",
                    "to",
                    tr("Last day"),
                    tr("The last day without a change."),
                    tr("to"),
                    True,
                ),
                Column("reason", "reason", tr("Reason"), tr("Why, for the page: family visit.")),
            ],
        )
        self._pauses.edited.connect(self.edited)
        self._pauses.settled.connect(self.settled)
        self._pauses.entered.connect(self.entered)
        note = Note()
        holidays = Entry(
            tr("Public holidays of"),
            tr(
                "A country or region, like US or GB-ENG: no change falls on its public holidays. "
                "Empty: none are kept."
            ),
            8,
        )
        self.bind(
            holidays, "dates.holidays", lambda d: d.holidays,
            lambda d, text: replace(d, holidays=text.strip().upper()), note,
        )  # fmt: skip
        layout = column(self, spacing=4)
        layout.addWidget(self._pauses)
        layout.addLayout(row(label(tr("No change on public holidays of")), holidays, 1))
        layout.addWidget(note)

    def show_state(self, state: State) -> None:
        self._pauses.show_state(state)
        super().show_state(state)


def pauses_in_words(draft: Draft) -> str:
    """What the folded part holds."""
    count = len(draft.pauses)
    pauses = (
        tr("no pauses") if not count else tr("{n} pauses", n=count) if count > 1 else tr("1 pause")
    )
    kept = draft.holidays.strip()
    holidays = (
        tr("no changes on holidays of {region}", region=kept) if kept else tr("holidays not kept")
    )
    return f"{pauses}; {holidays}"
