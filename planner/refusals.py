"""How a field is refused: its path, what was expected there and what it held, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NoReturn

from planner.amounts import Milligrams, quoted, written
from planner.terms import PlanError


def refuse(field: str, expected: str, got: Milligrams | int | str | date) -> NoReturn:
    """Raise the PlanError that says what was expected in the field and what it held."""
    if isinstance(got, str):
        shown = quoted(got)
    else:
        shown = written(got) if isinstance(got, Decimal) else str(got)
    raise PlanError(field, f"expected {expected}; got {shown}")


def check_range(field: str, number: int, least: int, most: int) -> None:
    """Refuse a whole number below `least` or above `most`."""
    if not least <= number <= most:
        refuse(field, f"a whole number from {least} to {most:,}", number)


def check_different(field: str, names: Sequence[str], what: str = "each once") -> None:
    """Refuse names of which one comes twice."""
    if doubled := [name for name, times in Counter(names).items() if times > 1]:
        raise PlanError(field, f"expected {what}; {quoted(doubled[0])} comes twice")
