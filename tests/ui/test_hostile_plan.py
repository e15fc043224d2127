"""A plan whose every text is hostile opens, and every view shows it as plain text: markup that
would load a file that never ends, a false "APPROVED", controls, letters that run the other way,
and 3,000 letters. In a process with little memory, which such a picture once ended."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.approval import approve, next_version
from planner.case import Case
from planner.documents import write_plan
from planner.plan import Plan
from tests.planning import BACLOFEN, MEDICINES, document, plan_from

ROOT = Path(__file__).parents[2]
HOSTILE = {
    "a picture without end": '<img src="/dev/zero">x',
    "a false heading": "<h2>APPROVED</h2> by nobody",
    "a link": '<a href="file:///dev/zero">call</a> now',
    "three thousand letters": "M" * 3_000,
    "the other way": "\u202eab gm 05\u2066 c",
    "controls": "a\x1b[2Jb\tc\x07 d",
}

OPENED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
import json
from datetime import date
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
application = QApplication([])
from planner.files import open_plan
from tests.ui.conftest import MEDICINES, open_window
from ui.views import views_of
folder, on = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
window = open_window(folder, lambda: on)
window.resize(1240, 820)
followed = set()
def look(place):
    for _ in range(20):
        application.processEvents()
    window.grab()
    for one in window.findChildren(QWidget):
        texts = [one.toolTip()]
        if isinstance(one, QLabel) and one.textFormat() != Qt.TextFormat.PlainText:
            texts.append(one.text())
        if isinstance(one, QTableView):
            model = one.model()
            cells = [model.index(row, column) for row in range(model.rowCount())
                     for column in range(model.columnCount())]
            texts += [cell.data(Qt.ItemDataRole.ToolTipRole) or "" for cell in cells]
        for text in texts:
            if any(mark in text for mark in ("<img", "<h2", "<a href")):
                followed.add((place, type(one).__name__, text[:80]))
for file in sorted(folder.glob("*.json")):
    window.plan.use(open_plan(file, MEDICINES), None)
    for view in views_of(window):
        window.results.show_view(view.name)
        look(view.name)
print(json.dumps(sorted(followed)), flush=True)
window._closing = True
"""


def hostile_plans(text: str) -> tuple[Plan, Plan]:
    """An approved plan, and the draft of its next version, with this in every text that a person
    types."""
    names = [f"{text}{place}" for place in range(3)]
    written = document(
        patient={
            "name": f"a {text}", "name_latin": text, "identifier": text, "reason": text,
            "notes": text, "birth_date": "1970-02-03", "risks": [],
        },
        prescriber={
            "name": text, "clinic": text, "phone": f"555 {text}", "hours": text,
            "out_of_hours": f"555 {text}", "emergency": f"911 {text}",
        },
        regimen_confirmed="2026-12-01",
        review_every={"weeks": 4},
        reviews=[{"on": "2026-12-29", "note": text}],
        dates={"pauses": [{"from": "2026-12-24", "to": "2026-12-26", "reason": text}]},
        revisions=[{"from": "2027-01-12", "kind": "hold", "reason": text}],
        overrides=[{"rule": text, "reason": text}],
        considered=[{"rule": text}],
    )  # fmt: skip
    for row, name in zip(written["regimen"], names, strict=True):
        row["name"] = name
    first = Case(plan_from(written, MEDICINES), BACLOFEN, date(2026, 12, 1))
    signed: dict[str, Any] = {"by": f"Dr {text}", "role": f"GP {text}"}
    at = datetime(2026, 12, 1, 10, tzinfo=UTC)
    considered = [one.rule for one in first.findings if one.severity == "warn"]
    approved = approve(first, **signed, at=at, considered=considered)
    return approved, next_version(Case(approved, BACLOFEN, first.day))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_view_shows_a_hostile_plan_as_plain_text(tmp_path: Path, text: str) -> None:
    for number, plan in enumerate(hostile_plans(text), 1):
        (tmp_path / f"version {number}.json").write_bytes(write_plan(plan))
    shown = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path), "2027-01-06"],
        capture_output=True, cwd=ROOT, timeout=300,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (shown.returncode, "Traceback" in shown.stderr.decode()) == (0, False), shown.stderr
    assert json.loads(shown.stdout) == []
