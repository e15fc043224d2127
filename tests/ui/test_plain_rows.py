"""A row in the form for each field of the plan: typed, read, undone; what is wrong is said beside
it, and takes the schedule away only where doses follow from it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from planner.plan import AtHome, Interval, Plan
from tests.ui.conftest import button, click, entry, fill_textbook, note_beside, type_into
from ui.fold import Fold
from ui.panels.panel import Panel
from ui.window import Window

HISTORY, PRESCRIBER = "Patient and risks", "Prescriber and telephone"
REVIEWS, SHARING, CHANGES = "Reviews and fills", "Sharing over the day", "Changes on the way"


class Row(NamedTuple):
    """What is typed where, and what the plan then holds; a text that can't be, and what is said."""

    part: str
    name: str
    typed: str
    of: Callable[[Plan], object]
    held: object
    wrong: str = ""
    said: str = ""


ROWS = [
    Row(HISTORY, "Name in Latin letters", "Anna", lambda p: p.patient.name_latin, "Anna"),
    Row(HISTORY, "Months taken", "6 years", lambda p: p.patient.taken_months, 72, "long", "months"),
    Row(
        HISTORY, "Spasms above which to call", "6", lambda p: p.patient.spasm_limit, 6,
        "11", "Expected a whole number from 0 to 10; got 11.",
    ),
    Row(PRESCRIBER, "Hours of the phone", "9 to 12", lambda p: p.prescriber.hours, "9 to 12"),
    Row(
        REVIEWS, "Reviews every", "fortnight", lambda p: p.review_every, Interval(weeks=2),
        "often", 'Expected a whole number of weeks; got "often".',
    ),
    Row(
        REVIEWS, "Reviews every", "3", lambda p: p.review_every, Interval(weeks=3),
        "0", "Expected a whole number above 0; got 0.",
    ),
    Row(
        REVIEWS, "At home: 10 mg tablet", "30½", lambda p: p.at_home,
        (AtHome(product="tablet-10mg", amount=Decimal("30.5")),),
        "some", 'Expected an amount, 0 or more; got "some".',
    ),
    Row(
        REVIEWS, "At home: 10 mg tablet", "0,5", lambda p: p.at_home[0].amount, Decimal("0.5"),
        "-1", "Expected an amount from 0 to 1,000,000; got -1.",
    ),
    Row(
        REVIEWS, "Days of one fill", "4 weeks", lambda p: p.fill_days, 28,
        "0", "Expected a whole number from 1 to 3,650; got 0.",
    ),
    Row(
        REVIEWS, "Days of reserve", "a week", lambda p: p.reserve_days, 7,
        "29", "Expected a whole number from 0 to 28; got 29.",
    ),
]  # fmt: skip


@pytest.fixture
def textbook(window: Window) -> Window:
    fill_textbook(window)
    return window


def plan_of(window: Window) -> Plan:
    state = window.plan.state
    assert state.current
    assert state.plan is not None
    return state.plan


def choose(window: Window, name: str, words: str) -> None:
    """Choose from the list that a screen reader calls so, as a person does."""
    box = next(one for one in window.findChildren(QComboBox) if one.accessibleName() == name)
    index = box.findText(words)
    assert index >= 0, f"{words} is not offered"
    box.setCurrentIndex(index)
    box.activated.emit(index)
    QApplication.processEvents()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}: {row.typed}")
def test_what_is_typed_is_in_the_plan_and_one_undo_takes_it_out(textbook: Window, row: Row) -> None:
    before = plan_of(textbook)
    click(textbook, row.part)
    type_into(textbook, row.name, row.typed)
    assert row.of(plan_of(textbook)) == row.held
    textbook.plan.undo()
    assert plan_of(textbook) == before


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.wrong], ids=lambda row: f"{row.name}: {row.wrong}"
)
def test_what_is_wrong_is_said_beside_it_and_the_schedule_stands(
    textbook: Window, row: Row
) -> None:
    schedule = textbook.plan.state.schedule
    click(textbook, row.part)
    type_into(textbook, row.name, row.wrong)
    state = textbook.plan.state
    assert row.said in note_beside(textbook, row.name)
    assert entry(textbook, row.name).text() == row.wrong, "what was typed stays"
    assert (state.worked_out, state.current) == (True, False), "it is read on, but not printed"
    assert state.schedule == schedule
    assert entry(textbook, row.name).property("wrong") is True, "it is marked"


def test_a_review_has_a_time_and_one_whose_day_is_not_yet_known_keeps_nothing_away(
    textbook: Window,
) -> None:
    click(textbook, REVIEWS)
    click(textbook, "+ review")
    assert textbook.plan.state.worked_out
    type_into(textbook, "Day of review 1", "29 dec")
    type_into(textbook, "Time of review 1", "2pm")
    review = plan_of(textbook).reviews[0]
    assert (review.on, review.time) == (date(2026, 12, 29), "14:00")
    type_into(textbook, "Time of review 1", "late")
    assert 'Expected a time from 00:00 to 23:59; got "late".' in note_beside(
        textbook, "Time of review 1"
    )
    state = textbook.plan.state
    assert state.worked_out
    assert state.plan is not None
    assert [(one.on, one.time) for one in state.plan.reviews] == [(date(2026, 12, 29), None)]


def test_an_amount_at_home_that_is_emptied_is_gone(textbook: Window) -> None:
    click(textbook, REVIEWS)
    type_into(textbook, "At home: 10 mg tablet", "30")
    type_into(textbook, "At home: 10 mg tablet", "")
    assert plan_of(textbook).at_home == ()


def test_each_product_chosen_has_a_row_for_what_is_at_home(textbook: Window) -> None:
    click(textbook, REVIEWS)
    click(textbook, "5 mg tablet")
    type_into(textbook, "At home: 5 mg tablet", "12")
    type_into(textbook, "At home: 10 mg tablet", "30")
    click(textbook, "5 mg tablet")
    assert entry(textbook, "At home: 5 mg tablet").text() == "12", "it is still at home"
    assert [home.product for home in plan_of(textbook).at_home] == ["tablet-5mg", "tablet-10mg"]


def test_packs_are_ticked(textbook: Window) -> None:
    click(textbook, REVIEWS)
    click(textbook, "in a pill box or blister packs of seven days")
    assert plan_of(textbook).packs is True


def test_the_country_is_chosen_by_name_and_offers_what_is_sold_there(textbook: Window) -> None:
    click(textbook, "20 mg tablet")
    choose(textbook, "Country", "Australia")
    assert plan_of(textbook).country == "AU"
    boxes = textbook.form.tablets._boxes.items()
    offered = {id_ for id_, box in boxes if box.isVisible()}
    assert offered == {"tablet-10mg", "tablet-20mg", "tablet-25mg"}, "those chosen stay"
    choose(textbook, "Country", "no country")
    assert plan_of(textbook).country is None


def test_sharing_keeps_the_days_pattern_unless_another_rule_is_chosen(textbook: Window) -> None:
    assert plan_of(textbook).sharing.rule == "proportional"
    click(textbook, SHARING)
    choose(textbook, "Sharing", "one at a time")
    assert plan_of(textbook).sharing.rule == "one-at-a-time"


def test_the_lowest_dose_is_asked_for_where_a_line_in_percent_needs_it(textbook: Window) -> None:
    names = [one.accessibleName() for one in textbook.form._entries()]
    assert "Lowest dose before none" not in names
    type_into(textbook, "Cut", "25 %")
    type_into(textbook, "Lowest dose before none", "7,5")
    taper = plan_of(textbook).taper
    assert getattr(taper, "lowest_mg", None) == Decimal("7.5")
    type_into(textbook, "Lowest dose before none", "0")
    said = note_beside(textbook, "Lowest dose before none")
    assert said == "Expected milligrams above 0 and up to 1,000, or nothing; got 0."
    assert not textbook.plan.state.worked_out, "doses follow from it"


def test_a_last_dose_after_midnight_is_of_the_day_before(textbook: Window) -> None:
    type_into(textbook, "Bedtime time", "0.30")
    assert plan_of(textbook).regimen[2].time == "00:30"
    assert "after midnight" in note_beside(textbook, "Bedtime time")
    type_into(textbook, "Bedtime time", "7am")
    assert "Expected a time after 15:00, or after midnight and before 07:00" in note_beside(
        textbook, "Bedtime time"
    )


@pytest.mark.parametrize("name", ["Bedtime dose", "Remove Bedtime", "Add a time"])
def test_what_was_confirmed_are_the_doses_as_they_stood(textbook: Window, name: str) -> None:
    click(textbook, "confirmed today")
    assert plan_of(textbook).regimen_confirmed == date(2026, 11, 24)
    type_into(textbook, "Morning time", "8")
    assert textbook.plan.state.draft.confirmed, "a time is no dose"
    if name == "Bedtime dose":
        type_into(textbook, name, "25")
    else:
        click(textbook, name)
    assert textbook.plan.state.draft.confirmed is None
    assert not button(textbook, "confirmed today").isChecked()


def test_spaces_typed_around_a_name_are_left_out(textbook: Window) -> None:
    type_into(textbook, "Patient's name", " Anna Maria ")
    assert plan_of(textbook).patient.name == "Anna Maria"


def test_half_of_a_named_tablet_is_its_milligrams(textbook: Window) -> None:
    type_into(textbook, "Morning dose", "½ × 10 mg")
    assert plan_of(textbook).doses[0] == 5
    textbook.plan.settle()
    assert entry(textbook, "Morning dose").text() == "5"


# Missed doses


def fill_missed(window: Window, taken: str, then: str) -> None:
    click(window, CHANGES)
    click(window, "Missed doses…")
    type_into(window, "First day of missed doses", "9 dec")
    type_into(window, "Last day of missed doses", "11 dec")
    for doses, of in ((taken, "taken then"), (then, "from then on")):
        for name, mg in zip(("Morning", "Afternoon", "Bedtime"), doses.split("/"), strict=True):
            type_into(window, f"{name} {of}", mg)
    type_into(window, "Held after missed doses", "4 days")


def steps(window: Window) -> list[tuple[str, int | None, str, bool]]:
    schedule = window.plan.state.schedule
    assert schedule is not None
    return [(f"{s.start:%-d %b}", s.days, str(s.daily_mg), s.taken) for s in schedule.steps]


def test_missed_doses_are_told_with_how_it_goes_on_and_one_undo_takes_them_away(
    textbook: Window,
) -> None:
    before = plan_of(textbook)
    fill_missed(textbook, "0/0/0", "15/15/15")
    field = entry(textbook, "Why doses were missed")
    QTest.keyClicks(field, "on a ward")
    click(textbook, "Add missed doses")
    told, after = plan_of(textbook).revisions
    assert (told.kind, told.taken, told.reason) == ("interruption", True, "on a ward")
    assert (after.kind, after.taken, after.reason) == ("restart", False, "")
    assert steps(textbook)[1:5] == [
        ("7 Dec", 2, "50", False),
        ("9 Dec", 3, "0", True),
        ("12 Dec", 4, "45", False),
        ("16 Dec", 7, "40", False),
    ]
    textbook.plan.undo()
    assert plan_of(textbook) == before


def test_after_nothing_was_taken_the_doses_to_go_on_with_are_asked_for(textbook: Window) -> None:
    before = plan_of(textbook)
    fill_missed(textbook, "0/0/0", "//")
    click(textbook, "Add missed doses")
    notes = [panel._note.plain for panel in textbook.form.panels if _is_missed(panel)]
    assert notes == [
        "That can't be done: expected doses to go on with: nothing was taken the day before."
    ]
    assert plan_of(textbook) == before, "nothing is added"


def test_a_last_day_before_the_first_is_said(textbook: Window) -> None:
    fill_missed(textbook, "0/0/0", "15/15/15")
    type_into(textbook, "Last day of missed doses", "8 dec")
    click(textbook, "Add missed doses")
    notes = [panel._note.plain for panel in textbook.form.panels if _is_missed(panel)]
    assert notes == ["The last day is before the first."]


def _is_missed(panel: Panel) -> bool:
    return type(panel).__name__ == "MissedDoses"


def test_a_change_on_the_way_is_named_by_its_kind(textbook: Window) -> None:
    fill_missed(textbook, "0/0/0", "15/15/15")
    click(textbook, "Add missed doses")
    words = [label.text() for label in _labels(textbook, CHANGES)]
    assert "Wed 9 Dec 2026: interruption: 0, 0, 0 mg taken" in words
    assert "Sat 12 Dec 2026: restart: 15, 15, 15 mg, held for 4 days" in words


def _labels(window: Window, part: str) -> list[object]:
    from PySide6.QtWidgets import QLabel

    fold = next(f for f in window.form.findChildren(Fold) if f.button.text() == part)
    return list(fold.findChildren(QLabel))
