"""Random plans with the schedules that follow from them, for the properties that all must have."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planner.documents import plan_from
from planner.plan import Plan
from planner.schedule import Schedule, build
from planner.terms import PlanError
from tests.planning import BACLOFEN, MEDICINES
from tests.reference.random_plans import plans
from tests.samples import samples

PROPERTY = settings(
    max_examples=samples(50),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""How much a property is tried; 2,000 plans are compared with the slow reading besides."""


def scheduled() -> st.SearchStrategy[tuple[Plan, Schedule]]:
    """A plan of any kind that is not refused, and its schedule."""
    return plans().map(_scheduled).filter(bool).map(_there)


def _scheduled(document: dict[str, Any]) -> tuple[Plan, Schedule] | None:
    try:
        plan = plan_from(document, MEDICINES)
        return plan, build(plan, BACLOFEN)
    except PlanError:
        return None


def _there(case: tuple[Plan, Schedule] | None) -> tuple[Plan, Schedule]:
    assert case is not None, "the refused ones are left out"
    return case
