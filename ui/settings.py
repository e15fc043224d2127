"""What the program remembers between starts: prescriber, page options, country, layout.

No plan and nothing about a patient is kept here; it is its owner's alone like all that is kept.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from planner.terms import COUNTRIES, Country
from ui.draft import PrescriberText
from ui.page_options import PageOptions, usual_options


class Settings:
    """A small file of the user's own."""

    def __init__(self, file: Path) -> None:
        self._file: Path | None = file
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def prescriber(self) -> PrescriberText:
        """The prescriber of the last plan that was saved, printed or exported."""
        fields = PrescriberText._fields
        return PrescriberText(**{name: self._text(f"prescriber/{name}") for name in fields})

    @prescriber.setter
    def prescriber(self, prescriber: PrescriberText) -> None:
        for name, text in prescriber._asdict().items():
            self._keep(f"prescriber/{name}", text)

    @property
    def page_options(self) -> PageOptions:
        usual = usual_options(_country())
        return PageOptions(
            "letter" if (self._text("paper") or usual.paper) == "letter" else "a4",
            self._text("language") or usual.language,
            self._text("large_print") == "yes",
        )

    @page_options.setter
    def page_options(self, options: PageOptions) -> None:
        self._keep("paper", options.paper)
        self._keep("language", options.language)
        self._keep("large_print", "yes" if options.large_print else "no")

    @property
    def country(self) -> Country | None:
        """The country of the last plan, where a new one begins; None: none."""
        return next((known for known in COUNTRIES if known == self._text("country")), None)

    @country.setter
    def country(self, country: Country | None) -> None:
        self._keep("country", country or "")

    @property
    def folder(self) -> str:
        """The folder in which a plan was last opened or saved; at first the user's documents."""
        if last := self._text("folder"):
            return last
        from PySide6.QtCore import QStandardPaths  # only a dialog asks: a faster start

        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    @folder.setter
    def folder(self, folder: str) -> None:
        self._keep("folder", folder)

    def layout(self, name: str) -> QByteArray | None:
        """How the window or a splitter was left."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_layout(self, name: str, state: QByteArray) -> None:
        self._keep(f"layout/{name}", state)

    def _keep(self, name: str, value: object) -> None:
        """Qt keeps a file's rights, and gives a new one to everybody: ours is there before."""
        if self._file is not None:
            from ui.own_folder import make_own_file

            make_own_file(self._file)
            self._file = None
        self._store.setValue(name, value)

    def _text(self, name: str) -> str:
        return str(self._store.value(name) or "")


def _country() -> str:
    return QLocale.territoryToCode(QLocale.system().territory())


def day_first(locale: QLocale) -> bool:
    """Whether dates in figures have the day before the month in this locale."""
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    day, month = short.lower().find("d"), short.find("M")
    return day < month if min(day, month) >= 0 and not short.startswith("y") else True
