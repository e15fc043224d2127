"""The rules on cuts, at once, within two days and within a week, at their bounds (sources.md 5)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.plan import Plan
from tests.planning import pace
from tests.safe_plans import (
    LIQUID,
    LONG,
    after,
    down,
    finding,
    only,
    revised,
    sound,
    taken,
    up_to,
    written_out,
)

ON_CUTS = ("big-cut", "big-cut-half", "steep-cut")


@pytest.mark.parametrize(
    ("before", "cut_to", "expected"),
    [
        ("60", "45", {}),
        ("60", "44.5", {"big-cut": "warn"}),
        ("70", "40", {"big-cut": "warn"}),  # 30 of 70
        ("70", "39.5", {"big-cut-half": "stop"}),  # above 30, less than half
        ("100", "69.5", {"big-cut-half": "stop"}),
        ("40", "20.5", {"big-cut": "warn"}),  # 19.5: just under half
        ("40", "20", {"big-cut-half": "stop"}),
        ("31", "15.5", {"big-cut-half": "stop"}),
        ("30", "15", {}),  # 15 and a half: as published
        ("29.5", "14.5", {"steep-cut": "warn"}),  # 15 of 29.5: more than half
        ("16", "0.5", {"big-cut-half": "stop"}),
        ("15", "0.5", {"steep-cut": "warn"}),
        ("10.5", "5", {"steep-cut": "warn"}),  # 5.5 of 10.5
        ("11", "5.5", {}),  # half, not more
        ("5.5", "0.5", {}),  # 5: not above
        ("6", "0.5", {"steep-cut": "warn"}),
    ],
)
def test_a_cut_is_judged_by_its_size_and_its_part_of_the_dose(
    before: str, cut_to: str, expected: dict[str, str]
) -> None:
    assert only(down(before, (cut_to, 60)), *ON_CUTS) == expected


CUTS: dict[str, tuple[Plan, dict[str, str]]] = {
    "the change to none is no cut": (down("40", ("25", 60)), {}),
    "nor is that before a restart": (
        up_to("25", {"from": after(9), "regimen": ["0"]}, revised(50, "10", taper=pace("5"))),
        {},
    ),
    "a revision's is one": (up_to("60", revised(9, "30")), {"big-cut-half": "stop"}),
    "to what was taken is none": (up_to("60", taken(9, "10"), revised(12, "60")), {}),
    "from what was taken is none": (up_to("60", taken(9, "80"), revised(12, "60")), {}),
}


@pytest.mark.parametrize("case", CUTS)
def test_a_cut_is_a_fall_that_somebody_decided_and_not_to_none(case: str) -> None:
    plan, expected = CUTS[case]
    assert only(plan, *ON_CUTS, "coarse-cut") == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("52", 1), ("45", LONG)], {}),  # 15 over two days: as fast as an agency names
        ([("52", 1), ("44.5", LONG)], {"fast-cuts": "stop"}),
        ([("52", 2), ("44.5", LONG)], {}),  # a day between
        ([("52.5", 1), ("45", 1), ("37.5", 1), ("30", LONG)], {}),  # 15 over any two
        ([("55", 1), ("50", 1), ("40", 1), ("34.5", LONG)], {"fast-cuts": "stop"}),
        ([("40", LONG)], {}),  # one big cut is big-cut's
        ([("45", 2), ("30", 2), ("15", LONG)], {}),  # 15 every two days
    ],
)
def test_changes_are_fast_on_two_days_that_follow_one_another(
    steps: list[tuple[str, int]], expected: dict[str, str]
) -> None:
    assert only(down("60", *steps), "fast-cuts") == expected


@pytest.mark.parametrize(
    ("last", "days", "expected"),
    [("10", 1, {}), ("10.5", 1, {"fast-cuts": "stop"}), ("10.5", 2, {})],
)
def test_the_change_to_none_counts_among_fast_cuts(
    last: str, days: int, expected: dict[str, str]
) -> None:
    """5 mg less, and the day after the last of them."""
    plan = down("20", (str(float(last) + 5), 30), (last, days))
    assert only(plan, "fast-cuts") == expected


PAIRS: dict[str, tuple[Plan, dict[str, str]]] = {
    "up and further down: what counts is the fall over both": (
        up_to("40", revised(9, "45", hold_days=1, taper=written_out(("24", LONG)))),
        {"fast-cuts": "stop"},
    ),
    "up, and down by no more than that": (
        up_to("40", revised(9, "60", hold_days=1, taper=written_out(("25", LONG)))),
        {},
    ),
    "the day between tells what was taken": (
        up_to("60", taken(9, "50"), revised(10, "40")),
        {},
    ),
    "the day before did": (
        up_to("60", taken(8, "59"), revised(9, "50", hold_days=1, taper=written_out(("40", LONG)))),
        {},
    ),
}


@pytest.mark.parametrize("case", PAIRS)
def test_fast_cuts_count_the_fall_over_two_days_that_were_decided(case: str) -> None:
    plan, expected = PAIRS[case]
    assert only(plan, "fast-cuts") == expected


def test_fast_cuts_name_every_step_in_one_finding() -> None:
    one = finding(sound(taper=pace("10", days=1)), "fast-cuts")
    assert one.steps == (1, 2, 3, 4, 5)
    assert (
        "from 60 to 40 mg between Sunday 6 December 2026 and Tuesday 8 December 2026" in one.message
    )
    assert "2 times more" in one.message


SHORT_USE = {"taken_months": 1}


def stays(doses: str, *steps: tuple[str, int], **fields: Any) -> Plan:
    """One dose a day that comes down as written out, and stays there."""
    return sound(doses, products=LIQUID, taper=written_out(*steps, then="stay"), **fields)


WEEKS: dict[str, tuple[Plan, dict[str, str]]] = {
    "30 in seven days": (stays("80", ("70", 3), ("60", 3), ("50", 1)), {}),
    "30.5 in seven days": (stays("80", ("70", 3), ("60", 3), ("49.5", 1)), {"fast-week": "warn"}),
    "30.5 in eight days": (stays("80", ("70", 3), ("60", 4), ("49.5", 1)), {}),
    "with short use it is a note": (
        stays("80", ("70", 3), ("60", 3), ("49.5", 1), patient=SHORT_USE),
        {"fast-week": "note"},
    ),
    "15 every three days, as published": (
        down("60", ("45", 3), ("30", 3), ("15", 3), patient=SHORT_USE),
        {"short-taper": "note"},
    ),
    "15 every three days, from a higher dose": (
        stays("80", ("65", 3), ("50", 3), ("35", 3)),
        {"fast-week": "warn"},
    ),
    "from 20 to none within a week, after a long way down": (
        down("40", ("30", 30), ("20", 30), ("12", 3), ("5", 3)),
        {},
    ),
    "from 20.5 to none within a week": (
        down("40", ("30", 30), ("20.5", 30), ("12", 3), ("5", 3)),
        {"fast-week": "warn"},
    ),
    "from 20.5 to none within seven days": (
        down("40", ("30", 30), ("20.5", 30), ("12", 6)),
        {"fast-week": "warn"},
    ),
    "from 20.5 to none within eight days": (
        down("40", ("30", 30), ("20.5", 30), ("12", 7)),
        {},
    ),
    "a day of them was taken": (
        up_to("80", revised(9, "65"), taken(11, "64"), revised(12, "49")),
        {},
    ),
    "up within the week, and down from there": (
        up_to("80", revised(9, "84", hold_days=3, taper=written_out(("69", 3), ("54", LONG)))),
        {},
    ),
}


@pytest.mark.parametrize("case", WEEKS)
def test_a_week_is_fast_by_what_comes_off_within_seven_days(case: str) -> None:
    plan, expected = WEEKS[case]
    assert only(plan, "fast-week", "too-short", "short-taper", "big-cut") == expected


@pytest.mark.parametrize(
    ("steps", "beside"),
    [
        ([("70", 3), ("49", LONG)], "big-cut"),
        ([("49", LONG)], "big-cut-half"),
        ([("75", 1), ("64", 3), ("49", LONG)], "fast-cuts"),
        ([("65", 3), ("49.5", 3), ("35", 100)], "abrupt-stop"),
        ([("66", 3), ("52", 3), ("38", 100), ("24", 100)], "high-last-dose"),
    ],
)
def test_a_fast_week_is_not_said_beside_what_says_the_same(
    steps: list[tuple[str, int]], beside: str
) -> None:
    assert list(only(down("80", *steps), "fast-week", beside)) == [beside]


def test_a_fast_week_may_stand_beside_a_steep_cut() -> None:
    plan = down("80", ("65", 3), ("49.5", LONG // 30), ("35", 30), ("21", 30), ("10", 30))
    assert only(plan, "big-cut") == {"big-cut": "warn"}  # 15.5: the bound is sharp
    plan = down("80", ("65", 2), ("50", 2), ("49", 100), ("35", 30), ("21", 30), ("10", 30))
    assert only(plan, "fast-week", "steep-cut") == {"fast-week": "warn", "steep-cut": "warn"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"taper": pace("5")}, {}),
        ({"taper": pace("2.5")}, {}),  # coarse, of 5 mg: not above
        ({"products": ["tablet-20mg"], "taper": pace("5")}, {"coarse-cut": "warn"}),
        ({"products": ["tablet-20mg"], "taper": pace("6")}, {}),  # 10 for 6: not twice as much
    ],
)
def test_a_coarse_step_is_found_above_5_mg(
    fields: dict[str, Any], expected: dict[str, str]
) -> None:
    assert only(sound(**fields), "coarse-cut") == expected


def test_a_coarse_cut_is_not_said_of_a_step_that_is_big_anyway() -> None:
    plan = sound("25/25/25", products=["tablet-25mg"], halves=False)
    assert only(plan, "coarse-cut", *ON_CUTS) == {"big-cut": "warn", "big-cut-half": "stop"}
    assert finding(plan, "big-cut").message.count("every step would follow") == 1


@pytest.mark.parametrize(
    ("country", "named"),
    [
        (None, {"5 mg tablet", "10 mg tablet", "1 mg/mL solution", "5 mg granules packet"}),
        ("CA", {"10 mg tablet"}),
        ("ZA", set()),  # nothing sold there would do
    ],
)
def test_a_coarse_cut_names_what_is_sold_there_and_would_do(
    country: str | None, named: set[str]
) -> None:
    plan = sound(products=["tablet-20mg"], country=country)
    message = finding(plan, "coarse-cut").message
    assert "10 mg for 5 mg (step 2, " in message
    labels = ("5 mg tablet", "10 mg tablet", "25 mg tablet", "1 mg/mL solution",
              "5 mg granules packet")  # fmt: skip
    assert {label for label in labels if f"the {label}" in message} == named
    assert ("every step would follow" in message) == bool(named)


@pytest.mark.parametrize(
    ("fields", "rule", "ends"),
    [
        (
            {"taper": pace("60")},
            "abrupt-stop",
            "Slower: 15 mg every week instead of 60 mg every week; the last change comes 3 weeks "
            "later.",
        ),
        (
            {"taper": pace("15", days=1)},
            "fast-cuts",
            "Slower: 15 mg every week instead of 15 mg every day; the last change comes 2 weeks "
            "and 4 days later.",
        ),
        (
            {"taper": written_out(("10/10/20", 60))},
            "big-cut",
            "Slower: smaller cuts.",
        ),
    ],
)
def test_a_message_says_what_is_slower_and_what_differs(
    fields: dict[str, Any], rule: str, ends: str
) -> None:
    assert finding(sound(**fields), rule).message.endswith(ends)


def test_what_is_slower_leaves_what_was_taken_as_it_was() -> None:
    quick = {"from": "2027-01-04", "hold_days": 7, "taper": pace("20")}
    plan = sound("20/20/20", revisions=[quick])
    assert finding(plan, "big-cut-half").message.endswith(
        "Slower: 10 mg every week instead of 20 mg every week; the last change comes 2 weeks later."
    )
    under_way = finding(plan, "big-cut-half", day="2027-01-05")
    assert under_way.message.endswith("Slower: smaller cuts.")


def test_no_message_recommends_anything() -> None:
    plan = sound(taper=pace("20"), products=LIQUID)
    for word in ("should", "would take", "must take", "recommend", "better", "Cut less", "Leave"):
        assert word not in " ".join(
            finding(plan, rule).message for rule in ("big-cut", "high-last-dose", "short-taper")
        )
