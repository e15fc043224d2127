"""Feeds the engine extreme, broken and garbled plans until time is up; prints what goes wrong.

    python -m tests.fuzz.fuzz_engine --minutes 10 [--seed 1]

Each plan has its own seed, so that one that goes wrong can be drawn again. No plan may take more
than two seconds, nor end in anything but a schedule or one short line that says what is wrong.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from random import Random

from planner.case import Case
from planner.documents import read_plan, write_plan
from planner.schedule_document import schedule_document
from planner.terms import PlanError
from tests.fuzz.extreme_plans import KINDS, Json
from tests.fuzz.options import fuzz_options
from tests.planning import BACLOFEN, MEDICINES

MOST_SECONDS = 2.0
LONGEST_LINE = 500


class Wrong(AssertionError):
    """A plan broke the promise; the message says how."""


def plan_of(seed: int) -> bytes:
    """The plan, as a file, that this seed draws."""
    rng = Random(seed)
    drawn: Json | bytes = rng.choice(KINDS)(rng)
    return drawn if isinstance(drawn, bytes) else json.dumps(drawn).encode()


def outcome(content: bytes) -> tuple[str, float]:
    """What becomes of a plan's file, and the seconds of work it took. Raises Wrong."""
    begun = time.process_time()
    try:
        plan = read_plan(content, MEDICINES)
        schedule_document(Case(plan, BACLOFEN, plan.start))
        if read_plan(write_plan(plan), MEDICINES) != plan:
            raise Wrong("written and read, it is another plan")
        what = "schedule"
    except PlanError as error:
        what = f"refused: {error.field.partition('[')[0].partition('.')[0] or 'the file'}"
        if len(str(error)) > LONGEST_LINE or len(str(error).splitlines()) != 1:
            raise Wrong(f"an error that is not one short line: {str(error)[:200]!r}") from error
    except Exception as error:
        raise Wrong(f"{type(error).__name__}: {error}") from error
    took = time.process_time() - begun
    if took > MOST_SECONDS:
        raise Wrong(f"it took {took:.1f} s ({what})")
    return what, took


def main() -> int:
    options = fuzz_options(__doc__)
    ends = time.monotonic() + options.minutes * 60
    seed, wrong, slowest = options.seed, 0, (0.0, 0)
    outcomes: Counter[str] = Counter()
    while time.monotonic() < ends:
        try:
            what, took = outcome(plan_of(seed))
            outcomes[what] += 1
            slowest = max(slowest, (took, seed))
        except Wrong as error:
            wrong += 1
            print(f"seed {seed}: {error}", flush=True)
        seed += 1
    print(f"{seed - options.seed} plans, {wrong} wrong; slowest {slowest[0]:.2f} s: {slowest[1]}")
    for what, count in outcomes.most_common():
        print(f"{count:8} {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
