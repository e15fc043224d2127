"""The plan's own texts made ready for the page: composed, on one line, every letter printable.

What a person typed anywhere in the plan passes here before anything is drawn, so that no letter
turns into an empty box: the field at fault is named by its path in the plan file.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from planner.handout.fonts import checked
from planner.plan import Plan

_Any = TypeVar("_Any")

_NOT_SHOWN = {"format", "medicine", "products", "change_on", "holidays", "digest",
              "schedule_digest", "rule"}  # fmt: skip


def printable(plan: Plan) -> Plan:
    """The plan with its texts as they are printed. Raises HandoutError naming field and letter."""
    return _printable(plan, "")


def _printable(value: _Any, path: str) -> _Any:
    changed: Any = value
    if isinstance(value, str):
        changed = checked(value, path)
    elif isinstance(value, tuple):
        changed = tuple(_printable(part, f"{path}[{index}]") for index, part in enumerate(value))
    elif isinstance(value, msgspec.Struct):
        fields = {
            field.name: _printable(
                getattr(value, field.name),
                f"{path}.{field.encode_name}" if path else field.encode_name,
            )
            for field in msgspec.structs.fields(type(value))
            if field.name not in _NOT_SHOWN
        }
        changed = msgspec.structs.replace(value, **fields)
    return changed  # type: ignore[no-any-return]
