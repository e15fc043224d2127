"""Days on which nothing changes: pauses that were agreed, and public holidays."""

from __future__ import annotations

from ui.draft import PauseText, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import column, label, row
from ui.language import tr
from ui.panels.panel import Panel
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
        self.pass_on(self._pauses)
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
