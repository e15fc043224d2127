"""What the patient has at home of each product: it is used first, and less is dispensed."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from planner.medicine import Product
from ui.draft import AtHomeText, Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import column, label, row
from ui.language import tr
from ui.panels.panel import Panel


class _Row(NamedTuple):
    entry: Entry
    whole: QWidget


class AtHomePanel(Panel):
    """A row for each product that is chosen, and for what is at home of others."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._layout = column(self, spacing=4)
        words = label(tr("At home on the first day, used first:"), "quiet")
        words.setWordWrap(True)
        self._layout.addWidget(words)
        self._note, other = Note(), Note()
        self._layout.addWidget(self._note)
        self._layout.addWidget(other)
        self.bind_section(other, "at_home")

    def show_state(self, state: State) -> None:
        at_home = [home.product for home in state.draft.at_home]
        shown = {*state.products, *at_home}
        wanted = [product for product in state.medicine.products if product.id in shown]
        for id_ in set(self._rows) - {product.id for product in wanted}:
            gone = self._rows.pop(id_)
            self.unbind(gone.entry)
            gone.whole.hide()
            gone.whole.deleteLater()
        for place, product in enumerate(wanted):
            if product.id not in self._rows:
                made = self._rows[product.id] = self._make_row(product)
                self._layout.insertWidget(1 + place, made.whole)
        self._bound = [
            bound._replace(field=_field(state.draft, id_))
            for id_, one in self._rows.items()
            for bound in self._bound
            if bound.entry is one.entry
        ]
        super().show_state(state)

    def _make_row(self, product: Product) -> _Row:
        units = {"tablet": tr("tablets"), "granules": tr("packets")}
        entry = Entry(
            tr("At home: {product}", product=product.label),
            tr("Tablets or packets, like 30 or 12½; of a liquid, mL. Empty: none."),
            6,
            right=True,
        )

        def get(draft: Draft) -> str:
            return next((h.amount for h in draft.at_home if h.product == product.id), "")

        def put(draft: Draft, text: str) -> Draft:
            if all(home.product != product.id for home in draft.at_home):
                return replace(draft, at_home=(*draft.at_home, AtHomeText(product.id, text)))
            changed = (
                replace(home, amount=text) if home.product == product.id else home
                for home in draft.at_home
            )
            return replace(draft, at_home=tuple(home for home in changed if home.amount))

        self.bind(entry, f"at_home.{product.id}", get, put, self._note)
        whole = QWidget()
        unit = label(units.get(product.form, tr("mL")))
        column(whole, spacing=0).addLayout(row(label(product.label), 1, entry, unit))
        return _Row(entry, whole)


def _field(draft: Draft, product: str) -> str:
    """The field of the plan that holds the product's amount."""
    place = next((i for i, h in enumerate(draft.at_home) if h.product == product), None)
    return f"at_home.{product}" if place is None else f"at_home[{place}].amount"
