"""Plans on disk: read from JSON or from a PDF that carries one, written whole or not at all.

What is read is never replaced by a file of another kind, since the plan in it would be lost.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from planner.documents import LARGEST_FILE, read_plan
from planner.medicine import Medicine
from planner.plan import Plan
from planner.terms import PlanError
from planner.whole_file import FileProblem, make_private_folder, reason, write_whole

LARGEST_PDF = 50_000_000

__all__ = [
    "FileProblem",
    "make_private_folder",
    "open_plan",
    "plan_in",
    "read_stream",
    "read_whole",
    "reason",
    "refuse_another_kind",
    "write_whole",
]


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


def refuse_another_kind(
    output: Path, read: Path, content: bytes, medicines: Mapping[str, Medicine]
) -> None:
    """Let what is read be replaced only by its own kind, whatever name or link leads to it: a plan
    by a plan, a PDF that carries one by such a PDF. Raises FileProblem.
    """
    try:
        same = os.path.samefile(output, read)
    except OSError:
        return  # one of them isn't there
    if same and not stat.S_ISREG(os.stat(read).st_mode):
        return  # a terminal, or /dev/null: nothing in it to lose
    if same and _kind(content, medicines) != _kind(read_whole(read), medicines):
        raise FileProblem(
            f"{output}: can't be written: it is the file that is read, and would become one of "
            "another kind; name another file"
        )


def _kind(content: bytes, medicines: Mapping[str, Medicine]) -> tuple[bool, bool]:
    """Whether it is a PDF, and whether it holds a plan."""
    try:
        plan_in(content, medicines)
    except PlanError:
        return content.startswith(b"%PDF-"), False
    return content.startswith(b"%PDF-"), True
