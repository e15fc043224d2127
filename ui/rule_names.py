"""The safety rules by names that people read: no rule's own name stands in a sentence.

Each name goes on from "a reason for": "the start that has passed".
"""

from __future__ import annotations

import re

from planner.safety import RULE_NAMES
from ui.language import tr


def rule_words(rule: str) -> str:
    """What a rule is about, in words."""
    return names_for_people().get(rule, rule.replace("-", " "))


def in_readable_words(text: str) -> str:
    """A sentence of the planner's with each rule called by its readable name.

    A rule whose name is a word of its own ("pump", "stall") is left: the sentence may mean the
    word, and none of these is a stop, which alone are named in sentences.
    """
    names = "|".join(sorted((rule for rule in RULE_NAMES if "-" in rule), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({names})(?![\w-])", lambda m: rule_words(m[1]), text)


def names_for_people() -> dict[str, str]:
    """Each rule and its name; the window's language is asked each time."""
    return {
        "no-identity": tr("the patient's missing identity"),
        "no-contact": tr("nobody to call"),
        "no-emergency": tr("no number for an emergency"),
        "unconfirmed": tr("doses not confirmed with the patient"),
        "risks-not-asked": tr("risks not asked about"),
        "taken-ahead": tr("doses taken on days to come"),
        "abrupt-stop": tr("stopping all at once"),
        "no-steps": tr("a stop with no steps before it"),
        "high-last-dose": tr("a high last dose"),
        "too-short": tr("too short a taper"),
        "short-taper": tr("a short taper"),
        "big-cut": tr("a big cut"),
        "big-cut-half": tr("a cut of half the dose or more"),
        "steep-cut": tr("a steep cut"),
        "fast-cuts": tr("cuts in quick succession"),
        "fast-week": tr("a fast week"),
        "coarse-cut": tr("a coarse cut"),
        "raise-high": tr("a dose raised high"),
        "interruption": tr("doses missed"),
        "no-reserve": tr("no reserve for going back"),
        "long-gap": tr("doses far apart"),
        "pack-straddles": tr("a change within a pack"),
        "no-night-number": tr("no number for the night"),
        "start-passed": tr("the start that has passed"),
        "above-maximum": tr("a dose above the usual maximum"),
        "kidney-severe": tr("severe kidney disease or dialysis"),
        "kidney-disease": tr("kidney disease"),
        "pump": tr("the patient's pump"),
        "pregnant": tr("a pregnancy"),
        "seizures": tr("seizures in the past"),
        "psychiatric": tr("a psychiatric history"),
        "dysreflexia": tr("autonomic dysreflexia"),
        "surgery": tr("surgery during the taper"),
        "another-taper": tr("another medicine coming down in the same weeks"),
        "child": tr("a patient under age"),
        "cns-depressants": tr("other medicines that calm the nervous system"),
        "alcohol": tr("drinking alcohol"),
        "breast-feeding": tr("breastfeeding"),
        "posture": tr("spasticity needed to stand or transfer"),
        "stall": tr("steps that stall"),
        "last-step-short": tr("a short last step"),
        "hard-to-follow": tr("doses that are hard to follow"),
        "uneven-times": tr("dose times far apart"),
        "review-gap": tr("a time without a review"),
    }
