"""Text set in type: the operators that put it on the page, in the fonts it needs.

ReportLab cuts each font into subsets as letters are used (`splitString`) and keeps ASCII's codes.
What is set once is kept: on a calendar the same dose comes day after day.
"""

from __future__ import annotations

from typing import Any

from planner.handout import fonts


class Setting:
    """Sets the texts of one document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._coded: dict[tuple[str, bool], list[tuple[str, str]]] = {}

    def operators(self, text: str, x: float, y: float, size: float, bold: bool = False) -> str:
        """One line of text at its baseline."""
        shown = " ".join(
            f"{font} {size:g} Tf <{codes}> Tj" for font, codes in self._codes(text, bold)
        )
        return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"

    def _codes(self, text: str, bold: bool) -> list[tuple[str, str]]:
        """A text as each font's name in the file and the codes of its letters there."""
        key = (text, bold)
        if key not in self._coded:
            self._coded[key] = [
                (font.getSubsetInternalName(subset, self._document), codes.hex())
                for name, stretch in fonts.stretches(text, bold)
                for font in (fonts.font(name),)
                for subset, codes in font.splitString(stretch, self._document)
            ]
        return self._coded[key]
