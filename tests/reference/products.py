"""Which doses can be made of a plan's products, and how each is taken (contract 2, points 1 and 2).

Every dose and every way to make one is enumerated, and the best is picked by the contract's list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Any

from .amounts import Amounts, Doses, Json, Micrograms, Refused, added, mg


@dataclass(frozen=True)
class Product:
    """A product of sources.md section 3; strength in micrograms a piece or a mL."""

    id: str
    kind: str
    strength: Micrograms
    scored: bool
    step: Fraction  # the smallest amount without halving: one piece, or the measuring step in mL


_PIECE, _HALF_ML, _TENTH_ML = Fraction(1), Fraction(1, 2), Fraction(1, 10)
PRODUCTS: dict[str, Product] = {
    row.id: row
    for row in (
        Product("tablet-5mg", "tablet", 5_000, False, _PIECE),
        Product("tablet-10mg", "tablet", 10_000, True, _PIECE),
        Product("tablet-20mg", "tablet", 20_000, True, _PIECE),
        Product("tablet-25mg", "tablet", 25_000, True, _PIECE),
        Product("tablet-15mg", "tablet", 15_000, False, _PIECE),
        Product("tablet-40mg", "tablet", 40_000, True, _PIECE),
        Product("solution-1mg-per-ml", "liquid", 1_000, False, _HALF_ML),
        Product("solution-2mg-per-ml", "liquid", 2_000, False, _HALF_ML),
        Product("suspension-5mg-per-ml", "liquid", 5_000, False, _TENTH_ML),
        Product("granules-5mg", "granules", 5_000, False, _PIECE),
        Product("granules-10mg", "granules", 10_000, False, _PIECE),
        Product("granules-20mg", "granules", 20_000, False, _PIECE),
    )
}
DEFAULT_PRODUCTS = ["tablet-10mg"]
LOWEST_MG = Fraction(5)  # sources.md 3: the lowest dose before none
_ORDER_OF_THE_LIST = list(PRODUCTS)


@dataclass(frozen=True)
class Pharmacy:
    """The plan's products, strongest first and liquids last, and whether tablets may be halved."""

    products: tuple[Product, ...]
    halves: bool

    @classmethod
    def of(cls, plan: Json) -> Pharmacy:
        ids = plan.get("products", DEFAULT_PRODUCTS)
        ranked = sorted((PRODUCTS[id] for id in ids), key=_strongest_first)
        return cls(tuple(ranked), plan.get("halves", True))

    def portion(self, product: Product) -> Fraction:
        """The smallest amount of a product that can be given."""
        return Fraction(1, 2) if product.scored and self.halves else product.step

    def units(self) -> list[Micrograms]:
        return [int(product.strength * self.portion(product)) for product in self.products]

    def smallest(self) -> Fraction:
        """The smallest dose above 0 that the products can make, in mg."""
        return Fraction(min(self.units()), 1000)

    def doses(self, texts: list[Any], field: str) -> Doses:
        """Doses as written in a plan; each must be dispensable and not above 1,000 mg."""
        doses = list[Micrograms]()
        for place, text in enumerate(texts):
            dose = mg(text) * 1000
            if not 0 <= dose <= 1_000_000 or dose not in dispensable(self, ceil(dose)):
                raise Refused(f"{field}[{place}]", "a dose that the products can't make")
            doses.append(int(dose))
        return tuple(doses)

    def takes(self, dose: Micrograms) -> Amounts:
        """The amounts that make one dose, by product."""
        ids = [product.id for product in self.products]
        return {id: amount for id, amount in zip(ids, take(self, dose), strict=True) if amount}

    def of_a_day(self, doses: Doses) -> Amounts:
        """What one day with these doses needs."""
        return added(self.takes(dose) for dose in doses)


def _strongest_first(product: Product) -> tuple[bool, int, int]:
    liquid = product.kind == "liquid"
    return (liquid, -product.strength, _ORDER_OF_THE_LIST.index(product.id))


@cache
def dispensable(pharmacy: Pharmacy, highest: Micrograms) -> tuple[Micrograms, ...]:
    """All sums of units up to the highest dose, 0 among them."""
    found, newest = {0}, {0}
    while newest:
        sums = {dose + unit for dose in newest for unit in pharmacy.units()}
        newest = {dose for dose in sums if dose <= highest} - found
        found |= newest
    return tuple(sorted(found))


@cache
def take(pharmacy: Pharmacy, dose: Micrograms) -> tuple[Fraction, ...]:
    """The amount of each product, in the pharmacy's order, that makes this dose best."""
    products = pharmacy.products
    return min(ways(pharmacy, products, dose), key=lambda way: _worse(products, way))


def ways(
    pharmacy: Pharmacy, products: tuple[Product, ...], dose: Micrograms
) -> Iterator[tuple[Fraction, ...]]:
    """All ways to make a dose from these products."""
    if not products:
        if dose == 0:
            yield ()
        return
    first, rest = products[0], products[1:]
    amount = Fraction(0)
    while first.strength * amount <= dose:
        for others in ways(pharmacy, rest, dose - int(first.strength * amount)):
            yield (amount, *others)
        amount += pharmacy.portion(first)


def _worse(products: tuple[Product, ...], way: tuple[Fraction, ...]) -> tuple[Any, ...]:
    """The contract's list, in its order; the way with the lowest of these is the one taken."""
    of_kind = [(product.kind, amount) for product, amount in zip(products, way, strict=True)]
    liquids = [amount for kind, amount in of_kind if kind == "liquid"]
    solids = [amount for kind, amount in of_kind if kind != "liquid"]
    return (
        sum(liquids),
        sum(amount.denominator == 2 for amount in solids),
        sum(ceil(amount) for amount in solids) + sum(amount > 0 for amount in liquids),
        sum(amount > 0 for amount in way),
        tuple(-amount for amount in way),
    )
