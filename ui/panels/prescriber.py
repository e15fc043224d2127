"""Who prescribes, and whom the patient calls: remembered for the next plan."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from ui.draft import replace
from ui.entry import Entry, Note
from ui.fields import column, label
from ui.language import tr
from ui.panels.panel import Panel


class PrescriberPanel(Panel):
    """A line of text each."""

    def __init__(self) -> None:
        super().__init__()
        fields = {
            "name": (tr("Prescriber"), tr("The name on the page.")),
            "clinic": (tr("Clinic"), tr("The clinic or practice.")),
            "phone": (tr("Phone by day"), tr("The number that the patient calls with a question.")),
            "hours": (
                tr("Hours of the phone"),
                tr("When that number is answered, like Mon to Fri 9 to 12."),
            ),
            "out_of_hours": (
                tr("Out of hours"),
                tr("The number for nights, weekends and holidays."),
            ),
            "emergency": (
                tr("Emergency"),
                tr("The emergency number of the country, like 911 or 112."),
            ),
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        note = Note()
        for place, (field, (name, tip)) in enumerate(fields.items()):
            entry = Entry(name, tip)
            self._bind(entry, field, note)
            grid.addWidget(label(name, buddy=entry), place, 0)
            grid.addWidget(entry, place, 1)
        layout = column(self, spacing=4)
        layout.addLayout(grid)
        layout.addWidget(note)

    def _bind(self, entry: Entry, field: str, note: Note) -> None:
        self.bind(
            entry,
            f"prescriber.{field}",
            lambda draft: getattr(draft.prescriber, field),
            lambda d, text: replace(d, prescriber=replace(d.prescriber, **{field: text})),
            note,
        )
