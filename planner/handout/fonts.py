"""The fonts of the pages: Atkinson Hyperlegible, and Noto Sans for the letters it lacks.

A letter that no font has would print as an empty box without any error, so every text passes
`checked` first. Marks that don't compose with their letter into one (NFC), and scripts that need
their letters joined or reordered, can't be set right here: they are refused by name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from planner.handout.errors import HandoutError

REGULAR, BOLD, FALLBACK = "Handout-Regular", "Handout-Bold", "Handout-Fallback"

_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts whose letters stand side by side, as the fonts' glyphs do."""


@lru_cache(1)
def register() -> None:
    """Make the two weights of Atkinson Hyperlegible known to ReportLab."""
    folder = files("fontpkg_atkinson_hyperlegible") / "files"
    for name, weight in ((REGULAR, "Regular"), (BOLD, "Bold")):
        with as_file(folder / f"AtkinsonHyperlegible-{weight}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))


@lru_cache(1)
def _register_fallback() -> None:
    with as_file(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf") as path:
        pdfmetrics.registerFont(TTFont(FALLBACK, str(path)))


@lru_cache(4)
def _letters(name: str) -> frozenset[str]:
    register()
    if name == FALLBACK:
        _register_fallback()
    return frozenset(map(chr, pdfmetrics.getFont(name).face.charToGlyph))


def checked(text: str, field: str) -> str:
    """The text composed (NFC) and on one line. Raises HandoutError naming a letter that can't be
    printed."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    for letter in text:
        if not _printable(letter):
            code = f"U+{ord(letter):04X}"
            name = unicodedata.name(letter, "a letter without a name").lower()
            raise HandoutError(f'{field}: expected letters that can be printed; "{letter}" '
                               f"({code}, {name}) can't")  # fmt: skip
    return text


def _printable(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category[0] in "MC" or letter == "\N{REPLACEMENT CHARACTER}":
        return False
    if letter in _letters(REGULAR):
        return True
    if letter not in _letters(FALLBACK):
        return False
    return category[0] != "L" or unicodedata.name(letter, "").startswith(_SCRIPTS)


@lru_cache(20_000)
def stretches(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    """The text cut where the font changes: (font's name, text)."""
    own = BOLD if bold else REGULAR
    letters = _letters(own)
    if letters.issuperset(text):
        return ((own, text),)
    cut: list[tuple[str, str]] = []
    for letter in text:
        font = own if letter in letters else FALLBACK
        if cut and cut[-1][0] == font:
            cut[-1] = (font, cut[-1][1] + letter)
        else:
            if font == FALLBACK:
                _register_fallback()
            cut.append((font, letter))
    return tuple(cut)


@lru_cache(50_000)
def width(text: str, bold: bool, size: float) -> float:
    """How wide the text is, in points."""
    wide = 0.0
    for part_font, part in stretches(text, bold):
        wide += pdfmetrics.stringWidth(part, part_font, size)
    return wide


def font(name: str) -> Any:
    return pdfmetrics.getFont(name)
