"""The engine agrees with the brute-force reading of the contract, on random plans of every kind.

The slow reading (`tests/reference`) was written from contract.md alone, apart from the engine.
Hypothesis shrinks what disagrees to the smallest plan that shows it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from planner.terms import PlanError
from tests.planning import outline
from tests.reference import brute_force
from tests.reference.random_plans import plans
from tests.samples import samples


@settings(
    max_examples=samples(2000),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plans())
def test_the_engine_and_the_slow_reading_agree_on_every_plan(document: dict[str, Any]) -> None:
    assert _outcome(outline, document) == _outcome(brute_force.schedule, document)


def _outcome(read: Any, document: dict[str, Any]) -> Any:
    """The schedule, or that the plan was refused: the sentences may differ, the verdict not."""
    try:
        return read(document)
    except (PlanError, brute_force.Refused):
        return "refused"
