"""What is wrong with a field of the form, and whether the doses follow from that field."""

from __future__ import annotations

import re
from typing import NamedTuple

# Fields of the plan file from which doses follow.
_DOSES_FOLLOW_FROM = (
    {"", "format", "version", "medicine", "products", "halves", "regimen", "start", "hold_days"}
    | {"taper", "sharing", "dates", "revisions"}
)  # fmt: skip


class Problem(NamedTuple):
    """What is wrong with a field, in a sentence; `offer`: a text that would be right."""

    field: str
    message: str
    missing: bool = False
    offer: str = ""


def bears_on_doses(field: str) -> bool:
    """Whether doses follow from a field of the plan file: if not, it keeps no schedule away."""
    return re.split(r"[.\[]", field)[0] in _DOSES_FOLLOW_FROM
