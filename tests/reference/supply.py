"""How much a schedule needs, what to dispense, and the reserve (contract 2, point 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Protocol

from .amounts import ONE_DAY, Amounts, Doses, Json, added, as_text, later, mg, times
from .products import Pharmacy

OPEN_STEP_DAYS = 28


class Step(Protocol):
    """A run of days with the same doses; a step without end is the last one."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...
    @property
    def doses(self) -> Doses: ...
    @property
    def taken(self) -> bool: ...


def last_day_counted(steps: Sequence[Step]) -> date | None:
    """The last day that isn't left out; None where there is none."""
    counted = [step for step in steps if not step.taken]
    return _counted_to(counted[-1]) if counted else None


def _counted_to(step: Step) -> date:
    return later(step.start, OPEN_STEP_DAYS - 1) if step.end is None else step.end


def needed(steps: Sequence[Step], first: date, last: date, pharmacy: Pharmacy) -> Amounts:
    """What the doses of all these days add up to, the days that were taken left out."""
    parts = list[Amounts]()
    for step in steps:
        days = (min(_counted_to(step), last) - max(step.start, first)).days + 1
        if days > 0 and not step.taken:
            parts.append(times(pharmacy.of_a_day(step.doses), days))
    return added(parts)


def at_home(plan: Json) -> Amounts:
    """What the patient has on the first day."""
    return added({row["product"]: mg(row["amount"])} for row in plan.get("at_home", []))


def dispensed(need: Amounts, home: Amounts) -> dict[str, str]:
    """Whole tablets or mL, after what is at home."""
    return {
        product: str(max(0, ceil(amount - home.get(product, Fraction(0)))))
        for product, amount in need.items()
        if amount
    }


def fills(
    steps: Sequence[Step], start: date, until: date | None, plan: Json, pharmacy: Pharmacy
) -> list[list[object]]:
    """Each fill's first and last day, what it needs, and what to dispense for it."""
    found, first, home = list[list[object]](), start, at_home(plan)
    fill_days = plan.get("fill_days")
    while fill_days and until and first <= until:
        last = min(later(first, fill_days - 1), until)
        need = needed(steps, first, last, pharmacy)
        found.append(
            [first.isoformat(), last.isoformat(), as_text(need), dispensed(need, home)],
        )
        home = {
            product: max(Fraction(0), amount - need.get(product, Fraction(0)))
            for product, amount in home.items()
        }
        first = last + ONE_DAY
    return found


def reserve(
    steps: Sequence[Step], regimen: Doses, plan: Json, pharmacy: Pharmacy
) -> dict[str, str]:
    """By product, the most that going back from any step needs, rounded up."""
    days = plan.get("reserve_days", 0) if plan.get("go_back_allowed", False) else 0
    most, earlier = Amounts(), [regimen]
    for step in steps:
        if step.taken:
            continue
        higher = [doses for doses in earlier if sum(doses) > sum(step.doses)]
        if any(step.doses) and higher:
            for product, amount in times(pharmacy.of_a_day(higher[-1]), days).items():
                most[product] = max(amount, most.get(product, amount))
        earlier.append(step.doses)
    return {product: str(ceil(amount)) for product, amount in most.items() if amount}
