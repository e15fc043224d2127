"""Whether a form is one that the window could have made.

Of a form that a person filled in this is always so. One that comes from a file was checked for its
types alone: its parts must fit each other as well, or what is worked out from it goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.validity import FIRST_YEAR, LAST_YEAR
from ui.draft import Draft

LONGEST_TEXT = 32_767
"""Letters that an entry takes."""
MOST_ROWS = 1_000
"""Of a part of the form that has rows, so that they can be shown in a moment."""
UNITS = ("days", "weeks", "months")
CUTS = ("cut_mg", "cut_percent", "cut_percent_of_start")


def unsound(draft: Draft) -> str:
    """What no window makes, in few words; "" where the form is sound."""
    places = range(len(draft.regimen))
    if not places:
        return "a form without dose times"
    if draft.keep_highest is not None and sorted(draft.keep_highest) != list(places):
        return "the order of its dose times"
    if any(len(step.mg) != len(places) for step in draft.steps):
        return "the doses of its steps"
    units = [draft.by_unit, draft.review_unit, *(row.unit for row in draft.pace)]
    units += [step.unit for step in draft.steps]
    if any(unit not in UNITS for unit in units):
        return "a unit of time"
    if any(row.kind not in CUTS for row in draft.pace):
        return "a kind of cut"
    if not draft.pace:
        return "its pace"
    if not FIRST_YEAR <= draft.typed_on.year <= LAST_YEAR:
        return "the day it was typed on"
    return _too_large(draft)


def _too_large(draft: Draft) -> str:
    for part in _parts(draft):
        if isinstance(part, str) and len(part) > LONGEST_TEXT:
            return f"a text of more than {LONGEST_TEXT:,} letters"
        if isinstance(part, tuple) and len(part) > MOST_ROWS:
            return f"more than {MOST_ROWS:,} rows"
    return ""


def _parts(value: Any) -> Iterator[Any]:
    """The form's texts and rows, and those inside them."""
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
