"""Whatever became of a handout, opening it gives its very plan or one sentence, and soon."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from planner.documents import write_plan
from tests.fuzz.broken_pdfs import BREAKS, HOSTILE, Break
from tests.fuzz.fuzz_opening import opened
from tests.handout.plans import case_of, pdf

PLAN = write_plan(case_of("textbook").plan)
MOST_MEGABYTES = 250
"""What opening a file may take beside the file itself, the program's own start among it."""


def sheet() -> bytes:
    return pdf("textbook", audience="prescriber")


@pytest.mark.parametrize("way", BREAKS, ids=lambda one: one.__name__.replace("_", " "))
def test_a_broken_handout_gives_its_plan_or_one_sentence(way: Break) -> None:
    for seed in range(15):
        opened(way(sheet(), Random(seed)), PLAN)


@pytest.mark.parametrize("way", HOSTILE, ids=lambda one: one.__name__.replace("_", " "))
def test_a_hostile_one_gives_its_plan_or_one_sentence_soon(way: Callable[[bytes], bytes]) -> None:
    opened(way(sheet()), PLAN)


OPEN = """
import re
import sys
from pathlib import Path
from planner.files import plan_in
from planner.medicine import known_medicines
content = Path(sys.argv[1]).read_bytes()
try:
    plan_in(content, known_medicines())
except ValueError as error:
    pass
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(int(most[1]) // 1024 - len(content) // 2**20)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("way", HOSTILE, ids=lambda one: one.__name__.replace("_", " "))
def test_a_hostile_one_takes_little_memory(way: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "hostile.pdf"
    file.write_bytes(way(sheet()))
    told = subprocess.run(
        [sys.executable, "-c", OPEN, str(file)], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < MOST_MEGABYTES
    assert told.stderr == ""
