"""What is printed is the very PDF that is shown, page by page, on its own paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from planner.files import open_plan
from tests.ui.conftest import EXAMPLE, MEDICINES, fill_textbook, type_into
from ui.printing import PrintJob, printer_for
from ui.window import Window


def to_pdf(printer: QPrinter, file: Path) -> bool:
    """What the print dialog does where "Print to File (PDF)" is chosen."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return True


def as_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw on Qt's own PDF as on a printer: there is none where tests run."""
    monkeypatch.setattr("ui.printing.file_of", lambda printer: None)


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_every_page_is_printed_on_its_paper(
    window: Window, tmp_path: Path, paper: str, width: int
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.files.options = window.files.options._replace(paper=paper)  # type: ignore[arg-type]
    printed = tmp_path / "printed.pdf"

    def to_file(printer: QPrinter) -> bool:
        printer.setFromTo(1, 2)
        return to_pdf(printer, printed)

    window.files.ask_printer = to_file
    window.files.print()
    pages = PdfReader(printed).pages
    assert len(pages) == 2, "the pages that were chosen"
    assert abs(float(pages[0].mediabox.width) - width) <= 2


def test_a_print_that_is_cancelled_prints_nothing(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.files.ask_printer = lambda printer: False
    window.files.print()
    assert window.plan.state.printed is None


def test_a_file_gets_our_own_pdf_with_its_text_and_the_plan(window: Window, tmp_path: Path) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    printed = tmp_path / "printed.pdf"
    window.files.ask_printer = lambda printer: to_pdf(printer, printed)
    window.files.print()
    assert "Jane Example" in PdfReader(printed).pages[0].extract_text()
    assert open_plan(printed, MEDICINES) == window.plan.state.plan
    assert str(printed) in window.line.text
    assert window.plan.state.printed == window.plan.state.schedule


def test_the_document_is_called_by_a_name_without_folders(window: Window, tmp_path: Path) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window._settings.folder = str(tmp_path)
    names: list[str] = []
    window.files.ask_printer = lambda printer: bool(names.append(printer.docName()))
    window.files.print()
    assert names == ["Jane Example 2026-12-07.pdf"]


def test_printing_says_each_page_and_in_the_end_where(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_paper(monkeypatch)
    fill_textbook(window)
    printed = tmp_path / "drawn.pdf"
    window.files.ask_printer = lambda printer: to_pdf(printer, printed)
    said: list[str] = []
    usual = window.line.say
    monkeypatch.setattr(
        window.line, "say", lambda text, wrong=False: (said.append(text), usual(text, wrong))
    )
    window.files.print()
    schedule = window.plan.state.schedule
    assert not said, "the window goes on at once"
    type_into(window, "Cut", "10")
    qtbot.waitUntil(lambda: window.plan.state.printed is not None, timeout=30_000)
    pages = len(PdfReader(printed).pages)
    assert said[0] == f"Printing page 1 of {pages} …"
    assert said[-1] == f"Printed on the printer: {pages} pages."
    assert window.plan.state.printed is schedule, "the one that was sent, not the one typed since"


def test_a_print_that_fails_says_so_and_is_not_printed(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_paper(monkeypatch)
    fill_textbook(window)
    window.files.ask_printer = lambda printer: to_pdf(printer, tmp_path / "none" / "printed.pdf")
    window.files.print()
    qtbot.waitUntil(lambda: "wasn't printed" in window.line.text)
    assert window.plan.state.printed is None


def test_a_file_that_cannot_be_written_is_said(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    window.files.ask_printer = lambda printer: to_pdf(printer, tmp_path / "none" / "printed.pdf")
    window.files.print()
    assert "can't be written" in window.line.text
    assert window.plan.state.printed is None


def test_a_window_that_closes_first_prints_what_is_left(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    pdf = window.files.pdf("patient")
    assert pdf is not None
    printer = printer_for(pdf, tmp_path / "page.pdf")
    to_pdf(printer, tmp_path / "page.pdf")
    job = PrintJob(pdf, printer)
    pages: list[int] = []
    job.done.connect(pages.append)
    job.start()
    job.finish()
    assert pages == [len(PdfReader(tmp_path / "page.pdf").pages)]
