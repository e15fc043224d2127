"""What the safety rules ask about the patient: risks, how long taken, and why it comes down."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout

from planner.terms import Risk
from ui.draft import replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, column, label, row
from ui.folded import risk_words
from ui.language import tr
from ui.panels.panel import Panel


class HistoryPanel(Panel):
    """Risks to tick, "none" among them: not asked and none are two answers."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=4)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self._none = check(
            tr("asked: none of these"),
            tr("The patient was asked about each of these, and none holds."),
            self._none_clicked,
        )
        grid.addWidget(self._none, 0, 0, 1, 2)
        self._boxes: dict[Risk, QCheckBox] = {}
        for place, (risk, words) in enumerate(risk_words().items()):
            box = check(
                words, tr("Findings for this risk are shown below the schedule."), self._clicked
            )
            self._boxes[risk] = box
            grid.addWidget(box, 1 + place // 2, place % 2)
        layout.addLayout(grid)
        self.mark_place("patient.risks", self._none)
        for risk, box in self._boxes.items():
            self.mark_place(f"patient.risks.{risk}", box)
        months_note, limit_note, note = Note(), Note(), Note()
        months = Entry(
            tr("Months taken"),
            tr("For how many months the medicine has been taken. Empty: not known."),
            4,
            right=True,
        )
        self._bind(months, "taken_months", months_note)
        layout.addLayout(row(label(tr("Taken for")), months, label(tr("months")), 1))
        layout.addWidget(months_note)
        limit = Entry(
            tr("Spasms above which to call"),
            tr("On the scale of spasms from 0 to 10 on the patient's page. Empty: no number."),
            4,
            right=True,
        )
        self._bind(limit, "spasm_limit", limit_note)
        layout.addLayout(row(label(tr("To call with spasms above")), limit, label(tr("of 10")), 1))
        layout.addWidget(limit_note)
        latin = Entry(
            tr("Name in Latin letters"),
            tr("Printed beside a name in another script, for whoever can't read that."),
        )
        self._bind(latin, "name_latin", note)
        layout.addWidget(label(tr("Name in Latin letters, beside one in another script"), "quiet"))
        layout.addWidget(latin)
        reason = Entry(
            tr("Reason"), tr("Why the dose comes down, in words for the patient's page.")
        )
        self._bind(reason, "reason", note)
        layout.addWidget(label(tr("Why the dose comes down (for the page)"), "quiet", reason))
        layout.addWidget(reason)
        notes = Entry(tr("Notes"), tr("Notes for the prescriber's sheet."))
        self._bind(notes, "notes", note)
        layout.addWidget(label(tr("Notes (for the prescriber's sheet)"), "quiet", notes))
        layout.addWidget(notes)
        layout.addWidget(note)

    def show_state(self, state: State) -> None:
        super().show_state(state)
        risks = state.draft.patient.risks
        self._none.setChecked(risks == ())
        for risk, box in self._boxes.items():
            box.setChecked(risk in (risks or ()))

    def _bind(self, entry: Entry, field: str, note: Note) -> None:
        self.bind(
            entry,
            f"patient.{field}",
            lambda draft: getattr(draft.patient, field),
            lambda d, text: replace(d, patient=replace(d.patient, **{field: text})),
            note,
        )

    def _clicked(self, on: bool) -> None:
        self._answer(tuple(risk for risk, box in self._boxes.items() if box.isChecked()) or None)

    def _none_clicked(self, on: bool) -> None:
        self._answer(() if on else None)

    def _answer(self, risks: tuple[Risk, ...] | None) -> None:
        self.edit(tr("risks"), lambda d: replace(d, patient=replace(d.patient, risks=risks)))
