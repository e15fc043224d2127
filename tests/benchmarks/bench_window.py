"""How fast the window is there, and how fast it answers: `python -m tests.benchmarks.bench_window`.

The start is paired with a bare PySide6 window with one label, each from the start of its process
to its first painted picture; the middle of the pairs' ratios counts. What an empty form doesn't
need comes after that picture, or with the first key: when that is shown is said too. The aims: at
most 1.5 times the bare one; an edit repainted within 16 ms for the usual plan and 50 ms for 160
steps, with all views made. Without a display it runs offscreen.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from planner.medicine import known_medicines
from ui.draft import replace
from ui.edit import Edit
from ui.file_actions import EXAMPLE
from ui.open_plan import OpenPlan
from ui.settings import Settings
from ui.window import Window

ROOT = Path(__file__).parents[2]
PAIRS = 15
EDITS = 60
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("bare")
label.show()
application.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from ui.app import data_folder, make_application, make_window
application = make_application()
window = make_window(data_folder())
window.show()
application.processEvents()
"""
FIRST_KEY = (
    OURS
    + """
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
dose = window.form.regimen.first_dose
for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
    event = QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2")
    QCoreApplication.sendEvent(dose, event)
application.processEvents()
assert window.plan.state.draft.regimen[0].mg == "2"
"""
)
LEAVE = "\nimport os\nos._exit(0)\n"


def seconds(code: str, folder: Path) -> float:
    """From the start of a process to the end of its code, without Python's own tidying up."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users have the compiled files
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment["XDG_DATA_HOME"] = str(folder)  # where the program keeps things, on Linux
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code + LEAVE],
        check=True,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        measure_start(Path(folder))
        window = _window(Path(folder))
        measure_edits(window, "the usual plan", ("5", "6"), aim=16)
        window.plan.edit(Edit("long", _long))
        assert window.plan.state.schedule is not None
        steps = len(window.plan.state.schedule.steps)
        measure_edits(window, f"{steps} steps", ("0.5", "0.6"), aim=50)
        window._closing = True
        window.close()


def measure_start(folder: Path) -> None:
    for code in (BARE, OURS):
        seconds(code, folder)
    pairs = [(seconds(BARE, folder), seconds(OURS, folder)) for _ in range(PAIRS)]
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    bare, ours = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    print(f"start to first picture: {ratio:.2f} times a bare window (aim: 1.5)")
    print(f"    {ours:.0f} ms, bare {bare:.0f} ms, {PAIRS} pairs")
    keys = statistics.median(seconds(FIRST_KEY, folder) for _ in range(PAIRS)) * 1000
    print(f"    a key pressed at once is shown and worked out at {keys:.0f} ms")


def measure_edits(window: Window, name: str, cuts: tuple[str, str], aim: int) -> None:
    """Each edit to the end of the painting that it brings, the schedule in front."""
    for view in window.results.views:
        window.results.show_view(view.name)
    window.results.show_view("schedule")
    _settle()
    times = []
    for turn in range(EDITS):
        edit = Edit("cut", lambda d, cut=cuts[turn % 2]: _with_cut(d, cut))  # type: ignore[misc]
        began = time.perf_counter()
        window.plan.edit(edit)
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    middle = statistics.median(times)
    print(f"an edit repainted, {name}: {middle:.1f} ms (aim: {aim}), slowest {max(times):.1f} ms")


def _window(folder: Path) -> Window:
    QApplication.instance() or QApplication([])
    medicines = known_medicines()
    plan = OpenPlan(medicines, lambda: date(2026, 11, 24), day_first=True)
    window = Window(plan, medicines, Settings(folder / "settings.ini"), folder)
    window.complete()
    window.resize(1240, 820)
    window.show()
    window.files.open_file(EXAMPLE, keep_path=False)
    return window


def _settle() -> None:
    began = time.monotonic()
    while time.monotonic() - began < 3:
        QApplication.processEvents()


def _with_cut(draft, cut):  # type: ignore[no-untyped-def]
    return replace(draft, pace=(replace(draft.pace[0], cut=cut),))


def _long(draft):  # type: ignore[no-untyped-def]
    liquid = replace(draft, products=("solution-1mg-per-ml",))
    rows = tuple(replace(row, mg="27") for row in liquid.regimen)
    pace = (replace(draft.pace[0], cut="0.5", every="2", unit="days"),)
    return replace(liquid, regimen=rows, pace=pace)


if __name__ == "__main__":
    main()
