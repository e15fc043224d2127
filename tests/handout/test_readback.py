"""A handout whose pages differ from the plan in any figure never leaves: each kind, on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planner.handout import HandoutError, drawings
from planner.handout.course import Course
from planner.handout.wording import Wording
from planner.plan import Revision
from planner.tablets import Taken
from tests.handout.faults import FAULTS, Patch, a_date, a_dose, a_number_of_tablets, a_supply
from tests.handout.picture_faults import PICTURE_FAULTS
from tests.handout.plans import case_of, make, plan

ALL_FAULTS = FAULTS | PICTURE_FAULTS


@pytest.mark.parametrize("fault", ALL_FAULTS, ids=lambda fault: fault.__name__.replace("_", " "))
def test_a_wrong_figure_is_refused(fault: Callable[[Patch], None], monkeypatch: Patch) -> None:
    one = case_of("textbook").plan
    make(one)
    fault(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan") as refused:
        make(one)
    assert ALL_FAULTS[fault] in str(refused.value)


DAY_FAULTS: dict[str, tuple[str, Any, str]] = {
    "a step to come left out": (
        "coming", lambda own, self: own(self)[:1] + own(self)[2:], "number of rows"
    ),
    "a page that begins with the revision": (
        "coming",
        lambda own, self: tuple(step for step in own(self) if step.revision is not None),
        "number of rows",
    ),
    "the regimen as what is taken now": (
        "now", lambda own, self: self.regimen, "what is taken: expected 1.5 tablet"
    ),
    "what is taken now, up to a later day": (
        "first_change", lambda own, self: self.coming[1].start, "day: expected 2027-01-24"
    ),
    "a calendar that begins with the plan": (
        "begins", lambda own, self: self.schedule.start, "needed, dates"
    ),
    "a stop that is not said": ("stops_on", lambda own, self: None, "expected"),
}  # fmt: skip
"""What the pages' own view of a day could have wrong: the read back asks the schedule itself."""


@pytest.mark.parametrize("fault", DAY_FAULTS)
def test_a_wrong_view_of_the_day_is_refused(fault: str, monkeypatch: Patch) -> None:
    one = replace(
        case_of("textbook").plan,
        start=date(2027, 1, 4),
        revisions=(Revision(start=date(2027, 2, 1), kind="hold"),),
    )
    on = date(2027, 1, 20)
    make(one, on)
    name, wrong, message = DAY_FAULTS[fault]
    own = vars(Course)[name]
    read_own = own.func if hasattr(own, "func") else own.fget
    monkeypatch.setattr(Course, name, property(lambda self: wrong(read_own, self)))
    with pytest.raises(HandoutError, match="differ from the plan") as refused:
        make(one, on)
    assert message in str(refused.value)


def test_a_revision_that_is_not_marked_is_refused(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Course, "begun_by", lambda self, step: None)
    with pytest.raises(HandoutError, match="changed plan: expected 2026-12-30"):
        make(case_of("a rise in mid-fill").plan, date(2026, 12, 20))


@pytest.mark.parametrize("audience", ["prescriber", "pharmacy"])
@pytest.mark.parametrize("fault", [a_date, a_dose, a_number_of_tablets, a_supply],
                         ids=lambda fault: fault.__name__.replace("_", " "))  # fmt: skip
def test_so_it_is_on_the_sheets(
    fault: Callable[[Patch], None], audience: str, monkeypatch: Patch
) -> None:
    fault(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan"):
        make(case_of("textbook").plan, audience=audience)


def test_a_wrong_figure_in_spanish_is_refused_too(monkeypatch: Patch) -> None:
    a_number_of_tablets(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan"):
        make(case_of("textbook").plan, language="es")


def test_a_liquids_volume_and_strength_are_compared(monkeypatch: Patch) -> None:
    own = Wording.taken

    def ten_fold(self: Wording, taken: Taken, **options: Any) -> str:
        return own(self, Taken(taken.product, taken.amount * 10), **options)

    monkeypatch.setattr(Wording, "taken", ten_fold)
    with pytest.raises(HandoutError, match="what is taken"):
        make(case_of("liquid by months").plan)


def test_the_strength_of_a_drawn_half_is_compared_where_there_are_several(
    monkeypatch: Patch,
) -> None:
    one = plan("12.5/20/12.5", products=["tablet-10mg", "tablet-25mg"])
    make(one)
    own = drawings._number

    def other(paper: Any, label: str, x: float, y: float, size: float) -> None:
        is_half = size < paper.measures.tablet * 0.35
        own(paper, "10" if is_half else label, x, y, size)

    monkeypatch.setattr(drawings, "_number", other)
    with pytest.raises(HandoutError, match="drawn pieces"):
        make(one)


def test_the_message_names_place_and_both_figures(monkeypatch: Patch) -> None:
    a_dose(monkeypatch)
    with pytest.raises(HandoutError) as refused:
        make(case_of("textbook").plan)
    assert "steps, 2026-12-07, Afternoon, mg: expected 15; the page says 150" in str(refused.value)


def test_figures_in_what_people_typed_are_theirs() -> None:
    one = case_of("textbook").plan
    typed = replace(
        one,
        patient=replace(one.patient, reason="You felt worse on 40 mg since Monday 1 June 2026."),
        regimen=tuple(replace(d, name=f"{d.name}, 2 tablets") for d in one.regimen),
        sharing=replace(
            one.sharing, keep_highest=tuple(f"{n}, 2 tablets" for n in one.sharing.keep_highest)
        ),
    )
    assert make(typed, audience="all").startswith(b"%PDF-")
