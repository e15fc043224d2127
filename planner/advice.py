"""Which product of the medicine would make a plan easier: fewer halves, or a line followed closer.

Each is found by building the schedule again with that product added; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from planner.case import Case
from planner.in_words import counted
from planner.medicine import Product
from planner.terms import PlanError


class Help(NamedTuple):
    """A product that, added to the plan's, leaves fewer of something: how many there are left."""

    product: Product
    left: int


def sparing_halves(case: Case) -> Help | None:
    """The product with which the fewest doses to come need half a tablet; None where none spares
    one."""
    return _fewest(case, _halved, liquids=False)


def following_the_line(case: Case) -> Help | None:
    """The product with which the fewest steps to come are coarse; None where none spares one."""
    return _fewest(case, _coarse, liquids=True)


def advice(case: Case) -> tuple[str, ...]:
    """What is said of halves and coarse steps from the case's day on, a sentence each; empty where
    there are none."""
    said = []
    if halved := _halved(case):
        verb = "needs" if halved == 1 else "need"
        helper = sparing_halves(case)
        said.append(f"{counted(halved, 'dose')} {verb} half a tablet{_with(helper)}.")
    if coarse := _coarse(case):
        verb = "is coarse: it cuts" if coarse == 1 else "are coarse: they cut"
        helper = following_the_line(case)
        said.append(
            f"{counted(coarse, 'step')} {verb} at least twice what was asked for{_with(helper)}."
        )
    return tuple(said)


def _halved(case: Case) -> int:
    return case.supply_to_come.halved_doses


def _coarse(case: Case) -> int:
    return sum(step.coarse for step in case.schedule.steps if step.start >= case.day)


def _with(helper: Help | None) -> str:
    if helper is None:
        return ""
    return f"; with the {helper.product.label} too, {helper.left or 'none'} would"


def _fewest(case: Case, count: Callable[[Case], int], liquids: bool) -> Help | None:
    """The product not yet in the plan with which `count` comes out lowest, and lower than now."""
    plan, now = case.plan, count(case)
    if not now:
        return None
    helps = []
    for product in case.medicine.products:
        offered = product.is_sold_in(plan.country) and product.id not in plan.products
        if offered and (liquids or not product.is_liquid):
            other = replace(plan, products=(*plan.products, product.id))
            try:
                helps.append(Help(product, count(Case(other, case.medicine, case.day))))
            except PlanError:
                continue  # a smaller dose can make a percentage last for more than ten years
    best = min(helps, key=lambda found: found.left, default=None)
    return best if best and best.left < now else None
