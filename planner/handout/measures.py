"""The look of the pages: every measure in one table, in points (72 to the inch).

A designer changes the look here without reading the rest. Patients' pages are set in 14 point,
large print in 18 with a layout of its own (RNIB; sources.md 7), the sheets for professionals in
10. Lines hold 60 to 70 characters at 14 point between these margins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}


@dataclass(frozen=True)
class Measures:
    """Type sizes, spacing and the grid of one kind of page."""

    body: float
    leading: float
    title: float
    heading: float
    footer: float
    margin: float = 44
    """Left and right."""
    top: float = 42
    bottom: float = 30
    """Below the footer."""
    footer_gap: float = 10
    after_paragraph: float = 5
    before_heading: float = 12
    after_heading: float = 4
    bullet_indent: float = 16
    cell_padding: float = 4
    """Left and right of what stands in a table's cell."""
    row_padding: float = 4
    """Above and below it."""
    rule: float = 0.7
    thick_rule: float = 2
    box: float = 17
    """A box to tick."""
    tablet: float = 17
    """A drawn tablet, across."""
    date_column: float = 112
    most_columns: int = 3
    """Dose times side by side; with more, a row wraps."""
    chart_height: float = 118
    write_in: float = 30
    """The height of a line to write on."""


PATIENT = Measures(body=14, leading=18, title=22, heading=16, footer=10)
LARGE_PRINT = replace(
    PATIENT,
    body=18,
    leading=23,
    title=27,
    heading=21,
    footer=14,
    after_paragraph=7,
    before_heading=16,
    bullet_indent=20,
    box=23,
    tablet=22,
    most_columns=2,
    date_column=0,
    chart_height=150,
    write_in=38,
)
SHEET = Measures(
    body=10,
    leading=13,
    title=17,
    heading=12,
    footer=9,
    after_paragraph=3,
    before_heading=9,
    after_heading=3,
    bullet_indent=12,
    cell_padding=3,
    row_padding=2.5,
    box=10,
    tablet=10,
    date_column=92,
    most_columns=6,
    chart_height=90,
    write_in=24,
)
