"""A new plan from a few words: "20/20/20", "5 mg", "1 week" (the command line's `new`).

The dose times get the usual names; everything else has its default. The words are those that a
prescriber would say; what can't be read is a PlanError that names the word's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from planner.documents import plan_from
from planner.medicine import Medicine
from planner.plan import Plan
from planner.terms import FORMAT, VERSION, PlanError

USUAL_TIMES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("Bedtime", "22:00"),),
    2: (("Morning", "08:00"), ("Evening", "20:00")),
    3: (("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00")),
    4: (("Morning", "06:00"), ("Midday", "12:00"), ("Evening", "18:00"), ("Night", "23:00")),
    5: (
        ("Morning", "06:00"),
        ("Midday", "10:00"),
        ("Afternoon", "14:00"),
        ("Evening", "18:00"),
        ("Night", "22:00"),
    ),
    6: (
        ("Early morning", "06:00"),
        ("Morning", "09:30"),
        ("Midday", "13:00"),
        ("Afternoon", "16:30"),
        ("Evening", "20:00"),
        ("Night", "23:30"),
    ),
}
"""Names and clock times for so many doses a day, spread over the waking hours."""


def from_words(
    *,
    current: str,
    cut: str | None,
    every: str,
    start: str,
    products: str | None,
    by: str | None,
    target: str,
    medicines: Mapping[str, Medicine],
) -> Plan:
    """The plan that the words describe; a day to be done `by` sets the cut. Raises PlanError."""
    doses = [dose.strip() for dose in current.split("/")]
    if len(doses) not in USUAL_TIMES:
        raise PlanError("current", f'expected 1 to 6 doses, like 20/20/20; got "{current}"')
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "regimen": [
            {"name": name, "time": time, "mg": mg}
            for (name, time), mg in zip(USUAL_TIMES[len(doses)], doses, strict=True)
        ],
        "start": start,
        "taper": _taper(cut, _interval(every), by, target),
    }
    if products is not None:
        document["products"] = [name.strip() for name in products.split(",") if name.strip()]
    return plan_from(document, medicines)


def _taper(cut: str | None, every: dict[str, int], by: str | None, target: str) -> dict[str, Any]:
    if by is not None:
        return {
            "method": "finish-by",
            "target_mg": target,
            "by": by,
            "every": every,
            "shape": "equal-mg",
        }
    if cut is None:
        raise PlanError("cut", "expected a cut like 5, or a day to be done by")
    amount, unit = _words(
        cut, r"(\d+(?:\.\d+|,\d{1,2})?)\s*(mg|%|percent)?", "cut", 'a cut like 5 or "10 %"'
    )
    name = "cut_percent" if unit in ("%", "percent") else "cut_mg"
    row = {"above_mg": "0", name: amount.replace(",", "."), "every": every}
    return {"method": "pace", "target_mg": target, "pace": [row]}


def _interval(every: str) -> dict[str, int]:
    expected = 'an interval like "1 week", "10 days" or "1 month"'
    count, unit = _words(every, r"(\d{1,5})\s*(day|week|month)s?", "every", expected)
    return {f"{unit}s": int(count)}


def _words(written: str, pattern: str, field: str, expected: str) -> tuple[str, str | None]:
    match = re.fullmatch(pattern, written.strip(), re.IGNORECASE | re.ASCII)
    if not match:
        raise PlanError(field, f'expected {expected}; got "{written}"')
    return match[1], match[2] and match[2].lower()
