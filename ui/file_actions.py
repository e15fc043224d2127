"""New, open, save, export and print: what is done with the open plan as a whole.

What goes wrong is one sentence in the window's line, and the open plan stays as it is. A plan
that isn't saved is asked about, in the same line, before it is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from planner.medicine import RESOURCES, Medicine
from planner.plan import PlanError
from ui.language import tr
from ui.open_plan import OpenPlan
from ui.page_options import PageOptions
from ui.question import Line
from ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from ui.handout_worker import Kind
    from ui.printing import PrintJob

EXAMPLE = RESOURCES / "examples" / "textbook.json"


class FileActions(QObject):
    """The commands of the file menu. The ask… functions can be replaced, in tests by answers."""

    let_go = Signal()
    """The open plan's unsaved form was given up on purpose."""
    begun = Signal()
    """A new plan, its form empty."""

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
        self._job: PrintJob | None = None
        self.read_from: Path | None = None
        self.options: PageOptions = settings.page_options
        self.ask_open: Callable[[], str] = self._open_dialog
        self.ask_save: Callable[[str, str], str] = self._save_dialog
        self.ask_printer: Callable[[QPrinter], bool] = self._print_dialog

    def new(self) -> None:
        def begin() -> None:
            empty = self._plan.empty_draft()
            remembered = self._settings.prescriber
            self.read_from = None
            self._plan.start_new(msgspec.structs.replace(empty, prescriber=remembered))
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
        from planner.files import FileProblem, open_plan

        before = self.read_from
        is_pdf = path.suffix.lower() == ".pdf"
        try:
            plan = open_plan(path, self._medicines)
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
            if is_pdf:
                self._plan.mark_printed()
            if keep_path:
                self._settings.folder = str(path.parent)

    def save(self, then: Callable[[], object] | None = None) -> None:
        if self._plan.path is None:
            self.save_as(then)
        else:
            self._save_to(self._plan.path, then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        if name := self.ask_save(self._file_name("json"), tr("Plan (*.json)")):
            self._save_to(_with_suffix(name, ".json"), then)

    def export_pdf(self, kind: Kind = "patient") -> None:
        pdf = self.pdf(kind)
        if pdf is None:
            return
        if name := self.ask_save(self._file_name("pdf"), tr("PDF (*.pdf)")):
            path = _with_suffix(name, ".pdf")
            if self._write(path, pdf):
                self._plan.mark_printed()
                self._line.say(tr("The page was saved as {path}.", path=path))

    def print(self, kind: Kind = "patient") -> None:
        """Ask for a printer, and print there; into a PDF file, our own PDF as it is."""
        from ui.printing import chosen_pages, file_of, printer_for

        if self._job is not None:
            self._line.say(tr("The pages before are still being printed."))
            return
        pdf = self.pdf(kind)
        if pdf is None:
            return
        printer = printer_for(pdf, Path(self._file_name("pdf")))
        if not self.ask_printer(printer):
            return
        if (path := file_of(printer)) is None:
            self._print_pages(pdf, printer)
        elif self._write(path, chosen_pages(pdf, printer)):
            self._plan.mark_printed()
            self._line.say(tr("The pages were printed into {path}.", path=path))

    def finish_printing(self) -> None:
        """Before the window goes, the pages that are still on their way."""
        if self._job is not None:
            self._job.finish()

    def _print_pages(self, pdf: bytes, printer: QPrinter) -> None:
        """Page by page; what is printed is the plan of now, whatever is typed meanwhile."""
        from ui.printing import PrintJob

        state, job = self._plan.state, PrintJob(pdf, printer, self)
        where = printer.printerName() or tr("the printer")

        def done(pages: int) -> None:
            self._end_job(job)
            self._plan.mark_printed(state.schedule)
            self._settings.prescriber = state.draft.prescriber
            self._line.say(tr("Printed on {where}: {n} pages.", where=where, n=pages))

        def failed(why: str) -> None:
            self._end_job(job)
            self._line.say(tr("This wasn't printed: {why}.", why=why), wrong=True)

        job.page_begun.connect(
            lambda n, of: self._line.say(tr("Printing page {n} of {of} …", n=n, of=of))
        )
        job.done.connect(done)
        job.failed.connect(failed)
        self._job = job
        job.start()

    def _end_job(self, job: PrintJob) -> None:
        self._job = None
        job.deleteLater()

    def pdf(self, kind: Kind) -> bytes | None:
        """The pages of the plan as it stands; None, with a word in the line, if they can't be."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QGuiApplication

        from ui.handout_worker import CannotDraw, draw, request

        state = self._plan.state
        if not state.current or state.plan is None:
            self._line.say(tr("The page can be made when every field can be read."), wrong=True)
            return None
        wanted = request(kind, state.plan, *self.options)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return draw(wanted)
        except CannotDraw as why:
            self._line.say(tr("The page can't be made: {why}", why=why), wrong=True)
            return None
        finally:
            QGuiApplication.restoreOverrideCursor()

    def unless_unsaved(self, go_on: Callable[[], object], before: str) -> None:
        """Go on at once, or first ask what is to become of a form that isn't saved."""
        self.finish_printing()  # its end is a word about this plan, not about the next
        if not self._plan.dirty:
            go_on()
            return

        def give_up() -> None:
            self.let_go.emit()
            go_on()

        self._line.ask(
            tr("This plan isn't saved. Save it {before}?", before=before),
            {
                tr("Save"): lambda: self.save(go_on),
                tr("Don't save"): give_up,
                tr("Cancel"): lambda: None,
            },
            harmless=tr("Cancel"),
        )

    def _save_to(self, path: Path, then: Callable[[], object] | None) -> None:
        from planner.documents import write_plan

        state = self._plan.state
        if not state.current or state.plan is None:
            self._line.say(
                tr(
                    "The plan can be saved when every field can be read; till then it is kept here."
                ),
                wrong=True,
            )
            return
        if self._write(path, write_plan(state.plan)):
            self.read_from = None
            self._plan.mark_saved(path)
            self._line.clear()
            if then is not None:
                then()

    def _write(self, path: Path, content: bytes) -> bool:
        from planner.files import FileProblem, write_whole

        try:
            write_whole(path, content)
        except FileProblem as problem:
            self._line.say(str(problem), wrong=True)
            return False
        self._settings.folder = str(path.parent)
        self._settings.prescriber = self._plan.state.draft.prescriber
        return True

    def _file_name(self, suffix: str) -> str:
        """A name to offer: the patient's and the start, as far as they are known."""
        if suffix == "json" and self._plan.path is not None:
            return str(self._plan.path)
        state = self._plan.state
        who = state.draft.patient.name.strip() or tr("taper")
        start = f" {state.plan.start.isoformat()}" if state.plan else ""
        safe = "".join(c if c.isalnum() or c in " -_." else "-" for c in f"{who}{start}")
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

    def _print_dialog(self, printer: QPrinter) -> bool:
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, self._window)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted


def _with_suffix(name: str, suffix: str) -> Path:
    path = Path(name)
    return path if path.suffix else path.with_name(path.name + suffix)
