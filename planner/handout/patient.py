"""The patient's first pages: what happens and when; how not to come to harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.handout.doses import (
    draw_doses,
    draw_earlier_doses,
    draw_more_doses,
    holds_the_end,
)
from planner.handout.first_page import first_change, for_whom, what_happens
from planner.handout.given import Given
from planner.handout.measures import closer
from planner.handout.paper import Paper
from planner.handout.second_page import chart, chart_fits, not_to_come_to_harm

SECOND = 2
"""The page of the spread on which the chart stands, small, where it fits."""


Block = Callable[[Paper, Given], None]


def draw_patient(paper: Paper, given: Given) -> list[Block]:
    """The pages before the calendar. Gives what had no room on them, to be drawn last."""
    usual = paper.measures
    if not _holds_the_end(paper, given):
        paper.measures = closer(usual)
    _before_the_doses(paper, given)
    rest = draw_doses(paper, given)
    paper.measures = usual
    not_to_come_to_harm(paper, given)
    last: list[Block] = [chart, *([draw_earlier_doses] if given.earlier else [])]
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
