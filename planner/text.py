"""Schedules, findings and medicines as plain text, for a terminal or a note."""

from __future__ import annotations

from collections import Counter

from planner.advice import advice
from planner.amounts import written
from planner.case import Case
from planner.dates import in_words
from planner.explain import moved, why
from planner.in_words import what_ends
from planner.medicine import Medicine, Product
from planner.plan import Plan
from planner.safety import SEVERITIES, Finding, lapsed
from planner.schedule import Step
from planner.summary import summary, today_in_words
from planner.table import aligned

_MARKS = {"missing": "MISSING", "stop": "STOP", "warn": "WARN", "note": "NOTE"}
_ASKS = {
    "missing": "to fill in",
    "stop": "to answer",
    "warn": "to consider",
    "note": "to know",
}


def schedule_text(case: Case, explained: bool) -> str:
    """The schedule as a table, what is taken on the day, and the gravest findings under it;
    `explained`: with a line under each step that says why."""
    plan, schedule, medicine = case.plan, case.schedule, case.medicine
    rows = [_heading(plan), *(_row(step, step is case.today.step) for step in schedule.steps)]
    lines = aligned(rows)
    table = [lines[0]]
    for step, line in zip(schedule.steps, lines[1:], strict=True):
        table.append(line)
        if explained and (reason := why(plan, step, medicine)):
            table.append(f"    {reason}")
    head = [
        " · ".join(summary(case)),
        today_in_words(case),
        case.standing.why,
        *advice(case),
        "",
    ]
    if schedule.stop:
        table.append(f"No {what_ends(plan, medicine)} from {in_words(schedule.stop.on)}.")
        if explained and (reason := moved(schedule.stop)):
            table.append(f"    {reason}")
    graves = [one for one in case.findings if one.severity in ("missing", "stop")]
    found = ["", *map(finding_line, graves), *lapsed_lines(case), findings_counted(case)]
    return "\n".join(one_line(line) for line in [*head, *table, *found])


def findings_counted(case: Case) -> str:
    """How much there is to fill in, to answer, to consider and to know, as one line."""
    counts = Counter(finding.severity for finding in case.findings)
    open_ones = Counter(finding.severity for finding in case.findings if finding.blocks)
    parts = [
        f"{counts[severity]} {_ASKS[severity]}"
        + (f" ({open_ones[severity]} still open)" if severity in ("stop", "warn") else "")
        for severity in SEVERITIES
        if counts[severity]
    ]
    weighed = sum(map(len, lapsed(case.plan, case.findings)))
    lapsed_too = f" {weighed} weighed before that count no more." if weighed else ""
    if not parts:
        return (
            f"No rule speaks on {in_words(case.day)}. Looked at: doses and changes, days and "
            f"reviews, whom to call, the risks ticked.{lapsed_too}"
        )
    return f"Findings on {in_words(case.day)}: {', '.join(parts)}.{lapsed_too}"


def finding_line(finding: Finding) -> str:
    """A finding in one line: severity, rule, message, source, and whether it was weighed."""
    reason = f" Overridden: {finding.overridden}." if finding.overridden else ""
    reason = " Considered." if finding.considered and not reason else reason
    return one_line(
        f"{_MARKS[finding.severity]} {finding.rule}: {finding.message} [{finding.source}]{reason}"
    )


def lapsed_lines(case: Case) -> list[str]:
    """What was considered, and the reasons given, for what isn't found as it was any more."""
    considered, overrides = lapsed(case.plan, case.findings)
    lines = [f"LAPSED {one.rule}: it was considered, and counts no more" for one in considered]
    lines += [
        f"LAPSED {one.rule}: the reason given for it counts no more: {one.reason}"
        for one in overrides
    ]
    return [one_line(line) for line in lines]


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


def _row(step: Step, is_today: bool) -> list[str]:
    marks = [
        *(["today"] if is_today else []),
        *(["taken"] if step.taken else []),
        *(["coarse"] if step.coarse else []),
    ]
    return [
        str(step.number),
        in_words(step.start),
        "for good" if step.days is None else str(step.days),
        *(written(dose.mg) for dose in step.doses),
        written(step.daily_mg),
        ", ".join(marks),
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
