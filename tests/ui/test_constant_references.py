"""PySide6 6.12.0 loses references to None under Python 3.11; the window survives it."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
from ui.constant_references import keep_constants
keep_constants()
from PySide6.QtCore import QTimer
timer = QTimer()
for _ in range(100_000):
    timer.setInterval(5)
    timer.isActive()
print("alive")
"""


def test_many_calls_that_return_nothing_do_not_end_the_process() -> None:
    ended = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True)
    assert (ended.stdout.strip(), ended.returncode) == ("alive", 0), ended.stderr
