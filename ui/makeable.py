"""The next dose up or down that the chosen products can make, for a field that steps."""

from __future__ import annotations

from decimal import Decimal

from planner.amounts import TOLERANCE, ZERO, written
from planner.reading.amounts import Unread, read_dose
from planner.tablets import Tablets
from planner.taper_validity import HIGHEST_DOSE
from ui.edit import State


def stepped_dose(state: State, text: str, way: int) -> str | None:
    """The dose next above (`way` 1) or below (-1) the one typed; None where there is none."""
    chosen = [p for p in state.medicine.strongest_first if p.id in state.products]
    if not chosen:
        return None
    tablets = Tablets(chosen, state.draft.halves, ZERO)
    try:
        mg = read_dose(text) if text.strip() else ZERO
    except Unread:
        return None
    if not 0 <= mg <= HIGHEST_DOSE:
        return None
    if way > 0:
        return written(min(tablets.nearest(mg)[1], Decimal(HIGHEST_DOSE)))
    return written(tablets.nearest(mg - TOLERANCE)[0]) if mg > 0 else None
