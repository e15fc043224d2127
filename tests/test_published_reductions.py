"""The published reductions of sources.md, section 6, each with its source: what follows from each.

Day 1 is the first reduced day. None of these is recommended by the program: they are cases.
"""

from __future__ import annotations

import pytest

from tests.planning import build_document, document, doses_of, pace
from tests.safe_plans import fired, sound

CASES = {
    "US: the labelled starting schedule in reverse (derived)": (
        pace("15", days=3),
        "15/15/15, 10/10/10, 5/5/5",
        10,
    ),
    "FR: 15 mg every 3 days, within 1 to 2 weeks": (
        pace("15", days=3),
        "15/15/15, 10/10/10, 5/5/5",
        10,
    ),
    "DE-CH: 10 mg every 4 days, about 3 weeks": (
        pace("10", days=4),
        "15/15/20, 15/10/15, 10/10/10, 5/5/10, 5/0/5",
        21,
    ),
    "none: 5 mg every week, slower than any label": (
        pace("5", weeks=1),
        "20/15/20, 15/15/20, 15/15/15, 15/10/15, 10/10/15, 10/10/10, 10/5/10, 5/5/10, 5/5/5, "
        "5/0/5, 0/0/5",
        78,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_published_reduction_from_60_mg_a_day(case: str) -> None:
    taper, doses, none_from_day = CASES[case]
    schedule = build_document(document("20/20/20", taper=taper))
    assert ", ".join(doses_of(schedule)) == doses
    assert schedule.stops_on is not None
    assert (schedule.stops_on - schedule.start).days + 1 == none_from_day


FOUND = {
    "US: the labelled starting schedule in reverse (derived)": ("warn", "note"),
    "FR: 15 mg every 3 days, within 1 to 2 weeks": ("warn", "note"),
    "DE-CH: 10 mg every 4 days, about 3 weeks": (None, None),
    "none: 5 mg every week, slower than any label": (None, None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_published_reduction_is_short_at_most_and_stopped_by_no_rule(case: str) -> None:
    """After long use, and after use for a month."""
    taper, _, _ = CASES[case]
    for months, severity in zip((36, 1), FOUND[case], strict=True):
        rules = fired(sound(taper=taper, patient={"taken_months": months}))
        assert rules == ({"short-taper": severity} if severity else {})
