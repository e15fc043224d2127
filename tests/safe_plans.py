"""Plans for the tests of rules: nothing to find in them, until a case changes one thing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.plan import Plan
from planner.safety import Finding, findings
from planner.schedule import build
from tests.planning import BACLOFEN, pace, plan

START = date(2026, 12, 7)  # a Monday
DAY = date(2026, 12, 4)
"""The day that plans are judged on, unless a case says otherwise: three days before the start."""
LIQUID = ["solution-1mg-per-ml"]
WEEK = 7
LONG = 3_000
"""Days for which a dose is as good as kept for good."""
PATIENT = {
    "name": "Jane Example",
    "birth_date": "1970-02-03",
    "taken_months": 36,
    "risks": [],
}
PRESCRIBER = {
    "name": "Dr A. Example",
    "phone": "555 0100",
    "out_of_hours": "555 0199",
    "emergency": "911",
}


def sound(
    doses: str = "20/20/20",
    patient: dict[str, Any] | None = None,
    prescriber: dict[str, Any] | None = None,
    **fields: Any,
) -> Plan:
    """The textbook plan of sources.md, with these doses and fields changed."""
    complete = {"regimen_confirmed": "2026-12-03", "review_every": {"weeks": 4}, **fields}
    return plan(
        doses,
        patient={**PATIENT, **(patient or {})},
        prescriber={**PRESCRIBER, **(prescriber or {})},
        **complete,
    )


def down(doses: str, *steps: tuple[str, int], **fields: Any) -> Plan:
    """One dose a day, measured in half milligrams, that comes down as written out, to none."""
    return sound(doses, products=LIQUID, taper=written_out(*steps), **fields)


def up_to(doses: str, *revisions: dict[str, Any], **fields: Any) -> Plan:
    """One dose a day that stays as it is for very long, but for these revisions."""
    kept = {"products": LIQUID, "hold_days": LONG, "taper": pace("5"), **fields}
    return sound(doses, revisions=list(revisions), **kept)


def after(days: int) -> str:
    """The day so many days after the start."""
    return str(START + timedelta(days=days))


def revised(days: int, doses: str, **fields: Any) -> dict[str, Any]:
    """A revision so many days after the start: from then on these doses, for very long."""
    return {"from": after(days), "regimen": doses.split("/"), "hold_days": LONG, **fields}


def taken(days: int, doses: str) -> dict[str, Any]:
    return {"from": after(days), "regimen": doses.split("/"), "taken": True}


def found(plan: Plan, day: date | str = DAY, approved: bool = False) -> tuple[Finding, ...]:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return findings(plan, build(plan, BACLOFEN), BACLOFEN, day, approved)


def fired(plan: Plan, day: date | str = DAY) -> dict[str, str]:
    """The rules that fire, each with its severity."""
    return {finding.rule: finding.severity for finding in found(plan, day)}


def only(plan: Plan, *rules: str, day: date | str = DAY) -> dict[str, str]:
    """Which of these rules fire, each with its severity."""
    return {rule: severity for rule, severity in fired(plan, day).items() if rule in rules}


def finding(plan: Plan, rule: str, day: date | str = DAY) -> Finding:
    return next(one for one in found(plan, day) if one.rule == rule)


def written_out(*steps: tuple[str, int], then: str = "stop") -> dict[str, Any]:
    """A custom taper: doses ("15/20/20") and the days for which each is taken."""
    return {
        "method": "custom",
        "then": then,
        "steps": [{"mg": doses.split("/"), "every": {"days": days}} for doses, days in steps],
    }
