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
    margin: float = 42
    """Left and right."""
    top: float = 30
    bottom: float = 18
    """Below the footer."""
    footer_gap: float = 6
    after_paragraph: float = 3.5
    before_heading: float = 9
    after_heading: float = 4
    bullet_indent: float = 16
    bullet_columns: int = 2
    """Columns of a list of short points."""
    table_leading: float = 16
    """From line to line in a table."""
    cell_padding: float = 6
    """Left and right of what stands in a table's cell."""
    row_padding: float = 3
    """Above and below it."""
    tight_row_padding: float = 1
    """The least that it may shrink to, where a table then fits on its page."""
    calendar_padding: float = 1.5
    """Above and below a day's row."""
    rule: float = 0.7
    thick_rule: float = 2
    box: float = 17
    """A box to tick."""
    tablet: float = 17
    """A drawn tablet, across."""
    column_gap: float = 10
    """Between the columns of a table by day and dose time."""
    day_gap: float = 15
    """Between a day and its first dose: its year and a number of tablets are seen apart."""
    day_above: bool = False
    """In such a table the day rather has a line of its own above its doses than a column."""
    chart_height: float = 106
    least_chart_height: float = 76
    """To which it may shrink, where it then has room on its page."""
    chart_type: float = 12
    """The type in the chart."""
    write_in: float = 30
    """The height of a line to write on."""
    tight_after_paragraph: float = 1.5
    """The least that `after_paragraph` may shrink to, where the first page then holds the end."""
    tight_before_heading: float = 5


PATIENT = Measures(body=14, leading=18, title=22, heading=16, footer=10.5)
LARGE_PRINT = replace(
    PATIENT,
    body=18,
    leading=23,
    title=27,
    heading=21,
    footer=16,
    after_paragraph=6,
    before_heading=13,
    bullet_indent=20,
    bullet_columns=1,
    table_leading=21,
    calendar_padding=1.5,
    row_padding=4,
    tight_row_padding=1.5,
    tight_after_paragraph=2,
    tight_before_heading=7,
    box=23,
    tablet=22,
    day_above=True,
    margin=36,
    chart_height=165,
    least_chart_height=135,
    chart_type=18,
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
    bullet_columns=1,
    table_leading=12.5,
    cell_padding=2.5,
    row_padding=2.5,
    tight_row_padding=2.5,
    box=10,
    tablet=10,
    chart_height=90,
    chart_type=9,
    write_in=24,
)


def closer(measures: Measures) -> Measures:
    """The same page, its paragraphs closer together."""
    return replace(
        measures,
        after_paragraph=measures.tight_after_paragraph,
        before_heading=measures.tight_before_heading,
    )
