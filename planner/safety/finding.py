"""A finding, and the words that all rules share: where it is, how much, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

import msgspec
from dateutil.relativedelta import relativedelta

from planner.amounts import Milligrams, written
from planner.dates import in_words, listed
from planner.medicine import Medicine
from planner.plan import Plan
from planner.schedule import Schedule, Step
from planner.summary import counted

Severity = Literal["missing", "stop", "warn", "note"]
"""To be filled in; to be answered with a reason; to be considered; to be known."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

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
    of: str
    """The first 8 digits of the finding's digest, by which a plan says what it has weighed."""
    considered: bool
    """The prescriber has weighed it."""
    overridden: str | None
    """The prescriber's reason to go on in spite of it."""
    of_risk: bool
    """It comes from a ticked risk alone, so that one tick considers all of its kind."""

    @property
    def blocks(self) -> bool:
        """No approval can pass it as it stands (contract.md 1)."""
        if self.severity == "missing":
            return True
        if self.severity == "stop":
            return self.overridden is None
        return self.severity == "warn" and not self.considered and self.overridden is None


class Judged(NamedTuple):
    """What a rule looks at: a plan, on a day. What was over before that day isn't named."""

    plan: Plan
    schedule: Schedule
    medicine: Medicine
    day: date
    approved: bool
    """The plan's approval counts."""


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
