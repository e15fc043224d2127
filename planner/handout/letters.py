"""The plan's own texts made ready for a sheet: those that belong on it, every letter printable.

What a person typed anywhere in the plan passes here before anything is drawn. A text that doesn't
belong on the sheet (`sheets`) is taken out; the others are composed, on one line, and no letter of
them turns into an empty box: the field at fault is named by its path in the plan file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from planner.handout.fonts import checked
from planner.handout.sheets import TYPED, Sheet, may_show
from planner.plan import Plan

_Any = TypeVar("_Any")
_PLACE = re.compile(r"\[\d+\]")


def printable(plan: Plan, sheet: Sheet) -> Plan:
    """The plan with its texts as this sheet prints them; those that belong on others are empty.
    Raises HandoutError naming field and letter."""
    return _printable(plan, "", sheet)


def typed(value: object, path: str = "") -> Iterator[str]:
    """All that people typed into a plan, or into the part of it at a path."""
    if isinstance(value, str):
        yield from [value] if value and path in TYPED else []
    elif isinstance(value, tuple):
        for part in value:
            yield from typed(part, path)
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(type(value)):
            yield from typed(getattr(value, field.name), _joined(path, field.encode_name))


def _printable(value: _Any, path: str, sheet: Sheet) -> _Any:
    changed: Any = value
    if isinstance(value, str):
        changed = _text(value, path, sheet)
    elif isinstance(value, tuple):
        changed = tuple(
            _printable(part, f"{path}[{index}]", sheet) for index, part in enumerate(value)
        )
    elif isinstance(value, msgspec.Struct):
        fields = {
            field.name: _printable(
                getattr(value, field.name),
                _joined(path, field.encode_name),
                sheet,
            )
            for field in msgspec.structs.fields(type(value))
        }
        changed = msgspec.structs.replace(value, **fields)
    return changed  # type: ignore[no-any-return]


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _text(text: str, path: str, sheet: Sheet) -> str:
    field = _PLACE.sub("", path)
    if field not in TYPED:
        return text
    return checked(text, path) if sheet in may_show(field) else ""
