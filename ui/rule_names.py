"""The safety rules by names that people read: no rule's own name stands in a sentence.

Each name goes on from "a reason for": "the start that has passed".
"""

from __future__ import annotations

import re

from planner.safety import RULE_NAMES
from ui.language import tr


def rule_words(rule: str) -> str:
    """What a rule is about, in words."""
    return _names().get(rule, rule.replace("-", " "))


def in_readable_words(text: str) -> str:
    """A sentence of the planner's with each rule called by its readable name."""
    names = "|".join(sorted((re.escape(rule) for rule in RULE_NAMES), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({names})(?![\w-])", lambda m: rule_words(m[1]), text)


def _names() -> dict[str, str]:
    return {
        "abrupt-stop": tr("stopping all at once"),
        "too-short": tr("too short a taper"),
        "big-cut-half": tr("a cut of half the dose or more"),
        "fast-cuts": tr("cuts in quick succession"),
        "raise-high": tr("a dose raised high"),
        "no-identity": tr("the patient's missing identity"),
        "no-contact": tr("nobody to call"),
        "start-passed": tr("the start that has passed"),
        "high-last-dose": tr("a high last dose"),
        "short-taper": tr("a short taper"),
        "big-cut": tr("a big cut"),
        "coarse-cut": tr("a coarse cut"),
        "above-maximum": tr("a dose above the usual maximum"),
        "unconfirmed": tr("doses not confirmed with the patient"),
        "risks-not-asked": tr("risks not asked about"),
    }
