"""What the pharmacy's sheet must say: what is still to be dispensed, which doses need a half."""

from __future__ import annotations

from planner.amounts import ZERO, Milligrams
from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.handout.pharmacy import halved_steps
from planner.handout.readback.page import Page, Said
from planner.handout.readback.tables import check_fills_tables, check_supply_tables
from planner.supply import needs_half


def check_pharmacy(page: Page) -> None:
    given, schedule = page.given, page.given.schedule
    check_supply_tables(page, given.supply_to_come)
    check_fills_tables(page, given.supply_to_come.fills, whole=False)
    day = given.first_change if given.plan.revisions else None
    page.sentences("changed", [Said(dates=(day,), mg=_changed(given))] if day else [])
    nodes = page.titled("halves")
    steps = halved_steps(given)[: len(nodes)]
    page.sentences(
        "halves",
        [
            Said(
                dates=(step.start, *((step.end,) if step.end else ())),
                doses=tuple(filter(needs_half, step.doses)),
            )
            for step in steps
        ],
    )
    stops = schedule.stops_on
    page.sentences("last dose", [Said(dates=(stops - ONE_DAY, stops))] if stops else [])


def _changed(given: Given) -> tuple[Milligrams, ...]:
    """The daily dose now, and that of the next change where it differs."""
    before, after = given.now_mg, given.coming[0].daily_mg if given.coming else ZERO
    return (before,) if before == after else (before, after)
