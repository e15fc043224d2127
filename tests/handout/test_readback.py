"""A handout whose pages differ from the plan in any figure never leaves: each kind, on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.handout import HandoutError
from planner.handout.drawings import Drawings
from planner.handout.footer import Footer
from planner.handout.given import Given
from planner.handout.setting import Setting
from planner.handout.wording import Wording
from planner.tablets import Taken
from tests.handout.plans import given, make

Patch = pytest.MonkeyPatch
LATER = timedelta(days=1)


def a_date(patch: Patch) -> None:
    """One day is written as the next one."""
    own = Wording.day
    wrong = date(2026, 12, 14)
    patch.setattr(Wording, "day", lambda s, day: own(s, day + LATER if day == wrong else day))


def a_calendar_day(patch: Patch) -> None:
    own = Wording.day_short
    wrong = date(2026, 12, 30)
    patch.setattr(Wording, "day_short", lambda s, day: own(s, day + LATER if day == wrong else day))


def a_birth_date(patch: Patch) -> None:
    own = Wording.birth
    patch.setattr(Wording, "birth", lambda s, day: own(s, day + LATER))


def a_dose(patch: Patch) -> None:
    own = Wording.milligrams
    patch.setattr(Wording, "milligrams", lambda s, mg: own(s, mg * 10 if mg == 15 else mg))


def a_number_of_tablets(patch: Patch) -> None:
    own = Wording.taken

    def one_more(self: Wording, taken: Taken, **options: Any) -> str:
        more = taken.amount + 1 if taken.amount == Decimal("1.5") else taken.amount
        return own(self, Taken(taken.product, more, taken.is_half), **options)

    patch.setattr(Wording, "taken", one_more)


def a_strength(patch: Patch) -> None:
    patch.setattr(Wording, "strength", lambda s, product: "20 mg")


def a_drawn_tablet(patch: Patch) -> None:
    own = Drawings._pieces
    patch.setattr(Drawings, "_pieces", lambda s, taken: own(s, taken)[:-1] or own(s, taken) * 2)


def a_supply(patch: Patch) -> None:
    own = Wording.supplied

    def one_less(self: Wording, amount: Any) -> str:
        return own(self, type(amount)(amount.product, amount.amount, amount.dispense - 1))

    patch.setattr(Wording, "supplied", one_less)


def a_last_day(patch: Patch) -> None:
    """The day without the medicine, in its sentence alone."""
    own = Given.said

    def wrong(self: Given, name: str, /, **values: Any) -> str:
        if name == "first.none_from":
            values["day"] = self.wording.day(self.schedule.steps[-1].start)
        return own(self, name, **values)

    patch.setattr(Given, "said", wrong)


def a_row_left_out(patch: Patch) -> None:
    from planner.handout.dose_table import DoseTable

    own = DoseTable.row
    seen: list[object] = []

    def all_but_one(self: DoseTable, *row: Any, **options: Any) -> None:
        seen.append(row)
        if len(seen) != 3:
            own(self, *row, **options)

    patch.setattr(DoseTable, "row", all_but_one)


def a_line_not_drawn(patch: Patch) -> None:
    own = Setting.operators

    def without(self: Setting, text: str, *place: Any, **options: Any) -> str:
        return "" if text.startswith("half a tablet") else own(self, text, *place, **options)

    patch.setattr(Setting, "operators", without)


def a_draft_that_looks_final(patch: Patch) -> None:
    patch.setattr(Footer, "_standing", lambda self: "Approved by Dr A. Example")


def a_page_number(patch: Patch) -> None:
    own = Footer._page
    patch.setattr(Footer, "_page", lambda s, page, pages: own(s, page, pages + 1))


FAULTS = [
    a_date,
    a_calendar_day,
    a_birth_date,
    a_dose,
    a_number_of_tablets,
    a_strength,
    a_drawn_tablet,
    a_supply,
    a_last_day,
    a_row_left_out,
    a_line_not_drawn,
    a_draft_that_looks_final,
    a_page_number,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.replace("_", " "))
def test_a_wrong_figure_is_refused(fault: Callable[[Patch], None], monkeypatch: Patch) -> None:
    fault(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan"):
        make(given("textbook")[0])


@pytest.mark.parametrize("audience", ["prescriber", "pharmacy"])
@pytest.mark.parametrize("fault", [a_date, a_dose, a_number_of_tablets, a_supply],
                         ids=lambda fault: fault.__name__.replace("_", " "))  # fmt: skip
def test_so_it_is_on_the_sheets(
    fault: Callable[[Patch], None], audience: str, monkeypatch: Patch
) -> None:
    fault(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan"):
        make(given("textbook")[0], audience=audience)


def test_a_wrong_figure_in_spanish_is_refused_too(monkeypatch: Patch) -> None:
    a_number_of_tablets(monkeypatch)
    with pytest.raises(HandoutError, match="differ from the plan"):
        make(given("textbook")[0], language="es")


def test_a_liquids_volume_and_strength_are_compared(monkeypatch: Patch) -> None:
    own = Wording.taken

    def ten_fold(self: Wording, taken: Taken, **options: Any) -> str:
        return own(self, Taken(taken.product, taken.amount * 10), **options)

    monkeypatch.setattr(Wording, "taken", ten_fold)
    with pytest.raises(HandoutError, match="what is taken"):
        make(given("liquid by months")[0])


def test_the_message_names_place_and_both_figures(monkeypatch: Patch) -> None:
    a_dose(monkeypatch)
    with pytest.raises(HandoutError) as refused:
        make(given("textbook")[0])
    assert "steps, 2026-12-07, Afternoon, mg: expected 15; the page says 150" in str(refused.value)


def test_figures_in_what_people_typed_are_theirs() -> None:
    one = given("textbook")[0]
    from msgspec.structs import replace

    typed = replace(
        one,
        patient=replace(one.patient, reason="You felt worse on 40 mg since Monday 1 June 2026."),
        regimen=tuple(replace(d, name=f"{d.name}, 2 tablets") for d in one.regimen),
        sharing=replace(
            one.sharing, keep_highest=tuple(f"{n}, 2 tablets" for n in one.sharing.keep_highest)
        ),
    )
    assert make(typed, audience="all").startswith(b"%PDF-")
