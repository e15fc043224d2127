"""New, open and save: the open plan and its file.

What goes wrong is one sentence in the window's line, and the open plan stays as it is. A plan
that isn't saved is asked about, in the same line, before it is lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.resources import RESOURCES
from planner.terms import PlanError
from ui.draft import PrescriberText, replace
from ui.language import tr
from ui.open_plan import OpenPlan
from ui.question import Line
from ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.medicine import Medicine
    from ui.two_at_once import Write

MOST_OF_A_NAME = 60
"""Letters of the patient's name in a file's: systems allow 255 bytes in all."""
EXAMPLE = RESOURCES / "examples" / "textbook.json"


class FileActions(QObject):
    """The commands of the file menu. The ask… functions can be replaced, in tests by answers."""

    begun = Signal()
    """A new plan, its form empty."""
    leaving = Signal()
    """Another plan may take this one's place: what is on its way ends first."""

    def __init__(
        self,
        plan: OpenPlan,
        medicines: Mapping[str, Medicine],
        line: Line,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._plan, self._medicines = plan, medicines
        self._line, self._settings, self._window = line, settings, window
        self.read_from: Path | None = None
        self.ask_open: Callable[[], str] = self._open_dialog
        self.ask_save: Callable[[str, str], str] = self._save_dialog

    def new(self) -> None:
        def begin() -> None:
            empty = self._plan.empty_draft()
            remembered = self._settings.prescriber
            self.read_from = None
            self._plan.start_new(
                replace(empty, prescriber=remembered, country=self._settings.country)
            )
            self.begun.emit()

        self.unless_unsaved(begin, tr("before a new one is begun"))

    def open(self) -> None:
        def choose() -> None:
            if name := self.ask_open():
                self.open_file(Path(name))

        self.unless_unsaved(choose, tr("before another is opened"))

    def open_example(self) -> None:
        def show() -> None:
            self.open_file(EXAMPLE, keep_path=False)

        self.unless_unsaved(show, tr("before the example is opened"))

    def open_file(self, path: Path, keep_path: bool = True) -> None:
        """Open a plan, from its file or from a PDF that carries one."""
        from planner.changed_elsewhere import digest_of
        from planner.files import FileProblem, plan_in, read_whole

        before = self.read_from
        is_pdf = path.suffix.lower() == ".pdf"
        try:
            content = read_whole(path)
            plan = plan_in(content, self._medicines)
            self.read_from = path if is_pdf else None  # the window's title says it at once
            self._plan.use(plan, path if keep_path and not is_pdf else None)
        except FileProblem as problem:
            self._line.say(str(problem), wrong=True)
        except PlanError as error:
            self.read_from = before
            self._line.say(
                tr("{name} can't be opened: {why}.", name=path.name, why=error), wrong=True
            )
        else:
            self._line.clear()
            if self._plan.path is not None:
                self._plan.digest = digest_of(content)
            if is_pdf:
                self._plan.mark_printed()
                self._say_standing(path)
            if keep_path:
                self._settings.folder = str(path.parent)

    def _say_standing(self, path: Path) -> None:
        """What the digests of a plan say that came in a PDF: pages look alike for years."""
        case = self._plan.state.case
        if case is not None:
            self._line.say(tr("The plan in {name}: {why}", name=path.name, why=case.standing.why))

    def save(self, then: Callable[[], object] | None = None) -> None:
        if self._plan.path is None:
            self.save_as(then)
        else:
            self._save_to(self._plan.path, then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        if name := self.ask_save(self.file_name("json"), tr("Plan (*.json)")):
            self.to_file(name, ".json", lambda path: self._save_to(path, then))

    def to_file(self, name: str, suffix: str, write: Callable[[Path], object]) -> None:
        """Write to the file that was named, its suffix added where it has none. The dialog asked
        before replacing the file of that name; of another one that is there, the line asks.
        """
        path = with_suffix(name, suffix)
        if path == Path(name) or not os.path.exists(path):  # False for a name too long as well
            write(path)
            return
        self._line.ask(
            tr("{name} is there already. Replace it?", name=path.name),
            {tr("Replace"): lambda: write(path), tr("Cancel"): lambda: None},
            harmless=tr("Cancel"),
        )

    def unless_unsaved(self, go_on: Callable[[], object], before: str) -> None:
        """Go on at once, or first ask what is to become of a form that isn't saved."""
        self.leaving.emit()
        if not self._plan.dirty:
            go_on()
            return

        self._line.ask(
            tr("This plan isn't saved. Save it {before}?", before=before),
            {
                tr("Save"): lambda: self.save(go_on),
                tr("Don't save"): go_on,
                tr("Cancel"): lambda: None,
            },
            harmless=tr("Cancel"),
        )

    def before_closing(self, close: Callable[[], object], keep: Callable[[], object]) -> None:
        """Ask what is to become of a form that isn't saved; one that can't be saved yet, since
        not all of it can be read, can be kept as it stands.
        """
        if self._plan.state.current:
            self.unless_unsaved(close, tr("before the window closes"))
            return
        self.leaving.emit()
        self._line.ask(
            tr("This plan can't be saved yet. Keep the form as it stands for the next start?"),
            {tr("Keep"): keep, tr("Don't keep"): close, tr("Cancel"): lambda: None},
            harmless=tr("Cancel"),
        )

    def _save_to(
        self, path: Path, then: Callable[[], object] | None, write: Write | None = None
    ) -> None:
        from planner.changed_elsewhere import ChangedElsewhere, digest_of
        from planner.documents import write_plan
        from planner.files import FileProblem
        from ui.two_at_once import ask_what_now, replacing

        self._plan.settle()  # a date still in words, the cursor in its entry
        self._plan.give_id()
        state = self._plan.state
        if not state.current or state.plan is None:
            self._line.say(
                tr(
                    "The plan can be saved when every field can be read; till then it is kept here."
                ),
                wrong=True,
            )
            return
        content = write_plan(state.plan)
        try:
            saved = (write or replacing(self._plan))(path, content)
        except ChangedElsewhere as changed:
            ask_what_now(
                self._line,
                changed,
                save=lambda write: self._save_to(path, then, write),
                reopen=lambda: self.open_file(path),
            )
        except FileProblem as problem:
            self._line.say(str(problem), wrong=True)
        else:
            self._remember(saved)
            self.read_from, self._plan.digest = None, digest_of(content)
            self._plan.mark_saved(saved)
            self._line.clear()
            if saved != path:
                self._line.say(tr("This plan was saved as {name}.", name=saved.name))
            if then is not None:
                then()

    def write(self, path: Path, content: bytes) -> bool:
        """Write a whole file, or say why not. Folder, and a prescriber typed in, are remembered."""
        from planner.files import FileProblem, write_whole

        try:
            write_whole(path, content)
        except FileProblem as problem:
            self._line.say(str(problem), wrong=True)
            return False
        self._remember(path)
        return True

    def _remember(self, written: Path) -> None:
        self._settings.folder = str(written.parent)
        self.remember_prescriber(self._plan.state.draft.prescriber)

    def remember_prescriber(self, prescriber: PrescriberText) -> None:
        """Keep for the next plan who was typed into this one; never who came with a file, for
        that is the example's or a colleague's telephone.
        """
        if prescriber != self._plan.begun_with.prescriber:
            self._settings.prescriber = prescriber

    def file_name(self, suffix: str, what: str = "") -> str:
        """A name to offer: the patient's and the start, as far as they are known, and `what`."""
        if suffix == "json" and self._plan.path is not None:
            return str(self._plan.path)
        state = self._plan.state
        who = state.draft.patient.name.strip()[:MOST_OF_A_NAME] or tr("taper")
        start = f" {state.plan.start.isoformat()}" if state.plan else ""
        safe = "".join(c if c.isalnum() or c in " -_." else "-" for c in f"{who}{start}{what}")
        folder = self.read_from.parent if self.read_from else Path(self._settings.folder)
        return str(folder / f"{safe}.{suffix}")

    def _open_dialog(self) -> str:
        from PySide6.QtWidgets import QFileDialog

        kinds = tr("Plans (*.json *.pdf);;All files (*)")
        return QFileDialog.getOpenFileName(self._window, tr("Open"), self._settings.folder, kinds)[
            0
        ]

    def _save_dialog(self, name: str, kind: str) -> str:
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getSaveFileName(self._window, tr("Save"), name, kind)[0]


def with_suffix(name: str, suffix: str) -> Path:
    """The path with this suffix: "Mrs. Jones" has none that a system knows, whatever its dot."""
    path = Path(name)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
