"""The chart: the daily dose over time as a line of steps, one drawing for page and window.

A reportlab.graphics drawing, on the page as PDF and in the window as SVG. No colour carries
meaning: the window passes its own for a dark theme. With `by_dose_time` each dose time has its
own line, told apart by its dashes and named at its beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any, NamedTuple

from planner.amounts import ZERO, Milligrams, written
from planner.dates import ONE_DAY
from planner.handout.chart_days import day_labels
from planner.handout.wording import Wording
from planner.handout.words import words_in
from planner.plan import Plan
from planner.schedule import Schedule
from planner.supply import COUNTED_FOR_GOOD

_DASHES: tuple[Sequence[float] | None, ...] = (
    None, (6, 2), (2, 2), (8, 2, 2, 2), (1, 3), (10, 4),
)  # fmt: skip
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class Colours(NamedTuple):
    """A chart's colours, as "#rrggbb"."""

    line: str = "#000000"
    axis: str = "#000000"
    grid: str = "#bfbfbf"
    text: str = "#000000"


BLACK_ON_WHITE = Colours()


class Point(NamedTuple):
    """From this day on, so much."""

    day: date
    mg: Milligrams


def points(
    plan: Plan, schedule: Schedule, dose_time: int | None = None, since: date | None = None
) -> list[Point]:
    """The daily dose, or that of one dose time, from each day on which it changes; the first on
    the day before the plan, or on `since` where that is later."""

    def amount(doses: Sequence[Any]) -> Milligrams:
        return sum((dose.mg for dose in doses), ZERO) if dose_time is None else doses[dose_time].mg

    line = [Point(schedule.start - ONE_DAY, amount(plan.regimen))]
    line += [Point(step.start, amount(step.doses)) for step in schedule.steps]
    if schedule.stops_on:
        line.append(Point(schedule.stops_on, ZERO))
    if since and since > line[0].day:
        now = max(place for place, point in enumerate(line) if point.day <= since)
        line = [Point(since, line[now].mg), *line[now + 1 :]]
    return [
        point for index, point in enumerate(line) if index == 0 or point.mg != line[index - 1].mg
    ]


def dose_chart(
    plan: Plan,
    schedule: Schedule,
    width: float,
    height: float,
    *,
    colours: Colours = BLACK_ON_WHITE,
    font: str = "",
    size: float = 10,
    language: str = "en",
    by_dose_time: bool = False,
    since: date | None = None,
) -> Any:
    """The chart as a reportlab.graphics Drawing, `width` by `height` points.

    `font`: the name of a font; none gives the pages' own. `size`: of the type, in points.
    `since`: the first day on it; else the day before the plan.
    """
    from reportlab.graphics.shapes import Drawing

    from planner.handout import fonts

    fonts.register()
    drawing = Drawing(width, height)
    last = schedule.stops_on or schedule.start
    if schedule.stops_on is None and schedule.steps:
        last = schedule.steps[-1].start + COUNTED_FOR_GOOD
    line = points(plan, schedule, since=since)
    first = line[0].day
    last = max(last + timedelta(days=max(2, (last - first).days // 25)), first + 7 * ONE_DAY)
    highest = max(point.mg for point in line)
    wording = Wording(words_in(language), None)
    frame = _Frame(drawing, first, last, highest, colours, font or fonts.REGULAR, size, wording)
    frame.axes(line)
    if by_dose_time:
        for index, one in enumerate(plan.regimen):
            name = wording.words.dose_name(one.name)
            frame.curve(points(plan, schedule, index, since), 1.2, _DASHES[index % 6], name)
    else:
        frame.curve(line, 2.2, None)
    return drawing


def chart_svg(
    plan: Plan,
    schedule: Schedule,
    width: float,
    height: float,
    *,
    colours: Colours = BLACK_ON_WHITE,
    font: str = "sans-serif",
    size: float = 10,
    language: str = "en",
    by_dose_time: bool = False,
    since: date | None = None,
) -> str:
    """The same drawing as SVG."""
    from reportlab.graphics import renderSVG

    drawing = dose_chart(
        plan, schedule, width, height, colours=colours, size=size, language=language,
        by_dose_time=by_dose_time, since=since,
    )  # fmt: skip
    svg: str = renderSVG.drawToString(drawing)
    from planner.handout import fonts

    return svg.replace(fonts.REGULAR, font)


class _Frame:
    """Where a day and a dose lie in the drawing, and the axes around."""

    def __init__(
        self,
        drawing: Any,
        first: date,
        last: date,
        highest: Milligrams,
        colours: Colours,
        font: str,
        size: float,
        wording: Wording,
    ) -> None:
        from reportlab.lib.colors import HexColor

        self._drawing = drawing
        self._first, self._days = first, (last - first).days
        self._step = _tick(highest, 3)
        top = ceil(highest / self._step) * self._step
        self._highest = float(top)
        self._colours = Colours(*(HexColor(colour) for colour in colours))
        self._font, self._size, self._wording = font, size, wording
        levels = [self._step * n for n in range(int(top / self._step) + 1)]
        self._left: float = max(self._width(f"{written(mg)} mg") for mg in levels) + 6
        self._bottom: float = size * 2.9
        self._top: float = drawing.height - size * 0.7
        self._right: float = drawing.width - 4

    def x(self, day: date) -> float:
        share: float = (day - self._first).days / self._days
        return self._left + (self._right - self._left) * share

    def y(self, mg: Milligrams) -> float:
        share: float = float(mg) / self._highest
        return self._bottom + (self._top - self._bottom) * share

    def axes(self, line: list[Point]) -> None:
        """Levels of mg with their numbers, a mark for each day of change, and days named."""
        mg = ZERO
        while float(mg) <= self._highest:
            colour = self._colours.grid if mg else self._colours.axis
            self._line([self._left, self.y(mg), self._right, self.y(mg)], 0.6, colour)
            amount = f"{written(mg)} mg"
            self._text(amount, self._left - 6 - self._width(amount), self.y(mg) - self._size * 0.34)
            mg += self._step
        days = [point.day for point in line[1:]] or [line[0].day + ONE_DAY]
        room = (0.0, float(self._drawing.width))
        labels = day_labels(days, self.x, self._width, room, self._size, self._wording)
        named = {label.day for label in labels}
        for day in days:
            self._mark_day(day, self._size * (0.5 if day in named else 0.25))
        for label in labels:
            for text, down in ((label.text, 1.5), (label.year, 2.6)):
                if not text:
                    continue
                left = label.left + (label.width - self._width(text)) / 2
                self._text(text, left, self._bottom - self._size * down)

    def _mark_day(self, day: date, length: float) -> None:
        """A mark under the axis where the dose changes."""
        x, y = self.x(day), self._bottom
        self._line([x, y, x, y - length], 0.8, self._colours.axis)

    def curve(
        self, line: list[Point], thickness: float, dashes: Sequence[float] | None, name: str = ""
    ) -> None:
        from reportlab.graphics.shapes import PolyLine

        corners: list[float] = []
        for index, (day, mg) in enumerate(line):
            if index:
                corners += [self.x(day), self.y(line[index - 1].mg)]
            corners += [self.x(day), self.y(mg)]
        corners += [self._right, self.y(line[-1].mg)]
        self._drawing.add(
            PolyLine(
                corners,
                strokeColor=self._colours.line,
                strokeWidth=thickness,
                strokeDashArray=list(dashes) if dashes else None,
                strokeLineJoin=0,
            )
        )
        if name:
            self._text(name, self._left + 4, self.y(line[0].mg) + 3)

    def _line(self, ends: list[float], thickness: float, colour: Any) -> None:
        from reportlab.graphics.shapes import Line

        self._drawing.add(Line(*ends, strokeColor=colour, strokeWidth=thickness))

    def _text(self, text: str, x: float, y: float) -> None:
        from reportlab.graphics.shapes import String

        self._drawing.add(
            String(
                x, y, text, fontName=self._font, fontSize=self._size,
                fillColor=self._colours.text,
            )
        )  # fmt: skip

    def _width(self, text: str) -> float:
        from planner.handout import fonts

        return fonts.width(text, False, self._size)


def _tick(highest: Milligrams, most: int) -> Decimal:
    """A round number of mg of which `most` at least cover the highest dose."""
    unit = Decimal(1).scaleb((highest or Decimal(1)).adjusted() - 1)
    for nice in (*_NICE, Decimal(20), Decimal(25), Decimal(50), Decimal(100)):
        if nice * unit * most >= highest:
            return nice * unit
    return highest
