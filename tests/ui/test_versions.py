"""Versions of a plan: the first edit after an approval begins the next one, its undo ends it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from planner.documents import write_plan
from planner.plan import Plan
from tests.ui.conftest import (
    EXAMPLE,
    Clock,
    approve,
    button,
    click,
    export_pages,
    fill_textbook,
    open_window,
    type_into,
)
from ui.draft import replace
from ui.edit import Edit
from ui.window import Window


@pytest.fixture
def approved(window: Window) -> Window:
    """The example, approved as version 1 on 24 November."""
    window.files.open_file(EXAMPLE, keep_path=False)
    approve(window)
    return window


def version(window: Window) -> str:
    return window.buttons.status.accessibleName()


def plan_of(window: Window) -> Plan:
    plan = window.plan.state.plan
    assert plan is not None
    return plan


def test_the_header_names_version_and_approver(approved: Window) -> None:
    assert version(approved) == "version 1, approved by Dr A. Example"


def test_the_first_edit_after_an_approval_begins_the_next_version(approved: Window) -> None:
    one = plan_of(approved)
    schedule = approved.plan.state.schedule
    assert schedule is not None
    type_into(approved, "Cut", "10")
    two = plan_of(approved)
    assert version(approved) == "version 2 (draft), replaces version 1 of Tue 24 Nov"
    assert two.supersedes is not None
    assert (two.number, two.supersedes.number) == (2, 1)
    assert two.supersedes.approval == one.approval
    assert [held.mg for held in two.supersedes.steps] == [step.mg for step in schedule.steps]
    assert two.supersedes.stops_on == schedule.stops_on
    assert (two.approval, two.regimen_confirmed) == (None, None)
    assert two.id == one.id


def test_undoing_that_edit_brings_the_approved_plan_back_whole(approved: Window) -> None:
    one = plan_of(approved)
    type_into(approved, "Cut", "10")
    type_into(approved, "Every", "2")
    approved.plan.undo()
    assert plan_of(approved).supersedes is not None
    approved.plan.undo()
    assert plan_of(approved) == one
    assert version(approved) == "version 1, approved by Dr A. Example"
    approved.plan.redo()
    assert version(approved).startswith("version 2 (draft)")


def test_further_edits_supersede_the_same_version(approved: Window) -> None:
    type_into(approved, "Cut", "10")
    held = plan_of(approved).supersedes
    type_into(approved, "Every", "2")
    assert plan_of(approved).supersedes == held


def test_the_next_version_is_approved_in_its_turn(approved: Window) -> None:
    click(approved, "Begin version 2")
    assert version(approved) == "version 2 (draft), replaces version 1 of Tue 24 Nov"
    click(approved, "confirmed today")
    approve(approved)
    assert version(approved) == "version 2, approved by Dr A. Example"
    approval = plan_of(approved).approval
    assert approval is not None
    assert approval.number == 2
    type_into(approved, "Every", "2")
    held = plan_of(approved).supersedes
    assert held is not None
    assert held.number == 2


def test_what_is_confirmed_in_that_very_edit_stays_confirmed(
    approved: Window, clock: Clock
) -> None:
    clock.day = date(2026, 12, 9)
    approved.plan.follow_day()
    today = clock.day
    approved.plan.edit(Edit("confirmed", lambda d: replace(d, confirmed=today)))
    assert plan_of(approved).regimen_confirmed == today
    assert plan_of(approved).number == 2


def test_an_edit_that_leaves_the_plan_as_it_is_leaves_it_approved(approved: Window) -> None:
    type_into(approved, "Cut", "5.0")
    assert version(approved) == "version 1, approved by Dr A. Example"
    assert plan_of(approved).supersedes is None


def test_an_edit_that_cannot_be_read_begins_it_too(approved: Window) -> None:
    type_into(approved, "Cut", "x")
    assert approved.plan.state.draft.supersedes is not None
    type_into(approved, "Cut", "10")
    assert plan_of(approved).number == 2


def test_choosing_another_way_down_begins_it_too(approved: Window) -> None:
    approved.show_view("compare")
    click(approved, "Use: slower")
    assert plan_of(approved).number == 2
    assert plan_of(approved).approval is None
    assert plan_of(approved).regimen_confirmed is None


def test_a_step_held_begins_it_too(approved: Window) -> None:
    approved.go_to_step(3)
    approved.results.show_view("schedule").do("hold")
    assert plan_of(approved).number == 2
    assert plan_of(approved).approval is None


def test_an_approval_that_went_nowhere_can_be_undone(approved: Window) -> None:
    approved.plan.undo()
    assert version(approved) == "DRAFT"


@pytest.mark.parametrize("how", ["saved", "exported"])
def test_an_approved_version_that_went_out_cannot_be_unmade(
    approved: Window, tmp_path: Path, how: str
) -> None:
    """Else two plans would be version 1, one of them in the patient's hands."""
    approved.files.ask_save = lambda name, kind: str(tmp_path / "out")
    if how == "saved":
        approved.files.save()
    else:
        export_pages(approved)
    assert approved.plan.undo_name is None
    assert not approved.buttons.undo.isEnabled()
    approved.plan.undo()
    assert version(approved) == "version 1, approved by Dr A. Example"
    type_into(approved, "Cut", "10")
    approved.plan.undo()
    approved.plan.undo()
    assert version(approved) == "version 1, approved by Dr A. Example"


def test_a_saved_version_is_opened_as_it_was(approved: Window, tmp_path: Path) -> None:
    approved.files.ask_save = lambda name, kind: str(tmp_path / "plan.json")
    approved.files.save()
    approved.files.open_file(tmp_path / "plan.json")
    assert version(approved) == "version 1, approved by Dr A. Example"
    type_into(approved, "Cut", "10")
    approved.files.save()
    approved.files.open_file(tmp_path / "plan.json")
    assert version(approved) == "version 2 (draft), replaces version 1 of Tue 24 Nov"


def test_an_opened_plan_says_why_its_approval_no_longer_counts(
    approved: Window, tmp_path: Path
) -> None:
    document = json.loads(write_plan(plan_of(approved)))
    document["approval"]["role"] = "nurse"
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    approved.files.open_file(file)
    assert version(approved) == "DRAFT"
    assert approved.results.summary.since.text() == (
        "This is a draft: the plan was changed since Dr A. Example approved it, or approved by an "
        "earlier edition of this program."
    )


def test_a_plan_has_an_id_from_its_first_edit_on(window: Window, tmp_path: Path) -> None:
    fill_textbook(window)
    first = plan_of(window).id
    assert first is not None
    assert UUID(first).version == 4
    window.files.ask_save = lambda name, kind: str(tmp_path / "plan.json")
    window.files.save()
    type_into(window, "Cut", "10")
    assert plan_of(window).id == first
    window.plan.start_new()
    fill_textbook(window)
    assert plan_of(window).id != first


def test_a_plan_written_by_hand_gets_its_id_when_it_is_saved(
    window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    document = {**json.loads(EXAMPLE.read_text()), "id": None}
    file.write_text(json.dumps(document), encoding="utf-8")
    window.files.open_file(file)
    assert plan_of(window).id is None
    assert not window.plan.dirty
    window.files.save()
    saved = json.loads(file.read_text(encoding="utf-8"))["id"]
    assert UUID(saved).version == 4
    assert not window.plan.dirty
    type_into(window, "Cut", "10")
    window.plan.undo()
    type_into(window, "Cut", "6")
    window.files.save()
    assert json.loads(file.read_text(encoding="utf-8"))["id"] == saved


def test_a_dose_of_the_regimen_that_changes_is_no_longer_confirmed(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    assert plan_of(window).regimen_confirmed is not None
    type_into(window, "Afternoon time", "14:00")
    type_into(window, "Cut", "10")
    assert plan_of(window).regimen_confirmed is not None
    type_into(window, "Afternoon dose", "15")
    assert plan_of(window).regimen_confirmed is None
    window.plan.undo()
    assert plan_of(window).regimen_confirmed is not None


def test_a_dose_time_that_is_taken_away_counts_as_a_change(window: Window) -> None:
    window.files.open_file(EXAMPLE, keep_path=False)
    click(window, "Remove Afternoon")
    assert plan_of(window).regimen_confirmed is None


def test_the_next_version_says_what_the_page_in_the_patients_hands_says_wrongly(
    approved: Window, tmp_path: Path, clock: Clock
) -> None:
    """Also in another window, another day: the file remembers what the patient has."""
    approved.go_to_step(3)
    approved.results.show_view("schedule").do("hold")
    said = approved.results.summary.since.text()
    assert said.startswith("Not as in version 1, which the patient has: from Monday 28 December")
    approved.files.ask_save = lambda name, kind: str(tmp_path / "plan.json")
    approved.files.save()
    another = open_window(tmp_path, clock)
    another._closing = True
    another.files.open_file(tmp_path / "plan.json")
    assert another.results.summary.since.text() == said
    schedule = another.results.show_view("schedule")
    marks = [schedule.model.cell(place, 1).below for place in range(5)]
    assert marks == ["", "", "", "not as printed", "not as printed"]
    another.close()


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (  # what is taken now, typed over what was taken at the start
            (("Morning dose", "10"), ("Afternoon dose", "5"), ("Bedtime dose", "10")),
            "days before today are changed too; "
            "from Wednesday 20 January 2027: none, not 25 mg a day.",
        ),
        (
            (("Every", "2"),),
            "days before today are changed too; "
            "from Wednesday 20 January 2027: 40 mg a day, not 25 mg; ",
        ),
    ],
)
def test_in_week_seven_an_edit_of_the_start_says_that_it_changes_what_is_over(
    approved: Window, clock: Clock, edits: tuple[tuple[str, str], ...], said: str
) -> None:
    clock.day = date(2027, 1, 20)
    approved.plan.follow_day()
    for name, text in edits:
        type_into(approved, name, text)
    words = approved.results.summary.since.text()
    assert words.startswith(f"Not as in version 1, which the patient has: {said}"), words


def test_in_week_seven_a_change_on_the_way_leaves_what_is_over(
    approved: Window, clock: Clock
) -> None:
    clock.day = date(2027, 1, 20)
    approved.plan.follow_day()
    approved.results.show_view("schedule").do("hold")
    words = approved.results.summary.since.text()
    assert words.startswith("Not as in version 1, which the patient has: from Monday 25 January")


def test_a_version_has_its_button_named(approved: Window) -> None:
    assert button(approved, "Begin version 2").isEnabled()
