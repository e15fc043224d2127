"""What no rule minds, to stand in a plan file in place of a field that can't be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

AT_ONCE = {"above_mg": "0", "cut_mg": "1000", "every": {"days": 1}}
Document = dict[str, Any]
_Put = Callable[[Document, re.Match[str]], None]


def put_neutral(document: Document, field: str, day: str = "", dose: str = "20") -> bool:
    """Put what no rule minds in place of a field; False where there is no such thing.

    `day` is the start, and `dose` a dose of the regimen, where those are what is wrong.
    """
    if field == "start":
        document["start"] = day
        return True
    if field == "regimen":  # all doses are 0
        document["regimen"][0]["mg"] = dose
        return True
    for pattern, put in _NEUTRAL:
        if match := re.match(pattern, field):
            put(document, match)
            return True
    return False


def _dose(document: Document, match: re.Match[str]) -> None:
    document["regimen"][int(match[1])]["mg"] = "0"


def _taper(document: Document, match: re.Match[str]) -> None:
    document["taper"] = {"method": "pace", "pace": [AT_ONCE]}


def _reviews(document: Document, match: re.Match[str]) -> None:
    """Without those whose day can't be read; a time that can't be is left out already."""
    document["reviews"] = [review for review in document["reviews"] if review["on"]]


def _amount(document: Document, match: re.Match[str]) -> None:
    document["at_home"][int(match[1])]["amount"] = "0"


def _set(value: object) -> _Put:
    def put(document: Document, match: re.Match[str]) -> None:
        document[match[0]] = value

    return put


def _set_in(value: object) -> _Put:
    def put(document: Document, match: re.Match[str]) -> None:
        part, name = match[0].split(".")
        document[part][name] = value

    return put


_NEUTRAL: tuple[tuple[str, _Put], ...] = (
    (r"regimen\[(\d+)\]\.mg", _dose),
    (r"taper", _taper),
    (r"hold_days|reserve_days", _set(0)),
    (r"fill_days|review_every", _set(None)),
    (r"reviews", _reviews),
    (r"at_home\[(\d+)\]\.amount", _amount),
    (r"at_home", _set([])),
    (r"dates\.pauses", _set_in([])),
    (r"dates\.holidays", _set_in(None)),
    (r"patient\.(birth_date|taken_months|spasm_limit)", _set_in(None)),
)
