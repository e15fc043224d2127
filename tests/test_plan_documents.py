"""Plans as documents: what is written is what was read, digests that stay, files of other kinds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from planner.documents import LARGEST_FILE, plan_digest, plan_document, read_plan, write_plan
from planner.files import read_whole
from planner.plan import Plan
from planner.schedule import build
from planner.standing import schedule_digest
from planner.terms import PlanError
from tests.planning import BACLOFEN, EXAMPLES, MEDICINES, document, pace, plan
from tests.random_schedules import PROPERTY, scheduled

TEXTBOOK_DIGEST = "sha256:4c4fec935f7894ee0e2d53be972bb11fb6024f714b1a5217e1a814d196b59209"
APPROVAL = {
    "by": "Dr A. Example",
    "role": "Neurologist",
    "at": "2026-11-24T10:15:00+00:00",
    "number": 2,
    "digest": "sha256:0",
    "schedule_digest": "sha256:1",
}
FULL = document(
    patient={"name": "Zoë Ærø 李", "birth_date": "1970-02-03", "risks": ["pump"], "notes": "a\nb"},
    prescriber={"phone": "01 234"},
    regimen_confirmed="2026-11-24",
    dates={"holidays": "GB-ENG", "pauses": [{"from": "2026-12-24", "to": "2027-01-02"}]},
    reviews=[{"on": "2026-12-29", "time": "10:30", "note": "telephone"}],
    review_every={"months": 1},
    id="3f0c1f6e-6d0d-4c39-9d1c-1f7f6f1f0a11",
    country="GB",
    packs=True,
    go_back_allowed=True,
    reserve_days=7,
    at_home=[{"product": "tablet-10mg", "amount": "30.50"}],
    considered=[{"rule": "big-cut", "of": "3f9a2c41"}],
    supersedes={
        "number": 1,
        "approval": {**APPROVAL, "number": 1},
        "steps": [{"start": "2026-12-07", "mg": ["20", "15.0", "20"]}],
        "stops_on": None,
        "reviews": ["2026-12-29"],
    },
    revisions=[{"from": "2026-12-30", "regimen": ["15", "15", "15"], "taper": pace("2.50")}],
    overrides=[{"rule": "short-taper", "reason": "in hospital"}],
    approval=APPROVAL,
)


def read(document: Any) -> Plan:
    return read_plan(json.dumps(document).encode(), MEDICINES)


def refusal(content: bytes) -> str:
    with pytest.raises(PlanError) as refused:
        read_plan(content, MEDICINES)
    return str(refused.value)


@pytest.mark.parametrize("written", [document(), FULL], ids=["textbook", "full"])
def test_a_plan_written_and_read_is_the_same_plan(written: dict[str, Any]) -> None:
    once = read(written)
    content = write_plan(once)
    assert read_plan(content, MEDICINES) == once
    assert write_plan(read_plan(content, MEDICINES)) == content


@given(scheduled())
@PROPERTY
def test_any_plan_written_and_read_is_the_same_plan_with_the_same_digest(case: Any) -> None:
    once, schedule = case
    again = read_plan(write_plan(once), MEDICINES)
    assert again == once
    assert plan_digest(again) == plan_digest(once)
    assert schedule_digest(build(again, BACLOFEN)) == schedule_digest(schedule)


def test_what_is_left_out_has_the_contracts_defaults() -> None:
    read_back = plan_document(plan())
    assert {
        field: value
        for field, value in read_back.items()
        if field not in ("format", "version", "regimen", "start", "taper")
    } == {
        "id": None,
        "patient": {
            "name": "", "name_latin": "", "identifier": "", "birth_date": None,
            "taken_months": None, "risks": None, "reason": "", "notes": "", "spasm_limit": None,
        },
        "prescriber": {
            "name": "", "clinic": "", "phone": "", "hours": "", "out_of_hours": "",
            "emergency": "",
        },
        "country": None,
        "medicine": "baclofen",
        "products": ["tablet-10mg"],
        "halves": True,
        "regimen_confirmed": None,
        "hold_days": 0,
        "sharing": {"rule": "proportional", "keep_highest": ["Bedtime", "Morning", "Afternoon"]},
        "dates": {
            "change_on": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "holidays": None,
            "pauses": [],
        },
        "reviews": [],
        "review_every": None,
        "at_home": [],
        "fill_days": None,
        "packs": False,
        "go_back_allowed": False,
        "reserve_days": 0,
        "revisions": [],
        "considered": [],
        "overrides": [],
        "supersedes": None,
        "approval": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "default"),
    [
        (lambda p: p.taper.target_mg, 0),
        (lambda p: p.revisions[0].hold_days, 7),
        (lambda p: p.revisions[0].taper, None),
        (lambda p: p.revisions[0].regimen, None),
        (lambda p: p.revisions[0].reason, ""),
        (lambda p: p.reviews[0].note, ""),
        (lambda p: p.dates.pauses[0].reason, ""),
        (lambda p: p.sharing.keep_highest, ("Bedtime", "Morning", "Afternoon")),
    ],
)
def test_what_is_left_out_of_a_part_has_its_default(part: Any, default: Any) -> None:
    sparse = document(
        revisions=[{"from": "2026-12-30"}],
        reviews=[{"on": "2026-12-29"}],
        dates={"pauses": [{"from": "2026-12-24", "to": "2027-01-02"}]},
        sharing={"rule": "one-at-a-time"},
    )
    del sparse["taper"]["target_mg"]
    assert part(read(sparse)) == default


@pytest.mark.parametrize("mg", ["20", "20.0", "2e1", 20, 20.0, " 20"])
def test_however_a_dose_is_written_it_is_one_plan_with_one_digest(mg: Any) -> None:
    other = document()
    other["regimen"][0]["mg"] = mg
    assert read(other) == plan()
    assert plan_digest(read(other)) == plan_digest(plan())


def test_a_number_in_the_file_is_read_exactly_never_as_a_binary_float() -> None:
    content = json.dumps(document(taper=pace("5"))).replace('"cut_mg": "5"', '"cut_mg": 0.1')
    assert (
        str(plan_document(read_plan(content.encode(), MEDICINES))["taper"]["pace"][0]["cut_mg"])
        == "0.1"
    )


def test_the_digest_leaves_out_the_approval_and_nothing_else() -> None:
    full = read(FULL)
    assert plan_digest(msgspec.structs.replace(full, approval=None)) == plan_digest(full)
    others = [
        msgspec.structs.replace(full, start=date(2026, 12, 8)),
        msgspec.structs.replace(full, go_back_allowed=False),
        msgspec.structs.replace(full, overrides=()),
        msgspec.structs.replace(full, patient=msgspec.structs.replace(full.patient, notes="")),
    ]
    assert len({plan_digest(other) for other in [full, *others]}) == 5


def test_the_digest_of_the_textbook_plan_never_changes() -> None:
    """Approvals in people's files rest on it: another digest would be another format."""
    assert plan_digest(plan()) == TEXTBOOK_DIGEST


def test_the_order_of_fields_and_a_byte_order_mark_make_no_difference() -> None:
    turned = dict(reversed(list(document().items())))
    assert read_plan(b"\xef\xbb\xbf" + json.dumps(turned).encode(), MEDICINES) == plan()


WHOLE = json.dumps(document()).encode()
PARTS_TOO_DEEP = "expected a plan; its parts lie too deep in one another"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "expected a plan; the file is empty"),
        (b" \n\t", "expected a plan; the file is empty"),
        (b"\xef\xbb\xbf", "expected a plan; the file is empty"),
        (b"Dear doctor,", "the file is damaged or no plan (line 1, column 1: Expecting value)"),
        (b"\x89PNG\r\n\x1a\n", "expected a plan as UTF-8 text, or a PDF of ours; byte 0 is no"),
        (
            b'{"format": "taper-pl\xe4n"}',
            "expected a plan as UTF-8 text, or a PDF of ours; byte 20 is no",
        ),
        (WHOLE[:100], "the file is damaged or no plan (line 1, column "),
        (WHOLE + b"}", "the file is damaged or no plan (line 1, column "),
        (b"[]", "expected a plan, a JSON object; got []"),
        (b"null", "expected a plan, a JSON object; got null"),
        (b"20", "expected a plan, a JSON object; got 20"),
        (b"{}", 'format: expected "taper-plan"; got none'),
        (b'{"format": NaN}', 'format: expected "taper-plan"; got "NaN"'),
        (b'{"format": "taper-schedule"}', 'format: expected "taper-plan"; got "taper-schedule"'),
        (b'{"a": 1, "a": 2}', "a: expected each field once; it comes twice"),
        (b'{"a": [{"b": {"c": 1, "d": 1, "c": 2}}]}', "a[0].b.c: expected each field once"),
        (b'{"a": {"\\ud800": 1}}', "a: expected text; a character of it is only half there"),
        (b'{"a": ["x\\udfff"]}', "a[0]: expected text; a character of it is only half there"),
        (b"[" * 100_000, PARTS_TOO_DEEP),
        (b'{"a":' * 900 + b"1" + b"}" * 900, PARTS_TOO_DEEP),
        (b'{"a":' + b"[" * 21 + b"]" * 21 + b"}", PARTS_TOO_DEEP),
        (b" " * (LARGEST_FILE + 1), "expected a plan of at most 5,000,000 bytes"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    assert refusal(content).startswith(says)


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    with file.open("wb") as huge:
        huge.truncate(50_000_000)
    with pytest.raises(PlanError, match="expected a plan; the file has more than 5,000,000 bytes"):
        read_whole(file)


def test_the_examples_are_read_as_people_would_write_them() -> None:
    for file in EXAMPLES.glob("*.json"):
        assert read(json.loads(file.read_text(encoding="utf-8"))["plan"]).regimen
