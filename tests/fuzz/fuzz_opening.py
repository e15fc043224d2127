"""Opens broken handouts until time is up; prints what goes wrong.

    python -m tests.fuzz.fuzz_opening --minutes 10 [--seed 1]

A broken handout either still gives the very plan that it was made with, or is refused in one
short line, within two seconds. Each has its own seed, so that it can be broken again.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random

from planner.documents import write_plan
from planner.handout.attachment import plan_bytes_in
from planner.terms import PlanError
from tests.fuzz.broken_pdfs import BREAKS
from tests.fuzz.options import fuzz_options
from tests.handout.plans import case_of, pdf

MOST_SECONDS = 2.0
LONGEST_LINE = 200
NAMES = ("textbook", "liquid by months", "one dose time")


class Wrong(AssertionError):
    """A file broke the promise; the message says how."""


def broken(seed: int) -> tuple[str, str, bytes]:
    """Whose handout this seed breaks, how, and the broken file."""
    rng = Random(seed)
    name, way = rng.choice(NAMES), rng.choice(BREAKS)
    return name, way.__name__, way(pdf(name, audience="prescriber"), rng)


def opened(content: bytes, plan: bytes) -> str:
    """What becomes of a file that was made with `plan`. Raises Wrong."""
    begun = time.process_time()
    try:
        inside = plan_bytes_in(content)
    except PlanError as error:
        what = str(error)
        if len(what) > LONGEST_LINE or len(what.splitlines()) != 1:
            raise Wrong(f"an error that is not one short line: {what[:200]!r}") from error
    except Exception as error:
        raise Wrong(f"{type(error).__name__}: {error}") from error
    else:
        what = "the very plan"
        if inside != plan:
            raise Wrong("it gives another plan")
    took = time.process_time() - begun
    if took > MOST_SECONDS:
        raise Wrong(f"it took {took:.1f} s ({what})")
    return what


def main() -> int:
    options = fuzz_options(__doc__)
    plans = {name: write_plan(case_of(name).plan) for name in NAMES}
    ends = time.monotonic() + options.minutes * 60
    seed, wrong = options.seed, 0
    outcomes: Counter[str] = Counter()
    while time.monotonic() < ends:
        name, way, content = broken(seed)
        try:
            outcomes[f"{way.replace('_', ' ')}: {opened(content, plans[name])}"] += 1
        except Wrong as error:
            wrong += 1
            print(f"seed {seed}, {way}: {error}", flush=True)
        seed += 1
    print(f"{seed - options.seed} files, {wrong} wrong")
    for what, count in sorted(outcomes.items()):
        print(f"{count:8} {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
