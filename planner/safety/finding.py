"""A finding, what a rule gives to make one, and the words that all rules share.

What was over before the day judged on isn't named, but it stays part of what a prescriber has
weighed: so a rule gives its steps to come, and all it ever had.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from planner.amounts import Milligrams, written
from planner.dates import in_words, listed
from planner.in_words import counted
from planner.schedule import Step
from planner.standing import has_letters

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
        """No approval can pass it as it stands (plan-file.md 1)."""
        if self.severity == "missing":
            return True
        if self.severity == "stop":
            return self.overridden is None
        return self.severity == "warn" and not self.considered and self.overridden is None


class Found(NamedTuple):
    """What a rule found: the words, the steps, and the sources' names.

    `steps` are those of what is still to come, `ever` all of them, whatever the day (None: there
    are no others); a None among them is the regimen where no step holds it. So with the severity.
    """

    message: str
    source: str = PLAN_ITSELF
    steps: Sequence[Step | None] = ()
    ever: Sequence[Step | None] | None = None
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    severity_ever: Severity | None = None
    or_else: str | None = None
    """For rules on pace: what is slower, said where no slower pace is found to do."""


def worst(severities: Iterable[Severity]) -> Severity:
    return min(severities, key=SEVERITIES.index)


def mg(amount: Milligrams) -> str:
    return f"{written(amount)} mg"


def place(step: Step) -> str:
    """Where a step is: "step 7, Tuesday 12 January 2027"."""
    return f"step {step.number}, {in_words(step.start)}"


def places(steps: Sequence[Step], each: Sequence[str] = ()) -> str:
    """Where the steps are, with what happens at each: the first three in full, others counted."""
    named = [place(step) for step in steps[:_MOST_NAMED]]
    if not each:
        return some(named, len(steps) - len(named), "step")
    return some(
        [f"{what} ({where})" for what, where in zip(each, named, strict=False)],
        len(steps) - len(named),
        "step",
    )


def some(words: Sequence[str], more: int, noun: str) -> str:
    """The first three of the words in a list, the others and `more` counted."""
    more += max(len(words) - _MOST_NAMED, 0)
    others = [f"{counted(more, noun)} more"] if more else []
    return listed([*words[:_MOST_NAMED], *others])


def shows(text: str) -> bool:
    """Whether the text shows a letter or a digit: blanks and marks alone are as good as none."""
    return has_letters(text) or has_number(text)


def has_number(text: str) -> bool:
    """Whether somebody can be called by it: a word alone is no telephone number."""
    return any(sign.isdigit() for sign in text)
