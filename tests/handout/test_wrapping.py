"""Text breaks between words; a word is cut only where no line could hold it."""

from __future__ import annotations

import pytest

from planner.handout import fonts
from planner.handout.words import Run
from planner.handout.wrapping import line_width, wrap

SIZE = 14


@pytest.mark.parametrize("word", ["tablets", "Thursday", "(24.5\N{NO-BREAK SPACE}mg)"])
def test_a_column_just_as_wide_as_a_word_holds_it(word: str) -> None:
    """Columns are sums of widths, and a sum may come out a billionth smaller."""
    fonts.register()
    width = fonts.width(word, True, SIZE) - 1e-9
    assert wrap((Run(word, bold=True),), width, SIZE) == ((Run(word, bold=True),),)


def test_no_line_of_bold_words_is_wider_than_its_column() -> None:
    """A bold space is wider than a plain one."""
    fonts.register()
    text = Run(
        "The calendar ends here. Your plan goes on: ask for the next pages in time. " * 4, True
    )
    for width in range(100, 500, 7):
        for line in wrap((text,), width, SIZE):
            assert line_width(line, SIZE) <= width + 0.01


def test_a_word_wider_than_its_column_is_cut() -> None:
    fonts.register()
    width = fonts.width("Thursday", True, SIZE) - 1
    first, second = wrap((Run("Thursday", bold=True),), width, SIZE)
    assert first[0].text + second[0].text == "Thursday"
