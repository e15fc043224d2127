"""The words of the handout in one language: a file of resources/handout, read and asked by name.

A text is a template with {braces} for what the plan says and ** around what is set bold. A value
never brings markup in: the template is cut at its asterisks before the values are filled in.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from planner.handout.errors import HandoutError
from planner.medicine import Medicine
from planner.resources import RESOURCES

FOLDER = RESOURCES / "handout"


class Run(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


def on_one_line(run: Run) -> Run:
    """A text of several lines on one."""
    return Run(run.text.replace("\n", " "), run.bold)


class Words:
    """One language's texts, asked for as "section.name"."""

    def __init__(self, path: Path) -> None:
        self._texts: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        self._cut: dict[str, tuple[Run, ...]] = {}
        self.file = path.name

    def _found(self, name: str) -> Any:
        section, _, key = name.rpartition(".")
        table = self._texts[section] if section else self._texts
        try:
            return table[key]
        except KeyError:
            raise HandoutError(f"{self.file}: {name}: expected a text; there is none") from None

    def text(self, name: str, /, **values: object) -> str:
        """The text without its bold marks, the values filled in."""
        return "".join(run.text for run in self.runs(name, **values))

    def runs(self, name: str, /, **values: object) -> tuple[Run, ...]:
        """The text as runs of one weight, the values filled in."""
        return tuple(Run(part.format(**values), bold) for part, bold in self._parts(name))

    def _parts(self, name: str) -> tuple[Run, ...]:
        """The template cut at its asterisks."""
        if name not in self._cut:
            parts = enumerate(str(self._found(name)).split("**"))
            self._cut[name] = tuple(Run(part, index % 2 == 1) for index, part in parts if part)
        return self._cut[name]

    def template(self, name: str) -> str:
        """The text as it stands in the file."""
        return str(self._found(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts: weekdays, months, signs."""
        return tuple(self._found(name))

    def has(self, name: str) -> bool:
        section, _, key = name.rpartition(".")
        return key in self._texts.get(section, {})

    def dose_name(self, name: str) -> str:
        """A dose time's name; the usual English ones in the page's language."""
        return str(self._texts["dose_names"].get(name, name))

    def dose_name_within(self, name: str) -> str:
        """A dose time's name within a sentence: "por la mañana", since "mañana" alone behind a date
        reads as tomorrow."""
        own = self.dose_name(name)
        return str(self._texts["dose_names_within"].get(own, own))

    def clock_time(self, time: str) -> str:
        """A time of day in the 12-hour clock: "7 am", "3:30 pm", "midday" (sources.md 7)."""
        hours, minutes = int(time[:2]), time[3:]
        if time in ("12:00", "00:00"):
            return self.text("clock.midday" if hours else "clock.midnight")
        hour = str(hours % 12 or 12) + (f":{minutes}" if minutes != "00" else "")
        return self.text("clock.pm" if hours >= 12 else "clock.am", hour=hour)

    def label_time(self, name: str, time: str) -> str:
        """When a dose is taken, as a label says it: "in the morning"; of a name that isn't one of
        the usual ones, with its time."""
        usual = self._texts["label_times"].get(name)
        return str(usual) if usual else self.text("pharmacy.label_time", name=name, time=time)

    def medicine(self, id: str, name: str) -> str:
        """A medicine's name within a sentence, in the page's language."""
        return str(self._texts["medicines"].get(id, name.lower()))

    def expect(self, medicine: Medicine) -> None:
        """Raises HandoutError for a medicine that these texts don't speak of: they tell facts."""
        about = str(self._texts["medicine"])
        if medicine.id != about:
            raise HandoutError(
                f"no pages can be made for {medicine.name}, because it has no page texts: "
                f"those in {self.file} are about {about} alone"
            )

    @property
    def language(self) -> str:
        return str(self._texts["language"])

    @property
    def checked(self) -> bool:
        """A professional has checked the translation."""
        return bool(self._texts["checked"])


def languages() -> dict[str, str]:
    """The languages there are words for: "en" and its own name, "English"."""
    return {path.stem: str(_read(path)._texts["name"]) for path in sorted(FOLDER.glob("*.toml"))}


def words_in(language: str) -> Words:
    """The words of a language. Raises HandoutError for one that there is no file for."""
    path = FOLDER / f"{language}.toml"
    known = sorted(file.stem for file in FOLDER.glob("*.toml"))
    if language not in known:
        raise HandoutError(f'language: expected one of {", ".join(known)}; got "{language}"')
    return _read(path)


@lru_cache
def _read(path: Path) -> Words:
    return Words(path)
