"""Opens the installed planner's window, the example and every view; prints what it saw.

Run by test_wheel.py from a folder of its own: `python -P every_view.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

import planner
import ui
from planner.resources import RESOURCES
from ui.app import complete, make_application, make_window


def main() -> None:
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Path(folder))
        window.show()
        application.processEvents()
        assert complete(window)
        window.files.open_example()
        seen = {}
        for view in window.results.views:
            window.show_view(view.name)
            QTest.qWait(100)
            while window.maker._waiting or window.maker._busy:
                QTest.qWait(20)
            image = window.results.tabs.currentWidget().grab().toImage()
            colours = {image.pixel(x, y) for x in range(image.width()) for y in range(0, 200, 5)}
            seen[view.name] = len(colours)
        said = window.line.text
        window._closing = True
        window.close()
    places = [planner.__file__, ui.__file__, str(RESOURCES)]
    json.dump({"views": seen, "said": said, "places": places}, sys.stdout)


if __name__ == "__main__":
    main()
