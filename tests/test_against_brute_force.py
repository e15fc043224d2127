"""The engine agrees with the brute-force reading of the contract, on random plans of every kind.

The slow reading (`tests/reference`) was written from plan-file.md alone, apart from the engine.
Hypothesis shrinks what disagrees to the smallest plan that shows it.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings

from planner.terms import PlanError
from tests.planning import outline
from tests.reference import brute_force
from tests.reference.random_plans import plans
from tests.samples import samples

PARTS = 8
"""Of the 2,000 plans, each a test of its own, so that several cores share them."""


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_and_the_slow_reading_agree_on_every_plan(part: int) -> None:
    @seed(part)
    @settings(
        max_examples=samples(2000) // PARTS,
        derandomize=False,  # the seed says which plans
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(plans())
    def agree(document: dict[str, Any]) -> None:
        assert _outcome(outline, document) == _outcome(brute_force.schedule, document)

    agree()


def _outcome(read: Any, document: dict[str, Any]) -> Any:
    """The schedule, or that the plan was refused: the sentences may differ, the verdict not."""
    try:
        return read(document)
    except (PlanError, brute_force.Refused):
        return "refused"
