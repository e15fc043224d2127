"""Asks the drawing process for pages and charts, and drops what is outdated.

One process for the window, started with the first request. While it is busy only the latest
request of each kind waits; an answer to a request that is no longer the latest is not shown. Pages
that are to go out (`make`) come first, and are never dropped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from ui.handout_worker import Request

DELAY_MS = 120
"""A pause in typing before a page is drawn."""
PATIENCE_MS = 60_000
"""Longer than the longest plan's pages take: a process that is busy so long hangs."""
WORKER = "--draw"
"""The argument with which the program's own start-up becomes the drawing process."""


class _Job(NamedTuple):
    """Pages to go out, and who is told when they are there, or why they can't be made."""

    wanted: Request
    made: Callable[[bytes], object]
    failed: Callable[[str], object]


class HandoutMaker(QObject):
    """The drawing process and what it was asked for."""

    drawn = Signal(str, bytes)
    """The kind, and the bytes of the latest request of that kind."""
    failed = Signal(str, str)
    """The kind, and why it can't be drawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._latest: dict[str, Request] = {}
        self._waiting: dict[str, Request] = {}
        self._jobs: list[_Job] = []
        self._made: dict[str, tuple[Request, bytes]] = {}
        self._busy: Request | None = None
        self._answer = b""
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._next)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._end_hanging)

    def ask(self, wanted: Request) -> None:
        """Draw this soon, in place of an earlier request of the same kind."""
        if (pages := self.made(wanted)) is not None:
            self._latest[wanted.kind] = wanted
            self._waiting.pop(wanted.kind, None)
            self.drawn.emit(wanted.kind, pages)
            return
        if self._latest.get(wanted.kind) == wanted:
            return
        self._latest[wanted.kind] = wanted
        self._waiting[wanted.kind] = wanted
        self._delay.start()

    def made(self, wanted: Request) -> bytes | None:
        """The pages, if they are the last of their kind that were made."""
        last, pages = self._made.get(wanted.kind, (None, b""))
        return pages if last == wanted else None

    def make(
        self, wanted: Request, made: Callable[[bytes], object], failed: Callable[[str], object]
    ) -> None:
        """Make these pages next."""
        self._jobs.append(_Job(wanted, made, failed))
        self._next()

    def stop(self) -> None:
        """End the process with the window."""
        self._delay.stop()
        self._patience.stop()
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(300):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _next(self) -> None:
        if self._busy is not None:
            return
        if self._jobs:
            self._busy = self._jobs[0].wanted
        elif self._waiting and not self._delay.isActive():
            self._busy = self._waiting.pop(next(iter(self._waiting)))
        else:
            return
        if self._waiting.get(self._busy.kind) == self._busy:
            del self._waiting[self._busy.kind]
        self._patience.start()
        self._started().write(msgspec.json.encode(self._busy) + b"\n")

    def _started(self) -> QProcess:
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
            self._process.setWorkingDirectory(str(Path(__file__).resolve().parent.parent))
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.finished.connect(self._finished)
            self._process.errorOccurred.connect(self._not_started)
            frozen = getattr(sys, "frozen", False)
            arguments = [WORKER] if frozen else ["-m", "ui.app", WORKER]
            self._process.start(sys.executable, arguments)
        return self._process

    def _read(self) -> None:
        assert self._process is not None
        self._answer += self._process.readAllStandardOutput().data()
        head, newline, body = self._answer.partition(b"\n")
        if not newline:
            return
        said = json.loads(head)
        if len(body) < said["size"]:
            return
        self._answer = body[said["size"] :]
        self._patience.stop()
        done, self._busy = self._busy, None
        if done is not None:
            self._tell(done, body[: said["size"]], said["error"])
        self._next()

    def _tell(self, done: Request, pages: bytes, error: str) -> None:
        """Whoever asked for this hears of it, unless something newer was asked for since."""
        if not error and done.kind != "chart":
            self._made[done.kind] = done, pages
        if self._latest.get(done.kind) == done:
            if error:
                del self._latest[done.kind]  # asked again, it is tried again
                self.failed.emit(done.kind, error)
            else:
                self.drawn.emit(done.kind, pages)
        for job in [job for job in self._jobs if job.wanted == done]:
            self._jobs.remove(job)
            if error:
                job.failed(error)
            else:
                job.made(pages)

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _finished(self) -> None:
        """A method, not a lambda, so that Qt lets go of it with this object."""
        self._ended()

    def _end_hanging(self) -> None:
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.kill()
            self._process.waitForFinished(1000)
        seconds = self._patience.interval() // 1000
        self._ended(f"the drawing process was ended, for it hung: no answer in {seconds} s")

    def _ended(self, why: str = "the drawing process ended") -> None:
        """The process died: say so, and start another with the next request."""
        done, self._busy, self._answer = self._busy, None, b""
        self._patience.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if done is not None:
            self._tell(done, b"", why)
        self._next()
