"""A finding, and the words that all rules share: where it is, how much, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from dateutil.relativedelta import relativedelta

from planner.amounts import Milligrams, written
from planner.dates import in_words, listed
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Schedule, Step
from planner.summary import counted

Severity = Literal["stop", "warn", "note"]

SHORTEST_REASON = 10
"""Characters that a prescriber's reason has at least."""

PLAN_ITSELF = "the plan's own numbers"
"""The source of what needs no publication to be seen."""

_MOST_NAMED = 3


class Finding(msgspec.Struct, frozen=True):
    """What a rule has to say about a plan."""

    rule: str
    severity: Severity
    steps: tuple[int, ...]
    """The numbers of the steps at fault; none where it is the plan as a whole."""
    message: str
    source: str
    """The sources' names, for people."""
    overridden: str | None
    """The prescriber's reason to go on in spite of it."""


class Case(NamedTuple):
    """What a rule looks at."""

    plan: Plan
    schedule: Schedule
    medicine: Medicine


class Found(NamedTuple):
    """What a rule found: the words, the steps, and the sources' names."""

    message: str
    source: str = PLAN_ITSELF
    steps: tuple[int, ...] = ()
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    or_else: str | None = None
    """For rules on pace: what could be done, said where no gentler pace is found to do."""


def mg(amount: Milligrams) -> str:
    return f"{written(amount)} mg"


def numbers(steps: Sequence[Step]) -> tuple[int, ...]:
    return tuple(step.number for step in steps)


def place(step: Step) -> str:
    """Where a step is: "step 7, Tuesday 12 January 2027"."""
    return f"step {step.number}, {in_words(step.start)}"


def places(steps: Sequence[Step], each: Sequence[str] = ()) -> str:
    """Where the steps are, with what happens at each: the first three in full, others counted."""
    named = [place(step) for step in steps[:_MOST_NAMED]]
    more = len(steps) - len(named)
    others = [f"{counted(more, 'step')} more"] if more else []
    if not each:
        return "; ".join([*named, *others])
    happens = [f"{what} ({where})" for what, where in zip(each, named, strict=False)]
    return listed([*happens, *others])


def age_on(day: date, born: date) -> int:
    """The age in whole years, as birthdays are counted."""
    return relativedelta(day, born).years
