"""Numbers as the contract writes them, and the word for a plan that can't be used.

Doses and strengths are whole micrograms, lines and amounts are fractions: nothing is rounded until
it is written down.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
Micrograms = int
Doses = tuple[Micrograms, ...]  # in the order of the dose times
Amounts = dict[str, Fraction]  # tablets, packets or mL by product

TOLERANCE_MG = Fraction(1, 10**9)
ONE_DAY = timedelta(days=1)


class Refused(ValueError):
    """The plan has no schedule: the field that is to blame, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def mg(number: Any) -> Fraction:
    """A JSON number or string, exactly."""
    return Fraction(str(number))


def daily(doses: Doses) -> Fraction:
    """The daily dose in mg."""
    return Fraction(sum(doses), 1000)


def exact(number: Fraction) -> str:
    """A number with a finite decimal expansion, without trailing zeros."""
    with localcontext(prec=60):
        text = f"{decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_up(number: Fraction, places: int) -> str:
    """Rounded to so many places; a tie goes away from 0, as in decimal's ROUND_HALF_UP."""
    size = int(abs(number) * 10**places + Fraction(1, 2))
    return exact(Fraction(size if number > 0 else -size, 10**places))


def decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def added(parts: Iterable[Amounts]) -> Amounts:
    """The sum of amounts by product."""
    total = Amounts()
    for part in parts:
        for product, amount in part.items():
            total[product] = total.get(product, Fraction(0)) + amount
    return total


def times(amounts: Amounts, count: int) -> Amounts:
    return {product: amount * count for product, amount in amounts.items()}


def as_text(amounts: Amounts) -> dict[str, str]:
    """As written in the schedule; a product of which nothing is needed is left out."""
    return {product: exact(amount) for product, amount in amounts.items() if amount}
