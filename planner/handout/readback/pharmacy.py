"""What the pharmacy's sheet must say: what is to be dispensed, each step, and its label's words."""

from __future__ import annotations

from planner.amounts import ZERO, Milligrams
from planner.handout.given import Given
from planner.handout.readback.page import Page, Said
from planner.handout.readback.reading import Node
from planner.handout.readback.tables import check_fills_tables, check_supply_tables
from planner.schedule import Step


def check_pharmacy(page: Page) -> None:
    given = page.given
    check_supply_tables(page, given.supply_to_come)
    check_fills_tables(page, given.supply_to_come.fills)
    day, stops = given.first_change, given.schedule.stops_on
    page.sentences("changed", [Said(dates=(day,), mg=_changed(given))] if day else [])
    page.sentences("last dose", [Said(dates=(given.last_dose, stops))] if stops else [])
    _check_steps(page)


def _changed(given: Given) -> tuple[Milligrams, ...]:
    """The daily dose now, and that of the next change where it differs."""
    before, after = given.now_mg, given.coming[0].daily_mg if given.coming else ZERO
    return (before,) if before == after else (before, after)


def _check_steps(page: Page) -> None:
    """A row a step, and under it the label; the stop has a row alone."""
    given = page.given
    rows = [row.kids for table in page.titled("steps and labels") for row in table.kids][1:]
    stops = bool(given.shown and given.stops_on)
    page.same("steps, number of rows", 2 * len(given.shown) + stops, len(rows))
    if stops:
        stop = rows.pop()
        page.dates("the stop, day", [given.stops_on], stop[1].text)
    for step, row, note in zip(given.shown, rows[::2], rows[1::2], strict=True):
        _check_step(page, step, row)
        doses = () if step.taken else step.doses
        page.taken(f"step {step.number}, label", doses, note[-1].text)


def _check_step(page: Page, step: Step, row: list[Node]) -> None:
    place = f"step {step.number}"
    page.same(f"{place}, number", str(step.number), row[0].text)
    page.dates(f"{place}, first day", [step.start], row[1].text)
    page.dates(f"{place}, last day", [step.end] if step.end else [], row[2].text)
    for cell, dose in zip(row[3:], step.doses, strict=True):
        page.dose(f"{place}, {dose.name}", cell, dose)
