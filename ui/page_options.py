"""How pages come out: paper, language, size of print. Remembered from one plan to the next."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

LETTER_COUNTRIES = ("US", "CA", "MX", "PH", "CL", "CO", "VE")


class PageOptions(NamedTuple):
    """What a page is printed on and in."""

    paper: Literal["a4", "letter"] = "a4"
    language: str = "en"
    large_print: bool = False
    until: date | None = None
    """The last day that has boxes to tick; None: as many weeks as is usual. Of one plan alone."""


def usual_options(country: str) -> PageOptions:
    """The paper that is usual in a country (its two letters)."""
    return PageOptions(paper="letter" if country in LETTER_COUNTRIES else "a4")
