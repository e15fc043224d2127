"""The chart on the page: its drawing as marks of one figure, and in words what it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.dates import ONE_DAY
from planner.handout.chart import Point, dose_chart, points
from planner.handout.given import Given
from planner.handout.paper import Paper

_MOST_TOLD = 20


def draw_chart(paper: Paper, given: Given, height: float) -> None:
    """The chart, as wide as the text."""
    measures = paper.measures
    paper.need(height)
    drawing = dose_chart(
        given.plan,
        given.schedule,
        paper.column,
        height,
        size=measures.chart_type,
        language=given.words.language,
        since=given.day,
    )
    figure = paper.tags.element("Figure", alternative=_in_words(given), title="chart")
    with figure, paper.tags.content():
        for shape in drawing.contents:
            _draw(paper, shape, paper.left, paper.y - height)
    paper.took(height)
    paper.space(measures.after_paragraph)


def _in_words(given: Given) -> str:
    wording = given.wording
    line = told(points(given.plan, given.schedule, since=given.day))
    key = "chart.point" if len(line) == 1 else "chart.until" if line[0].mg else "chart.none_until"
    first = given.said(
        key, mg=wording.milligrams(line[0].mg), day=wording.day(first_day_told(line))
    )
    said = [
        given.said("chart.point", mg=wording.milligrams(mg), day=wording.day(day))
        if mg
        else given.said("chart.none", day=wording.day(day))
        for day, mg in line[1:]
    ]
    return given.said("chart.alt", points=wording.words.text("lists.comma").join([first, *said]))


def first_day_told(line: list[Point]) -> date:
    """The last day of the doses at the beginning; the first one where they stay."""
    return line[1].day - ONE_DAY if len(line) > 1 else line[0].day


def told(line: list[Point]) -> list[Point]:
    """The points that the words name: of a long line the first ones and the last."""
    return line if len(line) <= _MOST_TOLD else [*line[: _MOST_TOLD - 1], line[-1]]


def _draw(paper: Paper, shape: Any, left: float, bottom: float) -> None:
    """One shape of the drawing. ReportLab's own renderer would bring Times into the file."""
    if hasattr(shape, "text"):
        paper.text(shape.text, left + shape.x, bottom + shape.y, shape.fontSize)
        return
    corners = getattr(shape, "points", None) or [shape.x1, shape.y1, shape.x2, shape.y2]
    pairs = [
        f"{left + x:.2f} {bottom + y:.2f}" for x, y in zip(corners[::2], corners[1::2], strict=True)
    ]
    path = " ".join([f"{pairs[0]} m", *(f"{pair} l" for pair in pairs[1:])])
    red, green, blue = shape.strokeColor.rgb()
    paper.canvas.addLiteral(
        f"q {red:.3g} {green:.3g} {blue:.3g} RG {shape.strokeWidth:g} w {path} S Q"
    )
