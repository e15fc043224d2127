"""The schedule as the JSON document of plan-file.md 3."""

from __future__ import annotations

from typing import Any

from planner.amounts import rounded, written
from planner.case import Case
from planner.documents import plan_digest
from planner.explain import why
from planner.safety import Finding
from planner.schedule import Step
from planner.standing import dose_document
from planner.supply import Amount


def schedule_document(case: Case) -> dict[str, Any]:
    """The whole schedule as plain JSON values, amounts and dates as text."""
    plan, schedule, needed = case.plan, case.schedule, case.supply
    return {
        "format": "taper-schedule",
        "version": 1,
        "number": plan.number,
        "plan_digest": plan_digest(plan),
        "medicine": plan.medicine,
        "steps": [_step(step, why(plan, step, case.medicine)) for step in schedule.steps],
        "stops_on": schedule.stops_on and schedule.stops_on.isoformat(),
        "days": schedule.days,
        "supply_until": needed.until and needed.until.isoformat(),
        "supply": [_amount(amount) for amount in needed.amounts],
        "reserve": [
            {"product": product, "dispense": str(count)} for product, count in needed.reserve
        ],
        "fills": [
            {
                "start": fill.start.isoformat(),
                "end": fill.end.isoformat(),
                "supply": [_amount(amount) for amount in fill.amounts],
            }
            for fill in needed.fills
        ],
        "reviews": [day.isoformat() for day in case.reviews],
        "findings": [_finding(finding) for finding in case.findings],
    }


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
        "taken": step.taken,
        "doses": [dose_document(dose) for dose in step.doses],
        "why": why,
    }


def _amount(amount: Amount) -> dict[str, str]:
    return {
        "product": amount.product,
        "amount": written(amount.amount),
        "at_home": written(amount.at_home),
        "dispense": str(amount.dispense),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "steps": list(finding.steps),
        "message": finding.message,
        "source": finding.source,
        "considered": finding.considered,
        "overridden": finding.overridden,
    }
