"""A language made up for the tests: every letter another, and each text a third longer.

No letter of English is left in it, so that whatever English stands in the window afterwards
was never translated; and words as long as German or Finnish ones show what is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from ui import translation
from ui.language import load_language

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁɃÇÐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ",
)
KEPT = r"(\{\w*\}|<[^>]*>|&\w+;)"
"""What is no word: values to be filled in, tags, entities."""


def pseudo(text: str) -> str:
    """The text in the made-up language."""
    parts = re.split(KEPT, text)
    said = "".join(p if re.fullmatch(KEPT, p) else p.translate(LETTERS) for p in parts)
    letters = sum(c.isalpha() for c in text)
    return said if letters < 2 else said + "é" * max(1, letters // 3)


def make_language(folder: Path, name: str = "eo") -> Path:
    """The made-up language's file, by the tools that make a real one's."""
    file = folder / f"{name}.ts"
    translation.gather(file)
    tree = ElementTree.parse(file)
    for message in tree.iter("message"):
        translated = message.find("translation")
        assert translated is not None
        translated.text = pseudo(message.findtext("source") or "")
        translated.attrib.pop("type", None)
    tree.write(file, encoding="utf-8", xml_declaration=True)
    return translation.translate(file)


@contextmanager
def speaking(folder: Path, name: str = "eo") -> Iterator[None]:
    """The window's language is that of the file in the folder."""
    assert load_language([name], folder) == name
    try:
        yield
    finally:
        application = QApplication.instance()
        assert application is not None
        for translator in application.findChildren(QTranslator):
            application.removeTranslator(translator)
            translator.deleteLater()
