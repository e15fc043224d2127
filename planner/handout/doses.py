"""The patient's doses: the table of the steps and the last day, over as few pages as can be.

All of it stands on the first page where it fits there. Else that page has the end and as many
steps as it can hold, and says where the others are: on the second page, if it holds them all; of a
longer plan behind the warning and the calls, which are then on the second page.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.handout.cells import Layout
from planner.handout.dose_table import Row
from planner.handout.first_page import end_of, the_end
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.second_page import never_stop, not_to_come_to_harm
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
    paper.heading(2, _heading(given), keep=4 * paper.measures.leading)
    rows = [now_row(given), *rows_of(given, given.coming)]
    layout, padding = laid_out(paper, given, rows, paper.room - _height_of_end(paper, given))
    if padding is not None:
        steps_table(paper, given, layout, _heading(given), padding).draw(rows)
        the_end(paper, given)
        return None
    padding = _padding_on_two_pages(paper, given, layout, rows)
    rest = _first_part(paper, given, layout, rows, padding)
    if padding is None:
        return rest
    draw_more_doses(paper, given, rest)
    return None


def draw_more_doses(paper: Paper, given: Given, rest: Rest) -> None:
    """The steps that the first page has no room for."""
    heading = given.said("first.more_steps_title")
    paper.heading(2, heading, keep=12 * paper.measures.table_leading)
    steps_table(paper, given, rest.layout, heading, rest.padding).draw(rest.rows)


def draw_earlier_doses(paper: Paper, given: Given) -> None:
    """What came before a revision: for the one who asks what was taken when."""
    if not given.plan.revisions or not given.earlier:
        return
    heading = given.said("first.earlier_steps_title")
    paper.heading(2, heading, keep=6 * paper.measures.leading)
    rows = rows_of(given, given.earlier)
    layout, padding = laid_out(paper, given, rows, paper.room)
    padding = padding or paper.measures.row_padding
    steps_table(paper, given, layout, heading, padding, title="earlier steps").draw(rows)


def _heading(given: Given) -> str:
    """The table's heading, with the strength where it is the same for all doses."""
    only = only_product(given)
    if only is None:
        return given.said("first.steps")
    return given.said(f"first.steps_{only.form}", strength=given.wording.strength(only))


def _height_of_end(paper: Paper, given: Given) -> float:
    measures = paper.measures
    paragraphs = end_of(given).values()
    lines = sum(len(paper.wrap(runs, paper.column)) for runs in paragraphs)
    return lines * measures.leading + (1 + len(paragraphs)) * measures.after_paragraph


def _padding_on_two_pages(
    paper: Paper, given: Given, layout: Layout, rows: list[Row]
) -> float | None:
    """How close the rows must stand so that the next page has the other steps with all that must
    be known beside them, or with the warning, or alone; None where it can't. Found by drawing."""
    measures = paper.measures
    for what_follows in (not_to_come_to_harm, never_stop, None):
        for padding in (measures.row_padding, measures.tight_row_padding):
            rest = _rest(paper, given, layout, rows, padding)
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


def _rest(paper: Paper, given: Given, layout: Layout, rows: list[Row], padding: float) -> Rest:
    """The steps that don't fit on this page above the end."""
    measures = paper.measures
    room = paper.room - _height_of_end(paper, given) - measures.leading - measures.after_paragraph
    count = steps_table(paper, given, layout, "", padding).count_fitting(rows, room)
    return Rest(rows[max(FEWEST, count) :], layout, padding)


def _first_part(
    paper: Paper, given: Given, layout: Layout, rows: list[Row], padding: float | None
) -> Rest:
    """As many steps as fit on the page with the end, and where the others are; those others, which
    with a padding follow on the next page, else behind all that must be known."""
    rest = _rest(paper, given, layout, rows, padding or paper.measures.row_padding)
    if padding is None and len(rows) - len(rest.rows) == FEWEST:
        rest = _rest(paper, given, layout, rows, paper.measures.tight_row_padding)
    table = steps_table(paper, given, layout, _heading(given), rest.padding)
    table.draw(rows[: len(rows) - len(rest.rows)])
    page = paper.number + 1 if padding else _page_of_the_others(paper, given, rest)
    paper.paragraph((Run(given.said("first.more_steps", page=page), bold=True),))
    the_end(paper, given)
    if padding:
        paper.new_page()
    return rest


def _page_of_the_others(paper: Paper, given: Given, rest: Rest) -> int:
    """The number of the page on which the other steps begin. Found by drawing all before it."""
    scratch = paper.scratch()
    scratch.paragraph(given.said("first.more_steps", page=scratch.number))
    the_end(scratch, given)
    not_to_come_to_harm(scratch, given)
    draw_more_doses(scratch, given, rest._replace(rows=rest.rows[:1]))
    return scratch.number
