"""The window follows the system's light or dark while it is open, and can be read in both."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def display() -> Iterator[str]:
    """A display of the test's own, for offscreen Qt follows no system."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb to make a display with")
    read, write = os.pipe()
    screen = ["-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *screen], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


def test_every_view_follows_the_system_and_can_be_read(display: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_QPA_PLATFORMTHEME": "gnome",  # the desktop's theme that Qt itself brings
    }
    looked = subprocess.run(
        [sys.executable, "-m", "tests.ui.light_and_dark_apart", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert looked.returncode == 0, looked.stderr[-2000:]
    said = json.loads(looked.stdout)
    assert said["unreadable"] == []
    assert said["places"] > 16 * 50, "the words of every view were looked at"
    assert len(list(tmp_path.glob("*.png"))) == 16, "each view, dark and light"
