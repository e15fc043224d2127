"""Figures in words read as values again: dates, milligrams, tablets, volumes, supplies.

The other way round from `wording`, and apart from it: the language file's templates become
patterns, and what they find becomes dates and exact numbers that can be compared with a schedule.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planner.handout.words import Words

_NUMBER = r"\d+(?:\.\d+)?"
_SLOTS = {
    "count": r"(?P<count>\d[\d,]*(?:\.\d+)?)",
    "ml": rf"(?P<ml>{_NUMBER})",
    "mg": rf"(?P<mg>{_NUMBER}) mg",
    "day": r"(?P<day>\d{1,2})",
    "year": r"(?P<year>\d{4})",
}
_HALVES = {"half": "0.5", "one": "1", "one_and_half": "1.5"}
_MG = re.compile(rf"({_NUMBER}) mg(?!/)")


class Pieces(NamedTuple):
    """So much of a product as a text says it; `strength` None where it stands elsewhere."""

    amount: Decimal
    unit: str
    """ "tablet", "granules" or "mL"."""
    strength: Decimal | None
    mg: Decimal | None = None
    """Of a liquid: the milligrams said right behind the volume."""


class Figures:
    """Reads the figures of one language's texts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._weekdays = [name.lower() for name in words.texts("dates.weekdays")]
        self._months = [name.lower() for name in words.texts("dates.months")]
        forms = "|".join(
            re.escape(words.text(f"forms.{form}"))
            for form in ("tablet", "granules", "solution", "suspension")
        )
        self._slots = {
            **_SLOTS,
            "form": f"(?:{forms})",
            "strength": rf"(?P<strength>{_NUMBER}) mg(?:/mL)?",
            "weekday": f"(?P<weekday>{'|'.join(self._weekdays)})",
            "month": f"(?P<month>{'|'.join(self._months)})",
        }
        liquid = ("liquid", "mL", self._pattern("liquid.amount"))
        self._date = self._pattern("dates.day")
        self._short_date = self._pattern("dates.day_short")
        self._day_and_month = self._pattern("dates.day_and_month")
        self._taken = [
            *self._counted("tablets", "tablet"),
            *self._counted("granules", "granules"),
            liquid,
            *self._counted("tablets_short", "tablet"),
            *self._counted("granules_short", "granules"),
            ("liquid", "mL", self._pattern("liquid.short")),
        ]
        self._supplied = [
            ("one", "tablet", self._pattern("supply.tablet_one")),
            ("many", "tablet", self._pattern("supply.tablet_many")),
            ("one", "granules", self._pattern("supply.granules_one")),
            ("many", "granules", self._pattern("supply.granules_many")),
            ("many", "mL", self._pattern("supply.liquid")),
        ]
        self._longest_first = (liquid, *self._supplied, *self._taken)
        """Each pattern before those that match a part of what it matches."""
        self.pieces = lru_cache(4096)(self._pieces)
        self.dates = lru_cache(4096)(self._dates)
        self.milligrams = lru_cache(4096)(self._milligrams)

    def _dates(self, text: str) -> tuple[date, ...]:
        """Every date in words with its year; a weekday that isn't that day's makes it no date."""
        return tuple(
            day
            for match in self._date.finditer(text)
            if (day := self._as_date(match, int(match["year"]))) is not None
        )

    def short_date(self, text: str, year: int) -> date | None:
        """The date at the beginning of a text, of a year that stands elsewhere."""
        match = self._short_date.match(text)
        return self._as_date(match, year) if match else None

    def day_and_month(self, text: str, year: int) -> date | None:
        """The date that a text is, without its weekday, of a year that stands elsewhere."""
        match = self._day_and_month.fullmatch(text)
        return self._as_date(match, year) if match else None

    def _milligrams(self, text: str) -> tuple[Decimal, ...]:
        """Every dose in mg: not the strengths of tablets, nor the mg of a liquid's volume."""
        for _, _, pattern in self._longest_first:
            text = pattern.sub(" ", text)
        return tuple(Decimal(number) for number in _MG.findall(text))

    def _pieces(self, text: str) -> tuple[Pieces, ...]:
        """Everything taken that a text names, in its order."""
        return tuple(self._found(text, self._taken))

    def supplies(self, text: str) -> list[Pieces]:
        """Everything dispensed that a text names, in its order."""
        return self._found(text, self._supplied)

    def _found(self, text: str, patterns: list[tuple[str, str, re.Pattern[str]]]) -> list[Pieces]:
        """The longest match at each place, from the left on."""
        found: list[Pieces] = []
        at = 0
        while True:
            matches = [
                (match.start(), -match.end(), index, match)
                for index, (_, _, pattern) in enumerate(patterns)
                if (match := pattern.search(text, at))
            ]
            if not matches:
                return found
            _, _, index, match = min(matches)
            key, unit, _ = patterns[index]
            found.append(_pieces(key, unit, match))
            at = match.end()

    def _as_date(self, match: re.Match[str], year: int) -> date | None:
        try:
            day = date(year, self._months.index(match["month"].lower()) + 1, int(match["day"]))
        except ValueError:
            return None
        weekday = (match.groupdict().get("weekday") or "").lower()
        return day if weekday in ("", self._weekdays[day.weekday()]) else None

    def _counted(self, table: str, unit: str) -> list[tuple[str, str, re.Pattern[str]]]:
        keys = ("half", "one", "many", "one_and_half", "many_and_half")
        return [
            (key, unit, self._pattern(f"{table}.{key}"))
            for key in keys
            if self._words.has(f"{table}.{key}")
        ]

    def _pattern(self, name: str) -> re.Pattern[str]:
        """A template as a pattern: what stands in braces becomes what may stand there."""
        template = re.escape(self._words.template(name))
        pattern = re.sub(r"\\\{(\w+)\\\}", lambda slot: self._slots[slot[1]], template)
        return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _pieces(key: str, unit: str, match: re.Match[str]) -> Pieces:
    groups = match.groupdict()
    strength = Decimal(groups["strength"]) if groups.get("strength") else None
    if key == "liquid":
        mg = Decimal(groups["mg"]) if groups.get("mg") else None
        return Pieces(Decimal(groups["ml"]), unit, strength, mg)
    if key in _HALVES:
        return Pieces(Decimal(_HALVES[key]), unit, strength)
    count = Decimal(groups["count"].replace(",", ""))
    half = Decimal("0.5") if key == "many_and_half" else 0
    return Pieces(count + half, unit, strength)
