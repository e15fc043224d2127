"""Plans whose handouts are hard in different ways, and their PDFs, made once a run."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from planner import handout
from planner.case import Case
from planner.documents import plan_from
from planner.plan import Plan
from tests.planning import BACLOFEN, EXAMPLES, MEDICINES, document, pace, plan

PATIENT = {
    "name": "Jane Example",
    "identifier": "12345",
    "birth_date": "1970-02-03",
    "taken_months": 36,
    "risks": [],
    "reason": "The tablets make you drowsy.",
    "notes": "",
}
PRESCRIBER = {
    "name": "Dr A. Example",
    "clinic": "Example Clinic",
    "phone": "555 0100",
    "out_of_hours": "555 0199",
    "emergency": "911",
}
PEOPLE = {"patient": PATIENT, "prescriber": PRESCRIBER}
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
LONG_NAMES = {
    "patient": {
        **PATIENT,
        "name": f"Maria Magdalena {LONG} {LONG} of the Very Long Hyphenated Family",
        "identifier": "1234567890" * 4,
        "reason": "The tablets make you drowsy, and your spasms have eased a good deal. " * 3,
        "notes": "Keep the physiotherapy going. " * 8,
        "risks": ["pregnant", "breast-feeding", "alcohol", "cns-depressants"],
    },
    "prescriber": {
        "name": f"Professor Dr Dr {LONG}",
        "clinic": f"Clinic for Neurology and Rehabilitation, {LONG}",
        "phone": "+44 20 7946 0000 extension 12345 or +44 20 7946 0001",
        "out_of_hours": "+44 20 7946 0002, ask for the doctor on call of the neurology ward",
        "emergency": "112",
    },
}


def example(number: str) -> dict[str, Any]:
    """One of the contract's examples, with people."""
    path = next(EXAMPLES.glob(f"{number}-*.json"))
    return {**json.loads(path.read_text())["plan"], **PEOPLE}


def reviews() -> dict[str, Any]:
    return {"reviews": [{"on": "2026-12-29", "note": "telephone"}, {"on": "2027-01-26"}]}


DOCUMENTS: dict[str, dict[str, Any]] = {
    "textbook": document(**PEOPLE, **reviews()),
    "nobody named": document(),
    "uncut 25 mg tablets": example("02"),
    "ten percent of now": example("03"),
    "two paces, three strengths": example("04"),
    "one at a time, stays at 30 mg": {**example("05"), "go_back_allowed": True},
    "liquid by months": example("06"),
    "by a date, with pauses": example("08"),
    "custom, then stay": example("09"),
    "step back in week four": example("10"),
    "hold and go on": example("11"),
    "restart after the stop": example("12"),
    "six dose times": document("10/10/10/10/10/10", **PEOPLE),
    "six dose times of liquid": document(
        "30/20/30/5/20/10", **PEOPLE, products=["solution-1mg-per-ml"]
    ),
    "six high doses of several forms": document(
        "100/100/75/40/75/15",
        **PEOPLE,
        products=["tablet-25mg", "granules-5mg", "suspension-5mg-per-ml"],
        taper=pace("202.5", weeks=2),
    ),
    "four dose times": document("20/15/15/20", **PEOPLE),
    "one dose time": document("40", **PEOPLE, taper=pace("5")),
    "long names": document(**LONG_NAMES, fill_days=14),
    "150 steps": document(
        "300/300/300",
        **PEOPLE,
        products=["tablet-10mg", "tablet-25mg"],
        taper=pace("6", days=7),
        fill_days=28,
    ),
    "tablets and a liquid": document(
        "22/17.5/22",
        **PEOPLE,
        products=["tablet-10mg", "tablet-5mg", "solution-1mg-per-ml"],
        taper=pace("2.5", weeks=1),
    ),
    "packets": document("20/20/20", **PEOPLE, products=["granules-5mg", "granules-20mg"]),
    "nothing changes": document("10/10/10", **PEOPLE, taper=pace("5", target="30")),
    "no dose at noon": document("20/0/20", **PEOPLE),
    "a rise in mid-fill": {
        **document(**PEOPLE),
        "fill_days": 28,
        "revisions": [
            {"from": "2026-12-30", "regimen": ["20", "20", "20"], "reason": "spasms came back"}
        ],
    },
    "a rise that stays": {
        **document(**PEOPLE, taper=pace("5", target="30")),
        "revisions": [
            {
                "from": "2027-01-20",
                "regimen": ["20", "15", "20"],
                "taper": pace("5", target="55"),
                "reason": "spasms",
            }
        ],
    },
    "stopped at once": document("10", **PEOPLE, taper=pace("10")),
    "stopped by a revision": {
        **document(**PEOPLE),
        "revisions": [{"from": "2027-01-20", "regimen": ["0", "0", "0"], "reason": "side effects"}],
    },
}


BEFORE = timedelta(days=13)
"""So long before the start a plan without a revision is printed."""


def usual_day(one: Plan) -> date:
    """The day on which a plan is printed where a test names none: that of its last change, or one
    before the start."""
    return one.revisions[-1].start if one.revisions else one.start - BEFORE


def case_of(name: str, on: date | None = None) -> Case:
    """A plan by its name, on a day."""
    one = plan_from(json.loads(json.dumps(DOCUMENTS[name])), MEDICINES)
    return Case(one, BACLOFEN, on or usual_day(one))


def make(one: Plan, on: date | None = None, **options: Any) -> bytes:
    """The handout of a plan."""
    return handout.make_pdf(Case(one, BACLOFEN, on or usual_day(one)), **options)


def pdf(name: str, **options: Any) -> bytes:
    """The handout of a plan by its name; the same one for each test that asks for it."""
    return _pdf(name, tuple(sorted(options.items())))


@lru_cache(None)
def _pdf(name: str, options: tuple[tuple[str, Any], ...]) -> bytes:
    return make(case_of(name).plan, **dict(options))


__all__ = ["BACLOFEN", "DOCUMENTS", "PEOPLE", "case_of", "document", "make", "pdf", "plan"]
