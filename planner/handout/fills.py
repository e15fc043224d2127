"""The supplies that come one after another: which the patient's page names, what they sum up to.

The pharmacy's and the prescriber's sheets have them all in tables of their own.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.supply import Fill, Supply

ASK_AHEAD = timedelta(days=7)
"""How long before a supply ends more is asked for; half its days where it is shorter."""

MOST_FILLS = 3
"""Supplies named on the patient's page."""


def fills_told(given: Given) -> list[tuple[Fill, date | None]]:
    """The supplies to come that the page names, each with the day by which to ask for the next."""
    fills = given.supply_to_come.fills
    last = fills[-1] if fills and given.stops_on else None
    return [(fill, None if fill is last else _ask_on(fill)) for fill in fills[:MOST_FILLS]]


def _ask_on(fill: Fill) -> date:
    """The day by which to ask for the next supply."""
    return fill.end - min(ASK_AHEAD, (fill.end - fill.start + ONE_DAY) // 2)


def come_to_more(supply: Supply) -> bool:
    """The fills, each rounded up, come to more than the whole."""
    fills = Counter[str]()
    for fill in supply.fills:
        fills.update({amount.product: amount.dispense for amount in fill.amounts})
    return any(fills[one.product] > one.dispense for one in supply.amounts)
