"""What the sources say about a plan, where it matters: rules, and the findings they give.

`findings` runs every rule of `rules.RULES` over a plan and its schedule. A finding informs; only
one of severity "stop" that has no reason in `plan.overrides` blocks approval. The numbers a rule
compares with are the medicine's own, each with its source (sources.md 5). `start-passed` is the
one rule that needs a day to look from: it is asked at approval (`start_passed`).
"""

from planner.safety.finding import SHORTEST_REASON, Case, Finding, Severity
from planner.safety.limits import too_fast
from planner.safety.rules import (
    RULE_NAMES,
    START_PASSED,
    blocking,
    findings,
    reason_given,
    start_passed,
    unused_overrides,
)

__all__ = [
    "RULE_NAMES",
    "SHORTEST_REASON",
    "START_PASSED",
    "Case",
    "Finding",
    "Severity",
    "blocking",
    "findings",
    "reason_given",
    "start_passed",
    "too_fast",
    "unused_overrides",
]
