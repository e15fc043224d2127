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

    A rule whose name is a word of its own ("pump", "older") is left: the sentence may mean the
    word, and none of these is a stop, which alone are named in sentences.
    """
    names = "|".join(sorted((rule for rule in RULE_NAMES if "-" in rule), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({names})(?![\w-])", lambda m: rule_words(m[1]), text)


def names_for_people() -> dict[str, str]:
    """Each rule and its name; the window's language is asked each time."""
    return {
        "abrupt-stop": tr("stopping all at once"),
        "high-last-dose": tr("a high last dose"),
        "too-short": tr("too short a taper"),
        "short-taper": tr("a short taper"),
        "big-cut": tr("a big cut"),
        "big-cut-half": tr("a cut of more than half the dose"),
        "fast-cuts": tr("cuts in quick succession"),
        "coarse-cut": tr("a coarse cut"),
        "raise-high": tr("a dose raised high"),
        "above-maximum": tr("a dose above the usual maximum"),
        "no-identity": tr("the patient's missing identity"),
        "no-contact": tr("nobody to call"),
        "unconfirmed": tr("doses not confirmed with the patient"),
        "risks-not-asked": tr("risks not asked about"),
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
        "older": tr("the patient's age"),
        "cns-depressants": tr("other medicines that calm the nervous system"),
        "alcohol": tr("drinking alcohol"),
        "breast-feeding": tr("breastfeeding"),
        "posture": tr("spasticity needed to stand or transfer"),
        "uneven-times": tr("dose times far apart"),
        "review-gap": tr("a month without a review"),
        "before-days-off": tr("changes before days off"),
        "start-passed": tr("the start that has passed"),
    }
