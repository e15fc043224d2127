"""The table of the steps: each with its day, and each dose in milligrams and in tablets.

What changes is bold and marked with a drawn ▼ (▲ for the rise of a revision). The first row is
what is taken now, so that the first lower dose can be seen beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planner.amounts import Milligrams
from planner.handout.cells import Cell, Mark
from planner.handout.dose_table import DoseTable
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.medicine import Product
from planner.schedule import Dose, Step


class Row(NamedTuple):
    """A row of the table, and what is said across it first."""

    day: tuple[Run, ...]
    cells: tuple[Cell, ...]
    band: tuple[Run, ...] = ()


def rows_of(given: Given, steps: Sequence[Step]) -> list[Row]:
    return [
        Row(
            (Run(given.wording.day(step.start), bold=True),),
            _cells(given, step.doses, given.doses_before(step)),
            _revised_here(given, step),
        )
        for step in steps
    ]


def now_row(given: Given) -> Row:
    """What is taken now, and until when."""
    doses = given.now
    if given.last_day_now is None:
        day = given.said("first.now_plain")
    else:
        day = given.said("first.now", day=given.wording.day(given.last_day_now))
    return Row((Run(day),), _cells(given, doses, [dose.mg for dose in doses]))


def draw_steps(
    paper: Paper,
    given: Given,
    rows: Sequence[Row],
    *,
    title: str,
    padding: float | None = None,
    below: float = 0,
) -> None:
    """The table of these rows; `below`: what stands under it, on the page of its last row."""
    table = _table(paper, given, title, padding)
    with table.drawn():
        for row in rows:
            if below and row is rows[-1]:
                paper.need(table.row_height(row.day, row.cells) + below)
            if row.band:
                table.band(row.band, thick=True)
            table.row(row.day, row.cells)


def fitting(
    paper: Paper, given: Given, rows: Sequence[Row], below: float
) -> tuple[int, float | None]:
    """How many rows fit on what is left of the page with `below` under them, and how close they
    must stand for that."""
    measures = paper.measures
    padding = measures.row_padding
    while padding >= measures.tight_row_padding:
        if _count(paper, given, rows, below, padding) == len(rows):
            return len(rows), padding
        padding -= 0.5
    return max(2, _count(paper, given, rows, below, measures.row_padding)), None


def _count(paper: Paper, given: Given, rows: Sequence[Row], below: float, padding: float) -> int:
    table = _table(paper, given, "", padding)
    used = table.header_height + below
    for count, row in enumerate(rows):
        used += table.row_height(row.day, row.cells)
        used += table.band_height(row.band) if row.band else 0
        if used > paper.room:
            return count
    return len(rows)


def only_product(given: Given) -> Product | None:
    """The plan's one product, so that its strength can be said once; None of several."""
    products = [given.medicine.by_id[one] for one in given.plan.products]
    return products[0] if len(products) == 1 else None


def dose_texts(given: Given, dose: Dose, *, bold: bool) -> tuple[Run, ...]:
    """A dose in a cell: its milligrams, and what is taken; "none" for no dose."""
    if not dose.take:
        return (Run(given.words.text("first.no_dose"), bold),)
    only = only_product(given) is not None
    tablets = given.wording.tablets(dose, short=only)
    return (Run(given.wording.milligrams(dose.mg), bold), Run(tablets))


def mark_of(mg: Milligrams, before: Milligrams) -> Mark:
    return "down" if mg < before else "up" if mg > before else ""


def mark_words(given: Given, mark: Mark) -> str:
    return given.words.text(f"first.{mark}") if mark else ""


def _table(paper: Paper, given: Given, title: str, padding: float | None) -> DoseTable:
    first = given.words.text("first.column_from")
    return DoseTable(paper, first, given.dose_times, title, padding)


def _revised_here(given: Given, step: Step) -> tuple[Run, ...]:
    """What is said where a revision begins; nothing elsewhere."""
    if step.revision is None or step.start != given.plan.revisions[step.revision].start:
        return ()
    reason = given.plan.revisions[step.revision].reason
    key = "first.revised" if reason else "first.revised_plain"
    return (Run(given.said(key, reason=reason), bold=True),)


def _cells(given: Given, doses: Sequence[Dose], before: Sequence[Milligrams]) -> tuple[Cell, ...]:
    return tuple(
        _cell(given, dose, mark_of(dose.mg, mg)) for dose, mg in zip(doses, before, strict=True)
    )


def _cell(given: Given, dose: Dose, mark: Mark) -> Cell:
    return Cell(dose_texts(given, dose, bold=bool(mark)), mark, mark_words(given, mark))
