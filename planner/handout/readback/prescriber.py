"""What the prescriber's sheet must say: the regimen, every step, the supply, the text to paste."""

from __future__ import annotations

from planner.amounts import ZERO
from planner.handout.readback.page import Page, Said
from planner.handout.readback.reading import Node
from planner.handout.readback.tables import check_fills_tables, check_supply_tables, rows_of
from planner.schedule import Step


def check_prescriber(page: Page) -> None:
    given, schedule = page.given, page.given.schedule
    _check_all_steps(page)
    check_supply_tables(page, given.supply)
    check_fills_tables(page, given.supply.fills, whole=True)
    page.sentences("regimen", [Said(doses=(dose,)) for dose in given.regimen])
    now = given.now if given.plan.revisions else ()
    page.sentences("now", [Said(doses=(dose,)) for dose in now])
    page.sentences("daily", [Said(mg=(given.plan.daily_dose,))])
    page.sentences(
        "sig",
        [
            Said(dates=(step.start, *((step.end,) if step.end else ())), doses=step.doses)
            for step in schedule.steps
        ],
    )
    stops = [Said(dates=(schedule.stops_on,))] * 2 if schedule.stops_on else []
    page.sentences("none from", stops)


def _check_all_steps(page: Page) -> None:
    """The table of all steps, the stop in its last row."""
    rows = rows_of(page.titled("all steps"), 4 + len(page.given.plan.regimen))
    steps = page.given.schedule.steps
    stops = page.given.schedule.stops_on
    page.same("all steps, number of rows", len(steps) + bool(stops), len(rows))
    if stops:
        _check_stop(page, rows.pop())
    for row, step in zip(rows, steps, strict=True):
        _check_step(page, row, step)


def _check_stop(page: Page, row: list[Node]) -> None:
    schedule = page.given.schedule
    page.dates("the stop, day", [schedule.stops_on], row[1].text)
    last = schedule.steps[-1].daily_mg if schedule.steps else page.given.plan.daily_dose
    page.mg("the stop, daily mg", [ZERO], row[-2].text)
    page.mg("the stop, cut", [last] if last else [], row[-1].text)


def _check_step(page: Page, row: list[Node], step: Step) -> None:
    """Number, day, days, doses, daily dose, cut."""
    place = f"step {step.number}"
    page.same(f"{place}, number", str(step.number), row[0].text)
    page.dates(f"{place}, day", [step.start], row[1].text)
    for cell, dose in zip(row[2:-2], step.doses, strict=True):
        page.dose(f"{place}, {dose.name}", cell, dose)
    page.mg(f"{place}, daily mg", [step.daily_mg], row[-2].text)
    page.mg(f"{place}, cut", [abs(step.cut_mg)] if step.cut_mg else [], row[-1].text)
    if step.days is not None:
        words = row[1].text.rsplit(",", 1)[-1].split()
        page.same(f"{place}, days", str(step.days), words[0])
