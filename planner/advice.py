"""Which product of the medicine would make a plan easier: fewer halves, or a line followed closer.

Each is found by building the schedule again with that product added; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from planner.in_words import counted
from planner.medicine import Medicine, Product
from planner.plan import Plan
from planner.schedule import Schedule, build
from planner.supply import supply
from planner.terms import PlanError


class Help(NamedTuple):
    """A product that, added to the plan's, leaves fewer of something: how many there are left."""

    product: Product
    left: int


def sparing_halves(plan: Plan, schedule: Schedule, medicine: Medicine) -> Help | None:
    """The product with which the fewest doses need half a tablet; None where none spares one."""

    def halved(plan: Plan, schedule: Schedule) -> int:
        return supply(plan, schedule, medicine).halved_doses

    return _fewest(plan, schedule, medicine, halved, liquids=False)


def following_the_line(plan: Plan, schedule: Schedule, medicine: Medicine) -> Help | None:
    """The product with which the fewest steps are coarse; None where none spares one."""

    def coarse(plan: Plan, schedule: Schedule) -> int:
        return sum(step.coarse for step in schedule.steps)

    return _fewest(plan, schedule, medicine, coarse, liquids=True)


def advice(plan: Plan, schedule: Schedule, medicine: Medicine) -> tuple[str, ...]:
    """What is said of halves and coarse steps, a sentence each; empty where there are none."""
    said = []
    if halved := supply(plan, schedule, medicine).halved_doses:
        verb = "needs" if halved == 1 else "need"
        helper = sparing_halves(plan, schedule, medicine)
        said.append(f"{counted(halved, 'dose')} {verb} half a tablet{_with(helper)}.")
    if coarse := sum(step.coarse for step in schedule.steps):
        verb = "is coarse: it cuts" if coarse == 1 else "are coarse: they cut"
        helper = following_the_line(plan, schedule, medicine)
        said.append(
            f"{counted(coarse, 'step')} {verb} at least twice what was asked for{_with(helper)}."
        )
    return tuple(said)


def _with(helper: Help | None) -> str:
    if helper is None:
        return ""
    return f"; with the {helper.product.label} too, {helper.left or 'none'} would"


def _fewest(
    plan: Plan,
    schedule: Schedule,
    medicine: Medicine,
    count: Callable[[Plan, Schedule], int],
    liquids: bool,
) -> Help | None:
    """The product not yet in the plan with which `count` comes out lowest, and lower than now."""
    now = count(plan, schedule)
    if not now:
        return None
    helps = []
    for product in medicine.products:
        offered = product.is_sold_in(plan.country) and product.id not in plan.products
        if offered and (liquids or not product.is_liquid):
            other = replace(plan, products=(*plan.products, product.id))
            try:
                helps.append(Help(product, count(other, build(other, medicine))))
            except PlanError:
                continue  # a smaller dose can make a percentage last for more than ten years
    best = min(helps, key=lambda found: found.left, default=None)
    return best if best and best.left < now else None
