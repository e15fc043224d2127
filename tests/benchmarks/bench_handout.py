"""How long a handout takes beside the same texts on a bare ReportLab canvas.

    python -m tests.benchmarks.bench_handout

Bare: each of the handout's texts at its place, in its font and size, and nothing else: no tags, no
layout, no drawings, no plan inside, nothing read back. Both are made in turn, in pairs, in one
run; the middle of the pairs' ratios counts. The aims: the twelve-week handout at most 3 times its
bare texts, a handout of three years in less than 3 seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from planner import handout
from planner.case import Case
from planner.handout import fonts
from planner.handout.paper import Paper
from planner.handout.setting import Setting
from planner.plan import Plan
from tests.handout.plans import PEOPLE
from tests.planning import BACLOFEN, document, pace, plan

PAIRS = 15
THREE_YEARS = document(
    "300/300/300",
    **PEOPLE,
    products=["tablet-10mg", "tablet-25mg"],
    taper=pace("6", days=7),
    fill_days=28,
)


class Text(NamedTuple):
    """A text of a handout: its page and place, and how it is set."""

    page: int
    text: str
    x: float
    y: float
    size: float
    bold: bool


def main() -> None:
    twelve_weeks = plan(**document(**PEOPLE))
    for audience in ("patient", "all"):
        compare(twelve_weeks, audience)
    how_long("three years, patient", plan(**THREE_YEARS), audience="patient")
    how_long("three years, everything", plan(**THREE_YEARS), audience="all")


def compare(one: Plan, audience: str) -> None:
    """The handout against its bare texts, in pairs."""
    make = maker(one, audience=audience)
    texts = texts_of(make)
    pairs = [(seconds(lambda: draw_bare(texts)), seconds(make)) for _ in range(PAIRS)]
    bare, whole = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(took / without for without, took in pairs)
    print(
        f"handout of twelve weeks, {audience:8} {whole * 1000:5.0f} ms, its {len(texts)} texts on "
        f"a bare canvas {bare * 1000:5.0f} ms: {ratio:.2f} times (aim: at most 3)"
    )


def how_long(name: str, one: Plan, **options: Any) -> None:
    took = median(seconds(maker(one, **options)) for _ in range(3))
    print(f"handout of {name}: {took:.2f} s (aim: less than 3)")


def maker(one: Plan, **options: Any) -> Callable[[], bytes]:
    case = Case(one, BACLOFEN, one.start)
    _ = case.findings
    return lambda: handout.make_pdf(case, **options)


def texts_of(make: Callable[[], bytes]) -> list[Text]:
    """Every text that a handout draws."""
    own, own_page = Setting.operators, Paper.new_page
    drawn: list[Text] = []
    page = 1

    def noted(self: Setting, text: str, x: float, y: float, size: float, bold: bool = False) -> str:
        drawn.append(Text(page, text, x, y, size, bold))
        return own(self, text, x, y, size, bold)

    def turned(self: Paper) -> None:
        nonlocal page
        page += 1
        own_page(self)

    with patch.object(Setting, "operators", noted), patch.object(Paper, "new_page", turned):
        make()
    return drawn


def draw_bare(texts: list[Text]) -> bytes:
    content = BytesIO()
    canvas = Canvas(content, pageCompression=1, invariant=1, initialFontName=fonts.REGULAR)
    page = 1
    for one in texts:
        if one.page != page:
            canvas.showPage()
            page = one.page
        canvas.setFont(fonts.BOLD if one.bold else fonts.REGULAR, one.size)
        canvas.drawString(one.x, one.y, one.text)
    canvas.save()
    return content.getvalue()


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
