"""A form left unsaved that can't be read is skipped and said, hides no other, and ends nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.documents import read_plan
from tests.fuzz.fuzz_unsaved import broken, taken_up
from tests.samples import samples
from tests.ui.conftest import (
    EXAMPLE,
    MEDICINES,
    TODAY,
    click,
    close_without_asking,
    open_window,
)
from ui.draft import Draft, PatientText, PauseText, ReviewText, replace
from ui.held import Holder
from ui.kept_form import Kept, content_of
from ui.offer_unsaved import offer_unsaved
from ui.open_plan import OpenPlan
from ui.plan_texts import draft_of
from ui.window import Window

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EMPTY = Draft(typed_on=TODAY)
HOSTILE = (
    '<img src="/dev/zero">',
    "<h2>APPROVED</h2>",
    "M" * 3_000,
    "\u202e" + "gm 05" * 100,
    "a\0b\x1b[2J\r\n\tc",
    "1e999999999",
    "NaN",
)

START = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.conftest import click, open_window
from ui.offer_unsaved import offer_unsaved
from ui.views import views_of
folder = Path(sys.argv[1])
window = open_window(folder)
offer_unsaved(window, folder)
print(window.line.text.replace("\\n", " "), flush=True)
click(window, "Take it up")
for view in views_of(window):
    window.results.show_view(view.name)
    application.processEvents()
print("shown", flush=True)
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of forms left unsaved, with one that can be read in it."""
    folder = tmp_path / "unsaved"
    folder.mkdir()
    draft = replace(EMPTY, patient=PatientText(name="Ann Lee"))
    (folder / "unsaved-5.json").write_bytes(content_of(Kept(AT, None, draft, EMPTY)))
    return folder


def started(qtbot: QtBot, folder: Path) -> Window:
    window = open_window(folder)
    qtbot.addWidget(window, before_close_func=close_without_asking)
    offer_unsaved(window, folder)
    return window


def a_form(**changed: object) -> bytes:
    """A form's file, some of its values changed."""
    form = json.loads(content_of(Kept(AT, None, EMPTY, EMPTY)))
    form["draft"].update(changed)
    return json.dumps(form).encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it holds no form"),
        (b"{", "it holds no form"),
        (b"\0" * 5_000, "it holds no form"),
        (b"[" * 200_000, "it holds no form"),
        (b'{"at":' + b"9" * 400_000, "it holds no form"),
        (b"\xff\xfe", "it holds no form"),
        (b"null", "it holds no form"),
        (b"x" * 10_000_001, "it has more than 10,000,000 bytes"),
        (a_form(keep_highest=[0, 0, 7]), "this window can't show the order of its dose times"),
        (a_form(regimen=[]), "this window can't show a form without dose times"),
        (a_form(by_unit="centuries"), "this window can't show a unit of time"),
        (a_form(by_unit=float("nan")), "it holds no form"),
        (a_form(typed_on="9999-12-31"), "this window can't show the day it was typed on"),
        (a_form(pauses=[{}] * 1_001), "this window can't show more than 1,000 rows"),
        (a_form(start="x" * 40_000), "this window can't show a text of more than 32,767 letters"),
        (a_form(hold_days=1e400), "it holds no form"),
        (
            content_of(Kept(AT, "/plans/\0one.json", EMPTY, EMPTY)),
            "it names a file that can't be one",
        ),
        (content_of(Kept(AT, "plan.json", EMPTY, EMPTY)), "it names a file that can't be one"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_said_beside_what_can(
    qtbot: QtBot, tmp_path: Path, kept: Path, content: bytes, why: str
) -> None:
    (kept / "unsaved-1.json").write_bytes(content)
    window = started(qtbot, tmp_path)
    assert window.line.text.startswith("A plan was left unsaved: Ann Lee, ")
    assert f"left unsaved as unsaved-1.json can't be read: {why}" in window.line.text
    assert window.line.text.endswith(f" It is kept in {kept}.")
    click(window, "Take it up")
    assert window.plan.draft.patient.name == "Ann Lee"
    assert (kept / "unreadable-unsaved-1.json").read_bytes() == content


def test_what_cannot_be_read_alone_is_said_until_it_was_heard(
    qtbot: QtBot, tmp_path: Path, kept: Path
) -> None:
    (kept / "unsaved-5.json").unlink()
    for number in (1, 2):
        (kept / f"unsaved-{number}.json").write_bytes(b"{")
    said = f"2 forms left unsaved can't be read; they are kept in {kept}."
    assert started(qtbot, tmp_path).line.text == said
    window = started(qtbot, tmp_path)
    assert window.line.text == said
    click(window, "OK")
    assert window.line.text == ""
    assert started(qtbot, tmp_path).line.text == ""
    assert len(list(kept.glob("unreadable-*.json"))) == 2


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("what", ["a pipe", "a device without an end", "a folder", "a loop"])
def test_what_is_no_file_makes_nobody_wait(
    qtbot: QtBot, tmp_path: Path, kept: Path, what: str
) -> None:
    place = kept / "unsaved-1.json"
    if what == "a pipe":
        os.mkfifo(place)
    elif what == "a folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/zero" if what.startswith("a dev") else place)
    window = started(qtbot, tmp_path)
    assert "Ann Lee" in window.line.text
    assert "left unsaved as unsaved-1.json can't be read" in window.line.text


def test_a_form_of_another_computer_is_offered_with_its_name(
    qtbot: QtBot, tmp_path: Path, kept: Path
) -> None:
    there = Holder(host="ward-3", machine="another", pid=os.getpid(), began="1")
    (kept / "unsaved-5.lock").write_bytes(msgspec.json.encode(there))
    window = started(qtbot, tmp_path)
    said = "A plan was left unsaved on ward-3, or is open there: Ann Lee, 24 Nov 2026, "
    assert window.line.text.startswith(said)
    click(window, "Take it up")
    assert window.plan.draft.patient.name == "Ann Lee"
    assert not (kept / "unsaved-5.lock").exists()


def test_what_stands_in_the_line_is_text_and_one_line(
    qtbot: QtBot, tmp_path: Path, kept: Path
) -> None:
    for number, name in enumerate(HOSTILE):
        (kept / "unsaved-5.json").write_bytes(
            content_of(Kept(AT, None, replace(EMPTY, patient=PatientText(name=name)), EMPTY))
        )
        window = started(qtbot, tmp_path)
        said = window.line.text
        assert said.isprintable(), HOSTILE[number]
        assert len(said) < 130
        words = [label for label in window.line.findChildren(QLabel) if label.text() == said]
        assert [label.textFormat() for label in words] == [Qt.TextFormat.PlainText]
        click(window, "Later")


@pytest.mark.skipif(sys.platform != "linux", reason="little memory, as Linux grants it")
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("everywhere", [False, True], ids=["where words stand", "everywhere"])
def test_hostile_texts_end_no_start(tmp_path: Path, text: str, everywhere: bool) -> None:
    """Taken up, and every view opened, in a process with little memory."""
    form = json.loads(content_of(Kept(AT, None, _textbook(), EMPTY)))
    form["draft"] = _with_text(form["draft"], text, everywhere)
    (tmp_path / "unsaved").mkdir()
    (tmp_path / "unsaved" / "unsaved-1.json").write_text(json.dumps(form), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ended.stdout.rstrip().endswith("shown"), ended.stderr[-2000:]
    assert "Traceback" not in ended.stderr, ended.stderr[-2000:]


def _textbook() -> Draft:
    """A form with words wherever there can be some."""
    draft = draft_of(read_plan(EXAMPLE.read_bytes(), MEDICINES), TODAY)
    return replace(
        draft,
        pauses=(PauseText("24 Dec 2026", "26 Dec 2026", "away"),),
        reviews=(ReviewText("14 Jan 2027", "", "by telephone"),),
    )


WORDS = ("name", "name_latin", "identifier", "reason", "notes", "note", "clinic", "hours", "phone")


def _with_text(form: Any, text: str, everywhere: bool, name: str = "") -> Any:
    """The form with the text in every field, or in those that hold words."""
    if isinstance(form, dict):
        return {key: _with_text(value, text, everywhere, key) for key, value in form.items()}
    if isinstance(form, list):
        return [_with_text(value, text, everywhere, name) for value in form]
    fixed = name in ("id", "medicine", "country", "products", "method", "unit", "by_unit", "kind")
    fixed |= name in ("review_unit", "shape", "then", "rule", "change_on", "typed_on", "confirmed")
    wanted = name in WORDS or (everywhere and not fixed)
    return text if isinstance(form, str) and wanted else form


def test_a_broken_form_is_refused_or_taken_up_and_nothing_else(qtbot: QtBot) -> None:
    """A sample of the fuzz run (`tests.fuzz.fuzz_unsaved`)."""
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)
    outcomes = {taken_up(broken(seed)[1], plan) for seed in range(samples(400))}
    assert outcomes >= {"refused", "taken up", "taken up, with something to correct"}


@pytest.mark.long
def test_a_hundred_thousand_broken_forms_are_refused_or_taken_up(qtbot: QtBot) -> None:
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)
    assert {taken_up(broken(seed)[1], plan) for seed in range(100_000)} >= {"refused", "taken up"}
