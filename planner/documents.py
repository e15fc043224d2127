"""Plans as documents: JSON read and written, and the digests that an approval rests on.

Reading is strict (plan-file.md 1): an unknown or doubled field, a number that isn't one, a date
that doesn't exist are errors with the field's path. What is read is complete: defaults are filled
in, so that a plan written out has every field.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from planner.amounts import AmountError, decode_amount, quoted, read_amount, written
from planner.medicine import Medicine, usual_medicine
from planner.plan import Approval, Plan, usual_keep_highest
from planner.terms import (
    COUNTRIES,
    FORMAT,
    KINDS,
    RISKS,
    SHARING_RULES,
    VERSION,
    WEEKDAYS,
    PlanError,
)

LARGEST_FILE = 5_000_000
"""Bytes. A plan with a thousand revisions has a tenth of that."""
DEEPEST = 20
"""Parts within parts. A plan's own go down to six."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

_EXPECTED = {
    "mg": "milligrams, 0 or more",
    "regimen": "a list of dose times",
    "revisions.regimen": "milligrams, 0 or more",
    "taper": "a taper with its method",
    "target_mg": "milligrams, 0 or more",
    "above_mg": "milligrams, 0 or more",
    "cut_mg": "milligrams above 0",
    "cut_percent": "a percentage above 0 and below 100",
    "cut_percent_of_start": "a percentage above 0 and below 100",
    "birth_date": "a date like 1970-02-03, or null",
    "lowest_mg": "milligrams above 0, or null",
    "amount": "an amount, 0 or more",
    "country": f"one of {', '.join(COUNTRIES)}, or null",
    "kind": f'one of {", ".join(kind for kind in KINDS if kind)}, or ""',
    "stops_on": "a date like 2027-02-01, or null",
    "reviews": "a list of reviews",
    "supersedes.reviews": "a date like 2026-12-29",
    "regimen_confirmed": "a date like 2026-11-24, or null",
    "start": "a date like 2026-12-01",
    "by": "a date like 2027-03-31",
    "from": "a date like 2026-12-24",
    "to": "a date like 2027-01-02",
    "on": "a date like 2026-12-29",
    "at": "a time like 2026-11-24T10:15:00+00:00",
    "method": '"pace", "finish-by" or "custom"',
    "shape": '"equal-mg" or "equal-percent"',
    "then": '"stop" or "stay"',
    "sharing.rule": " or ".join(f'"{rule}"' for rule in SHARING_RULES),
    "rule": "the name of a rule",
    "change_on": f"a weekday of {', '.join(WEEKDAYS)}",
    "risks": f"one of {', '.join(RISKS)}",
}
"""What is said of a field that can't be read, by its path or else by its last name."""


def read_plan(content: bytes, medicines: Mapping[str, Medicine]) -> Plan:
    """The plan that a file's bytes hold. Raises PlanError with the field's path.

    What the doses and dates mean is not judged here, but where the schedule is built.
    """
    document = _read_json(content)
    if not isinstance(document, dict):
        raise PlanError("", f"expected a plan, a JSON object; got {_shown(document)}")
    return plan_from(document, medicines)


def plan_from(document: dict[str, Any], medicines: Mapping[str, Medicine]) -> Plan:
    """The plan that a JSON object describes. Raises PlanError."""
    if document.get("format") != FORMAT:
        got = _got(document, "format")
        raise PlanError("format", f'expected "{FORMAT}"; got {got}')
    if document.get("version") != VERSION or isinstance(document["version"], bool):
        got = _got(document, "version")
        raise PlanError("version", f"expected {VERSION}, the one this program reads; got {got}")
    completed = _completed(document, medicines)
    try:
        return msgspec.convert(completed, Plan, dec_hook=decode_amount)
    except msgspec.ValidationError as error:
        raise _plan_error(str(error), completed) from None


def _got(document: dict[str, Any], field: str) -> str:
    return _shown(document[field]) if field in document else "none"


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as a JSON object with every field present, amounts and dates as text."""
    document: dict[str, Any] = _as_json(
        msgspec.to_builtins(plan, builtin_types=(date, datetime), enc_hook=written)
    )
    return document


def write_plan(plan: Plan) -> bytes:
    """The plan file: indented JSON, UTF-8, ending with a newline."""
    return (json.dumps(plan_document(plan), ensure_ascii=False, indent=2) + "\n").encode()


def plan_digest(plan: Plan) -> str:
    """SHA-256 of the plan as canonical JSON, its approval left out (plan-file.md 1)."""
    document = plan_document(plan)
    del document["approval"]
    return digest(document)


def short_digest(plan: Plan) -> str:
    """The first 8 digits of the plan digest, by which people tell versions apart."""
    return plan_digest(plan).removeprefix("sha256:")[:8]


def approved_digest(plan: Plan, approval: Approval) -> str:
    """What an approval's `digest` must be: that of the plan with who approved it, when, as which
    version (plan-file.md 1)."""
    document = plan_document(plan)
    signed = {"by": approval.by, "role": approval.role, "number": approval.number}
    return digest({**document, "approval": {**signed, "at": approval.at.isoformat()}})


def digest(document: Any) -> str:
    """SHA-256 of canonical JSON: keys sorted, no white space, UTF-8."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(canonical.encode()).hexdigest()}"


def _read_json(content: bytes) -> Any:
    if len(content) > LARGEST_FILE:
        raise PlanError("", f"expected a plan of at most {LARGEST_FILE:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanError(
            "", f"expected a plan as UTF-8 text, or a PDF of ours; byte {error.start} is no text"
        ) from None
    if not text.strip():
        raise PlanError("", "expected a plan; the file is empty")
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_Unreadable,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise PlanError("", f"the file is damaged or no plan ({place}: {error.msg})") from None
    except RecursionError:
        raise _too_deep() from None
    _check_parts(document)
    return document


class _Twice(dict[str, Any]):
    """An object in which a field comes twice; `field` is its name."""

    field: str


class _Unreadable:
    """A number that can't be one of a plan: NaN, Infinity, or one of very many digits."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    names = Counter(name for name, _ in pairs)
    twice = _Twice(pairs)
    twice.field = next(name for name, times in names.items() if times > 1)
    return twice


def _number(text: str) -> int | Decimal | _Unreadable:
    if len(text) < 20 and text.lstrip("-").isdigit():
        return int(text)
    try:
        number = read_amount(text)
    except AmountError:
        return _Unreadable(text)
    return int(number) if number == number.to_integral_value() else number


def _check_parts(value: Any, path: str = "", depth: int = 0) -> None:
    """Refuse what JSON lets pass and no plan can hold, in this value and in its parts."""
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, _Twice):
        raise PlanError(_joined(path, value.field), "expected each field once; it comes twice")
    if isinstance(value, dict):
        for name, part in value.items():
            _check_text(name, path)
            _check_parts(part, _joined(path, name), depth + 1)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            _check_parts(part, f"{path}[{index}]", depth + 1)
    elif isinstance(value, str):
        _check_text(value, path)


def _check_text(text: str, path: str) -> None:
    """Refuse half a character: JSON can write one ("\\ud800"), UTF-8 can't."""
    if not text.isascii() and _HALF_CHARACTER.search(text):
        raise PlanError(path, "expected text; a character of it is only half there")


def _too_deep() -> PlanError:
    return PlanError("", "expected a plan; its parts lie too deep in one another")


def _completed(document: dict[str, Any], medicines: Mapping[str, Medicine]) -> dict[str, Any]:
    """The document with those defaults that depend on other fields."""
    name = document.get("medicine", usual_medicine(medicines).id)
    medicine = medicines.get(name) if isinstance(name, str) else None
    if medicine is None:
        known = ", ".join(f'"{known}"' for known in medicines)
        raise PlanError("medicine", f"expected {known}; got {_shown(name)}")
    completed = {"medicine": name, "products": list(medicine.default_products), **document}
    sharing = completed.setdefault("sharing", {})
    if isinstance(sharing, dict) and "keep_highest" not in sharing:
        order = usual_keep_highest(_dose_times(document.get("regimen")))
        completed["sharing"] = {**sharing, "keep_highest": list(order)}
    return completed


def _dose_times(regimen: Any) -> tuple[str, ...]:
    rows = regimen if isinstance(regimen, list) else []
    return tuple(str(row.get("name", "")) for row in rows if isinstance(row, dict))


def _plan_error(message: str, document: dict[str, Any]) -> PlanError:
    """msgspec's message as ours: the field's path, what was expected there and what it held."""
    what, _, place = message.rpartition(" - at `$")
    what, path = (what, place.rstrip("`").removeprefix(".")) if what else (message, "")
    if missing := re.fullmatch(r"Object missing required field `(.+)`", what, re.DOTALL):
        expected = _expected(_joined(path, missing[1]), "a value")
        return PlanError(_joined(path, missing[1]), f"expected {expected}; it is missing")
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
        return PlanError(_joined(path, unknown[1]), "expected no such field; it isn't known")
    expected = _expected(path, _plainly(what))
    return PlanError(path, f"expected {expected}; got {_shown(_value_at(document, path))}")


def _joined(path: str, name: str) -> str:
    """The path of a part; a name that is no plain word is quoted, so that a path is one line."""
    if not name.isidentifier() or len(name) > 40:
        name = quoted(name)
    return f"{path}.{name}" if path else name


def _expected(path: str, otherwise: str) -> str:
    names = re.sub(r"\[[^]]*\]", "", path)
    return _EXPECTED.get(names) or _EXPECTED.get(names.rpartition(".")[2], otherwise)


def _plainly(what: str) -> str:
    """msgspec's complaint in plain words."""
    if wanted := re.match(r"Expected `(.+?)`(, got .*)?$", what):
        kinds = {
            "str": "text",
            "int": "a whole number",
            "bool": "true or false",
            "array": "a list",
            "object": "an object",
            "null": "null",
            "date": "a date like 2026-12-01",
        }
        return " or ".join(kinds.get(kind, kind) for kind in wanted[1].split(" | "))
    if "enum value" in what:
        return "a known value"
    return "another value"


def _value_at(document: Any, path: str) -> Any:
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        try:
            document = document[int(index)] if index else document[name]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _shown(value: Any) -> str:
    """A value of the document as a person would find it there, cut to a line's length."""
    return written(value) if isinstance(value, Decimal) else quoted(value)


def _as_json(value: Any) -> Any:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(part) for part in value]
    return value
