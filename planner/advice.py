"""Which product of the medicine would make a plan easier: fewer halves, or a line followed closer.

Each is found by building the schedule again with that product added; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from planner.medicine import Medicine, Product
from planner.plan import Plan
from planner.schedule import Schedule, build
from planner.supply import supply


def sparing_halves(
    plan: Plan, schedule: Schedule, medicine: Medicine
) -> tuple[Product, int] | None:
    """The product that spares most of the doses with half a tablet, and how many are left.

    None where no dose needs a half, or no product spares one.
    """
    halved = supply(plan, schedule, medicine).halved_doses
    left = [
        (supply(other, build(other, medicine), medicine).halved_doses, product)
        for product, other in _with_one_more(plan, medicine)
        if halved and not product.is_liquid
    ]
    fewest = min(left, key=lambda found: found[0], default=None)
    return (fewest[1], fewest[0]) if fewest and fewest[0] < halved else None


def following_the_line(plan: Plan, schedule: Schedule, medicine: Medicine) -> Product | None:
    """The first product with which no step is coarse; None where none is, or no product helps."""
    if not any(step.coarse for step in schedule.steps):
        return None
    return next(
        (
            product
            for product, other in _with_one_more(plan, medicine)
            if not any(step.coarse for step in build(other, medicine).steps)
        ),
        None,
    )


def _with_one_more(plan: Plan, medicine: Medicine) -> Iterator[tuple[Product, Plan]]:
    """The plan with each product of the medicine that it doesn't have yet."""
    for product in medicine.products:
        if product.id not in plan.products:
            yield product, replace(plan, products=(*plan.products, product.id))
