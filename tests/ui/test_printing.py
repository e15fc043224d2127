"""What is printed is the very PDF that is shown, page by page, on its own paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from tests.ui.conftest import EXAMPLE
from ui.window import Window


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_every_page_is_printed_on_its_paper(
    window: Window, tmp_path: Path, paper: str, width: int
) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    window.files.options = window.files.options._replace(paper=paper)  # type: ignore[arg-type]
    printed = tmp_path / "printed.pdf"

    def to_file(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        printer.setFromTo(1, 2)
        printer.setResolution(72)
        return True

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
