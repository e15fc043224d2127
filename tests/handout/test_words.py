"""The words: readable, complete in each language, and free of what ISMP warns of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat

from planner.handout.readback.reading import Node, read
from planner.handout.words import FOLDER
from tests.handout.plans import DOCUMENTS, pdf
from tests.handout.positions import pages

FILES = sorted(FOLDER.glob("*.toml"))
FOR_PROFESSIONALS = {"prescriber", "pharmacy", "label_times"}
GRADE = 6.0

ERROR_PRONE = re.compile(
    r"\b(QD|QOD|BID|TID|QID|OD|HS|PRN|D/C|DC|SC|SQ|IU|U|q\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|h\.?s|"
    r"p\.?r\.?n|cc|mcg|ug|MS|BT|AD|AS|AU|OS|OU|per os|qhs|qn|HCT|ss|SSI|x\d+ ?d)\b"
    r"|µg|μg|[@&<>]"
)
TRAILING_ZERO = re.compile(r"\d\.\d*0(?!\d)")
NO_LEADING_ZERO = re.compile(r"(?<![\d.])\.\d")
NO_SPACE = re.compile(r"\d(mg|mL)\b")
SLASH_BETWEEN_DOSES = re.compile(r"\d(?: mg)?/\d")
LONELY_FRACTION = re.compile("[½¼¾⅓⅔]")
SPOONS = re.compile(r"\b(teaspoon|tablespoon|cucharadita|tsp|tbsp)", re.IGNORECASE)


def wrong_in(text: str) -> list[str]:
    """What of a text ISMP's list warns of."""
    rules = (ERROR_PRONE, TRAILING_ZERO, NO_LEADING_ZERO, NO_SPACE, SLASH_BETWEEN_DOSES,
             LONELY_FRACTION, SPOONS)  # fmt: skip
    return [f"{match[0]!r} in {text!r}" for rule in rules for match in rule.finditer(text)]


def texts_in(table: dict[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from texts_in(value)
        elif isinstance(value, list):
            yield from value
        elif isinstance(value, str):
            yield value


def said_on(content: bytes) -> Iterator[str]:
    """Every line that a handout says, drawings' words and footers too."""
    reading = read(content)
    for node in reading.tree.walk():
        yield node.own
        yield node.alternative
    yield from reading.footers


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("20 mg", False),
        ("2.5 mg", False),
        ("5.0 mg", True),
        (".5 mg", True),
        ("20mg", True),
        ("20/20/20", True),
        ("1 mg/mL", False),
        ("1 and a half 10 mg tablets", False),
        ("1½ tablets", True),
        ("take BID", True),
        ("10 U", True),
        ("> 30 mg", True),
        ("a teaspoon", True),
    ],
)
def test_the_test_knows_what_ismp_warns_of(text: str, is_wrong: bool) -> None:
    assert bool(wrong_in(text)) == is_wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_text_has_an_error_prone_abbreviation(file: Path) -> None:
    texts = texts_in(tomllib.loads(file.read_text(encoding="utf-8")))
    assert [wrong for text in texts for wrong in wrong_in(text)] == []


@pytest.mark.parametrize("language", [file.stem for file in FILES])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_that_is_made_has_one(name: str, language: str) -> None:
    content = pdf(name, audience="all", **({} if language == "en" else {"language": language}))
    texts = [text for text in said_on(content) if not text.startswith("Made by taper-planner")]
    assert [wrong for text in texts for wrong in wrong_in(text)] == []


def prose(tree: Node) -> str:
    """The patient's pages as they are read: sentences, headings and points, no tables."""
    said = []
    for node in tree.walk():
        if node.role in ("P", "LBody", "H1", "H2") and node.text:
            text = node.text.rstrip(":")
            said.append(text if text.endswith((".", "!", "?")) else f"{text}.")
    return " ".join(said)


@pytest.mark.parametrize(
    "name",
    ["textbook", "one at a time, stays at 30 mg", "step back in week four", "liquid by months",
     "restart after the stop"],
)  # fmt: skip
def test_the_english_pages_read_at_grade_six_or_below(name: str) -> None:
    tree = read(pdf(name)).tree
    assert textstat.flesch_kincaid_grade(prose(tree)) <= GRADE


@pytest.mark.parametrize(
    "section",
    ["first", "never", "emergency", "same_day", "missed", "lasting", "notice", "at_once", "off"],
)
def test_so_does_each_block_its_headings_and_points_left_out(section: str) -> None:
    words = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    texts = [text.replace("**", "") for text in texts_in(words[section]) if text.endswith(".")]
    plain = re.sub(r"\{medicine\w*\}", "baclofen", " ".join(texts))
    plain = re.sub(r"\{day\}|\{until\}|\{ask\}", "Tuesday 16 February 2027", plain)
    assert textstat.flesch_kincaid_grade(re.sub(r"\{\w+\}", "Jane", plain)) <= GRADE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_language_has_the_texts_of_english_with_the_same_slots(file: Path) -> None:
    english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    other = tomllib.loads(file.read_text(encoding="utf-8"))
    by_role = {"title_prescriber", "title_pharmacy"}
    for section, texts in english.items():
        if not isinstance(texts, dict) or section in FOR_PROFESSIONALS:
            continue
        assert set(texts) - by_role <= set(other[section]) | by_role, section
        for name, text in texts.items():
            if name in by_role or section.startswith("dose_names"):
                continue
            there = other[section][name]
            assert type(there) is type(text), f"{section}.{name}"
            if isinstance(text, list):
                assert len(there) == len(text), f"{section}.{name}"
            else:
                slots = set(re.findall(r"\{(\w+)\}", text)) - {"medicine_capital"}
                slots_there = set(re.findall(r"\{(\w+)\}", there)) - {"medicine_capital"}
                assert slots_there - {"medicine"} == slots - {"medicine"}, f"{section}.{name}"


def test_each_dose_time_of_a_language_has_its_words_within_a_sentence() -> None:
    for file in FILES:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
        assert set(words["dose_names"].values()) == set(words["dose_names_within"]), file.stem


def test_an_unchecked_translation_says_so_on_every_page() -> None:
    content = pdf("textbook", language="es")
    reading = read(content)
    assert len(reading.footers) == len(pages(content))
    assert all("sin revisar por un profesional" in f for f in reading.footers)


def test_spanish_dates_come_in_spanish_order() -> None:
    text = read(pdf("textbook", language="es")).tree.text
    assert "lunes 7 de diciembre de 2026" in text
    assert "Monday" not in text
    assert "baclofeno" in text
