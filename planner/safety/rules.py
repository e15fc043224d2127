"""The table of rules, and what becomes of what they find: findings, blocked, overridden, unused.

A rule is one function and one row here. It gets the case (plan, schedule, medicine) and, where it
compares with numbers, those that the medicine's file gives under its name; a medicine without
them has no such rule. The order is that of sources.md, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from planner.amounts import written
from planner.documents import digest
from planner.medicine import Medicine
from planner.plan import Considered, Override, Plan
from planner.safety import days, doses, patient
from planner.safety.finding import SEVERITIES, Finding, Found, Judged, Severity
from planner.safety.remedies import gentler_pace
from planner.schedule import Schedule
from planner.standing import has_letters


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
    Rule("cns-depressants", "note", patient.cns_depressants),
    Rule("alcohol", "note", patient.alcohol),
    Rule("breast-feeding", "note", patient.breast_feeding),
    Rule("posture", "note", patient.posture),
    Rule("uneven-times", "note", days.uneven_times),
    Rule("review-gap", "note", days.review_gap),
    Rule("before-days-off", "note", days.before_days_off),
)

RULE_NAMES = tuple(rule.name for rule in RULES)

_CHARACTERS_OF_A_REASON, _WORDS_OF_A_REASON = 10, 2
_DIGITS_OF_A_FINDING = 8


def findings(
    plan: Plan, schedule: Schedule, medicine: Medicine, day: date, approved: bool
) -> tuple[Finding, ...]:
    """What the rules have to say on a day: the gravest first, then by the date of the first step.

    `approved`: the plan's approval counts.
    """
    judged = Judged(plan, schedule, medicine, day, approved)
    found = [(rule, one) for rule in RULES if (one := _found(rule, judged))]
    paces = any(one.or_else for _, one in found)
    gentler = gentler_pace(judged) if paces else None
    begins = {step.number: step.start for step in schedule.steps}

    def gravest_then_first(finding: Finding) -> tuple[int, date]:
        first_day = begins[finding.steps[0]] if finding.steps else plan.start
        return SEVERITIES.index(finding.severity), first_day

    all_found = (_finding(rule, one, gentler, judged) for rule, one in found)
    return tuple(sorted(all_found, key=gravest_then_first))


def is_reason(text: str) -> bool:
    """Whether a text is a reason: ten characters and two words at least (contract.md 1)."""
    shown = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    words = [word for word in shown.split() if has_letters(word)]
    return len(shown) >= _CHARACTERS_OF_A_REASON and len(words) >= _WORDS_OF_A_REASON


def lapsed(
    plan: Plan, found: Iterable[Finding]
) -> tuple[tuple[Considered, ...], tuple[Override, ...]]:
    """What was considered, and the reasons given, for what is not found (any more) as it was."""
    standing = {(finding.rule, finding.of) for finding in found}
    return (
        tuple(one for one in plan.considered if (one.rule, one.of) not in standing),
        tuple(one for one in plan.overrides if (one.rule, one.of) not in standing),
    )


def _finding(rule: Rule, found: Found, gentler: str | None, judged: Judged) -> Finding:
    plan = judged.plan
    remedy = f" {gentler or found.or_else}" if found.or_else else ""
    severity = found.severity or rule.severity
    of = _digits(rule.name, severity, judged.schedule, found)
    reasons = [o.reason for o in plan.overrides if (o.rule, o.of) == (rule.name, of)]
    return Finding(
        rule=rule.name,
        severity=severity,
        steps=found.steps,
        message=found.message + remedy,
        source=found.source,
        of=of,
        considered=any((c.rule, c.of) == (rule.name, of) for c in plan.considered),
        overridden=next((reason for reason in reversed(reasons) if is_reason(reason)), None),
        of_risk=False,
    )


def _digits(rule: str, severity: Severity, schedule: Schedule, found: Found) -> str:
    """The first 8 digits of the finding's digest: of its rule, its severity and its steps."""
    steps = [
        [step.start.isoformat(), [written(mg) for mg in step.mg]]
        for step in schedule.steps
        if step.number in found.steps
    ]
    whole = digest({"rule": rule, "severity": severity, "steps": steps})
    return whole.removeprefix("sha256:")[:_DIGITS_OF_A_FINDING]


def _found(rule: Rule, case: Judged) -> Found | None:
    if not rule.has_numbers:
        return rule.look(case)
    bound = _numbers_of(rule, case.medicine)
    return rule.look(case, bound) if bound else None


def _numbers_of(rule: Rule, medicine: Medicine) -> Any:
    if rule.name == "above-maximum":
        return medicine.maximum
    return getattr(medicine.rules, rule.name.replace("-", "_"))
