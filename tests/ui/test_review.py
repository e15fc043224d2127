"""Findings, reasons and approval in the window; the mark DRAFT until a prescriber approves."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from planner.approval import standing
from planner.dates import in_words
from planner.reading.dates import short_date
from planner.safety import RULE_NAMES, Finding
from tests.ui.conftest import EXAMPLE, button, click, entry, fill_textbook, pages_of, type_into
from ui.panels.findings import FindingsPanel, field_of
from ui.rule_names import in_readable_words, names_for_people, rule_words
from ui.theme import colours
from ui.window import Window


def findings(window: Window) -> FindingsPanel:
    panel = window.findChild(FindingsPanel)
    assert panel is not None
    return panel


def open_example(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)


def test_a_plan_is_a_draft_until_somebody_approves_it_by_name(window: Window) -> None:
    open_example(window)
    assert window.buttons.status.text() == "DRAFT"
    window.show_view("review")
    type_into(window, "Approved by", "Dr A. Example")
    type_into(window, "Role", "neurologist")
    click(window, "Approve")
    state = window.plan.state
    assert state.plan is not None
    assert state.schedule is not None
    assert standing(state.plan, state.schedule, state.medicine).approved
    assert window.buttons.status.text() == "Approved by Dr A. Example"
    pdf = pages_of(window)
    assert pdf is not None
    assert "DRAFT" not in "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)


def test_an_approval_ends_with_the_next_edit_and_comes_back_with_its_undo(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    click(window, "Approve")
    type_into(window, "Cut", "10")
    assert window.buttons.status.text() == "DRAFT"
    window.plan.undo()
    assert window.buttons.status.text() == "Approved by Dr A. Example"
    click(window, "Withdraw the approval")
    assert window.buttons.status.text() == "DRAFT"


def reasons_wanted(window: Window) -> list[str]:
    stops = [one.rule for one in findings(window)._findings if one.severity == "stop"]
    return [f"Reason to approve in spite of {rule_words(rule)}" for rule in stops]


def why_not(window: Window) -> str:
    """What stands above the button."""
    note = window.results.show_view("review")._why_not
    return note.plain if not note.isHidden() else ""


def test_a_stop_needs_a_reason_of_ten_characters(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "60")
    window.show_view("review")
    assert not button(window, "Approve").isEnabled()
    assert why_not(window).startswith("A reason of at least 10 characters is still needed for ")
    assert "abrupt-stop" not in why_not(window), "no rule's own name"
    for name in reasons_wanted(window):
        type_into(window, name, "short")
    assert not button(window, "Approve").isEnabled()
    assert "At least 10 characters; 5 so far." in shown(window)
    for name in reasons_wanted(window):
        type_into(window, name, "admitted to hospital")
    assert why_not(window) == ""
    click(window, "Approve")
    assert window.buttons.status.text().startswith("Approved")
    assert any("admitted to hospital" in text for text in listed(window))


def test_a_start_that_has_passed_needs_a_reason_too(window: Window) -> None:
    open_example(window)
    type_into(window, "Start", "2 nov 2026")
    window.show_view("review")
    assert not button(window, "Approve").isEnabled()
    assert any("Monday 2 November 2026, has passed" in text for text in shown(window))
    reason = "Reason to approve in spite of the start that has passed"
    type_into(window, reason, "begun three weeks ago")
    click(window, "Approve")
    assert window.buttons.status.text().startswith("Approved")
    assert why_not(window) == ""


def test_a_missing_name_is_said_above_the_button(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    type_into(window, "Approved by", "")
    assert not button(window, "Approve").isEnabled()
    assert why_not(window) == "The name of the prescriber who approves is still needed."


def test_a_field_that_cannot_be_read_is_said_above_the_button(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    type_into(window, "Cut", "x")
    assert not button(window, "Approve").isEnabled()
    assert '"x"' in why_not(window)


def shown(window: Window) -> list[str]:
    """The words that can be seen in the review."""
    panel = window.results.show_view("review")
    return [one.text() for one in panel.findChildren(QLabel) if not one.isHidden()]


def test_all_that_is_approved_stands_on_one_page_above_the_button(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "20")
    type_into(window, "Patient's name", "")
    window.show_view("review")
    words = " ".join(shown(window)).replace("\u00a0", " ")
    state = window.plan.state
    assert state.plan is not None
    assert state.schedule is not None
    for step in state.schedule.steps:
        assert short_date(step.start) in words
        assert all(f"<b>{dose.mg} mg</b>" in words for dose in step.doses)
    found = findings(window)._findings
    assert {one.severity for one in found} == {"stop", "warn"}
    for one in found:
        assert f"{one.message}  [{one.source}]" in words
    assert state.schedule.stops_on is not None
    for part in (
        "no name · born",
        "Baclofen: Morning 07:00 20 mg, Afternoon 15:00 20 mg, Bedtime 23:00 20 mg; 60 mg a day",
        f"No baclofen from {in_words(state.schedule.stops_on)}",
        "2 × 10 mg",
        "10 mg tablets, up to",
        f"By day: {state.plan.prescriber.phone}",
    ):
        assert part in words
    below = button(window, "Approve").mapTo(window, QPoint(0, 0)).y()
    panel = window.results.show_view("review")
    tops = [place.mapTo(window, QPoint(0, 0)).y() for place in panel._places]
    assert all(top < below for top in tops)


def test_what_is_approved_can_be_read_in_a_small_window(window: Window) -> None:
    open_example(window)
    window.resize(1024, 700)
    window.show_view("review")
    QApplication.processEvents()
    area = window.results.show_view("review").findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBar().maximum() > 0


def test_the_button_says_who_approved_and_when(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    type_into(window, "Approved by", "Dr A. Example")
    type_into(window, "Role", "GP")
    click(window, "Approve")
    said = button(window, "Approved by Dr A. Example, GP, on Tuesday 24 November 2026")
    assert not said.isEnabled()
    assert said.property("part") == "approved"
    look = colours(QApplication.palette())
    assert look.done != look.caution
    click(window, "Withdraw the approval")
    assert button(window, "Approve").property("part") == "next"


def test_a_reason_that_is_no_longer_needed_is_shown_as_unused(window: Window) -> None:
    open_example(window)
    type_into(window, "Start", "2 nov 2026")
    window.show_view("review")
    reason = "Reason to approve in spite of the start that has passed"
    type_into(window, reason, "begun three weeks ago")
    assert not any("Unused reason" in text for text in shown(window))
    type_into(window, "Start", "1 dec 2026")
    assert any(
        text.startswith("Unused reason, for the start that has passed")
        and "begun three weeks ago" in text
        for text in shown(window)
    )


def test_every_rule_has_a_name_for_people() -> None:
    names = names_for_people()
    assert set(names) == set(RULE_NAMES)
    assert len(set(names.values())) == len(names), "each its own"
    assert not [name for rule, name in names.items() if rule == name]


@pytest.mark.parametrize("rule", [rule for rule in RULE_NAMES if "-" in rule])
def test_no_rule_is_called_by_its_own_name(rule: str) -> None:
    said = in_readable_words(f"It needs a reason for {rule}.")
    assert said == f"It needs a reason for {rule_words(rule)}."
    assert "-" not in said


def test_a_word_that_is_also_a_rules_name_stays_the_word() -> None:
    assert in_readable_words("the pump of an older child") == "the pump of an older child"


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


def test_every_finding_about_the_whole_plan_has_a_place_to_go_to(window: Window) -> None:
    """Nothing is clicked in vain: the cursor goes to what settles the finding."""
    fill_textbook(window)
    wanted = {
        "unconfirmed": "confirmed today",
        "risks-not-asked": "asked: none of these",
        "pump": "baclofen pump",
        "review-gap": "+ review",
        "no-contact": "Phone by day",
        "no-identity": "Birth date",
        "older": "Birth date",
        "short-taper": "Way of reducing",
        "above-maximum": "Morning dose",
        "uneven-times": "Morning time",
        "start-passed": "Start",
    }
    for rule, place in wanted.items():
        entry(window, "Cut").setFocus()
        finding = Finding(rule, "warn", (), "", "", None)
        window.go_to_field(field_of(finding, named=True))
        at = window.focusWidget()
        assert at is not None
        assert at.accessibleName() == place, rule
    for rule in RULE_NAMES:
        entry(window, "Cut").setFocus()
        window.go_to_field(field_of(Finding(rule, "warn", (), "", "", None), named=False))
        assert window.focusWidget() is not entry(window, "Cut"), rule


def test_the_review_and_the_findings_below_count_the_same(window: Window) -> None:
    open_example(window)
    type_into(window, "Start", "2 nov 2026")
    below = findings(window)
    assert below.counts.text() == "1 stop · 0 warnings · 1 note"
    window.show_view("review")
    assert below.counts.text() in shown(window)
    below.list.itemClicked.emit(below.list.item(0))
    assert entry(window, "Start").hasFocus()
    type_into(window, "Reason to approve in spite of the start that has passed", "by telephone")
    click(window, "Approve")
    assert below.counts.text() == "1 stop · 0 warnings · 1 note", "given a reason, it stays said"
    assert "Reason given: by telephone" in below.list.item(0).text()


def test_who_approves_is_the_prescriber_of_the_plan_that_is_open(window: Window) -> None:
    """The name of a plan opened before must not stand under the next one."""
    fill_textbook(window)
    window.show_view("review")
    assert entry(window, "Approved by").text() == ""
    type_into(window, "Role", "neurologist")
    open_example(window)
    window.show_view("review")
    assert entry(window, "Approved by").text() == "Dr A. Example"
    assert entry(window, "Role").text() == "", "the role was another's"
    type_into(window, "Approved by", "Dr B. Locum")
    window.plan.start_new()
    fill_textbook(window)
    window.show_view("review")
    assert entry(window, "Approved by").text() == "Dr B. Locum", "who typed it is still there"


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
