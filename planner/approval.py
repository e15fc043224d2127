"""Approval: a prescriber's name under a plan and the schedule that follows from it.

A plan is a draft until it is approved, and again as soon as anything differs: the plan, or the
doses that this version of the program and of the medicine's data works out (contract.md 1). An
approval counts only where nothing of severity "stop" stands without a reason, whoever wrote it
into the file: there is no other way to a page without DRAFT.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from planner.dates import in_words, listed
from planner.documents import plan_digest
from planner.medicine import Medicine
from planner.plan import Approval, Override, Plan
from planner.safety import (
    RULE_NAMES,
    SHORTEST_REASON,
    Finding,
    blocking,
    findings,
    start_passed,
)
from planner.schedule import Schedule
from planner.schedule_document import schedule_digest


class ApprovalError(ValueError):
    """The plan can't be approved as it is. The message says what stands in the way."""


class Standing(msgspec.Struct, frozen=True):
    """Whether a plan is approved; if so by whom and when, if not why not."""

    approved: bool
    by: str
    role: str
    at: datetime | None
    why: str
    """One sentence: who approved it, or why it is a draft."""


def standing(plan: Plan, schedule: Schedule, medicine: Medicine) -> Standing:
    """Whether the approval in the plan counts for the plan and this schedule."""
    approval = plan.approval
    why_not = _why_not(plan, approval, schedule, medicine)
    if approval is None or why_not:
        return Standing(False, "", "", None, why_not)
    role = f", {approval.role}" if approval.role.strip() else ""
    why = f"Approved by {approval.by}{role} on {in_words(approval.at.date())}."
    return Standing(True, approval.by, approval.role, approval.at, why)


def approve(
    plan: Plan,
    schedule: Schedule,
    medicine: Medicine,
    *,
    by: str,
    role: str,
    at: datetime,
    overrides: Mapping[str, str] = {},
    expect: str | None = None,
) -> Plan:
    """The plan with these reasons and this approval. Raises ApprovalError naming what blocks.

    `expect` is the digest of the plan that was reviewed, before these reasons were given.
    """
    if not by.strip():
        raise ApprovalError("expected the name of the prescriber who approves; got none")
    if expect is not None and expect != plan_digest(plan):
        raise ApprovalError(
            f"the plan is not the one reviewed: expected the digest {expect}, "
            f"got {plan_digest(plan)}"
        )
    approved = with_reasons(plan, overrides)
    if blocked := _blocked(approved, schedule, medicine, at.date()):
        raise ApprovalError(
            f"{listed(finding.rule for finding in blocked)} "
            f"{'needs' if len(blocked) == 1 else 'need'} a reason of at least {SHORTEST_REASON} "
            f"characters: {' '.join(finding.message for finding in blocked)}"
        )
    approval = Approval(
        by=by.strip(),
        role=role.strip(),
        at=at,
        digest=plan_digest(approved),
        schedule_digest=schedule_digest(schedule),
    )
    return msgspec.structs.replace(approved, approval=approval)


def passed_start(plan: Plan, now: Standing, today: date) -> Finding | None:
    """That the start has passed on the day of approval; on `today` where none counts now."""
    return start_passed(plan, now.at.date() if now.approved and now.at else today)


def unused_reasons(plan: Plan, reviewed: Iterable[Finding]) -> tuple[Override, ...]:
    """The reasons given for what is not found (any more) among all that is reviewed."""
    firing = {finding.rule for finding in reviewed}
    return tuple(override for override in plan.overrides if override.rule not in firing)


def with_reasons(plan: Plan, reasons: Mapping[str, str]) -> Plan:
    """The plan with these reasons, each in place of an earlier one for the same rule.

    Raises ApprovalError for a rule that isn't known and for a reason that is too short.
    """
    for rule, reason in reasons.items():
        if rule not in RULE_NAMES:
            raise ApprovalError(f"override {rule}: expected the name of a rule")
        if len(reason.strip()) < SHORTEST_REASON:
            raise ApprovalError(
                f"override {rule}: expected a reason of at least {SHORTEST_REASON} characters; "
                f'got "{reason}"'
            )
    kept = [override for override in plan.overrides if override.rule not in reasons]
    given = [Override(rule=rule, reason=reason.strip()) for rule, reason in reasons.items()]
    return msgspec.structs.replace(plan, overrides=(*kept, *given))


def _why_not(plan: Plan, approval: Approval | None, schedule: Schedule, medicine: Medicine) -> str:
    """Why the plan is a draft; empty where it isn't."""
    if approval is None:
        return "This is a draft: nobody has approved it yet."
    if not approval.by.strip():
        return "This is a draft: its approval names nobody."
    if approval.digest != plan_digest(plan):
        return f"This is a draft: the plan was changed since {approval.by} approved it."
    if approval.schedule_digest != schedule_digest(schedule):
        return (
            "This is a draft: the schedule that this version of the program works out differs "
            f"from the one that {approval.by} approved."
        )
    if blocked := _blocked(plan, schedule, medicine, approval.at.date()):
        rules = listed(finding.rule for finding in blocked)
        return f"This is a draft: it was approved without a reason for {rules}."
    return ""


def _blocked(plan: Plan, schedule: Schedule, medicine: Medicine, on: date) -> tuple[Finding, ...]:
    passed = start_passed(plan, on)
    return blocking((*findings(plan, schedule, medicine), *([passed] if passed else [])))
