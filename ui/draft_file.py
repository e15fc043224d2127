"""A form as JSON and back, every text as it was typed: what the autosave keeps.

Each part is an object with its fields' names; one that the file lacks is empty, as in a new form.
"""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

from msgspec import ValidationError, convert

from planner import plan
from planner.amounts import decode_amount
from ui.draft import Draft


def form_of(draft: Draft) -> dict[str, Any]:
    """The draft in values that msgspec writes as JSON, amounts by `planner.amounts.written`."""
    return _named(draft)  # type: ignore[no-any-return]


def draft_in(form: Any) -> Draft:
    """The draft that a JSON object holds. Raises msgspec.ValidationError where it is none."""
    try:
        return _read(form, Draft)  # type: ignore[no-any-return]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValidationError(f"not a form: {error}") from error


def _named(value: Any) -> Any:
    if _has_fields(type(value)):
        return {name: _named(part) for name, part in value._asdict().items()}
    return [_named(part) for part in value] if isinstance(value, tuple) else value


def _read(value: Any, wanted: Any) -> Any:
    if _has_fields(wanted):
        types = get_type_hints(wanted, localns=vars(plan))
        return wanted(**{name: _read(part, types[name]) for name, part in value.items()})
    parts = get_args(wanted)
    if get_origin(wanted) is tuple and _has_fields(parts[0]):
        return tuple(_read(part, parts[0]) for part in value)
    return convert(value, wanted, dec_hook=decode_amount)


def _has_fields(wanted: Any) -> bool:
    return hasattr(wanted, "_fields")
