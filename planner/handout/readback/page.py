"""A part of the finished pages, held against what a plan gives; the first difference is raised.

Sentences and tables are found by their titles in the structure. What people typed into the plan
is theirs: figures in it are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.handout.errors import HandoutError
from planner.handout.given import Given
from planner.handout.letters import typed
from planner.handout.readback.figures import Figures, Pieces
from planner.handout.readback.reading import Node
from planner.handout.wording import Count
from planner.schedule import Dose


class Said(NamedTuple):
    """The figures that a sentence must carry, in its order."""

    dates: tuple[date, ...] = ()
    mg: tuple[Milligrams, ...] = ()
    doses: tuple[Dose, ...] = ()
    supplies: tuple[Count, ...] = ()


class Page:
    """Compares what was read with what a plan gives; the first difference is raised."""

    def __init__(self, tree: Node, given: Given) -> None:
        self.tree = tree
        self.given = given
        self.figures = Figures(given.words)
        self._titled: dict[str, list[Node]] = {}
        for node in tree.walk():
            if node.title:
                self._titled.setdefault(node.title, []).append(node)
        self._products = given.medicine.by_id
        products = [self._products[one] for one in given.plan.products]
        self._only = products[0].strength_mg if len(products) == 1 else None

    def titled(self, title: str) -> list[Node]:
        return self._titled.get(title, [])

    def sentences(self, title: str, expected: Sequence[Said]) -> None:
        """The sentences of this title carry just these figures."""
        nodes = self.titled(title)
        self.same(f"{title}, how often it is said", len(expected), len(nodes))
        for node, said in zip(nodes, expected, strict=True):
            text = self.without_own_words(node.alternative or node.text)
            self.dates(f"{title}, dates", said.dates, text)
            pieces = self.figures.pieces(text) if said.doses else ()
            wanted = [one for dose in said.doses for one in self._pieces_of(dose)]
            self._same_pieces(title, wanted, pieces)
            mg = [*said.mg, *(d.mg for d in said.doses if d.take and not self.given.is_liquid(d))]
            self.mg(f"{title}, mg", mg, text)
            supplies = [self._supply_of(count) for count in said.supplies]
            found = [] if said.doses else self.figures.supplies(text)
            self.same(f"{title}, supply", supplies, found)

    def dose(self, place: str, node: Node, dose: Dose) -> None:
        """A cell says a dose: its mg and what is taken."""
        text = self.without_own_words(node.text)
        self._same_pieces(place, self._pieces_of(dose), self.figures.pieces(text))
        self.mg(f"{place}, mg", [dose.mg] if dose.take else [], text)

    def taken(self, place: str, doses: Iterable[Dose], text: str) -> None:
        """A text says what is taken at each of the doses, one after the other."""
        wanted = [one for dose in doses for one in self._pieces_of(dose)]
        self._same_pieces(place, wanted, self.figures.pieces(self.without_own_words(text)))

    def dates(self, place: str, wanted: Sequence[date | None], text: str) -> None:
        self.same(place, tuple(wanted), self.figures.dates(text))

    def mg(self, place: str, wanted: Sequence[Milligrams], text: str) -> None:
        self.same(place, tuple(wanted), self.figures.milligrams(text))

    def supply_cell(self, place: str, text: str, counts: Iterable[Count]) -> None:
        wanted = [self._supply_of(count) for count in counts]
        self.same(f"{place}, supply", wanted, self.figures.supplies(text))

    def without_own_words(self, text: str) -> str:
        """A text without what people typed into the plan where that has figures: it is theirs."""
        for own in self._own_words:
            text = text.replace(own, " ")
        return text

    @cached_property
    def _own_words(self) -> list[str]:
        figures = self.figures
        reads = (figures.dates, figures.milligrams, figures.pieces, figures.supplies)
        found = {text for text in typed(self.given.plan) if any(read(text) for read in reads)}
        return sorted(found, key=len, reverse=True)

    def contains(self, place: str, wanted: str, text: str) -> None:
        """A text has these words, wherever its lines break."""
        if "".join(wanted.split()) not in "".join(text.split()):
            self.same(place, wanted, text.strip())

    def same(self, place: str, expected: object, found: object) -> None:
        if expected != found:
            raise HandoutError(
                f"no handout was made, because its pages differ from the plan: {place}: "
                f"expected {_shown(expected)}; the page says {_shown(found)}"
            )

    def _pieces_of(self, dose: Dose) -> list[Pieces]:
        found = []
        for taken in dose.take:
            product = self._products[taken.product]
            unit = "mL" if product.is_liquid else product.form
            mg = taken.amount * product.strength_mg if product.is_liquid else None
            found.append(Pieces(taken.amount, unit, product.strength_mg, mg))
        return found

    def _same_pieces(self, place: str, wanted: list[Pieces], found: Sequence[Pieces]) -> None:
        told = [one._replace(strength=one.strength or self._only) for one in found]
        told = [
            one._replace(mg=one.amount * one.strength)
            if one.unit == "mL" and one.mg is None and one.strength
            else one
            for one in told
        ]
        self.same(f"{place}, what is taken", wanted, told)

    def _supply_of(self, count: Count) -> Pieces:
        product = self._products[count[0]]
        unit = "mL" if product.is_liquid else product.form
        return Pieces(Decimal(count[1]), unit, product.strength_mg)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple) and not isinstance(value, Pieces):
        return "; ".join(map(_shown, value)) or "none"
    if isinstance(value, Pieces):
        strength = "" if value.strength is None else f" of {value.strength} mg"
        return f"{value.amount} {value.unit}{strength}"
    return str(value)
