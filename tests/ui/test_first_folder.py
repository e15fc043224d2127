"""Where the first Save opens: in the user's documents, never in the folder the program lies in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from ui.settings import Settings


def test_the_first_save_opens_in_the_users_documents(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    assert settings.folder == QStandardPaths.writableLocation(documents) != ""


def test_later_ones_open_where_a_plan_was_last_saved(tmp_path: Path) -> None:
    Settings(tmp_path / "settings.ini").folder = str(tmp_path)
    assert Settings(tmp_path / "settings.ini").folder == str(tmp_path)
