"""The tables that several pages share: steps, supplies and fills, row for row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.handout.readback.page import Page, Said
from planner.handout.readback.pictures import check_mark
from planner.handout.readback.reading import Node
from planner.handout.wording import dispensed
from planner.schedule import Dose, Step
from planner.supply import Fill, Supply


def rows_of(tables: Iterable[Node], cells: int) -> list[list[Node]]:
    """The rows of tables with so many cells: not those that are one text across."""
    return [
        row.kids
        for table in tables
        for row in table.kids
        if len(row.kids) == cells and row.kids[-1].role == "TD"
    ]


def _rows_with_bands(tables: Iterable[Node], cells: int) -> Iterator[tuple[str, list[Node]]]:
    """The rows, each with what is said across the table above it."""
    bands = ""
    for row in (row for table in tables for row in table.kids):
        if len(row.kids) == 1:
            bands += row.text
        elif len(row.kids) == cells and row.kids[-1].role == "TD":
            yield bands, row.kids
            bands = ""


class StepRow(NamedTuple):
    """What a row by day and dose time must say."""

    day: date | None
    doses: Sequence[Dose]
    before: Sequence[Milligrams]
    """The doses of the day before."""
    revised: date | None = None
    """The day of the revision that begins with it."""


def check_steps(page: Page, title: str, expected: Sequence[StepRow]) -> None:
    """The rows of a table by day and dose time; what changes is marked, and so are revisions."""
    rows = list(_rows_with_bands(page.titled(title), 1 + len(page.given.plan.regimen)))
    page.same(f"{title}, number of rows", len(expected), len(rows))
    for (bands, row), wanted in zip(rows, expected, strict=True):
        place = f"{title}, {wanted.day}"
        page.dates(f"{place}, day", [wanted.day] if wanted.day else [], row[0].text)
        revised = [wanted.revised] if wanted.revised else []
        page.dates(f"{place}, changed plan", revised, page.without_own_words(bands))
        for cell, dose, before in zip(row[1:], wanted.doses, wanted.before, strict=True):
            page.dose(f"{place}, {dose.name}", cell, dose)
            check_mark(page, f"{place}, {dose.name}", cell, dose.mg, before)


def check_supply_tables(page: Page, supply: Supply) -> None:
    """What is taken, exactly and as dispensed, and what of it is at home; and the reserve."""
    tables = page.titled("supply")
    page.same("supply, tables", 0 if supply.until is None else 1, len(tables))
    home = any(amount.at_home for amount in supply.amounts)
    rows = rows_of(tables, 4 if home else 3)
    amounts = supply.amounts if tables else ()
    page.same("supply, number of rows", len(amounts), len(rows))
    for row, amount in zip(rows, amounts, strict=True):
        place = f"supply of {amount.product}"
        wanted = [amount.amount, *([amount.at_home] if home else [])]
        found = [Decimal(cell.text.removesuffix(" mL")) for cell in row[1:-1]]
        page.same(f"{place}, exactly", wanted, found)
        page.supply_cell(place, row[-1].text, [(amount.product, amount.dispense)])
    reserve = [Said(supplies=supply.reserve)] if tables and supply.reserve else []
    page.sentences("reserve", reserve)


def check_fills_tables(page: Page, fills: Sequence[Fill]) -> None:
    """All the fills with their numbers, days, steps and supplies."""
    home = any(amount.at_home for fill in fills for amount in fill.amounts)
    for table in page.titled("fills"):
        rows = rows_of([table], 6 if home else 5)
        page.same("fills, number of rows", len(fills), len(rows))
        for row, fill in zip(rows, fills, strict=True):
            place = f"fill {fill.number}"
            page.same(f"{place}, number", str(fill.number), row[0].text)
            page.dates(f"{place}, days", [fill.start, fill.end], f"{row[1].text}; {row[2].text}")
            numbers = [int(one) for one in re.findall(r"\d+", row[3].text)]
            steps = [one.number for one in page.given.schedule.steps if _falls_into(one, fill)]
            page.same(f"{place}, steps", sorted({steps[0], steps[-1]}), numbers)
            page.supply_cell(place, row[-1].text, dispensed(fill.amounts))


def _falls_into(step: Step, fill: Fill) -> bool:
    return step.start <= fill.end and (step.end is None or step.end >= fill.start)
