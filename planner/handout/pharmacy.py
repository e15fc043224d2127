"""The pharmacy's sheet, complete in itself: what to dispense, what each label says, what to stop.

It goes to other people than the prescriber's: no risks and no reasons stand on it.
"""

from __future__ import annotations

from planner.amounts import ZERO
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.pharmacy_steps import steps
from planner.handout.sheet_parts import amounts_table, fills_table, who
from planner.handout.words import Run


def draw_pharmacy(paper: Paper, given: Given) -> None:
    """As many pages as the steps need."""
    paper.heading(1, given.said("pharmacy.title"))
    who(paper, given)
    course(paper, given)
    contact(paper, given)
    what_to_do(paper, given)
    supply(paper, given)
    if given.shown:
        steps(paper, given)


def course(paper: Paper, given: Given) -> None:
    """From what to what, and until when."""
    wording, schedule = given.wording, given.schedule
    if given.first_change is None and not given.over:
        paper.paragraph(given.said("pharmacy.course_same", mg=wording.milligrams(given.now_mg)))
    elif given.first_change:
        paper.paragraph((Run(_next_change(given), bold=True),), title="changed")
    if schedule.stops_on:
        last, none = wording.day(given.last_dose), wording.day(schedule.stops_on)
        paper.paragraph(given.said("pharmacy.last", day=last, none=none), title="last dose")
    elif given.first_change:
        step = schedule.steps[-1]
        stays = {"day": wording.day(step.start), "mg": wording.milligrams(step.daily_mg)}
        paper.paragraph(given.said("pharmacy.stays", **stays))


def _next_change(given: Given) -> str:
    """The day of the next change, and the daily dose before and after it."""
    before, after = given.now_mg, given.coming[0].daily_mg if given.coming else ZERO
    kind = "rise" if after > before else "cut" if after < before else "same"
    assert given.first_change
    return given.said(
        f"pharmacy.changed_{kind}",
        day=given.wording.day(given.first_change),
        before=given.wording.milligrams(before),
        after=given.wording.milligrams(after),
    )


def contact(paper: Paper, given: Given) -> None:
    """Whom to ask."""
    one = given.plan.prescriber
    hours = given.said("pharmacy.hours", hours=one.hours) if one.phone and one.hours else ""
    parts = (one.name, one.clinic, one.phone, hours)
    known = ", ".join(part for part in parts if part)
    if known:
        paper.paragraph(given.said("pharmacy.contact", who=known))
    else:
        paper.write_in(given.said("pharmacy.contact_blank"))


def what_to_do(paper: Paper, given: Given) -> None:
    """What is the pharmacy's to do, each where the plan gives cause for it."""
    paper.heading(2, given.said("pharmacy.do_title"))
    products = [given.medicine.by_id[one] for one in given.plan.products]
    halved = given.supply_to_come.halved_doses
    tasks = ["repeats"] if given.first_change or given.over else []
    tasks += ["label"] if given.coming else []
    tasks += ["pillbox"] if given.first_change else []
    tasks += ["halves_one" if halved == 1 else "halves"] if halved else []
    tasks += ["liquid"] if any(product.is_liquid for product in products) else []
    tasks += ["packs"] if given.plan.packs and given.shown else []
    day, count = given.wording.day(given.schedule.start), f"{halved:,}"
    paper.bullets(
        given.said(f"pharmacy.do_{task}", day=day, count=count)
        for task in (*tasks, "label_differs")
    )


def supply(paper: Paper, given: Given) -> None:
    """What is still to be dispensed: in all, fill by fill, and the reserve beside it."""
    to_come = given.supply_to_come
    paper.heading(2, given.said("pharmacy.supply_title"), keep=5 * paper.measures.leading)
    amounts_table(paper, given, to_come, given.begins)
    if to_come.fills:
        paper.heading(2, given.said("pharmacy.fills_title"), keep=5 * paper.measures.leading)
        fills_table(paper, given, to_come.fills)
