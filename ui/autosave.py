"""What was typed and not yet saved, kept on disk within a second of an edit.

The form itself is kept, texts and all, so that after a crash the next start offers exactly what
was there. One file a running window, in the user's own folder for such things; it is gone as soon
as the plan is saved or let go. One that can't be read hides no other, and stays for who can.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from planner.files import FileProblem, reason, write_whole
from planner.whole_file import make_private_folder
from ui.edit import State
from ui.held import Held, hold, remove_left_behind
from ui.kept_form import Kept, NotAForm, content_of, read_kept
from ui.open_plan import OpenPlan

DELAY_MS = 700


class Found(NamedTuple):
    """A form that an earlier window left behind, the file that holds it, and the hold on that file
    as long as the form is on offer: no other window offers it meanwhile.
    """

    kept: Kept
    file: Path
    held: Held

    def let_go(self) -> None:
        """Offer it again, at the next start."""
        self.held.let_go()

    def remove(self) -> None:
        """It was taken up, or isn't wanted."""
        with suppress(OSError):
            self.file.unlink()
        self.held.let_go()


class Unreadable(NamedTuple):
    """A file that holds no form that can be shown, and why."""

    file: Path
    why: str

    def put_aside(self) -> None:
        """Its owner was told of it: it is kept, and not told of again."""
        with suppress(OSError):
            self.file.rename(self.file.with_name(f"unreadable-{self.file.name}"))


class LeftBehind(NamedTuple):
    """What earlier windows left: forms, the latest first, and what can't be read."""

    forms: list[Found]
    unreadable: list[Unreadable]


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
        self._held: Held | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.keep)
        open_plan.changed.connect(self._edited)
        open_plan.file_changed.connect(self._edited)

    def keep(self) -> None:
        """Write the form now, or remove the file where nothing is unsaved."""
        self._timer.stop()
        if self._open_plan.dirty:
            self.rescue()
        else:
            self.let_go()

    def rescue(self) -> bool:
        """Write the form now, whatever follows from it or goes wrong with that; True: it is kept,
        here or in its file.
        """
        plan = self._open_plan
        if plan.draft == plan.saved_draft:
            return True
        try:
            make_private_folder(self._file.parent)
            self._held = self._held or hold(self._file)
            path = str(plan.path.absolute()) if plan.path else None
            now = datetime.now().astimezone()
            kept = Kept(now, path, plan.draft, plan.saved_draft, plan.digest)
            write_whole(self._file, content_of(kept))
            self._told = False
            return True
        except (OSError, FileProblem) as error:
            # Nowhere to keep it: the window goes on, and says that a crash would lose the form.
            cause = error if isinstance(error, OSError) else error.__cause__
            self.warn(reason(cause) if isinstance(cause, OSError) else str(error))
            return False

    def warn(self, why: str) -> None:
        """Say that nothing can be kept, once, as soon as it can be said."""
        self._told = self._told or self._tell(why)

    def let_go(self) -> None:
        """The plan was saved or given up on purpose: nothing is left to offer."""
        self._timer.stop()
        with suppress(OSError):  # where no form could be kept either
            self._file.unlink()
        self._let_go_of_file()

    def leave(self) -> None:
        """The window closes with the form unsaved on purpose: the next start offers it."""
        self.keep()
        self._let_go_of_file()

    def _let_go_of_file(self) -> None:
        if self._held is not None:
            self._held.let_go()
            self._held = None

    def _edited(self, state: State | None = None) -> None:
        if not self._timer.isActive():
            self._timer.start()


def left_behind(folder: Path) -> LeftBehind:
    """What windows that are no longer there left unsaved."""
    found, unreadable = [], []
    remove_left_behind(folder)
    for file in sorted(folder.glob("unsaved-*.json")):
        held = None
        try:
            held = hold(file)
            if held is not None:
                found.append(Found(read_kept(file), file, held))
        except OSError as error:
            unreadable.append(Unreadable(file, reason(error)))
        except NotAForm as why:
            if held is not None:
                held.let_go()
            unreadable.append(Unreadable(file, str(why)))
    found.sort(key=lambda one: one.kept.at.timestamp(), reverse=True)
    return LeftBehind(found, unreadable)
