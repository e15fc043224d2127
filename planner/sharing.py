"""The next doses: the smallest daily dose not below the line, shared over the dose times.

This is the one rule that turns a line into doses (plan-file.md 2.3, 2.4). All amounts are whole
grains (see `tablets`), and a set of amounts is an integer whose bit n is set where n belongs to
it, so that "which totals can these dose times reach" is a handful of shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from planner.terms import SharingRule

Amounts = int
"""A set of amounts, in grains, as bits."""
Shares = tuple[int, ...]
"""A dose for each dose time, in grains, from the one kept highest to the one reduced first."""
Choose = Callable[[int, Sequence[Amounts]], Shares | None]
"""The sharing of a total with one of the given amounts at each dose time, the first as high as can
be; None where there is none."""


class Way(NamedTuple):
    """How a taper shares what it asks for."""

    rule: SharingRule
    order: tuple[int, ...]
    """The places of the dose times from the one kept highest to the one reduced first."""
    pattern: Shares
    """The doses with which the taper came, in the order of the dose times: what `proportional`
    keeps to."""
    target: int
    """The daily dose, in grains, that must still be reachable from the doses chosen."""


def next_doses(doses: Sequence[int], asked: int, makeable: Amounts, way: Way) -> Shares:
    """The doses that follow `doses` where a daily dose of `asked` is asked for.

    Each is one of `makeable` and none is above what it was; their sum is the smallest that can be
    reached, is not below `asked`, and leaves the target in reach (`doses` themselves where nothing
    lower does).
    """
    caps = [doses[index] for index in way.order]
    choices = [_up_to(makeable, cap) for cap in caps]
    total = _lowest(_reachable(choices) >> asked) + asked
    shared = _shared(total, caps, makeable, way, _highest_first)
    if way.target and not can_reach(shared, way.target, makeable):
        shared = _keeping_the_target(asked, caps, makeable, way)
    return tuple(shared[way.order.index(index)] for index in range(len(doses)))


def can_reach(doses: Sequence[int], total: int, makeable: Amounts) -> bool:
    """Whether doses that can be made, none above `doses`, add up to exactly `total`."""
    return bool(_reachable([_up_to(makeable, dose) for dose in doses]) >> total & 1)


def _shared(total: int, caps: Sequence[int], makeable: Amounts, way: Way, choose: Choose) -> Shares:
    """The best sharing of a total that `choose` can share."""
    if way.rule == "one-at-a-time":
        shared = choose(total, [_up_to(makeable, cap) for cap in caps])
        assert shared is not None, "the total was found among the reachable ones"
        return shared
    if way.rule == "balanced":
        return _balanced(total, caps, makeable, choose)
    return _proportional(total, caps, makeable, [way.pattern[index] for index in way.order], choose)


def _keeping_the_target(asked: int, caps: Sequence[int], makeable: Amounts, way: Way) -> Shares:
    """The doses that follow where those that would come first lead past the target."""
    choose = _Targeted(makeable, way.target)
    choices = [_up_to(makeable, cap) for cap in caps]
    totals = choose.totals(choices) >> asked
    return _shared(_lowest(totals) + asked, caps, makeable, way, choose)


def _proportional(
    total: int, caps: Sequence[int], makeable: Amounts, pattern: Sequence[int], choose: Choose
) -> Shares:
    """The smallest greatest difference between a dose and its share; among equals, the highest
    first.

    Differences are counted in grains times the pattern's sum, so that they are whole numbers. The
    amounts allowed at each dose time widen around its share, by the next nearest one each time,
    until the total can be shared among them.
    """
    whole = sum(pattern)
    shares = [total * part for part in pattern]
    allowed = [_up_to(makeable, cap) for cap in caps]
    furthest = max(
        _nearest(amounts, share, whole) for amounts, share in zip(allowed, shares, strict=True)
    )
    while True:
        windows = [
            _between(amounts, -((furthest - share) // whole), (share + furthest) // whole)
            for amounts, share in zip(allowed, shares, strict=True)
        ]
        if shared := choose(total, windows):
            return shared
        furthest = min(
            beyond
            for amounts, share in zip(allowed, shares, strict=True)
            if (beyond := _next_nearest(amounts, share, whole, furthest)) is not None
        )


def _nearest(amounts: Amounts, share: int, whole: int) -> int:
    """How far the nearest of the amounts is from a share, in grains times `whole`."""
    found = _next_nearest(amounts, share, whole, -1)
    assert found is not None, "none is always an amount"
    return found


def _next_nearest(amounts: Amounts, share: int, whole: int, beyond: int) -> int | None:
    """How far the nearest of those amounts is that are further than `beyond` from a share."""
    below = (share - beyond - 1) // whole  # the highest amount that far below the share
    above = -((-share - beyond - 1) // whole)  # the lowest that far above it
    distances = []
    if below >= 0 and (lower := _up_to(amounts, below)):
        distances.append(share - (lower.bit_length() - 1) * whole)
    if higher := amounts >> max(above, 0):
        distances.append((_lowest(higher) + max(above, 0)) * whole - share)
    return min(distances, default=None)


def _balanced(total: int, caps: Sequence[int], makeable: Amounts, choose: Choose) -> Shares:
    """The smallest difference between highest and lowest; among equals, the highest first.

    If every whole number of grains could be made, the highest dose would be `ceiling` and the
    lowest `floor`. Where some can't, the difference is widened one grain at a time from there;
    every window that wide has to hold both.
    """
    ceiling, floor = _level(total, caps), min(*caps, total // len(caps))
    for spread in count(ceiling - floor):
        windows = range(max(ceiling - spread, 0), floor + 1)
        found = [
            choose(total, [_between(makeable, low, min(low + spread, cap)) for cap in caps])
            for low in windows
        ]
        if shared := max((doses for doses in found if doses), default=None):
            return shared
    raise AssertionError("the total was found among the reachable ones")


def _level(total: int, caps: Sequence[int]) -> int:
    """The lowest height at which `caps`, cut off there, still hold `total`."""
    left = total
    ascending = sorted(caps)
    for index, cap in enumerate(ascending):
        share = -(-left // (len(ascending) - index))
        if share <= cap:
            return share
        left -= cap
    return ascending[-1]


def _highest_first(total: int, choices: Sequence[int]) -> tuple[int, ...] | None:
    """One amount of each of `choices` that add up to `total`, the first as high as can be."""
    rests = [1]
    for choice in reversed(choices):
        rests.append(_sums(choice, rests[-1]))
    if not rests.pop() >> total & 1:
        return None
    shared = []
    for choice, rest in zip(choices, reversed(rests), strict=True):
        amount = min(choice.bit_length() - 1, total)
        while not (choice >> amount & 1 and rest >> total - amount & 1):
            amount -= 1
        shared.append(amount)
        total -= amount
    return tuple(shared)


class _Targeted:
    """Chooses as `_highest_first` does, among doses from which the target can be reached.

    Beside each dose goes what it comes down to in the end: an amount that can be made and isn't
    above it. A pair of totals (of doses, of ends) is one number, `ends * base + doses`, so that
    sets of pairs add up as sets of amounts do.
    """

    def __init__(self, makeable: Amounts, target: int) -> None:
        self._makeable = makeable
        self._target = target

    def totals(self, choices: Sequence[Amounts]) -> Amounts:
        """The totals of doses from which the target can be reached."""
        base = _base(choices)
        return _reachable([self._pairs(one, base) for one in choices]) >> self._target * base & (
            (1 << base) - 1
        )

    def __call__(self, total: int, choices: Sequence[Amounts]) -> Shares | None:
        if not all(choices):
            return None
        base = _base(choices)
        rests = [1]
        for choice in reversed(choices):
            rests.append(_sums(self._pairs(choice, base), rests[-1]))
        if total >= base or not rests.pop() >> self._target * base + total & 1:
            return None
        shared: list[int] = []
        ends = {self._target}
        for choice, rest in zip(choices, reversed(rests), strict=True):
            amount = min(choice.bit_length() - 1, total)
            while not (left := self._left(ends, choice, amount, total, rest, base)):
                amount -= 1
            shared.append(amount)
            total, ends = total - amount, left
        return tuple(shared)

    def _left(
        self, ends: set[int], choice: Amounts, amount: int, total: int, rest: int, base: int
    ) -> set[int]:
        """What may be left of the target for the other dose times, with `amount` at this one."""
        if not choice >> amount & 1:
            return set()
        downs = _members(_up_to(self._makeable, amount))
        lefts = {end - down for end in ends for down in downs if down <= end}
        return {left for left in lefts if rest >> left * base + total - amount & 1}

    def _pairs(self, choice: Amounts, base: int) -> int:
        """The amounts of a dose time, each with every end that isn't above it."""
        pairs = 0
        for end in _members(_up_to(self._makeable, min(self._target, choice.bit_length() - 1))):
            pairs |= choice >> end << end << end * base
        return pairs


def _base(choices: Sequence[Amounts]) -> int:
    """More than the highest total of one amount of each."""
    return sum(choice.bit_length() for choice in choices) + 1


def _members(amounts: Amounts) -> list[int]:
    return [place for place in range(amounts.bit_length()) if amounts >> place & 1]


def _between(amounts: Amounts, lowest: int, highest: int) -> Amounts:
    lowest = max(lowest, 0)
    return _up_to(amounts, highest) >> lowest << lowest


def _reachable(choices: Sequence[int]) -> int:
    """The totals that one amount of each of `choices` can add up to."""
    totals = 1
    for choice in choices:
        totals = _sums(choice, totals)
    return totals


def _sums(one: int, other: int) -> int:
    """Every sum of an amount of `one` and an amount of `other`, run by run of `one`."""
    sums = 0
    start = 0
    while one:
        gap = _lowest(one)
        one >>= gap
        start += gap
        length = _lowest(~one)
        sums |= _smeared(other, length) << start
        one >>= length
        start += length
    return sums


def _smeared(bits: int, length: int) -> int:
    """`bits` or-ed with itself shifted by 1, 2, … `length` - 1: doubling instead of a loop."""
    done = 1
    while done < length:
        step = min(done, length - done)
        bits |= bits << step
        done += step
    return bits


def _up_to(bits: int, highest: int) -> int:
    return bits & ((1 << highest + 1) - 1) if highest >= 0 else 0


def _lowest(bits: int) -> int:
    """The place of the lowest bit set."""
    return (bits & -bits).bit_length() - 1
