"""The letters of the table of steps and how wide words are in them: measured once, then known."""

from __future__ import annotations

from math import ceil

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QFontMetricsF

from ui.day_words import widest_day
from ui.theme import aligned_figures

SMALL = 0.82
"""The lines below a dose, as a share of the dose's own letters."""


class Face:
    """One font, and the width of words in it in pixels."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self._exact = QFontMetricsF(font)  # in whole pixels it can say less than is drawn
        self.height = self.metrics.height()
        self.ascent = self.metrics.ascent()
        self._widths: dict[str, int] = {}

    def width(self, words: str) -> int:
        if (known := self._widths.get(words)) is None:
            known = self._widths[words] = ceil(self._exact.horizontalAdvance(words))
        return known


class StepFonts:
    """The three faces of a cell, made from the table's own font. `letters`: how many times as
    large."""

    def __init__(self, font: QFont, letters: float = 1.0) -> None:
        usual = aligned_figures(font)
        points = QFontInfo(font).pointSizeF() * letters
        usual.setPointSizeF(points)
        bold, small = QFont(usual), QFont(usual)
        bold.setBold(True)
        small.setPointSizeF(points * SMALL)
        self.usual, self.bold, self.small = Face(usual), Face(bold), Face(small)
        self.mark = self.bold.ascent * 0.6
        """The width of a ▼ or ▲ before a dose, in pixels."""
        self.tablet = self.small.ascent + 1
        """The room that a drawn tablet takes, in pixels."""
        self.widest_date = self.bold.width(widest_day(self.bold.width))
        """Dates differ in width while a plan is edited; their column doesn't."""

    @property
    def marked(self) -> int:
        """What a dose takes besides its figures, whether it is marked as changed or not."""
        return round(1.5 * self.mark) + 2
