"""Doses for random plans: what the products can make, few enough below them to enumerate."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from .amounts import Doses, exact
from .products import Pharmacy, dispensable

Draw = Any

MOST_VALUES = {1: 40, 2: 24, 3: 11, 4: 6, 5: 5, 6: 4}
"""Dispensable doses a dose time, by the number of dose times."""
HIGHEST_DOSE = 100_000


@st.composite
def regimens(draw: Draw, pharmacy: Pharmacy, count: int) -> Doses:
    """Doses that the products can make, not all 0."""
    values = dispensable(pharmacy, HIGHEST_DOSE)[: MOST_VALUES[count]]
    regimen = [draw(st.sampled_from(values[len(values) // 3 :])) for _ in range(count)]
    if draw(one_in(3)):
        regimen = [regimen[0]] * count
    if count > 1 and draw(one_in(8)):
        regimen[draw(st.integers(0, count - 2))] = 0
    return tuple(regimen if any(regimen) else [values[-1]] * count)


@st.composite
def lower_doses(draw: Draw, before: Doses, pharmacy: Pharmacy) -> Doses:
    """Doses none above what they were; may be the same, may be all 0."""
    return tuple(draw(st.sampled_from(dispensable(pharmacy, dose))) for dose in before)


def one_in(count: int) -> st.SearchStrategy[bool]:
    """True about once in so many; shrinks to False."""
    # Not an end of the range: hypothesis tries those far more often than the others.
    return st.integers(0, count - 1).map(lambda number: number == count // 2)


def written(doses: Doses) -> list[str]:
    """In mg, as a plan has them."""
    return [exact(Fraction(dose, 1000)) for dose in doses]


def read(doses: list[str]) -> Doses:
    return tuple(int(Fraction(dose) * 1000) for dose in doses)
