"""The table of rules, and what becomes of what they find: findings, blocked, overridden, unused.

A rule is one function and one row here. It gets the case (plan, schedule, medicine) and, where it
compares with numbers, those that the medicine's file gives under its name; a medicine without
them has no such rule. The order is that of sources.md, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from planner.dates import in_words
from planner.medicine import Medicine
from planner.plan import Override, Plan
from planner.safety import days, doses, patient
from planner.safety.finding import SHORTEST_REASON, Case, Finding, Found, Severity
from planner.safety.remedies import gentler_pace
from planner.schedule import Schedule

START_PASSED = "start-passed"


class Rule(NamedTuple):
    """One rule: its name, how grave it is, and the function that looks."""

    name: str
    severity: Severity
    look: Callable[..., Found | None]
    has_numbers: bool = True
    """The function compares with numbers of the medicine's."""


RULES = (
    Rule("abrupt-stop", "stop", doses.abrupt_stop),
    Rule("high-last-dose", "warn", doses.high_last_dose),
    Rule("too-short", "stop", doses.too_short),
    Rule("short-taper", "warn", doses.short_taper),
    Rule("big-cut", "warn", doses.big_cut),
    Rule("big-cut-half", "stop", doses.big_cut_half),
    Rule("fast-cuts", "stop", doses.fast_cuts),
    Rule("coarse-cut", "warn", doses.coarse_cut),
    Rule("raise-high", "stop", doses.raise_high),
    Rule("above-maximum", "warn", patient.above_maximum),
    Rule("no-identity", "stop", patient.no_identity, has_numbers=False),
    Rule("no-contact", "stop", patient.no_contact),
    Rule("unconfirmed", "warn", patient.unconfirmed, has_numbers=False),
    Rule("risks-not-asked", "warn", patient.risks_not_asked, has_numbers=False),
    Rule("kidney-severe", "warn", patient.kidney_severe),
    Rule("kidney-disease", "warn", patient.kidney_disease),
    Rule("pump", "warn", patient.pump),
    Rule("pregnant", "warn", patient.pregnant),
    Rule("seizures", "warn", patient.seizures),
    Rule("psychiatric", "warn", patient.psychiatric),
    Rule("dysreflexia", "warn", patient.dysreflexia),
    Rule("surgery", "warn", patient.surgery),
    Rule("another-taper", "warn", patient.another_taper),
    Rule("child", "warn", patient.child),
    Rule("older", "note", patient.older),
    Rule("cns-depressants", "note", patient.cns_depressants),
    Rule("alcohol", "note", patient.alcohol),
    Rule("breast-feeding", "note", patient.breast_feeding),
    Rule("posture", "note", patient.posture),
    Rule("uneven-times", "note", days.uneven_times),
    Rule("review-gap", "note", days.review_gap),
    Rule("before-days-off", "note", days.before_days_off),
)

RULE_NAMES = (*(rule.name for rule in RULES), START_PASSED)

_ORDER: tuple[Severity, ...] = ("stop", "warn", "note")


def findings(plan: Plan, schedule: Schedule, medicine: Medicine) -> tuple[Finding, ...]:
    """What the rules have to say: the gravest first, then by the date of the first step."""
    case = Case(plan, schedule, medicine)
    found = [(rule, one) for rule in RULES if (one := _found(rule, case))]
    paces = any(one.or_else for _, one in found)
    gentler = gentler_pace(case) if paces else None
    begins = {step.number: step.start for step in schedule.steps}

    def gravest_then_first(finding: Finding) -> tuple[int, date]:
        first_day = begins[finding.steps[0]] if finding.steps else plan.start
        return _ORDER.index(finding.severity), first_day

    all_found = (_finding(rule, one, gentler, plan) for rule, one in found)
    return tuple(sorted(all_found, key=gravest_then_first))


def start_passed(plan: Plan, on: date) -> Finding | None:
    """The rule that is asked at approval, as of its day: the page would tell what is over."""
    if plan.start >= on:
        return None
    return Finding(
        rule=START_PASSED,
        severity="stop",
        steps=(),
        message=f"The start, {in_words(plan.start)}, has passed on {in_words(on)}: the page would "
        "tell the patient what is over. Choose a new start, or say why not.",
        source="the page would tell the patient what is over",
        overridden=reason_given(plan, START_PASSED),
    )


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that no approval can pass: of severity "stop", and without a reason."""
    return tuple(
        finding for finding in found if finding.severity == "stop" and not finding.overridden
    )


def reason_given(plan: Plan, rule: str) -> str | None:
    """The prescriber's reason for this rule; None where there is none of ten characters."""
    reasons = [override.reason for override in plan.overrides if override.rule == rule]
    long_enough = [reason for reason in reasons if len(reason.strip()) >= SHORTEST_REASON]
    return long_enough[-1] if long_enough else None


def unused_overrides(plan: Plan, found: Iterable[Finding]) -> tuple[Override, ...]:
    """The reasons for rules that don't fire (any more).

    Whether the start has passed is known on the day of approval alone: its reason is unused where
    that day is known and wasn't after the start.
    """
    firing = {finding.rule for finding in found}
    if plan.approval is None or start_passed(plan, plan.approval.at.date()):
        firing.add(START_PASSED)
    return tuple(override for override in plan.overrides if override.rule not in firing)


def _finding(rule: Rule, found: Found, gentler: str | None, plan: Plan) -> Finding:
    remedy = f" {gentler or found.or_else}" if found.or_else else ""
    return Finding(
        rule=rule.name,
        severity=found.severity or rule.severity,
        steps=found.steps,
        message=found.message + remedy,
        source=found.source,
        overridden=reason_given(plan, rule.name),
    )


def _found(rule: Rule, case: Case) -> Found | None:
    if not rule.has_numbers:
        return rule.look(case)
    bound = _numbers_of(rule, case.medicine)
    return rule.look(case, bound) if bound else None


def _numbers_of(rule: Rule, medicine: Medicine) -> Any:
    if rule.name == "above-maximum":
        return medicine.maximum
    return getattr(medicine.rules, rule.name.replace("-", "_"))
