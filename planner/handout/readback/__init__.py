"""The last look before a handout leaves: what its pages say against what the schedule says.

The finished file is read again, not what was meant to be drawn (`reading`); its words become dates
and numbers again (`figures`); and each is held against the schedule's own (`page`). One difference,
and there is no handout. Nothing here asks `wording`, so that a fault there shows.

What must stand on the pages is said by rooms with the names of the pages: `patient`, `prescriber`,
`pharmacy`, with `patient_sentences`, `calendar`, `tables`, `known_dates` and `footers` for their
parts.
"""

from __future__ import annotations

from datetime import date

from planner.handout.given import Given
from planner.handout.readback.footers import check_footers
from planner.handout.readback.page import Page
from planner.handout.readback.patient import check_patient
from planner.handout.readback.pharmacy import check_pharmacy
from planner.handout.readback.prescriber import check_prescriber
from planner.handout.readback.reading import Node, read

__all__ = ["check"]


def check(content: bytes, given: Given, sheets: Given, audience: str, until: date | None) -> None:
    """Raises HandoutError where the finished pages differ from the plan; `sheets`: what is given
    in the language of the sheets for professionals."""
    reading = read(content)
    main = given if audience in ("patient", "all") else sheets
    check_footers(reading, main)
    sections = [kid for kid in reading.tree.kids if kid.role == "Sect"]
    if main is given:
        own = Node("Document", kids=[kid for kid in reading.tree.kids if kid.role != "Sect"])
        check_patient(Page(own, given), until)
    if audience in ("prescriber", "all"):
        check_prescriber(Page(sections[0], sheets))
    if audience in ("pharmacy", "all"):
        check_pharmacy(Page(sections[-1], sheets))
