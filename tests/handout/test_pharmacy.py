"""The pharmacy's sheet is complete in itself: each step from the day on, its label, every fill."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest

from planner.case import Case
from planner.documents import plan_from
from planner.handout.given import Given
from planner.handout.pharmacy_steps import label
from planner.handout.wording import Wording
from planner.handout.words import words_in
from tests.handout.plans import PEOPLE, make
from tests.planning import BACLOFEN, MEDICINES, document, pace

START = date(2026, 12, 7)


def case(on: date, doses: str = "20/20/20", **fields: Any) -> Case:
    one = json.loads(json.dumps(document(doses, **{**PEOPLE, **fields})))
    return Case(plan_from(one, MEDICINES), BACLOFEN, on)


def sheet(on: date, doses: str = "20/20/20", **fields: Any) -> str:
    """The sheet's words."""
    one = case(on, doses, **fields)
    content = make(one.plan, one.day, audience="pharmacy")
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def labels(one: Case) -> list[str]:
    given = Given(case=one, judged=one, wording=Wording(words_in("en"), BACLOFEN), clock=24)
    return [label(given, step) for step in one.steps_shown]


HALVES = ["tablet-10mg"]
LIQUID = ["solution-1mg-per-ml"]
BOTH = ["tablet-10mg", "solution-1mg-per-ml"]


@pytest.mark.parametrize(
    ("doses", "products", "cut", "first"),
    [
        ("20/20/20", HALVES, "5",
         "Take 2 tablets in the morning, 1 and a half tablets in the afternoon, "
         "2 tablets at bedtime"),
        ("10/5", HALVES, "5", "Take half a tablet in the morning, half a tablet at bedtime"),
        ("20/0/20", HALVES, "20", "Take 1 tablet in the morning, 1 tablet at bedtime"),
        ("10/10/10/10/10/10", HALVES, "10",
         "Take 1 tablet at 02:00 (Dose 1), 1 tablet at 06:00 (Dose 2), "
         "1 tablet at 10:00 (Dose 3), half a tablet at 14:00 (Dose 4), "
         "half a tablet at 18:00 (Dose 5), 1 tablet at 22:00 (Dose 6)"),
        ("10", LIQUID, "2.5", "Take 7.5 mL of 1 mg/mL solution (7.5 mg) at bedtime"),
        ("21/20", BOTH, "2",
         "Take 2 whole 10 mg tablets in the morning; "
         "1 and a half 10 mg tablets and 4 mL of 1 mg/mL solution (4 mg) at bedtime"),
        ("40/40", ["granules-20mg"], "20",
         "Take 1 packet in the morning, 2 packets at bedtime"),
    ],
)  # fmt: skip
def test_a_label_says_in_words_what_is_taken_when(
    doses: str, products: list[str], cut: str, first: str
) -> None:
    one = case(START, doses, products=products, taper=pace(cut))
    assert labels(one)[0].replace("\N{NO-BREAK SPACE}", " ") == first


def test_the_labels_are_on_the_sheet_with_the_days_and_the_line_to_check() -> None:
    said = sheet(START)
    assert (
        "1 Monday 7 December 2026 Sunday 13 December 2026 "
        "2 tablets 20 mg 1 and a half tablets 15 mg 2 tablets 20 mg "
        "Label: “Take 2 tablets in the morning, 1 and a half tablets in the afternoon, "
        "2 tablets at bedtime.” Check the line before halving."
    ) in said
    assert "Stop Monday 22 February 2027 none none none" in said


def test_no_line_is_to_be_checked_where_nothing_is_halved() -> None:
    assert "before halving" not in sheet(START, "40", taper=pace("10"))


ON = [date(2026, 11, 24), START, date(2026, 12, 13), date(2026, 12, 14), date(2027, 2, 21)]


@pytest.mark.parametrize("on", ON, ids=str)
def test_every_step_from_the_day_on_is_there_and_none_that_is_over(on: date) -> None:
    one, said = case(on), sheet(on)
    shown = [step.number for step in one.schedule.steps if step.end and step.end >= on]
    assert [step.number for step in one.steps_shown] == shown
    assert said.count("Label: ") == len(shown)
    ended = [step for step in one.schedule.steps if step.end and step.end < on]
    assert not any(f"{step.end:%A} {step.end.day} {step.end:%B %Y}" in said for step in ended)


HOLD = {"revisions": [{"from": "2027-02-01", "kind": "hold", "reason": "spasms"}]}


def test_a_revision_to_come_leaves_no_step_before_it_out() -> None:
    """The dose doesn't jump from 60 mg to that of the hold."""
    said = sheet(date(2027, 1, 4), "20/20/20", start="2027-01-04", **HOLD)
    for day in ("Monday 4 January 2027", "Monday 11 January", "Monday 18 January", "Monday 25 Jan"):
        assert day in said
    assert "The plan was changed from here. Label: “Take" in said
    assert "spasms" not in said


def test_after_the_last_dose_nothing_is_left_to_dispense() -> None:
    said = sheet(date(2027, 3, 1))
    assert "Last dose: Sunday 21 February 2027. No baclofen from Monday 22 February 2027." in said
    assert "Stop all repeats at the old dose." in said
    assert "Label" not in said.replace("label on the box", "")


def test_fills_say_their_steps_what_is_at_home_and_what_is_left_of_the_running_one() -> None:
    home = {"fill_days": 28, "at_home": [{"product": "tablet-10mg", "amount": "30.5"}]}
    assert (
        "1 Thursday 10 December 2026, already running Sunday 3 January 2027 1 to 4 "
        "10 mg tablet: 14 103 tablets of 10 mg "
        "2 Monday 4 January 2027 Sunday 31 January 2027 5 to 8 nothing 77 tablets of 10 mg"
    ) in sheet(date(2026, 12, 10), **home)


def test_a_fill_that_is_at_home_already_needs_nothing() -> None:
    home = {"fill_days": 7, "at_home": [{"product": "tablet-10mg", "amount": "60"}]}
    assert "Sunday 13 December 2026 1 10 mg tablet: 60 none" in sheet(START, **home)


def test_the_reserve_stands_beside_the_supply() -> None:
    said = sheet(START, go_back_allowed=True, reserve_days=7)
    assert "For going back a step (7 days): 42 tablets of 10 mg, beside all that." in said


def test_packs_are_counted_from_the_first_day_of_the_schedule() -> None:
    assert "seven days, counted from Monday 7 December 2026." in sheet(START, packs=True)


def test_doses_that_were_really_taken_have_no_label() -> None:
    ward = [
        {"from": "2026-12-16", "regimen": ["10", "0", "10"], "taken": True},
        {"from": "2026-12-18", "regimen": ["15", "15", "20"], "kind": "interruption"},
    ]
    said = sheet(date(2026, 12, 17), revisions=ward)
    assert "1 tablet 10 mg none 1 tablet 10 mg What was really taken. No label." in said
