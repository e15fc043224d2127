"""What the sources say about a plan, where it matters: rules, and the findings they give.

`findings` runs every rule of `rules.RULES` over a plan and its schedule. A finding informs; only
one of severity "stop" that has no reason in `plan.overrides` blocks approval. The numbers a rule
compares with are the medicine's own, each with its source (sources.md 5). `start-passed` is the
one rule that needs a day to look from: it is asked at approval (`start_passed`).
"""

from planner.safety.finding import SEVERITIES, Finding, Judged, Severity
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
