"""On the prescriber's sheet, what follows from the plan: all steps, and directions to paste."""

from __future__ import annotations

from datetime import date

from planner.amounts import ZERO, written
from planner.explain import why
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.sheet_parts import dose_said
from planner.handout.steps import only_product
from planner.handout.table import Table, widths_for
from planner.handout.words import Run
from planner.schedule import Dose, Step


def steps(paper: Paper, given: Given) -> None:
    """Every step from the one in force on, with its days, doses, tablets and cut, and under it why
    it is so."""
    stops = given.stops_on
    paper.heading(2, _title(given))
    if given.shown or stops:
        rows = [(_step_row(given, step), _note(given, step)) for step in given.shown]
        rows += [(_stop_row(given, stops), "")] if stops else []
        _steps_table(paper, given, rows, "all steps")
    if day := given.schedule.stops_on:
        none_from = given.said("prescriber.stops", day=given.wording.day(day))
        paper.paragraph((Run(none_from, bold=True),), title="none from")


def earlier_steps(paper: Paper, given: Given) -> None:
    """The steps that have ended, told apart from those to take."""
    if given.earlier:
        paper.heading(2, given.said("prescriber.earlier_title"), keep=6 * paper.measures.leading)
        rows = [(_step_row(given, step), _note(given, step)) for step in given.earlier]
        _steps_table(paper, given, rows, "earlier steps")


def _steps_table(paper: Paper, given: Given, rows: list[tuple[list[str], str]], title: str) -> None:
    header = [
        given.said("prescriber.column_number"),
        given.said("prescriber.column_from"),
        *given.dose_times,
        given.said("prescriber.column_daily"),
        given.said("prescriber.column_cut"),
    ]
    table = Table(paper, header, widths_for(paper, header, [row for row, _ in rows]), title)
    with table.drawn():
        for row, note in rows:
            table.row(row, note)


def _note(given: Given, step: Step) -> str:
    """Why the step is so, where there is something to say."""
    reason = why(given.plan, step, given.medicine)
    return given.said("prescriber.why", why=reason) if reason else ""


def _title(given: Given) -> str:
    """With the strength where it is the same for all doses, which then don't repeat it."""
    only = only_product(given)
    if only is None:
        return given.said("prescriber.steps_title")
    return given.said(f"prescriber.steps_{only.form}", strength=given.wording.strength(only))


def _step_row(given: Given, step: Step) -> list[str]:
    wording = given.wording
    if step.days is None:
        days = given.said("prescriber.for_good")
    else:
        days = given.said("prescriber.one_day" if step.days == 1 else "prescriber.days",
                          days=step.days)  # fmt: skip
    unbroken = days.replace(" ", "\N{NO-BREAK SPACE}")
    return [
        str(step.number),
        f"{wording.day(step.start)}, {unbroken}",
        *(_dose(given, dose) for dose in step.doses),
        wording.milligrams(step.daily_mg),
        _cut(given, step),
    ]


def _stop_row(given: Given, day: date) -> list[str]:
    """The first day without, as the last row."""
    steps, plan = given.schedule.steps, given.plan
    last = steps[-1].daily_mg if steps else plan.daily_dose
    cut = given.said("prescriber.cut", mg=given.wording.milligrams(last), percent="100")
    return [
        given.said("prescriber.stop_row"),
        given.wording.day(day),
        *(given.wording.none for _ in plan.regimen),
        given.wording.milligrams(ZERO),
        cut if last else given.said("prescriber.no_cut"),
    ]


def _dose(given: Given, dose: Dose) -> str:
    if not dose.take:
        return given.wording.none
    tablets = given.wording.tablets(dose, short=only_product(given) is not None)
    return f"{given.wording.milligrams(dose.mg)}\n{tablets}"


def _cut(given: Given, step: Step) -> str:
    if not step.cut_mg:
        return given.said("prescriber.no_cut")
    kind = "rise" if step.cut_mg < 0 else "cut"
    mg = given.wording.milligrams(abs(step.cut_mg))
    if step.cut_percent is None:
        return given.said(f"prescriber.{kind}_plain", mg=mg)
    return given.said(f"prescriber.{kind}", mg=mg, percent=written(abs(step.cut_percent)))


def sig(paper: Paper, given: Given) -> None:
    """The directions as text to paste into a prescription, from the sheet's day on. What was really
    taken is none: nobody directed it."""
    if given.over:
        return
    paper.heading(2, given.said("prescriber.sig_title"))
    for step in given.shown:
        if step.taken:
            continue
        doses = "; ".join(_sig_dose(given, dose) for dose in step.doses)
        first = given.wording.day(max(step.start, given.begins))
        if step.end:
            last = given.wording.day(step.end)
            text = given.said("prescriber.sig_step", first=first, last=last, doses=doses)
        else:
            text = given.said("prescriber.sig_step_open", first=first, doses=doses)
        paper.paragraph(text, title="sig")
    if given.stops_on:
        day = given.wording.day(given.stops_on)
        paper.paragraph(given.said("prescriber.sig_end", day=day), title="none from")
    else:
        paper.paragraph(given.said("prescriber.sig_open"))


def _sig_dose(given: Given, dose: Dose) -> str:
    return dose_said(given, dose, "prescriber.sig_dose_mg", "prescriber.sig_dose")
