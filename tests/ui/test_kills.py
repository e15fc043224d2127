"""Killed at any moment of typing and saving, nothing is lost that was kept, and nothing is half.

A real window in a process of its own types a number, keeps the form or saves the plan, says so, and
goes on, until it is killed. The next one takes up what was left. Whatever was said to be kept or
saved is there afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from planner.documents import read_plan
from planner.medicine import known_medicines
from tests.ui.conftest import EXAMPLE
from ui.autosave import left_behind

ROOT = Path(__file__).parents[2]

TYPING = """
import os, sys
from pathlib import Path
os.umask(0o077)  # as the program's start does
from PySide6.QtWidgets import QApplication
application = QApplication([])
from tests.ui.conftest import click, entry, open_window, type_into
from ui.offer_unsaved import offer_unsaved
folder, plan, edits = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
window = open_window(folder)
window.files.open_file(plan)
assert not window.line.text, window.line.text
number = int(window.plan.draft.patient.identifier or 0)
offer_unsaved(window, folder)
if window.line.text:
    assert window.line.text.startswith("A plan was left unsaved: "), window.line.text
    click(window, "Take it up")
    number = max(number, int(window.plan.draft.patient.identifier or 0))
print("at", number, flush=True)
while edits:
    edits -= 1
    number += 1
    type_into(window, "Identifier", str(number))
    if number % 2 or not edits:
        window.files.save()
        if "isn't what was opened" in window.line.text:
            click(window, "Replace the other")  # killed between the saving and the form's going
        assert not window.line.text, window.line.text
        print("saved", number, flush=True)
    else:
        window.autosave.keep()
        print("kept", number, flush=True)
window.close()
assert not window.isVisible()
"""


class Patient:
    """Somebody who types, and whose computer ends the program time and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.plan = folder / "data", folder / "plans" / "plan.json"
        self.plan.parent.mkdir()
        self.plan.write_bytes(EXAMPLE.read_bytes())
        self.said = 0

    def types(self, edits: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(self.folder), str(self.plan), str(edits)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        at = self._hears(process)
        assert at >= self.said, f"{self.said} was kept or saved, and {at} is what was taken up"
        return process

    def is_killed(self, rng: Random) -> None:
        """At some moment after some edits."""
        process = self.types(1_000)
        for _ in range(rng.randint(0, 8)):
            self._hears(process)
        try:
            process.wait(rng.random() / 20)
        except subprocess.TimeoutExpired:
            process.kill()
        for line in process.communicate()[0].splitlines(keepends=True):
            if line.endswith("\n"):
                self.said = int(line.split()[1])

    def _hears(self, process: subprocess.Popen[str]) -> int:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        self.said = max(self.said, int(line.split()[1])) if not line.startswith("at") else self.said
        return int(line.split()[1])

    @property
    def in_the_file(self) -> int:
        plan = read_plan(self.plan.read_bytes(), known_medicines())
        return int(plan.patient.identifier or 0)

    @property
    def in_the_form(self) -> int:
        """The latest form left unsaved; every one can be read."""
        forms, unreadable = left_behind(self.folder / "unsaved")
        assert not unreadable
        for form in forms:
            form.let_go()
        return max((int(form.kept.draft.patient.identifier or 0) for form in forms), default=0)


def _kills(folder: Path, seeds: range) -> None:
    patient = Patient(folder)
    for seed in seeds:
        patient.is_killed(Random(seed))
        there = patient.in_the_file, patient.in_the_form
        assert max(there) >= patient.said, f"seed {seed}: {patient.said} was said, {there} is there"
        if os.name == "posix":
            for place in [patient.folder, *patient.folder.rglob("*")]:
                assert place.stat().st_mode & 0o077 == 0, f"seed {seed}: {place}"
    assert patient.types(1).wait() == 0
    assert patient.in_the_file > patient.said
    left = [one.name for one in (*patient.plan.parent.iterdir(), *patient.folder.rglob("*"))]
    assert sorted(left) == ["plan.json", "settings.ini", "unsaved"], "nothing stays behind"
    assert json.loads(patient.plan.read_bytes())["format"] == "taper-plan"


def test_what_was_kept_or_saved_outlives_kills(tmp_path: Path) -> None:
    _kills(tmp_path, range(5))


@pytest.mark.long
def test_what_was_kept_or_saved_outlives_200_kills(tmp_path: Path) -> None:
    _kills(tmp_path, range(1_000, 1_200))
