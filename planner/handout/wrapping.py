"""Text broken into lines: words between spaces, numbers kept with their units.

The same few texts come again and again (a dose on each of a week's days), so lines once worked
out are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from planner.handout import fonts
from planner.handout.words import Run

Line = tuple[Run, ...]

_UNIT = re.compile(r"(\d) (?=m[gL]\b)")
"""The space between a number and its unit: the two stay on one line (ISMP)."""
_EXACT = 0.01
"""Points: a column made just as wide as a word holds it, however the sums were rounded."""


@lru_cache(20_000)
def wrap(runs: Line, width: float, size: float) -> tuple[Line, ...]:
    """The runs as lines no wider than `width`; a word that is wider by itself is cut."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word in _words(runs, width, size):
        word_width = sum(fonts.width(part.text, part.bold, size) for part in word)
        bold = bool(lines[-1]) and lines[-1][-1].bold and word[0].bold
        gap = fonts.width(" ", bold, size) if lines[-1] else 0.0
        if lines[-1] and used + gap + word_width > width + _EXACT:
            lines.append([])
            used = gap = 0.0
        if lines[-1]:
            lines[-1].append(Run(" ", bold))
        lines[-1].extend(word)
        used += gap + word_width
    return tuple(_joined(line) for line in lines)


@lru_cache(5_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words that a line may end behind, a number with its unit being one."""
    return tuple(_unbroken(text).split(" "))


def line_width(line: Line, size: float) -> float:
    return sum(fonts.width(run.text, run.bold, size) for run in line)


def _words(runs: Line, width: float, size: float) -> Iterator[list[Run]]:
    """Words between spaces, each as the runs it is made of; too wide ones in pieces that fit."""
    word: list[Run] = []
    for run in runs:
        for index, part in enumerate(_unbroken(run.text).split(" ")):
            if index and word:
                yield word
                word = []
            for piece in _pieces(part, run.bold, width, size):
                if word and piece is not part:
                    yield word
                    word = []
                word.append(Run(piece, run.bold))
    if word:
        yield word


def _unbroken(text: str) -> str:
    return _UNIT.sub("\\1\N{NO-BREAK SPACE}", text)


def _pieces(word: str, bold: bool, width: float, size: float) -> Iterator[str]:
    if not word:
        return
    if fonts.width(word, bold, size) <= width + _EXACT:
        yield word
        return
    piece = ""
    for letter in word:
        if piece and fonts.width(piece + letter, bold, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _joined(runs: list[Run]) -> Line:
    """Neighbours of one weight as one run."""
    line: list[Run] = []
    for run in runs:
        if line and line[-1].bold == run.bold:
            line[-1] = Run(line[-1].text + run.text, run.bold)
        else:
            line.append(run)
    return tuple(line)
