"""What a finished handout gives for each day, read from its pages alone: from the table of the
steps, the calendar and the words of the chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from planner.handout.readback.reading import Node, read

Doses = tuple[Decimal, ...]
DAY = timedelta(days=1)
_DATE = re.compile(r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}")
_MG = re.compile(r"([\d.]+) mg(?!/)")
_POINT = re.compile(rf"(?:([\d.]+) mg|none) (?:from|until) ({_DATE.pattern})")


def text_of(content: bytes) -> str:
    return read(content).tree.text


def headings(content: bytes) -> list[str]:
    return [node.text for node in read(content).tree.walk() if node.role in ("H1", "H2")]


def days_in(text: str) -> list[date]:
    """Every day named with its weekday and year."""
    return [datetime.strptime(found, "%A %d %B %Y").date() for found in _DATE.findall(text)]


def rows_of(content: bytes, title: str = "steps") -> list[tuple[str, str]]:
    """The rows of a table by day and dose time, written short: ("2027-01-11", "15/15/20"); that of
    what is taken now is "now to 2027-01-10"."""
    return [
        (("now to " if _is_now(row) else "") + "".join(map(str, days_in(row.kids[0].text))),
         "/".join(map(str, doses_in(row))))
        for row in _rows(content, title)
    ]  # fmt: skip


def doses_by_day(content: bytes, begins: date, last: date) -> dict[date, Doses]:
    """What the table of the steps gives for each day from one to another."""
    given: dict[date, Doses] = {}
    now: Doses | None = None
    changes: list[tuple[date, Doses]] = []
    for row in _rows(content, "steps"):
        if _is_now(row):
            now = doses_in(row)
        else:
            changes.append((days_in(row.kids[0].text)[0], doses_in(row)))
    ends = [days_in(node.text)[0] for node in read(content).tree.titled("none from")]
    day = begins
    while day <= last and not (ends and day >= ends[0]):
        begun = [doses for start, doses in changes if start <= day]
        found = begun[-1] if begun else now
        if found is not None:
            given[day] = found
        day += DAY
    return given


def calendar(content: bytes, begins: date) -> dict[date, Doses]:
    """The days of the calendar, each the day after the one before, with their doses."""
    found: dict[date, Doses] = {}
    for place, row in enumerate(_rows(content, "calendar")):
        day = begins + place * DAY
        assert row.kids[0].text.startswith(f"{day:%A} {day.day} {day:%B}"), row.kids[0].text
        found[day] = doses_in(row)
    return found


def chart_points(content: bytes) -> list[tuple[date, Decimal]]:
    """The daily doses that the chart's words name, each with its day: of the first its last one."""
    (chart,) = read(content).tree.titled("chart")
    return [
        (days_in(day)[0], Decimal(mg or 0)) for mg, day in _POINT.findall(chart.alternative)
    ]  # fmt: skip


def doses_in(row: Node) -> Doses:
    return tuple(_dose(cell.text) for cell in row.kids[1:])


def _dose(text: str) -> Decimal:
    """The milligrams that a cell says first, behind a time where it has one; "none" is 0."""
    if text.endswith("none"):
        return Decimal(0)
    found = _MG.search(text)
    assert found, text
    return Decimal(found[1])


def _is_now(row: Node) -> bool:
    return row.kids[0].text.startswith("Now")


def _rows(content: bytes, title: str) -> Iterator[Node]:
    for table in read(content).tree.tables(title):
        yield from (row for row in table.kids if row.kids[-1].role == "TD")
