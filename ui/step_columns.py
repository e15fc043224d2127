"""How wide the columns of the steps are, and what gives way where there is too little room.

First the notes (a line below the table has them), then the drawn tablets, then the count of days
and the step's number, then the tablets to take in words (a tooltip has them), at last the size of
the letters. A dose, a daily sum and a day are always whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontInfo

from ui.grid import GRID
from ui.schedule_model import DATE, DAYS, FIRST_DOSE, NUMBER, Cell, ScheduleModel
from ui.step_fonts import Face, StepFonts

MOST_DRAWN = 4
"""Tablets drawn in one cell; more are only written."""
NARROWEST_NOTES = 15 * GRID
"""Pixels. A narrower column of notes could not be read."""
SMALLEST_POINTS = 8.0
"""Letters are not made smaller than this, so that more columns fit."""
SMALLER = 0.95
"""By how much letters shrink at a time."""

ROWS_TOGETHER = 2
"""Rows that are in sight together, or something gives way."""
MOST_HEAD = "0" * 14
"""A word of a heading that is wider than these figures is cut."""
MOST_HEAD_LINES = 3

_BREAKS = re.compile(r"(?<=\+) |(?<=,) | (?=\()")
"""Where the words below a dose or a day may go on in another line: "1 × 10 mg + / ½ × 5 mg"."""


class Look(NamedTuple):
    """How the cells are drawn: what has given way."""

    pad: int = GRID
    """Pixels left and right of the words."""
    heads: bool = True
    """Each heading is in one line, if it is not long."""
    tablets: bool = True
    """Tablets are drawn."""
    lines: bool = False
    """The words below a dose may take more than one line."""
    taken: bool = True
    """What to take is written below a dose."""
    hidden: frozenset[int] = frozenset()
    """Columns left out."""


FULL = Look()
TIGHT = Look(pad=GRID // 2, heads=False, tablets=False, lines=True)
LOOKS = (
    FULL,
    FULL._replace(heads=False),
    FULL._replace(heads=False, pad=GRID // 2),
    TIGHT,
    TIGHT._replace(hidden=frozenset({DAYS})),
    TIGHT._replace(hidden=frozenset({DAYS, NUMBER})),
)
LAST = TIGHT._replace(hidden=frozenset({DAYS, NUMBER}), taken=False)


class Words(NamedTuple):
    """What of a cell bears on its width."""

    text: str
    below: str
    tablets: int
    is_dose: bool


class Layout(NamedTuple):
    """The table's columns in pixels (0: hidden), and the look and letters that fit them."""

    look: Look
    fonts: StepFonts
    widths: tuple[int, ...]
    heading: Face
    """The letters of the headings."""

    def below(self, cell: Cell, column: int) -> tuple[str, ...]:
        """The lines below the first in a cell."""
        if not cell.below or (cell.dose is not None and not self.look.taken):
            return ()
        if not self.look.lines:
            return (cell.below,)
        room = self.widths[column] - 2 * self.look.pad
        return broken(_BREAKS.split(cell.below), room, self.fonts.small)

    def row_height(self, cells: list[Cell]) -> int:
        """How high a row is, its note left out."""
        least = 1 if self.look.taken else 0
        below = max(len(self.below(cell, place)) for place, cell in enumerate(cells[:-1]))
        return self.fonts.bold.height + max(least, below) * self.fonts.small.height + GRID

    def height_of(self, rows: int, model: ScheduleModel) -> int:
        """How high the table is with its headings and so many rows."""
        return self.header_height(model.headers) + rows * max(map(self.row_height, model.rows))

    def header_height(self, heads: list[str]) -> int:
        """As many lines as the longest of the headings in sight."""
        shown = [place for place, width in enumerate(self.widths) if width]
        lines = max(len(self.head(heads[place], place)) for place in shown)
        return lines * self.heading.height + 2 * GRID

    def head(self, words: str, column: int) -> tuple[str, ...]:
        """The lines of a column's heading; what is too long is cut, with a "…"."""
        room, face = self.widths[column] - 2 * self.look.pad, self.heading
        lines = broken(words.split(" "), room, face)
        if len(lines) > MOST_HEAD_LINES:
            shown = lines[: MOST_HEAD_LINES - 1]
            lines = (*shown, " ".join(lines[MOST_HEAD_LINES - 1 :]))
        return tuple(_cut(line, room, face) for line in lines)


class StepColumns:
    """Works out the layout, and keeps what it has measured."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, float], StepFonts] = {}

    def lay_out(self, model: ScheduleModel, font: QFont, size: QSize) -> Layout:
        """The first look whose columns fit into the table, with some rows at least, else the last
        one in letters as small as need be."""
        room = size.width()
        heads = model.headers[:-1]
        contents = [_different(model.column(place)) for place in range(len(heads))]
        fonts = self._fonts_of(font, 1.0)
        for look in LOOKS:
            widths = _widths(contents, heads, look, fonts)
            if sum(widths) <= room:
                whole = _with_the_rest(widths, contents, heads, look, fonts, room)
                layout = Layout(look, fonts, whole, fonts.usual)
                if layout.height_of(ROWS_TOGETHER, model) <= size.height():
                    return layout
        for letters in smaller(QFontInfo(font).pointSizeF()):
            fonts = self._fonts_of(font, letters)
            widths = _widths(contents, heads, LAST, fonts)
            if sum(widths) > room:
                continue
            whole = _with_the_rest(widths, contents, heads, LAST, fonts, room)
            layout = Layout(LAST, fonts, whole, self._heading(font, heads, whole))
            if layout.height_of(ROWS_TOGETHER, model) <= size.height():
                return layout
        return Layout(LAST, fonts, (*widths, 0), self._heading(font, heads, (*widths, 0)))

    def _heading(self, font: QFont, heads: list[str], widths: tuple[int, ...]) -> Face:
        """The largest letters in which the words of all headings fit, or the smallest."""
        for letters in smaller(QFontInfo(font).pointSizeF()):
            face = self._fonts_of(font, letters).usual
            words = [_longest(head, face) + 2 * LAST.pad for head in heads]
            if all(word <= room for word, room in zip(words, widths, strict=False) if room):
                break
        return face

    def _fonts_of(self, font: QFont, letters: float) -> StepFonts:
        key = font.key(), letters
        if key not in self._fonts:
            self._fonts[key] = StepFonts(font, letters)
        return self._fonts[key]


def _different(cells: list[Cell]) -> set[Words]:
    """Each that there is once: most steps have the same few doses."""
    return {
        Words(cell.text, cell.below, len(cell.tablets), cell.dose is not None) for cell in cells
    }


def broken(parts: list[str], room: int, face: Face) -> tuple[str, ...]:
    """The parts put together to as few lines as the room allows; a part is never broken."""
    lines: list[str] = []
    for part in parts:
        if lines and face.width(longer := f"{lines[-1]} {part}") <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return tuple(lines)


def _cut(line: str, room: int, face: Face) -> str:
    if face.width(line) <= room:
        return line
    return face.metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)


def _widths(
    contents: list[set[Words]], heads: list[str], look: Look, fonts: StepFonts
) -> list[int]:
    """The least width of each column but the notes'."""
    return [
        0
        if place in look.hidden
        else 2 * look.pad
        + max(
            _head_width(heads[place], look, fonts),
            fonts.widest_date if place == DATE else 0,
            *(_width(words, place, look, fonts) for words in cells),
        )
        for place, cells in enumerate(contents)
    ]


def _head_width(head: str, look: Look, fonts: StepFonts) -> int:
    """What a heading needs; at last nothing is kept for it, and its letters shrink."""
    if look == LAST:
        return 0
    face = fonts.usual
    if look.heads and face.width(head) <= 2 * face.width(MOST_HEAD):
        return face.width(head)
    return _longest(head, face)


def _longest(head: str, face: Face) -> int:
    """The width of a heading's longest word, up to what is cut."""
    return min(max(map(face.width, head.split(" "))), face.width(MOST_HEAD))


def _width(words: Words, column: int, look: Look, fonts: StepFonts) -> int:
    """What one cell needs between its pads."""
    first = fonts.bold.width(words.text) + (fonts.marked if column >= FIRST_DOSE else 0)
    if not words.below or (words.is_dose and not look.taken):
        return first
    parts = _BREAKS.split(words.below) if look.lines else [words.below]
    below = max(map(fonts.small.width, parts))
    if look.tablets and words.tablets <= MOST_DRAWN:
        below += words.tablets * fonts.tablet + GRID // 2
    return max(first, below)


def _with_the_rest(
    widths: list[int],
    contents: list[set[Words]],
    heads: list[str],
    look: Look,
    fonts: StepFonts,
    room: int,
) -> tuple[int, ...]:
    """What is left over: to the notes, or to the doses whose words would else be broken."""
    left = room - sum(widths)
    if look == FULL:
        return (*widths, left if left >= NARROWEST_NOTES else 0)
    ample = TIGHT._replace(lines=False, taken=look.taken)
    wanted = _widths(contents, heads, ample, fonts)
    for place in range(FIRST_DOSE, len(widths)) if look.lines else ():
        more = min(max(wanted[place] - widths[place], 0), max(left, 0) // (len(widths) - place))
        widths[place] += more
        left -= more
    return (*widths, 0)


def smaller(points: float) -> tuple[float, ...]:
    """Shares of a size of letters to try, the largest first, down to the smallest allowed."""
    least, shares = min(1.0, SMALLEST_POINTS / points), [1.0]
    while shares[-1] > least:
        shares.append(max(shares[-1] * SMALLER, least))
    return tuple(shares)
