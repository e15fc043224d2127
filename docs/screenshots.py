"""Makes the README's pictures, docs/window.png and docs/page.png: `python docs/screenshots.py`.

The window shows the example plan; the page is the first of its handout. Without a display it runs
offscreen, in whatever fonts there are.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect, QSize  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from ui.app import make_application, make_window  # noqa: E402
from ui.handout_worker import draw, request  # noqa: E402
from ui.pdf_pages import PdfPages  # noqa: E402
from ui.window import Window  # noqa: E402

SIZE = QSize(1240, 820)
PAGE_WIDTH = 900


def main() -> None:
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Path(folder))
        window.complete()
        window.resize(SIZE)
        window.show()
        window.files.open_example()
        QApplication.processEvents()
        window.grab().save(str(FOLDER / "window.png"))
        page_of(window).save(str(FOLDER / "page.png"))
        window.close()
    application.quit()
    print(f"{FOLDER / 'window.png'}\n{FOLDER / 'page.png'}")


def page_of(window: Window) -> QImage:
    """The first page of the handout, on white."""
    case = window.plan.state.case
    assert case is not None, "the example is a plan"
    pdf = draw(request("patient", case, *window.pages.options))
    pages = PdfPages(pdf)
    points = pages.sizes[0]
    size = QSize(PAGE_WIDTH, round(PAGE_WIDTH * points.height() / points.width()))
    return pages.picture(0, size, QRect(QPoint(0, 0), size))


if __name__ == "__main__":
    main()
