"""From the form to a plan and back: nothing is lost on the way, and all that is wrong is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents import plan_from
from planner.plan import Plan
from planner.schedule import build
from tests.samples import samples
from tests.ui.conftest import MEDICINES, TODAY
from ui.draft import AtHomeText, DoseTimeText, Draft, ReviewText, replace
from ui.drafting import plan_of
from ui.edit import Edit
from ui.open_plan import OpenPlan
from ui.plan_texts import draft_of
from ui.settling import settled

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))


def example_plan(path: Path) -> Plan:
    return plan_from(json.loads(path.read_text(encoding="utf-8"))["plan"], MEDICINES)


def empty() -> Draft:
    return OpenPlan(MEDICINES, lambda: TODAY, day_first=True).state.draft


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_plan_in_the_form_makes_the_same_plan_again(path: Path) -> None:
    plan = example_plan(path)
    assert plan_of(draft_of(plan, TODAY), MEDICINES, day_first=True) == (plan, ())
    assert plan_of(draft_of(plan, TODAY), MEDICINES, day_first=False) == (plan, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_settling_what_is_written_out_changes_nothing(path: Path) -> None:
    draft = draft_of(example_plan(path), TODAY)
    assert settled(draft, day_first=True) == draft


def test_settling_keeps_the_day_that_was_meant() -> None:
    draft = replace(empty(), start="next monday", regimen=(DoseTimeText(time="7pm"),))
    later = settled(draft, day_first=True)
    assert (later.start, later.regimen[0].time) == ("Mon 30 Nov 2026", "19:00")


def test_an_empty_form_lists_what_is_missing_in_the_order_of_the_form() -> None:
    problems = plan_of(empty(), MEDICINES, day_first=True).problems
    assert all(problem.missing for problem in problems)
    assert [problem.field for problem in problems] == [
        "regimen[0].mg",
        "regimen[1].mg",
        "regimen[2].mg",
        "start",
        "taper.pace[0].cut",
        "taper.pace[0].every",
    ]


@settings(max_examples=samples(150))
@given(
    mg=st.text(max_size=12),
    time=st.text(max_size=8),
    start=st.text(max_size=16),
    cut=st.text(max_size=10),
    every=st.text(max_size=10),
)
def test_whatever_is_typed_makes_a_plan_or_problems_never_a_fault(
    mg: str, time: str, start: str, cut: str, every: str
) -> None:
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)

    def fill(draft: Draft) -> Draft:
        row = replace(draft.regimen[0], mg=mg, time=time)
        pace = (replace(draft.pace[0], cut=cut, every=every),)
        return replace(draft, regimen=(row,), start=start, pace=pace)

    plan.edit(Edit("all", fill))
    plan.settle()
    state = plan.state
    assert state.current == (not state.problems)
    draft = state.draft
    if not state.current:
        assert (draft.regimen[0].mg, draft.start) == (mg, start), "nothing typed is lost"


def test_undo_goes_back_through_everything_and_redo_forth_again() -> None:
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)
    drafts = [plan.state.draft]
    for text in ("2", "20", "200"):
        plan.edit(Edit(f"dose {text}", lambda d, t=text: replace(d, start=t)))  # type: ignore[misc]
        drafts.append(plan.state.draft)
    for before in reversed(drafts[:-1]):
        plan.undo()
        assert plan.state.draft == before
    plan.undo()
    assert plan.undo_name is None
    for after in drafts[1:]:
        plan.redo()
        assert plan.state.draft == after
    assert plan.redo_name is None


def test_a_new_edit_after_an_undo_forgets_what_was_undone() -> None:
    plan = OpenPlan(MEDICINES, lambda: TODAY, day_first=True)
    plan.edit(Edit("one", lambda d: replace(d, start="1")))
    plan.undo()
    plan.edit(Edit("two", lambda d: replace(d, start="2")))
    assert plan.redo_name is None
    assert plan.undo_name == "two"


def test_the_day_of_the_last_edit_is_the_day_that_words_are_counted_from() -> None:
    days = [date(2026, 11, 24)]
    plan = OpenPlan(MEDICINES, lambda: days[0], day_first=True)
    plan.edit(Edit("start", lambda d: replace(d, start="tomorrow")))
    days[0] = date(2026, 12, 24)
    assert plan.state.draft.typed_on == date(2026, 11, 24)


def test_fields_from_which_no_dose_follows_are_left_out_and_all_said() -> None:
    """What can't be read and what the planner refuses, each with its sentence, beside a plan."""
    plan = example_plan(EXAMPLES[0])
    draft = draft_of(plan, TODAY)
    patient = replace(draft.patient, birth_date="soon", taken_months="x", spasm_limit="11")
    home = (AtHomeText("tablet-10mg", "many"), AtHomeText("tablet-5mg", "2000000"))
    wrong = replace(
        draft, patient=patient, at_home=home, reserve_days="29", review_every="0", fill_days="0",
        reviews=(ReviewText(on="29 dec"), ReviewText(on="", time="late")),
    )  # fmt: skip
    made, problems = plan_of(wrong, MEDICINES, day_first=True)
    assert {problem.field: problem.message for problem in problems} == {
        "patient.birth_date": "expected a birth date like 3 Feb 1970, 3/2/1970 or 1970-02-03; "
        'got "soon"',
        "patient.taken_months": 'expected a whole number of months; got "x"',
        "reviews[1].time": 'expected a time from 00:00 to 23:59; got "late"',
        "reviews[1].on": "expected the day of the review; it is empty",
        "at_home[0].amount": 'expected an amount, 0 or more; got "many"',
        "patient.spasm_limit": "expected a whole number from 0 to 10; got 11",
        "review_every.weeks": "expected a whole number above 0; got 0",
        "at_home[1].amount": "expected an amount from 0 to 1,000,000; got 2000000",
        "fill_days": "expected a whole number from 1 to 3,650; got 0",
        "reserve_days": "expected a whole number from 0 to 28; got 29",
    }
    assert made is not None
    assert build(made, MEDICINES["baclofen"]).steps == build(plan, MEDICINES["baclofen"]).steps
    assert [review.on for review in made.reviews] == [date(2026, 12, 29)]


def test_what_bears_on_the_doses_makes_no_plan_and_the_rest_is_said_too() -> None:
    draft = draft_of(example_plan(EXAMPLES[0]), TODAY)
    patient = replace(draft.patient, spasm_limit="11")
    made, problems = plan_of(replace(draft, start="soon", patient=patient), MEDICINES, True)
    assert made is None
    assert [problem.field for problem in problems] == ["start", "patient.spasm_limit"]
