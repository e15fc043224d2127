"""The last look before a handout leaves: what its pages say against what the schedule says.

The finished PDF is read again, its words become dates and numbers again (`figures`), and each is
compared with the schedule's own: steps, calendar, drawn pieces, supplies, fills, and the sentences
that carry a figure. One difference, and there is no handout. Nothing here asks `wording`, so that
a fault there shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from planner.amounts import ZERO, Milligrams
from planner.handout.errors import HandoutError
from planner.handout.figures import Figures, Pieces
from planner.handout.given import Given
from planner.handout.reading import Node, Reading
from planner.schedule import Dose, Step
from planner.supply import Amount, Fill, Supply


class Said(NamedTuple):
    """The figures that a sentence must carry, in its order."""

    dates: tuple[date, ...] = ()
    mg: tuple[Milligrams, ...] = ()
    doses: tuple[Dose, ...] = ()
    supplies: tuple[Amount, ...] = ()


class Page:
    """Compares what was read with what a plan gives; the first difference is raised."""

    def __init__(self, tree: Node, given: Given) -> None:
        self.tree = tree
        self.given = given
        self.figures = Figures(given.words)
        self._titled: dict[str, list[Node]] = {}
        for node in tree.walk():
            if node.title:
                self._titled.setdefault(node.title, []).append(node)
        self._products = given.medicine.by_id
        products = [self._products[one] for one in given.plan.products]
        self._only = products[0].strength_mg if len(products) == 1 else None

    def tables(self, title: str) -> list[Node]:
        return self._titled.get(title, [])

    def sentences(self, title: str, expected: Sequence[Said]) -> None:
        """The sentences of this title carry just these figures."""
        nodes = self._titled.get(title, [])
        self.same(f"{title}, how often it is said", len(expected), len(nodes))
        for node, said in zip(nodes, expected, strict=True):
            text = self.without_own_words(node.alternative or node.text)
            self.same(f"{title}, dates", list(said.dates), list(self.figures.dates(text)))
            pieces = self.figures.pieces(text) if said.doses else ()
            wanted = [one for dose in said.doses for one in self._pieces_of(dose)]
            self._same_pieces(title, wanted, pieces)
            mg = [*said.mg, *(d.mg for d in said.doses if d.take and not self.given.is_liquid(d))]
            self.same(f"{title}, mg", mg, self.figures.milligrams(text))
            supplies = [self._supply_of(amount) for amount in said.supplies]
            found = [] if said.doses else self.figures.supplies(text)
            self.same(f"{title}, supply", supplies, found)

    def dose(self, place: str, node: Node, dose: Dose) -> None:
        """A cell says a dose: its mg, what is taken, and as many drawn pieces."""
        text = self.without_own_words(node.text)
        self._same_pieces(place, self._pieces_of(dose), self.figures.pieces(text))
        mg = [dose.mg] if dose.take else []
        self.same(f"{place}, mg", mg, self.figures.milligrams(text))

    def drawn(self, place: str, node: Node, dose: Dose) -> None:
        """The picture in a cell: the strengths that stand in its whole pieces."""
        figures = [kid for kid in node.kids if kid.role == "Figure" and kid.own.strip()]
        pictures = [kid for kid in node.kids if kid.role == "Figure"]
        if not dose.take:
            self.same(f"{place}, drawn pieces", 0, len(figures))
            return
        wanted: list[str] = []
        for taken in dose.take:
            product = self._products[taken.product]
            whole = 0 if product.is_liquid else int(taken.amount)
            label = f"{product.strength_mg.normalize():f}"
            wanted += [label] * whole if whole <= 6 else [label, f"×{whole}"]
        self.same(f"{place}, drawn pieces", wanted, pictures[0].own.split())

    def supply_cell(self, place: str, text: str, amounts: Iterable[Amount]) -> None:
        wanted = [self._supply_of(amount) for amount in amounts]
        self.same(f"{place}, supply", wanted, self.figures.supplies(text))

    def without_own_words(self, text: str) -> str:
        """A text without what people typed into the plan where that has figures: it is theirs."""
        for own in self._own_words:
            text = text.replace(own, " ")
        return text

    @cached_property
    def _own_words(self) -> list[str]:
        plan, figures = self.given.plan, self.figures
        texts = [plan.patient.reason, plan.patient.notes, plan.prescriber.name]
        texts += [revision.reason for revision in plan.revisions]
        texts += [pause.reason for pause in plan.dates.pauses]
        texts += [review.note for review in plan.reviews]
        texts += plan.dose_times
        reads = (figures.dates, figures.milligrams, figures.pieces, figures.supplies)
        found = {text for text in texts if any(read(text) for read in reads)}
        return sorted(found, key=len, reverse=True)

    def same(self, place: str, expected: object, found: object) -> None:
        if expected != found:
            raise HandoutError(
                f"no handout was made, because its pages differ from the plan: {place}: "
                f"expected {_shown(expected)}; the page says {_shown(found)}"
            )

    def _pieces_of(self, dose: Dose) -> list[Pieces]:
        found = []
        for taken in dose.take:
            product = self._products[taken.product]
            unit = "mL" if product.is_liquid else product.form
            mg = taken.amount * product.strength_mg if product.is_liquid else None
            found.append(Pieces(taken.amount, unit, product.strength_mg, mg))
        return found

    def _same_pieces(self, place: str, wanted: list[Pieces], found: Sequence[Pieces]) -> None:
        told = [one._replace(strength=one.strength or self._only) for one in found]
        told = [
            one._replace(mg=one.amount * one.strength)
            if one.unit == "mL" and one.mg is None and one.strength
            else one
            for one in told
        ]
        self.same(f"{place}, what is taken", wanted, told)

    def _supply_of(self, amount: Amount) -> Pieces:
        product = self._products[amount.product]
        unit = "mL" if product.is_liquid else product.form
        return Pieces(Decimal(amount.dispense), unit, product.strength_mg)


def check_footers(reading: Reading, given: Given) -> None:
    """Every page says for whom it is, which page it is, and draft or approved by whom."""
    page = Page(reading.tree, given)
    patient, standing, words = given.plan.patient, given.standing, given.words
    total = len(reading.footers)
    for number, footer in enumerate(reading.footers, start=1):
        place = f"footer of page {number}"
        spaceless = _spaceless(footer)
        count = words.text("footer.page", page=number, pages=total)
        page.same(f"{place}, count", True, _spaceless(count) in spaceless)
        if patient.name:
            page.same(f"{place}, name", True, _spaceless(patient.name) in spaceless)
        if patient.birth_date:
            page.same(f"{place}, birth date", True, _is_said(page, patient.birth_date, footer))
        if standing.approved and standing.at:
            page.same(f"{place}, approved by", True, _spaceless(standing.by) in spaceless)
            page.same(
                f"{place}, approved on",
                True,
                standing.at.date() in page.figures.dates(footer),
            )
        else:
            draft = _spaceless(words.text("footer.draft"))
            page.same(f"{place}, draft", True, draft in spaceless)


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


def check_all_steps(page: Page) -> None:
    """The prescriber's table: number, days, doses, daily dose, cut."""
    count = len(page.given.plan.regimen)
    rows = rows_of(page.tables("all steps"), 4 + count)
    steps = page.given.schedule.steps
    stops = page.given.schedule.stops_on
    page.same("all steps, number of rows", len(steps) + bool(stops), len(rows))
    if stops:
        stop_row = rows.pop()
        page.same("the stop, day", (stops,), page.figures.dates(stop_row[1].text))
        last = steps[-1].daily_mg if steps else page.given.plan.daily_dose
        page.same("the stop, daily mg", [ZERO], page.figures.milligrams(stop_row[-2].text))
        cut = [last] if last else []
        page.same("the stop, cut", cut, page.figures.milligrams(stop_row[-1].text))
    for row, step in zip(rows, steps, strict=True):
        place = f"step {step.number}"
        page.same(f"{place}, number", str(step.number), row[0].text)
        page.same(f"{place}, day", (step.start,), page.figures.dates(row[1].text))
        for cell, dose in zip(row[2 : 2 + count], step.doses, strict=True):
            page.dose(f"{place}, {dose.name}", cell, dose)
        page.same(f"{place}, daily mg", [step.daily_mg], page.figures.milligrams(row[-2].text))
        cut = [abs(step.cut_mg)] if step.cut_mg else []
        page.same(f"{place}, cut", cut, page.figures.milligrams(row[-1].text))
        _check_span(page, step, row[1].text)


def _check_span(page: Page, step: Step, text: str) -> None:
    if step.days is not None:
        words = text.rsplit(",", 1)[-1].split()
        page.same(f"step {step.number}, days", str(step.days), words[0])


def _is_said(page: Page, day: date, text: str) -> bool:
    """A day without its weekday, as a birth date is written."""
    month = page.given.words.texts("dates.months")[day.month - 1]
    spaced = f" {' '.join(text.replace(',', ' ').split())} "
    return f" {day.day} " in spaced and month in spaced and str(day.year) in spaced


def _spaceless(text: str) -> str:
    return "".join(text.split())


def _shown(value: object) -> str:
    if isinstance(value, list | tuple) and not isinstance(value, Pieces):
        return "; ".join(map(_shown, value)) or "none"
    if isinstance(value, Pieces):
        strength = "" if value.strength is None else f" of {value.strength} mg"
        return f"{value.amount} {value.unit}{strength}"
    return str(value)
