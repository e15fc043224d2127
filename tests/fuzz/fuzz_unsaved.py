"""Takes up broken forms that were left unsaved, until time is up; prints what goes wrong.

    python -m tests.fuzz.fuzz_unsaved --minutes 10 [--seed 1]

Each is read as at a start. It is refused in few words, or taken up: worked out to its schedule and,
every fiftieth, shown in the window. Nothing else may come of it, and none takes two seconds. Each
has its own seed, so that it can be broken again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from planner.medicine import known_medicines
from planner.terms import PlanError
from tests.fuzz.broken_forms import BREAKS, given_forms
from tests.fuzz.options import fuzz_options
from ui.kept_form import Kept, NotAForm, kept_in
from ui.open_plan import OpenPlan

MOST_SECONDS = 2.0
LONGEST_WHY = 200
SHOWN = 50
"""Every so many is shown in the window too."""
EXAMPLES = Path(__file__).parents[1] / "examples"
TODAY = date(2026, 11, 24)


class Wrong(AssertionError):
    """A form broke the promise; the message says how."""


@cache
def _forms() -> list[bytes]:
    return given_forms(EXAMPLES)


def broken(seed: int) -> tuple[str, bytes]:
    """How this seed breaks a form, and the broken file."""
    rng = Random(seed)
    way = rng.choice(BREAKS)
    return way.__name__, way(rng.choice(_forms()), rng)


def taken_up(content: bytes, plan: OpenPlan) -> str:
    """What becomes of a file. Raises Wrong."""
    begun = time.process_time()
    with _nothing_uncaught():
        what = _taken_up(content, plan)
    if (took := time.process_time() - begun) > MOST_SECONDS:
        raise Wrong(f"it took {took:.1f} s ({what})")
    return what


def _taken_up(content: bytes, plan: OpenPlan) -> str:
    try:
        kept = kept_in(content)
    except NotAForm as why:
        if len(str(why)) > LONGEST_WHY or len(str(why).splitlines()) != 1:
            raise Wrong(f"not few words: {str(why)[:200]!r}") from why
        return "refused"
    except Exception as error:
        raise Wrong(f"reading: {type(error).__name__}: {error}"[:300]) from error
    return _worked_out(kept, plan)


def _worked_out(kept: Kept, plan: OpenPlan) -> str:
    try:
        plan.recover(kept.draft, Path(kept.path) if kept.path else None, kept.saved)
    except PlanError:
        return "not taken up, and said"
    except Exception as error:
        raise Wrong(f"taking up: {type(error).__name__}: {error}"[:300]) from error
    return "taken up" if plan.state.current else "taken up, with something to correct"


@contextmanager
def _nothing_uncaught() -> Iterator[None]:
    """What goes wrong in a part of the window is printed by Qt, and raised nowhere."""
    seen: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: seen.append(error)
    try:
        yield
    finally:
        sys.excepthook = before
    if seen:
        raise Wrong(f"showing: {type(seen[0]).__name__}: {seen[0]}"[:300]) from seen[0]


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options = fuzz_options(__doc__)
    from PySide6.QtWidgets import QApplication

    QApplication.instance() or QApplication([])
    bare = OpenPlan(known_medicines(), lambda: TODAY, day_first=True)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder))
        ends, seed, wrong = time.monotonic() + options.minutes * 60, options.seed, 0
        while time.monotonic() < ends:
            way, content = broken(seed)
            try:
                outcomes[f"{way.replace('_', ' ')}: {taken_up(content, bare)}"] += 1
                if seed % SHOWN == 0:
                    outcomes[f"in the window: {taken_up(content, window.plan)}"] += 1
            except Wrong as error:
                wrong += 1
                print(f"seed {seed}, {way}: {error}", flush=True)
            seed += 1
        window._closing = True
        window.close()
    print(f"{seed - options.seed} forms, {wrong} wrong")
    for what, count in sorted(outcomes.items()):
        print(f"{count:8} {what}")
    return 1 if wrong else 0


def _window(folder: Path) -> Any:
    from tests.ui.conftest import open_window

    return open_window(folder)


if __name__ == "__main__":
    sys.exit(main())
