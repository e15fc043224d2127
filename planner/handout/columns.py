"""How a table by day and dose time is laid out: the ways there are, the plainest first.

Three dose times stand side by side under their names, the day beside them. Where cells or names
are too wide for that, or there are more dose times, there are other ways: the day on a line of its
own above its doses, or cells that say their time themselves and stand on several lines. Columns
are as wide as what stands in them asks for; no way cuts a word but the last, which takes anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from planner.handout import fonts
from planner.handout.cells import Cell, Form, Layout, first_width, mark_width
from planner.handout.measures import Measures
from planner.handout.words import Run, on_one_line
from planner.handout.wrapping import words_of


class Contents(NamedTuple):
    """What a table has to hold."""

    first: str
    """The header of the days."""
    headers: Sequence[str]
    """Of the dose times: "Morning 07:00"."""
    times: Sequence[str]
    days: Sequence[tuple[Run, bool]]
    """The days that may stand beside their doses, and whether ▼ stands behind."""
    rows: Sequence[tuple[Cell, ...]]


def layouts(
    measures: Measures, width: float, contents: Contents, forms: Sequence[Form]
) -> Iterator[Layout]:
    """The ways to lay the table out, the plainest first."""
    days = _day_widths(measures, contents)
    count = len(contents.headers)
    for form in forms:
        for per_line in [count] if form == "headed" else _even(count):
            columns = [_Column(measures, contents, form, per_line, n) for n in range(per_line)]
            for day_width in days:
                widths = _shared(measures, width, day_width, columns)
                if widths:
                    yield _layout(measures, form, day_width, columns, widths)
    alone = _Column(measures, contents, forms[-1], 1, 0)
    yield _layout(measures, forms[-1], 0.0, [alone], [width])


def _even(count: int) -> list[int]:
    """How many may stand on a line, so that several lines are about equally full."""
    return [one for one in range(count - 1, 0, -1) if not 0 < count % one <= one / 2]


def _layout(
    measures: Measures,
    form: Form,
    day_width: float,
    columns: Sequence[_Column],
    widths: Sequence[float],
) -> Layout:
    gap = measures.column_gap
    starts = [day_width + measures.day_gap if day_width else 0.0]
    for width in widths[:-1]:
        starts.append(starts[-1] + width + gap)
    rests = tuple(column.rest for column in columns)
    return Layout(form, day_width, tuple(starts), tuple(widths), rests)


class _Column:
    """The widths that a column of doses asks for: `ideal`, so that nothing in it wraps;
    `unwrapped`, so that no cell does, though its header may; `least`, so that no word is cut."""

    def __init__(
        self, measures: Measures, contents: Contents, form: Form, per_line: int, place: int
    ) -> None:
        size = measures.body
        here = range(place, len(contents.headers), per_line)
        headers = [contents.headers[index] for index in here]
        heads = [0.0]
        texts: list[Run] = []
        for index in here:
            time = "" if form == "headed" else contents.times[index]
            for cell in {row[index] for row in contents.rows}:
                heads.append(first_width(cell, time, measures))
                texts += cell.texts[1:]
        is_lined = form == "lined" and bool(texts)
        self.rest = max(heads) + measures.column_gap if is_lined else 0.0
        least_taken = max((_longest_word(text, size) for text in texts), default=0.0)
        taken = max((_width(text, size) for text in texts), default=0.0)
        header_words = max(_longest_word(Run(header, True), size) for header in headers)
        self.least = max(max(heads), self.rest + least_taken, header_words)
        self.unwrapped = max(max(heads), self.rest + taken, header_words)
        self.ideal = max(self.unwrapped, *(_width(Run(header, True), size) for header in headers))


def _shared(
    measures: Measures, width: float, day_width: float, columns: Sequence[_Column]
) -> list[float]:
    """The widths of the columns; none where a word would have to be cut."""
    room = width - (len(columns) - 1) * measures.column_gap
    room -= day_width + measures.day_gap if day_width else 0.0
    equal = room / len(columns)
    if all(one.ideal <= equal for one in columns):
        return [equal] * len(columns)
    for wants in ([one.ideal for one in columns], [one.unwrapped for one in columns]):
        if sum(wants) <= room:
            return [want + (room - sum(wants)) / len(columns) for want in wants]
    least, unwrapped = sum(one.least for one in columns), sum(one.unwrapped for one in columns)
    if least > room:
        return []
    share = (room - least) / (unwrapped - least)
    return [one.least + (one.unwrapped - one.least) * share for one in columns]


def _day_widths(measures: Measures, contents: Contents) -> list[float]:
    """How wide the column of the days may be, 0 for none: days of two lines, of three, above."""
    size, mark = measures.body, mark_width(measures)
    header = Run(contents.first, True)
    least = _longest_word(header, size) if contents.days else _width(header, size)
    beside = [
        max([least, *(_narrowest(day, lines, size) + mark * at for day, at in contents.days)])
        for lines in (2, 3)
    ]
    return [0.0, *beside] if measures.day_above else [beside[0], 0.0, beside[1]]


def _narrowest(day: Run, lines: int, size: float) -> float:
    """The least width in which a day takes no more than so many lines; two are its own."""
    own = day.text.split("\n")
    if lines == len(own):
        return max(_width(Run(line, day.bold), size) for line in own)
    words = words_of(on_one_line(day).text)
    count = min(lines, len(words)) - 1
    return min(
        max(
            _width(Run(" ".join(words[start:end]), day.bold), size)
            for start, end in zip((0, *breaks), (*breaks, len(words)), strict=True)
        )
        for breaks in combinations(range(1, len(words)), count)
    )


def _longest_word(run: Run, size: float) -> float:
    return max(_width(Run(word, run.bold), size) for word in words_of(run.text))


def _width(run: Run, size: float) -> float:
    return fonts.width(run.text, run.bold, size)
