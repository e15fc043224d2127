"""The folder in which the program keeps what is typed and remembered: its owner's alone.

What an earlier version left open to others is closed. On Windows a user's profile is closed to
other users as it comes, and its rights are handed on to what is made there.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from planner.whole_file import make_private_folder, reason


def make_own(folder: Path, *inside: str) -> str:
    """Have the folder and those inside it there, and all in them closed to others. Why nothing can
    be written there; "" where it can.
    """
    try:
        for one in (folder, *(folder / name for name in inside)):
            make_private_folder(one)
            _close_files(one)
            if not os.access(one, os.W_OK | os.X_OK):
                return "Permission denied"
    except OSError as error:
        return reason(error)
    return ""


def make_own_file(file: Path) -> None:
    """Have a file there that only its owner may read, for a writer that keeps what it finds."""
    with suppress(OSError):  # where it can't be written, the window does without
        make_private_folder(file.parent)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        _close(file)


def _close_files(folder: Path) -> None:
    for file in folder.iterdir():
        _close(file)


def _close(file: Path) -> None:
    """Leave a file to its owner alone, as far as it is one of ours."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        seen = file.lstat()
        if stat.S_ISREG(seen.st_mode) and stat.S_IMODE(seen.st_mode) & 0o077:
            file.chmod(0o600)
