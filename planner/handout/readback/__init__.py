"""The last look before a handout leaves: what its pages say against what the schedule says.

The finished file is read again, not what was meant to be drawn (`reading`); its words become dates
and numbers again (`figures`); and each is held against the schedule's own (`page`). One difference,
and there is no handout. Nothing here asks `wording`, so that a fault there shows.

What must stand on the pages is said by rooms with the names of the pages: `patient`, `prescriber`,
`pharmacy`, with `patient_sentences`, `calendar`, `tables`, `known_dates` and `footers` for their
parts. What is drawn counts as said: `pictures` looks at tablets, ▼ and ▲ and at what is read out in
their place, `chart_line` at the line of the chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.handout.given import Given
from planner.handout.readback.chart_line import check_chart_line
from planner.handout.readback.footers import check_footers
from planner.handout.readback.page import Page
from planner.handout.readback.patient import check_patient
from planner.handout.readback.pharmacy import check_pharmacy
from planner.handout.readback.pictures import check_spoken
from planner.handout.readback.prescriber import check_prescriber
from planner.handout.readback.reading import Node, Reading, read
from planner.handout.sheets import Sheet

__all__ = ["check"]


def check(content: bytes, sheets: Mapping[Sheet, Given], until: date | None, pages: str) -> None:
    """Raises HandoutError where the finished pages differ from the plan; `sheets`: what each of
    them was given, in their order; `pages`: which of the patient's there are."""
    reading = read(content)
    _check_whole(reading, Page(reading.tree, next(iter(sheets.values()))))
    sections = iter([kid for kid in reading.tree.kids if kid.role == "Sect"])
    for sheet, given in sheets.items():
        if sheet == "patient":
            own = Node("Document", kids=[kid for kid in reading.tree.kids if kid.role != "Sect"])
            page = Page(own, given)
            check_patient(page, until, pages)
            check_chart_line(page, reading.letters)
        else:
            page = Page(next(sections), given)
            _CHECK[sheet](page)
        check_spoken(page)


_CHECK = {"prescriber": check_prescriber, "pharmacy": check_pharmacy}


def _check_whole(reading: Reading, page: Page) -> None:
    """Nothing is said outside the structure, and the bookmarks and footers say what they must."""
    page.same("text without a place in the structure", "", reading.stray)
    headings = [node.text for node in reading.tree.walk() if node.role in ("H1", "H2")]
    page.same("number of bookmarks", len(headings), len(reading.bookmarks))
    for heading, bookmark in zip(headings, reading.bookmarks, strict=True):
        page.same("a bookmark", heading, bookmark)
    check_footers(page, reading.footers)
