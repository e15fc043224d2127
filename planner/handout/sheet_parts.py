"""What the sheets for prescriber and pharmacy share: who it is about, a dose, tables of supply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.amounts import written
from planner.handout.fills import come_to_more
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.table import Table, widths_for
from planner.handout.words import Run
from planner.schedule import Dose
from planner.supply import Amount, Fill, Supply


def who(paper: Paper, given: Given) -> None:
    """The patient and where the plan stands; a line to write on for what is missing."""
    patient = given.plan.patient
    birth = given.wording.birth(patient.birth_date) if patient.birth_date else ""
    name = given.patient_name
    key = "person" if name and birth else "name" if name else "birth"
    known = []
    if name or birth:
        known.append(Run(given.said(f"prescriber.{key}", name=name, birth=birth), True))
    if patient.identifier:
        number = given.said("prescriber.number", number=patient.identifier)
        known.append(Run((". " if known else "") + number))
    if known:
        paper.paragraph(known)
    if not name:
        paper.write_in(given.said("prescriber.no_name"))
    if not birth:
        paper.write_in(given.said("prescriber.no_birth"))
    paper.paragraph((Run(given.standing.why, bold=not given.standing.approved),))


def amounts_table(paper: Paper, given: Given, supply: Supply, first: date) -> None:
    """What is taken of each product from a day on, exactly and as dispensed; between the two what
    is at home, where the plan says so. Beside it, the reserve for going back a step."""
    if supply.until is None:
        paper.paragraph(given.said("prescriber.nothing"))
        return
    home = ("home",) if any(amount.at_home for amount in supply.amounts) else ()
    columns = ("product", "amount", *home, "dispense")
    header = [given.said(f"prescriber.column_{part}") for part in columns]
    table = Table(paper, header, (3, 2, *(2 for _ in home), 4), "supply")
    with table.drawn():
        for amount in supply.amounts:
            exactly = [_exactly(given, amount, amount.amount)]
            exactly += [_exactly(given, amount, amount.at_home)] if home else []
            table.row((_product(given, amount), *exactly, given.wording.supplied(amount)))
    until = given.said(
        "prescriber.supply_until",
        first=given.wording.day(first),
        last=given.wording.day(supply.until),
    )
    if given.schedule.stops_on is None:
        until += " " + given.said("prescriber.supply_28")
    if come_to_more(supply):
        until += " " + given.said("prescriber.fills_rounded")
    paper.paragraph(until)
    if supply.reserve:
        amounts, days = given.wording.counted(supply.reserve), given.plan.reserve_days
        reserve = given.said("prescriber.reserve", amounts=amounts, days=days)
        paper.paragraph(reserve, title="reserve")


def fills_table(paper: Paper, given: Given, fills: tuple[Fill, ...]) -> None:
    """The fills with their days and steps, what is at home by then, and what is dispensed."""
    home = any(amount.at_home for fill in fills for amount in fill.amounts)
    columns = ("fill", "fill_from", "fill_to", "fill_steps", *(("home",) if home else ()))
    header = [given.said(f"prescriber.column_{part}") for part in (*columns, "dispense")]
    rows = [_fill_row(given, fill, home) for fill in fills]
    table = Table(paper, header, widths_for(paper, header, rows), "fills")
    with table.drawn():
        for row in rows:
            table.row(row)


def _fill_row(given: Given, fill: Fill, home: bool) -> list[str]:
    wording, nothing = given.wording, given.said("prescriber.nothing")
    start = wording.day(fill.start)
    if fill.cut_short:
        start = given.said("prescriber.fill_running", day=start)
    at_home = "; ".join(
        given.said(
            "prescriber.home",
            product=_product(given, amount),
            amount=_exactly(given, amount, amount.at_home),
        )
        for amount in fill.amounts
        if amount.at_home
    )
    return [
        str(fill.number),
        start,
        wording.day(fill.end),
        _steps_of(given, fill),
        *((at_home or nothing,) if home else ()),
        wording.supplies(fill.amounts) if fill.amounts else nothing,
    ]


def _steps_of(given: Given, fill: Fill) -> str:
    """The numbers of the steps that fall into a fill."""
    numbers = [
        str(step.number)
        for step in given.schedule.steps
        if step.start <= fill.end and (step.end is None or step.end >= fill.start)
    ]
    if len(numbers) < 2:
        return "".join(numbers)
    return given.said("prescriber.steps_span", first=numbers[0], last=numbers[-1])


def _product(given: Given, amount: Amount) -> str:
    product = given.medicine.by_id[amount.product]
    words = given.words
    form = words.text(f"forms.{product.form}")
    return f"{given.wording.strength(product)} {form}"


def _exactly(given: Given, amount: Amount, count: Decimal) -> str:
    liquid = given.medicine.by_id[amount.product].is_liquid
    return given.said("prescriber.exact_ml" if liquid else "prescriber.exact",
                      amount=written(count))  # fmt: skip


def dose_said(given: Given, dose: Dose, with_mg: str, without: str) -> str:
    """One dose in words: a liquid's own words hold the mg already, and no dose has none."""
    names = {"name": given.words.dose_name(dose.name), "time": given.time(dose.time)}
    tablets = given.wording.tablets(dose)
    if not dose.take or given.is_liquid(dose):
        return given.said(without, tablets=tablets, **names)
    mg = given.wording.milligrams(dose.mg)
    return given.said(with_mg, tablets=tablets, mg=mg, **names)
