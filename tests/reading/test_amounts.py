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
    read_time,
)

PRODUCTS = [known_medicines()["baclofen"].by_id["tablet-10mg"]]


@pytest.mark.parametrize(
    ("typed", "mg"),
    [
        ("20", "20"), ("20 mg", "20"), ("20mg", "20"), (" 20 MG ", "20"), ("12.5", "12.5"),
        ("12,5", "12.5"), ("12,5 mg", "12.5"), ("0", "0"), ("20.0", "20"), ("-5", "-5"),
        ("−5", "-5"), ("1e9", "1000000000"), (".5", "0.5"), ("7.3", "7.3"),
    ],
)  # fmt: skip
def test_a_dose_is_read_as_it_is_typed(typed: str, mg: str) -> None:
    assert read_dose(typed, PRODUCTS) == Decimal(mg)


@pytest.mark.parametrize("typed", ["", "abc", "twenty", "20 g", "NaN", "Infinity", "1_0", "٢٠"])
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
        ("0", "days", Interval(days=0)),
    ],
)
def test_an_interval_takes_the_unit_typed_with_it(
    typed: str, unit: str, interval: Interval
) -> None:
    assert read_interval(typed, unit) == interval


@pytest.mark.parametrize("typed", ["", "often", "1.5", "1e12", "½"])
def test_an_interval_that_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(Unread, match="expected a whole number of weeks"):
        read_interval(typed, "weeks")


def test_a_count_is_a_whole_number() -> None:
    assert read_count("28", "days") == 28


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("7", "07:00"), ("7am", "07:00"), ("7 pm", "19:00"), ("12am", "00:00"), ("12 pm", "12:00"),
        ("19.30", "19:30"), ("19:30", "19:30"), ("7:05", "07:05"), ("0730", "07:30"),
        ("730", "07:30"), ("23", "23:00"), ("noon", "12:00"), ("midnight", "00:00"),
        ("7 a.m.", "07:00"), ("19h30", "19:30"), ("19h", "19:00"), ("0", "00:00"),
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
    ],
)
def test_a_length_takes_its_unit_and_weeks_for_days(typed: str, unit: str, read: int) -> None:
    assert read_length(typed, unit) == read


@pytest.mark.parametrize(
    ("typed", "unit"), [("1 month", "days"), ("3 weeks", "months"), ("x", "days")]
)
def test_a_length_in_another_unit_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(Unread, match=f"expected a whole number of {unit}; got"):
        read_length(typed, unit)
