"""What follows from the plan beside its schedule: findings, and whether it is approved.

Functions of a State, each worked out once for a plan: several panels ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.edit import State

if TYPE_CHECKING:
    from planner.safety import Finding
    from planner.standing import Standing

_findings: list[tuple[object, tuple[Finding, ...]]] = []
_standing: list[tuple[object, Standing]] = []


def findings_of(state: State) -> tuple[Finding, ...]:
    """What the safety rules say of the last good plan; nothing where there is none."""
    if state.plan is None or state.schedule is None:
        return ()
    if not _findings or _findings[0][0] is not state.plan:
        from planner.safety import findings

        _findings[:] = [(state.plan, findings(state.plan, state.schedule, state.medicine))]
    return _findings[0][1]


def standing_of(state: State) -> Standing | None:
    """Whether the last good plan is approved, and by whom; None where there is none."""
    if state.plan is None or state.schedule is None:
        return None
    if not _standing or _standing[0][0] is not state.plan:
        from planner.standing import standing

        _standing[:] = [(state.plan, standing(state.plan, state.schedule, state.medicine))]
    return _standing[0][1]


def reviewed(state: State) -> tuple[Finding, ...]:
    """All that an approval looks at: the findings, and that the start has passed, where it has."""
    standing = standing_of(state)
    if state.plan is None or standing is None:
        return ()
    from planner.approval import passed_start

    passed = passed_start(state.plan, standing, state.today)
    return (*([passed] if passed else []), *findings_of(state))
