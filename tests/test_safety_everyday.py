"""Ten everyday plans, drawn up to see what fires: a help to read, not a wall of warnings.

Each is as a clinic would enter it, everything asked and given unless the case is that it was not.
What fires is written beside it, so that a change to a rule shows here what it does to a day's work.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import LIQUID, fired, sound, written_out


class Everyday(NamedTuple):
    """A plan, and what fires for it."""

    plan: Plan
    fires: dict[str, str]


def slower_below(bound: str, above: str, below: str) -> dict[str, Any]:
    every = {"weeks": 1}
    return {
        "method": "pace",
        "pace": [
            {"above_mg": bound, "cut_mg": above, "every": every},
            {"above_mg": "0", "cut_mg": below, "every": {"weeks": 2}},
        ],
    }


EVERYDAY = {
    "MS, 52, drowsy on 60 mg, 5 mg a week, started on a Wednesday": Everyday(
        sound(start="2026-12-09", patient={"birth_date": "1974-05-02"}),
        {},
    ),
    "MS, 44, the same started on a Friday, no number for the night": Everyday(
        sound(
            start="2026-12-11",
            patient={"birth_date": "1982-05-02"},
            prescriber={"out_of_hours": ""},
        ),
        {"no-night-number": "warn"},
    ),
    "spinal injury, 38, 80 mg, 10 mg a week, dysreflexia, stands with his spasms": Everyday(
        sound(
            "20/20/20/20",
            taper=pace("10"),
            patient={"birth_date": "1988-03-01", "risks": ["dysreflexia", "posture"]},
        ),
        {"dysreflexia": "warn", "posture": "note"},
    ),
    "71, kidney disease, 30 mg, 5 mg every two weeks": Everyday(
        sound(
            "10/10/10",
            taper=pace("5", weeks=2),
            patient={"birth_date": "1955-06-30", "risks": ["kidney-disease"]},
        ),
        {"kidney-disease": "warn"},
    ),
    "alcohol use disorder, 41, 120 mg, 15 mg every 3 days, depressed": Everyday(
        sound(
            "40/40/40",
            taper=pace("15", days=3),
            patient={"birth_date": "1985-01-15", "risks": ["psychiatric", "alcohol"]},
        ),
        {
            "above-maximum": "warn",
            "psychiatric": "warn",
            "alcohol": "note",
            "fast-week": "warn",
        },
    ),
    "cerebral palsy, 9, liquid, 15 mg, 2.5 mg every two weeks": Everyday(
        sound(
            "5/5/5",
            products=LIQUID,
            taper=pace("2.5", weeks=2),
            patient={"birth_date": "2017-09-09", "risks": ["seizures"]},
        ),
        {"child": "warn", "seizures": "warn"},
    ),
    "back pain, 58, 30 mg for a month, out in ten days": Everyday(
        sound(
            "10/10/10",
            taper=written_out(("5/5/10", 5), ("0/0/5", 5)),
            patient={"birth_date": "1968-02-02", "taken_months": 1, "risks": ["cns-depressants"]},
        ),
        {"short-taper": "note", "steep-cut": "warn", "cns-depressants": "note"},
    ),
    "Australia, 63, uncut 25 mg tablets, 75 mg, 5 mg a week": Everyday(
        sound(
            "25/25/25",
            products=["tablet-25mg"],
            halves=False,
            patient={"birth_date": "1963-07-07"},
        ),
        {
            "high-last-dose": "stop",
            "big-cut": "warn",
            "big-cut-half": "stop",
            "long-gap": "warn",
            "stall": "note",
        },
    ),
    "in a hurry at 6 p.m.: 45 mg, 10 mg a week, nothing asked, no reviews": Everyday(
        sound(
            "15/15/15",
            taper=pace("10"),
            patient={"birth_date": "1990-10-10", "taken_months": None, "risks": None},
            prescriber={"phone": "", "out_of_hours": "", "emergency": ""},
            regimen_confirmed=None,
            review_every=None,
        ),
        {
            "no-contact": "missing",
            "no-emergency": "missing",
            "unconfirmed": "missing",
            "risks-not-asked": "missing",
            "steep-cut": "warn",
            "no-night-number": "warn",
            "review-gap": "note",
        },
    ),
    "68, 60 mg, 10 mg then 5 mg below 30, down to 20 before surgery, sedatives": Everyday(
        sound(
            taper={**slower_below("30", "10", "5"), "target_mg": "20"},
            patient={"birth_date": "1958-11-11", "risks": ["surgery", "cns-depressants"]},
        ),
        {"surgery": "warn", "cns-depressants": "note"},
    ),
}


@pytest.mark.parametrize("everyday", EVERYDAY.values(), ids=EVERYDAY)
def test_an_everyday_plan_gets_the_findings_written_beside_it(everyday: Everyday) -> None:
    assert fired(everyday.plan) == everyday.fires
