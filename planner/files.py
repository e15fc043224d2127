"""Plans on disk: read from JSON or from a PDF that carries one, written whole or not at all.

A write goes to a temporary file in the same folder and is renamed into place, so that a full
disk or a killed process leaves the old file as it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from planner.documents import LARGEST_FILE, read_plan
from planner.medicine import Medicine
from planner.plan import Plan
from planner.terms import PlanError

LARGEST_PDF = 50_000_000


class FileProblem(ValueError):
    """A file can't be read or written. The message names it and says why, in one sentence."""


def open_plan(path: Path, medicines: Mapping[str, Medicine]) -> Plan:
    """The plan in a JSON file or in one of our PDFs. Raises FileProblem or PlanError."""
    return plan_in(read_whole(path), medicines)


def plan_in(content: bytes, medicines: Mapping[str, Medicine]) -> Plan:
    """The plan that a file's bytes hold: JSON, or one of our PDFs. Raises PlanError."""
    if content.startswith(b"%PDF-"):
        from planner.handout.attachment import plan_bytes_in

        content = plan_bytes_in(content)
    return read_plan(content, medicines)


def read_whole(path: Path) -> bytes:
    """The bytes of a file of reasonable size. Raises FileProblem."""
    try:
        with path.open("rb") as file:
            return read_stream(file, str(path))
    except OSError as error:
        raise FileProblem(f"{path}: can't be read: {reason(error)}") from error


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """The bytes of a stream, up to a reasonable size. Raises FileProblem and PlanError."""
    try:
        content = stream.read(LARGEST_PDF + 1)
    except OSError as error:
        raise FileProblem(f"{name}: can't be read: {reason(error)}") from error
    limit = LARGEST_PDF if content.startswith(b"%PDF-") else LARGEST_FILE
    if len(content) > limit:
        raise PlanError("", f"expected a plan; the file has more than {limit:,} bytes")
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that it is there whole or unchanged. Raises FileProblem."""
    import tempfile  # here, since most commands only read, and start faster without it

    try:
        if path.exists() and not path.is_file():
            raise FileProblem(f"{path}: can't be written: it is not a file")
        handle, temporary = tempfile.mkstemp(prefix=".taper-", dir=path.parent)
    except OSError as error:
        raise FileProblem(f"{path}: can't be written: {reason(error)}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _as_others_are(path, Path(temporary))
        os.replace(temporary, path)
    except OSError as error:
        raise FileProblem(f"{path}: can't be written: {reason(error)}") from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """What the system says of the failure, without its number and path."""
    return error.strerror or type(error).__name__


def _as_others_are(path: Path, temporary: Path) -> None:
    """Give a new file the rights that the old one has, or that any new file would get."""
    if path.exists():
        temporary.chmod(path.stat().st_mode)
        return
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
