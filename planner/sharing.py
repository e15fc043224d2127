"""The next doses: the smallest daily dose not below the line, shared over the dose times.

This is the one rule that turns a line into doses (contract.md 2.3, 2.4). All amounts are whole
grains (see `tablets`), and a set of amounts is an integer whose bit n is set where n belongs to
it, so that "which totals can these dose times reach" is a handful of shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Rule = Literal["balanced", "one-at-a-time"]


def next_doses(
    doses: Sequence[int], asked: int, makeable: int, rule: Rule, order: Sequence[int]
) -> tuple[int, ...]:
    """The doses that follow `doses` where a daily dose of `asked` is asked for.

    Each is one of `makeable` and none is above what it was; their sum is the smallest that can be
    reached and is not below `asked` (`doses` themselves where nothing lower can be reached).
    `order` names the dose times from the one kept highest to the one reduced first.
    """
    caps = [doses[index] for index in order]
    total = _lowest(_reachable([_up_to(makeable, cap) for cap in caps]) >> asked) + asked
    share = _balanced if rule == "balanced" else _one_at_a_time
    shared = share(total, caps, makeable)
    return tuple(shared[order.index(index)] for index in range(len(doses)))


def can_reach(doses: Sequence[int], total: int, makeable: int) -> bool:
    """Whether doses that can be made, none above `doses`, add up to exactly `total`."""
    return bool(_reachable([_up_to(makeable, dose) for dose in doses]) >> total & 1)


def _one_at_a_time(total: int, caps: Sequence[int], makeable: int) -> tuple[int, ...]:
    shared = _highest_first(total, [_up_to(makeable, cap) for cap in caps])
    assert shared is not None, "the total was found among the reachable ones"
    return shared


def _balanced(total: int, caps: Sequence[int], makeable: int) -> tuple[int, ...]:
    """The smallest difference between highest and lowest; among equals, the highest first.

    If every whole number of grains could be made, the highest dose would be `ceiling` and the
    lowest `floor`. Where some can't, the difference is widened one grain at a time from there;
    every window that wide has to hold both.
    """
    ceiling, floor = _level(total, caps), min(*caps, total // len(caps))
    spread = ceiling - floor
    while True:
        windows = range(max(ceiling - spread, 0), floor + 1)
        found = [_within(low, low + spread, total, caps, makeable) for low in windows]
        if shared := max((doses for doses in found if doses), default=None):
            return shared
        spread += 1


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


def _within(
    low: int, high: int, total: int, caps: Sequence[int], makeable: int
) -> tuple[int, ...] | None:
    """The highest-first sharing of `total` in which no dose is below `low` or above `high`."""
    at_least_low = makeable >> low << low
    return _highest_first(total, [_up_to(at_least_low, min(high, cap)) for cap in caps])


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
    return bits & ((1 << highest + 1) - 1)


def _lowest(bits: int) -> int:
    """The place of the lowest bit set."""
    return (bits & -bits).bit_length() - 1
