"""Names of many scripts print right, or the field says which letter can't."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest

from planner.handout import HandoutError
from tests.handout.plans import PEOPLE, document, make, plan


def named(name: str, **fields: Any) -> bytes:
    people = {**PEOPLE, "patient": {**PEOPLE["patient"], "name": name}}
    return make(plan(**document("10/5/10", **people, **fields)))


def first_page(content: bytes) -> str:
    return " ".join(pypdf.PdfReader(BytesIO(content)).pages[0].extract_text().split())


@pytest.mark.parametrize(
    "name",
    [
        "Ελένη Παπαδοπούλου",
        "Наталья Щербакова",
        "Nguyễn Thị Ánh Tuyết",
        "Łukasz Żółć",
        "İbrahim Şahin Ğ",
        "Þórður Ægisson",
        "Zoë O’Brien-Ñuñez",
        "Đorđe Ђорђевић",
    ],
)
def test_a_name_is_printed_as_it_is_written(name: str) -> None:
    assert name in first_page(named(name))


def test_a_mark_typed_apart_from_its_letter_is_composed() -> None:
    assert "Zoé Núñez" in first_page(named("Zoe\u0301 Nu\u0301n\u0303ez"))
    assert "Nguyễn" in first_page(named("Nguye\u0302\u0303n"))


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("שרה", "U+05E9, hebrew letter shin"),
        ("محمد", "U+0645, arabic letter meem"),
        ("田中", "U+7530, cjk unified ideograph-7530"),
        ("राम", "U+0930, devanagari letter ra"),
        ("M\u0304ara", "U+0304, combining macron"),
        ("Jane 😀", "U+1F600, grinning face"),
        ("Jane\u0000", "U+0000, a letter without a name"),
        ("Jane \ufffd", "U+FFFD, replacement character"),
    ],
)
def test_a_letter_that_cant_be_printed_is_named_with_its_field(name: str, letter: str) -> None:
    with pytest.raises(HandoutError) as refused:
        named(name)
    assert str(refused.value).startswith("patient.name: expected letters that can be printed; ")
    assert letter in str(refused.value)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("patient.notes", {"patient": {**PEOPLE["patient"], "notes": "a 中"}}),
        ("prescriber.clinic", {"prescriber": {**PEOPLE["prescriber"], "clinic": "中"}}),
        ("reviews[0].note", {"reviews": [{"on": "2026-12-29", "note": "中"}]}),
        ("dates.pauses[0].reason",
         {"dates": {"pauses": [{"from": "2026-12-24", "to": "2026-12-26", "reason": "中"}]}}),
        ("overrides[0].reason", {"overrides": [{"rule": "older", "reason": "中" * 10}]}),
    ],
)  # fmt: skip
def test_so_it_is_in_every_field_that_is_printed(field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(HandoutError, match="can't") as refused:
        make(plan(**document("10/5/10", **{**PEOPLE, **fields})), audience="all")
    assert str(refused.value).startswith(f"{field}: ")


def test_a_letter_in_a_text_for_another_sheet_is_in_nobodys_way() -> None:
    people = {**PEOPLE, "patient": {**PEOPLE["patient"], "notes": "a 中"}}
    assert "Jane Example" in first_page(make(plan(**document("10/5/10", **people))))


def test_a_dose_times_name_is_checked_too() -> None:
    one = document("10/5/10", **PEOPLE)
    one["regimen"][1]["name"] = "中"
    with pytest.raises(HandoutError, match=r"regimen\[1\]\.name: "):
        make(plan(**one))


def test_lines_and_tabs_in_what_was_typed_become_spaces() -> None:
    people = {**PEOPLE, "patient": {**PEOPLE["patient"], "reason": "You  feel\n\tdrowsy."}}
    assert "You feel drowsy." in first_page(make(plan(**document("10/5/10", **people))))
