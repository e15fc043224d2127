"""From the form to a plan: `plan_of(draft)` reads every text (`plan_texts` is the way back).

What can't be read is collected, all of it, as Problems (`form_reader`). Where no dose follows from
the fields that are wrong, the plan is made without them. Whether a plan that can be read is any
good is for the planner to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.reading.dates import dates_in_words
from planner.terms import PlanError
from ui.draft import Draft, chosen_medicine
from ui.form_reader import FormReader
from ui.problem import Problem, bears_on_doses

if TYPE_CHECKING:
    from planner.medicine import Medicine
    from planner.plan import Plan

_WHAT_IS_TAKEN = ("format", "version", "medicine", "products", "halves")
_CARRIED = ("id", "revisions", "considered", "overrides", "supersedes", "approval")
"""Fields of the plan that nobody types: the form holds their values."""

_WORDS_OF_THE_FILE = {
    ", or null": ", or nothing",
    'to end with none, "then": "stop"': 'to end with none choose "then none"',
}


class Drafted(NamedTuple):
    """The plan that a draft makes, or the problems that keep it from making one.

    Where no dose follows from what is wrong there are both: the plan leaves those fields out.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]


def plan_of(draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> Drafted:
    """The plan that the form makes, or what is wrong with it, field by field."""
    reader = FormReader(draft, medicines, day_first)
    document = reader.document()
    if any(bears_on_doses(problem.field) for problem in reader.problems):
        unmakeable = _unmakeable(document, draft, medicines)
        problems = (*reader.problems, *unmakeable)
        return Drafted(None, (*problems, *_apart(document, draft, medicines, problems)))
    return _with_the_rest_left_out(document, draft, medicines, reader.problems)


def _with_the_rest_left_out(
    document: dict[str, Any],
    draft: Draft,
    medicines: Mapping[str, Medicine],
    unread: list[Problem],
) -> Drafted:
    """The plan without the fields that can't be used and from which no dose follows."""
    from msgspec.structs import replace  # an empty form needs none: a faster start

    from planner.documents import plan_from
    from planner.validity import check_plan, tablets_of
    from ui.neutral import put_neutral

    problems = list(unread)
    for problem in unread:
        put_neutral(document, problem.field)
    carried = {name: getattr(draft, name) for name in _CARRIED}
    while True:
        try:
            plan = replace(plan_from(document, medicines), **carried)
        except PlanError as error:
            return Drafted(None, (*problems, problem_of(error)))
        try:
            medicine = medicines[plan.medicine]
            check_plan(plan, medicine, tablets_of(plan, medicine))
        except PlanError as error:
            left_out = any(error.field == problem.field for problem in problems)
            if not bears_on_doses(error.field) and not left_out:
                problems.append(problem_of(error))
                if put_neutral(document, error.field):
                    continue
        return Drafted(plan, tuple(problems))


def _unmakeable(
    document: dict[str, Any], draft: Draft, medicines: Mapping[str, Medicine]
) -> list[Problem]:
    """What the planner says of each dose by itself, while another field can't be read yet."""
    if not any(row["mg"] for row in document["regimen"]):
        return []
    from planner.documents import plan_from
    from planner.schedule import build
    from ui.neutral import AT_ONCE

    problems = []
    for index, row in enumerate(document["regimen"]):
        if row["mg"] is None or draft.products == ():
            continue
        alone = {
            **{name: document[name] for name in _WHAT_IS_TAKEN if name in document},
            "regimen": [{"name": "dose", "time": "00:00", "mg": row["mg"]}],
            "start": draft.typed_on.isoformat(),
            "taper": {"method": "pace", "pace": [AT_ONCE]},
        }
        try:
            build(plan_from(alone, medicines), chosen_medicine(draft, medicines))
        except PlanError as error:
            if error.field == "regimen[0].mg":
                problems.append(Problem(f"regimen[{index}].mg", error.reason))
    return problems


def _apart(
    document: dict[str, Any],
    draft: Draft,
    medicines: Mapping[str, Medicine],
    problems: tuple[Problem, ...],
) -> list[Problem]:
    """What the planner says of the other fields, while these can't be used."""
    if not any(row["mg"] for row in document["regimen"]):
        return []
    from ui.checked_apart import checked_apart

    unread = [problem.field for problem in problems]
    errors = checked_apart(document, medicines, unread, draft.typed_on.isoformat())
    return [problem_of(error) for error in errors]


def problem_of(error: PlanError) -> Problem:
    """What the planner refuses, its dates as the window writes them, without words of the file."""
    reason = dates_in_words(error.reason)
    for of_the_file, of_the_form in _WORDS_OF_THE_FILE.items():
        reason = reason.replace(of_the_file, of_the_form)
    return Problem(error.field, reason)
