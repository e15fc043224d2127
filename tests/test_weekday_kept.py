"""After a change on the way the changes keep their weekday where that is later, never sooner."""

from __future__ import annotations

from datetime import date

import pytest

from planner.documents import plan_from
from planner.plan import Revision
from planner.schedule import build
from planner.weekday_kept import NextChange, next_change
from tests.planning import BACLOFEN, MEDICINES, document

MONDAY, WEDNESDAY = "2026-12-07", "2026-12-30"


def after(day: str, hold_days: int, **fields: object) -> NextChange | None:
    """The next change of the textbook plan, its doses held from a day for so many days."""
    plan = plan_from({**document(start=MONDAY), **fields}, MEDICINES)
    revision = Revision(start=date.fromisoformat(day), hold_days=hold_days)
    return next_change(plan, build(plan, BACLOFEN), revision, BACLOFEN)


@pytest.mark.parametrize(
    ("day", "hold_days", "expected"),
    [
        (WEDNESDAY, 7, NextChange(date(2027, 1, 6), "mon", date(2027, 1, 11))),
        (WEDNESDAY, 5, NextChange(date(2027, 1, 4))),
        ("2027-01-04", 7, NextChange(date(2027, 1, 11))),
    ],
    ids=["from Wednesday for a week", "to the Monday anyway", "from Monday for a week"],
)
def test_the_weekday_of_all_changes_can_be_kept(
    day: str, hold_days: int, expected: NextChange
) -> None:
    assert after(day, hold_days) == expected


def test_changes_on_several_weekdays_have_none_to_keep() -> None:
    pace = {"method": "pace", "pace": [{"above_mg": "0", "cut_mg": "5", "every": {"days": 6}}]}
    assert after(WEDNESDAY, 7, taper=pace) == NextChange(date(2027, 1, 6))


def test_after_doses_that_stay_there_is_no_next_change() -> None:
    steps = [{"mg": ["15", "20", "20"], "every": {"weeks": 1}}]
    taper = {"method": "custom", "steps": steps, "then": "stay"}
    assert after(WEDNESDAY, 7, taper=taper) is None
