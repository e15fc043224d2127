"""The main job, end to end: from the doses taken now to a dated reduction on paper."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.amounts import written
from tests.ui.conftest import click, entry, export_pages, fill_textbook, type_into, wait_for_pages
from ui.draft import PrescriberText
from ui.entry import Entry
from ui.window import Window

Answer = Callable[..., None]


def test_typing_a_regimen_and_a_pace_gives_the_schedule_on_the_right(window: Window) -> None:
    fill_textbook(window)
    assert window.results.summary.line.text() == (
        "no baclofen from Monday 15 February 2027 · 11 weeks · 11 steps of 5 mg · "
        "231 × 10 mg tablets, 126 doses with a half"
    )
    model = window.results.show_view("schedule").model
    rows = [[model.cell(r, c).text for c in range(7)] for r in range(model.rowCount())]
    assert rows[0] == ["1", "Mon 30 Nov 2026", "7", "20", "15", "20", "55"]
    assert rows[10] == ["11", "Mon 8 Feb 2027", "7", "0", "0", "5", "5"]
    assert rows[11] == ["", "Mon 15 Feb 2027", "", "0", "0", "0", "0"]


def test_the_page_says_what_the_schedule_says(
    window: Window, answering: Answer, tmp_path: Path
) -> None:
    type_into(window, "Patient's name", "Jane Example")
    type_into(window, "Birth date", "3 feb 1970")
    type_into(window, "Identifier", "12345")
    fill_textbook(window)
    page = tmp_path / "page.pdf"
    answering(save=str(page))
    export_pages(window)
    pages = PdfReader(BytesIO(page.read_bytes())).pages
    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert "Jane Example" in text
    assert "DRAFT" in text
    schedule = window.plan.state.schedule
    assert schedule is not None
    for step in schedule.steps:
        assert f"{step.start.day} {step.start:%B}" in text
        for dose in step.doses:
            assert f"{written(dose.mg)} mg" in text
    assert "15 February 2027" in text


def test_a_saved_plan_is_opened_again_from_its_file_and_from_its_page(
    window: Window, answering: Answer, tmp_path: Path
) -> None:
    fill_textbook(window)
    plan = window.plan.state.plan
    file, page = tmp_path / "plan.json", tmp_path / "page.pdf"
    answering(save=str(file))
    window.files.save()
    answering(save=str(page))
    export_pages(window, "prescriber")
    assert not window.plan.dirty
    for path in (file, page):
        window.files.new()
        assert window.plan.state.plan is None
        answering(open=str(path))
        window.files.open()
        assert window.plan.state.plan == plan, path
    assert window.plan.path is None, "the page isn't overwritten by saving the plan"
    assert window.line.text == (
        "The plan in page.pdf: This is a draft: nobody has approved it yet."
    )


def test_the_patients_pages_carry_no_plan_and_say_where_there_is_one(
    window: Window, tmp_path: Path
) -> None:
    fill_textbook(window)
    plan = window.plan.state.plan
    page = tmp_path / "page.pdf"
    window.files.ask_save = lambda name, kind: str(page)
    export_pages(window)
    window.files.open_file(page)
    assert window.line.text.startswith("page.pdf can't be opened: ")
    assert "prescriber's sheet" in window.line.text
    assert window.plan.state.plan == plan, "the open plan stays"


def test_after_a_page_was_opened_the_window_says_which_and_saves_beside_it(
    window: Window, answering: Answer, tmp_path: Path
) -> None:
    fill_textbook(window)
    folder = tmp_path / "pages"
    folder.mkdir()
    answering(save=str(folder / "page.pdf"))
    export_pages(window, "prescriber")
    window.files.new()
    click(window, "Don't save")
    window._settings.folder = str(tmp_path)
    window.files.open_file(folder / "page.pdf")
    assert "from page.pdf" in window.windowTitle()
    window._settings.folder = str(tmp_path)
    proposed: list[str] = []
    window.files.ask_save = lambda name, kind: proposed.append(name) or ""  # type: ignore[func-returns-value]
    window.files.save_as()
    assert proposed == [str(folder / "taper 2026-11-30.json")]
    window.files.new()
    assert "New plan" in window.windowTitle()


def test_from_start_to_the_print_dialog_in_at_most_twelve_actions(
    window: Window, qtbot: QtBot
) -> None:
    """The keyboard alone. Each field filled is an action, and so is each Enter and each key."""
    asked: list[object] = []
    window.pages.ask_printer = lambda device: bool(asked.append(device))
    actions = 0
    for text in ("20", "20", "20", "5", "1", "next monday"):
        at = window.focusWidget()
        assert isinstance(at, Entry)
        QTest.keyClicks(at, text)
        actions += 1
        if text != "next monday":
            QTest.keyClick(at, Qt.Key.Key_Return)
            actions += 1
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    actions += 1
    wait_for_pages(window)
    assert len(asked) == 1, "the print dialog was asked for"
    assert actions <= 12


def test_the_form_starts_empty_and_says_the_next_thing_to_do(window: Window) -> None:
    assert entry(window, "Morning dose").text() == ""
    assert entry(window, "Cut").text() == ""
    assert entry(window, "Start").text() == ""
    empty = window.results.empty
    assert empty.words.text().startswith("Type what the patient takes now")
    for name in ("Morning dose", "Afternoon dose", "Bedtime dose"):
        type_into(window, name, "20")
    assert empty.words.text().startswith("Then say how the dose comes down")
    type_into(window, "Cut", "5")
    type_into(window, "Every", "week")
    assert empty.words.text().startswith("Then say when it starts")
    type_into(window, "Start", "1 dec")
    assert not empty.isVisible()


def test_open_example_shows_the_textbook_plan(window: Window) -> None:
    click(window, "Open example")
    assert entry(window, "Patient's name").text() == "Jane Example"
    assert "no baclofen from Monday 22 February 2027" in window.results.summary.line.text()
    assert not window.plan.dirty
    assert window.plan.path is None


def test_undo_and_redo_go_through_the_edits_by_name(window: Window) -> None:
    fill_textbook(window)
    field = type_into(window, "Cut", "10")
    assert window.plan.undo_name == "Cut 10 mg"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry(window, "Cut").text() == "5"
    assert window.plan.redo_name == "Cut 10 mg"
    window.plan.redo()
    assert entry(window, "Cut").text() == "10"


def test_always_on_mondays_is_one_click(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Start", "1 dec 2026")
    click(window, "Always on Tuesdays")
    assert window.plan.state.draft.change_on == ("tue",)
    window.plan.undo()
    type_into(window, "Start", "next monday")
    click(window, "Always on Mondays")
    assert window.plan.state.draft.change_on == ("mon",)


def test_slower_below_adds_a_row(window: Window) -> None:
    fill_textbook(window)
    click(window, "+ slower below …")
    type_into(window, "From this daily dose down, row 2", "30")
    type_into(window, "Cut of row 2", "5")
    type_into(window, "Every of row 2", "2")
    state = window.plan.state
    assert state.current
    assert state.schedule is not None
    days = [step.days for step in state.schedule.steps]
    assert days == [7, 7, 7, 7, 7, 14, 14, 14, 14, 14, 14]


def test_dose_times_are_added_and_removed_one_to_six(window: Window) -> None:
    for wanted in (4, 5, 6):
        click(window, "Add a time")
        assert len(window.plan.state.draft.regimen) == wanted
    assert not window.form.regimen._add.isEnabled()
    for _ in range(5):
        window.form.regimen._rows[-1].remove.click()
    assert len(window.plan.state.draft.regimen) == 1
    assert not window.form.regimen._rows[0].remove.isEnabled()


def test_tablets_and_halves_are_chosen_by_a_tick(window: Window) -> None:
    fill_textbook(window)
    click(window, "5 mg tablet")
    assert window.plan.state.draft.products == ("tablet-5mg", "tablet-10mg")
    click(window, "halves: tablets with a score line may be halved")
    assert window.plan.state.plan is not None
    assert window.plan.state.plan.halves is False


def test_a_prescriber_typed_in_is_remembered_and_one_that_came_with_a_file_is_not(
    window: Window, answering: Answer, tmp_path: Path
) -> None:
    answering(save=str(tmp_path / "page.pdf"))
    window.files.open_example()
    export_pages(window)
    window.files.new()
    assert window.plan.state.draft.prescriber == PrescriberText()
    fill_textbook(window)
    click(window, "Prescriber and telephone")
    type_into(window, "Prescriber", "Dr B. Own")
    type_into(window, "Phone by day", "555 0123")
    export_pages(window)
    window.files.new()
    click(window, "Don't save")
    assert window.plan.state.draft.prescriber == PrescriberText(name="Dr B. Own", phone="555 0123")


def test_saving_with_the_cursor_in_a_date_saves_the_date(
    window: Window, answering: Answer, tmp_path: Path
) -> None:
    fill_textbook(window)
    answering(save=str(tmp_path / "plan.json"))
    window.files.save()
    start = entry(window, "Start")
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "14 dec 2026")
    window.files.save()
    QTest.keyClick(start, Qt.Key.Key_Tab)
    assert not window.plan.dirty


def test_a_name_of_many_letters_makes_a_file_name_that_can_be_written(window: Window) -> None:
    fill_textbook(window)
    type_into(window, "Patient's name", "Wolfeschlegelstein" * 15)
    assert len(Path(window.files.file_name("pdf")).name) < 120


def test_a_name_typed_without_its_suffix_gets_it_and_replaces_nothing_unasked(
    window: Window, tmp_path: Path, answering: Answer
) -> None:
    """The dialog asked about the name as it was typed; what would be written is another file."""
    fill_textbook(window)
    there = tmp_path / "Mrs. Jones.json"
    there.write_text("her plan of last year")
    answering(save=str(tmp_path / "Mrs. Jones"))
    window.files.save_as()
    assert window.line.text == "Mrs. Jones.json is there already. Replace it?"
    assert there.read_text() == "her plan of last year"
    click(window, "Cancel")
    assert window.plan.path is None
    window.files.save_as()
    click(window, "Replace")
    assert window.plan.path == there
    assert b"taper-plan" in there.read_bytes()
    answering(save=str(tmp_path / "Mrs. Jones"))
    export_pages(window)
    assert (tmp_path / "Mrs. Jones.pdf").read_bytes().startswith(b"%PDF-")
