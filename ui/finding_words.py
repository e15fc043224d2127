"""How findings are called and counted, and where each is settled, the same in every view: by what
there is to do about them.

The rules' own word "stop" isn't used: in this window a stop is the end of the medicine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from planner.terms import RISKS
from ui.language import tr

if TYPE_CHECKING:
    from planner.safety import Finding, Severity


def severity_words() -> dict[Severity, str]:
    """What is to be done about a finding, the gravest first."""
    return {
        "missing": tr("to fill in"),
        "stop": tr("to answer"),
        "warn": tr("to consider"),
        "note": tr("to know"),
    }


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    count: dict[str, int] = dict.fromkeys(severity_words(), 0)
    for finding in findings:
        count[finding.severity] += 1
    return count


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that no approval can pass as they stand."""
    return tuple(finding for finding in findings if finding.blocks)


def in_words(count: Mapping[str, int]) -> str:
    """ "1 to fill in · 2 to consider"; "" where there are none."""
    words = severity_words()
    return " · ".join(f"{count[one]} {words[one]}" for one in words if count.get(one))


def marked(finding: Finding) -> str:
    """What is to be done about a finding, or that it is done: "To consider", "Considered"."""
    if finding.severity in ("stop", "warn") and finding.overridden is not None:
        return tr("Answered")
    if finding.severity == "warn" and finding.considered:
        return tr("Considered")
    words = severity_words()[finding.severity]
    return f"{words[:1].upper()}{words[1:]}"


def with_source(finding: Finding) -> str:
    """The finding's sentence, and who says so."""
    return f"{finding.message}  [{finding.source}]"


def what_is_open(findings: tuple[Finding, ...]) -> str:
    """ "2 to fill in · 1 to answer"; where nothing is, what was looked at, not that all is well."""
    words = in_words(counted(open_findings(findings)))
    if words:
        return words
    if findings:
        return tr("Nothing is open.")
    return tr("No rule speaks. Looked at: patient, risks, doses, cuts, stop, days and reviews.")


def field_of(finding: Finding, named: bool) -> str:
    """The field of the plan that settles a finding about the plan as a whole.

    `named`: the patient's name is given, so that of the two it is the birth date that is missing.
    """
    if finding.rule in RISKS:
        return f"patient.risks.{finding.rule}"
    fields = {
        "no-identity": "patient.birth_date" if named else "patient.name",
        "child": "patient.birth_date",
        "no-contact": "prescriber.phone",
        "no-emergency": "prescriber.emergency",
        "no-night-number": "prescriber.out_of_hours",
        "risks-not-asked": "patient.risks",
        "review-gap": "reviews",
        "unconfirmed": "regimen_confirmed",
        "above-maximum": "regimen[0].mg",
        "uneven-times": "regimen[0].time",
        "long-gap": "regimen[0].time",
        "start-passed": "start",
        "taken-ahead": "revisions",
        "interruption": "revisions",
        "raise-high": "revisions",
        "no-reserve": "reserve_days",
        "pack-straddles": "packs",
    }
    return fields.get(finding.rule, "taper")
