"""The chart: one drawing, for the page and for the window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from planner.handout import fonts
from planner.handout.chart import Colours, chart_svg, dose_chart, points
from tests.handout.plans import DOCUMENTS, case_of


def test_the_line_has_a_point_for_each_change_and_the_day_without() -> None:
    one = case_of("textbook")
    line = points(one.plan, one.schedule)
    assert [point.mg for point in line] == [Decimal(mg) for mg in range(60, -1, -5)]
    assert line[1].day == one.schedule.start
    assert line[-1].day == one.schedule.stops_on


def test_a_rise_is_a_rise() -> None:
    one = case_of("restart after the stop")
    line = points(one.plan, one.schedule)
    assert [int(point.mg) for point in line] == [25, 15, 5, 0, 15, 10, 5, 0]


def test_from_a_day_on_the_line_begins_with_the_dose_of_that_day() -> None:
    one = case_of("restart after the stop")
    first, *others = points(one.plan, one.schedule, since=date(2027, 1, 4))
    assert first == (date(2027, 1, 4), 0)
    assert [int(point.mg) for point in others] == [15, 10, 5, 0]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("by_dose_time", [False, True])
def test_everything_drawn_lies_within_the_drawing(name: str, by_dose_time: bool) -> None:
    one = case_of(name)
    drawing = dose_chart(one.plan, one.schedule, 480, 100, by_dose_time=by_dose_time)
    for shape in drawing.contents:
        if hasattr(shape, "text"):
            right = shape.x + fonts.width(shape.text, False, shape.fontSize)
            corners = [shape.x, shape.y, right, shape.y]
        else:
            corners = getattr(shape, "points", None) or [shape.x1, shape.y1, shape.x2, shape.y2]
        assert all(-0.01 <= x <= 480.01 for x in corners[::2]), shape
        assert all(-0.01 <= y <= 100.01 for y in corners[1::2]), shape


@pytest.mark.parametrize("by_dose_time", [False, True])
def test_the_window_gets_it_as_svg_in_its_own_colours(by_dose_time: bool) -> None:
    one = case_of("textbook")
    colours = Colours(line="#ffffff", axis="#eeeeee", grid="#444444", text="#dddddd")
    svg = chart_svg(one.plan, one.schedule, 480, 160, colours=colours, by_dose_time=by_dose_time)
    tree = ElementTree.fromstring(svg)
    assert tree.tag.endswith("svg")
    assert "Handout-" not in svg
    assert "7 December" in svg
    assert "2026" in svg
    assert ("Morning" in svg) == by_dose_time


def test_its_words_are_in_the_language_asked_for() -> None:
    one = case_of("textbook")
    assert "7 de diciembre" in chart_svg(one.plan, one.schedule, 480, 160, language="es")


def texts_of(name: str, width: float, height: float, **options: Any) -> list[Any]:
    """The texts that a chart draws under its axis."""
    one = case_of(name)
    drawing = dose_chart(one.plan, one.schedule, width, height, **options)
    return [shape for shape in drawing.contents if hasattr(shape, "text")]


WIDE = [(511, 106, 12), (523, 165, 18), (900, 300, 10), (300, 160, 10)]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "height", "size"), WIDE)
def test_no_text_of_a_chart_lies_over_another(
    name: str, language: str, width: float, height: float, size: float
) -> None:
    shapes = texts_of(name, width, height, size=size, language=language)
    for index, one in enumerate(shapes):
        for other in shapes[index + 1 :]:
            if abs(one.y - other.y) < 0.75 * size:
                left, right = sorted((one, other), key=lambda shape: shape.x)
                assert left.x + fonts.width(left.text, False, size) + 3 <= right.x


def test_the_days_named_are_the_first_and_the_last_change_and_those_between_that_have_room() -> (
    None
):
    named = [shape.text for shape in texts_of("textbook", 511, 106, size=12)]
    days = [text for text in named if text[-1].isalpha() and not text.endswith("mg")]
    assert days == [
        "7 December",
        "21 December",
        "4 January",
        "18 January",
        "1 February",
        "22 February",
    ]
    assert [text for text in named if text in ("2026", "2027")] == ["2026", "2027"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_day_of_change_has_its_mark(name: str) -> None:
    one = case_of(name)
    drawing = dose_chart(one.plan, one.schedule, 511, 106)
    marks = {shape.x1 for shape in drawing.contents if getattr(shape, "x1", 0) == shape_x2(shape)}
    assert len(marks) == max(len(points(one.plan, one.schedule)) - 1, 1)


def shape_x2(shape: Any) -> float:
    return getattr(shape, "x2", -1.0)
