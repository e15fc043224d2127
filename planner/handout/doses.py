"""The patient's doses: the table of the steps and the last day, over as few pages as can be.

All of it stands on the first page where it fits there. Else that page has the end and as many
steps as it can hold, and says where the others are: on the second page, if it holds them all; of a
longer plan behind the warning and the calls, which are then on the second page. Where long names
leave no room for the end below the first change, it is said above the doses.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.handout.cells import Layout
from planner.handout.dose_table import Row
from planner.handout.first_page import End, draw_end, end_of
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.second_page import not_to_come_to_harm, warning
from planner.handout.steps import laid_out, now_row, only_product, rows_of, steps_table
from planner.handout.words import Run

FEWEST = 2
"""Rows of the first page: what is taken now, and under it the first change."""


class Rest(NamedTuple):
    """The steps that follow later, in the layout of those before them."""

    rows: list[Row]
    layout: Layout
    padding: float


def draw_doses(paper: Paper, given: Given) -> Rest | None:
    """The doses and their end, over two pages at most. Gives the steps that follow later."""
    end = end_of(given)
    if not holds_the_end(paper, given):
        paper.need(_height_of_end(paper, end))
        draw_end(paper, end)
        end = {}
    paper.heading(2, _heading(given), keep=4 * paper.measures.leading)
    rows = _rows(given)
    layout, padding = laid_out(paper, given, rows, paper.room - _height_of_end(paper, end))
    if padding is not None:
        steps_table(paper, given, layout, _heading(given), padding).draw(rows)
        draw_end(paper, end)
        return None
    padding = _padding_on_two_pages(paper, given, layout, rows, end)
    rest = _first_part(paper, given, layout, rows, padding, end)
    if padding is None:
        return rest
    draw_more_doses(paper, given, rest)
    return None


def holds_the_end(paper: Paper, given: Given) -> bool:
    """This page has room for what is taken now, the first change, and the end."""
    scratch, rows, end = paper.scratch(), _rows(given), end_of(given)
    scratch.heading(2, _heading(given), keep=4 * paper.measures.leading)
    layout, padding = laid_out(scratch, given, rows, scratch.room - _height_of_end(scratch, end))
    if scratch.number > paper.number:
        return False
    tight = paper.measures.tight_row_padding
    return padding is not None or _holds_fewest(scratch, given, layout, rows, tight, end)


def draw_more_doses(paper: Paper, given: Given, rest: Rest) -> None:
    """The steps that the first page has no room for."""
    heading = given.said("first.more_steps_title")
    paper.heading(2, heading, keep=12 * paper.measures.table_leading)
    steps_table(paper, given, rest.layout, heading, rest.padding).draw(rest.rows)


def _rows(given: Given) -> list[Row]:
    return [now_row(given), *rows_of(given, given.coming)]


def _heading(given: Given) -> str:
    """The table's heading, with the strength where it is the same for all doses."""
    only = only_product(given)
    if only is None:
        return given.said("first.steps")
    return given.said(f"first.steps_{only.form}", strength=given.wording.strength(only))


def _height_of_end(paper: Paper, end: End) -> float:
    """With the space between the table and it."""
    return paper.height_of(*end.values()) + paper.measures.after_paragraph


def _padding_on_two_pages(
    paper: Paper, given: Given, layout: Layout, rows: list[Row], end: End
) -> float | None:
    """How close the rows must stand so that the next page has the other steps with all that must
    be known beside them, or with the warning, or alone; None where it can't. Found by drawing."""
    usual, tight = paper.measures.row_padding, paper.measures.tight_row_padding
    holds = _holds_fewest(paper, given, layout, rows, usual, end)
    for what_follows in (not_to_come_to_harm, warning, None):
        for padding in (usual, tight) if holds else (tight,):
            rest = _rest(paper, given, layout, rows, padding, end)
            if steps_table(paper, given, layout, "", padding).height(rest.rows) > paper.page_room:
                continue
            scratch = paper.scratch()
            scratch.new_page()
            draw_more_doses(scratch, given, rest)
            if what_follows:
                what_follows(scratch, given)
            if scratch.number <= paper.number + 1:
                return padding
    return None


def _rest(
    paper: Paper,
    given: Given,
    layout: Layout,
    rows: list[Row],
    padding: float,
    end: End,
    fewest: int = FEWEST,
) -> Rest:
    """The steps that don't fit on this page above the end, and above where they are said to be."""
    measures = paper.measures
    room = paper.room - _height_of_end(paper, end)
    room -= measures.leading - measures.table_leading + measures.after_paragraph
    count = steps_table(paper, given, layout, "", padding).count_fitting(rows, room)
    return Rest(rows[max(fewest, count) :], layout, padding)


def _holds_fewest(
    paper: Paper, given: Given, layout: Layout, rows: list[Row], padding: float, end: End
) -> bool:
    """With this padding, the fewest rows stand above the end on this page."""
    rest = _rest(paper, given, layout, rows, padding, end, fewest=0)
    return len(rows) - len(rest.rows) >= FEWEST


def _first_part(
    paper: Paper, given: Given, layout: Layout, rows: list[Row], padding: float | None, end: End
) -> Rest:
    """As many steps as fit on the page with the end, and where the others are; those others, which
    with a padding follow on the next page, else behind all that must be known."""
    usual, tight = paper.measures.row_padding, paper.measures.tight_row_padding
    holds = _holds_fewest(paper, given, layout, rows, usual, end)
    rest = _rest(paper, given, layout, rows, padding or (usual if holds else tight), end)
    table = steps_table(paper, given, layout, _heading(given), rest.padding)
    table.draw(rows[: len(rows) - len(rest.rows)])
    page = paper.number + 1 if padding else _page_of_the_others(paper, given, rest, end)
    paper.paragraph((Run(given.said("first.more_steps", page=page), bold=True),))
    draw_end(paper, end)
    if padding:
        paper.new_page()
    return rest


def _page_of_the_others(paper: Paper, given: Given, rest: Rest, end: End) -> int:
    """The number of the page on which the other steps begin. Found by drawing all before it."""
    scratch = paper.scratch()
    scratch.paragraph(given.said("first.more_steps", page=scratch.number))
    draw_end(scratch, end)
    not_to_come_to_harm(scratch, given)
    draw_more_doses(scratch, given, rest._replace(rows=rest.rows[:1]))
    return scratch.number
