"""Two at once: a file is replaced only while it still is what was read from it.

Another window, another computer or a sync client may have written it meanwhile. Whether it is the
same is told by its content, since a copy may bring an old time along. What is found to be another
is left as it is, and said; what was to be written can go beside it, under a name of its own.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from planner.whole_file import FileProblem, reason, write_whole

if sys.platform != "win32":
    import fcntl

MOST_BESIDE = 1_000
"""Names that are tried for a file beside another one."""
WAIT_SECONDS = 0.01
MOST_TRIES = 300
"""How often, and after how long, a file is tried that another window is just replacing."""


class ChangedElsewhere(FileProblem):
    """The file isn't what was read from it, and was left as it is. `now`: what it is."""

    def __init__(self, path: Path, now: str) -> None:
        self.path, self.now = path, now
        super().__init__(f"{path}: was changed by somebody else since it was read")


def digest_of(content: bytes) -> str:
    """What a file's content is compared by."""
    return sha256(content).hexdigest()


def digest_at(path: Path) -> str | None:
    """The same of the file there; None: nothing is there; "": a pipe or a device, nothing in which
    could be lost. Raises FileProblem.
    """
    try:
        if path.exists() and not path.is_file():
            return ""
        digest = sha256()
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileProblem(f"{path}: can't be read: {why}") from error
    return digest.hexdigest()


def replace_unchanged(path: Path, content: bytes, read: str | None) -> None:
    """Write the file whole, if it still is what was `read` from it (None: nothing was); one that is
    gone is written anew, and one that holds this very content already is no trouble.

    Looked at once more when the new file is about to take its place, while every other window of
    this program waits (`_one_at_a_time`). A program that asks nobody has the moment between that
    look and the rename. Raises ChangedElsewhere and FileProblem.
    """
    same = (read, digest_of(content))

    def look() -> None:
        if (now := digest_at(path)) and now not in same:
            raise ChangedElsewhere(path, now)

    def put(draft: Path, target: Path) -> None:
        with _one_at_a_time(target):
            look()
            # Nothing there: whoever makes a file of this name in this moment is not replaced.
            (os.replace if os.path.lexists(target) else _put_new)(draft, target)

    look()
    try:
        write_whole(path, content, put)
    except FileProblem as problem:
        if isinstance(problem.__cause__, FileExistsError):
            raise ChangedElsewhere(path, digest_at(path) or "") from problem
        raise


def write_beside(path: Path, content: bytes) -> Path:
    """Write a new file beside this one, "plan (2).json", under the first name that nothing has;
    say which. Raises FileProblem.
    """
    for number in range(2, MOST_BESIDE):
        beside = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if os.path.lexists(beside):
            continue
        try:
            write_whole(beside, content, _put_new)
        except FileProblem as problem:
            if isinstance(problem.__cause__, FileExistsError):
                continue  # somebody was faster
            raise
        return beside
    raise FileProblem(f"{path}: can't be written: too many files of that name")


def _put_new(draft: Path, target: Path) -> None:
    """Give the draft a name that nothing may have. Raises FileExistsError and OSError."""
    if sys.platform == "win32":
        os.rename(draft, target)  # it replaces nothing there
        return
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names: take the name first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(draft, target)


if sys.platform == "win32":

    @contextmanager
    def _one_at_a_time(target: Path) -> Iterator[None]:
        """A file that is open can't be replaced there, so nothing is held: the look is all."""
        yield

else:

    @contextmanager
    def _one_at_a_time(target: Path) -> Iterator[None]:
        """Hold the file that is about to be replaced, as long as it has its name: two that save
        at once do it one after the other, and the second sees what the first has written.

        The system lets go of it when the process ends, however it ends. It holds between two
        computers where their shared folder does locks.
        """
        handle = _held(target)
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def _held(target: Path) -> int | None:
        """The file, open and locked; None: it isn't there, or can't be locked for whatever reason,
        which is no reason not to save.
        """
        for _ in range(MOST_TRIES):
            try:
                handle = os.open(target, os.O_RDWR | os.O_NONBLOCK)
            except OSError:
                return None
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), target.stat()):
                    return handle
            except BlockingIOError:
                time.sleep(WAIT_SECONDS)
            except FileNotFoundError:
                pass  # removed meanwhile
            except OSError:
                os.close(handle)
                return None
            os.close(handle)  # another window has replaced it: the new one is to be held
        return None
