"""The patient's first pages: what happens and when; how not to come to harm."""

from __future__ import annotations

from planner.handout.doses import draw_doses, draw_earlier_doses, draw_more_doses
from planner.handout.first_page import first_change, for_whom, what_happens
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.second_page import chart, chart_fits, not_to_come_to_harm

SECOND = 2
"""The page of the spread on which the chart stands, small, where it fits."""


def draw_patient(paper: Paper, given: Given) -> bool:
    """The pages before the calendar. Whether the chart had room on them."""
    for_whom(paper, given)
    what_happens(paper, given)
    first_change(paper, given)
    rest = draw_doses(paper, given)
    not_to_come_to_harm(paper, given)
    has_chart = False
    if rest is None or paper.number == SECOND:  # on a later page the steps come first
        has_chart = _chart_where_it_fits(paper, given)
    if rest:
        draw_more_doses(paper, given, rest)
        has_chart = has_chart or _chart_where_it_fits(paper, given)
    draw_earlier_doses(paper, given)
    return has_chart


def _chart_where_it_fits(paper: Paper, given: Given) -> bool:
    fits = chart_fits(paper)
    if fits:
        chart(paper, given)
    return fits
