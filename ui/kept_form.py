"""A form that isn't saved, as its file has it: every text as it was typed.

What is read may be anything: cut off, of another version, or made to do harm. It is a form that the
window can show, or it is refused, whatever it is.
"""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from planner.amounts import written
from planner.documents import LARGEST_FILE
from planner.whole_file import reason
from ui.draft import Draft
from ui.draft_file import draft_in, form_of
from ui.sound_form import unsound

MOST_BYTES = 2 * LARGEST_FILE
"""The form as it stands, and as it was saved."""
LONGEST_PATH = 4_096


class NotAForm(ValueError):
    """A file holds no form that the window can show. The message says why, in few words."""


class Kept(NamedTuple):
    """A form that was not saved, as it stood and as its file has it. `digest`: of what the file at
    `path` held when it was read (`planner.changed_elsewhere`); "": not known.
    """

    at: datetime
    path: str | None
    draft: Draft
    saved: Draft
    digest: str | None = None


class _Json(msgspec.Struct, frozen=True):
    """What is kept, as it stands in its file."""

    at: datetime
    path: str | None
    draft: Any
    saved: Any
    digest: str | None = ""


def content_of(kept: Kept) -> bytes:
    """What its file holds."""
    json = _Json(kept.at, kept.path, form_of(kept.draft), form_of(kept.saved), kept.digest)
    return msgspec.json.encode(json, enc_hook=written)


def kept_in(content: bytes) -> Kept:
    """The form that a file's content holds. Raises NotAForm."""
    try:
        json = msgspec.json.decode(content, type=_Json)
        kept = Kept(json.at, json.path, draft_in(json.draft), draft_in(json.saved), json.digest)
        kept.at.astimezone()  # near year 1 or 9999 it has no local time
    # Nobody knows all that a broken file can raise; whatever it is, the other forms are offered.
    except Exception as error:
        raise NotAForm(f"it holds no form ({type(error).__name__})") from error
    if kept.path is not None and not _is_path(kept.path):
        raise NotAForm("it names a file that can't be one")
    if odd := unsound(kept.draft) or unsound(kept.saved):
        raise NotAForm(f"this window can't show {odd}")
    return kept


def read_kept(file: Path) -> Kept:
    """The form in a file. Raises NotAForm; a pipe in its place makes nobody wait."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotAForm("it is no file")
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAForm(reason(error)) from error
    if len(content) > MOST_BYTES:
        raise NotAForm(f"it has more than {MOST_BYTES:,} bytes")
    return kept_in(content)


def _is_path(text: str) -> bool:
    return len(text) <= LONGEST_PATH and "\0" not in text and os.path.isabs(text)
