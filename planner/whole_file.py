"""A file written whole or not at all, and seen by nobody else.

What is written goes to a draft in the same folder that takes the file's place when it is complete,
so that a full disk or a killed process leaves the old file as it was. It is patients' data: a new
file is its owner's alone, a file that is there keeps who may read it.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_DRAFTS = ".taper-planner-draft-"
_ACL = "system.posix_acl_access"


class FileProblem(ValueError):
    """A file can't be read or written. The message names it and says why, in one sentence."""


def write_whole(
    path: Path, content: bytes, put: Callable[[Path, Path], object] | None = None
) -> None:
    """Write the file so that it is there whole or unchanged. Raises FileProblem.

    A link is followed; the file keeps its mode, group and access list where the system lets us; one
    that is read-only is refused. A pipe or a device is written to straight. /dev/stdout is standard
    output: what goes wrong with that is raised as the OSError that it is.

    `put` has the complete draft take the file's place, as a rename does: who would rather not at
    that last moment says so there, by an exception, and the file stays as it was.
    """
    descriptor = _open_already(path)
    if descriptor == 1:
        _write_straight(descriptor, content)
        return
    try:
        if descriptor is None:
            _write_by_name(path, content, put or os.replace)
        else:
            _write_straight(descriptor, content)
    except OSError as error:
        raise FileProblem(f"{path}: can't be written: {reason(error)}") from error


def make_private_folder(folder: Path) -> None:
    """Have the folder there, its owner's alone, like those above it that are made. Raises OSError.

    One made by an earlier version, open to all, is closed.
    """
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    if sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        with suppress(PermissionError):  # another user's, who lets us write there
            folder.chmod(0o700)


def reason(error: OSError) -> str:
    """What the system says of the failure, without its number and path."""
    return error.strerror or type(error).__name__


def _open_already(path: Path) -> int | None:
    """The number of the open file that a path like /dev/stdout or /dev/fd/63 stands for.

    Written to by its number: opened by its name, a file that output is added to would be cut off.
    """
    if os.name != "posix":
        return None
    folder, name = str(path.parent), path.name
    if folder == "/dev":
        return {"stdout": 1, "stderr": 2}.get(name)
    return int(name) if folder in ("/dev/fd", "/proc/self/fd") and name.isdecimal() else None


def _write_straight(descriptor: int, content: bytes) -> None:
    """Write to what is open, after what was printed to it so far. Raises OSError."""
    for printed in (sys.stdout, sys.stderr):
        if printed:  # a window on Windows has neither
            printed.flush()
    with os.fdopen(os.dup(descriptor), "wb") as stream:
        stream.write(content)


def _write_by_name(path: Path, content: bytes, put: Callable[[Path, Path], object]) -> None:
    """Raises FileProblem for what isn't to be written, OSError for what can't be."""
    target = Path(os.path.realpath(path))
    try:
        before = target.stat()
    except FileNotFoundError:
        _put_in_place(target, None, content, put)
        return
    if stat.S_ISDIR(before.st_mode):
        raise FileProblem(f"{path}: can't be written: it is a folder")
    if not stat.S_ISREG(before.st_mode):
        with target.open("wb") as pipe_or_device:
            pipe_or_device.write(content)
        return
    # The superuser may write anything; what nobody may write was meant to stay.
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileProblem(f"{path}: can't be written: it is read-only")
    _put_in_place(target, before, content, put)


def _put_in_place(
    target: Path,
    before: os.stat_result | None,
    content: bytes,
    put: Callable[[Path, Path], object],
) -> None:
    """Write a draft beside the target and put it there. Raises OSError."""

    def fill(handle: int) -> None:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(content)
        _give_rights(handle, target, before)
        os.fsync(handle)

    _remove_left_behind(target.parent)
    draft = target.with_name(f"{_DRAFTS}{os.urandom(8).hex()}")
    try:
        with _complete(draft, fill):
            put(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _remove_left_behind(folder: Path) -> None:
    """Remove the drafts of writers that were killed."""
    for draft in folder.glob(f"{_DRAFTS}*"):
        with suppress(OSError):  # its writer lives, or it is another user's, or gone
            _remove_if_nobodys(draft)


if sys.platform == "win32":

    def _give_rights(handle: int, target: Path, before: os.stat_result | None) -> None:
        """A file there has the rights of its folder."""

    @contextmanager
    def _complete(draft: Path, fill: Callable[[int], None]) -> Iterator[None]:
        """Have the filled draft there, closed: what is open can't be renamed. Raises OSError."""
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_BINARY, 0o600)
        try:
            fill(handle)
        finally:
            os.close(handle)
        yield

    def _remove_if_nobodys(draft: Path) -> None:
        """What is open can't be removed; what was closed just now is about to be renamed."""
        if time.time() - draft.stat().st_mtime > 60:
            draft.unlink()

else:

    def _give_rights(handle: int, target: Path, before: os.stat_result | None) -> None:
        """Give the draft what the old file has; else it is its owner's, and the group's in a folder
        that hands its group on to what is made in it and lets that group write. Raises OSError.
        """
        if before is None:
            shared = stat.S_ISGID | stat.S_IWGRP
            if target.parent.stat().st_mode & shared == shared:
                os.fchmod(handle, 0o660)
            return
        mode = stat.S_IMODE(before.st_mode)
        if not any(_belongs(handle, owner, before.st_gid) for owner in (before.st_uid, -1)):
            mode &= ~0o070  # what its group may do, another group need not
        with suppress(OSError):  # a file system without modes
            os.fchmod(handle, mode)
        if sys.platform == "linux":
            with suppress(OSError):  # most files have no list
                os.setxattr(handle, _ACL, os.getxattr(target, _ACL))

    def _belongs(handle: int, owner: int, group: int) -> bool:
        """Whether the file could be given to them; -1 leaves the owner."""
        try:
            os.fchown(handle, owner, group)
        except OSError:
            return False
        return True

    @contextmanager
    def _complete(draft: Path, fill: Callable[[int], None]) -> Iterator[None]:
        """Have the filled draft there, locked as long as its writer lives. Raises OSError."""
        handle = _filled_without_a_name(draft, fill)
        filled = handle is not None
        handle = _locked(draft) if handle is None else handle
        try:
            if not filled:
                fill(handle)
            yield
        finally:
            os.close(handle)

    def _filled_without_a_name(draft: Path, fill: Callable[[int], None]) -> int | None:
        """The draft, named when it is complete: a kill before that leaves nothing at all. None
        where the file system can't; and on any trouble, which the other way meets again.
        """
        unnamed = getattr(os, "O_TMPFILE", None)  # Linux alone has it
        if unnamed is None:
            return None
        try:
            handle = os.open(draft.parent, unnamed | os.O_RDWR, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            fill(handle)
            # Without a folder given, Python would link to this link, not to what it stands for.
            os.link(f"/proc/self/fd/{handle}", draft, src_dir_fd=handle)
        except OSError:
            os.close(handle)
            return None
        return handle

    def _locked(draft: Path) -> int:
        """A new file that only its owner may read, under its name. Raises OSError."""
        while True:
            handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            with suppress(OSError):  # not every file system has locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink:
                return handle
            os.close(handle)  # another writer took it for left behind, before it was locked

    def _remove_if_nobodys(draft: Path) -> None:
        """The system lets go of a lock when the process that holds it ends."""
        handle = os.open(draft, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(handle)
