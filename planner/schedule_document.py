"""The schedule as the JSON document of contract.md 3, and the digest of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.amounts import rounded, written
from planner.documents import digest, plan_digest
from planner.explain import why
from planner.medicine import Medicine
from planner.plan import Plan
from planner.safety import Finding
from planner.schedule import Dose, Schedule, Step
from planner.supply import Amount, supply


def schedule_document(
    plan: Plan, schedule: Schedule, medicine: Medicine, findings: Sequence[Finding]
) -> dict[str, Any]:
    """The whole schedule as plain JSON values, amounts and dates as text."""
    needed = supply(plan, schedule, medicine)
    return {
        "format": "taper-schedule",
        "version": 1,
        "plan_digest": plan_digest(plan),
        "medicine": plan.medicine,
        "steps": [_step(step, why(plan, step, medicine)) for step in schedule.steps],
        "stops_on": schedule.stops_on and schedule.stops_on.isoformat(),
        "days": schedule.days,
        "supply_until": needed.until and needed.until.isoformat(),
        "supply": [_amount(amount) for amount in needed.amounts],
        "fills": [
            {
                "start": fill.start.isoformat(),
                "end": fill.end.isoformat(),
                "supply": [_amount(amount) for amount in fill.amounts],
            }
            for fill in needed.fills
        ],
        "findings": [_finding(finding) for finding in findings],
    }


def schedule_digest(schedule: Schedule) -> str:
    """SHA-256 of the steps' dates, doses and how each is taken, as canonical JSON.

    It differs where another version of the program or of the medicine's data gives other doses.
    """
    return digest(
        [
            {
                "start": step.start.isoformat(),
                "end": step.end and step.end.isoformat(),
                "doses": [_dose(dose) for dose in step.doses],
            }
            for step in schedule.steps
        ]
    )


def _step(step: Step, why: str) -> dict[str, Any]:
    return {
        "number": step.number,
        "start": step.start.isoformat(),
        "end": step.end and step.end.isoformat(),
        "days": step.days,
        "daily_mg": written(step.daily_mg),
        "asked_mg": written(rounded(step.asked_mg, 2)),
        "cut_mg": written(step.cut_mg),
        "cut_percent": None if step.cut_percent is None else written(step.cut_percent),
        "coarse": step.coarse,
        "revision": step.revision,
        "doses": [_dose(dose) for dose in step.doses],
        "why": why,
    }


def _dose(dose: Dose) -> dict[str, Any]:
    return {
        "name": dose.name,
        "time": dose.time,
        "mg": written(dose.mg),
        "take": [
            {"product": taken.product, "amount": written(taken.amount)} for taken in dose.take
        ],
    }


def _amount(amount: Amount) -> dict[str, str]:
    return {
        "product": amount.product,
        "amount": written(amount.amount),
        "dispense": str(amount.dispense),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "steps": list(finding.steps),
        "message": finding.message,
        "source": finding.source,
        "overridden": finding.overridden,
    }
