"""The window's words through Qt's translation, so that a language is a file.

A language is `resources/window/fi.qm`, made by `ui.translation`. Where there is none for the
system's language the words are those that stand in the code, and nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from planner.resources import RESOURCES

FOLDER = RESOURCES / "window"
OWN = "en"
"""The language of the words in the code."""


def tr(text: str, /, **values: object) -> str:
    """The text in the window's language, `{name}` filled in from `values`."""
    translated = QCoreApplication.translate("", text)
    return translated.format(**values) if values else translated


def marked(text: str) -> str:
    """A text of a table: it goes into the language's file, and through `tr` where it is shown."""
    return text


def load_language(wanted: Iterable[str], folder: Path = FOLDER) -> str:
    """Speak the first of the languages ("pt-BR", "fi") that there is a file for; say which."""
    for name in wanted:
        language, _, _ = name.partition("-")
        if language == OWN:
            break
        for known in (name.replace("-", "_"), language):
            if (folder / f"{known}.qm").exists():
                _load(folder / f"{known}.qm", known)
                return known
    return OWN


def _load(file: Path, language: str) -> None:
    """The window's own words, and those of Qt's dialogs where Qt has them."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    application = QCoreApplication.instance()
    translations = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for path in (str(Path(translations) / f"qtbase_{language}.qm"), str(file)):
        translator = QTranslator(application)
        if translator.load(path):
            QCoreApplication.installTranslator(translator)
