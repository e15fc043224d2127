"""The table of the steps: each with its day, and each dose in milligrams and in tablets."""

from __future__ import annotations

from collections.abc import Sequence

from planner.handout.dose_table import Cell, DoseTable, Mark
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.plan import DoseTime
from planner.schedule import Dose, Step


def draw_steps(paper: Paper, given: Given, steps: Sequence[Step], *, title: str) -> None:
    """The table of these steps, what changes bold and marked with ▼ or ▲."""
    legend(paper, given, steps)
    table = _table(paper, given, title)
    with table.drawn():
        for step in steps:
            if band := revision_band(given, step):
                table.band(band, thick=True)
            table.row(_day(given, step), step_cells(given, step))


def steps_that_fit(paper: Paper, given: Given, steps: Sequence[Step]) -> int:
    """How many of the steps fit on what is left of the page, with what stands below them."""
    table = _table(paper, given, "")
    measures = paper.measures
    below = 3 * measures.leading
    used = table.header_height + 2 * measures.leading + below
    for count, step in enumerate(steps):
        used += table.row_height(_day(given, step), step_cells(given, step))
        used += (2 * measures.leading + 8) * bool(revision_band(given, step))
        if used > paper.room:
            return max(count, 1)
    return len(steps)


def legend(paper: Paper, given: Given, steps: Sequence[Step]) -> None:
    if only := only_tablet(given):
        paper.paragraph(given.spoken("first.one_product", strength=only))


def only_tablet(given: Given) -> str:
    """The strength of the plan's tablet where it has one product and that is a tablet."""
    products = [given.medicine.by_id[one] for one in given.plan.products]
    if len(products) != 1 or products[0].form != "tablet":
        return ""
    return given.wording.strength(products[0])


def step_cells(given: Given, step: Step) -> list[Cell]:
    """A cell for each dose: mg, bold and marked where it changed, and the tablets."""
    before = doses_before(given, step)
    return [
        _cell(given, dose, mg_before) for dose, mg_before in zip(step.doses, before, strict=True)
    ]


def doses_before(given: Given, step: Step) -> Sequence[object]:
    place = given.schedule.steps.index(step)
    doses: Sequence[Dose | DoseTime] = (
        given.schedule.steps[place - 1].doses if place else given.plan.regimen
    )
    return [dose.mg for dose in doses]


def mark_of(mg: object, before: object) -> Mark:
    return "down" if mg < before else "up" if mg > before else ""  # type: ignore[operator]


def mark_words(given: Given, mark: Mark) -> str:
    return given.words.text(f"first.{mark}") if mark else ""


def revision_band(given: Given, step: Step) -> tuple[Run, ...]:
    """What is said where a revision begins; nothing elsewhere."""
    if step.revision is None or step.start != given.plan.revisions[step.revision].start:
        return ()
    reason = given.plan.revisions[step.revision].reason
    key = "first.revised" if reason else "first.revised_plain"
    return (Run(given.said(key, reason=reason), bold=True),)


def _table(paper: Paper, given: Given, title: str) -> DoseTable:
    return DoseTable(paper, given.words.text("first.column_from"), given.dose_times, title)


def _day(given: Given, step: Step) -> tuple[Run, ...]:
    return (Run(given.wording.day(step.start), bold=True),)


def _cell(given: Given, dose: Dose, before: object) -> Cell:
    mark = mark_of(dose.mg, before)
    if not dose.take:
        return Cell(
            (Run(given.words.text("first.no_dose"), bold=bool(mark)),),
            mark,
            mark_words(given, mark),
        )
    tablets = given.wording.tablets(dose, short=bool(only_tablet(given)))
    mg = Run(given.wording.milligrams(dose.mg), bold=bool(mark))
    return Cell((mg, Run(tablets)), mark, mark_words(given, mark))
