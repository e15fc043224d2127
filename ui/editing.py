"""What an edit brings with it: the next version of an approved plan, and what no longer holds.

The first edit after an approval begins the plan's next version (plan-file.md 1): it remembers the
approved one, which the patient holds, is a draft, and has what is taken to be confirmed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.draft import Draft, chosen_medicine, replace
from ui.drafting import Drafted
from ui.edit import Edit, State

if TYPE_CHECKING:
    from planner.case import Case


def edited(edit: Edit, state: State, plan_of: Callable[[Draft], Drafted]) -> Draft:
    """The form of a state after an edit."""
    before, medicines = state.draft, state.medicines
    draft = edit.change(before)
    if draft == before:
        return before
    if state.approved and plan_of(draft) != (state.plan, ()):
        assert state.case is not None
        draft = edit.change(_next_version(before, state.case))
    if draft.medicine != before.medicine:
        was, now = chosen_medicine(before, medicines), chosen_medicine(draft, medicines)
        if now is not was:
            draft = replace(draft, products=None)
    if _doses(draft) != _doses(before):  # what was confirmed were the doses before
        draft = replace(draft, confirmed=None)
    return draft


def _next_version(draft: Draft, approved: Case) -> Draft:
    from planner.approval import next_version  # an empty form needs none: a faster start

    plan = next_version(approved)
    return replace(
        draft,
        supersedes=plan.supersedes,
        approval=plan.approval,
        confirmed=plan.regimen_confirmed,
    )


def _doses(draft: Draft) -> tuple[str, ...]:
    return tuple(row.mg.strip() for row in draft.regimen)
