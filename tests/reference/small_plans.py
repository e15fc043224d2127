"""Small plans for cases that are worked out by hand, and the schedule in a line a step."""

from __future__ import annotations

from typing import Any

from .amounts import Json
from .brute_force import schedule

MONDAY = "2026-12-07"
WEEKLY = {"weeks": 1}
TIMES = {
    1: [("Bedtime", "22:00")],
    2: [("Morning", "08:00"), ("Bedtime", "22:00")],
    3: [("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00")],
}


def plan(doses: str, taper: Json, **fields: Any) -> Json:
    """A plan from Monday 7 December 2026 on, with doses written as "20/15/20"."""
    amounts = doses.split("/")
    regimen = [
        {"name": name, "time": time, "mg": mg}
        for (name, time), mg in zip(TIMES[len(amounts)], amounts, strict=True)
    ]
    head = {"format": "taper-plan", "version": 1, "regimen": regimen, "start": MONDAY}
    return {**head, "taper": taper, **fields}


def pace(cut: str = "5", every: Json = WEEKLY, target: str = "0", **fields: Any) -> Json:
    """So many mg at a time, or with "%" at the end so much of the line."""
    kind = {"cut_percent": cut[:-1]} if cut.endswith("%") else {"cut_mg": cut}
    rows = [{"above_mg": "0", **kind, "every": every}]
    return {"method": "pace", "target_mg": target, "pace": rows, **fields}


def custom(*doses: str, then: str = "stop") -> Json:
    steps = [{"mg": step.split("/"), "every": WEEKLY} for step in doses]
    return {"method": "custom", "steps": steps, "then": then}


def outline(document: Json) -> list[str]:
    """The steps as "2026-12-07 15/20/20", those that were taken with the word; then the stop."""
    drawn = schedule(document)
    lines = [
        f"{step['start']} {'/'.join(step['mg'])}{' taken' if step['taken'] else ''}"
        for step in drawn["steps"]
    ]
    return lines + ([f"{drawn['stops_on']} stop"] if drawn["stops_on"] else [])
