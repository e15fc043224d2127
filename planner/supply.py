"""What to prescribe: how much of each product the schedule takes, in all and fill by fill.

Both halves of a tablet are used, within a fill as in the whole; only what is dispensed is rounded
up to whole tablets or mL. A last step without end is counted for its first 28 days
(contract.md 2.8).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from math import ceil

import msgspec

from planner.amounts import ZERO, plain
from planner.dates import ONE_DAY
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Dose, Schedule, Step

COUNTED_FOR_GOOD = timedelta(days=28)
"""Days for which a last step without end is counted."""


class Amount(msgspec.Struct, frozen=True):
    """So many tablets or packets, or mL, of a product: exactly, and as dispensed."""

    product: str
    amount: Decimal
    dispense: int


class Fill(msgspec.Struct, frozen=True):
    """What is dispensed at once, for the days from `start` to `end`."""

    start: date
    end: date
    amounts: tuple[Amount, ...]


class Supply(msgspec.Struct, frozen=True):
    """What a schedule takes in all, up to the last day counted, and per fill where asked for."""

    until: date | None
    """The last day counted; None where the plan stops on the day it starts."""
    amounts: tuple[Amount, ...]
    fills: tuple[Fill, ...]
    halved_doses: int
    """How many doses need half a tablet."""


def supply(plan: Plan, schedule: Schedule, medicine: Medicine) -> Supply:
    """What the schedule takes up to its last day counted, in all and per `fill_days`."""
    until = last_day_counted(schedule)
    if until is None:
        return Supply(None, (), (), 0)
    order = [product.id for product in medicine.strongest_first]
    return Supply(
        until,
        _amounts(schedule.steps, schedule.start, until, order),
        tuple(_fills(schedule, until, plan.fill_days, order)) if plan.fill_days else (),
        sum(
            _days_within(step, schedule.start, until) * sum(map(needs_half, step.doses))
            for step in schedule.steps
        ),
    )


def last_day_counted(schedule: Schedule) -> date | None:
    """The last day with a dose, or the 28th of a last step that stays for good; None: no day."""
    if not schedule.steps:
        return None
    if schedule.stop:
        return schedule.stop.on - ONE_DAY
    return schedule.steps[-1].start + COUNTED_FOR_GOOD - ONE_DAY


def needs_half(dose: Dose) -> bool:
    """Whether half a tablet belongs to the dose (a liquid's half millilitre is none)."""
    return any(taken.is_half for taken in dose.take)


def _fills(schedule: Schedule, last: date, days: int, order: list[str]) -> Iterator[Fill]:
    """So many days each, from the first day of the schedule on; the steps are walked once."""
    steps = deque(schedule.steps)
    first = schedule.start
    while first <= last:
        end = min(first + timedelta(days=days) - ONE_DAY, last)
        while (ended := steps[0].end) and ended < first:
            steps.popleft()
        yield Fill(first, end, _amounts(_begun_by(end, steps), first, end, order))
        first = end + ONE_DAY


def _begun_by(day: date, steps: Iterable[Step]) -> Iterator[Step]:
    return takewhile(lambda step: step.start <= day, steps)


def _amounts(
    steps: Iterable[Step], first: date, last: date, order: list[str]
) -> tuple[Amount, ...]:
    """What the days from `first` to `last` take, strongest product first, liquids last."""
    totals: dict[str, Decimal] = {}
    for step in steps:
        days = _days_within(step, first, last)
        for dose in step.doses:
            for taken in dose.take:
                so_far = totals.get(taken.product, ZERO)
                totals[taken.product] = so_far + taken.amount * days
    return tuple(
        Amount(product, plain(totals[product]), ceil(totals[product]))
        for product in order
        if product in totals
    )


def _days_within(step: Step, first: date, last: date) -> int:
    """How many of the days from `first` to `last` a step has that reaches into them."""
    return (min(step.end or last, last) - max(step.start, first)).days + 1
