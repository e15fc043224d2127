"""What the sources say about the plan: stops and warnings in a list, notes folded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from planner.safety import Finding
from planner.terms import RISKS
from ui.edit import State
from ui.fields import column, link, row
from ui.finding_words import in_words, severity_word
from ui.following import reviewed
from ui.grid import GRID
from ui.language import tr

NO_LIMIT = 16_777_215
"""Qt's own greatest height of a widget."""
FINDING = int(Qt.ItemDataRole.UserRole)


class FindingsPanel(QWidget):
    """The findings, each with its source; a click goes to the step that is meant."""

    step_wanted = Signal(int)
    field_wanted = Signal(str)
    height_wanted = Signal(int)
    """The list came or went."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._with_notes = False
        self._named = False
        self.counts = QLabel()
        self.counts.setProperty("part", "heading")
        self._notes = link("", tr("Notes inform; nothing has to be done about them."), self._toggle)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Findings"))
        self.list.setAccessibleDescription(tr("Enter goes to the step that a finding is about."))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = column(self, spacing=4)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addLayout(row(self.counts, self._notes, 1))
        layout.addWidget(self.list, 1)

    def show_state(self, state: State) -> None:
        self.list.setEnabled(state.worked_out)
        self.counts.setEnabled(state.worked_out)
        self._named = bool(state.draft.patient.name.strip())
        found = reviewed(state)
        if found == self._findings and self.counts.text():
            return
        self._findings = found
        self._show()

    def _show(self) -> None:
        counted = dict.fromkeys(("stop", "warn", "note"), 0)
        for finding in self._findings:
            counted[finding.severity] += 1
        self.counts.setText(in_words(counted))
        self.counts.setAccessibleName(self.counts.text())
        verb = tr("hide") if self._with_notes else tr("show")
        what = tr("1 note") if counted["note"] == 1 else tr("{n} notes", n=counted["note"])
        self._notes.setText(f"{verb} {what}")
        self._notes.setAccessibleName(self._notes.text())
        self._notes.setVisible(counted["note"] > 0)
        self.list.clear()
        for finding in self._findings:
            if finding.severity != "note" or self._with_notes:
                self.list.addItem(self._item(finding))
        self.list.setVisible(self.list.count() > 0)
        limit = NO_LIMIT if self.list.count() else 5 * GRID
        if limit != self.maximumHeight():
            self.setMaximumHeight(limit)
            self.height_wanted.emit(min(limit, 18 * GRID))
        self._fit_heights()

    def _item(self, finding: Finding) -> QListWidgetItem:
        mark = severity_word(finding.severity)
        reason = (
            "\n" + tr("Reason given: {reason}", reason=finding.overridden)
            if finding.overridden
            else ""
        )
        item = QListWidgetItem(f"{mark}  {finding.message}  [{finding.source}]{reason}")
        item.setData(FINDING, finding.rule)
        item.setToolTip(finding.source)
        if finding.severity == "stop":
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Each row as high as its words need at this width."""
        width = max(self.list.viewport().width() - GRID, 100)
        flags = int(Qt.TextFlag.TextWordWrap)
        for place in range(self.list.count()):
            item = self.list.item(place)
            metrics = self.list.fontMetrics()
            room = metrics.boundingRect(0, 0, int(width * 0.94), 10_000, flags, item.text())
            item.setSizeHint(QSize(width, room.height() + GRID))

    def _toggle(self) -> None:
        self._with_notes = not self._with_notes
        self._show()

    def _go(self, item: QListWidgetItem) -> None:
        rule = item.data(FINDING)
        finding = next(one for one in self._findings if one.rule == rule)
        if finding.steps:
            self.step_wanted.emit(finding.steps[0])
        else:
            self.field_wanted.emit(field_of(finding, self._named))


def field_of(finding: Finding, named: bool) -> str:
    """The field of the plan that settles a finding about the plan as a whole.

    `named`: the patient's name is given, so that of the two it is the birth date that is missing.
    """
    if finding.rule in RISKS:
        return f"patient.risks.{finding.rule}"
    fields = {
        "no-identity": "patient.birth_date" if named else "patient.name",
        "child": "patient.birth_date",
        "older": "patient.birth_date",
        "no-contact": "prescriber.phone",
        "before-days-off": "prescriber.out_of_hours",
        "risks-not-asked": "patient.risks",
        "review-gap": "reviews",
        "unconfirmed": "regimen_confirmed",
        "above-maximum": "regimen[0].mg",
        "uneven-times": "regimen[0].time",
        "start-passed": "start",
    }
    return fields.get(finding.rule, "taper")
