"""The first picture waits for nothing that an empty form doesn't need; typing waits for nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from planner.medicine import Medicine, MedicineError
from tests.ui.conftest import button, close_without_asking, entry, type_into
from ui.app import complete, make_window
from ui.window import Window

HEAVY = (
    "reportlab", "pikepdf", "holidays", "pypdfium2", "dateutil",
    "msgspec", "tomllib", "planner.medicine", "planner.schedule", "planner.safety",
)  # fmt: skip
FIRST_PICTURE = f"""
import sys
from pathlib import Path
from ui.app import make_application, make_window
application = make_application()
window = make_window(Path(sys.argv[1]))
window.show()
application.processEvents()
print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Window:
    """The window at its first picture, before the rest has come."""
    made = make_window(tmp_path)
    qtbot.addWidget(made, before_close_func=close_without_asking)
    made.resize(780, 580)  # so that it fits the screen without a display
    made.show()
    qtbot.waitExposed(made)
    return made


def test_heavy_parts_are_not_loaded_for_the_first_picture() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, "/nonexistent/folder"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stderr


def test_what_is_typed_at_the_first_picture_is_worked_out_and_stays(first: Window) -> None:
    for name, dose in (("Morning", "20"), ("Afternoon", "7.3"), ("Bedtime", "20")):
        type_into(first, f"{name} dose", dose)
    assert [row.mg for row in first.plan.state.draft.regimen] == ["20", "7.3", "20"]
    assert any("7.3" in problem.message for problem in first.plan.state.problems)
    first.complete()
    assert entry(first, "Afternoon dose").text() == "7.3"
    assert first.plan.undo_name == "Bedtime dose 20 mg"


def test_a_plan_opened_at_the_first_picture_has_its_products(first: Window) -> None:
    first.files.open_example()
    first.complete()
    assert button(first, "10 mg tablet").isChecked()
    assert not first.plan.dirty


def test_nothing_moves_when_the_rest_comes(first: Window) -> None:
    where = {
        name: entry(first, name).mapTo(first, entry(first, name).rect().topLeft())
        for name in ("Morning dose", "Start", "Patient's name")
    }
    first.complete()
    QApplication.processEvents()
    for name, before in where.items():
        now = entry(first, name).mapTo(first, entry(first, name).rect().topLeft())
        assert abs((now - before).y()) <= 2, name


def test_usual_products_ticked_by_hand_are_no_change(first: Window) -> None:
    first.complete()
    for _ in range(2):
        QTest.mouseClick(button(first, "20 mg tablet"), Qt.MouseButton.LeftButton)
    assert first.plan.state.products == ("tablet-10mg",)
    assert not first.plan.dirty


def test_a_medicine_file_that_is_wrong_is_said_in_a_sentence_and_ends_the_start(
    first: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def refuse() -> dict[str, Medicine]:
        raise MedicineError("baclofen.toml: products[0].strength_mg: expected milligrams above 0")

    monkeypatch.setattr("planner.medicine.known_medicines", refuse)
    monkeypatch.setattr(QMessageBox, "critical", lambda *about: said.append(about[-1]))
    assert not complete(first)
    assert said == ["baclofen.toml: products[0].strength_mg: expected milligrams above 0"]
