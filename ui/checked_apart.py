"""What the planner says of the fields that can be read, while another one can't be read yet.

In place of what can't be read stands something that no rule minds; whatever the planner then
refuses is wrong by itself. Fields that are judged by one that can't be read are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from planner.amounts import written
from planner.terms import PlanError
from ui.neutral import Document, put_neutral

if TYPE_CHECKING:
    from planner.medicine import Medicine


_JUDGED_BY = {
    "regimen": ("regimen", "taper.target_mg", "taper.by", "taper.steps", "revisions"),
    "start": ("taper.by", "dates", "reviews", "revisions"),
    "taper": ("taper",),
}
"""By what comes first in a field that can't be read: the fields that are judged by it."""
_MOST = 8


def checked_apart(
    document: Document, medicines: Mapping[str, Medicine], unread: Iterable[str], day: str
) -> list[PlanError]:
    """The planner's refusals of fields other than those that can't be read."""
    from planner.documents import plan_from
    from planner.schedule import build

    document = deepcopy(document)
    found: list[PlanError] = []
    left_alone: tuple[str, ...] = ()
    waiting = list(dict.fromkeys(unread))
    dose = _makeable(document, medicines)
    replaced: set[str] = set()
    while len(found) < _MOST:
        for field in waiting:
            if field in replaced:  # what stands there now is refused too: nothing would end this
                return found
            replaced.add(field)
            if not put_neutral(document, field, day, dose):
                return found
            first = re.split(r"[.\[]", field)[0]
            left_alone += (field, *_JUDGED_BY.get(first, ()))
        try:
            plan = plan_from(document, medicines)
            build(plan, medicines[plan.medicine])
            return found
        except PlanError as error:
            if any(error.field == field for field in waiting):
                return found
            if not _is_judged(error.field, left_alone):
                found.append(error)
            waiting = [error.field]
    return found


def _is_judged(field: str, by: tuple[str, ...]) -> bool:
    """Whether a field is judged by what can't be read; a dose of its own never is."""
    if re.fullmatch(r"regimen\[\d+\]\.(mg|name|time)", field):
        return field in by
    return any(field.startswith(one) for one in by)


def _makeable(document: Document, medicines: Mapping[str, Medicine]) -> str:
    """A dose in mg that the chosen products make: one of the first."""
    chosen, medicine = document.get("products"), document.get("medicine")
    for one in medicines.values():
        if chosen and medicine in (None, one.id) and chosen[0] in one.by_id:
            return written(one.by_id[chosen[0]].strength_mg)
    return "20"
