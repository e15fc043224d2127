"""The table of the steps: each with its day, and each dose in milligrams and in tablets.

What changes is bold and marked with a drawn ▼ (▲ for the rise of a revision). The first row is
what is taken now, so that the next lower dose can be seen beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from planner.amounts import Milligrams
from planner.handout.cells import Cell, Layout, Mark
from planner.handout.columns import Contents, layouts
from planner.handout.dose_table import DoseTable, Row, Said
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.medicine import Product
from planner.schedule import Dose, Step

_COUNT = re.compile(r"(\d) (?=\w)")
"""The space behind a count: no line ends between it and what is counted."""

_MORE_THAN_A_PAGE = 120
"""Rows: no page is so high, nor is any row so low, that it holds them."""


def rows_of(given: Given, steps: Sequence[Step]) -> list[Row]:
    return [
        Row(
            Run(given.wording.day_in_two(step.start), bold=True),
            _cells(given, step.doses, given.doses_before(step)),
            bands=(revised,) if (revised := revised_here(given, step)) else (),
            thick=bool(revised),
        )
        for step in steps
    ]


def now_row(given: Given) -> Row:
    """What is taken now, and until when; where a revision has begun with it, that is said."""
    doses = given.now
    revised = revised_here(given, given.in_force) if given.in_force else None
    if given.last_day_now is None:
        day = given.said("first.now_plain")
    else:
        day = given.said("first.now", day=given.wording.day(given.last_day_now))
    cells = _cells(given, doses, [dose.mg for dose in doses])
    return Row(Run(day), cells, (revised,) if revised else (), is_above=True)


def laid_out(
    paper: Paper, given: Given, rows: Sequence[Row], room: float
) -> tuple[Layout, float | None]:
    """The plainest layout in which the table takes no more than the room, and the padding of its
    rows there; where none does, the one that takes the least, and None."""
    contents = Contents(
        first=given.words.text("first.column_from"),
        headers=given.dose_times,
        times=given.times,
        days=[(row.day, False) for row in rows if not row.is_above],
        rows=[row.cells for row in rows],
    )
    measures = paper.measures
    rows = rows[:_MORE_THAN_A_PAGE]  # of hundreds of steps these tell which layout is the closest
    least: tuple[float, Layout] | None = None
    for layout in layouts(measures, paper.column, contents, ("headed", "lined", "timed")):
        height = steps_table(paper, given, layout, "", 0).height(rows)
        padding = (room - height) / (2 * _paddings(rows)) // 0.25 * 0.25
        if padding >= measures.tight_row_padding:
            return layout, min(padding, measures.row_padding)
        if least is None or height < least[0]:
            least = height, layout
    assert least is not None
    return least[1], None


def steps_table(
    paper: Paper,
    given: Given,
    layout: Layout,
    heading: str,
    padding: float,
) -> DoseTable:
    """The table of steps. `heading`: what stands above it."""
    said = Said(
        first=given.words.text("first.column_from"),
        headers=given.dose_times,
        times=given.times,
        goes_on=partial(_goes_on, given),
        continued=given.said("table.continued", title=heading),
    )
    return DoseTable(paper, layout, said, "steps", padding)


def _paddings(rows: Sequence[Row]) -> int:
    """How many times there is padding above and below in a table of these rows."""
    return 1 + sum(bool(row.cells) + len(row.bands) for row in rows)


def _goes_on(given: Given, page: int) -> str:
    return given.said("table.goes_on", page=page)


def only_product(given: Given) -> Product | None:
    """The plan's one product, so that its strength can be said once; None of several."""
    products = [given.medicine.by_id[one] for one in given.plan.products]
    return products[0] if len(products) == 1 else None


def dose_texts(given: Given, dose: Dose, *, bold: bool) -> tuple[Run, ...]:
    """A dose in a cell: its milligrams, and what is taken; "none" for no dose."""
    if not dose.take:
        return (Run(given.words.text("first.no_dose"), bold),)
    only = only_product(given) is not None
    tablets = unbroken(given.wording.tablets(dose, short=only))
    return (Run(given.wording.milligrams(dose.mg), bold), Run(tablets))


def unbroken(text: str) -> str:
    """The text, no line of which ends between a count and what is counted."""
    return _COUNT.sub("\\1\N{NO-BREAK SPACE}", text)


def mark_of(mg: Milligrams, before: Milligrams) -> Mark:
    return "down" if mg < before else "up" if mg > before else ""


def mark_words(given: Given, mark: Mark) -> str:
    return given.words.text(f"first.{mark}") if mark else ""


def revised_here(given: Given, step: Step) -> Run | None:
    """What is said where a revision begins; nothing elsewhere."""
    revision = given.begun_by(step)
    if revision is None:
        return None
    key = "first.taken" if revision.taken else "first.revised"
    change = given.change_said(revision)
    key += "" if change else "_plain"
    day = given.wording.day(revision.start)
    return Run(given.said(key, day=day, reason=change), bold=True)


def _cells(given: Given, doses: Sequence[Dose], before: Sequence[Milligrams]) -> tuple[Cell, ...]:
    return tuple(
        _cell(given, dose, mark_of(dose.mg, mg)) for dose, mg in zip(doses, before, strict=True)
    )


def _cell(given: Given, dose: Dose, mark: Mark) -> Cell:
    return Cell(dose_texts(given, dose, bold=bool(mark)), mark, mark_words(given, mark))
