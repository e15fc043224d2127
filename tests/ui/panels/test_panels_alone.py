"""A panel is shown a State and emits Edits: what it changes is the draft, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from planner.files import open_plan
from tests.ui.conftest import EXAMPLE, MEDICINES, TODAY
from ui.draft import Draft, PauseText, ReviewText, replace
from ui.edit import Edit, State
from ui.entry import Entry
from ui.open_plan import OpenPlan
from ui.panels.custom import CustomSteps
from ui.panels.history import HistoryPanel
from ui.panels.panel import Panel
from ui.panels.patient import PatientPanel
from ui.panels.pauses import PausesPanel
from ui.panels.prescriber import PrescriberPanel
from ui.panels.regimen import RegimenPanel
from ui.panels.reviews import ReviewsPanel
from ui.panels.sharing import SharingPanel
from ui.panels.start import StartPanel
from ui.panels.tablets import TabletsPanel
from ui.panels.taper import TaperPanel


@pytest.fixture
def state() -> State:
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)
    plan.use(open_plan(EXAMPLE, MEDICINES), None)
    return plan.state


def edits_of(panel: Panel, state: State, qtbot: QtBot) -> list[Edit]:
    qtbot.addWidget(panel)
    panel.show_state(state)
    edits: list[Edit] = []
    panel.edited.connect(edits.append)
    return edits


def typed(panel: Panel, name: str, text: str) -> None:
    entry = next(one for one in panel.findChildren(Entry) if one.accessibleName() == name)
    entry.selectAll()
    QTest.keyClicks(entry, text)


def clicked(panel: Panel, name: str) -> None:
    buttons = panel.findChildren(QAbstractButton)
    next(one for one in buttons if name in (one.accessibleName(), one.text())).click()


def regimen() -> RegimenPanel:
    return RegimenPanel()


Case = tuple[Callable[[], Panel], str, str, Callable[[Draft], object], object]
TYPING: list[Case] = [
    (regimen, "Morning dose", "25", lambda d: d.regimen[0].mg, "25"),
    (regimen, "Bedtime time", "22", lambda d: d.regimen[2].time, "22"),
    (PatientPanel, "Identifier", "77", lambda d: d.patient.identifier, "77"),
    (TaperPanel, "Cut", "10 %", lambda d: (d.pace[0].cut, d.pace[0].kind), ("10 %", "cut_percent")),
    (TaperPanel, "Every", "10 days", lambda d: d.pace[0].unit, "days"),
    (TaperPanel, "Down to", "30", lambda d: d.target, "30"),
    (StartPanel, "Start", "tomorrow", lambda d: d.start, "tomorrow"),
    (HistoryPanel, "Months taken", "12", lambda d: d.patient.taken_months, "12"),
    (PrescriberPanel, "Emergency", "112", lambda d: d.prescriber.emergency, "112"),
    (PausesPanel, "Public holidays of", "gb-eng", lambda d: d.holidays, "GB-ENG"),
    (ReviewsPanel, "Days of one fill", "14", lambda d: d.fill_days, "14"),
    (ReviewsPanel, "Note of review 1", "call", lambda d: d.reviews[0].note, "call"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "name", "text", "of", "expected"), TYPING)
def test_what_is_typed_reaches_the_draft(
    qtbot: QtBot,
    state: State,
    make: Callable[[], Panel],
    name: str,
    text: str,
    of: Callable[[Draft], object],
    expected: object,
) -> None:
    panel = make()
    edits = edits_of(panel, state, qtbot)
    typed(panel, name, text)
    draft = state.draft
    for edit in edits:
        draft = edit.change(draft)
    assert of(draft) == expected
    assert len({edit.key for edit in edits}) == 1, "typing a word is one undo"
    assert edits[-1].name in (f"{name} {text}", f"{name} {text} mg")


CLICKS: list[Case] = [
    (regimen, "Add a time", "", lambda d: len(d.regimen), 4),
    (regimen, "Remove Afternoon", "", lambda d: len(d.regimen), 2),
    (TabletsPanel, "20 mg tablet", "", lambda d: d.products, ("tablet-10mg", "tablet-20mg")),
    (StartPanel, "Always on Mondays", "", lambda d: d.change_on, ("mon",)),
    (StartPanel, "Changes on Friday", "", lambda d: "fri" in d.change_on, False),
    (SharingPanel, "Keep Afternoon longer", "", lambda d: d.keep_highest, (2, 1, 0)),
    (HistoryPanel, "alcohol", "", lambda d: d.patient.risks, ("alcohol",)),
    (HistoryPanel, "asked: none of these", "", lambda d: d.patient.risks, None),
    (PausesPanel, "+ pause", "", lambda d: d.pauses, (PauseText(),)),
    (ReviewsPanel, "+ review", "", lambda d: d.reviews[-1], ReviewText()),
    (TaperPanel, "+ slower below …", "", lambda d: [r.above for r in d.pace], ["", "0"]),
]  # fmt: skip


@pytest.mark.parametrize(("make", "name", "text", "of", "expected"), CLICKS)
def test_a_click_is_one_edit(
    qtbot: QtBot,
    state: State,
    make: Callable[[], Panel],
    name: str,
    text: str,
    of: Callable[[Draft], object],
    expected: object,
) -> None:
    panel = make()
    edits = edits_of(panel, state, qtbot)
    clicked(panel, name)
    assert len(edits) == 1
    assert edits[0].name
    assert of(edits[0].change(state.draft)) == expected


def test_a_panel_shows_the_state_and_says_nothing_by_itself(qtbot: QtBot, state: State) -> None:
    for make in (TaperPanel, StartPanel, SharingPanel, HistoryPanel, PausesPanel, ReviewsPanel):
        edits = edits_of(make(), state, qtbot)
        assert edits == [], make.__name__


def test_steps_written_out_have_a_row_each(qtbot: QtBot, state: State) -> None:
    from ui.custom_steps import steps_of

    panel = CustomSteps()
    draft = panel and state.draft
    steps = steps_of(state)
    edits = edits_of(panel, state._replace(draft=_with(draft, steps)), qtbot)
    clicked(panel, "Remove step 11")
    assert len(edits[0].change(_with(draft, steps)).steps) == 10
    clicked(panel, "+ step")
    assert len(edits[1].change(_with(draft, steps)).steps) == 12


def _with(draft: Draft, steps: object) -> Draft:

    return replace(draft, steps=steps, method="custom")
