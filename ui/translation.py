"""Makes a language of the window: `python -m ui.translation fi`. It isn't needed to run.

Qt's own tools gather the window's words into resources/window/fi.ts, keeping what is translated
there already, and make of it the fi.qm that the window loads. In between somebody translates, in
a text editor or with pyside6-linguist. What stands in {braces} is filled in, so it has to stay.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from ui.language import FOLDER

CODE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) != 1 or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", arguments[0]):
        print("usage: python -m ui.translation LANGUAGE (like fi or pt_BR)", file=sys.stderr)
        return 2
    file = FOLDER / f"{arguments[0]}.ts"
    gather(file)
    if wrong := other_braces(file):
        print(f"{file}: these have other braces than their English:", file=sys.stderr)
        print("\n".join(wrong), file=sys.stderr)
        return 1
    print(f"{translate(file)}: {missing(file)} texts are still to be translated in {file}")
    return 0


def gather(file: Path) -> None:
    """Write all words of the window into the file; what is translated there stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    code = sorted(str(path) for path in CODE.rglob("*.py"))
    alias = ["-tr-function-alias", "QT_TR_NOOP+=marked"]
    language = ["-target-language", file.stem, "-source-language", "en", "-locations", "none"]
    _run("pyside6-lupdate", *alias, *language, *code, "-ts", str(file))


def translate(file: Path) -> Path:
    """Make the file that the window loads."""
    made = file.with_suffix(".qm")
    _run("pyside6-lrelease", str(file), "-qm", str(made))
    return made


def missing(file: Path) -> int:
    """How many texts have no translation yet."""
    return sum(not translation for _, translation in _texts(file))


def other_braces(file: Path) -> list[str]:
    """The texts whose translation would leave out a value, or ask for one that isn't there."""
    return [
        source
        for source, translation in _texts(file)
        if translation and _braces(source) != _braces(translation)
    ]


def _texts(file: Path) -> list[tuple[str, str]]:
    """The texts in use, each with its translation."""
    found = []
    for message in ElementTree.parse(file).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") not in ("vanished", "obsolete"):
            found.append((message.findtext("source") or "", translation.text or ""))
    return found


def _braces(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{\w*\}", text)))


def _run(tool: str, *arguments: str) -> None:
    path = shutil.which(tool, path=str(Path(sys.executable).parent)) or tool
    subprocess.run([path, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
