"""Whose a file is: held by one window as long as its process lives, by a lock file beside it.

The system itself lets go of a lock when the process that has it ends, however it ends, whatever
the computer is called meanwhile. Where a file system has no locks, what the lock file says decides:
which computer, which process, begun when.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QSysInfo

if sys.platform == "win32":
    import msvcrt
else:
    import errno
    import fcntl

    _NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)

MOST_BYTES = 1_000
"""Of what a lock file says."""
FAR = 1 << 30
"""The byte that is locked where a lock keeps others from reading: behind all that is there."""


class Holder(msgspec.Struct, frozen=True):
    """A process, as its lock file names it. `began`: in the system's own count; "": not known."""

    host: str
    machine: str
    pid: int
    began: str

    @property
    def is_elsewhere(self) -> bool:
        """On another computer, whose processes can't be seen from here; a new name is none."""
        here = this_process()
        if self.machine and here.machine:
            return self.machine != here.machine
        return self.host != here.host

    @property
    def is_gone(self) -> bool:
        """Its process has ended, or its number is another program's by now."""
        return not _exists(self.pid) or (self.began != "" and self.began != _began(self.pid))


class Held:
    """A file that is this window's. `before`: the computer that held it last, where that is
    another one, which may have it open still if no lock reaches so far; "": none.
    """

    def __init__(self, lock: Path, handle: int, before: str) -> None:
        self._lock, self._handle, self.before = lock, handle, before

    def let_go(self) -> None:
        """Its lock file goes as well. Harmless a second time."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        if sys.platform == "win32":  # what is open there can't be removed
            os.close(handle)
        with suppress(OSError):
            self._lock.unlink()
        if sys.platform != "win32":
            os.close(handle)


def hold(file: Path) -> Held | None:
    """Hold the file, from now on; None: another window holds it. Raises OSError."""
    lock = file.with_suffix(".lock")
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            locked = _lock(handle)
            if locked is False:
                os.close(handle)
                return None
            if sys.platform != "win32" and not os.path.samestat(os.fstat(handle), os.lstat(lock)):
                raise FileNotFoundError  # who held it let go of it meanwhile, and it is another
            last = _holder(handle)
            if last and locked is None and not last.is_elsewhere and not last.is_gone:
                os.close(handle)
                return None
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, msgspec.json.encode(this_process()))
            return Held(lock, handle, last.host if last and last.is_elsewhere else "")
        except FileNotFoundError:
            os.close(handle)
        except OSError:
            os.close(handle)
            raise


def remove_left_behind(folder: Path) -> None:
    """Remove the locks of windows that were killed, where the file that they held is gone."""
    for lock in folder.glob("unsaved-*.lock"):
        if lock.with_suffix(".json").exists():
            continue
        with suppress(OSError):
            if (held := hold(lock)) is not None:
                held.let_go()


def this_process() -> Holder:
    """The one that runs here."""
    machine = QSysInfo.machineUniqueId().toStdString()
    return Holder(QSysInfo.machineHostName(), machine, os.getpid(), _began(os.getpid()))


def _holder(handle: int) -> Holder | None:
    """Whom the lock file names; None: nobody, or in words that are none of ours."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return msgspec.json.decode(os.read(handle, MOST_BYTES), type=Holder)
    except (msgspec.MsgspecError, ValueError):
        return None


if sys.platform == "win32":

    def _lock(handle: int) -> bool | None:
        """Whether it could be locked."""
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _exists(pid: int) -> bool:
        """Locks always work there: nobody needs to know."""
        return False

else:

    def _lock(handle: int) -> bool | None:
        """Whether it could be locked; None: the file system has no locks. Raises OSError."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            raise
        return True

    def _exists(pid: int) -> bool:
        """Whether a process has this number now."""
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        except (ProcessLookupError, OverflowError):
            return False
        return pid > 0


def _began(pid: int) -> str:
    """When the process began, in the system's own count; "" where that isn't told."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[19]  # the 22nd; the name before it may hold anything
