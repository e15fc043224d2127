"""The next doses: the smallest sum not below the line, shared over the dose times.

Contract.md 2.3 and 2.4. Doses are whole grains here; `every(5)` makes 0, 5, 10, …
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.sharing import Rule, can_reach, next_doses

MOST = 200


def only(*amounts: int) -> int:
    """Amounts that can be made, as the bits of one integer; 0 always can."""
    return sum(1 << amount for amount in {0, *amounts})


def every(step: int) -> int:
    return only(*range(0, MOST, step))


def shared(
    doses: str, asked: int, makeable: int, rule: Rule = "balanced", order: str = "210"
) -> str:
    """`shared("20/20/20", 55, every(5))` is "20/20/15": doses in, doses out."""
    before = [int(dose) for dose in doses.split("/")]
    ranks = [int(place) for place in order if int(place) < len(before)]
    return "/".join(str(dose) for dose in next_doses(before, asked, makeable, rule, ranks))


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


@st.composite
def sharings(draw: st.DrawFn) -> tuple[list[int], int, set[int], Rule, list[int]]:
    amounts = draw(st.sets(st.integers(1, 30), min_size=1, max_size=12)) | {0}
    doses = draw(st.lists(st.sampled_from(sorted(amounts)), min_size=1, max_size=4))
    asked = draw(st.integers(0, sum(doses)))
    rule: Rule = draw(st.sampled_from(["balanced", "one-at-a-time"]))
    return doses, asked, amounts, rule, draw(st.permutations(range(len(doses))))


@given(sharings())
def test_no_other_sharing_would_be_better(
    case: tuple[list[int], int, set[int], Rule, list[int]],
) -> None:
    """Against every sharing that there is."""
    doses, asked, amounts, rule, order = case
    choices = product(*([amount for amount in amounts if amount <= dose] for dose in doses))
    reached = [choice for choice in choices if sum(choice) >= asked]
    lowest = min(map(sum, reached))

    def merit(choice: tuple[int, ...]) -> tuple[int, ...]:
        spread = max(choice) - min(choice) if rule == "balanced" else 0
        return (spread, *(-choice[place] for place in order))

    best = min((choice for choice in reached if sum(choice) == lowest), key=merit)
    assert next_doses(doses, asked, only(*amounts), rule, order) == best
