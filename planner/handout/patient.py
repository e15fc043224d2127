"""The patient's first pages: what happens and when; how not to come to harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.handout.after_stop import after_the_last_dose
from planner.handout.afterwards import leftover, reviews
from planner.handout.doses import draw_doses, draw_more_doses, holds_the_end
from planner.handout.first_page import (
    draw_end,
    end_of,
    first_change,
    for_whom,
    what_happens,
)
from planner.handout.given import Given
from planner.handout.measures import closer
from planner.handout.paper import Paper
from planner.handout.second_page import (
    chart,
    chart_fits,
    emergency,
    has_chart,
    not_to_come_to_harm,
    same_day,
)

SECOND = 2
"""The page of the spread on which the chart stands, small, where it fits."""


Block = Callable[[Paper, Given], None]


def draw_after_the_end(paper: Paper, given: Given) -> None:
    """The one page after the last dose: that it is over, what may still come, and whom to call."""
    _before_the_doses(paper, given)
    draw_end(paper, end_of(given))
    after_the_last_dose(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    reviews(paper, given)
    leftover(paper, given)


def draw_patient(paper: Paper, given: Given) -> list[Block]:
    """The pages before the calendar. Gives what had no room on them, to be drawn last."""
    usual = paper.measures
    if not _holds_the_end(paper, given):
        paper.measures = closer(usual)
    _before_the_doses(paper, given)
    rest = draw_doses(paper, given)
    paper.measures = usual
    not_to_come_to_harm(paper, given)
    last: list[Block] = [chart] if has_chart(given) else []
    if rest:
        if paper.number == SECOND:  # on a later page the steps come first
            last = draw_those_that_fit(paper, given, last)
        draw_more_doses(paper, given, rest)
    return draw_those_that_fit(paper, given, last)


def _before_the_doses(paper: Paper, given: Given) -> None:
    for_whom(paper, given)
    what_happens(paper, given)
    first_change(paper, given)


def _holds_the_end(paper: Paper, given: Given) -> bool:
    """The first page has room for the first change and the end as it is usually set."""
    scratch = paper.scratch()
    _before_the_doses(scratch, given)
    return scratch.number == paper.number and holds_the_end(scratch, given)


def draw_those_that_fit(paper: Paper, given: Given, blocks: Sequence[Block]) -> list[Block]:
    """Draws the blocks that this page has room for. Gives the others, to be drawn later."""
    others = []
    for block in blocks:
        if _fits(paper, given, block):
            block(paper, given)
        else:
            others.append(block)
    return others


def _fits(paper: Paper, given: Given, block: Block) -> bool:
    if block is chart:
        return chart_fits(paper)
    scratch = paper.scratch()
    block(scratch, given)
    return scratch.number == paper.number
