"""The window's words through Qt's translation, so that a language is a file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "Window"


def tr(text: str, /, **values: object) -> str:
    """The text in the window's language, `{name}` filled in from `values`."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated
