"""Who the page is for: name, birth date and identifier, on top of the window."""

from __future__ import annotations

from planner.reading.dates import date_hint
from ui.draft import Draft, replace
from ui.entry import Entry, Note
from ui.fields import column, label, row
from ui.language import tr
from ui.panels.panel import Panel


class PatientPanel(Panel):
    """The three fields that say who the patient is."""

    def __init__(self) -> None:
        super().__init__()
        note = Note()
        name = Entry(tr("Patient's name"), tr("As it is to stand on the page."))
        name.setPlaceholderText(tr("Patient's name"))
        name.setMinimumWidth(180)
        name.setMaximumWidth(320)
        born = Entry(tr("Birth date"), tr("Like 3 feb 1970 or 1970-02-03."), 16)
        born.setPlaceholderText(tr("Birth date"))
        number = Entry(tr("Identifier"), tr("The number that the clinic knows the patient by."), 12)
        number.setPlaceholderText(tr("Identifier"))
        self._bind(name, "name", note)
        self._bind(number, "identifier", note)
        self.bind(
            born, "patient.birth_date", lambda d: d.patient.birth_date,
            lambda d, text: _put(d, "birth_date", text), note,
            lambda state: date_hint(
                state.draft.patient.birth_date, state.draft.typed_on, state.day_first, past=True
            ) if born.hasFocus() else "",
        )  # fmt: skip
        layout = column(self, spacing=4)
        layout.addLayout(
            row(name, label(tr("born"), "quiet"), born, label(tr("no."), "quiet"), number, 1)
        )
        layout.addWidget(note)
        self._in_order = [name, born, number]

    def after(self, entry: Entry) -> Entry | None:
        """The entry after this one; None after the last."""
        following = self._in_order[self._in_order.index(entry) + 1 :]
        return following[0] if following else None

    def _bind(self, entry: Entry, field: str, note: Note) -> None:
        self.bind(
            entry,
            f"patient.{field}",
            lambda draft: getattr(draft.patient, field),
            lambda draft, text: _put(draft, field, text),
            note,
        )


def _put(draft: Draft, field: str, text: str) -> Draft:
    return replace(draft, patient=replace(draft.patient, **{field: text}))
