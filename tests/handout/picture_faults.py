"""Ways in which a drawing, or what is read out for it, could say other than its plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.amounts import written
from planner.handout import calendar, chart, dose_table, steps
from planner.handout.chart import Point, _Frame
from planner.handout.drawings import Drawings
from planner.handout.given import Given
from planner.handout.wording import Wording
from planner.tablets import Taken

Patch = pytest.MonkeyPatch
LATER = timedelta(days=1)


def a_drawn_half(patch: Patch) -> None:
    """Of one and a half tablets, only the whole one is drawn."""
    own = Drawings._pieces

    def whole(self: Drawings, taken: Taken) -> list[Any]:
        pieces = own(self, taken)
        return pieces[:-1] if taken.amount % 1 and taken.amount > 1 else pieces

    patch.setattr(Drawings, "_pieces", whole)


def a_half_too_many(patch: Patch) -> None:
    """A half is drawn behind one tablet."""
    own = Drawings._pieces

    def more(self: Drawings, taken: Taken) -> list[Any]:
        half = own(self, Taken(taken.product, Decimal("0.5"), True))
        return own(self, taken) + (half if taken.amount == 1 else [])

    patch.setattr(Drawings, "_pieces", more)


def a_mark_that_points_up(patch: Patch) -> None:
    own = dose_table.triangle
    patch.setattr(dose_table, "triangle", lambda *place, up: own(*place, up=not up))


def a_mark_left_out(patch: Patch) -> None:
    patch.setattr(steps, "mark_of", lambda mg, before: "")


def a_mark_too_many(patch: Patch) -> None:
    patch.setattr(calendar, "mark_of", lambda mg, before: "down")


def a_mark_in_other_words(patch: Patch) -> None:
    """A screen reader would say that a lower dose is higher."""
    patch.setattr(steps, "mark_words", lambda given, mark: "higher" if mark else "")


def a_figure_in_the_words_of_a_box(patch: Patch) -> None:
    _say_instead(patch, "calendar.box_alt", "Box to tick for 2 tablets")


def a_dose_in_the_words_of_the_chart(patch: Patch) -> None:
    own = Given.said

    def wrong(self: Given, name: str, /, **values: Any) -> str:
        if name == "chart.point" and values["mg"] == "40 mg":
            values["mg"] = "4 mg"
        return own(self, name, **values)

    patch.setattr(Given, "said", wrong)


def a_dose_on_the_chart(patch: Patch) -> None:
    """The line goes on 5 mg higher than the doses for one step."""
    own = _Frame.y
    patch.setattr(_Frame, "y", lambda self, mg: own(self, mg + 5 if mg == 35 else mg))


def a_day_on_the_chart(patch: Patch) -> None:
    own, wrong = _Frame.x, date(2026, 12, 28)
    patch.setattr(_Frame, "x", lambda self, day: own(self, day + LATER if day == wrong else day))


def a_change_left_out_of_the_chart(patch: Patch) -> None:
    own = _Frame.curve

    def straight(self: _Frame, line: list[Point], *look: Any) -> None:
        own(self, [*line[:3], *line[4:]], *look)

    patch.setattr(_Frame, "curve", straight)


def a_level_of_the_chart(patch: Patch) -> None:
    patch.setattr(chart, "written", lambda mg: "30" if mg == 20 else written(mg))


def a_day_named_on_the_chart(patch: Patch) -> None:
    own = Wording.day_and_month
    last = date(2027, 2, 22)
    patch.setattr(
        Wording, "day_and_month", lambda s, day: own(s, day + LATER if day == last else day)
    )


def a_year_on_the_chart(patch: Patch) -> None:
    own = chart.day_labels

    def later(*axis: Any) -> list[Any]:
        return [one._replace(year="2028" if one.year == "2027" else one.year) for one in own(*axis)]

    patch.setattr(chart, "day_labels", later)


def _say_instead(patch: Patch, which: str, words: str) -> None:
    own = Given.said

    def other(self: Given, name: str, /, **values: Any) -> str:
        return words if name == which else own(self, name, **values)

    patch.setattr(Given, "said", other)


PICTURE_FAULTS: dict[Callable[[Patch], None], str] = {
    a_drawn_half: "drawn halves",
    a_half_too_many: "drawn halves",
    a_mark_that_points_up: "mark: expected down; lower; the page says up",
    a_mark_left_out: "mark: expected down",
    a_mark_too_many: "mark: expected none",
    a_mark_in_other_words: "the page says down; higher",
    a_figure_in_the_words_of_a_box: "a picture in words",
    a_dose_in_the_words_of_the_chart: "chart, mg",
    a_dose_on_the_chart: "35 mg on 2027-01-04; the page says 40.0 mg",
    a_day_on_the_chart: "on 2026-12-28; the page says 45.0 mg on 2026-12-29",
    a_change_left_out_of_the_chart: "chart, number of changes",
    a_level_of_the_chart: "chart, a level",
    a_day_named_on_the_chart: "chart, a day",
    a_year_on_the_chart: "chart, a day",
}
"""Each with what its message names."""
