"""What people type into a dose, an interval or a time, and what is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.medicine import known_medicines
from planner.plan import Interval
from planner.reading.amounts import (
    Unread,
    read_count,
    read_cut,
    read_dose,
    read_interval,
    read_length,
    read_pieces,
    read_time,
)

PRODUCTS = [known_medicines()["baclofen"].by_id["tablet-10mg"]]


@pytest.mark.parametrize(
    ("typed", "mg"),
    [
        ("20", "20"), ("20 mg", "20"), ("20mg", "20"), (" 20 MG ", "20"), ("12.5", "12.5"),
        ("12,5", "12.5"), ("12,5 mg", "12.5"), ("0", "0"), ("20.0", "20"), ("-5", "-5"),
        ("−5", "-5"), ("7,5", "7.5"), (".5", "0.5"), ("7.3", "7.3"), ("12½ mg", "12.5"),
        ("½ × 10 mg", "5"), ("1½ x 10 mg tablets", "15"), ("half a 10 mg tablet", "5"),
        ("1 and a half 10 mg tablets", "15"), ("2 × 7.5 mg", "15"),
    ],
)  # fmt: skip
def test_a_dose_is_read_as_it_is_typed(typed: str, mg: str) -> None:
    assert read_dose(typed, PRODUCTS) == Decimal(mg)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "twenty",
        "20 g",
        "NaN",
        "Infinity",
        "1_0",
        "٢٠",
        "1e1",
        "1E9",
        "11/2",
        "2 10 mg",
        "⅓",
    ],
)
def test_what_is_no_amount_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(Unread, match=r"expected milligrams, 0 or more; got \""):
        read_dose(typed, PRODUCTS)


@pytest.mark.parametrize(
    ("typed", "words", "offer"),
    [
        ("½", "half a 10 mg tablet is 5 mg", "5"),
        ("half", "half a 10 mg tablet is 5 mg", "5"),
        ("half a tablet", "half a 10 mg tablet is 5 mg", "5"),
        ("1½", "1 and a half 10 mg tablets are 15 mg", "15"),
        ("1 and a half", "1 and a half 10 mg tablets are 15 mg", "15"),
        ("12½", "write 12.5 for 12.5 mg", "12.5"),
    ],
)
def test_a_part_of_a_tablet_is_offered_in_words(typed: str, words: str, offer: str) -> None:
    with pytest.raises(Unread) as unread:
        read_dose(typed, PRODUCTS)
    assert (unread.value.reason, unread.value.offer) == (f"expected milligrams; {words}", offer)


def test_a_comma_that_may_mean_thousands_is_not_guessed_at() -> None:
    with pytest.raises(Unread, match="can be read in two ways, write 1000 or 1"):
        read_dose("1,000")


@pytest.mark.parametrize(
    ("typed", "kind", "read"),
    [
        ("5", "cut_mg", ("cut_mg", Decimal(5))),
        ("5 mg", "cut_percent", ("cut_mg", Decimal(5))),
        ("10", "cut_percent", ("cut_percent", Decimal(10))),
        ("10 %", "cut_mg", ("cut_percent", Decimal(10))),
        ("10%", "cut_percent_of_start", ("cut_percent_of_start", Decimal(10))),
        ("10 % of start", "cut_mg", ("cut_percent_of_start", Decimal(10))),
        ("101 %", "cut_mg", ("cut_percent", Decimal(101))),
    ],
)
def test_a_cut_takes_the_unit_typed_with_it(
    typed: str, kind: str, read: tuple[str, Decimal]
) -> None:
    assert read_cut(typed, kind) == read


@pytest.mark.parametrize(
    ("typed", "unit", "interval"),
    [
        ("1", "weeks", Interval(weeks=1)),
        ("2 weeks", "days", Interval(weeks=2)),
        ("week", "days", Interval(weeks=1)),
        ("a month", "weeks", Interval(months=1)),
        ("10 days", "weeks", Interval(days=10)),
        ("3d", "weeks", Interval(days=3)),
        ("fortnight", "days", Interval(weeks=2)),
        ("every 2 fortnights", "days", Interval(weeks=4)),
        ("fortnightly", "months", Interval(weeks=2)),
        ("weekly", "days", Interval(weeks=1)),
        ("4-weekly", "days", Interval(weeks=4)),
        ("every 2 weeks", "days", Interval(weeks=2)),
        ("every other day", "weeks", Interval(days=2)),
        ("once a month", "weeks", Interval(months=1)),
        ("every three weeks", "days", Interval(weeks=3)),
        ("0", "days", Interval(days=0)),
    ],
)
def test_an_interval_takes_the_unit_typed_with_it(
    typed: str, unit: str, interval: Interval
) -> None:
    assert read_interval(typed, unit) == interval


@pytest.mark.parametrize("typed", ["", "often", "1.5", "1e12", "1e1", "½", "biweekly", "2/52"])
def test_an_interval_that_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(Unread, match="expected a whole number of weeks"):
        read_interval(typed, "weeks")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("30", "30"), ("30½", "30.5"), ("12 and a half", "12.5"), ("7,5", "7.5"), ("half a", "0.5")],
)
def test_an_amount_at_home_is_read_in_halves_too(typed: str, read: str) -> None:
    assert read_pieces(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "some", "11/2", "⅓", "1e1", "½ × 10 mg"])
def test_what_is_no_amount_at_home_is_refused(typed: str) -> None:
    with pytest.raises(Unread, match="expected an amount, 0 or more"):
        read_pieces(typed)


def test_a_count_is_a_whole_number() -> None:
    assert read_count("28", "days") == 28


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("7", "07:00"), ("7am", "07:00"), ("7 pm", "19:00"), ("12am", "00:00"), ("12 pm", "12:00"),
        ("19.30", "19:30"), ("19:30", "19:30"), ("7:05", "07:05"), ("0730", "07:30"),
        ("730", "07:30"), ("23", "23:00"), ("noon", "12:00"), ("midnight", "00:00"),
        ("7 a.m.", "07:00"), ("9pm", "21:00"), ("19h30", "19:30"), ("19h", "19:00"), ("0", "00:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_typed(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize(
    "typed", ["", "25:00", "24", "7:5", "7:60", "13pm", "0am", "morning", "-1"]
)
def test_what_is_no_time_of_the_day_is_refused(typed: str) -> None:
    with pytest.raises(Unread, match="expected a time from 00:00 to 23:59"):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("7", "days", 7),
        ("1 day", "days", 1),
        ("10 days", "days", 10),
        ("a week", "days", 7),
        ("2 weeks", "days", 14),
        ("28d", "days", 28),
        ("6 months", "months", 6),
        ("1 month", "months", 1),
        ("a fortnight", "days", 14),
        ("6 years", "months", 72),
        ("a year", "months", 12),
        ("1½ years", "months", 18),
        ("2 years and 3 months", "months", 27),
        ("two years", "months", 24),
    ],
)
def test_a_length_takes_its_unit_and_weeks_for_days(typed: str, unit: str, read: int) -> None:
    assert read_length(typed, unit) == read


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        *(("1 month", "days"), ("2 years", "days"), ("3 weeks", "months")),
        *(("x", "days"), ("0.3 years", "months"), ("1e1", "months")),
    ],
)
def test_a_length_in_another_unit_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(Unread, match=f"expected a whole number of {unit}; got"):
        read_length(typed, unit)
