"""The process that draws pages and charts, so that typing never waits for them.

It reads one request a line (JSON) and answers each with a line (JSON: its size, or an error)
followed by the bytes. `draw` does the same in this process, for saving and printing.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from typing import BinaryIO, Literal

import msgspec

from planner.case import Case
from planner.documents import read_plan, write_plan
from planner.medicine import known_medicines

Kind = Literal["patient", "prescriber", "pharmacy", "all", "chart"]
Paper = Literal["a4", "letter"]


class ChartLook(msgspec.Struct, frozen=True, kw_only=True):
    """How large a chart is (pixels), in which colours and font, and one curve or several."""

    width: float
    height: float
    line: str
    axis: str
    grid: str
    text: str
    font: str
    size: float
    by_dose_time: bool


class Request(msgspec.Struct, frozen=True):
    """A drawing asked for: for whom, of which plan (its file's text) on which day, and on which
    paper."""

    kind: Kind
    plan: str
    day: date
    paper: Paper = "a4"
    language: str = "en"
    large_print: bool = False
    until: date | None = None
    chart: ChartLook | None = None


class CannotDraw(ValueError):
    """The page can't be made. The message says why, in one sentence."""


def request(
    kind: Kind,
    case: Case,
    paper: Paper = "a4",
    language: str = "en",
    large_print: bool = False,
    until: date | None = None,
    chart: ChartLook | None = None,
) -> Request:
    plan = write_plan(case.plan).decode()
    return Request(kind, plan, case.day, paper, language, large_print, until, chart)


def draw(wanted: Request) -> bytes:
    """The PDF, or for a chart the SVG. Raises CannotDraw."""
    from planner.handout import HandoutError, make_pdf

    medicines = known_medicines()
    plan = read_plan(wanted.plan.encode(), medicines)
    case = Case(plan, medicines[plan.medicine], wanted.day)
    try:
        if wanted.kind == "chart":
            assert wanted.chart is not None
            return _chart(case, wanted.chart)
        return make_pdf(
            case,
            audience=wanted.kind,
            paper=wanted.paper,
            language=wanted.language,
            large_print=wanted.large_print,
            until=wanted.until,
        )
    except HandoutError as error:
        raise CannotDraw(str(error)) from error


def _chart(case: Case, look: ChartLook) -> bytes:
    from planner.handout.chart import Colours, chart_svg

    svg = chart_svg(
        case.plan,
        case.schedule,
        look.width,
        look.height,
        colours=Colours(line=look.line, axis=look.axis, grid=look.grid, text=look.text),
        font=look.font,
        size=look.size,
        by_dose_time=look.by_dose_time,
        since=case.day,
    )
    # Qt draws what lies in a clip path instead of clipping by it, and fills an open line.
    svg = re.sub(r"<clipPath.*?</clipPath>", "", svg, flags=re.DOTALL)
    svg = svg.replace("clip-path: url(#clip)", "fill: none")
    return svg.encode()


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        error, drawn = "", b""
        try:
            drawn = draw(msgspec.json.decode(line, type=Request))
        except Exception as wrong:  # whatever it is, the window must hear of it and go on
            error = str(wrong) or type(wrong).__name__
        answers.write(json.dumps({"size": len(drawn), "error": error}).encode() + b"\n" + drawn)
        answers.flush()


def main() -> None:
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
