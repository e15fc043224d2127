"""Whether an approval counts: only while both of its digests agree with what it approved.

A plan is a draft until it is approved, and again as soon as anything differs: the plan, the name
under it, or the doses that this version of the program and of the medicine's data works out
(plan-file.md 1). It guards against mistakes, not against forgers: it is no signature.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

import msgspec

from planner.amounts import written
from planner.dates import in_words
from planner.documents import approved_digest, digest
from planner.plan import Plan
from planner.schedule import Dose, Schedule


class Standing(msgspec.Struct, frozen=True):
    """Whether a plan is approved; if so by whom and when, if not why not."""

    approved: bool
    by: str
    role: str
    at: datetime | None
    why: str
    """One sentence: who approved it, or why it is a draft."""


def standing(plan: Plan, schedule: Schedule) -> Standing:
    """Whether the approval in the plan counts for the plan and this schedule."""
    approval = plan.approval
    if approval is None:
        return _draft("nobody has approved it yet")
    if not (has_letters(approval.by) and has_letters(approval.role)):
        return _draft("its approval names nobody with a role")
    if approval.digest != approved_digest(plan, approval):
        return _draft(
            f"the plan was changed since {approval.by} approved it, or approved by an earlier "
            "edition of this program"
        )
    if approval.schedule_digest != schedule_digest(schedule):
        return _draft(
            "the schedule that this version of the program works out differs from the one that "
            f"{approval.by} approved"
        )
    why = f"Approved by {approval.by}, {approval.role}, on {in_words(approval.at.date())}."
    return Standing(True, approval.by, approval.role, approval.at, why)


def has_letters(text: str) -> bool:
    """Whether a text shows letters: a name does, blanks, marks and punctuation alone don't.

    >>> has_letters("Dr A."), has_letters("\\u200b - ."), has_letters("王")
    (True, False, True)
    """
    return any(unicodedata.category(sign).startswith("L") and _shows(sign) for sign in text)


def schedule_digest(schedule: Schedule) -> str:
    """SHA-256 of the steps' dates, doses and how each is taken, as canonical JSON.

    It differs where another version of the program or of the medicine's data gives other doses.
    """
    return digest(
        [
            {
                "start": step.start.isoformat(),
                "end": step.end and step.end.isoformat(),
                "doses": [dose_document(dose) for dose in step.doses],
            }
            for step in schedule.steps
        ]
    )


def dose_document(dose: Dose) -> dict[str, Any]:
    """A dose as plain JSON values: its time, milligrams, and how it is taken."""
    return {
        "name": dose.name,
        "time": dose.time,
        "mg": written(dose.mg),
        "take": [
            {"product": taken.product, "amount": written(taken.amount)} for taken in dose.take
        ],
    }


_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Hangul fillers: letters by their category, and nothing to be seen."""


def _shows(sign: str) -> bool:
    return sign not in _BLANK_LETTERS


def _draft(why: str) -> Standing:
    return Standing(False, "", "", None, f"This is a draft: {why}.")
