"""The days named under the chart: the first and the last change, and as many between as have room.

A label is a day and a month; its year stands under it where it is not that of the label before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from planner.handout.wording import Wording


class Label(NamedTuple):
    """A day's label and the place of its left edge."""

    day: date
    text: str
    year: str
    """Empty where the label before has it."""
    left: float
    width: float


def day_labels(
    days: Sequence[date],
    place: Callable[[date], float],
    width: Callable[[str], float],
    room: tuple[float, float],
    gap: float,
    wording: Wording,
) -> list[Label]:
    """The labels of `days`, each centred on its `place` within the room from left to right, `gap`
    apart at least. The first one stays before the last, if both have no room."""
    labels = [_label(day, place(day), width, room, wording) for day in dict.fromkeys(days)]
    first, *others = labels
    chosen = [first]
    last = others[-1:]
    for label in others[:-1]:
        if _is_apart(chosen[-1], label, gap) and _is_apart(label, last[0], gap):
            chosen.append(label)
    if last and _is_apart(chosen[-1], last[0], gap):
        chosen += last
    years = ["", *(label.year for label in chosen)]
    return [
        label._replace(year="" if label.year == before else label.year)
        for before, label in zip(years, chosen, strict=False)
    ]


def _label(
    day: date,
    middle: float,
    width: Callable[[str], float],
    room: tuple[float, float],
    wording: Wording,
) -> Label:
    text, year = wording.day_and_month(day), str(day.year)
    wide = max(width(text), width(year))
    left = min(max(middle - wide / 2, room[0]), room[1] - wide)
    return Label(day, text, year, left, wide)


def _is_apart(label: Label, other: Label, gap: float) -> bool:
    return label.left + label.width + gap <= other.left
