"""Plans for tests, written short: the textbook case of sources.md, and changes to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from planner.amounts import rounded, written
from planner.case import Case
from planner.documents import plan_from
from planner.medicine import Medicine, known_medicines
from planner.plan import Plan
from planner.schedule import Schedule, build

EXAMPLES = Path(__file__).parent / "examples"
MEDICINES = known_medicines()
BACLOFEN: Medicine = MEDICINES["baclofen"]
NAMES = {
    1: [("Bedtime", "23:00")],
    2: [("Morning", "07:00"), ("Bedtime", "23:00")],
    3: [("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00")],
    4: [("Morning", "06:00"), ("Noon", "12:00"), ("Evening", "18:00"), ("Night", "23:00")],
    6: [(f"Dose {n}", f"{4 * n - 2:02}:00") for n in range(1, 7)],
}
WEEKLY_5 = [{"above_mg": "0", "cut_mg": "5", "every": {"weeks": 1}}]


def regimen(doses: str) -> list[dict[str, str]]:
    """ "20/15/20" as the regimen of a plan file."""
    amounts = doses.split("/")
    names = NAMES[len(amounts)]
    return [{"name": n, "time": t, "mg": mg} for (n, t), mg in zip(names, amounts, strict=True)]


def pace(cut_mg: str = "5", *, target: str = "0", **every: int) -> dict[str, Any]:
    """A pace of one row: `pace("5", weeks=1)`."""
    row = {"above_mg": "0", "cut_mg": cut_mg, "every": every or {"weeks": 1}}
    return {"method": "pace", "target_mg": target, "pace": [row]}


def document(doses: str = "20/20/20", **fields: Any) -> dict[str, Any]:
    """A plan as JSON: the textbook one with these fields changed."""
    return {
        "format": "taper-plan",
        "version": 1,
        "regimen": regimen(doses),
        "start": "2026-12-07",
        "taper": pace("5", weeks=1),
        **fields,
    }


def plan(doses: str = "20/20/20", **fields: Any) -> Plan:
    """A plan: the textbook one with these fields changed."""
    return plan_from(json.loads(json.dumps(document(doses, **fields))), MEDICINES)


def case(doses: str = "20/20/20", on: date | str = "2026-11-24", **fields: Any) -> Case:
    """A case: the textbook plan with these fields changed, looked at on a day."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return Case(plan(doses, **fields), BACLOFEN, day)


def build_document(document: dict[str, Any]) -> Schedule:
    """The schedule that follows from a plan written as JSON."""
    return build(plan_from(document, MEDICINES), BACLOFEN)


def doses_of(schedule: Schedule) -> list[str]:
    """The steps' doses, written short: ["20/15/20", "15/15/20", …]."""
    return ["/".join(written(dose.mg) for dose in step.doses) for step in schedule.steps]


def outline(document: dict[str, Any]) -> dict[str, Any]:
    """The schedule of a plan in the shape in which the contract's examples write it."""
    case = Case(plan_from(document, MEDICINES), BACLOFEN, date.min)
    schedule, needed = case.schedule, case.supply
    return {
        "steps": [
            {
                "number": step.number,
                "start": str(step.start),
                "end": step.end and str(step.end),
                "days": step.days,
                "daily_mg": written(step.daily_mg),
                "asked_mg": written(rounded(step.asked_mg, 2)),
                "cut_mg": written(step.cut_mg),
                "cut_percent": None if step.cut_percent is None else written(step.cut_percent),
                "coarse": step.coarse,
                "revision": step.revision,
                "taken": step.taken,
                "mg": [written(dose.mg) for dose in step.doses],
                "take": [
                    {taken.product: written(taken.amount) for taken in dose.take}
                    for dose in step.doses
                ],
            }
            for step in schedule.steps
        ],
        "stops_on": schedule.stops_on and str(schedule.stops_on),
        "days": schedule.days,
        "supply_until": needed.until and str(needed.until),
        "supply": {amount.product: written(amount.amount) for amount in needed.amounts},
        "dispense": {amount.product: str(amount.dispense) for amount in needed.amounts},
        "reserve": {product: str(count) for product, count in needed.reserve},
        "reviews": [str(day) for day in case.reviews],
        "fills": [
            [
                str(fill.start),
                str(fill.end),
                {amount.product: written(amount.amount) for amount in fill.amounts},
                {amount.product: str(amount.dispense) for amount in fill.amounts},
            ]
            for fill in needed.fills
        ],
    }
