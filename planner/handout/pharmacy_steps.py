"""On the pharmacy's sheet, the steps: from when to when, each dose, and what the label says."""

from __future__ import annotations

from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import only_product, unbroken
from planner.handout.table import Table, widths_for
from planner.schedule import Dose, Step
from planner.supply import needs_half


def steps(paper: Paper, given: Given) -> None:
    """The step in force and all that follow, each with its label under it; the stop comes last."""
    paper.heading(2, _title(given), keep=8 * paper.measures.leading)
    columns = ("number", "from", "to")
    header = [given.said(f"pharmacy.column_{one}") for one in columns] + given.dose_times
    rows = [_row(given, step) for step in given.shown]
    notes = [_note(given, step) for step in given.shown]
    if given.stops_on:
        none = [given.wording.none for _ in given.plan.regimen]
        stop = given.said("prescriber.stop_row")
        rows.append([stop, given.wording.day_in_two(given.stops_on), "", *none])
        notes.append("")
    table = Table(paper, header, widths_for(paper, header, rows), "steps and labels")
    with table.drawn():
        for row, note in zip(rows, notes, strict=True):
            table.row(row, note)


def _title(given: Given) -> str:
    """With the strength where it is the same for all doses, which then don't repeat it."""
    only = only_product(given)
    if only is None:
        return given.said("pharmacy.steps_title")
    return given.said(f"pharmacy.steps_{only.form}", strength=given.wording.strength(only))


def _row(given: Given, step: Step) -> list[str]:
    last = given.wording.day_in_two(step.end) if step.end else given.said("prescriber.for_good")
    doses = [_dose(given, dose) for dose in step.doses]
    return [str(step.number), given.wording.day_in_two(step.start), last, *doses]


def _dose(given: Given, dose: Dose) -> str:
    """What is counted or measured comes first, its milligrams under it."""
    if not dose.take:
        return given.wording.none
    taken = given.wording.tablets(dose, short=_is_short(given) or given.is_liquid(dose))
    return f"{unbroken(taken)}\n{given.wording.milligrams(dose.mg)}"


def _note(given: Given, step: Step) -> str:
    """A change of the plan that begins here, the label's words, and the line to check."""
    if step.taken:
        return given.said("pharmacy.label_taken")
    parts = [given.said("pharmacy.changed_here")] if given.begun_by(step) else []
    parts.append(given.said("pharmacy.label", label=label(given, step)))
    if any(map(needs_half, step.doses)):
        parts.append(given.said("pharmacy.check_line"))
    return " ".join(parts)


def label(given: Given, step: Step) -> str:
    """The directions of a step in words: "Take 2 tablets in the morning, half a tablet at
    bedtime"; every time of the day on which something is taken, in its order."""
    doses = [_said(given, dose) for dose in step.doses if dose.take]
    if not doses:
        return given.said("pharmacy.label_none")
    between = given.words.text("lists.comma" if _is_short(given) else "lists.semicolon")
    return given.said("pharmacy.label_take", doses=between.join(doses))


def _said(given: Given, dose: Dose) -> str:
    """A liquid is always said with its strength and mg, since four strengths exist (TRC)."""
    short = _is_short(given) and not given.is_liquid(dose)
    return given.said(
        "pharmacy.label_dose",
        taken=unbroken(given.wording.tablets(dose, short=short)),
        when=given.words.label_time(dose.name, dose.time),
    )


def _is_short(given: Given) -> bool:
    """The strength is said once, in the heading."""
    return only_product(given) is not None
