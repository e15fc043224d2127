"""Findings, reasons and approval in the window; the mark DRAFT until a prescriber approves."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from planner.dates import in_words
from planner.reading.dates import short_date
from planner.safety import RULE_NAMES, Finding
from tests.safe_plans import DAY, sound
from tests.ui.conftest import (
    EXAMPLE,
    Clock,
    approve,
    button,
    click,
    entry,
    export_pages,
    fill_textbook,
    pages_of,
    type_into,
)
from ui.draft import PrescriberText, RowText, replace
from ui.edit import Edit
from ui.entry import Entry
from ui.finding_words import field_of
from ui.panels.findings import FindingsPanel
from ui.rule_names import in_readable_words, names_for_people, rule_words
from ui.theme import colours
from ui.window import Window


def findings(window: Window) -> FindingsPanel:
    panel = window.findChild(FindingsPanel)
    assert panel is not None
    return panel


def open_example(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)


def sign(window: Window, by: str = "Dr A. Example", role: str = "neurologist") -> None:
    type_into(window, "Approved by", by)
    type_into(window, "Role", role)


def cut_big(window: Window, mg: str = "20") -> None:
    """So much less in the first step, then 5 mg a week; and no number for the night."""
    rows = (RowText(above="40", cut=mg, every="1"), RowText(cut="5", every="1"))
    window.plan.edit(
        Edit(
            "a big cut",
            lambda d: replace(d, pace=rows, prescriber=replace(d.prescriber, out_of_hours="")),
        )
    )
    assert {one.rule for one in window.plan.state.findings if one.blocks} == {
        "big-cut",
        "no-night-number",
    }


def in_the_way(window: Window) -> str:
    """What the button says is still in the way; "" where it can be pressed."""
    approve = window.results.show_view("review")._approve
    if approve.isEnabled():
        return ""
    words: str = approve.text()
    assert words.startswith("Still in the way: ")
    return words.removeprefix("Still in the way: ")


def considered(window: Window) -> list[str]:
    """The boxes for warnings, as they are called."""
    QApplication.processEvents()
    boxes = window.results.show_view("review").findChildren(QCheckBox)
    return [one.accessibleName() for one in boxes if one.isVisible()]


def reasons_wanted(window: Window) -> list[str]:
    stops = [one.rule for one in findings(window)._findings if one.severity == "stop"]
    return [f"Reason to approve in spite of {rule_words(rule)}" for rule in stops]


def test_a_plan_is_a_draft_until_somebody_approves_it_by_name_and_role(window: Window) -> None:
    open_example(window)
    assert window.buttons.status.text() == "DRAFT"
    window.show_view("review")
    assert in_the_way(window) == "your name · your role"
    sign(window)
    assert in_the_way(window) == ""
    click(window, "Approve")
    state = window.plan.state
    assert state.case is not None
    assert state.case.standing.approved
    assert window.buttons.status.text() == "version 1\napproved by Dr A. Example"
    pdf = pages_of(window)
    assert "DRAFT" not in "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("name", "role", "left"),
    [
        ("", "", "your name · your role"),
        ("Dr A.", "", "your role"),
        ("", "GP", "your name"),
        ("  ", "12", "your name · your role"),
        ("\u200b.", "-", "your name · your role"),
        ("\u3164", "GP", "your name"),
        ("王", "GP", ""),
    ],
)
def test_name_and_role_need_letters(window: Window, name: str, role: str, left: str) -> None:
    open_example(window)
    window.show_view("review")
    for field, text in (("Approved by", name), ("Role", role)):
        entry(window, field).setText(text)
        entry(window, field).textEdited.emit(text)
    assert in_the_way(window) == left


def test_nothing_fills_in_who_approves(window: Window, tmp_path: Path) -> None:
    """Neither the plan's prescriber, nor one remembered, nor who approved before."""
    window._settings.prescriber = PrescriberText(name="Dr R. Emembered")
    open_example(window)
    window.show_view("review")
    assert (entry(window, "Approved by").text(), entry(window, "Role").text()) == ("", "")
    sign(window)
    click(window, "Approve")
    click(window, "Begin version 2")
    assert (entry(window, "Approved by").text(), entry(window, "Role").text()) == ("", "")
    sign(window, "Dr B. Locum", "locum")
    open_example(window)
    window.show_view("review")
    assert (entry(window, "Approved by").text(), entry(window, "Role").text()) == ("", "")
    sign(window, "Dr B. Locum", "locum")
    window.plan.start_new()
    fill_textbook(window)
    window.show_view("review")
    assert (entry(window, "Approved by").text(), entry(window, "Role").text()) == ("", "")


def test_what_is_missing_can_only_be_filled_in(window: Window, qtbot: QtBot) -> None:
    open_example(window)
    type_into(window, "Patient's name", "")
    window.show_view("review")
    sign(window)
    assert in_the_way(window) == "1 to fill in"
    assert not [e for e in window.findChildren(Entry) if e.accessibleName().startswith("Reason to")]
    click(window, "Fill in: the patient's missing identity")
    qtbot.waitUntil(lambda: entry(window, "Patient's name").hasFocus())
    type_into(window, "Patient's name", "Jane Example")
    assert in_the_way(window) == ""


def test_a_stop_is_answered_with_a_reason_of_two_words_and_ten_characters(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "60")
    window.show_view("review")
    sign(window)
    for name in considered(window):
        click(window, name)
    wanted = reasons_wanted(window)
    assert in_the_way(window) == f"{len(wanted)} to answer"
    for too_little in ("short", "understandable", "1234567890 12"):
        for name in wanted:
            type_into(window, name, too_little)
        assert in_the_way(window) == f"{len(wanted)} to answer", too_little
    for name in wanted:
        type_into(window, name, "admitted to hospital")
    assert in_the_way(window) == ""
    click(window, "Approve")
    assert window.plan.state.approved
    assert any("admitted to hospital" in text for text in listed(window))


def test_each_warning_is_ticked_as_considered(window: Window) -> None:
    open_example(window)
    cut_big(window)
    window.show_view("review")
    sign(window)
    warnings = [one for one in window.plan.state.findings if one.severity == "warn"]
    boxes = considered(window)
    assert boxes == [f"Considered: {rule_words(one.rule)}" for one in warnings]
    assert in_the_way(window) == f"{len(warnings)} to consider"
    for left, name in zip(range(len(boxes) - 1, -1, -1), boxes, strict=True):
        click(window, name)
        assert in_the_way(window) == (f"{left} to consider" if left else "")
    click(window, boxes[0])
    assert in_the_way(window) == "1 to consider", "a tick can be taken back"
    window.plan.undo()
    click(window, "Approve")
    state = window.plan.state
    assert state.approved
    assert state.plan is not None
    assert {one.rule for one in state.plan.considered} == {one.rule for one in warnings}


def test_the_warnings_of_ticked_risks_have_one_tick(window: Window) -> None:
    open_example(window)
    ticked = ("seizures", "pump", "pregnant")
    window.plan.edit(Edit("risks", lambda d: replace(d, patient=replace(d.patient, risks=ticked))))
    window.show_view("review")
    sign(window)
    assert considered(window) == ["Considered: what comes from the ticked risks"]
    assert in_the_way(window) == "3 to consider"
    click(window, "Considered: what comes from the ticked risks")
    assert in_the_way(window) == ""
    plan = window.plan.state.plan
    assert plan is not None
    assert {one.rule for one in plan.considered} == set(ticked)


def test_what_was_considered_lapses_when_its_finding_changes(window: Window) -> None:
    open_example(window)
    cut_big(window)
    window.show_view("review")
    click(window, "Considered: a big cut")
    assert not [text for text in shown(window) if text.startswith("Lapsed")]
    cut_big(window, "25")
    window.show_view("review")
    assert not button(window, "Considered: a big cut").isChecked()
    lapsed = "Lapsed, for it has changed: a big cut had been considered."
    assert lapsed in shown(window)
    click(window, "Remove what lapsed: a big cut")
    assert lapsed not in shown(window)
    window.plan.undo()
    window.plan.undo()
    assert button(window, "Considered: a big cut").isChecked(), "as it was, it counts again"


def test_a_reason_lapses_when_its_finding_changes(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "60")
    window.show_view("review")
    reason = "Reason to approve in spite of stopping all at once"
    type_into(window, reason, "admitted to hospital")
    type_into(window, "Start", "14 dec 2026")
    window.show_view("review")
    assert entry(window, reason).text() == ""
    lapsed = "the reason for stopping all at once: admitted to hospital"
    assert any(text.startswith("Lapsed") and text.endswith(lapsed) for text in shown(window))
    type_into(window, reason, "admitted to hospital again")
    state = window.plan.state
    assert [one.overridden for one in state.findings if one.severity == "stop"] == [
        "admitted to hospital again"
    ]


def test_an_approved_review_stands_as_it_was_approved(window: Window) -> None:
    """Its ticks and reasons can't be changed by a slip; the next version has them again."""
    open_example(window)
    cut_big(window)
    approve(window)
    box = button(window, "Considered: a big cut")
    assert box.isChecked()
    assert not box.isEnabled()
    assert not entry(window, "Approved by").isEnabled()
    click(window, "Begin version 2")
    assert button(window, "Considered: a big cut").isEnabled()


def test_a_field_that_cannot_be_read_is_said(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    sign(window)
    type_into(window, "Cut", "x")
    assert in_the_way(window) == "a field that can't be read"
    assert any('"x"' in text for text in shown(window))


def test_the_header_says_how_many_findings_are_open(window: Window) -> None:
    open_example(window)
    assert window.buttons.review.text() == "Review"
    cut_big(window)
    type_into(window, "Patient's name", "")
    assert window.buttons.review.text() == "Review: 3 open"
    assert window.buttons.review.toolTip().startswith("1 to fill in · 2 to consider.")
    window.show_view("review")
    click(window, "Considered: a big cut")
    assert window.buttons.review.text() == "Review: 2 open"


def shown(window: Window) -> list[str]:
    """The words that can be seen in the review."""
    panel = window.results.show_view("review")
    QApplication.processEvents()
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]


def test_all_that_is_approved_stands_on_one_page_above_the_button(window: Window) -> None:
    open_example(window)
    cut_big(window)
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
    assert {one.severity for one in found} == {"missing", "warn", "note"}
    for one in found:
        assert f"{one.message}  [{one.source}]" in words
    assert state.schedule.stops_on is not None
    for part in (
        "no name · born",
        "Baclofen: Morning 07:00 20 mg, Afternoon 15:00 20 mg, Bedtime 23:00 20 mg; 60 mg a day",
        f"No baclofen from {in_words(state.schedule.stops_on)}",
        "1½ × 10 mg",
        "10 mg tablets, up to",
        "Tue 29 Dec 2026",
        f"By day: {state.plan.prescriber.phone}",
    ):
        assert part in words
    panel = window.results.show_view("review")
    below = panel._approve.mapTo(window, QPoint(0, 0)).y()
    places = (panel._before, panel.answers, panel._after)
    tops = [place.mapTo(window, QPoint(0, 0)).y() for place in places]
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
    approve(window)
    said = button(window, "Approved by Dr A. Example, neurologist, on Tuesday 24 November 2026")
    assert not said.isEnabled()
    assert said.property("part") == "approved"
    look = colours(QApplication.palette())
    assert look.done != look.caution
    click(window, "Begin version 2")
    assert in_the_way(window) == "1 to fill in · your name · your role", "not confirmed any more"


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
    type_into(window, "Cut", "40")
    counted = Counter(one.severity for one in window.plan.state.findings)
    assert min(counted[one] for one in ("missing", "stop", "warn", "note")) > 0, "one of each"
    words = findings(window).counts.text()
    assert words == (
        f"{counted['missing']} to fill in · {counted['stop']} to answer · "
        f"{counted['warn']} to consider"
    )
    heads = Counter(text.partition(":")[0] for text in listed(window))
    assert heads == {
        "To fill in": counted["missing"],
        "To answer": counted["stop"],
        "To consider": counted["warn"],
    }
    assert all("[" in text for text in listed(window))
    findings(window)._notes.click()
    assert sum(text.startswith("To know:") for text in listed(window)) == counted["note"]


def test_what_is_answered_or_considered_stays_said(window: Window) -> None:
    open_example(window)
    type_into(window, "Cut", "60")
    window.show_view("review")
    for name in considered(window):
        click(window, name)
    for name in reasons_wanted(window):
        type_into(window, name, "admitted to hospital")
    assert findings(window).counts.text() == "Nothing is open."
    assert {text.partition(":")[0] for text in listed(window)} <= {"Answered", "Considered"}
    assert "Reason given: admitted to hospital" in "".join(listed(window))


def test_the_findings_are_said_once(window: Window) -> None:
    """The review has all of them, each with its answer: the list below makes room."""
    open_example(window)
    type_into(window, "Cut", "20")
    assert findings(window).isVisible()
    window.show_view("review")
    assert not findings(window).isVisible()
    assert findings(window).counts.text() in shown(window)
    window.show_view("schedule")
    assert findings(window).isVisible()


def test_the_findings_are_as_high_as_they_need(window: Window) -> None:
    open_example(window)
    QApplication.processEvents()
    assert findings(window).height() < 60
    type_into(window, "Patient's name", "")
    QApplication.processEvents()
    assert findings(window).list.verticalScrollBar().maximum() == 0, "one, and it is whole"
    type_into(window, "Cut", "20")
    click(window, "Remove Afternoon")
    QApplication.processEvents()
    assert window.results.splitter is not None
    assert findings(window).height() <= window.results.splitter.height() * 0.55


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


def test_every_finding_has_a_place_to_go_to(window: Window) -> None:
    """Nothing is clicked in vain: the cursor goes to what settles the finding."""
    fill_textbook(window)
    wanted = {
        "unconfirmed": "confirmed today",
        "risks-not-asked": "asked: none of these",
        "pump": "baclofen pump",
        "review-gap": "+ review",
        "no-contact": "Phone by day",
        "no-emergency": "Emergency",
        "no-night-number": "Out of hours",
        "no-identity": "Birth date",
        "child": "Birth date",
        "short-taper": "Way of reducing",
        "above-maximum": "Morning dose",
        "uneven-times": "Morning time",
        "start-passed": "Start",
    }
    for rule, place in wanted.items():
        entry(window, "Cut").setFocus()
        window.go_to_field(field_of(about(rule), named=True))
        at = window.focusWidget()
        assert at is not None
        assert at.accessibleName() == place, rule
    for rule in RULE_NAMES:
        entry(window, "Cut").setFocus()
        window.go_to_field(field_of(about(rule), named=False))
        assert window.focusWidget() is not entry(window, "Cut"), rule


def about(rule: str) -> Finding:
    return Finding(
        rule=rule,
        severity="warn",
        steps=(),
        message="",
        source="",
        of="",
        considered=False,
        overridden=None,
        of_risk=False,
    )


def test_a_rule_without_a_name_for_people_is_called_in_plain_words() -> None:
    assert rule_words("made-up-rule") == "made up rule"


def test_where_no_rule_speaks_the_window_says_what_was_looked_at(
    window: Window, clock: Clock
) -> None:
    clock.day = DAY
    window.plan.use(sound(), None)
    assert window.plan.state.findings == ()
    assert findings(window).counts.text().startswith("No rule speaks. Looked at: ")


def test_a_draft_that_is_printed_says_what_is_open(window: Window, tmp_path: Path) -> None:
    open_example(window)
    cut_big(window)
    type_into(window, "Patient's name", "")
    file = tmp_path / "page.pdf"
    window.files.ask_save = lambda name, kind: str(file)
    export_pages(window)
    assert window.line.text == (
        f"The pages were saved as {file}. It is a draft; open: 1 to fill in · 2 to consider."
    )
    open_example(window)
    export_pages(window)
    assert window.line.text.endswith("It is a draft: nobody has approved it.")
    approve(window)
    export_pages(window)
    assert window.line.text == f"The pages were saved as {file}."


def test_the_approval_is_dated_by_the_day_of_the_window(window: Window) -> None:
    open_example(window)
    approve(window)
    approval = window.plan.state.draft.approval
    assert approval is not None
    assert approval.at.date() == date(2026, 11, 24)


def test_typing_a_name_alone_does_not_approve(window: Window) -> None:
    open_example(window)
    window.show_view("review")
    QTest.keyClicks(entry(window, "Approved by"), "!")
    assert window.plan.state.draft.approval is None
