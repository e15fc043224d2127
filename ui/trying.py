"""Whether a schedule follows from a form, before it is taken for the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.terms import PlanError
from ui.draft import Draft
from ui.drafting import plan_of, problem_of

if TYPE_CHECKING:
    from planner.medicine import Medicine


def why_not(draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> str:
    """Why no schedule follows from the form, in the planner's words; "" where one does."""
    from planner.schedule import build

    plan, problems = plan_of(draft, medicines, day_first)
    if plan is None:
        return problems[0].message
    try:
        build(plan, medicines[plan.medicine])
    except PlanError as error:
        return problem_of(error).message
    return ""
