"""Milligrams are exact decimals: how they are read, and the one way in which they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import AmountError, decode_amount, plain, quoted, read_amount, rounded, written

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=1000, places=6)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20", "20"),
        ("20.0", "20"),
        ("2.50", "2.5"),
        (" 2.5 ", "2.5"),
        ("2.", "2"),
        (".5", "0.5"),
        ("007", "7"),
        ("+5", "5"),
        ("-5", "-5"),
        ("0", "0"),
        ("0.000", "0"),
        ("1e1", "10"),
        ("25E-1", "2.5"),
        ("1" * 25, "1" * 25),
        ("1e24", "1" + "0" * 24),
        ("0." + "1" * 24, "0." + "1" * 24),
    ],
)
def test_an_amount_is_read_exactly(text: str, read: str) -> None:
    assert str(read_amount(text)) == read


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "½", "7,5", "5 mg", "1_0", "0x10", "--5", "5-", ".", "e5", "1e", "1.2.3"),
        *("NaN", "sNaN", "Infinity", "-inf", "٣", "１０", "5\n6", "1e5000", "1e-5000", "1" * 26),
        *("0." + "1" * 26, "1e25", "1e-25", "9" * 100_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_not_a_number_of_milligrams_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="expected a number"):
        read_amount(text)


@pytest.mark.parametrize("value", [True, False, None, 2.5, [], {}, b"5"])
def test_no_amount_comes_from_a_binary_float_or_another_kind_of_value(value: object) -> None:
    with pytest.raises(AmountError, match="expected a number"):
        decode_amount(Decimal, value)


@pytest.mark.parametrize("value", ["2.50", Decimal("2.50")])
def test_text_and_exact_decimals_are_one_amount(value: object) -> None:
    assert str(decode_amount(Decimal, value)) == "2.5"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("20", "20"),
        ("20.0", "20"),
        ("2E+1", "20"),
        ("100", "100"),
        ("0.50", "0.5"),
        ("0", "0"),
        ("-0", "0"),
        ("0E-9", "0"),
        ("1E-7", "0.0000001"),
        ("-2.50", "-2.5"),
    ],
)
def test_an_amount_is_written_without_trailing_zeros_or_an_exponent(amount: str, text: str) -> None:
    assert written(Decimal(amount)) == text


@given(AMOUNTS)
def test_an_amount_written_and_read_is_the_same_amount(amount: Decimal) -> None:
    assert read_amount(written(amount)) == amount
    assert plain(amount) == amount


@pytest.mark.parametrize(
    ("amount", "places", "text"),
    [
        ("16.65", 1, "16.7"),
        ("16.64999", 1, "16.6"),
        ("12.345", 2, "12.35"),
        ("0.005", 2, "0.01"),
        ("-12.345", 2, "-12.35"),
        ("54", 2, "54"),
    ],
)
def test_halves_are_rounded_up_away_from_zero(amount: str, places: int, text: str) -> None:
    assert written(rounded(Decimal(amount), places)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc", '"abc"'),
        ("½", '"½"'),
        ("two\nlines", r'"two\nlines"'),
        ("\u2028\x1b", r'"\u2028\u001b"'),
        ("a" * 58, '"' + "a" * 58 + '"'),
        ("a" * 59, '"' + "a" * 56 + "…"),
        ("a" * 1_000_000, '"' + "a" * 56 + "…"),
    ],
    ids=[
        "plain",
        "no ASCII",
        "a line break",
        "other signs without shape",
        "just fits",
        "a little too long",
        "a megabyte",
    ],
)
def test_text_that_an_error_repeats_stays_on_one_short_line(text: str, shown: str) -> None:
    assert quoted(text) == shown
