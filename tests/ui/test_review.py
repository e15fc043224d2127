"""Findings, reasons and approval in the window; the mark DRAFT until a prescriber approves."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.approval import standing
from tests.ui.conftest import EXAMPLE, button, click, entry, fill_textbook, type_into
from ui.panels.findings import FindingsPanel
from ui.window import Window


def findings(window: Window) -> FindingsPanel:
    panel = window.findChild(FindingsPanel)
    assert panel is not None
    return panel


def open_example(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)


def test_a_plan_is_a_draft_until_somebody_approves_it_by_name(window: Window) -> None:
    open_example(window)
    assert window.status.text() == "DRAFT"
    window.show_view("review")
    type_into(window, "Approved by", "Dr A. Example")
    type_into(window, "Role", "neurologist")
    click(window, "Approve")
    state = window.plan.state
    assert state.plan is not None
    assert state.schedule is not None
    assert standing(state.plan, state.schedule, state.medicine).approved
    assert window.status.text() == "Approved by Dr A. Example"
    pdf = window.files.pdf("patient")
    assert pdf is not None
    assert "DRAFT" not in "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)


def test_an_approval_ends_with_the_next_edit_and_comes_back_with_its_undo(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    click(window, "Approve")
    type_into(window, "Cut", "10")
    assert window.status.text() == "DRAFT"
    window.plan.undo()
    assert window.status.text() == "Approved by Dr A. Example"
    click(window, "Withdraw the approval")
    assert window.status.text() == "DRAFT"


def test_a_stop_needs_a_reason_of_ten_characters(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "60")
    window.show_view("review")
    click(window, "Approve")
    assert window.status.text() == "DRAFT"
    for rule in [one.rule for one in findings(window)._findings if one.severity == "stop"]:
        type_into(window, f"Reason to approve in spite of {rule}", "short")
    click(window, "Approve")
    assert window.status.text() == "DRAFT"
    for rule in [one.rule for one in findings(window)._findings if one.severity == "stop"]:
        type_into(window, f"Reason to approve in spite of {rule}", "admitted to hospital")
    click(window, "Approve")
    assert window.status.text().startswith("Approved")
    assert any("admitted to hospital" in text for text in listed(window))


def test_a_start_that_has_passed_needs_a_reason_too(window: Window) -> None:
    open_example(window)
    type_into(window, "Start", "2 nov 2026")
    window.show_view("review")
    assert button(window, "Approve").isEnabled()
    click(window, "Approve")
    assert window.status.text() == "DRAFT"
    type_into(window, "Reason to approve in spite of start-passed", "begun three weeks ago")
    click(window, "Approve")
    assert window.status.text().startswith("Approved")


def listed(window: Window) -> list[str]:
    panel = findings(window)
    return [panel.list.item(place).text() for place in range(panel.list.count())]


def test_findings_are_listed_each_with_its_source_and_notes_folded(window: Window) -> None:
    fill_textbook(window)
    assert any("STOP" in text and "[" in text for text in listed(window))
    assert not any(text.startswith("NOTE") for text in listed(window))
    notes = sum(one.severity == "note" for one in findings(window)._findings)
    assert notes
    before = len(listed(window))
    findings(window)._notes.click()
    assert len(listed(window)) == before + notes


def test_a_click_on_a_finding_goes_to_its_step_or_its_field(window: Window, qtbot: QtBot) -> None:
    open_example(window)
    type_into(window, "Cut", "20")
    panel = findings(window)
    with_steps = next(one for one in panel._findings if one.steps)
    shown = [one for one in panel._findings if one.severity != "note"]
    panel.list.itemClicked.emit(panel.list.item(shown.index(with_steps)))
    step = window.results.show_view("schedule").step
    assert step is not None
    assert step.number == with_steps.steps[0]
    type_into(window, "Patient's name", "")
    item = next(i for i, one in enumerate(panel._findings) if one.rule == "no-identity")
    panel.list.itemClicked.emit(panel.list.item(item))
    qtbot.waitUntil(lambda: entry(window, "Patient's name").hasFocus())


def test_the_textbook_plan_has_no_finding(window: Window) -> None:
    open_example(window)
    assert findings(window).counts.text() == "0 stops · 0 warnings · 0 notes"


def test_the_approval_is_dated_by_the_day_of_the_window(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    click(window, "Approve")
    approval = window.plan.state.draft.approval
    assert approval is not None
    assert approval.at.date() == date(2026, 11, 24)


def test_typing_a_name_alone_does_not_approve(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    QTest.keyClicks(entry(window, "Approved by"), "!")
    assert window.plan.state.draft.approval is None
