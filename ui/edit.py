"""What panels are shown and what they send: a State, and Edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ui.draft import Draft, chosen_medicine, chosen_products

if TYPE_CHECKING:
    from planner.medicine import Medicine
    from planner.plan import Plan
    from planner.schedule import Schedule
    from ui.problem import Problem


class Edit(NamedTuple):
    """One change of the form. Edits in a row with the same `key` are one undo (typing a word)."""

    name: str
    change: Callable[[Draft], Draft]
    key: str = ""


class State(NamedTuple):
    """What there is to show. `plan` and `schedule`: the last good ones; None: there never were."""

    draft: Draft
    problems: tuple[Problem, ...]
    plan: Plan | None
    schedule: Schedule | None
    current: bool
    """The plan and the schedule follow from the form as it stands, all of it."""
    worked_out: bool
    """They do but for who the patient is: it can be read on, but not go out."""
    medicines: Mapping[str, Medicine]
    """All that are known, read when one is first asked for: an empty form needs none."""
    today: date
    day_first: bool
    printed: Schedule | None = None
    """What the page last printed of this plan says; None: it wasn't printed from here."""

    @property
    def medicine(self) -> Medicine:
        """The one that is to be reduced."""
        return chosen_medicine(self.draft, self.medicines)

    @property
    def products(self) -> tuple[str, ...]:
        """The ids of the products that the patient has."""
        return chosen_products(self.draft, self.medicines)
