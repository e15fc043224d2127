"""Do the examples beside the contract follow from their plans in the slow reading?

Every field that an example shows is compared; of a fill it shows the days and what is needed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .brute_force import schedule

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))


def test_there_are_twenty_two_examples() -> None:
    assert len(EXAMPLES) == 22


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_follows_from_its_plan(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    shown, drawn = example["schedule"], schedule(example["plan"])
    steps = [
        {field: step[field] for field in expected}
        for expected, step in zip(shown["steps"], drawn["steps"], strict=True)
    ]
    fills = [fill[:3] for fill in drawn["fills"]]
    assert {**{field: drawn[field] for field in shown}, "steps": steps, "fills": fills} == shown
