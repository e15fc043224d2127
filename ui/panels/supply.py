"""What to prescribe from today on: each product exactly, what is at home, and what is dispensed;
in all, fill by fill, and as a reserve for going back a step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.amounts import ZERO, written
from planner.case import Case
from planner.in_words import counted, dispensed
from planner.medicine import Medicine
from planner.supply import Amount, Supply
from ui.day_words import long_day, short_day
from ui.edit import State
from ui.fields import column, label
from ui.grid import GRID
from ui.language import tr
from ui.theme import aligned_figures

AT_HOME = 3
Row = list[str]
"""For which days, the product, exactly, at home, dispensed."""


class SupplyPanel(QWidget):
    """A sentence, and a table: one row a product, then one a product and fill."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("")
        self.words.setWordWrap(True)
        heads = _heads()
        self.table = QTableWidget(0, len(heads))
        self.table.setAccessibleName(tr("Supply"))
        self.table.setAccessibleDescription(tr("Each product exactly and as dispensed."))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        for place in range(len(heads)):
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
        if state.case is None:
            return
        self.words.setText(_words(state.case))
        self.words.setAccessibleName(self.words.text())
        rows = _rows(state.case)
        self.table.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            self._fill_row(place, cells)
        self.table.setColumnHidden(AT_HOME, not any(cells[AT_HOME] for cells in rows))

    def _fill_row(self, place: int, cells: Row) -> None:
        for column_, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setFont(aligned_figures(self.font()))
            if column_ > 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(place, column_, item)


def _heads() -> Row:
    return [tr("For the days"), tr("Product"), tr("Exactly"), tr("At home"), tr("Dispense")]


def _rows(case: Case) -> list[Row]:
    """All, each fill, and the reserve, by product."""
    needed, medicine = case.supply_to_come, case.medicine
    rows = [_row(tr("all"), amount, medicine) for amount in needed.amounts]
    for fill in needed.fills:
        days = f"{short_day(fill.start)} – {short_day(fill.end)}"
        if fill.cut_short:
            days = tr("{days} (what is left of it)", days=days)
        rows += [_row(days, amount, medicine) for amount in fill.amounts]
    for product, count in needed.reserve:
        spare = Amount(product, ZERO, ZERO, count)
        label = medicine.by_id[product].label
        rows.append([tr("reserve"), label, "", "", dispensed(spare, medicine)])
    return rows


def _row(days: str, amount: Amount, medicine: Medicine) -> Row:
    product = medicine.by_id[amount.product]
    unit = " mL" if product.is_liquid else ""
    home = written(amount.at_home) + unit if amount.at_home else ""
    exactly = written(amount.amount) + unit
    return [days, product.label, exactly, home, dispensed(amount, medicine)]


def _words(case: Case) -> str:
    needed: Supply = case.supply_to_come
    if needed.until is None and case.schedule.stop is None:
        return tr("The last step goes on for good; the 28 days of it that are counted are over.")
    if needed.until is None:
        return tr("Nothing is to be dispensed.")
    first = max(case.day, case.schedule.start)
    words = [
        tr("From {first} up to {last}.", first=long_day(first), last=long_day(needed.until)),
    ]
    if case.schedule.stop is None:
        words.append(tr("The last step is counted for 28 days."))
    if needed.halved_doses:
        doses = counted(needed.halved_doses, "dose")
        words.append(tr("{doses} with half a tablet; both halves are used.", doses=doses))
    if needed.reserve:
        words.append(
            tr(
                "The reserve is for going back a step, for {days}, beside the rest.",
                days=counted(case.plan.reserve_days, "day"),
            )
        )
    if case.plan.fill_days is None:
        words.append(tr("Say how many days one fill covers under Reviews and fills."))
    return " ".join(words)
