"""What the rules say about the plan today, by what there is to do about it; notes are folded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.safety import Finding
from ui.edit import State
from ui.fields import column, link, plain, row, tip_of
from ui.finding_words import counted, field_of, marked, what_is_open, with_source
from ui.grid import GRID
from ui.language import tr

ROOM_FOR_A_SCROLL_BAR = 2 * GRID
"""Pixels; left free whether there is one or not, so that its coming doesn't change the heights."""
FINDING = int(Qt.ItemDataRole.UserRole)


class FindingsPanel(QWidget):
    """The findings, each with its source; a click goes to the step that is meant, or the field."""

    step_wanted = Signal(int)
    field_wanted = Signal(str)
    height_wanted = Signal(int)
    """How high the panel has to be to show all that is listed, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._with_notes = False
        self._named = False
        self._wanted = 0
        self.counts = plain("", "heading")
        self._notes = link("", tr("Nothing has to be done about these."), self._toggle)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Findings"))
        self.list.setAccessibleDescription(
            tr("Enter goes to the field that settles a finding, or to its step.")
        )
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = column(self, spacing=4)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        head = row(self.counts, self._notes)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def show_state(self, state: State) -> None:
        self.list.setEnabled(state.worked_out)
        self.counts.setEnabled(state.worked_out)
        self._named = bool(state.draft.patient.name.strip())
        found = state.findings
        if found == self._findings and self.counts.text():
            return
        self._findings = found
        self._show()

    def _show(self) -> None:
        self.counts.setText(what_is_open(self._findings))
        self.counts.setAccessibleName(self.counts.text())
        notes = counted(self._findings)["note"]
        words = tr("{n} to know", n=notes)
        self._notes.setText(f"{'−' if self._with_notes else '+'} {words}")
        self._notes.setAccessibleName(words)
        self._notes.setAccessibleDescription(
            tr("unfolded") if self._with_notes else tr("folded; nothing has to be done about these")
        )
        self._notes.setVisible(notes > 0)
        self.list.clear()
        for finding in self._findings:
            if finding.severity != "note" or self._with_notes:
                self.list.addItem(self._item(finding))
        self.list.setVisible(self.list.count() > 0)
        self._fit_heights()

    def _item(self, finding: Finding) -> QListWidgetItem:
        reason = (
            "\n" + tr("Reason given: {reason}", reason=finding.overridden)
            if finding.overridden
            else ""
        )
        item = QListWidgetItem(f"{marked(finding)}:  {with_source(finding)}{reason}")
        item.setData(FINDING, finding.rule)
        item.setToolTip(tip_of(finding.source))
        if finding.blocks and finding.severity != "warn":
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Each row as high as its words need at this width."""
        width = max(self.list.width() - ROOM_FOR_A_SCROLL_BAR, 100)
        flags = int(Qt.TextFlag.TextWordWrap)
        beside = self._notes.sizeHint().width() + GRID if not self._notes.isHidden() else 0
        head = self.counts.heightForWidth(max(self.width() - 4 * GRID - beside, 1))
        self.counts.setMinimumHeight(head)  # of words over two lines a row gives only one
        wanted = head + 3 * GRID + (GRID if self.list.count() else 0)
        for place in range(self.list.count()):
            item = self.list.item(place)
            metrics = self.list.fontMetrics()
            room = metrics.boundingRect(0, 0, int(width * 0.94), 10_000, flags, item.text())
            item.setSizeHint(QSize(width, room.height() + GRID))
            wanted += room.height() + GRID
        if wanted != self._wanted:
            self._wanted = wanted
            self.height_wanted.emit(wanted)

    def _toggle(self) -> None:
        self._with_notes = not self._with_notes
        self._show()

    def _go(self, item: QListWidgetItem) -> None:
        rule = item.data(FINDING)
        finding = next(one for one in self._findings if one.rule == rule)
        if finding.steps and finding.severity != "missing":
            self.step_wanted.emit(finding.steps[0])
        else:
            self.field_wanted.emit(field_of(finding, self._named))
