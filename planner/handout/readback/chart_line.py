"""The line of the chart, read from its operators and held against the schedule's daily doses.

The axes are read first: levels with their milligrams, ticks with their days. By them, and not by
what the chart was drawn with, each corner of the line is a day and a dose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from planner.amounts import ZERO, Milligrams
from planner.dates import ONE_DAY
from planner.handout.readback.page import Page
from planner.handout.readback.reading import Letters, Text

_STROKE = re.compile(rb"([\d.]+) w ((?:-?[\d.]+ -?[\d.]+ [ml] ?)+)S")
_CORNER = re.compile(rb"(-?[\d.]+) (-?[\d.]+) [ml]")
_YEAR = re.compile(r"\d{4}")
_LEAP = 2028
"""A year that has every day."""
_WIDER = 4
"""Points: so much further to the left than a short day may the year under it begin."""
_NEAR = 0.05
"""Points: the file has two decimals."""

Corner = tuple[float, float]


class Axis(NamedTuple):
    """Places along one direction with their values: two of them make the scale."""

    start: float
    end: float
    first: float
    last: float
    """The values at `start` and `end`."""

    def value(self, at: float) -> float:
        return self.first + (at - self.start) * (self.last - self.first) / (self.end - self.start)

    def is_at(self, at: float, value: float) -> bool:
        """The value lies there, as exactly as the file says where things lie."""
        share = (value - self.first) / (self.last - self.first)
        place = self.start + share * (self.end - self.start)
        return abs(place - at) < _NEAR * max(1.0, share)


def check_chart_line(page: Page, letters: Letters) -> None:
    for chart in page.titled("chart"):
        line, *strokes = _strokes(chart.drawn)
        texts = letters.placed(chart.drawn)
        levels = _mg_axis(page, strokes, texts)
        days = _day_axis(page, strokes, texts, line[0][0])
        _check_corners(page, line, levels, days)


def _strokes(drawn: bytes) -> list[list[Corner]]:
    """The corners of every stroke, those of the line first: it is the thickest."""
    strokes = [
        (float(width), [(float(x), float(y)) for x, y in _CORNER.findall(path)])
        for width, path in _STROKE.findall(drawn)
    ]
    return [corners for _, corners in sorted(strokes, key=itemgetter(0), reverse=True)]


def _mg_axis(page: Page, strokes: list[list[Corner]], texts: list[Text]) -> Axis:
    """Every level line has its milligrams beside it, and all of them make one scale from 0."""
    lines = sorted(one[0][1] for one in strokes if len(one) == 2 and one[0][1] == one[1][1])
    labels = [(text.y, mg) for text in texts for mg in page.figures.milligrams(text.text)]
    values = [float(mg) for _, mg in sorted(labels)]
    page.same("chart, number of levels", len(lines), len(values))
    axis = Axis(lines[0], lines[-1], values[0], values[-1])
    page.same("chart, lowest level", 0.0, axis.first)
    for at, value in zip(lines, values, strict=True):
        if not axis.is_at(at, value):
            page.same("chart, a level", f"{axis.value(at):.1f} mg", f"{value:.1f} mg")
    return axis


def _day_axis(page: Page, strokes: list[list[Corner]], texts: list[Text], begins: float) -> Axis:
    """Every change has its tick, and a long tick has its day under it; the line begins on the day
    before the schedule, or on the day of the pages."""
    first = _first_day(page)
    upright = [one for one in strokes if len(one) == 2 and one[0][0] == one[1][0]]
    page.same("chart, number of ticks", max(len(_daily_doses(page)) - 1, 1), len(upright))
    lengths = {one[0][0]: one[0][1] - one[1][1] for one in upright}
    long = max(lengths.values())
    ticks = sorted(x for x, length in lengths.items() if abs(length - long) < _NEAR)
    days = [(on - first).days for on in _days_named(page, texts)]
    page.same("chart, number of days named", len(ticks), len(days))
    axis = Axis(begins, ticks[-1], 0, days[-1])
    for at, day in zip(ticks, days, strict=True):
        if not axis.is_at(at, day):
            there = first + timedelta(days=round(axis.value(at)))
            page.same("chart, a day", there, first + timedelta(days=day))
    return axis


def _days_named(page: Page, texts: list[Text]) -> list[date]:
    """The days under the axis from left to right, each in the last year named under one of them."""
    labels = sorted(text for text in texts if page.figures.day_and_month(text.text, _LEAP))
    years: dict[Text, int] = {}
    for text in texts:
        if _YEAR.fullmatch(text.text):
            above = [label for label in labels if label.x <= text.x + _WIDER]
            page.same("chart, a year under a day", True, bool(above))
            years[above[-1]] = int(text.text)
    found: list[date] = []
    year = 0
    for label in labels:
        year = years.get(label, year)
        found += [on] if (on := page.figures.day_and_month(label.text, year)) else []
    return found


def _check_corners(page: Page, line: list[Corner], levels: Axis, days: Axis) -> None:
    """The line goes level from day to day and upright where the dose changes, as the doses do."""
    first = _first_day(page)
    expected = _daily_doses(page)
    wanted: list[tuple[date, Milligrams]] = [expected[0]]
    for (_, before), (day, mg) in pairwise(expected):
        wanted += [(day, before), (day, mg)]
    page.same("chart, number of changes", len(wanted) + 1, len(line))
    for (day, mg), (x, y) in zip(wanted, line[:-1], strict=True):
        if not days.is_at(x, (day - first).days) or not levels.is_at(y, float(mg)):
            found = first + timedelta(days=round(days.value(x)))
            page.same("chart, line", f"{mg} mg on {day}", f"{levels.value(y):.1f} mg on {found}")
    (x, y), (end, after) = line[-2:]
    page.same("chart, line, its end", True, end > x and after == y)


def _daily_doses(page: Page) -> Sequence[tuple[date, Milligrams]]:
    """The daily dose from each day on which it changes, taken from the schedule itself; the first
    is that of the chart's first day."""
    schedule = page.given.schedule
    doses = [(schedule.start - ONE_DAY, page.given.plan.daily_dose)]
    doses += [(step.start, sum((dose.mg for dose in step.doses), ZERO)) for step in schedule.steps]
    doses += [(schedule.stops_on, ZERO)] if schedule.stops_on else []
    first = _first_day(page)
    begun = [mg for day, mg in doses if day <= first]
    doses = [(first, begun[-1]), *(one for one in doses if one[0] > first)]
    return [doses[0], *(one for before, one in pairwise(doses) if one[1] != before[1])]


def _first_day(page: Page) -> date:
    return max(page.given.day, page.given.schedule.start - ONE_DAY)
