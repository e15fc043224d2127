"""What the program keeps is its owner's alone; where it can keep nothing, it says so and opens."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from tests.ui.conftest import click, close_without_asking, open_window, type_into
from ui.own_folder import make_own
from ui.settings import Settings

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")

START = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
{before}
import ui.app
from PySide6.QtCore import QTimer
whole = ui.app.go_on
def go_on(window, arguments):
    done = whole(window, arguments)
    from tests.ui.conftest import type_into
    type_into(window, "Morning dose", "20")
    window.autosave.keep()
    print(window.line.text, flush=True)
    window._settings.country = "GB"
    if {kill}:
        window._settings._store.sync()
        os.kill(os.getpid(), 9)
    window._closing = True
    window.close()
    return done
ui.app.go_on = go_on
sys.exit(ui.app.main([]))
"""


def start(home: Path, before: str = "", kill: bool = False) -> subprocess.CompletedProcess[str]:
    """The program itself, where this is the user's home; something is typed, and it ends."""
    environment = {name: value for name, value in os.environ.items() if "XDG" not in name}
    return subprocess.run(
        [sys.executable, "-c", START.format(before=before, kill=kill)],
        cwd=ROOT,
        env={**environment, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=_as_others_may if sys.platform == "linux" else None,
    )


def _as_others_may() -> None:
    """Give up root's right to write anywhere, where this is root."""
    ctypes.CDLL(None).prctl(24, 1)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def open_to_others(folder: Path) -> dict[str, str]:
    """What in the folder, or the folder itself, others may use: each with its mode."""
    places = [folder, *folder.rglob("*")]
    modes = {str(one.relative_to(folder)): one.lstat().st_mode & 0o777 for one in places}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


def data_folder(home: Path) -> Path:
    [settings] = home.rglob("settings.ini")
    return settings.parent


@POSIX
def test_what_an_ordinary_start_makes_is_its_owners_alone(tmp_path: Path) -> None:
    before = "os.umask(0)"  # who lets everybody read by default is safe too
    ended = start(tmp_path, before, kill=True)
    assert ended.returncode == -9, ended.stderr
    folder = data_folder(tmp_path)
    assert list((folder / "unsaved").glob("*.json"))
    assert open_to_others(folder) == {}


@POSIX
def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    start(tmp_path, kill=True)
    folder = data_folder(tmp_path)
    for place in [folder, *folder.rglob("*")]:
        place.chmod(0o777 if place.is_dir() else 0o666)
    outside = tmp_path / "outside"
    outside.write_bytes(b"somebody's")
    outside.chmod(0o644)
    (folder / "link").symlink_to(outside)
    assert make_own(folder, "unsaved") == ""
    (folder / "link").unlink()
    assert open_to_others(folder) == {}
    assert outside.stat().st_mode & 0o777 == 0o644, "what a link leads to is not ours"


@POSIX
def test_nothing_stays_behind_once_a_window_closes_after_a_kill(tmp_path: Path) -> None:
    start(tmp_path, kill=True)
    folder = data_folder(tmp_path)
    for file in (folder / "unsaved").glob("*.json"):
        file.unlink()  # taken up elsewhere
    assert list((folder / "unsaved").glob("*.lock"))
    assert start(tmp_path).returncode == 0
    assert sorted(str(one.relative_to(folder)) for one in folder.rglob("*")) == [
        "settings.ini",
        "unsaved",
    ]


@POSIX
@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("home.mkdir(); home.chmod(0o500)", "Permission denied"),
        ("home.write_text('a file')", "Not a directory"),
        (
            "home.mkdir(); import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))",
            "File too large",
        ),
    ],
    ids=["a folder that can't be written", "a file in its place", "a full disk"],
)
def test_where_nothing_can_be_kept_it_is_said_and_the_window_opens(
    tmp_path: Path, before: str, why: str
) -> None:
    if "AS_ANOTHER" in before:
        if os.geteuid() == 0:
            before = before.replace(
                "AS_ANOTHER", "os.setgroups([]); os.setgid(111); os.setuid(111)"
            )
        before = before.replace("AS_ANOTHER", "pass")
    home = tmp_path / "home"
    ended = start(home, f"home = Path({str(home)!r}); {before}")
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    said = f"What is typed isn't kept between saves: {why}. Save it yourself."
    assert ended.stdout.splitlines() == [said]


@POSIX
def test_settings_that_were_open_to_others_are_closed_with_the_next_one(tmp_path: Path) -> None:
    file = tmp_path / "data" / "settings.ini"
    for mode in (None, 0o644):
        if mode:
            file.chmod(mode)
        settings = Settings(file)
        settings.country = "GB"
        settings._store.sync()
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * 5_000,
        b"[" * 100_000,
        b"[layout]\nwindow=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\xff\xff)\nsplitter=@Variant(\\0)\n",
        b"[General]\npaper=<h2>letter</h2>\nlanguage=../../../etc\nlarge_print=@Invalid()\n",
        b"[prescriber]\nname=" + b"M" * 3_000 + b"\nphone=<img src=/dev/zero>\n",
    ],
    ids=["zeros", "brackets", "a broken layout", "odd options", "odd prescriber"],
)
def test_broken_settings_end_no_start(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.ini").write_bytes(content)
    window = open_window(tmp_path)
    qtbot.addWidget(window, before_close_func=close_without_asking)
    type_into(window, "Morning dose", "20")
    click(window, "Open example")
    assert isinstance(window._settings.layout("window"), QByteArray | None)
