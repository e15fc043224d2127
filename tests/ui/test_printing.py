"""What is printed is the very PDF that is shown, page by page, on its own paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from planner.files import open_plan
from tests.ui.conftest import (
    EXAMPLE,
    MEDICINES,
    click,
    export_pages,
    fill_textbook,
    pages_of,
    print_pages,
    type_into,
    wait_for_pages,
)
from ui.handout_worker import Kind
from ui.printing import PrintJob, printer_for
from ui.window import Window


def to_pdf(printer: QPrinter, file: Path) -> bool:
    """What the print dialog does where "Print to File (PDF)" is chosen, in few dots to be quick."""
    printer.setResolution(150)
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
    window.pages.options = window.pages.options._replace(paper=paper)  # type: ignore[arg-type]
    printed = tmp_path / "printed.pdf"

    def to_file(printer: QPrinter) -> bool:
        printer.setFromTo(1, 2)
        return to_pdf(printer, printed)

    window.pages.ask_printer = to_file
    print_pages(window)
    pages = PdfReader(printed).pages
    assert len(pages) == 2, "the pages that were chosen"
    assert abs(float(pages[0].mediabox.width) - width) <= 2


def test_a_print_that_is_cancelled_prints_nothing(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.pages.ask_printer = lambda printer: False
    print_pages(window)
    assert window.plan.state.printed is None


def test_a_file_gets_our_own_pdf_with_its_text_and_the_plan(window: Window, tmp_path: Path) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    printed = tmp_path / "printed.pdf"
    window.pages.ask_printer = lambda printer: to_pdf(printer, printed)
    print_pages(window, "all")
    assert "Jane Example" in PdfReader(printed).pages[0].extract_text()
    assert open_plan(printed, MEDICINES) == window.plan.state.plan
    assert str(printed) in window.line.text
    assert window.plan.state.printed == window.plan.state.schedule


def test_the_document_is_called_by_a_name_without_folders(window: Window, tmp_path: Path) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window._settings.folder = str(tmp_path)
    names: list[str] = []
    window.pages.ask_printer = lambda printer: bool(names.append(printer.docName()))
    print_pages(window)
    assert names == ["Jane Example 2026-12-07.pdf"]


def test_printing_says_each_page_and_in_the_end_where(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_paper(monkeypatch)
    fill_textbook(window)
    printed = tmp_path / "drawn.pdf"
    window.pages.ask_printer = lambda printer: to_pdf(printer, printed)
    said: list[str] = []
    usual = window.line.say
    monkeypatch.setattr(
        window.line, "say", lambda text, wrong=False: (said.append(text), usual(text, wrong))
    )
    print_pages(window)
    schedule = window.plan.state.schedule
    assert window.plan.state.printed is None, "the window goes on while it is printed"
    assert said.pop(0) == "Making the pages …"
    type_into(window, "Cut", "10")
    qtbot.waitUntil(lambda: window.plan.state.printed is not None, timeout=30_000)
    pages = len(PdfReader(printed).pages)
    assert said[0] == f"Printing page 1 of {pages} …"
    assert said[-1].startswith(f"Printed on the printer, pages: {pages}. It is a draft; open: ")
    assert window.plan.state.printed is schedule, "the one that was sent, not the one typed since"


def ink(pdf: bytes) -> QRectF:
    """Where on the first page there is anything, in points from its upper left corner."""
    seen = pypdfium2.PdfDocument(pdf)[0].render(scale=2, grayscale=True).to_pil()
    left, top, right, bottom = seen.point(lambda shade: 255 * (shade < 128)).getbbox()
    return QRectF(left / 2, top / 2, (right - left) / 2, (bottom - top) / 2)


PAPERS = {
    "A4": (QPageSize.PageSizeId.A4, 100),
    "Letter": (QPageSize.PageSizeId.Letter, 92),
    "A5": (QPageSize.PageSizeId.A5, 67),
    "A3": (QPageSize.PageSizeId.A3, 100),
}
"""The paper in the printer for pages of A4, and at how many percent they are printed there."""


@pytest.mark.parametrize("paper", list(PAPERS))
def test_on_another_paper_the_whole_page_is_there_and_that_is_said(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: str
) -> None:
    as_on_paper(monkeypatch)
    window.files.open_file(EXAMPLE, keep_path=False)
    size, percent = PAPERS[paper]
    printed = tmp_path / "printed.pdf"

    def choose(printer: QPrinter) -> bool:
        printer.setPageSize(QPageSize(size))
        printer.setFromTo(1, 1)
        return to_pdf(printer, printed)

    window.pages.ask_printer = choose
    print_pages(window)
    qtbot.waitUntil(lambda: window.line.text.startswith("Printed"), timeout=30_000)
    said = f"Its paper is another: made smaller to fit, to {percent} %."
    assert (said in window.line.text) == (percent < 100)
    there, here = ink(pages_of(window)), ink(printed.read_bytes())
    sheet = QPageSize(size).size(QPageSize.Unit.Point)
    assert here.left() > 8
    assert here.top() > 8
    assert here.right() < sheet.width() - 8
    assert here.bottom() < sheet.height() - 8
    assert here.width() / there.width() == pytest.approx(percent / 100, abs=0.01)
    assert here.height() / there.height() == pytest.approx(percent / 100, abs=0.01)


def test_a_page_is_printed_at_the_printers_resolution(window: Window, tmp_path: Path) -> None:
    """Lines that are sharper than 300 dots to the inch can show: not one dot is made up."""
    fill_textbook(window)
    pdf = pages_of(window)
    printer = printer_for(pdf, tmp_path / "page.pdf")
    to_pdf(printer, tmp_path / "page.pdf")
    printer.setResolution(600)
    job = PrintJob(pdf, printer)
    job.start()
    job.finish()
    bands = PdfReader(tmp_path / "page.pdf").pages[0].images
    assert {band.image.width for band in bands} == {round(595.28 / 72 * 600)}
    assert sum(band.image.height for band in bands) == round(841.89 / 72 * 600)


def test_a_print_that_fails_says_so_and_is_not_printed(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_paper(monkeypatch)
    fill_textbook(window)
    window.pages.ask_printer = lambda printer: to_pdf(printer, tmp_path / "none" / "printed.pdf")
    print_pages(window)
    qtbot.waitUntil(lambda: "wasn't printed" in window.line.text)
    assert window.plan.state.printed is None


def test_a_file_that_cannot_be_written_is_said(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    window.pages.ask_printer = lambda printer: to_pdf(printer, tmp_path / "none" / "printed.pdf")
    print_pages(window)
    assert "can't be written" in window.line.text
    assert window.plan.state.printed is None


def test_a_window_that_closes_first_prints_what_is_left(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    pdf = pages_of(window)
    assert pdf is not None
    printer = printer_for(pdf, tmp_path / "page.pdf")
    to_pdf(printer, tmp_path / "page.pdf")
    job = PrintJob(pdf, printer)
    pages: list[int] = []
    job.done.connect(pages.append)
    job.start()
    job.finish()
    assert pages == [len(PdfReader(tmp_path / "page.pdf").pages)]


def test_making_the_pages_is_said_and_the_window_lives_on(window: Window) -> None:
    fill_textbook(window)
    asked: list[object] = []
    window.pages.ask_printer = lambda printer: bool(asked.append(printer))
    window.pages.print()
    assert not asked, "the window goes on at once"
    assert window.line.text == "Making the pages …"
    type_into(window, "Afternoon dose", "20")
    wait_for_pages(window)
    assert len(asked) == 1
    assert window.line.text == ""


def test_pages_that_the_preview_has_made_go_out_at_once(window: Window, qtbot: QtBot) -> None:
    fill_textbook(window)
    panel = window.results.show_view("handout")
    qtbot.waitUntil(lambda: panel.pages > 0, timeout=30_000)
    asked: list[object] = []
    window.pages.ask_printer = lambda printer: bool(asked.append(printer))
    window.pages.print()
    assert len(asked) == 1, "no waiting"
    type_into(window, "Cut", "10")
    window.pages.print()
    assert len(asked) == 1, "of another plan they are made anew"
    wait_for_pages(window)
    assert len(asked) == 2


def test_a_plan_edited_meanwhile_goes_out_as_it_stands_now(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    page = tmp_path / "page.pdf"
    window.files.ask_save = lambda name, kind: str(page)
    window.pages.export("all")
    type_into(window, "Cut", "10")
    wait_for_pages(window)
    assert open_plan(page, MEDICINES) == window.plan.state.plan


def test_pages_still_being_made_are_dropped_with_their_plan(window: Window, qtbot: QtBot) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    asked: list[object] = []
    window.pages.ask_printer = lambda printer: bool(asked.append(printer))
    window.pages.print()
    window.files.new()
    qtbot.waitUntil(lambda: not window.maker._jobs, timeout=30_000)
    assert not asked


SHEETS = {
    "patient": ("Jane Example 2026-12-07.pdf", {"Your calendar"}),
    "prescriber": ("Jane Example 2026-12-07 prescriber sheet.pdf", {"prescriber's sheet"}),
    "pharmacy": ("Jane Example 2026-12-07 pharmacy sheet.pdf", {"pharmacy's sheet"}),
    "all": (
        "Jane Example 2026-12-07 all sheets.pdf",
        {"Your calendar", "prescriber's sheet", "pharmacy's sheet"},
    ),
}


@pytest.mark.parametrize("kind", list(SHEETS))
def test_each_sheet_can_be_had_alone(window: Window, tmp_path: Path, kind: Kind) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window._settings.folder = str(tmp_path)
    window.files.ask_save = lambda name, what: name
    export_pages(window, kind)
    name, sheets = SHEETS[kind]
    titles = " ".join(page.extract_text()[:60] for page in PdfReader(tmp_path / name).pages)
    assert {sheet for sheet in SHEETS["all"][1] if sheet in titles} == sheets
    in_the_patients_hands = window.plan.state.printed is not None
    assert in_the_patients_hands == (kind in ("patient", "all"))


def test_the_sheets_are_offered_beside_print_and_in_the_file_menu(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    menu = window.commands.menu_of("print", "export")
    words = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert words == [
        "Print the patient's pages…",
        "Print the prescriber's sheet…",
        "Print the pharmacy's sheet…",
        "Print all sheets…",
        "Export the patient's pages as PDF…",
        "Export the prescriber's sheet as PDF…",
        "Export the pharmacy's sheet as PDF…",
        "Export all sheets as PDF…",
    ]
    assert window.buttons.sheets.isEnabled()


def test_the_handout_shows_and_prints_the_pharmacy_sheet(window: Window, qtbot: QtBot) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    panel = window.results.show_view("handout")
    qtbot.waitUntil(lambda: panel.pages > 0, timeout=30_000)
    patients = panel.pages
    panel._reader.setCurrentIndex(1)
    panel._reader.activated.emit(1)
    qtbot.waitUntil(lambda: 0 < panel.pages < patients, timeout=30_000)
    names: list[str] = []
    window.pages.ask_printer = lambda printer: bool(names.append(printer.docName()))
    click(window, "Print these…")
    wait_for_pages(window)
    assert names == ["Jane Example 2026-12-07 pharmacy sheet.pdf"]
    panel._reader.activated.emit(0)
    assert panel.pages == patients, "those are there still"
