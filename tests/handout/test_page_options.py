"""Which of the patient's pages are made, and by which clock their times are written."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from planner.case import Case
from planner.dates import in_words
from planner.handout import HandoutError, make_pdf
from planner.handout.words import words_in
from tests.handout.plans import DOCUMENTS, case_of
from tests.planning import case, regimen

ON = "2026-12-01"


def text_of(pages: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages)


@pytest.mark.parametrize(
    ("pages", "calendar", "notes"),
    [("essential", False, False), ("usual", True, False), ("all", True, True)],
)
def test_the_patients_pages_are_those_asked_for(pages: Any, calendar: bool, notes: bool) -> None:
    text = text_of(make_pdf(case(on=ON), pages=pages))
    assert "Your doses, in 10 mg tablets" in text
    assert "Never stop baclofen suddenly" in text
    assert ("Your calendar" in text) is calendar
    assert ("Your notes" in text) is notes


@pytest.mark.parametrize("name", DOCUMENTS)
def test_of_every_plan_the_essential_pages_are_made_and_say_when_to_speak(name: str) -> None:
    one = case_of(name)
    middle = one.plan.start + (one.schedule.last_change - one.plan.start) / 2
    for day in (one.plan.start - timedelta(days=7), middle):
        content = make_pdf(Case(one.plan, one.medicine, day), pages="essential")
        to_come = [review for review in one.reviews if review >= day]
        talks = text_of(content).split(words_in("en").text("first.reviews"))[1:]
        assert len(talks) == bool(to_come)
        for review in to_come:
            assert in_words(review) in " ".join(talks[0].split())


def test_the_essential_pages_of_the_textbook_plan_are_one_sheet() -> None:
    for language in ("en", "es"):
        pages = make_pdf(case(on=ON), pages="essential", language=language)
        assert len(PdfReader(BytesIO(pages)).pages) == 2


@pytest.mark.parametrize(
    ("country", "clock", "header"),
    [
        (None, None, "Morning 7 am"),
        ("US", None, "Morning 7 am"),
        ("GB", 24, "Morning 07:00"),
        ("DE", None, "Morning 07:00"),
        ("DE", 12, "Morning 7 am"),
    ],
)
def test_the_clock_is_the_countrys_or_the_one_asked_for(
    country: str | None, clock: int | None, header: str
) -> None:
    assert header in text_of(make_pdf(case(on=ON, country=country), clock=clock))


@pytest.mark.parametrize(
    ("time", "said"),
    [("00:00", "midnight"), ("00:30", "12:30 am"), ("07:05", "7:05 am"), ("11:59", "11:59 am"),
     ("12:00", "midday"), ("12:01", "12:01 pm"), ("13:00", "1 pm"), ("23:00", "11 pm")],
)  # fmt: skip
def test_a_time_of_day_in_the_12_hour_clock(time: str, said: str) -> None:
    assert words_in("en").clock_time(time) == said


def test_a_dose_time_called_midday_says_so_once() -> None:
    rows = regimen("20/20/20")
    rows[1] = {"name": "Midday", "time": "12:00", "mg": "20"}
    assert "Midday midday" not in text_of(make_pdf(case(on=ON, regimen=rows)))


@pytest.mark.parametrize("option", [{"pages": "few"}, {"clock": 13}])
def test_an_option_that_is_not_known_is_refused(option: dict[str, Any]) -> None:
    with pytest.raises(HandoutError, match="expected"):
        make_pdf(case(on=ON), **option)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("audience", ["patient", "pharmacy", "prescriber"])
@pytest.mark.parametrize(
    ("products", "named"),
    [
        (["tablet-10mg"], {"en": "baclofen tablets", "es": "baclofeno en pastillas"}),
        (["solution-1mg-per-ml"], {"en": "baclofen by mouth", "es": "baclofeno por la boca"}),
    ],
)
def test_with_a_pump_no_page_says_that_all_baclofen_ends(
    language: str, audience: Any, products: list[str], named: dict[str, str]
) -> None:
    one = case(on=ON, products=products, patient={"risks": ["pump"]})
    text = text_of(make_pdf(one, audience=audience, language=language)).lower()
    shown = named[language if audience == "patient" else "en"]
    for wrong in ("no baclofen from", "baclofeno desde", "no tome baclofeno desde"):
        assert wrong not in " ".join(text.split())
    assert shown in " ".join(text.split())
    if audience == "patient":
        assert ("your pump goes on" if language == "en" else "su bomba sigue") in text
