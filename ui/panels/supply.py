"""What to prescribe: each product exactly and as dispensed, in all and fill by fill."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.amounts import written
from planner.in_words import counted, dispensed
from planner.supply import Amount, Supply, supply
from ui.day_words import long_day, short_day
from ui.edit import State
from ui.fields import column
from ui.grid import GRID
from ui.language import tr
from ui.theme import aligned_figures


class SupplyPanel(QWidget):
    """A sentence, and a table: one row a product, then one a product and fill."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(tr("Supply"))
        self.table.setAccessibleDescription(tr("Each product exactly and as dispensed."))
        self.table.setHorizontalHeaderLabels(
            [tr("For the days"), tr("Product"), tr("Exactly"), tr("Dispense")]
        )
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        for place in range(4):
            side = Qt.AlignmentFlag.AlignRight if place > 1 else Qt.AlignmentFlag.AlignLeft
            if item := self.table.horizontalHeaderItem(place):
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.table)
        layout = column(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def show_state(self, state: State) -> None:
        self.table.setEnabled(state.worked_out)
        if state.plan is None or state.schedule is None:
            return
        needed = supply(state.plan, state.schedule, state.medicine)
        self.words.setText(_words(needed, state))
        self.words.setAccessibleName(self.words.text())
        rows = [(tr("all"), amount) for amount in needed.amounts]
        for fill in needed.fills:
            days = f"{short_day(fill.start)} – {short_day(fill.end)}"
            rows += [(days, amount) for amount in fill.amounts]
        self.table.setRowCount(len(rows))
        for place, (days, amount) in enumerate(rows):
            self._fill_row(place, days, amount, state)

    def _fill_row(self, place: int, days: str, amount: Amount, state: State) -> None:
        product = state.medicine.by_id[amount.product]
        exactly = written(amount.amount) + (" mL" if product.is_liquid else "")
        cells = (days, product.label, exactly, dispensed(amount, state.medicine))
        for column_, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setFont(aligned_figures(self.font()))
            if column_ > 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(place, column_, item)


def _words(needed: Supply, state: State) -> str:
    if needed.until is None or state.plan is None:
        return tr("Nothing is to be dispensed.")
    words = [tr("Up to {day}.", day=long_day(needed.until))]
    if state.schedule is not None and state.schedule.stop is None:
        words.append(tr("The last step is counted for 28 days."))
    if needed.halved_doses:
        doses = counted(needed.halved_doses, "dose")
        words.append(tr("{doses} with half a tablet; both halves are used.", doses=doses))
    if state.plan.fill_days is None:
        words.append(tr("Say how many days one fill covers under Reviews and fills."))
    return " ".join(words)
