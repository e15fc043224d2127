"""No plan makes the program loop, hang or take more than two seconds, however extreme it is; what
the rules say of one takes less than a second more.

Seconds of the process's own work are counted, so that a busy machine makes no test fail. The long
run is `python -m tests.fuzz.fuzz_engine`.
"""

from __future__ import annotations

import json
import time
import warnings
from datetime import date, timedelta
from typing import Any

import pytest

from planner.safety import findings
from planner.schedule import build
from tests.fuzz.fuzz_engine import outcome, plan_of
from tests.planning import BACLOFEN, document, pace, plan

START = date(2026, 12, 7)
ALL = list(BACLOFEN.by_id)
LIQUID = ["suspension-5mg-per-ml"]
SIX_TIMES = {"doses": "/".join(["1000"] * 6), "products": ALL}


def days(count: int, apart: int = 1) -> list[str]:
    return [str(START + timedelta(days=1 + apart * place)) for place in range(count)]


def finish_by(by: str, shape: str) -> dict[str, Any]:
    return {"method": "finish-by", "by": by, "every": {"days": 1}, "shape": shape}


def custom(steps: int) -> dict[str, Any]:
    doses = [[str(1000 - step / 2)] for step in range(1, steps + 1)]
    written_out = [{"mg": mg, "every": {"days": 1}} for mg in doses]
    return {"method": "custom", "steps": written_out, "then": "stop"}


def percent(cut: str) -> dict[str, Any]:
    row = {"above_mg": "0", "cut_percent": cut, "every": {"days": 3}}
    return {"method": "pace", "pace": [row]}


def paused(*lengths: int) -> dict[str, Any]:
    return {
        "pauses": [
            {
                "from": day,
                "to": str(date.fromisoformat(day) + timedelta(days=length)),
                "reason": day,
            }
            for length in lengths
            for day in days(3000, apart=2)
        ]
    }


GAP = [{"from": "2300-01-01", "regimen": ["20", "20", "20"], "taper": pace("5")}]
HOLD = [{"from": day} for day in days(1000)]
EXTREMES: dict[str, tuple[dict[str, Any], str]] = {
    "six times 1,000 mg, all products": ({**SIX_TIMES, "taper": pace("6.5", days=3)}, "schedule"),
    "a thousand dates": ({**SIX_TIMES, "taper": pace("6", days=1)}, "schedule"),
    "one dose time after another": (
        {**SIX_TIMES, "taper": pace("6", days=1), "sharing": {"rule": "one-at-a-time"}},
        "schedule",
    ),
    "doses as unequal as can be": (
        {"doses": "1000/975/50/25/0/25", "products": ["tablet-25mg", "granules-20mg"],
         "halves": False, "taper": pace("3", days=3)},
        "schedule",
    ),
    "1.1 percent of now": ({**SIX_TIMES, "taper": percent("1.1")}, "schedule"),
    "0.01 percent of now": ({**SIX_TIMES, "taper": percent("0.01")}, "refused: taper"),
    "cuts of 0.1 mg": ({**SIX_TIMES, "taper": pace("0.1", days=1)}, "refused: taper"),
    "a billionth of a milligram": ({"taper": pace("0.000000001")}, "refused: taper"),
    "equal percent, a thousand dates": (
        {**SIX_TIMES, "taper": finish_by("2029-09-01", "equal-percent")},
        "schedule",
    ),
    "by the end of time": ({"taper": finish_by("9999-12-31", "equal-mg")}, "refused: taper"),
    "every trillion months": ({"taper": pace("5", months=10**12)}, "refused: taper"),
    "every googol of weeks": ({"taper": pace("5", weeks=10**100)}, "refused: taper"),
    "a dose of 100,000 digits": ({"doses": f"20/20/{'9' * 100_000}"}, "refused: regimen"),
    "custom, 999 steps": (
        {"doses": "1000", "products": LIQUID, "taper": custom(999)},
        "schedule",
    ),
    "custom, 1,900 steps": (
        {"doses": "1000", "products": LIQUID, "taper": custom(1900)},
        "refused: taper",
    ),
    "6,000 pauses": ({"dates": paused(0, 1), "taper": pace("5", weeks=1)}, "refused: dates"),
    "3,000 pauses of a day": (
        {"dates": paused(0), "products": LIQUID, "taper": pace("0.5", days=3)},
        "schedule",
    ),
    "a fill a day over ten years": (
        {"products": LIQUID, "taper": pace("0.5", days=30), "fill_days": 1},
        "schedule",
    ),
    "a fill a day over a gap of centuries": ({"revisions": GAP, "fill_days": 1}, "schedule"),
    "a thousand revisions": ({"revisions": HOLD}, "schedule"),
    "a thousand revisions of a slow taper": (
        {**SIX_TIMES, "taper": pace("6", days=3), "revisions": HOLD},
        "refused: revisions",
    ),
    "20,000 products": ({"products": ["tablet-10mg"] * 20_000}, "refused: products"),
    "20,000 risks": ({"patient": {"risks": ["pump"] * 20_000}}, "refused: patient"),
    "a text of a megabyte": ({"patient": {"notes": "a" * 1_000_000}}, "schedule"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXTREMES)
def test_an_extreme_plan_is_done_or_refused_within_two_seconds(case: str) -> None:
    fields, expected = EXTREMES[case]
    assert outcome(json.dumps(document(**fields)).encode())[0] == expected


def test_a_field_doubled_after_very_many_others_is_found_at_once() -> None:
    fields = ",".join(f'"field{number}":1' for number in range(100_000))
    assert outcome(f'{{{fields},"z":1,"z":2}}'.encode())[0] == "refused: z"


@pytest.mark.parametrize("tens", range(8))
def test_random_plans_at_the_bounds_are_done_or_refused_within_two_seconds(tens: int) -> None:
    with warnings.catch_warnings():
        # The holidays library says where its knowledge of a region ends.
        warnings.simplefilter("ignore", UserWarning)
        for seed in range(10 * tens, 10 * tens + 10):
            outcome(plan_of(seed))


def ups_and_downs(count: int) -> list[dict[str, Any]]:
    """A revision a day, up and down, a third of them merely taken."""
    return [
        {
            "from": day,
            "regimen": ["60", "0", "0"] if place % 2 else ["20", "0", "0"],
            "taken": place % 3 == 0 and place < count - 1,
        }
        for place, day in enumerate(days(count))
    ]


RESTARTS = [
    {"from": day, "regimen": ["20", "20", "20"], "taper": pace("20", days=2)}
    for day in days(450, apart=20)
]
MUCH_TO_JUDGE: dict[str, dict[str, Any]] = {
    "a thousand holds": {"revisions": HOLD},
    "a thousand ups and downs": {"revisions": ups_and_downs(1000)},
    "ups and downs, coarse, in packs": {
        "revisions": ups_and_downs(1000),
        "packs": True,
        "products": ["tablet-20mg"],
        "halves": False,
    },
    "450 restarts": {"revisions": RESTARTS},
    "900 steps": {"doses": "150/150/150", "products": LIQUID, "taper": pace("0.5", days=3)},
    "900 steps, cut daily": {
        "doses": "300/300/300",
        "products": LIQUID,
        "taper": pace("1", days=1),
    },
    "1,000 reviews": {"reviews": [{"on": day} for day in days(1_000)]},
    "a review a day": {"taper": pace("0.5", weeks=2), "review_every": {"days": 1}},
    "many pieces of all products": {
        "doses": "/".join(["1000"] * 6),
        "products": ALL,
        "taper": pace("6", days=3),
    },
    "many pieces of one": {"doses": "1000/1000/1000", "taper": pace("100"), "country": "GB"},
    "many lines of a thousand dates": {
        "doses": "1000",
        "products": LIQUID,
        "taper": pace("1", days=1),
        "revisions": [
            {"from": day, "regimen": ["1000"], "taper": pace("1", days=1)} for day in days(90)
        ],
    },
    "a last day at the end of time": {
        "taper": {
            **finish_by("9999-12-30", "equal-mg"),
            "every": {"months": 10**12},
        },
    },
}


@pytest.mark.parametrize("case", MUCH_TO_JUDGE)
def test_what_the_rules_say_of_a_long_plan_takes_less_than_a_second(case: str) -> None:
    judged = plan(**MUCH_TO_JUDGE[case])
    schedule = build(judged, BACLOFEN)
    begun = time.process_time()
    findings(judged, schedule, BACLOFEN, START, False)
    assert time.process_time() - begun < 1
