"""Asks the drawing process for pages and charts, and drops what is outdated.

One process for the window, started with the first request. While it is busy only the latest
request of each kind waits; an answer to a request that is no longer the latest is not shown.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from ui.handout_worker import Request

DELAY_MS = 120
"""A pause in typing before a page is drawn."""
WORKER = "--draw"
"""The argument with which the program's own start-up becomes the drawing process."""


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
        self._busy: Request | None = None
        self._answer = b""
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._next)

    def ask(self, wanted: Request) -> None:
        """Draw this soon, in place of an earlier request of the same kind."""
        if self._latest.get(wanted.kind) == wanted:
            return
        self._latest[wanted.kind] = wanted
        self._waiting[wanted.kind] = wanted
        self._delay.start()

    def stop(self) -> None:
        """End the process with the window."""
        self._delay.stop()
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(300):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        kind = next(iter(self._waiting))
        self._busy = self._waiting.pop(kind)
        process = self._started()
        process.write(msgspec.json.encode(self._busy) + b"\n")

    def _started(self) -> QProcess:
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
            self._process.setWorkingDirectory(str(Path(__file__).resolve().parent.parent))
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.finished.connect(self._ended)
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
        done, self._busy = self._busy, None
        if done is not None and self._latest.get(done.kind) == done:
            if said["error"]:
                self.failed.emit(done.kind, said["error"])
            else:
                self.drawn.emit(done.kind, body[: said["size"]])
        self._next()

    def _ended(self) -> None:
        """The process died: say so, and start another with the next request."""
        done, self._busy, self._answer = self._busy, None, b""
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if done is not None:
            self._latest.pop(done.kind, None)
            self.failed.emit(done.kind, "the drawing process ended")
        self._next()
