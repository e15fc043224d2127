"""The pharmacy's sheet, one page: what to supply, what to halve, what to stop and relabel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.amounts import ZERO
from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.sheet_parts import amounts_table, fill_row, who
from planner.handout.table import Table, widths_for
from planner.handout.words import Run
from planner.schedule import Step
from planner.supply import needs_half


def draw_pharmacy(paper: Paper, given: Given) -> None:
    """One page: what doesn't fit on it is on the prescriber's sheet, and the page says so."""
    paper.heading(1, given.said("pharmacy.title"))
    who(paper, given)
    course(paper, given)
    what_to_do(paper, given)
    paper.heading(2, given.said("pharmacy.supply_title"))
    amounts_table(paper, given, given.supply_to_come, given.begins)
    halves = halved_steps(given)
    share = 0.55 if halves else 1.0
    fills(paper, given, paper.room * share)
    the_halves(paper, given, halves)


def course(paper: Paper, given: Given) -> None:
    """From what to what, and until when."""
    wording, plan, schedule = given.wording, given.plan, given.schedule
    mg = wording.milligrams(given.now_mg)
    if given.over:
        parts = []
    elif given.first_change is None:
        parts = [given.said("pharmacy.course_same", mg=mg)]
    elif plan.revisions:
        paper.paragraph((Run(_changed(given, given.first_change), bold=True),), title="changed")
        parts = []
    else:
        parts = [given.said("pharmacy.course", mg=mg, day=wording.day(given.first_change))]
    if schedule.stops_on:
        last, none = wording.day(schedule.stops_on - ONE_DAY), wording.day(schedule.stops_on)
        if parts:
            paper.paragraph(" ".join(parts))
        paper.paragraph(given.said("pharmacy.last", day=last, none=none), title="last dose")
        parts = []
    elif given.first_change:
        step = schedule.steps[-1]
        stays = {"day": wording.day(step.start), "mg": wording.milligrams(step.daily_mg)}
        parts.append(given.said("pharmacy.stays", **stays))
    if parts:
        paper.paragraph(" ".join(parts))
    prescriber = plan.prescriber
    contact = ", ".join(p for p in (prescriber.name, prescriber.clinic, prescriber.phone) if p)
    if contact:
        paper.paragraph(given.said("pharmacy.contact", who=contact))
    else:
        paper.write_in(given.said("pharmacy.contact_blank"))


def _changed(given: Given, day: date) -> str:
    """The next change of a revised plan."""
    before, after = given.now_mg, given.coming[0].daily_mg if given.coming else ZERO
    kind = "rise" if after > before else "cut" if after < before else "same"
    return given.said(
        f"pharmacy.changed_{kind}",
        day=given.wording.day(day),
        before=given.wording.milligrams(before),
        after=given.wording.milligrams(after),
    )


def what_to_do(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("pharmacy.do_title"))
    products = [given.medicine.by_id[one] for one in given.plan.products]
    tasks = ["repeats"] if given.first_change else []
    tasks += ["label"] if given.first_change and given.coming else []
    tasks += ["pillbox"] if given.first_change else []
    tasks += ["halves"] if given.supply_to_come.halved_doses else []
    tasks += ["liquid"] if any(product.is_liquid for product in products) else []
    paper.bullets(given.said(f"pharmacy.do_{task}") for task in (*tasks, "label_differs"))


def fills(paper: Paper, given: Given, room: float) -> None:
    """As many fills as have room; how many more there are."""
    all_fills = given.supply_to_come.fills
    if not all_fills:
        return
    parts = ("fill", "fill_from", "fill_to", "dispense")
    header = [given.said(f"prescriber.column_{part}") for part in parts]
    rows = [fill_row(given, fill) for fill in all_fills]
    table = Table(paper, header, widths_for(paper, header, rows), "fills")
    measures = paper.measures
    used = table.height_of(header) + measures.heading * 1.2 + 3 * measures.leading + 16
    shown = 0
    while shown < len(rows) and used + table.height_of(rows[shown]) <= room:
        used += table.height_of(rows[shown])
        shown += 1
    paper.heading(2, given.said("pharmacy.fills_title"), keep=1)
    with table.drawn():
        for row in rows[:shown]:
            table.row(row)
    if shown < len(rows):
        last = given.wording.day(all_fills[-1].end)
        paper.paragraph(given.said("pharmacy.more_fills", count=len(rows) - shown, last=last))


def halved_steps(given: Given) -> list[Step]:
    """The steps with halves, from the one in force on."""
    return [step for step in given.shown if any(map(needs_half, step.doses))]


def the_halves(paper: Paper, given: Given, steps: Sequence[Step]) -> None:
    """The doses that need half a tablet, by step, as many as have room."""
    count, measures = given.supply_to_come.halved_doses, paper.measures
    paper.heading(2, given.said("pharmacy.halves_title"), keep=1)
    key = "halves_none" if not count else "halves_one" if count == 1 else "halves_count"
    paper.paragraph(given.said(f"pharmacy.{key}", count=f"{count:,}"))
    texts, more = [], False
    room = paper.room - measures.leading - 2 * measures.after_paragraph
    for step in steps:
        text = _halves_of(given, step)
        lines = paper.wrap((Run(text),), paper.column - measures.bullet_indent)
        room -= len(lines) * measures.leading
        if room < 0:
            more = True
            break
        texts.append(text)
    if texts:
        paper.bullets(texts, title="halves")
    if more:
        last = steps[-1].end or steps[-1].start
        paper.paragraph(given.said("pharmacy.more_halves", last=given.wording.day(last)))


def _halves_of(given: Given, step: Step) -> str:
    doses = "; ".join(
        given.said(
            "pharmacy.halves_dose",
            name=given.words.dose_name(dose.name),
            tablets=given.wording.tablets(dose),
            mg=given.wording.milligrams(dose.mg),
        )
        for dose in step.doses
        if needs_half(dose)
    )
    first = given.wording.day(step.start)
    if step.end is None:
        return given.said("pharmacy.halves_step_open", first=first, doses=doses)
    last = given.wording.day(step.end)
    return given.said("pharmacy.halves_step", first=first, last=last, doses=doses)
