"""Approving a plan: a prescriber's name under it and the schedule that follows from it.

What is missing can only be filled in; a stop needs a reason; a warning is considered or gone over
with a reason (plan-file.md 1). Both count for one finding alone: when that changes they lapse.
Whether an approval counts later on is in `standing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from msgspec.structs import replace

from planner.case import Case
from planner.dates import listed
from planner.documents import approved_digest, plan_digest
from planner.plan import Approval, Considered, HeldStep, Override, Plan, Superseded
from planner.safety import RULE_NAMES, Finding, is_reason
from planner.standing import has_letters, schedule_digest

ALL_RISKS = "risks"
"""Stands for all warnings that come from a ticked risk alone: they are considered with one tick."""


class ApprovalError(ValueError):
    """The plan can't be approved as it is. The message says what stands in the way."""


def approve(
    case: Case,
    *,
    by: str,
    role: str,
    at: datetime,
    considered: Collection[str] = (),
    overrides: Mapping[str, str] = {},
    expect: str | None = None,
) -> Plan:
    """The plan with what was considered, the reasons given and this approval.

    `considered` names rules, or "risks"; `overrides` gives a reason for a rule. `expect` is the
    digest of the plan that was reviewed, before either. Raises ApprovalError naming what blocks.
    """
    if not has_letters(by):
        raise ApprovalError("expected the name of the prescriber who approves, with letters in it")
    if not has_letters(role):
        raise ApprovalError("expected the role of the prescriber who approves, with letters in it")
    check_reviewed(case.plan, expect)
    weighed = with_reasons(with_considered(case, considered), overrides)
    if blocked := weighed.blocking:
        raise ApprovalError(_what_blocks(blocked))
    plan = weighed.plan if weighed.plan.id else replace(weighed.plan, id=str(uuid4()))
    unsigned = Approval(
        by=by.strip(),
        role=role.strip(),
        at=at,
        number=plan.number,
        digest="",
        schedule_digest=schedule_digest(case.schedule),
    )
    return replace(plan, approval=replace(unsigned, digest=approved_digest(plan, unsigned)))


def check_reviewed(plan: Plan, expect: str | None) -> None:
    """Refuse a plan that isn't the one reviewed, whose digest `expect` is (None: any will do).

    Raises ApprovalError.
    """
    if expect is not None and expect != plan_digest(plan):
        raise ApprovalError(
            f"the plan is not the one reviewed: expected the digest {expect}, "
            f"got {plan_digest(plan)}"
        )


def with_considered(case: Case, rules: Collection[str]) -> Case:
    """The case with the warnings of these rules weighed; "risks" names all that come from a
    ticked risk alone. Raises ApprovalError for a rule that is no warning of this plan."""
    weighed = []
    for rule in rules:
        found = [
            finding
            for finding in case.findings
            if finding.severity == "warn"
            and (finding.of_risk if rule == ALL_RISKS else finding.rule == rule)
        ]
        if not found and rule != ALL_RISKS:
            raise ApprovalError(
                f'considered {rule}: expected the rule of a warning of this plan, or "{ALL_RISKS}"'
            )
        weighed += [Considered(rule=finding.rule, of=finding.of) for finding in found]
    names = {one.rule for one in weighed}
    kept = [one for one in case.plan.considered if one.rule not in names]
    return _with(case, replace(case.plan, considered=(*kept, *weighed)))


def with_reasons(case: Case, reasons: Mapping[str, str]) -> Case:
    """The case with these reasons, each in place of an earlier one for the same rule.

    Raises ApprovalError for a rule that isn't known or speaks of something that is missing, and
    for a reason that is none.
    """
    of = {finding.rule: finding for finding in case.findings}
    given = []
    for rule, reason in reasons.items():
        if rule not in RULE_NAMES:
            raise ApprovalError(f"override {rule}: expected the name of a rule")
        if not is_reason(reason):
            raise ApprovalError(
                f"override {rule}: expected a reason of at least ten characters and two words; "
                f'got "{reason}"'
            )
        finding = of.get(rule)
        if finding and finding.severity == "missing":
            raise ApprovalError(f"override {rule}: expected it to be filled in: {finding.message}")
        given.append(Override(rule=rule, of=finding.of if finding else "", reason=reason.strip()))
    kept = [one for one in case.plan.overrides if one.rule not in reasons]
    return _with(case, replace(case.plan, overrides=(*kept, *given)))


def superseded(case: Case) -> Superseded:
    """The approved version as a next one remembers it: what the patient holds on paper.

    Raises ApprovalError where the plan's approval doesn't count: its doses aren't known then.
    """
    approval = case.plan.approval
    if approval is None or not case.standing.approved:
        raise ApprovalError(f"expected an approved plan to replace. {case.standing.why}")
    return Superseded(
        number=approval.number,
        approval=approval,
        steps=tuple(HeldStep(start=step.start, mg=step.mg) for step in case.schedule.steps),
        stops_on=case.schedule.stops_on,
        reviews=case.reviews,
    )


def next_version(case: Case) -> Plan:
    """The plan as the next version of an approved one begins: not approved, what is taken not
    confirmed, and the approved version remembered. Raises ApprovalError as `superseded`."""
    return replace(case.plan, supersedes=superseded(case), approval=None, regimen_confirmed=None)


def _with(case: Case, plan: Plan) -> Case:
    return Case(plan, case.medicine, case.day)


def _what_blocks(blocked: Sequence[Finding]) -> str:
    """What has to be done before the plan can be approved, by what has to be done."""
    asks = (
        ("missing", "to fill in"),
        ("stop", "to answer with a reason"),
        ("warn", "to consider"),
    )
    parts = []
    for severity, ask in asks:
        if found := [one for one in blocked if one.severity == severity]:
            messages = " ".join(one.message for one in found)
            parts.append(f"{ask}: {listed(one.rule for one in found)}: {messages}")
    return "; ".join(parts)
