"""The patient's first pages, a spread of two: what happens and when; how not to come to harm.

Steps that don't fit on the first page follow after the second, so that the calls and the warning
are always on the page beside the doses.
"""

from __future__ import annotations

from planner.handout.first_page import (
    earlier_steps,
    first_change,
    for_whom,
    more_steps,
    the_end,
    the_steps,
    what_happens,
)
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.second_page import (
    chart,
    chart_fits,
    emergency,
    how_long_it_lasts,
    missed,
    never_stop,
    same_day,
)


def draw_patient(paper: Paper, given: Given) -> bool:
    """The spread, and the steps that don't fit in it. Whether the chart had room there."""
    for_whom(paper, given)
    what_happens(paper, given)
    first_change(paper, given)
    rest = the_steps(paper, given)
    if rest:
        paper.paragraph(given.said("first.more_steps"))
    the_end(paper, given)
    never_stop(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    missed(paper, given)
    how_long_it_lasts(paper, given)
    has_chart = chart_fits(paper)
    if has_chart:
        chart(paper, given)
    if rest:
        more_steps(paper, given, rest)
        if not has_chart and (has_chart := chart_fits(paper)):
            chart(paper, given)
    earlier_steps(paper, given)
    return has_chart
