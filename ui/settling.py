"""Texts written out in full once their field is left: "next Monday" as its day, "7pm" as 19:00.

It means the same afterwards, so it is no edit. A draft that is taken up on another day keeps the
days that were meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from planner.amounts import written
from planner.reading.amounts import (
    Unread,
    read_dose,
    read_length,
    read_pieces,
    read_time,
    split_cut,
    split_interval,
)
from planner.reading.dates import birth_date, read_date, short_date
from ui.draft import Draft, RowText, StepText, replace


def settled(draft: Draft, day_first: bool) -> Draft:
    """The draft with dates and times written out in full, so that "next Monday" keeps its day."""

    def out(text: str, past: bool = False) -> str:
        if not text.strip():
            return text
        try:
            day = read_date(text, draft.typed_on, day_first, past).on
            return birth_date(day) if past else short_date(day)
        except Unread:
            return text

    def clock(text: str) -> str:
        try:
            return read_time(text)
        except Unread:
            return text

    def length(text: str, unit: str) -> str:
        if not text.strip() or text.isdigit():
            return text
        try:
            return str(read_length(text, unit))
        except Unread:
            return text

    review_every, review_unit = split_interval(draft.review_every, draft.review_unit)
    by_every, by_unit = split_interval(draft.by_every, draft.by_unit)
    return replace(
        draft,
        pace=tuple(_settled_row(row) for row in draft.pace),
        by_every=by_every,
        by_unit=by_unit,
        steps=tuple(_settled_step(step) for step in draft.steps),
        regimen=tuple(
            replace(row, time=clock(row.time), mg=_amount(row.mg)) for row in draft.regimen
        ),
        target=_amount(draft.target),
        lowest_mg=_amount(draft.lowest_mg),
        at_home=tuple(
            replace(home, amount=_amount(home.amount, read_pieces)) for home in draft.at_home
        ),
        patient=replace(
            draft.patient,
            birth_date=out(draft.patient.birth_date, past=True),
            taken_months=length(draft.patient.taken_months, "months"),
        ),
        start=out(draft.start),
        hold_days=length(draft.hold_days, "days"),
        fill_days=length(draft.fill_days, "days"),
        by=out(draft.by),
        pauses=tuple(replace(p, start=out(p.start), end=out(p.end)) for p in draft.pauses),
        reviews=tuple(
            replace(r, on=out(r.on), time=clock(r.time)) if r.time else replace(r, on=out(r.on))
            for r in draft.reviews
        ),
        review_every=review_every,
        review_unit=review_unit,
        reserve_days=length(draft.reserve_days, "days"),
    )


def _amount(text: str, read: Callable[[str], Decimal] = read_dose) -> str:
    """A number that isn't one yet, "½ × 10 mg" or "20 mg", as the number alone."""
    if re.fullmatch(r"[\d.,]*", text):
        return text
    try:
        return written(read(text))
    except Unread:
        return text


def _settled_row(row: RowText) -> RowText:
    """Units typed with a number go where units are shown: "10 %" is 10 and a percentage."""
    cut, kind = split_cut(row.cut, row.kind)
    every, unit = split_interval(row.every, row.unit)
    above = _amount(row.above)
    return replace(row, above=above, cut=cut, kind=kind, every=every, unit=unit)


def _settled_step(step: StepText) -> StepText:
    every, unit = split_interval(step.every, step.unit)
    return replace(step, mg=tuple(map(_amount, step.mg)), every=every, unit=unit)
