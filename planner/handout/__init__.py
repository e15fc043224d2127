"""The printed handout: the patient's pages, the prescriber's sheet and the pharmacy's sheet.

`make_pdf` is a function of the plan and the day: same plan on the same day, same bytes. What draws
(ReportLab) and what reads (pypdf) is imported when a handout is made, not before.

The rooms, in the order in which a page passes through them:

- what is said: `words` (a language's file), `wording` (figures in words), `letters` and `fonts`
  (which letters can be printed), `course` (what is taken now and what is to come), `given`
  (the course with all that a page says about it);
- what is drawn: `patient` (`first_page`, `doses` and `steps`, `second_page` and `fills`, and in
  their place `after_stop` while none is taken; `stopping` tells how a stop comes), `calendar`,
  `afterwards` and `talks`, `prescriber` (with `prescriber_plan` and `prescriber_steps`),
  `pharmacy`, each one function a block; `chart` (with `chart_days`) and `drawings` for pictures;
  the look of it all is the one table in `measures`;
- how it is drawn: `pages` (that fill) and `paper` (paragraphs and lists on them), `wrapping`,
  `setting`, `table`, `footer`, and `tags` for those who have the page read out; a table by day and
  dose time is laid out by `columns`, drawn by `dose_table` from `headers` and `cells`;
- how it leaves: `make` puts it together, `about` says what the file is, `attachment` gives the
  prescriber's its plan, and `readback` has every figure of the finished file compared with the
  schedule.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from planner.case import Case
from planner.handout.chart import Colours, chart_svg, dose_chart
from planner.handout.errors import HandoutError
from planner.handout.words import languages

Audience = Literal["patient", "prescriber", "pharmacy", "all"]
PaperSize = Literal["a4", "letter"]
PatientsPages = Literal["essential", "usual", "all"]

__all__ = [
    "Audience",
    "Colours",
    "HandoutError",
    "PaperSize",
    "chart_svg",
    "dose_chart",
    "languages",
    "make_pdf",
]


def make_pdf(
    case: Case,
    *,
    audience: Audience = "patient",
    paper: PaperSize = "a4",
    language: str = "en",
    large_print: bool = False,
    until: date | None = None,
    pages: PatientsPages = "all",
    clock: int | None = None,
) -> bytes:
    """The handout as a PDF that carries its plan, from the case's day on. Raises HandoutError with
    one sentence.

    Every page says DRAFT unless the plan's approval counts for this schedule; no parameter
    changes that. `until` is the calendar's last day; `pages` are those of the patient; `clock` is
    12 or 24 (None: that of the plan's country), on the patient's pages.
    """
    from planner.handout.make import make

    return make(
        case,
        audience=audience,
        paper=paper,
        language=language,
        large_print=large_print,
        until=until,
        pages=pages,
        clock=clock,
    )
