"""From a plan to the form and back, by way of the autosave too: no field of any plan is lost."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given

from planner.plan import Plan
from tests.random_schedules import PROPERTY
from tests.ui.conftest import MEDICINES, TODAY
from tests.ui.every_field import any_plans
from ui.drafting import plan_of
from ui.kept_form import Kept, content_of, kept_in
from ui.plan_texts import draft_of
from ui.settling import settled


@PROPERTY
@given(any_plans())
def test_any_plan_in_the_form_makes_the_same_plan_again(plan: Plan) -> None:
    draft = draft_of(plan, TODAY)
    assert plan_of(draft, MEDICINES, day_first=True) == (plan, ())
    assert plan_of(draft, MEDICINES, day_first=False) == (plan, ())
    assert settled(draft, day_first=True) == draft


@PROPERTY
@given(any_plans())
def test_the_autosave_keeps_every_field_of_a_form(plan: Plan) -> None:
    draft = draft_of(plan, TODAY)
    kept = Kept(datetime(2026, 11, 24).astimezone(), None, draft, draft)
    assert kept_in(content_of(kept)) == kept
