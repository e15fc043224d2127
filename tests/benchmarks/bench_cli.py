"""How long `taper-planner schedule` takes beside Python itself.

    python -m tests.benchmarks.bench_cli

Both are started in turn, in pairs, so that what else the machine does falls on both; the middle of
the pairs' ratios counts. The aim: at most 6 times `python -c "import json, decimal, datetime"`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.planning import document

PAIRS = 21
BARE = [sys.executable, "-c", "import json, decimal, datetime"]
PROGRAM = [sys.executable, "-m", "planner.cli"]


def main() -> None:
    command = Path(sys.executable).with_name("taper-planner")
    program = [str(command)] if command.exists() else PROGRAM
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps(document()), encoding="utf-8")
        for arguments in (["schedule", str(file)], ["schedule", str(file), "--format", "json"]):
            measure([*program, *arguments], " ".join([arguments[0], *arguments[2:]]))


def measure(command: list[str], name: str) -> None:
    pairs = [(seconds(BARE), seconds(command)) for _ in range(PAIRS)]
    bare, took = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(with_program / without for without, with_program in pairs)
    print(
        f"taper-planner {name:24} {took * 1000:6.0f} ms, bare Python {bare * 1000:6.0f} ms: "
        f"{ratio:.1f} times (aim: at most 6)"
    )


def seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
