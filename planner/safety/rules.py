"""The table of rules, and what becomes of what they find: findings, weighed or not.

A rule is one function and one row here. It gets the case (plan, schedule, medicine, day) and,
where it compares with numbers, those that the medicine's file gives under its name; a medicine
without them has no such rule. The order is that of sources.md, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from planner.amounts import written
from planner.documents import digest
from planner.medicine import Medicine
from planner.plan import Considered, Override, Plan
from planner.safety import cuts, days, everyday, patient, raises, reviews, risks, stops
from planner.safety.finding import SEVERITIES, Finding, Found, Severity
from planner.safety.judged import Judged
from planner.safety.slower import slower_pace
from planner.schedule import Schedule, Step
from planner.standing import has_letters


class Rule(NamedTuple):
    """One rule: its name, how grave it is, and the function that looks."""

    name: str
    severity: Severity
    look: Callable[..., Found | None]
    has_numbers: bool = True
    """The function compares with numbers of the medicine's, or rests on a source of it."""
    of_risk: bool = False
    """A ticked risk fires it by itself."""


RULES = (
    Rule("no-identity", "missing", patient.no_identity, has_numbers=False),
    Rule("no-contact", "missing", patient.no_contact),
    Rule("no-emergency", "missing", patient.no_emergency),
    Rule("unconfirmed", "missing", patient.unconfirmed, has_numbers=False),
    Rule("risks-not-asked", "missing", patient.risks_not_asked, has_numbers=False),
    Rule("taken-ahead", "missing", raises.taken_ahead, has_numbers=False),
    Rule("abrupt-stop", "stop", stops.abrupt_stop),
    Rule("no-steps", "stop", stops.no_steps),
    Rule("high-last-dose", "stop", stops.high_last_dose),
    Rule("too-short", "stop", stops.too_short),
    Rule("short-taper", "warn", stops.short_taper),
    Rule("big-cut", "warn", cuts.big_cut),
    Rule("big-cut-half", "stop", cuts.big_cut_half),
    Rule("steep-cut", "warn", cuts.steep_cut),
    Rule("fast-cuts", "stop", cuts.fast_cuts),
    Rule("fast-week", "warn", cuts.fast_week),
    Rule("coarse-cut", "warn", cuts.coarse_cut),
    Rule("raise-high", "stop", raises.raise_high),
    Rule("interruption", "warn", raises.interruption),
    Rule("no-reserve", "warn", patient.no_reserve, has_numbers=False),
    Rule("long-gap", "warn", days.long_gap),
    Rule("pack-straddles", "warn", days.pack_straddles, has_numbers=False),
    Rule("no-night-number", "warn", days.no_night_number),
    Rule("start-passed", "warn", patient.start_passed, has_numbers=False),
    Rule("above-maximum", "warn", raises.above_maximum),
    Rule("kidney-severe", "warn", risks.kidney_severe, of_risk=True),
    Rule("kidney-disease", "warn", risks.kidney_disease),
    Rule("pump", "warn", risks.pump, of_risk=True),
    Rule("pregnant", "warn", risks.pregnant, of_risk=True),
    Rule("seizures", "warn", risks.seizures, of_risk=True),
    Rule("psychiatric", "warn", risks.psychiatric, of_risk=True),
    Rule("dysreflexia", "warn", risks.dysreflexia, of_risk=True),
    Rule("surgery", "warn", risks.surgery, of_risk=True),
    Rule("another-taper", "warn", risks.another_taper, of_risk=True),
    Rule("child", "warn", patient.child),
    Rule("cns-depressants", "note", risks.cns_depressants, of_risk=True),
    Rule("alcohol", "note", risks.alcohol, of_risk=True),
    Rule("breast-feeding", "note", risks.breast_feeding, of_risk=True),
    Rule("posture", "note", risks.posture, of_risk=True),
    Rule("stall", "note", everyday.stall),
    Rule("last-step-short", "note", everyday.last_step_short),
    Rule("hard-to-follow", "note", everyday.hard_to_follow),
    Rule("uneven-times", "note", days.uneven_times),
    Rule("review-gap", "note", reviews.review_gap),
)

RULE_NAMES = tuple(rule.name for rule in RULES)

_CHARACTERS_OF_A_REASON, _WORDS_OF_A_REASON = 10, 2
_DIGITS_OF_A_FINDING = 8


def findings(
    plan: Plan, schedule: Schedule, medicine: Medicine, day: date, approved: bool
) -> tuple[Finding, ...]:
    """What the rules have to say on a day: the gravest first, then by the date of the first of
    their steps that isn't over (what has none comes first).

    `approved`: the plan's approval counts.
    """
    judged = Judged(plan, schedule, medicine, day, approved)
    found = [(rule, one) for rule in RULES if (one := _found(rule, judged))]
    slower = slower_pace(judged) if any(one.or_else for _, one in found) else None
    said = [(_first_day(one, judged), _finding(rule, one, slower, judged)) for rule, one in found]
    said.sort(key=lambda one: (SEVERITIES.index(one[1].severity), one[0]))
    return tuple(finding for _, finding in said)


def is_reason(text: str) -> bool:
    """Whether a text is a reason: ten characters and two words at least (plan-file.md 1)."""
    shown = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    words = [word for word in shown.split() if has_letters(word)]
    return len(shown) >= _CHARACTERS_OF_A_REASON and len(words) >= _WORDS_OF_A_REASON


def lapsed(
    plan: Plan, found: Iterable[Finding]
) -> tuple[tuple[Considered, ...], tuple[Override, ...]]:
    """What was considered, and the reasons given, that count no more: their finding has changed,
    or they are of no finding, or of a rule that is gone.

    A finding that is over has not changed: what was weighed of it isn't named.
    """
    of = {finding.rule: finding.of for finding in found}

    def counts_no_more(one: Considered | Override) -> bool:
        return one.rule not in RULE_NAMES or not one.of or of.get(one.rule, one.of) != one.of

    return (
        tuple(one for one in plan.considered if counts_no_more(one)),
        tuple(one for one in plan.overrides if counts_no_more(one)),
    )


def _finding(rule: Rule, found: Found, slower: str | None, judged: Judged) -> Finding:
    plan = judged.plan
    remedy = f" {slower or found.or_else}" if found.or_else else ""
    severity = found.severity or rule.severity
    of = _digits(rule, found, judged)
    reasons = [o.reason for o in plan.overrides if (o.rule, o.of) == (rule.name, of)]
    considered = any((c.rule, c.of) == (rule.name, of) for c in plan.considered)
    return Finding(
        rule=rule.name,
        severity=severity,
        steps=tuple(sorted({step.number for step in _to_come(found, judged)})),
        message=found.message + remedy,
        source=found.source,
        of=of,
        considered=considered and severity == "warn",
        overridden=next((reason for reason in reversed(reasons) if is_reason(reason)), None),
        of_risk=rule.of_risk,
    )


def _to_come(found: Found, judged: Judged) -> list[Step]:
    """The steps that aren't over: of a way down, some may be."""
    return [step for step in found.steps if step and judged.is_to_come(step)]


def _first_day(found: Found, judged: Judged) -> date:
    return min((step.start for step in _to_come(found, judged)), default=date.min)


def _digits(rule: Rule, found: Found, judged: Judged) -> str:
    """The first 8 digits of the finding's digest: of its rule, its severity and its steps.

    All it ever had, whatever the day: as days pass, what was weighed stays weighed.
    """
    plan = judged.plan
    ever = found.steps if found.ever is None else found.ever
    doses = {step.start: step.mg for step in ever if step}
    if None in ever:
        doses.setdefault(plan.start, plan.doses)
    severity = found.severity_ever or found.severity or rule.severity
    steps = [[day.isoformat(), [written(mg) for mg in doses[day]]] for day in sorted(doses)]
    whole = digest({"rule": rule.name, "severity": severity, "steps": steps})
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
