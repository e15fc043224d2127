"""The window's own font has every letter that the window says, and figures of one width."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

import ui
from ui.own_font import FILES
from ui.theme import aligned_figures


def said() -> Iterator[tuple[str, str]]:
    """Each text in the window's code that is no docstring, and its file."""
    for file in sorted(Path(ui.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            if (
                isinstance(one, ast.Constant)
                and isinstance(one.value, str)
                and id(one) not in alone
            ):
                yield one.value, file.name


def test_every_letter_of_the_windows_words_is_in_its_own_font_and_in_its_bold(
    qapp: QApplication,
) -> None:
    regular, bold = (QRawFont(str(file), 12) for file in FILES)
    missing = {
        (letter, file)
        for text, file in said()
        for letter in text
        if letter.isprintable()
        and not all((font.glyphIndexesForString(letter) or [0])[0] for font in (regular, bold))
    }
    assert missing == set()


@pytest.mark.parametrize("points", [9, 11, 13.5, 18])
def test_figures_are_as_wide_as_one_another_also_in_bold(points: float) -> None:
    font = aligned_figures(QApplication.font())
    font.setPointSizeF(points)
    bold = QFont(font)
    bold.setBold(True)
    widths = {
        round(QFontMetricsF(one).horizontalAdvance(figure), 2)
        for one in (font, bold)
        for figure in "0123456789"
    }
    assert len(widths) <= 2, "one in each of the two"
    assert max(widths) - min(widths) < 1
