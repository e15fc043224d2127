"""How findings are called and counted, the same in every view: by what there is to do about them.

The rules' own word "stop" isn't used: in this window a stop is the end of the medicine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

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
