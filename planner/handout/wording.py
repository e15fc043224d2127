"""How amounts, tablets, dates and supplies are written: the one place for all pages.

ISMP's rules hold here (sources.md 7): a space between number and unit, no trailing zero, a
leading zero, tablets counted in words beside the number. A whole count says "whole", so that
"2" and "10 mg" never meet as "2 10 mg"; a liquid always shows mL, strength and mg (TRC).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil

from planner.amounts import Milligrams, written
from planner.handout.words import Words
from planner.medicine import Medicine, Product
from planner.schedule import Dose
from planner.supply import Amount
from planner.tablets import HALF, Taken

Count = tuple[str, int | Decimal]
"""A product, and so many tablets or packets, or mL, of it."""


def dispensed(amounts: Iterable[Amount]) -> list[Count]:
    """What the pharmacy gives out; what is at home is taken off."""
    return [(one.product, one.dispense) for one in amounts if one.dispense]


def needed(amounts: Iterable[Amount]) -> list[Count]:
    """What is taken, in whole tablets or mL, whatever is at home."""
    return [(one.product, ceil(one.amount)) for one in amounts if one.amount]


def at_home(amounts: Iterable[Amount]) -> list[Count]:
    return [(one.product, one.at_home) for one in amounts if one.at_home]


class Wording:
    """The writing of figures in one language, for one medicine's products."""

    def __init__(self, words: Words, medicine: Medicine | None) -> None:
        self.words = words
        self._products = medicine.by_id if medicine else {}
        self._days: dict[date, str] = {}

    def milligrams(self, mg: Milligrams) -> str:
        """ "2.5 mg"."""
        return f"{written(mg)} mg"

    def strength(self, product: Product) -> str:
        """ "10 mg" of a tablet, "1 mg/mL" of a liquid."""
        if product.is_liquid:
            return self.words.text("liquid.strength", mg=written(product.strength_mg))
        return self.milligrams(product.strength_mg)

    def day(self, day: date) -> str:
        """ "Tuesday 16 February 2027"."""
        return self._date("dates.day", day)

    def day_short(self, day: date) -> str:
        """ "Tuesday 16 February", where the year stands nearby."""
        return self._date("dates.day_short", day)

    def day_in_two(self, day: date) -> str:
        """ "Tuesday 16", and on the next line "February 2027"."""
        return self._date("dates.day_in_two", day)

    def day_short_in_two(self, day: date) -> str:
        """ "Tuesday 16", and on the next line "February"."""
        return self._date("dates.day_short_in_two", day)

    def day_and_month(self, day: date) -> str:
        """ "16 February", where weekday and year stand nearby."""
        return self._date("dates.day_and_month", day)

    def birth(self, day: date) -> str:
        """ "3 February 1970"."""
        return self._date("dates.birth", day)

    def tablets(self, dose: Dose, *, short: bool = False) -> str:
        """How a dose is taken: "1 and a half 10 mg tablets"; short, where the
        strength stands above and the mg beside: "1 and a half tablets"."""
        if not dose.take:
            return self.none
        return self.listed(self.taken(taken, short=short) for taken in dose.take)

    def taken(self, taken: Taken, *, short: bool = False) -> str:
        """One product of a dose, in words."""
        product = self._products[taken.product]
        strength = self.strength(product)
        if product.is_liquid:
            return self.words.text(
                "liquid.short" if short else "liquid.amount",
                ml=written(taken.amount),
                strength=strength,
                form=self.words.text(f"forms.{product.form}"),
                mg=self.milligrams(taken.amount * product.strength_mg),
            )
        if product.form == "granules":
            return self._counted("granules_short" if short else "granules", taken.amount, strength)
        return self._counted("tablets_short" if short else "tablets", taken.amount, strength)

    def supplied(self, amount: Amount) -> str:
        """What is dispensed of a product: "231 tablets of 10 mg"."""
        return self.count_of(amount.product, amount.dispense)

    def supplies(self, amounts: Iterable[Amount]) -> str:
        """What is dispensed; "none" where nothing is."""
        return self.counted(dispensed(amounts))

    def counted(self, counts: Iterable[Count]) -> str:
        """So much of each product, as a sentence lists it; "none" of nothing."""
        return self.listed([self.count_of(*one) for one in counts] or [self.none])

    def count_of(self, id: str, count: int | Decimal) -> str:
        """So much of a product: "231 tablets of 10 mg"."""
        product = self._products[id]
        kind = product.form if product.form in ("tablet", "granules") else "liquid"
        number = "" if kind == "liquid" else "_one" if count == 1 else "_many"
        return self.words.text(
            f"supply.{kind}{number}",
            count=f"{count:,}".replace(",", self.words.text("lists.thousands")),
            strength=self.strength(product),
            form=self.words.text(f"forms.{product.form}"),
        )

    @property
    def none(self) -> str:
        """ "none"."""
        return self.words.text("tablets.none")

    def listed(self, parts: Iterable[str]) -> str:
        """ "a, b and c"."""
        *firsts, last = parts
        if not firsts:
            return last
        comma, and_ = self.words.text("lists.comma"), self.words.text("lists.and")
        return f"{comma.join(firsts)}{and_}{last}"

    def _counted(self, table: str, amount: Decimal, strength: str) -> str:
        whole, rest = divmod(amount, 1)
        if rest not in (0, HALF):
            raise ValueError(f"{amount} is no number of whole and half tablets")
        number = "many" if whole > 1 else "one" if whole == 1 else ""
        key = f"{number}_and_half" if rest and number else "half" if rest else number
        return self.words.text(f"{table}.{key}", count=written(whole), strength=strength)

    def _date(self, form: str, day: date) -> str:
        return self.words.text(
            form,
            weekday=self.words.texts("dates.weekdays")[day.weekday()],
            day=day.day,
            month=self.words.texts("dates.months")[day.month - 1],
            year=f"{day.year:04}",
        )
