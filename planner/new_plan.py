"""A new plan from a few words: "20/20/20", "5 mg", "1 week" (the command line's `new`).

The dose times get the usual names; everything else has its default. The words are those that a
prescriber would say; what can't be read is a PlanError that names the word's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from planner.amounts import written
from planner.documents import plan_from
from planner.medicine import Medicine
from planner.plan import Plan
from planner.reading.amounts import Unread, read_cut, read_dose, read_interval
from planner.reading.dates import read_date
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


class Words(NamedTuple):
    """What a new plan is made of, each as it was typed; None: not given."""

    current: str
    every: str
    start: str
    cut: str | None = None
    by: str | None = None
    target: str = "0"
    products: str | None = None
    patient: str = ""
    born: str | None = None
    risks: str | None = None
    confirmed: str | None = None
    prescriber: str = ""
    phone: str = ""
    out_of_hours: str = ""
    emergency: str = ""


def from_words(words: Words, medicines: Mapping[str, Medicine], today: date) -> Plan:
    """The plan that the words describe; a day to be done `by` sets the cut. Raises PlanError.

    `today`: the day from which "next Monday" is counted.
    """
    doses = [dose.strip() for dose in words.current.split("/")]
    if len(doses) not in USUAL_TIMES:
        raise PlanError("--current", f'expected 1 to 6 doses, like 20/20/20; got "{words.current}"')
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "id": str(uuid4()),
        "patient": {
            "name": words.patient,
            "birth_date": _day("--born", words.born, today, past=True),
            "risks": _risks(words.risks),
        },
        "prescriber": {
            "name": words.prescriber,
            "phone": words.phone,
            "out_of_hours": words.out_of_hours,
            "emergency": words.emergency,
        },
        "regimen": [
            {"name": name, "time": time, "mg": _mg("--current", mg)}
            for (name, time), mg in zip(USUAL_TIMES[len(doses)], doses, strict=True)
        ],
        "regimen_confirmed": _day("--confirmed", words.confirmed, today),
        "start": _day("--start", words.start, today),
        "taper": _taper(words, today),
    }
    if words.products is not None:
        document["products"] = _names(words.products)
    return plan_from(document, medicines)


def _taper(words: Words, today: date) -> dict[str, Any]:
    with _in("--every"):
        if words.every.strip().isdigit():
            raise Unread(f'expected an interval with its unit, like "{words.every.strip()} weeks"')
        interval = read_interval(words.every, "days")
    every = {interval.unit: interval.count}
    target = _mg("--target", words.target)
    if words.by is not None:
        return {
            "method": "finish-by",
            "target_mg": target,
            "by": _day("--by", words.by, today),
            "every": every,
            "shape": "equal-mg",
        }
    if words.cut is None:
        raise PlanError("--cut", "expected a cut like 5, or a day to be done by")
    with _in("--cut"):
        kind, cut = read_cut(words.cut, "cut_mg")
    row = {"above_mg": "0", kind: written(cut), "every": every}
    return {"method": "pace", "target_mg": target, "pace": [row]}


def _mg(field: str, text: str) -> str:
    with _in(field):
        return written(read_dose(text))


def _day(field: str, text: str | None, today: date, past: bool = False) -> str | None:
    if text is None:
        return None
    with _in(field):
        return read_date(text, today, day_first=True, past=past).on.isoformat()


def _risks(text: str | None) -> list[str] | None:
    """ "none": asked, and none; else the risks with commas. None: not asked."""
    if text is None:
        return None
    return [] if text.strip().lower() == "none" else _names(text)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


@contextmanager
def _in(field: str) -> Iterator[None]:
    """Say of what can't be read which word it was."""
    try:
        yield
    except Unread as error:
        raise PlanError(field, error.reason) from None
