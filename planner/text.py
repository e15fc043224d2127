"""Schedules, findings and medicines as plain text, for a terminal or a note."""

from __future__ import annotations

from planner.advice import advice
from planner.amounts import written
from planner.approval import standing
from planner.dates import in_words
from planner.explain import moved, why
from planner.medicine import Medicine, Product
from planner.plan import Override, Plan
from planner.safety import Finding
from planner.schedule import Schedule, Step
from planner.summary import summary
from planner.table import aligned

_MARKS = {"stop": "STOP", "warn": "WARN", "note": "NOTE"}


def schedule_text(plan: Plan, schedule: Schedule, medicine: Medicine, explained: bool) -> str:
    """The schedule as a table; `explained`: with a line under each step that says why."""
    rows = [_heading(plan), *(_row(step) for step in schedule.steps)]
    lines = aligned(rows)
    table = [lines[0]]
    for step, line in zip(schedule.steps, lines[1:], strict=True):
        table.append(line)
        if explained:
            table.append(f"    {why(plan, step, medicine)}")
    head = [
        " · ".join(summary(plan, schedule, medicine)),
        standing(plan, schedule, medicine).why,
        *advice(plan, schedule, medicine),
        "",
    ]
    if schedule.stop:
        table.append(f"No {medicine.name.lower()} from {in_words(schedule.stop.on)}.")
        if explained and (reason := moved(schedule.stop)):
            table.append(f"    {reason}")
    return "\n".join(one_line(line) for line in [*head, *table])


def finding_line(finding: Finding) -> str:
    """A finding in one line: severity, rule, message, source, and the reason where overridden."""
    reason = f" Overridden: {finding.overridden}." if finding.overridden else ""
    return one_line(
        f"{_MARKS[finding.severity]} {finding.rule}: {finding.message} [{finding.source}]{reason}"
    )


def unused_line(override: Override) -> str:
    """A reason for a rule that doesn't fire: it is kept, and said to be unused."""
    return one_line(
        f"UNUSED {override.rule}: the reason given for it is not needed: {override.reason}"
    )


def one_line(text: str) -> str:
    """The text with a space for each line break or other control character.

    Names and reasons are a user's: none of them may look like a line of the program's.
    """
    return "".join(sign if sign.isprintable() else " " for sign in text)


def medicine_text(medicine: Medicine) -> str:
    """The medicine, its products with the countries they are sold in, and all sources."""
    products = [_product_row(product, medicine) for product in medicine.products]
    sources = [[f"  {key}", source] for key, source in medicine.sources.items()]
    return "\n".join([medicine.name, *aligned(products), "Sources", *aligned(sources)])


def _heading(plan: Plan) -> list[str]:
    return ["#", "From", "Days", *plan.dose_times, "Daily mg", ""]


def _row(step: Step) -> list[str]:
    return [
        str(step.number),
        in_words(step.start),
        "for good" if step.days is None else str(step.days),
        *(written(dose.mg) for dose in step.doses),
        written(step.daily_mg),
        "coarse" if step.coarse else "",
    ]


def _product_row(product: Product, medicine: Medicine) -> list[str]:
    return [
        f"  {product.id}",
        product.label,
        "scored" if product.scored else "",
        "default" if product.id in medicine.default_products else "",
        " ".join(product.countries),
        f"[{product.source}]",
        product.note,
    ]
