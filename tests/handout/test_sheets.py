"""What belongs to whom: every word of a plan stands on the sheets that it is for, and nowhere else.

The plan here has another word in each of its texts, and dates and numbers that nothing else has.
All sheets are made of it in all languages and read back to the last byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from planner.case import Case
from planner.documents import approved_digest, plan_digest, plan_from
from planner.handout import languages
from planner.handout.sheets import MAY_SHOW, SHEETS, TYPED, may_show
from planner.plan import Approval, Considered, Override, Plan
from planner.schedule import build
from planner.standing import schedule_digest, standing
from tests.handout.plans import make
from tests.planning import BACLOFEN, MEDICINES, document

SAID = {
    "patient.name": "Annabeth Quillfeather",
    "patient.name_latin": "Latinised",
    "patient.identifier": "NHS48151623",
    "patient.reason": "Reasonable drowsiness.",
    "patient.notes": "Notable physiotherapy.",
    "prescriber.name": "Dr Prescribbly",
    "prescriber.clinic": "Clinicton",
    "prescriber.phone": "555 0142",
    "prescriber.hours": "Hourish to noon",
    "prescriber.out_of_hours": "555 0143",
    "prescriber.emergency": "Emergentia 90817",
    "regimen.name": "Sunuply",
    "dates.pauses.reason": "Pausal family",
    "reviews.note": "Telephonic",
    "revisions.reason": "Revisional spasms",
    "overrides.reason": "Overridden because admitted",
    "approval.by": "Dr Approvella",
    "approval.role": "Rolemodel",
    "supersedes.approval.by": "Dr Superseda",
    "supersedes.approval.role": "Oldrole",
}
"""`sharing.keep_highest` names the dose times, so it has the words of `regimen.name`."""
DATED = {
    "patient.birth_date": ("23 August 1951", "23 de agosto de 1951"),
    "regimen_confirmed": ("30 November 2026", "30 de noviembre de 2026"),
    "patient.taken_months": ("437 months", "437 meses"),
    "dates.pauses.from": ("24 December 2026", "24 de diciembre de 2026"),
    "reviews.time": ("10:37", "10:37"),
    "patient.spasm_limit": ("above 7 on the scale", "pasan de 7 en la escala"),
    "considered.rule": ("Considered.", "Considered."),
    "overrides.rule": ("Reason to go on", "Reason to go on"),
    "approval.at": ("25 November 2026", "25 de noviembre de 2026"),
    "supersedes.steps.start": ("19 March 2024", "19 de marzo de 2024"),
    "supersedes.stops_on": ("21 April 2024", "21 de abril de 2024"),
    "supersedes.reviews": ("22 May 2024", "22 de mayo de 2024"),
    "supersedes.approval.at": ("17 February 2024", "17 de febrero de 2024"),
    "at_home.amount": ("41.5", "41"),
}
"""How a sheet says these, in English and in Spanish."""
DAY = date(2026, 12, 1)


def old_approval() -> dict[str, Any]:
    return {
        "by": SAID["supersedes.approval.by"],
        "role": SAID["supersedes.approval.role"],
        "at": "2024-02-17T10:15:00+00:00",
        "number": 3,
        "digest": "sha256:" + "ab12cd34" * 8,
        "schedule_digest": "sha256:" + "ef56ab78" * 8,
    }


def told(prefix: str) -> dict[str, str]:
    """The texts of one part of the plan."""
    return {
        path.removeprefix(f"{prefix}."): text
        for path, text in SAID.items()
        if path.rpartition(".")[0] == prefix
    }


@lru_cache(None)
def full_plan() -> Plan:
    """A plan that has everything, approved."""
    one = document(
        "20/20/20",
        id="8c1f9a2e-0000-4000-8000-00000000beef",
        patient={
            **told("patient"), "birth_date": "1951-08-23", "taken_months": 437,
            "risks": ["seizures", "kidney-severe"], "spasm_limit": 7,
        },
        prescriber=told("prescriber"),
        regimen_confirmed="2026-11-30",
        dates={"pauses": [{"from": "2026-12-24", "to": "2027-01-02", **told("dates.pauses")}]},
        reviews=[{"on": "2026-12-29", "time": "10:37", **told("reviews")}],
        at_home=[{"product": "tablet-10mg", "amount": "41.5"}],
        fill_days=28,
        go_back_allowed=True,
        reserve_days=7,
        packs=True,
        revisions=[{"from": "2026-12-23", "kind": "hold", **told("revisions")}],
        supersedes={
            "number": 3, "approval": old_approval(), "stops_on": "2024-04-21",
            "steps": [{"start": "2024-03-19", "mg": ["777", "777", "777"]}],
            "reviews": ["2024-05-22"],
        },
    )  # fmt: skip
    one["regimen"][1]["name"] = SAID["regimen.name"]
    return approved(with_answers(plan_from(one, MEDICINES)))


def with_answers(one: Plan) -> Plan:
    """With what is found weighed or gone over."""
    found = Case(one, BACLOFEN, DAY).findings
    warns = [each for each in found if each.severity == "warn"]
    assert len(warns) > 1
    gone_over, *weighed = warns
    return replace(
        one,
        overrides=(
            Override(rule=gone_over.rule, of=gone_over.of, reason=SAID["overrides.reason"]),
        ),
        considered=tuple(Considered(rule=each.rule, of=each.of) for each in weighed),
    )


def approved(one: Plan) -> Plan:
    approval = Approval(
        by=SAID["approval.by"], role=SAID["approval.role"],
        at=datetime(2026, 11, 25, 10, 15, tzinfo=UTC), number=4, digest="",
        schedule_digest=schedule_digest(build(one, BACLOFEN)),
    )  # fmt: skip
    whole = replace(one, approval=replace(approval, digest=approved_digest(one, approval)))
    assert standing(whole, build(whole, BACLOFEN)).approved
    return whole


@lru_cache(None)
def sheet(audience: str, language: str) -> bytes:
    return make(full_plan(), DAY, audience=audience, language=language)


@lru_cache(None)
def pages(audience: str, language: str) -> str:
    """What stands on the pages."""
    found = PdfReader(BytesIO(sheet(audience, language))).pages
    return " ".join(" ".join(page.extract_text() for page in found).split())


@lru_cache(None)
def beside_the_pages(audience: str, language: str) -> str:
    """All else that a file says: every text in it and every stream, but the plan of those that
    carry one."""
    reader = PdfReader(BytesIO(sheet(audience, language)))
    parts = [
        text
        for number in range(1, int(reader.trailer["/Size"]))
        for text in texts_in(reader.get_object(IndirectObject(number, 0, reader)))
    ]
    return " ".join(" ".join([*parts, *texts_in(reader.trailer)]).split())


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, StreamObject) and value.get("/Type") != "/EmbeddedFile":
        content = value.get_data()
        yield content.decode("latin-1")
        yield content.decode("utf-8", "ignore")
        yield content.decode("utf-16-be", "ignore")
    if isinstance(value, DictionaryObject):
        for key, part in value.items():
            yield str(key)
            yield from texts_in(part) if not isinstance(part, IndirectObject) else []
    elif isinstance(value, ArrayObject):
        for part in value:
            yield from texts_in(part) if not isinstance(part, IndirectObject) else []
    elif isinstance(value, TextStringObject | str):
        yield str(value)
    elif isinstance(value, ByteStringObject):
        yield bytes(value).decode("latin-1")


LANGUAGES = sorted(languages())
WORDS = list(SAID.items())


def stands(text: str, where: str) -> bool:
    """Wherever lines break."""
    return "".join(text.split()) in "".join(where.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", SHEETS)
@pytest.mark.parametrize(("path", "text"), WORDS, ids=[path for path, _ in WORDS])
def test_a_text_stands_on_the_sheets_it_is_for_and_on_no_other(
    path: str, text: str, audience: str, language: str
) -> None:
    assert stands(text, pages(audience, language)) == (audience in may_show(path))
    if audience not in may_show(path):
        assert not stands(text, beside_the_pages(audience, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", SHEETS)
@pytest.mark.parametrize("path", DATED)
def test_so_do_dates_and_numbers(path: str, audience: str, language: str) -> None:
    english, spanish = DATED[path]
    text = spanish if language == "es" and audience == "patient" else english
    assert stands(text, pages(audience, language)) == (audience in may_show(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_with_all_sheets_has_all_of_it(language: str) -> None:
    everything = pages("all", language)
    shown = {path for path in SAID if may_show(path)}
    assert {path for path in SAID if stands(SAID[path], everything)} == shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", SHEETS)
def test_what_a_change_is_stands_in_the_pages_own_words(audience: str, language: str) -> None:
    """A revision's kind is said in the page's language, beside the prescriber's own reason."""
    words = {"en": "the dose stays for now", "es": "la dosis se queda igual por ahora"}
    said = words[language if audience == "patient" else "en"]
    assert stands(said, pages(audience, language)) == (audience in may_show("revisions.kind"))


@pytest.mark.parametrize("audience", [*SHEETS, "all"])
def test_every_page_names_the_version(audience: str) -> None:
    one = full_plan()
    version = f"Version 4 · {plan_digest(one).removeprefix('sha256:')[:8]}"
    for page in PdfReader(BytesIO(sheet(audience, "en"))).pages:
        said = " ".join(page.extract_text().split())
        assert version in said
        assert SAID["patient.name"] in said


def fields_of(kind: Any, path: str = "") -> Iterator[str]:
    """Every field of the plan file by its path: without places in lists; a revision's taper is
    the plan's own."""
    if get_origin(kind) in (Union, UnionType, tuple):
        parts = [one for one in get_args(kind) if one not in (type(None), Ellipsis)]
        inner = {field for part in parts for field in fields_of(part, path)}
        yield from inner or {path}
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            name = f"{path}.{field.encode_name}" if path else field.encode_name
            if name != "revisions.taper":
                yield from fields_of(field.type, name)
    else:
        yield path


def test_the_table_names_every_field_of_a_plan_and_no_other() -> None:
    assert set(MAY_SHOW) == set(fields_of(Plan))


def test_the_texts_that_people_type_are_all_tested() -> None:
    assert set(SAID) | {"sharing.keep_highest"} == TYPED
    assert may_show("revisions.taper.by") == may_show("taper.by")


OWN = re.compile(r"\b(kidney|seizures)\b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pharmacys_sheet_has_no_risks(language: str) -> None:
    assert OWN.search(pages("prescriber", language))
    assert not OWN.search(pages("pharmacy", language))
