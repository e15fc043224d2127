"""How long a schedule takes: `python -m tests.benchmarks.bench_engine`.

Each figure is the best of many runs in this one process, so that the machine's other work doesn't
count; ratios are between two of them. The aims are those of the project: the usual plan under 1 ms,
160 steps of solution under 15 ms, six dose times with liquid under 50 ms, and a step of a long
plan no dearer than one of a short plan.
"""

from __future__ import annotations

import contextlib
import io
import platform
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from planner.plan import Plan
from planner.schedule import build
from tests.planning import BACLOFEN, pace, plan

SOLUTION = {"products": ["solution-1mg-per-ml"]}


def main() -> None:
    print(f"Python {platform.python_version()} on {platform.machine()}, {date.today()}\n")
    usual = plan("20/20/20", taper=pace("5", weeks=1))
    rebuilt = milliseconds(lambda: build(usual, BACLOFEN), runs=300)
    loop = milliseconds(subtract_and_print, runs=300)
    print(f"the usual plan, 20/20/20 by 5 mg a week    {rebuilt:8.3f} ms   (aim: under 1)")
    print(f"a plain loop that subtracts and prints     {loop:8.3f} ms   ratio {rebuilt / loop:.0f}")

    solution = plan("20/20/20/20", taper=pace("0.5", weeks=1), **SOLUTION)
    show("80 mg a day by 0.5 mg a week of solution", solution, aim=15)
    six = plan(
        "/".join(["20"] * 6),
        taper=pace("2.5", weeks=1),
        products=["tablet-5mg", "tablet-10mg", "tablet-20mg", "solution-1mg-per-ml"],
    )
    show("six dose times, tablets with liquid", six, aim=50)
    show(
        "six times 1,000 mg of all ten products",
        plan("/".join(["1000"] * 6), taper=pace("6.5", days=3), products=[*BACLOFEN.by_id]),
    )

    print("\ngrowth: 1,000 mg a day of solution, held a day and cut to nothing; what a step costs")
    for cut in ("100", "10", "1"):
        taper = pace(cut, days=3)
        grown = plan("400/300/300", hold_days=1, taper=taper, **SOLUTION)
        made = len(build(grown, BACLOFEN).steps)
        took = milliseconds(lambda grown=grown: build(grown, BACLOFEN), runs=10)  # type: ignore[misc]
        print(f"{made:5} steps   {took:8.2f} ms   {took / made * 1000:6.0f} µs a step")


def show(name: str, measured: Plan, aim: int | None = None) -> None:
    steps = len(build(measured, BACLOFEN).steps)
    took = milliseconds(lambda: build(measured, BACLOFEN), runs=20)
    wanted = f"(aim: under {aim})" if aim else ""
    print(f"{name:42} {took:8.2f} ms   {steps} steps {wanted}")


def milliseconds(work: Callable[[], Any], runs: int) -> float:
    """The best of so many runs."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


def subtract_and_print() -> None:
    """What a first script of this would do: subtract 5 mg a week and print day and dose."""
    with contextlib.redirect_stdout(io.StringIO()):
        day, dose = date(2026, 12, 7), 60
        while dose > 0:
            dose -= 5
            print(day, dose)
            day += timedelta(weeks=1)


if __name__ == "__main__":
    main()
