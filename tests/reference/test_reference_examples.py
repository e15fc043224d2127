"""Do the twelve examples beside the contract follow from their plans in the slow reading?

The copies in tests/examples are looked for first, then the shared folder they came from.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .brute_force import schedule

PLACES = (
    Path(__file__).parents[1] / "examples",
    Path(__file__).parents[2] / ".." / "shared" / "examples",
)


def _examples() -> list[Path]:
    return next((found for place in PLACES if (found := sorted(place.glob("*.json")))), [])


@pytest.mark.skipif(not _examples(), reason="no examples: neither tests/examples nor ../shared")
def test_there_are_twelve_examples() -> None:
    assert len(_examples()) == 12


@pytest.mark.parametrize("path", _examples(), ids=lambda path: path.stem)
def test_the_example_follows_from_its_plan(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    shown, drawn = example["schedule"], schedule(example["plan"])
    steps = [
        {field: step[field] for field in expected}
        for expected, step in zip(shown["steps"], drawn["steps"], strict=True)
    ]
    assert {**{field: drawn[field] for field in shown}, "steps": steps} == shown
