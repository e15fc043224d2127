"""Which products the patient has, by the country they are sold in, and whether they are halved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from planner.amounts import written
from planner.terms import COUNTRIES, Country
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Note
from ui.fields import check, choice, choose, column, heading, row
from ui.fold import Fold
from ui.language import tr
from ui.panels.panel import Panel

if TYPE_CHECKING:
    from planner.medicine import Medicine, Product

COLUMNS, ROWS = 4, 2
SPACING = 4


class TabletsPanel(Panel):
    """The tablets that are offered; packets and liquids unfold."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        self._tablets: list[QCheckBox] = []
        self._placed: list[QCheckBox] = []
        self._medicine: Medicine | None = None
        self._countries = choice(
            tr("Country"),
            tr("Where the patient lives: products sold there are offered; those chosen stay."),
            {"": tr("no country"), **_country_names()},
            lambda value: self.edit(
                tr("country"), lambda d: replace(d, country=cast("Country | None", value or None))
            ),
        )
        self.mark_place("country", self._countries)
        layout = column(self)
        layout.addLayout(row(heading(tr("Tablets")), 1, self._countries))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(SPACING)
        self._room = QWidget()  # for the boxes, so that nothing moves when they come
        self._grid.addWidget(self._room, 0, 0)
        layout.addLayout(self._grid)
        self._halves = check(
            tr("halves: tablets with a score line may be halved"),
            tr("Whether a tablet has a score line depends on its maker: check before halving."),
            lambda on: self.edit(tr("halves"), lambda d: replace(d, halves=on)),
        )
        line = self.fontMetrics().size(0, "0").height()
        self._room.setFixedHeight(ROWS * line + (ROWS - 1) * SPACING)
        layout.addWidget(self._halves)
        self._others = Fold(tr("Packets and liquids"), self._make_others)
        self._others_note = ""
        layout.addWidget(self._others)
        self._note = Note()
        layout.addWidget(self._note)
        self.bind_section(self._note, "products", "medicine", "halves", "country")

    def show_state(self, state: State) -> None:
        self.show_halves(state)
        medicine = state.medicine
        if self._medicine is not medicine:
            self._begin(medicine)
        super().show_state(state)
        chosen = state.products
        for id_, box in self._boxes.items():
            box.setChecked(id_ in chosen)
        others = [p for p in medicine.products if not _is_tablet(p) and p.id in chosen]
        self._others.summarise(", ".join(product.label for product in others))
        self._offer(state)

    def show_halves(self, state: State) -> None:
        """All that can be shown before the medicines are known."""
        self.state = state
        self._halves.setChecked(state.draft.halves)
        choose(self._countries, state.draft.country or "")

    def _begin(self, medicine: Medicine) -> None:
        self._medicine = medicine
        self._room.hide()
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        tablets = sorted(filter(_is_tablet, medicine.products), key=lambda p: p.strength_mg)
        self._tablets = [self._box(product) for product in tablets]
        for box in self._tablets:
            box.setParent(self)  # before it is shown, or it would be a window of its own
        self._placed = []

    def _make_others(self) -> QWidget:
        widget = QWidget()
        layout = column(widget, spacing=4)
        assert self.state is not None
        if self._medicine is None:  # unfolded at the window's first picture
            self._begin(self.state.medicine)
        assert self._medicine is not None
        for product in self._medicine.products:
            if not _is_tablet(product):
                layout.addWidget(self._box(product))
        for id_, box in self._boxes.items():
            box.setChecked(id_ in self.state.products)
        self._offer(self.state)
        return widget

    def _box(self, product: Product) -> QCheckBox:
        text = (
            tr("{mg} mg", mg=written(product.strength_mg)) if _is_tablet(product) else product.label
        )
        scored = tr("score line") if product.scored else tr("not divided")
        where = ", ".join(product.countries)
        note = f"; {product.note}" if product.note else ""
        sold = tr("Sold in {where}", where=where)
        tip = f"{product.label}, {scored}{note}. {sold} [{product.source}]"
        box = check(text, tip, lambda on: self._choose(product.id, on))
        box.setAccessibleName(product.label)
        self._boxes[product.id] = box
        return box

    def _choose(self, product: str, on: bool) -> None:
        assert self._medicine is not None
        order = [p.id for p in self._medicine.products]
        usual = self._medicine.default_products
        name = self._medicine.by_id[product].label

        def change(draft: Draft) -> Draft:
            before = usual if draft.products is None else draft.products
            chosen = set(before) - {product} | ({product} if on else set())
            return replace(draft, products=tuple(id_ for id_ in order if id_ in chosen))

        self.edit(f"{name}" if on else tr("without {name}", name=name), change)

    def _offer(self, state: State) -> None:
        """The products sold in the plan's country, and those chosen."""
        assert self._medicine is not None
        country = state.draft.country
        for id_, box in self._boxes.items():
            sold = not country or country in self._medicine.by_id[id_].countries
            box.setVisible(sold or box.isChecked())
        self._place([box for box in self._tablets if not box.isHidden()])

    def _place(self, boxes: list[QCheckBox]) -> None:
        """Row by row, without gaps for what isn't offered."""
        if boxes == self._placed:
            return
        self._placed = boxes
        for box in self._tablets:
            self._grid.removeWidget(box)
        for place, box in enumerate(boxes):
            self._grid.addWidget(box, place // COLUMNS, place % COLUMNS)


def _country_names() -> dict[str, str]:
    names = (
        tr("United States"),
        tr("Canada"),
        tr("United Kingdom"),
        tr("Australia"),
        tr("Germany"),
        tr("Switzerland"),
        tr("France"),
        tr("Spain"),
        tr("South Africa"),
    )
    return dict(zip(COUNTRIES, names, strict=True))


def _is_tablet(product: Product) -> bool:
    return product.form == "tablet"
