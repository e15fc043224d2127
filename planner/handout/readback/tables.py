"""The tables that several pages share: steps, supplies and fills, row for row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from planner.handout.readback.page import Page
from planner.handout.readback.reading import Node
from planner.schedule import Dose
from planner.supply import Fill, Supply


def rows_of(tables: Iterable[Node], cells: int) -> list[list[Node]]:
    """The rows of tables with so many cells: not those that are one text across."""
    return [
        row.kids
        for table in tables
        for row in table.kids
        if len(row.kids) == cells and row.kids[-1].role == "TD"
    ]


def check_steps(page: Page, title: str, expected: Sequence[tuple[date, Sequence[Dose]]]) -> None:
    """The rows of a table by day and dose time."""
    rows = rows_of(page.tables(title), 1 + len(page.given.plan.regimen))
    page.same(f"{title}, number of rows", len(expected), len(rows))
    for row, (day, doses) in zip(rows, expected, strict=True):
        place = f"{title}, {day}"
        page.same(f"{place}, day", (day,), page.figures.dates(row[0].text))
        for cell, dose in zip(row[1:], doses, strict=True):
            page.dose(f"{place}, {dose.name}", cell, dose)


def check_supply_tables(page: Page, supply: Supply) -> None:
    """What is taken, exactly and as dispensed."""
    rows = rows_of(page.tables("supply"), 3)
    amounts = [amount for _ in page.tables("supply") for amount in supply.amounts]
    page.same("supply, number of rows", len(amounts), len(rows))
    for row, amount in zip(rows, amounts, strict=True):
        exactly = Decimal(row[1].text.removesuffix(" mL"))
        page.same(f"supply of {amount.product}, exactly", amount.amount, exactly)
        page.supply_cell(f"supply of {amount.product}", row[2].text, [amount])


def check_fills_tables(page: Page, fills: Sequence[Fill], *, whole: bool) -> None:
    """The fills with their days and supplies; `whole`: the table has all of them."""
    for table in page.tables("fills"):
        rows = rows_of([table], 4)
        if whole:
            page.same("fills, number of rows", len(fills), len(rows))
        for row, fill in zip(rows, fills, strict=False):
            place = f"fill from {fill.start}"
            days = page.figures.dates(f"{row[1].text}; {row[2].text}")
            page.same(f"{place}, days", (fill.start, fill.end), days)
            page.supply_cell(place, row[3].text, fill.amounts)
