"""The examples of the contract: a plan, and the schedule that follows from it to the letter.

They were worked out by a reading of the contract that was made apart from the program.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.planning import EXAMPLES, outline

FILES = sorted(EXAMPLES.glob("*.json"))


def test_there_are_twenty_two_examples() -> None:
    assert [file.name[:2] for file in FILES] == [f"{number:02}" for number in range(1, 23)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_schedule_of_the_example_follows_from_its_plan(file: Any) -> None:
    example = json.loads(file.read_text(encoding="utf-8"))
    expected, drawn = example["schedule"], outline(example["plan"])
    for step, shown in zip(drawn["steps"], expected["steps"], strict=True):
        assert {field: step[field] for field in shown} == shown
    parts = expected.keys() - {"steps"}
    drawn["fills"] = [fill[:3] for fill in drawn["fills"]]
    assert {part: drawn[part] for part in parts} == {part: expected[part] for part in parts}
