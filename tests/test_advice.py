"""Which product would spare halves, or let the doses follow the line: found by building."""

from __future__ import annotations

from typing import Any

import pytest

from planner.advice import advice, following_the_line, sparing_halves
from tests.planning import case, pace

UNCUT_25 = {"products": ["tablet-25mg"], "halves": False}
CASES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({}, ("126 doses need half a tablet; with the 5 mg tablet too, none would.",)),
    ({"products": ["tablet-5mg", "tablet-10mg"]}, ()),
    (
        {"doses": "25/25/25", **UNCUT_25},
        (
            "2 steps are coarse: they cut at least twice what was asked for; "
            "with the 5 mg tablet too, none would.",
        ),
    ),
    (
        {"doses": "5", "taper": pace("1", weeks=1)},
        ("28 doses need half a tablet; with the 5 mg tablet too, none would.",),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_advice_names_what_would_help(fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert advice(case(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "on", "expected"),
    [
        ({}, "2026-12-07", "126 doses need"),
        ({}, "2026-12-08", "125 doses need"),
        ({}, "2027-02-21", "1 dose needs"),
        ({}, "2027-02-22", None),  # the day of the stop
        ({"doses": "25/25/25", **UNCUT_25}, "2026-12-07", "2 steps are coarse"),
        ({"doses": "25/25/25", **UNCUT_25}, "2028-01-01", None),
    ],
)
def test_advice_is_on_what_is_still_to_come(
    fields: dict[str, Any], on: str, expected: str | None
) -> None:
    said = advice(case(on=on, **fields))
    assert [one.startswith(expected or "") for one in said] == [True] * bool(expected)


def test_the_product_named_really_spares_the_halves() -> None:
    help = sparing_halves(case())
    assert help is not None
    assert (help.product.id, help.left) == ("tablet-5mg", 0)


def test_where_nothing_is_coarse_nothing_is_advised() -> None:
    assert following_the_line(case()) is None


def test_a_product_with_which_the_taper_would_take_too_long_is_no_help() -> None:
    """3 % a month with the 1 mg/mL solution too would go on for more than ten years."""
    row = {"above_mg": "0", "cut_percent": "3", "every": {"months": 1}}
    said = advice(case(taper={"method": "pace", "pace": [row]}))
    assert said[0].startswith("4,505 doses need half a tablet")
