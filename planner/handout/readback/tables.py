"""The tables that several pages share: steps, supplies and fills, row for row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.handout.readback.page import Page
from planner.handout.readback.pictures import check_mark
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


class StepRow(NamedTuple):
    """What a row by day and dose time must say."""

    day: date | None
    doses: Sequence[Dose]
    before: Sequence[Milligrams]
    """The doses of the day before."""


def check_steps(page: Page, title: str, expected: Sequence[StepRow]) -> None:
    """The rows of a table by day and dose time; what changes is marked."""
    rows = rows_of(page.titled(title), 1 + len(page.given.plan.regimen))
    page.same(f"{title}, number of rows", len(expected), len(rows))
    for row, wanted in zip(rows, expected, strict=True):
        place = f"{title}, {wanted.day}"
        page.dates(f"{place}, day", [wanted.day], row[0].text)
        for cell, dose, before in zip(row[1:], wanted.doses, wanted.before, strict=True):
            page.dose(f"{place}, {dose.name}", cell, dose)
            check_mark(page, f"{place}, {dose.name}", cell, dose.mg, before)


def check_supply_tables(page: Page, supply: Supply) -> None:
    """What is taken, exactly and as dispensed."""
    rows = rows_of(page.titled("supply"), 3)
    amounts = [amount for _ in page.titled("supply") for amount in supply.amounts]
    page.same("supply, number of rows", len(amounts), len(rows))
    for row, amount in zip(rows, amounts, strict=True):
        exactly = Decimal(row[1].text.removesuffix(" mL"))
        page.same(f"supply of {amount.product}, exactly", amount.amount, exactly)
        page.supply_cell(f"supply of {amount.product}", row[2].text, [amount])


def check_fills_tables(page: Page, fills: Sequence[Fill], *, whole: bool) -> None:
    """The fills with their days and supplies; `whole`: the table has all of them."""
    for table in page.titled("fills"):
        rows = rows_of([table], 4)
        if whole:
            page.same("fills, number of rows", len(fills), len(rows))
        for row, fill in zip(rows, fills, strict=False):
            place = f"fill from {fill.start}"
            page.dates(f"{place}, days", [fill.start, fill.end], f"{row[1].text}; {row[2].text}")
            page.supply_cell(place, row[3].text, fill.amounts)
