"""What the sources say about a plan on a day, where it matters: rules, and the findings they give.

`findings` runs every rule of `rules.RULES` over a plan, its schedule and the day. What is missing
can only be filled in, a stop needs a reason, a warning is considered, a note informs. The numbers
that a rule compares with are the medicine's own, each with its source (sources.md 5).
"""

from planner.safety.finding import SEVERITIES, Finding, Severity
from planner.safety.judged import Judged
from planner.safety.limits import too_fast
from planner.safety.rules import RULE_NAMES, findings, is_reason, lapsed

__all__ = [
    "RULE_NAMES",
    "SEVERITIES",
    "Finding",
    "Judged",
    "Severity",
    "findings",
    "is_reason",
    "lapsed",
    "too_fast",
]
