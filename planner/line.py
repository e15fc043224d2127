"""The line that each method draws: a series of dates, and the daily dose asked for on each.

The line knows nothing of tablets but the smallest dose they make; `sharing` follows it from
above. Each method only says which values it asks for and how long each is kept (plan-file.md 2.5);
dating them is the same for all (2.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Context, Decimal, localcontext
from itertools import islice, repeat
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from planner.amounts import TOLERANCE, ZERO, Milligrams, written
from planner.dates import Calendar, Change, plus
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow
from planner.terms import PlanError

MOST_DATES = 1_000
MOST_YEARS = 10
PRECISION = Context(prec=50)
"""Digits for percentages: far finer than the 1e-9 mg within which a line equals a dose."""


class Asked(NamedTuple):
    """One point of the line: on this day so many milligrams a day are asked for.

    `doses`: the doses asked for, one a dose time, where the method gives them itself.
    """

    change: Change
    mg: Milligrams
    doses: tuple[Milligrams, ...] | None = None


class _Value(NamedTuple):
    """A value of the line and the time for which it is kept; None: for good."""

    mg: Milligrams
    kept: Interval | None
    doses: tuple[Milligrams, ...] | None = None


class Beginning(NamedTuple):
    """Where a taper sets out: its first day due, the daily dose before, and what it is judged by.

    `base_mg`: the daily dose with which this taper came, for cuts in percent of the start.
    `lowest_mg`: the lowest dose before none, for lines in percent: asked for by the taper or
    usual for the medicine, or the smallest dose that the products can make where that is more.
    `field`: the path of the taper in the plan, for errors; of the revision, or of its regimen,
    where that goes on with the taper in force.
    """

    due: date
    daily_mg: Milligrams
    base_mg: Milligrams
    lowest_mg: Milligrams
    field: str


def pace_line(taper: Pace, beginning: Beginning, calendar: Calendar) -> list[Asked]:
    """Cut by cut, each by the row that holds at the line's value, down to the target."""
    return _dated(_pace_values(taper, beginning), beginning, calendar)


def finish_by_line(taper: FinishBy, beginning: Beginning, calendar: Calendar) -> list[Asked]:
    """As many dates as go up to `by`, the last of them at the target."""
    changes = list(_changes(beginning, repeat(taper.every), calendar, until=taper.by))
    if not changes:
        first = calendar.change_due(beginning.due).on
        if beginning.field.endswith("taper"):
            raise PlanError(
                f"{beginning.field}.by",
                f"expected a day on or after the first possible change, {first}; got {taper.by}",
            )
        raise PlanError(
            beginning.field,
            f"expected a change by {taper.by}, when the taper in force is to be done; the first "
            f"possible one is on {first}",
        )
    draw = _equal_mg if taper.shape == "equal-mg" else _equal_percent
    with localcontext(PRECISION):
        values = draw(beginning, taper.target_mg, len(changes))
        return [Asked(change, mg) for change, mg in zip(changes, values, strict=True)]


def custom_line(taper: Custom, beginning: Beginning, calendar: Calendar) -> list[Asked]:
    """The doses as they are written out, then none where `then` is "stop"."""
    values = [_Value(sum(step.mg, ZERO), step.every, step.mg) for step in taper.steps]
    if taper.then == "stop":
        nothing = (ZERO,) * len(taper.steps[0].mg) if taper.steps else None
        values.append(_Value(ZERO, None, nothing))
    return _dated(values, beginning, calendar)


def _pace_values(taper: Pace, beginning: Beginning) -> Iterator[_Value]:
    line = beginning.daily_mg
    while line > taper.target_mg + TOLERANCE:
        row = _row_at(taper, line)
        line = max(taper.target_mg, _lowered(line, row, taper.target_mg, beginning))
        done = line <= taper.target_mg + TOLERANCE
        yield _Value(line, None if done else _row_at(taper, line).every)


def _row_at(taper: Pace, line: Milligrams) -> PaceRow:
    return next(row for row in taper.pace if row.above_mg < line - TOLERANCE)


def _lowered(
    line: Milligrams, row: PaceRow, target: Milligrams, beginning: Beginning
) -> Milligrams:
    if row.cut_mg is not None:
        return line - row.cut_mg
    if row.cut_percent_of_start is not None:
        return line - beginning.base_mg * row.cut_percent_of_start / 100
    assert row.cut_percent is not None, "a valid row has one kind of cut"
    if target == 0 and line <= beginning.lowest_mg + TOLERANCE:
        return ZERO
    lowered = line - line * row.cut_percent / 100
    return lowered if target else max(lowered, beginning.lowest_mg)


def dates_of_changes(due: date, every: Interval, calendar: Calendar) -> Iterator[date]:
    """The dates of a line that changes every so long, the first due on `due`; it has no end.

    Raises PlanError past 1,000 dates or 10 years.
    """
    beginning = Beginning(due, ZERO, ZERO, ZERO, "taper")
    return (change.on for change in _changes(beginning, repeat(every), calendar))


def _equal_mg(beginning: Beginning, target: Milligrams, count: int) -> Iterator[Milligrams]:
    fall = beginning.daily_mg - target
    return (beginning.daily_mg - fall * k / count for k in range(1, count + 1))


def _equal_percent(beginning: Beginning, target: Milligrams, count: int) -> Iterator[Milligrams]:
    """The same ratio each time; towards 0 down to the lowest dose, and from there to 0; to 0 at
    once, if the daily dose is no higher than it."""
    falls = count if target else count - 1
    lowest = target or beginning.lowest_mg
    if not target and beginning.daily_mg <= lowest + TOLERANCE:
        yield from repeat(ZERO, count)
        return
    if falls:
        ratio = (lowest / beginning.daily_mg) ** (Decimal(1) / falls)
        yield from (beginning.daily_mg * ratio**k for k in range(1, falls))
        yield lowest
    if not target:
        yield ZERO


def _dated(values: Iterable[_Value], beginning: Beginning, calendar: Calendar) -> list[Asked]:
    """The values, each on its date: the first due at the beginning, the next when it was kept."""
    with localcontext(PRECISION):
        values = list(islice(values, MOST_DATES + 1))
    changes = _changes(beginning, (value.kept for value in values), calendar)
    return [
        Asked(change, value.mg, value.doses) for value, change in zip(values, changes, strict=False)
    ]


def _changes(
    beginning: Beginning,
    kept: Iterable[Interval | None],
    calendar: Calendar,
    until: date = date.max,
) -> Iterator[Change]:
    """The dates of the line, none after `until`: after each, the next is due when `kept` passed.

    Raises PlanError past 1,000 dates or 10 years from the first one.
    """
    change = calendar.change_due(beginning.due)
    day_of_month = change.on.day
    last = change.on + relativedelta(years=MOST_YEARS)
    for number, interval in enumerate(kept, 1):
        if change.on > until:
            return
        if number > MOST_DATES:
            raise PlanError(
                beginning.field,
                f"expected at most {MOST_DATES:,} changes; from {written(beginning.daily_mg)} mg "
                "a day this taper would take more: cut more at a time",
            )
        yield change
        if interval is None:
            return
        due = _due_after(change.on, interval, day_of_month)
        if due > until:
            return
        change = calendar.change_due(due) if due <= last else Change(due, due)
        if interval.unit != "months" or change.on != due:
            day_of_month = change.on.day  # else the due day may be one that a short month clipped
        if change.on > last:
            raise PlanError(
                beginning.field,
                f"expected a taper of at most {MOST_YEARS} years; after change {number:,} this "
                f"one goes on past {last}: cut more at a time, or more often",
            )


def _due_after(day: date, interval: Interval, day_of_month: int) -> date:
    try:
        return plus(day, interval, day_of_month)
    except OverflowError:
        return date.max
