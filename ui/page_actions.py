"""Print and export: the pages of the open plan on their way out, all of them or one reader's.

Pages that a preview has made of this very plan go out at once; else they are made apart, the
window says so and lives on. What goes out is the plan as it stands when they are there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.file_actions import FileActions
from ui.finding_words import counted, in_words, open_findings
from ui.language import tr
from ui.open_plan import OpenPlan
from ui.page_options import PageOptions
from ui.question import Line
from ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from planner.schedule import Schedule
    from ui.edit import State
    from ui.handout_maker import HandoutMaker
    from ui.handout_worker import Kind, Request
    from ui.printing import PrintJob

Then = Callable[[bytes], object]


class PageActions(QObject):
    """What the commands Print and Export do. `ask_printer` can be replaced, in tests by an answer.

    `maker`: gives the drawing process, which is started when it is first wanted.
    """

    options_changed = Signal(object)
    """The options are others than the panels were told."""

    def __init__(
        self,
        plan: OpenPlan,
        files: FileActions,
        line: Line,
        settings: Settings,
        maker: Callable[[], HandoutMaker],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._plan, self._files, self._line, self._settings = plan, files, line, settings
        self._maker, self._window = maker, window
        self._wanted: Request | None = None
        self._job: PrintJob | None = None
        self.options: PageOptions = settings.page_options
        plan.file_changed.connect(self._of_this_plan)
        self._plan_of_options = plan.begun_with
        self.ask_printer: Callable[[QPrinter], bool] = self._print_dialog
        files.leaving.connect(self.finish)

    def _of_this_plan(self) -> None:
        """How far the boxes go was said of the plan before: the next one has its usual weeks."""
        if self._plan.begun_with is not self._plan_of_options:
            self._plan_of_options = self._plan.begun_with
            self.options = self.options._replace(until=None)
            self.options_changed.emit(self.options)

    def export(self, kind: Kind = "patient") -> None:
        """Ask where to, and save the pages there."""

        def save(pdf: bytes) -> None:
            if name := self._files.ask_save(self._file_name(kind), tr("PDF (*.pdf)")):
                self._files.to_file(name, ".pdf", lambda path: self._save_pages(kind, pdf, path))

        self._with_pages(kind, save)

    def _save_pages(self, kind: Kind, pdf: bytes, path: Path) -> None:
        if self._files.write(path, pdf):
            self._plan.keep_version()
            self._mark_printed(kind)
            self._say_out(tr("The pages were saved as {path}.", path=path))

    def print(self, kind: Kind = "patient") -> None:
        """Ask for a printer, and print there; into a PDF file, our own PDF as it is."""
        if self._job is not None:
            self._line.say(tr("The pages before are still being printed."))
            return
        self._with_pages(kind, lambda pdf: self._ask_and_print(kind, pdf))

    def finish(self) -> None:
        """Before the plan is left, or the window goes: the pages that are still on their way."""
        self._wanted = None
        if self._job is not None:
            self._job.finish()

    def _with_pages(self, kind: Kind, then: Then) -> None:
        """Go on with the pages of the plan as it stands: at once where they are made already."""
        from ui.handout_worker import request

        self._plan.follow_day()  # what goes out holds from today on
        state = self._plan.state
        if not state.current or state.case is None:
            self._line.say(tr("The page can be made when every field can be read."), wrong=True)
            return
        wanted, maker = request(kind, state.case, *self.options), self._maker()
        self._wanted = wanted
        making = tr("Making the pages …")

        def over() -> bool:
            """Another command, or another plan, has come since."""
            if self._wanted is not wanted:
                return True
            self._wanted = None
            if self._line.text == making:
                self._line.clear()
            return False

        def made(pdf: bytes) -> None:
            if over():
                return
            if self._plan.state.case is not state.case or not self._plan.state.current:
                self._with_pages(kind, then)  # edited meanwhile, or another day
            else:
                then(pdf)

        def failed(why: str) -> None:
            if not over():
                self._line.say(tr("The page can't be made: {why}", why=why), wrong=True)

        if (pdf := maker.made(wanted)) is not None:
            made(pdf)
            return
        self._line.say(making)
        maker.make(wanted, made, failed)

    def _ask_and_print(self, kind: Kind, pdf: bytes) -> None:
        from ui.printing import chosen_pages, file_of, printer_for

        printer = printer_for(pdf, Path(self._file_name(kind)))
        if not self.ask_printer(printer):
            return
        if (path := file_of(printer)) is None:
            self._print_pages(kind, pdf, printer)
        elif self._files.write(path, chosen_pages(pdf, printer)):
            self._plan.keep_version()
            self._mark_printed(kind)
            self._say_out(tr("The pages were printed into {path}.", path=path))

    def _print_pages(self, kind: Kind, pdf: bytes, printer: QPrinter) -> None:
        """Page by page; what is printed is the plan of now, whatever is typed meanwhile."""
        from ui.printing import PrintJob

        self._plan.keep_version()
        state, job = self._plan.state, PrintJob(pdf, printer, self)
        where = printer.printerName() or tr("the printer")
        smaller = job.smaller  # known before it is printed: the printer may be gone afterwards

        def done(pages: int) -> None:
            self._end_job(job)
            self._mark_printed(kind, state.schedule)
            self._files.remember_prescriber(state.draft.prescriber)
            said = tr("Printed on {where}, pages: {n}.", where=where, n=pages)
            if smaller < 100:
                fitted = tr("Its paper is another: made smaller to fit, to {n} %.", n=smaller)
                said = f"{said} {fitted}"
            self._say_out(said, state)

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

    def _mark_printed(self, kind: Kind, schedule: Schedule | None = None) -> None:
        """Other sheets are not the page in the patient's hands, which may be an older one."""
        if kind in ("patient", "all"):
            self._plan.mark_printed(schedule)

    def _say_out(self, words: str, state: State | None = None) -> None:
        """What went out; of a draft, which findings were open."""
        state = state or self._plan.state
        if not state.approved:
            words = f"{words} {_draft_words(state)}"
        self._line.say(words)

    def _file_name(self, kind: Kind) -> str:
        return self._files.file_name("pdf", _file_words()[kind])

    def _print_dialog(self, printer: QPrinter) -> bool:
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, self._window)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted


def _draft_words(state: State) -> str:
    found = in_words(counted(open_findings(state.findings)))
    if not found:
        return tr("It is a draft: nobody has approved it.")
    return tr("It is a draft; open: {findings}.", findings=found)


def _file_words() -> dict[Kind, str]:
    """What a file's name says of its sheets; the patient's pages need no word."""
    return {
        "patient": "",
        "prescriber": tr(" prescriber sheet"),
        "pharmacy": tr(" pharmacy sheet"),
        "all": tr(" all sheets"),
    }
