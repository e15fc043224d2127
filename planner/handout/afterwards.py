"""The patient's last pages: what may be noticed, driving and alcohol, leftovers, own notes."""

from __future__ import annotations

from datetime import date, timedelta

from planner.handout.calendar import days_shown
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.stopping import stops_at_once
from planner.handout.table import Table
from planner.handout.talks import talks_to_come, when

RISKS_WITH_A_LINE = ("pregnant", "breast-feeding", "alcohol", "cns-depressants")
"""Risks of which sources.md 2 gives a fact for the patient."""

WEEK = timedelta(days=7)
MOST_WEEKS = 17
FEWEST_WEEKS = 3
"""Weeks of the notes that stand on a page, where they go over two."""


def draw_afterwards(paper: Paper, given: Given) -> None:
    """What to know along the way."""
    paper.new_page()
    paper.heading(1, given.said("notice.title"))
    while_it_comes_down(paper, given)
    if not stops_at_once(given):
        missed_doses(paper, given)
    driving(paper, given)
    for_you(paper, given)
    purpose(paper, given)
    leftover(paper, given)
    reviews(paper, given)


def while_it_comes_down(paper: Paper, given: Given) -> None:
    if stops_at_once(given):
        _block(paper, given, "notice_title_stop", "notice")
    elif given.goes_down:
        _block(paper, given, "notice_title", "notice", "hold")
        if given.may_go_back:
            paper.paragraph(given.said("same_day.go_back"))
    else:
        _block(paper, given, "notice_title_same", "notice")


def missed_doses(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("notice.missed_title"))
    paper.paragraph(given.spoken("missed.dose"))


def driving(paper: Paper, given: Given) -> None:
    _block(paper, given, "driving_title", "driving", "alcohol")


def for_you(paper: Paper, given: Given) -> None:
    """What the risks that were asked for mean for this patient."""
    risks = [risk for risk in RISKS_WITH_A_LINE if risk in (given.plan.patient.risks or ())]
    if not risks:
        return
    paper.heading(2, given.said("notice.risks_title"))
    for risk in risks:
        paper.paragraph(given.said(f"notice.risk_{risk}"))


def purpose(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("notice.purpose_title"))
    paper.paragraph(given.said("notice.purpose"))


def leftover(paper: Paper, given: Given) -> None:
    """Leftovers; and how a liquid is measured and kept."""
    paper.heading(2, given.said("notice.leftover_title"))
    paper.paragraph(given.said("notice.leftover"))
    products = [given.medicine.by_id[one] for one in given.plan.products]
    if any(product.is_liquid for product in products):
        paper.paragraph(given.said("notice.liquid"))
    if any(product.form == "solution" for product in products):
        paper.paragraph(given.said("notice.ozobax"))


def reviews(paper: Paper, given: Given) -> None:
    """When prescriber and patient speak, from the day on."""
    to_come = talks_to_come(given)
    if not to_come:
        return
    paper.heading(2, given.said("first.reviews"))
    paper.bullets(
        (
            given.said(
                "first.review" if review.note else "first.review_plain",
                day=when(given, review),
                note=review.note,
            )
            for review in to_come
        ),
        title="review",
    )


def draw_notes(paper: Paper, given: Given, until: date | None) -> None:
    """A row for each week: how strong the spasms were, and room to write."""
    days = days_shown(given, until)
    if days is None:
        return
    height = paper.measures.write_in + 8
    first, last = days
    weeks = [first + n * WEEK for n in range(MOST_WEEKS) if first + n * WEEK <= last]
    title, how = given.said("notice.notes_title"), given.said("notice.score")
    header = [given.said(f"notice.score_{part}") for part in ("week", "score", "notes")]
    table = Table(paper, header, (3.4, 2.4, 4.2), "score")
    row = max(height, table.height_of((given.wording.day_in_two(weeks[0]), "", "")))
    above = paper.height_of(how) + table.height_of(header)
    fits = paper.heading_height + above + len(weeks) * row <= paper.page_room
    left = len(weeks) - int((paper.room - paper.heading_height - above) // row)
    begins_here = not fits or (paper.room > paper.page_room / 2 and left >= FEWEST_WEEKS)
    paper.heading(2, title, keep=above + (FEWEST_WEEKS if begins_here else len(weeks)) * row)
    paper.paragraph(how)
    with table.drawn():
        for number, week in enumerate(weeks):
            if number == len(weeks) - FEWEST_WEEKS:
                paper.need(FEWEST_WEEKS * row)
            table.row((given.wording.day_in_two(week), "", ""), height=height)


def _block(paper: Paper, given: Given, title: str, *texts: str) -> None:
    paper.heading(2, given.said(f"notice.{title}"))
    for text in texts:
        paper.paragraph(given.said(f"notice.{text}"))
