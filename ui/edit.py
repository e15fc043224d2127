"""What panels are shown and what they send: a State, and Edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ui.draft import Draft, chosen_medicine, chosen_products

if TYPE_CHECKING:
    from planner.case import Case
    from planner.medicine import Medicine
    from planner.plan import Plan, Superseded
    from planner.safety import Finding
    from planner.schedule import Schedule
    from ui.problem import Problem


class Edit(NamedTuple):
    """One change of the form. Edits in a row with the same `key` are one undo (typing a word)."""

    name: str
    change: Callable[[Draft], Draft]
    key: str = ""


class State(NamedTuple):
    """What there is to show. `case`: the last good plan, looked at today, with all that follows
    from the two; None: there never was one."""

    draft: Draft
    problems: tuple[Problem, ...]
    case: Case | None
    current: bool
    """The case follows from the form as it stands, all of it."""
    worked_out: bool
    """It does but for who the patient is: it can be read on, but not go out."""
    medicines: Mapping[str, Medicine]
    """All that are known, read when one is first asked for: an empty form needs none."""
    today: date
    day_first: bool
    printed: Schedule | None = None
    """What the page last printed of this plan says; None: it wasn't printed from here."""

    @property
    def plan(self) -> Plan | None:
        """The last good one."""
        return self.case.plan if self.case else None

    @property
    def schedule(self) -> Schedule | None:
        """That of the last good plan."""
        return self.case.schedule if self.case else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of the last good plan today; nothing where there is none."""
        return self.case.findings if self.case else ()

    @property
    def approved(self) -> bool:
        """The form as it stands is a plan whose approval counts."""
        return self.case is not None and self.current and self.case.standing.approved

    @property
    def held(self) -> Schedule | Superseded | None:
        """What the page in the patient's hands says: the one last printed from here, else the
        approved version that this plan replaces; None: neither is known."""
        if self.printed is not None or self.case is None:
            return self.printed
        return self.case.plan.supersedes

    @property
    def medicine(self) -> Medicine:
        """The one that is to be reduced."""
        return chosen_medicine(self.draft, self.medicines)

    @property
    def products(self) -> tuple[str, ...]:
        """The ids of the products that the patient has."""
        return chosen_products(self.draft, self.medicines)
