"""The line of each method: its dates, and what is asked for on each (plan-file.md 2.5, 2.6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from planner.amounts import decode_amount, rounded, written
from planner.dates import Calendar
from planner.line import Asked, Beginning, custom_line, finish_by_line, pace_line
from planner.plan import Custom, Dates, FinishBy, Pace
from planner.terms import PlanError

EVERY_DAY = Calendar(Dates())
START = date(2026, 12, 7)


def beginning(daily: str = "60", base: str = "", smallest: str = "5") -> Beginning:
    amounts = (Decimal(daily), Decimal(base or daily), Decimal(smallest))
    return Beginning(START, *amounts, "taper")


def row(above: str = "0", every: dict[str, int] | None = None, **cut: str) -> dict[str, Any]:
    return {"above_mg": above, "every": every or {"weeks": 1}, **cut}


def pace(*rows: dict[str, Any], target: str = "0") -> Pace:
    document = {"method": "pace", "target_mg": target, "pace": list(rows)}
    return msgspec.convert(document, Pace, dec_hook=decode_amount)


def finish_by(by: str, shape: str, target: str = "0", **every: int) -> FinishBy:
    document = {"method": "finish-by", "target_mg": target, "by": by, "shape": shape}
    every = every or {"weeks": 1}
    return msgspec.convert({**document, "every": every}, FinishBy, dec_hook=decode_amount)


def custom(then: str, *steps: tuple[str, dict[str, int]]) -> Custom:
    written_out = [{"mg": doses.split("/"), "every": every} for doses, every in steps]
    document = {"method": "custom", "steps": written_out, "then": then}
    return msgspec.convert(document, Custom, dec_hook=decode_amount)


def values(line: list[Asked]) -> str:
    """What is asked for, to two decimals: "55 50 45"."""
    return " ".join(written(rounded(asked.mg, 2)) for asked in line)


def days(line: list[Asked]) -> list[int]:
    """On which day, counted from the beginning, 0 being the first."""
    return [(asked.change.on - START).days for asked in line]


@pytest.mark.parametrize(
    ("taper", "line"),
    [
        (pace(row(cut_mg="15")), "45 30 15 0"),
        (pace(row(cut_mg="25")), "35 10 0"),  # never below the target
        (pace(row(cut_mg="60")), "0"),
        (pace(row(cut_mg="99")), "0"),
        (pace(row(cut_mg="15"), target="30"), "45 30"),
        (pace(row(cut_mg="20"), target="30"), "40 30"),
        (pace(row(cut_mg="5"), target="60"), ""),  # nothing changes
        (pace(row("30", cut_mg="10"), row("0", cut_mg="5")), "50 40 30 25 20 15 10 5 0"),
        (pace(row("29.9", cut_mg="10"), row("0", cut_mg="5")), "50 40 30 20 15 10 5 0"),
        (pace(row("30", cut_mg="20"), row("0", cut_mg="15")), "40 20 5 0"),  # by the line's value
        (pace(row("70", cut_mg="1"), row("0", cut_mg="30")), "30 0"),
        (pace(row("20", cut_mg="30"), target="20"), "30 20"),
        (pace(row(cut_percent_of_start="25")), "45 30 15 0"),
        (pace(row(cut_percent_of_start="40"), target="10"), "36 12 10"),
        (pace(row(cut_percent="50")), "30 15 7.5 5 0"),  # to the smallest dose, and from it to 0
        (pace(row(cut_percent="50"), target="10"), "30 15 10"),
        (pace(row(cut_percent="50"), target="2"), "30 15 7.5 3.75 2"),
        (pace(row("20", cut_percent="50"), row("0", cut_mg="10")), "30 15 5 0"),
        (pace(row("20", cut_mg="20"), row("0", cut_percent="90")), "40 20 5 0"),
    ],
)
def test_a_pace_falls_by_the_cut_of_the_row_that_holds_at_the_lines_value(
    taper: Pace, line: str
) -> None:
    assert values(pace_line(taper, beginning(), EVERY_DAY)) == line


def test_a_percentage_of_the_start_is_of_the_dose_with_which_the_taper_came() -> None:
    taper = pace(row(cut_percent_of_start="25"))
    assert values(pace_line(taper, beginning("40", base="60"), EVERY_DAY)) == "25 10 0"


@pytest.mark.parametrize(
    ("daily", "line"),
    [("5", "0"), ("5.000000001", "0"), ("5.00000001", "5 0"), ("4", "0"), ("10", "5 0")],
)
def test_a_percentage_goes_to_0_from_the_smallest_dose_within_a_billionth(
    daily: str, line: str
) -> None:
    assert values(pace_line(pace(row(cut_percent="50")), beginning(daily), EVERY_DAY)) == line


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("50", "50 45 40"),
        ("49.9999999995", "50 45 40"),
        ("49.999999999", "50 45 40"),
        ("49.999999998", "50 40"),
    ],
)
def test_the_line_is_compared_with_a_rows_bound_within_a_billionth(above: str, line: str) -> None:
    taper = pace(row(above, cut_mg="10"), row("0", cut_mg="5"), target="40")
    assert values(pace_line(taper, beginning(), EVERY_DAY)) == line


def test_a_target_is_reached_within_a_billionth() -> None:
    for cut in ("29.9999999995", "29.999999999"):
        once = row(every={"months": 1000}, cut_mg=cut)
        assert len(pace_line(pace(once, target="30"), beginning(), EVERY_DAY)) == 1


def test_each_change_is_due_when_the_row_that_holds_after_the_one_before_has_passed() -> None:
    rows = row("30", {"days": 3}, cut_mg="15"), row("0", {"weeks": 2}, cut_mg="10")
    line = pace_line(pace(*rows), beginning(), EVERY_DAY)
    assert values(line) == "45 30 20 10 0"
    assert days(line) == [0, 3, 17, 31, 45]


@pytest.mark.parametrize(
    ("daily", "taper", "line"),
    [
        ("60", finish_by("2026-12-28", "equal-mg"), "45 30 15 0"),
        ("60", finish_by("2027-01-03", "equal-mg"), "45 30 15 0"),
        ("60", finish_by("2026-12-07", "equal-mg"), "0"),
        ("60", finish_by("2026-12-21", "equal-mg"), "40 20 0"),
        ("50", finish_by("2026-12-21", "equal-mg"), "33.33 16.67 0"),
        ("60", finish_by("2026-12-21", "equal-mg", "30"), "50 40 30"),
        ("60", finish_by("2026-12-21", "equal-mg", "60"), "60 60 60"),
        ("40", finish_by("2026-12-28", "equal-percent"), "20 10 5 0"),
        ("40", finish_by("2026-12-14", "equal-percent"), "5 0"),
        ("40", finish_by("2026-12-07", "equal-percent"), "0"),
        ("80", finish_by("2026-12-21", "equal-percent", "10"), "40 20 10"),
        ("60", finish_by("2026-12-14", "equal-percent", "15"), "30 15"),
        ("60", finish_by("2026-12-07", "equal-percent", "15"), "15"),
        ("60", finish_by("2026-12-21", "equal-percent", "20"), "41.6 28.84 20"),
    ],
)
def test_finish_by_goes_to_the_target_in_as_many_steps_as_there_are_dates(
    daily: str, taper: FinishBy, line: str
) -> None:
    assert values(finish_by_line(taper, beginning(daily), EVERY_DAY)) == line


def test_the_last_value_of_equal_percent_is_the_target_exactly() -> None:
    line = finish_by_line(finish_by("2027-03-31", "equal-percent", "15"), beginning(), EVERY_DAY)
    assert line[-1].mg == 15
    assert all(later.mg < sooner.mg for sooner, later in pairwise(line))


@pytest.mark.parametrize("by", ["2026-12-06", "1900-01-01"])
def test_no_date_up_to_the_day_to_be_done_by_is_refused(by: str) -> None:
    with pytest.raises(PlanError) as refused:
        finish_by_line(finish_by(by, "equal-mg"), beginning(), EVERY_DAY)
    assert str(refused.value) == (
        f"taper.by: expected a day on or after the first possible change, 2026-12-07; got {by}"
    )


def test_a_custom_line_is_what_is_written_out_each_for_its_time() -> None:
    steps = ("15/15/20", {"days": 10}), ("10/10/15", {"months": 1}), ("5/5/10", {"weeks": 1})
    line = custom_line(custom("stop", *steps), beginning(), EVERY_DAY)
    assert values(line) == "50 35 20 0"
    assert days(line) == [0, 10, 41, 48]
    assert [["/".join(map(str, asked.doses or ()))] for asked in line] == [
        ["15/15/20"], ["10/10/15"], ["5/5/10"], ["0/0/0"],
    ]  # fmt: skip


def test_a_custom_line_that_stays_ends_with_its_last_doses() -> None:
    line = custom_line(custom("stay", ("15/15/20", {"days": 10})), beginning(), EVERY_DAY)
    assert values(line) == "50"


@pytest.mark.parametrize(
    ("cut", "every", "changes"),
    [("0.06", {"days": 1}, 1000), ("0.6", {"days": 36}, 100), ("20", {"months": 60}, 3)],
)
def test_a_line_may_have_a_thousand_dates_and_go_on_for_ten_years(
    cut: str, every: dict[str, int], changes: int
) -> None:
    assert len(pace_line(pace(row(every=every, cut_mg=cut)), beginning(), EVERY_DAY)) == changes


@pytest.mark.parametrize(
    ("taper", "message"),
    [
        (pace(row(every={"days": 1}, cut_mg="0.0599")), "at most 1,000 changes; from 60 mg a day"),
        (pace(row(every={"days": 1}, cut_mg="0.0000001")), "at most 1,000 changes"),
        (pace(row(every={"days": 1}, cut_percent="0.01")), "at most 1,000 changes"),
        (pace(row(every={"days": 3654}, cut_mg="30")), "after change 1 .* past 2036-12-07"),
        (pace(row(every={"months": 61}, cut_mg="20")), "after change 2 .* past 2036-12-07"),
        (pace(row(every={"months": 10**12}, cut_mg="30")), "at most 10 years"),
        (pace(row(every={"days": 10**18}, cut_mg="30")), "at most 10 years"),
        (pace(row(every={"weeks": 10**9}, cut_mg="30")), "at most 10 years"),
    ],
)
def test_a_longer_line_is_refused_with_the_number_that_makes_it_so(
    taper: Pace, message: str
) -> None:
    with pytest.raises(PlanError, match=message) as refused:
        pace_line(taper, beginning(), EVERY_DAY)
    assert refused.value.field == "taper"


def test_ten_years_to_the_day_are_not_too_long() -> None:
    line = pace_line(pace(row(every={"days": 3653}, cut_mg="30")), beginning(), EVERY_DAY)
    assert days(line) == [0, 3653]
    line = pace_line(pace(row(every={"months": 120}, cut_mg="30")), beginning(), EVERY_DAY)
    assert [str(asked.change.on) for asked in line] == ["2026-12-07", "2036-12-07"]


def test_a_change_due_after_ten_years_to_the_day_may_not_be_moved_past_them() -> None:
    """7 December 2036 is a Sunday."""
    mondays = Calendar(Dates(change_on=("mon",)))
    for months in (120, 10**12):
        taper = pace(row(every={"months": months}, cut_mg="30"))
        with pytest.raises(PlanError, match=r"at most 10 years.* past 2036-12-07"):
            pace_line(taper, beginning(), mondays)


def test_dates_up_to_a_far_day_are_bounded_too() -> None:
    with pytest.raises(PlanError, match="at most 1,000 changes"):
        finish_by_line(finish_by("9999-12-31", "equal-mg", days=1), beginning(), EVERY_DAY)
    with pytest.raises(PlanError, match="at most 10 years"):
        finish_by_line(finish_by("9999-12-31", "equal-mg", months=1), beginning(), EVERY_DAY)
