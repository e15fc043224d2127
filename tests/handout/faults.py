"""Ways in which a page could say other than its plan: each puts one figure wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.handout.drawings import Drawings
from planner.handout.footer import Footer
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.setting import Setting
from planner.handout.wording import Wording
from planner.tablets import Taken

Patch = pytest.MonkeyPatch
LATER = timedelta(days=1)


def a_date(patch: Patch) -> None:
    """One day is written as the next one."""
    wrong = date(2026, 12, 14)

    def moved(own: Callable[[Wording, date], str]) -> Callable[[Wording, date], str]:
        return lambda self, day: own(self, day + LATER if day == wrong else day)

    for name in ("day", "day_in_two"):
        patch.setattr(Wording, name, moved(getattr(Wording, name)))


def a_calendar_day(patch: Patch) -> None:
    own = Wording.day_short_in_two
    wrong = date(2026, 12, 30)
    patch.setattr(
        Wording, "day_short_in_two", lambda s, day: own(s, day + LATER if day == wrong else day)
    )


def a_birth_date(patch: Patch) -> None:
    own = Wording.birth
    patch.setattr(Wording, "birth", lambda s, day: own(s, day + LATER))


def a_first_day_in_the_footer(patch: Patch) -> None:
    own = Footer._begins
    patch.setattr(Footer, "_begins", lambda s: own(s).replace("7", "17", 1))


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
    own = Wording.count_of
    patch.setattr(Wording, "count_of", lambda self, id, count: own(self, id, count - 1))


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


def a_bookmark(patch: Patch) -> None:
    own = Paper._bookmark
    patch.setattr(
        Paper, "_bookmark", lambda s, title, level: own(s, title.replace("2026", "2027"), level)
    )


def a_text_outside_the_structure(patch: Patch) -> None:
    own = Paper.took

    def more(self: Paper, height: float) -> None:
        self.text("20 mg ", self.left, self.y, 10)
        own(self, height)

    patch.setattr(Paper, "took", more)


FAULTS: dict[Callable[[Patch], None], str] = {
    a_date: "steps, 2026-12-14, day",
    a_calendar_day: "calendar, 2026-12-30, day",
    a_birth_date: "birth date",
    a_first_day_in_the_footer: "plan's first day",
    a_dose: "Afternoon, mg",
    a_number_of_tablets: "what is taken",
    a_strength: "supply",
    a_drawn_tablet: "drawn pieces",
    a_supply: "needed, supply",
    a_last_day: "none from",
    a_row_left_out: "number of rows",
    a_line_not_drawn: "what is taken",
    a_draft_that_looks_final: "draft",
    a_page_number: "count",
    a_bookmark: "a bookmark",
    a_text_outside_the_structure: "text without a place",
}
"""Each with what its message names."""
