"""What was typed and not yet saved, kept on disk within a second of an edit.

The form itself is kept, texts and all, so that after a crash the next start offers exactly what
was there. One file a running window, in the user's own folder for such things; it is gone as soon
as the plan is saved or let go.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec
from PySide6.QtCore import QLockFile, QObject, QTimer

from planner.amounts import written
from planner.files import FileProblem, reason, write_whole
from ui.draft import Draft
from ui.draft_file import draft_in, form_of
from ui.edit import State
from ui.open_plan import OpenPlan

DELAY_MS = 700


class Kept(NamedTuple):
    """A form that was not saved, as it stood, and as its file has it."""

    at: datetime
    path: str | None
    draft: Draft
    saved: Draft


class Found(NamedTuple):
    """A form that an earlier window left behind, the file that holds it, and its lock, held as
    long as the form is on offer: no other window offers it meanwhile.
    """

    kept: Kept
    file: Path
    lock: QLockFile

    def let_go(self) -> None:
        """Offer it again, at the next start."""
        self.lock.unlock()

    def remove(self) -> None:
        """It was taken up, or isn't wanted."""
        self.file.unlink(missing_ok=True)
        self.lock.unlock()


class Autosave(QObject):
    """Keeps the open plan's form in a file of its own while it differs from the saved one."""

    def __init__(
        self, open_plan: OpenPlan, folder: Path, tell: Callable[[str], bool] = lambda why: True
    ) -> None:
        """`tell`: is told why the form can't be kept, again until it returns True."""
        super().__init__(open_plan)
        self._tell, self._told = tell, False
        self._open_plan = open_plan
        self._file = folder / f"unsaved-{uuid4().hex}.json"
        self._lock = _lock(self._file)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.keep)
        open_plan.changed.connect(self._edited)
        open_plan.file_changed.connect(self._edited)

    def keep(self) -> None:
        """Write the form now, or remove the file where nothing is unsaved."""
        self._timer.stop()
        plan = self._open_plan
        try:
            if not plan.dirty:
                self.let_go()
                return
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.isLocked():
                self._lock.tryLock(0)
            path = str(plan.path) if plan.path else None
            now = datetime.now().astimezone()
            write_whole(self._file, _written(Kept(now, path, plan.state.draft, plan.saved_draft)))
            self._told = False
        except (OSError, FileProblem) as error:
            # Nowhere to keep it: the window goes on, and says that a crash would lose the form.
            cause = error if isinstance(error, OSError) else error.__cause__
            why = reason(cause) if isinstance(cause, OSError) else str(error)
            self._told = self._told or self._tell(why)

    def let_go(self) -> None:
        """The plan was saved or given up on purpose: nothing is left to offer."""
        self._timer.stop()
        self._file.unlink(missing_ok=True)
        self._lock.unlock()

    def leave(self) -> None:
        """The window closes with the form unsaved on purpose: the next start offers it."""
        self.keep()
        self._lock.unlock()

    def _edited(self, state: State | None = None) -> None:
        if not self._timer.isActive():
            self._timer.start()


def left_behind(folder: Path) -> list[Found]:
    """The forms that windows which are no longer there left unsaved, the latest first."""
    found = []
    for file in folder.glob("unsaved-*.json"):
        lock = _lock(file)
        if not lock.tryLock(0):
            continue  # another window has it open, or on offer
        try:
            kept = _read(file.read_bytes())
        except (OSError, msgspec.MsgspecError):
            lock.unlock()
            continue
        found.append(Found(kept, file, lock))
    return sorted(found, key=lambda one: one.kept.at, reverse=True)


class _Json(msgspec.Struct, frozen=True):
    """What is kept, as it stands in its file."""

    at: datetime
    path: str | None
    draft: Any
    saved: Any


def _written(kept: Kept) -> bytes:
    json = _Json(kept.at, kept.path, form_of(kept.draft), form_of(kept.saved))
    return msgspec.json.encode(json, enc_hook=written)


def _read(content: bytes) -> Kept:
    """Raises msgspec.MsgspecError for what is no such file."""
    json = msgspec.json.decode(content, type=_Json)
    return Kept(json.at, json.path, draft_in(json.draft), draft_in(json.saved))


def _lock(file: Path) -> QLockFile:
    """Held by the window whose form it is; one whose process is gone can be taken."""
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock
