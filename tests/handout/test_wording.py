"""How figures are written, and that what is written is read again as the same figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.handout.readback.figures import Figures, Pieces
from planner.handout.wording import Wording
from planner.handout.words import words_in
from planner.schedule import Dose
from planner.supply import Amount
from planner.tablets import Taken
from tests.planning import BACLOFEN

WORDINGS = {language: Wording(words_in(language), BACLOFEN) for language in ("en", "es")}
FIGURES = {language: Figures(words_in(language)) for language in ("en", "es")}
LANGUAGES = st.sampled_from(sorted(WORDINGS))
PRODUCTS = st.sampled_from(BACLOFEN.products)


@pytest.mark.parametrize(
    ("product", "amount", "english", "spanish"),
    [
        ("tablet-10mg", "0.5", "half a 10 mg tablet", "media pastilla de 10 mg"),
        ("tablet-10mg", "1", "1 whole 10 mg tablet", "1 pastilla entera de 10 mg"),
        ("tablet-10mg", "2", "2 whole 10 mg tablets", "2 pastillas enteras de 10 mg"),
        ("tablet-10mg", "1.5", "1 and a half 10 mg tablets", "1 pastilla y media de 10 mg"),
        ("tablet-25mg", "2.5", "2 and a half 25 mg tablets", "2 pastillas y media de 25 mg"),
        ("granules-5mg", "1", "1 packet of 5 mg granules", "1 sobre de granulado de 5 mg"),
        (
            "solution-1mg-per-ml",
            "2.5",
            "2.5 mL of 1 mg/mL solution (2.5 mg)",
            "2.5 mL de solución de 1 mg/mL (2.5 mg)",
        ),
        (
            "suspension-5mg-per-ml",
            "0.5",
            "0.5 mL of 5 mg/mL suspension (2.5 mg)",
            "0.5 mL de suspensión de 5 mg/mL (2.5 mg)",
        ),
    ],
)
def test_what_is_taken_in_words(product: str, amount: str, english: str, spanish: str) -> None:
    taken = Taken(product, Decimal(amount))
    assert WORDINGS["en"].taken(taken) == english
    assert WORDINGS["es"].taken(taken) == spanish


def test_several_products_are_listed_as_a_sentence_lists_them() -> None:
    take = (Taken("tablet-20mg", Decimal(1)), Taken("tablet-5mg", Decimal(1)),
            Taken("tablet-10mg", Decimal("0.5")))  # fmt: skip
    dose = Dose("Morning", "07:00", Decimal(30), take)
    assert WORDINGS["en"].tablets(dose) == (
        "1 whole 20 mg tablet, 1 whole 5 mg tablet and half a 10 mg tablet"
    )


def test_dates_are_written_in_each_languages_order() -> None:
    day = date(2027, 2, 16)
    assert WORDINGS["en"].day(day) == "Tuesday 16 February 2027"
    assert WORDINGS["es"].day(day) == "martes 16 de febrero de 2027"


def test_large_supplies_have_their_thousands_marked() -> None:
    amount = Amount("tablet-10mg", Decimal("1126.5"), Decimal(0), 1127)
    assert WORDINGS["en"].supplied(amount) == "1,127 tablets of 10 mg"
    assert WORDINGS["es"].supplied(amount) == "1127 pastillas de 10 mg"


@given(LANGUAGES, PRODUCTS, st.integers(1, 40), st.booleans())
def test_what_is_taken_reads_back_as_it_was_written(
    language: str, product: object, halves: int, short: bool
) -> None:
    one = BACLOFEN.by_id[product.id]  # type: ignore[attr-defined]
    amount = Decimal(halves) / 2
    if one.form == "granules":
        amount = Decimal(halves)
    text = WORDINGS[language].taken(Taken(one.id, amount), short=short)
    (read,) = FIGURES[language].pieces(f"20 mg {text} ")
    assert read.amount == amount
    assert read.unit == ("mL" if one.is_liquid else one.form)
    if not short or one.is_liquid:
        assert read.strength == one.strength_mg
    if one.is_liquid and not short:
        assert read.mg == amount * one.strength_mg
    assert FIGURES[language].milligrams(f"20 mg {text}") == (Decimal(20),)


@given(LANGUAGES, PRODUCTS, st.integers(1, 99_999))
def test_supplies_read_back_as_they_were_written(
    language: str, product: object, count: int
) -> None:
    one = BACLOFEN.by_id[product.id]  # type: ignore[attr-defined]
    text = WORDINGS[language].supplied(Amount(one.id, Decimal(count), Decimal(0), count))
    unit = "mL" if one.is_liquid else one.form
    wanted = [Pieces(Decimal(count), unit, one.strength_mg)]
    assert FIGURES[language].supplies(text) == wanted
    assert FIGURES[language].milligrams(text) == ()


@given(LANGUAGES, st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_dates_read_back_as_they_were_written(language: str, day: date) -> None:
    wording, figures = WORDINGS[language], FIGURES[language]
    assert figures.dates(f"From {wording.day(day)}, more") == (day,)
    assert figures.short_date(wording.day_short(day), day.year) == day


def test_a_date_whose_weekday_is_wrong_is_no_date() -> None:
    right = WORDINGS["en"].day(date(2027, 2, 16))
    wrong = right.replace("Tuesday", "Monday")
    assert FIGURES["en"].dates(right) == (date(2027, 2, 16),)
    assert FIGURES["en"].dates(wrong) == ()
    assert FIGURES["en"].short_date(wrong, 2027) is None


def test_a_day_that_doesnt_exist_is_no_date() -> None:
    assert FIGURES["en"].dates("Monday 31 February 2027") == ()


def test_every_day_of_a_leap_year_has_its_own_words() -> None:
    first = date(2028, 1, 1)
    days = [WORDINGS["es"].day(first + timedelta(days=n)) for n in range(366)]
    assert len(set(days)) == 366
