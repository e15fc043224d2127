"""Makes handouts of plans as they come until time is up; prints those that are refused.

    python -m tests.fuzz.fuzz_handout --minutes 10 [--seed 1]

A plan that has a schedule has a handout, whose plan comes out again. What the read-back refuses is
mostly a word or a figure that the layout cut in two. Each plan has its own seed.
"""

from __future__ import annotations

import json
import sys
import time
from random import Random
from typing import Any

from planner.documents import plan_from, write_plan
from planner.handout.attachment import plan_bytes_in
from planner.plan import Plan
from planner.schedule import build
from planner.terms import PlanError
from tests.fuzz.options import fuzz_options
from tests.handout.plans import PEOPLE, make, reviews
from tests.planning import BACLOFEN, MEDICINES, document, pace

PRODUCTS = [
    ["tablet-10mg"],
    ["tablet-5mg", "tablet-10mg"],
    ["tablet-10mg", "tablet-20mg"],
    ["tablet-25mg", "tablet-10mg", "tablet-5mg"],
    ["tablet-10mg", "solution-1mg-per-ml"],
    ["solution-1mg-per-ml"],
    ["suspension-5mg-per-ml"],
    ["granules-5mg", "granules-10mg"],
]


def drawn(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plan of this seed, and how its handout is made."""
    rng = Random(seed)
    count = rng.choice([1, 3, 3, 3, 4, 6])
    doses = [rng.choice([0, 5, 10, 15, 20, 25, 30, 40]) for _ in range(count)]
    plan = document(
        "/".join(map(str, doses)),
        **PEOPLE,
        products=rng.choice(PRODUCTS),
        taper=pace(
            rng.choice(["1", "2.5", "5", "10"]),
            weeks=rng.choice([1, 2, 4]),
            target=rng.choice(["0", "0", "0", "10", "20"]),
        ),
        sharing={"rule": rng.choice(["proportional", "balanced", "one-at-a-time"])},
        fill_days=rng.choice([None, 14, 28]),
        hold_days=rng.choice([0, 0, 10]),
        go_back_allowed=rng.random() < 0.3,
    )
    plan |= reviews() if rng.random() < 0.3 else {}
    if rng.random() < 0.3:
        regimen = [str(rng.choice([5, 10, 15, 20])) for _ in range(count)]
        reason = rng.choice(["spasms", ""])
        plan["revisions"] = [{"from": "2026-12-30", "regimen": regimen, "reason": reason}]
    return plan, {
        "audience": rng.choice(["prescriber", "all"]),
        "language": rng.choice(["en", "es"]),
        "large_print": rng.random() < 0.3,
        "paper": rng.choice(["a4", "letter"]),
    }


def main() -> int:
    options = fuzz_options(__doc__)
    ends = time.monotonic() + options.minutes * 60
    seed, made, wrong = options.seed, 0, 0
    while time.monotonic() < ends:
        document_of, how = drawn(seed)
        seed += 1
        try:
            plan: Plan = plan_from(json.loads(json.dumps(document_of)), MEDICINES)
            build(plan, BACLOFEN)
        except PlanError:
            continue  # no such plan: its doses can't be made
        try:
            if plan_bytes_in(make(plan, **how)) != write_plan(plan):
                raise AssertionError("another plan comes out")
            made += 1
        except Exception as error:
            wrong += 1
            print(f"seed {seed - 1}, {how}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    print(f"{made} handouts made, {wrong} refused or wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
