"""Plans for the tests of rules: nothing to find in them, until a case changes one thing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.plan import Plan
from planner.safety import Finding, findings
from planner.schedule import build
from tests.planning import BACLOFEN, plan

START = date(2026, 12, 7)  # a Monday
LIQUID = ["solution-1mg-per-ml"]
PATIENT = {
    "name": "Jane Example",
    "birth_date": "1970-02-03",
    "taken_months": 36,
    "risks": [],
}
PRESCRIBER = {"name": "Dr A. Example", "phone": "555 0100"}
EVERY_4_WEEKS = [{"on": str(START + timedelta(days=28 * n))} for n in range(150)]


def sound(
    doses: str = "20/20/20",
    patient: dict[str, Any] | None = None,
    prescriber: dict[str, Any] | None = None,
    **fields: Any,
) -> Plan:
    """The textbook plan of sources.md, with these doses and fields changed."""
    complete = {"regimen_confirmed": "2026-12-03", "reviews": EVERY_4_WEEKS, **fields}
    return plan(
        doses,
        patient={**PATIENT, **(patient or {})},
        prescriber={**PRESCRIBER, **(prescriber or {})},
        **complete,
    )


def found(plan: Plan) -> tuple[Finding, ...]:
    return findings(plan, build(plan, BACLOFEN), BACLOFEN)


def fired(plan: Plan) -> dict[str, str]:
    """The rules that fire, each with its severity."""
    return {finding.rule: finding.severity for finding in found(plan)}


def finding(plan: Plan, rule: str) -> Finding:
    return next(one for one in found(plan) if one.rule == rule)


def written_out(*steps: tuple[str, int], then: str = "stop") -> dict[str, Any]:
    """A custom taper: doses ("15/20/20") and the days for which each is taken."""
    return {
        "method": "custom",
        "then": then,
        "steps": [{"mg": doses.split("/"), "every": {"days": days}} for doses, days in steps],
    }
