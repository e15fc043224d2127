"""The next doses: the smallest sum not below the line, shared over the dose times.

Contract.md 2.3 and 2.4. Doses are whole grains here; `every(5)` makes 0, 5, 10, …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.sharing import Way, can_reach, next_doses
from planner.terms import SHARING_RULES, SharingRule

MOST = 200


def only(*amounts: int) -> int:
    """Amounts that can be made, as the bits of one integer; 0 always can."""
    return sum(1 << amount for amount in {0, *amounts})


def every(step: int) -> int:
    return only(*range(0, MOST, step))


def shared(
    doses: str,
    asked: int,
    makeable: int,
    rule: SharingRule = "balanced",
    order: str = "210",
    pattern: str = "",
    target: int = 0,
) -> str:
    """`shared("20/20/20", 55, every(5))` is "20/20/15": doses in, doses out."""
    before = [int(dose) for dose in doses.split("/")]
    came_with = tuple(int(dose) for dose in (pattern or doses).split("/"))
    ranks = tuple(int(place) for place in order if int(place) < len(before))
    way = Way(rule, ranks, came_with, target)
    return "/".join(str(dose) for dose in next_doses(before, asked, makeable, way))


@pytest.mark.parametrize(
    ("asked", "total"),
    [(60, 60), (59, 60), (56, 60), (55, 55), (54, 55), (51, 55), (50, 50), (1, 5), (0, 0)],
)
def test_the_daily_dose_is_the_smallest_that_is_not_below_the_line(asked: int, total: int) -> None:
    assert sum(map(int, shared("20/20/20", asked, every(5)).split("/"))) == total


@pytest.mark.parametrize(
    ("doses", "asked", "makeable", "follow"),
    [
        ("25/25/25", 70, only(25), "25/25/25"),
        ("25/25/25", 51, only(25), "25/25/25"),
        ("25/25/25", 50, only(25), "25/0/25"),
        ("7/7", 13, only(7), "7/7"),
        ("20/10", 25, only(10, 20), "20/10"),  # 15 + 10 would do, but 15 can't be made
        ("20/10", 20, only(10, 20), "10/10"),
        ("12", 11, only(5, 12), "12"),
        ("12", 5, only(5, 12), "5"),
    ],
)
def test_the_doses_stay_until_the_line_reaches_what_can_be_made(
    doses: str, asked: int, makeable: int, follow: str
) -> None:
    assert shared(doses, asked, makeable, order="201") == follow


@pytest.mark.parametrize(
    ("doses", "asked", "follow"),
    [
        ("20/20/20", 55, "20/15/20"),
        ("20/15/20", 50, "15/15/20"),
        ("15/15/20", 45, "15/15/15"),
        ("10/5/40", 40, "10/5/25"),  # the highest comes down alone: none may rise
        ("0/5/40", 10, "0/5/5"),
        ("0/5/40", 20, "0/5/15"),
        ("5/0/0", 5, "5/0/0"),
        ("20/20/20", 0, "0/0/0"),
    ],
)
def test_balanced_keeps_the_doses_as_near_to_each_other_as_can_be(
    doses: str, asked: int, follow: str
) -> None:
    assert shared(doses, asked, every(5), order="201") == follow


@pytest.mark.parametrize(
    ("order", "follow"),
    [
        ("210", "15/20/20"),
        ("201", "20/15/20"),
        ("012", "20/20/15"),
        ("021", "20/15/20"),
        ("102", "20/20/15"),
        ("120", "15/20/20"),
    ],
)
def test_among_equals_the_first_of_the_order_keeps_the_highest_dose(
    order: str, follow: str
) -> None:
    assert shared("20/20/20", 55, every(5), order=order) == follow


@pytest.mark.parametrize(
    ("asked", "follow"),
    [
        (55, "20/15/20"),
        (45, "20/5/20"),
        (40, "20/0/20"),
        (35, "15/0/20"),
        (20, "0/0/20"),
        (5, "0/0/5"),
    ],
)
def test_one_at_a_time_reduces_the_last_of_the_order_to_nothing_first(
    asked: int, follow: str
) -> None:
    assert shared("20/20/20", asked, every(5), "one-at-a-time", order="201") == follow


def test_one_at_a_time_leaves_the_first_as_high_as_the_total_can_be_made_with() -> None:
    assert shared("12/12", 17, only(5, 12), "one-at-a-time", order="01") == "12/5"
    assert shared("12/12", 10, only(5, 12), "one-at-a-time", order="01") == "5/5"


@pytest.mark.parametrize(
    ("doses", "asked", "makeable", "follow"),
    [
        ("25/25", 25, only(10, 15, 25), "10/15"),
        ("25/25", 25, only(5, 20, 25), "5/20"),
        ("30/30/30", 60, only(10, 25, 30), "25/10/25"),
        ("30/30/30", 30, only(30), "0/0/30"),
        ("40/40/7", 41, only(7, 17, 40), "17/17/7"),
    ],
)
def test_where_equal_doses_cannot_be_made_the_difference_is_the_smallest_that_can(
    doses: str, asked: int, makeable: int, follow: str
) -> None:
    assert shared(doses, asked, makeable, order="201" if doses.count("/") == 2 else "10") == follow


def test_the_difference_is_widened_by_no_more_than_it_must_be() -> None:
    """7 as 1/1/5 differs by 4; 2/0/5, which keeps more at the first, by 5."""
    assert shared("2/1/5", 7, only(1, 2, 5), order="012") == "1/1/5"


@pytest.mark.parametrize(
    ("doses", "total", "makeable", "possible"),
    [
        ((20, 20), 40, every(5), True),
        ((20, 20), 35, every(5), True),
        ((20, 20), 33, every(5), False),
        ((20, 20), 45, every(5), False),
        ((25, 25), 25, only(25), True),
        ((25, 25), 50, only(25), True),
        ((25, 25), 75, only(25), False),
        ((20, 0), 0, every(5), True),
    ],
)
def test_a_total_can_be_reached_by_doses_none_above_what_it_was(
    doses: tuple[int, ...], total: int, makeable: int, possible: bool
) -> None:
    assert can_reach(doses, total, makeable) is possible


@pytest.mark.parametrize(
    ("pattern", "doses", "asked", "follow"),
    [
        ("20/10/30", "20/10/30", 55, "20/10/25"),  # shares 18.3, 9.2, 27.5
        ("20/10/30", "20/10/25", 50, "15/10/25"),
        ("20/10/30", "15/10/25", 30, "10/5/15"),
        ("20/10/30", "10/5/15", 5, "0/0/5"),
        ("10/0/40", "10/0/40", 30, "5/0/25"),  # shares 6, 0, 24
        ("10/0/40", "5/0/40", 40, "5/0/35"),  # the first may not rise again
        ("20/20/20", "20/20/20", 55, "20/15/20"),
    ],
)
def test_proportional_keeps_the_pattern_of_the_day(
    pattern: str, doses: str, asked: int, follow: str
) -> None:
    assert shared(doses, asked, every(5), "proportional", order="201", pattern=pattern) == follow


@pytest.mark.parametrize(
    ("target", "follow"),
    [
        (0, "25/0"),
        (7, "25/0"),
        (12, "25/0"),
        (19, "25/7"),  # 12 and 7: from 25/0 it could no more be reached
    ],
)
def test_the_dose_stays_higher_where_a_lower_one_would_lead_past_the_target(
    target: int, follow: str
) -> None:
    assert shared("25/7", 25, only(7, 12, 25), order="01", target=target) == follow


@st.composite
def sharings(draw: st.DrawFn) -> tuple[list[int], int, set[int], Way]:
    amounts = draw(st.sets(st.integers(1, 30), min_size=1, max_size=12)) | {0}
    doses = draw(st.lists(st.sampled_from(sorted(amounts)), min_size=1, max_size=4))
    asked = draw(st.integers(0, sum(doses)))
    rule = draw(st.sampled_from(SHARING_RULES))
    order = tuple(draw(st.permutations(range(len(doses)))))
    pattern = [draw(st.integers(dose, 40)) for dose in doses]
    reached = {sum(choice) for choice in below(doses, amounts) if sum(choice) <= asked}
    target = draw(st.sampled_from(sorted(reached)))
    return doses, asked, amounts, Way(rule, order, tuple(pattern or [1]), target)


def below(doses: Sequence[int], amounts: set[int]) -> Iterator[tuple[int, ...]]:
    """All doses that can be made, none above `doses`."""
    return product(*([amount for amount in amounts if amount <= dose] for dose in doses))


@given(sharings())
def test_no_other_sharing_would_be_better(case: tuple[list[int], int, set[int], Way]) -> None:
    """Against every sharing that there is."""
    doses, asked, amounts, way = case
    whole = sum(way.pattern)
    if not whole:
        return
    reached = [
        choice
        for choice in below(doses, amounts)
        if sum(choice) >= asked and way.target in map(sum, below(choice, amounts))
    ]
    lowest = min(map(sum, reached))

    def merit(choice: tuple[int, ...]) -> tuple[Fraction, ...]:
        unlike = {
            "balanced": Fraction(max(choice) - min(choice)),
            "one-at-a-time": Fraction(0),
            "proportional": max(
                abs(dose - Fraction(lowest * part, whole))
                for dose, part in zip(choice, way.pattern, strict=True)
            ),
        }[way.rule]
        return (unlike, *(Fraction(-choice[place]) for place in way.order))

    best = min((choice for choice in reached if sum(choice) == lowest), key=merit)
    assert next_doses(doses, asked, only(*amounts), way) == best
