"""Where something went wrong that nobody caught, written down for whoever mends it.

The kinds of the errors, files and line numbers of our own code, versions: never a message or a
value, since those may be a patient's. The log is its owner's alone, and bounded.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from planner.whole_file import write_whole
from ui.own_folder import make_own_file

OURS = Path(__file__).resolve().parent.parent
ROOMS = ("planner", "ui")
LARGEST_LOG = 64_000
"""Bytes; what was written first goes when there are more."""
MOST_CAUSES = 5
MOST_PLACES = 30
"""Places in our code that are named of one error: the innermost."""


def what_happened(error: BaseException) -> list[str]:
    """The kind of the error and its places in our code, the innermost last; then what caused it."""
    lines = []
    for number, one in enumerate(_causes(error)):
        kind = type(one)
        lines.append(f"{'caused by ' if number else ''}{kind.__module__}.{kind.__qualname__}")
        lines += [f"  {place}" for place in _places(one)]
    return lines


def write_down(log: Path, lines: list[str], now: datetime) -> None:
    """Add an entry to the log. Raises OSError and FileProblem."""
    head = f"{now.isoformat(timespec='seconds')} {_versions()}"
    entry = ("\n".join([head, *lines]) + "\n\n").encode()
    make_own_file(log)
    before, room = log.read_bytes(), LARGEST_LOG - len(entry)
    if len(before) > room:
        before = before[-room:].partition(b"\n\n")[2]  # from the beginning of an entry
    write_whole(log, before + entry)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(MOST_CAUSES):
        if error is None:
            return
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def _places(error: BaseException) -> list[str]:
    places = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(OURS) and file.relative_to(OURS).parts[0] in ROOMS:
            name = file.relative_to(OURS).as_posix()
            places.append(f"{name}:{line} in {frame.f_code.co_name}")
    return places[-MOST_PLACES:]


def _versions() -> str:
    from importlib.metadata import PackageNotFoundError, version

    def of(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "?"

    python = ".".join(map(str, sys.version_info[:3]))
    names = ("taper-planner", "pyside6-essentials")
    packages = ", ".join(f"{name} {of(name)}" for name in names)
    return f"{packages}, Python {python}, {sys.platform}"
