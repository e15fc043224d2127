"""Which doses a plan's products can make, and how each of them is taken (plan-file.md 2.1, 2.2).

A dose is counted in *grains*: the largest amount of which every unit (a whole tablet, a half, a
measuring step of a liquid) is a whole multiple. The doses that can be made are then the sums of a
few whole numbers, kept as the bits of one integer: bit n is set where n grains can be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import gcd
from typing import NamedTuple

import msgspec

from planner.amounts import ZERO, Milligrams, Millilitres, plain
from planner.medicine import Product

HALF = Decimal("0.5")


class Taken(msgspec.Struct, frozen=True):
    """So much of one product: tablets or packets (1.5: one and a half), or mL of a liquid."""

    product: str
    amount: Decimal
    is_half: bool = False
    """Half a tablet belongs to the amount."""


class Unit(NamedTuple):
    """The least that can be added of a product: one piece, one half, or one measuring step."""

    place: int
    """The product's place among the products, strongest first."""
    amount: Decimal
    is_half: bool
    is_liquid: bool
    grains: int


class Way(NamedTuple):
    """One way to take a dose, judged by its parts in this order, the least first (contract 2.2)."""

    liquid_ml: Millilitres
    halves: int
    pieces: int
    products: int
    spared: tuple[Decimal, ...]
    """The amount of each product, strongest first, negative: as much as possible of it."""


class Tablets:
    """The doses that some products can make, up to a highest dose, and how each is taken.

    `products` come strongest first, liquids last, as `Medicine.strongest_first` has them.
    """

    def __init__(self, products: Iterable[Product], halves: bool, highest: Milligrams) -> None:
        self._products = tuple(products)
        units = [
            (place, product, amount)
            for place, product in enumerate(self._products)
            for amount in _amounts(product, halves)
        ]
        self._grain = _common_measure(product.strength_mg * amount for _, product, amount in units)
        self._units = [
            Unit(
                place,
                amount,
                not product.is_liquid and amount == HALF,
                product.is_liquid,
                self.grains(product.strength_mg * amount),
            )
            for place, product, amount in units
        ]
        self._highest = int(highest // self._grain)
        self.makeable = _sums([unit.grains for unit in self._units], self._highest)
        """Bit n is set where a dose of n grains can be made, up to the highest."""
        self._taken: dict[Milligrams, tuple[Taken, ...]] = {}
        self._ways: list[Way | None] = []

    def grains(self, mg: Milligrams) -> int:
        """`mg` as whole grains. Raises ValueError where it is not a whole number of them."""
        grains, rest = divmod(mg, self._grain)
        if rest:
            raise ValueError(f"{mg} mg is not a whole number of {plain(self._grain)} mg")
        return int(grains)

    def grains_not_below(self, mg: Milligrams) -> int:
        """The smallest whole number of grains that is not below `mg`."""
        grains, rest = divmod(mg, self._grain)
        return int(grains) + (rest > 0)

    def mg(self, grains: int) -> Milligrams:
        return plain(grains * self._grain)

    def can_make(self, mg: Milligrams) -> bool:
        grains, rest = divmod(mg, self._grain)
        return not rest and bool(self.makeable >> int(grains) & 1)

    @property
    def smallest(self) -> Milligrams:
        """The smallest dose above 0 that can be made."""
        return self.mg(min(unit.grains for unit in self._units))

    def nearest(self, mg: Milligrams) -> tuple[Milligrams, Milligrams]:
        """The doses next to `mg` that can be made: one at or below it and one above."""
        below = int(mg // self._grain)
        sizes = [unit.grains for unit in self._units]
        makeable = _sums(sizes, below + max(sizes))
        lower = (makeable & ((1 << below + 1) - 1)).bit_length() - 1
        upper = makeable >> below + 1
        return (self.mg(lower), self.mg(below + (upper & -upper).bit_length()))

    def take(self, mg: Milligrams) -> tuple[Taken, ...]:
        """How a dose that can be made is taken, strongest product first; nothing for 0 mg."""
        if mg not in self._taken:
            self._taken[mg] = self._work_out(mg)
        return self._taken[mg]

    def _work_out(self, mg: Milligrams) -> tuple[Taken, ...]:
        self._ways = self._ways or self._best_ways()
        way = self._ways[self.grains(mg)]
        if way is None:
            raise ValueError(f"{mg} mg can't be made")
        return tuple(
            Taken(product.id, plain(-spared), not product.is_liquid and spared % 1 != 0)
            for product, spared in zip(self._products, way.spared, strict=True)
            if spared
        )

    def _best_ways(self) -> list[Way | None]:
        """The best way to each dose: product by product, every dose without it and with it."""
        doses = range(self._highest + 1)
        nothing = Way(ZERO, 0, 0, 0, (ZERO,) * len(self._products))
        best: list[Way | None] = [nothing if dose == 0 else None for dose in doses]
        for place in range(len(self._products)):
            units = [unit for unit in self._units if unit.place == place]
            using: list[Way | None] = [None for _ in doses]
            for dose in doses:
                for unit in units:
                    if unit.grains <= dose:
                        first = _added(best[dose - unit.grains], unit, new=True)
                        another = _added(using[dose - unit.grains], unit, new=False)
                        using[dose] = _better(using[dose], _better(first, another))
            best = [_better(best[dose], using[dose]) for dose in doses]
        return best


def _amounts(product: Product, halves: bool) -> Iterator[Decimal]:
    if product.step_ml is not None:
        yield product.step_ml
        return
    yield Decimal(1)
    if product.scored and halves:
        yield HALF


def _common_measure(amounts: Iterable[Decimal]) -> Decimal:
    """The largest amount of which each of `amounts` is a whole multiple."""
    amounts = tuple(amounts)
    places = max(0, *(-int(amount.as_tuple().exponent) for amount in amounts))
    return Decimal(gcd(*(int(amount.scaleb(places)) for amount in amounts))).scaleb(-places)


def _sums(sizes: list[int], highest: int) -> int:
    """The bits of all sums of `sizes`, each taken any number of times, up to `highest`."""
    up_to_highest = (1 << highest + 1) - 1
    sums = 1
    for size in sizes:
        shift = size
        while shift <= highest:
            sums |= (sums << shift) & up_to_highest
            shift *= 2
    return sums


def _added(way: Way | None, unit: Unit, new: bool) -> Way | None:
    """`way` with one more unit of its product; `new`: the first of this product."""
    if way is None:
        return None
    spared = way.spared
    return Way(
        way.liquid_ml + unit.amount if unit.is_liquid else way.liquid_ml,
        way.halves + unit.is_half,
        way.pieces + (new or not unit.is_liquid),
        way.products + new,
        (*spared[: unit.place], spared[unit.place] - unit.amount, *spared[unit.place + 1 :]),
    )


def _better(one: Way | None, other: Way | None) -> Way | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
