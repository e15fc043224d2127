"""What to prescribe: how much of each product the schedule takes, in all and fill by fill.

Both halves of a tablet are used, within a fill as in the whole; only what is dispensed is rounded
up to whole tablets or mL, after what is at home is taken off, which is used first. Days that tell
what was really taken are left out. A last step without end is counted for its first 28 days
(plan-file.md 2.8).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from math import ceil

import msgspec

from planner.amounts import ZERO, plain
from planner.dates import ONE_DAY
from planner.legs import Doses
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Dose, Schedule, Step
from planner.validity import tablets_of

COUNTED_FOR_GOOD = timedelta(days=28)
"""Days for which a last step without end is counted."""

Totals = dict[str, Decimal]
"""Tablets, packets or mL, by product."""


class Amount(msgspec.Struct, frozen=True):
    """So many tablets or packets, or mL, of a product: exactly, and as dispensed."""

    product: str
    amount: Decimal
    at_home: Decimal
    """What is at home on the first of these days, and used first."""
    dispense: int


class Fill(msgspec.Struct, frozen=True):
    """What is dispensed at once, for the days from `start` to `end`."""

    number: int
    start: date
    end: date
    amounts: tuple[Amount, ...]
    cut_short: bool = False
    """Its first days are over: these are what is left of it."""


class Supply(msgspec.Struct, frozen=True):
    """What a schedule takes, up to the last day counted, and per fill where asked for."""

    until: date | None
    """The last day counted; None where no day is left with a dose."""
    amounts: tuple[Amount, ...]
    fills: tuple[Fill, ...]
    reserve: tuple[tuple[str, int], ...]
    """Product and pieces (or mL) for going back a step, beside all that; () without a reserve."""
    halved_doses: int
    """How many doses need half a tablet."""


def supply(plan: Plan, schedule: Schedule, medicine: Medicine, since: date | None = None) -> Supply:
    """What the schedule takes up to its last day counted, in all and per `fill_days`.

    `since`: only what its days from this one on take.
    """
    until = last_day_counted(schedule)
    reserve = tuple(_reserve(plan, schedule, medicine, since))
    if until is None or (since and since > until):
        return Supply(None, (), (), reserve, 0)
    first = max(since, schedule.start) if since else schedule.start
    order = [product.id for product in medicine.strongest_first]
    home = _left_at_home(plan, schedule, first)
    return Supply(
        until,
        _amounts(_totals(schedule.steps, first, until), home, order),
        tuple(_fills(schedule, first, until, plan.fill_days, home, order))
        if plan.fill_days
        else (),
        reserve,
        sum(
            _days_within(step, first, until) * sum(map(needs_half, step.doses))
            for step in schedule.steps
        ),
    )


def last_day_counted(schedule: Schedule) -> date | None:
    """The last day of the last step that somebody decided, or the 28th of one that stays for good;
    None: no day."""
    decided = (step for step in reversed(schedule.steps) if not step.taken)
    last = next(decided, None)
    if last is None:
        return None
    return last.end or last.start + COUNTED_FOR_GOOD - ONE_DAY


def needs_half(dose: Dose) -> bool:
    """Whether half a tablet belongs to the dose (a liquid's half millilitre is none)."""
    return any(taken.is_half for taken in dose.take)


def doses_to_go_back_to(plan: Plan, steps: Sequence[Step], step: Step) -> Doses | None:
    """The doses of the nearest step before this one that had more a day, the regimen counted as
    the first; None: there was none.

    Not simply of the step before: after a hold or a step back that one has no more, or less; and
    doses that were `taken` without anybody's decision are nothing to go back to.
    """
    earlier = [plan.doses, *(one.mg for one in steps if one.start < step.start and not one.taken)]
    return next((doses for doses in reversed(earlier) if sum(doses, ZERO) > step.daily_mg), None)


def _reserve(
    plan: Plan, schedule: Schedule, medicine: Medicine, since: date | None
) -> Iterator[tuple[str, int]]:
    """Per product, the most that going back from any step would need for the reserve's days."""
    if not (plan.go_back_allowed and plan.reserve_days):
        return
    tablets = tablets_of(plan, medicine)
    most: Totals = {}
    for step in schedule.steps:
        if step.taken or not step.daily_mg or (since and step.end and step.end < since):
            continue
        needed: Totals = {}
        for mg in doses_to_go_back_to(plan, schedule.steps, step) or ():
            for taken in tablets.take(mg):
                needed[taken.product] = needed.get(taken.product, ZERO) + taken.amount
        for product, a_day in needed.items():
            most[product] = max(most.get(product, ZERO), a_day * plan.reserve_days)
    for product_known in medicine.strongest_first:
        if product_known.id in most:
            yield product_known.id, ceil(most[product_known.id])


def _left_at_home(plan: Plan, schedule: Schedule, first: date) -> Totals:
    """What is left on a day of what was at home on the schedule's first day."""
    home = {one.product: one.amount for one in plan.at_home}
    used = _totals(schedule.steps, schedule.start, first - ONE_DAY) if home else {}
    return {product: max(had - used.get(product, ZERO), ZERO) for product, had in home.items()}


def _fills(
    schedule: Schedule, since: date, last: date, days: int, home: Totals, order: list[str]
) -> Iterator[Fill]:
    """So many days each, from the first day of the schedule on; the steps are walked once."""
    steps = deque(schedule.steps)
    number = (since - schedule.start).days // days
    first = schedule.start + timedelta(days=days * number)
    while first <= last:
        number += 1
        end = min(first + timedelta(days=days) - ONE_DAY, last)
        begin = max(first, since)
        while (ended := steps[0].end) and ended < begin:
            steps.popleft()
        totals = _totals(_begun_by(end, steps), begin, end)
        yield Fill(number, begin, end, _amounts(totals, home, order), begin > first)
        home = {
            product: max(had - totals.get(product, ZERO), ZERO) for product, had in home.items()
        }
        first = end + ONE_DAY


def _begun_by(day: date, steps: Iterable[Step]) -> Iterator[Step]:
    return takewhile(lambda step: step.start <= day, steps)


def _totals(steps: Iterable[Step], first: date, last: date) -> Totals:
    """What the days from `first` to `last` take of each product."""
    totals: Totals = {}
    for step in steps:
        days = _days_within(step, first, last)
        if days <= 0:
            continue
        for dose in step.doses:
            for taken in dose.take:
                so_far = totals.get(taken.product, ZERO)
                totals[taken.product] = so_far + taken.amount * days
    return totals


def _amounts(
    totals: Mapping[str, Decimal], home: Mapping[str, Decimal], order: list[str]
) -> tuple[Amount, ...]:
    """The totals, strongest product first, liquids last."""
    return tuple(
        Amount(
            product,
            plain(totals[product]),
            plain(at_home := home.get(product, ZERO)),
            max(ceil(totals[product] - at_home), 0),
        )
        for product in order
        if product in totals
    )


def _days_within(step: Step, first: date, last: date) -> int:
    """How many of the days from `first` to `last` the step has; none of those merely told."""
    if step.taken:
        return 0
    return max((min(step.end or last, last) - max(step.start, first)).days + 1, 0)
