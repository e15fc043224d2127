"""Which doses follow a line, and how a daily dose is shared (contract 2, points 3 and 4).

All doses that can be reached are enumerated; none of them is built by a rule of thumb.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product as every_combination
from typing import Any

from .amounts import TOLERANCE_MG, Doses, Json, Micrograms, daily
from .products import Pharmacy, dispensable


@dataclass(frozen=True)
class Sharing:
    """The rule by which a daily dose is shared, and the places of `keep_highest` in the regimen."""

    rule: str
    keep_highest: tuple[int, ...]

    @classmethod
    def of(cls, plan: Json) -> Sharing:
        sharing = plan.get("sharing", {})
        names = [entry["name"] for entry in plan["regimen"]]
        keep = sharing.get("keep_highest", [names[-1], *names[:-1]])
        return cls(sharing.get("rule", "proportional"), tuple(names.index(name) for name in keep))

    def worse(self, doses: Doses, came_with: Doses) -> tuple[Any, ...]:
        """The sharing with the lowest of these is the one wanted."""
        kept = tuple(-doses[place] for place in self.keep_highest)
        if self.rule == "proportional":
            return (greatest_difference(doses, came_with), *kept)
        if self.rule == "balanced":
            return (max(doses) - min(doses), *kept)
        return kept


def greatest_difference(doses: Doses, came_with: Doses) -> Fraction:
    """The greatest difference between a dose and its share of their sum, in micrograms."""
    shares = [Fraction(sum(doses) * part, sum(came_with)) for part in came_with]
    return max(abs(dose - share) for dose, share in zip(doses, shares, strict=True))


def follow(
    pharmacy: Pharmacy,
    sharing: Sharing,
    came_with: Doses,
    before: Doses,
    line: Fraction,
    target: Fraction,
) -> Doses:
    """The doses with the smallest daily dose that isn't below the line and keeps the target."""
    for daily_dose, shared in _by_daily_dose(pharmacy, before):
        if daily_dose < line - TOLERANCE_MG:
            continue
        keeping = [doses for doses in shared if can_reach(pharmacy, doses, target)]
        if keeping:
            return min(keeping, key=lambda doses: sharing.worse(doses, came_with))
    raise AssertionError("the doses of before are always among them")


@lru_cache(maxsize=64)
def _by_daily_dose(pharmacy: Pharmacy, before: Doses) -> list[tuple[Fraction, list[Doses]]]:
    """All doses, each dispensable and none above what it was, from the lowest daily dose on."""
    found = dict[Fraction, list[Doses]]()
    for doses in every_combination(*(dispensable(pharmacy, dose) for dose in before)):
        found.setdefault(daily(doses), []).append(doses)
    return sorted(found.items())


def can_reach(pharmacy: Pharmacy, doses: Doses, target: Fraction) -> bool:
    """Whether lower doses, or these, add up to the target."""
    return target == 0 or target * 1000 in sums(pharmacy, doses)


def sums(pharmacy: Pharmacy, highest: Doses) -> frozenset[Micrograms]:
    """All daily doses that can be reached from these doses."""
    return _sums(pharmacy, tuple(sorted(highest)))


@cache
def _sums(pharmacy: Pharmacy, highest: Doses) -> frozenset[Micrograms]:
    if not highest:
        return frozenset({0})
    rest = _sums(pharmacy, highest[1:])
    return frozenset(a + b for a in dispensable(pharmacy, highest[0]) for b in rest)
