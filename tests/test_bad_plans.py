"""A plan that can't be used: each mistake, the field that the error names, and what it says.

The list is that of plan-file.md, section 1. A row changes one field of a plan that is right.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from planner.documents import read_plan
from planner.schedule import build
from planner.terms import PlanError
from tests.planning import BACLOFEN, MEDICINES, build_document, document, pace

GONE = object()
"""The field is left out."""


def changed(path: str, value: Any, of: dict[str, Any] | None = None) -> dict[str, Any]:
    """A right plan with the field at this path changed: `changed("regimen[0].mg", "7.3")`."""
    plan = copy.deepcopy(of or COMPLETE)
    *way, last = [int(index) if index else name for name, index in PARTS.findall(path)]
    part: Any = plan
    for name in way:
        part = part[name]
    if value is GONE:
        del part[last]
    else:
        part[last] = value
    return plan


PARTS = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
PERCENT = {"above_mg": "30", "cut_percent": "25", "every": {"weeks": 1}}
LAST_ROW = {"above_mg": "0", "cut_mg": "5", "every": {"weeks": 1}}
COMPLETE = document(
    patient={"risks": []},
    products=["tablet-10mg"],
    halves=True,
    hold_days=0,
    fill_days=28,
    taper={"method": "pace", "target_mg": "0", "pace": [PERCENT, LAST_ROW]},
    sharing={"rule": "balanced", "keep_highest": ["Bedtime", "Morning", "Afternoon"]},
    dates={
        "change_on": ["mon"],
        "holidays": "US",
        "pauses": [{"from": "2026-12-24", "to": "2027-01-02"}],
    },
    reviews=[{"on": "2026-12-29", "time": "10:30"}],
    review_every={"weeks": 4},
    at_home=[{"product": "tablet-10mg", "amount": "30"}],
    considered=[{"rule": "big-cut", "of": "3f9a2c41"}],
    overrides=[{"rule": "short-taper", "reason": "in hospital"}],
    revisions=[{"from": "2026-12-30", "regimen": ["15", "15", "15"], "hold_days": 7}],
    supersedes={
        "number": 1,
        "steps": [{"start": "2026-12-07", "mg": ["20", "15", "20"]}],
        "approval": {
            "by": "Dr A",
            "role": "GP",
            "at": "2026-11-24T10:15:00+00:00",
            "number": 1,
            "digest": "sha256:0",
            "schedule_digest": "sha256:0",
        },
    },
)


def message(plan: dict[str, Any]) -> str:
    with pytest.raises(PlanError) as refused:
        build(read_plan(json.dumps(plan).encode(), MEDICINES), BACLOFEN)
    return str(refused.value)


def test_the_plan_that_the_rows_change_is_right() -> None:
    assert build(read_plan(json.dumps(COMPLETE).encode(), MEDICINES), BACLOFEN).steps


DOSES = "expected milligrams, 0 or more; got"
CAN_MAKE = "expected a dose that the products can make;"
TIME = "expected a time from 00:00 to 23:59; got"
WHOLE = "expected a whole number"
PERCENTAGE = "expected a percentage above 0 and below 100; got"
FIELDS = [
    ("unknown", 1, "unknown: expected no such field; it isn't known"),
    ("regimen[1].colour", "red", "regimen[1].colour: expected no such field; it isn't known"),
    ("taper.pace[0].every.years", 1, "taper.pace[0].every.years: expected no such field"),
    ("format", "shopping-list", 'format: expected "taper-plan"; got "shopping-list"'),
    ("format", GONE, 'format: expected "taper-plan"; got none'),
    ("version", 2, "version: expected 1, the one this program reads; got 2"),
    ("version", "1", 'version: expected 1, the one this program reads; got "1"'),
    ("version", True, "version: expected 1, the one this program reads; got true"),
    ("version", GONE, "version: expected 1, the one this program reads; got none"),
    ("medicine", "aspirin", 'medicine: expected "baclofen"; got "aspirin"'),
    ("medicine", ["baclofen"], 'medicine: expected "baclofen"; got ["baclofen"]'),
    ("regimen", GONE, "regimen: expected a list of dose times; it is missing"),
    ("start", GONE, "start: expected a date like 2026-12-01; it is missing"),
    ("taper", GONE, "taper: expected a taper with its method; it is missing"),
    ("regimen[0].mg", GONE, "regimen[0].mg: expected milligrams, 0 or more; it is missing"),
    ("reviews[0].on", GONE, "reviews[0].on: expected a date like 2026-12-29; it is missing"),
    ("overrides[0].reason", GONE, "overrides[0].reason: expected a value; it is missing"),
    ("halves", "yes", 'halves: expected true or false; got "yes"'),
    ("regimen", {}, "regimen: expected a list of dose times; got {}"),
    # Doses
    ("regimen[0].mg", "", f'regimen[0].mg: {DOSES} ""'),
    ("regimen[0].mg", "abc", f'regimen[0].mg: {DOSES} "abc"'),
    ("regimen[0].mg", "½", f'regimen[0].mg: {DOSES} "½"'),
    ("regimen[0].mg", "NaN", f'regimen[0].mg: {DOSES} "NaN"'),
    ("regimen[0].mg", None, f"regimen[0].mg: {DOSES} null"),
    ("regimen[0].mg", True, f"regimen[0].mg: {DOSES} true"),
    ("regimen[0].mg", "9" * 1000, f'regimen[0].mg: {DOSES} "999'),
    ("regimen[0].mg", "-5", "regimen[0].mg: expected milligrams from 0 to 1,000; got -5"),
    ("regimen[0].mg", 1e9, "regimen[0].mg: expected milligrams from 0 to 1,000; got 1000000000"),
    ("regimen[0].mg", "1000.5", "regimen[0].mg: expected milligrams from 0 to 1,000; got 1000.5"),
    ("regimen[0].mg", "7.3", f"regimen[0].mg: {CAN_MAKE} 7.3 mg can't be made, "
     "the nearest are 5 mg and 10 mg"),
    ("halves", False, "revisions[0].regimen[0]: expected a dose that the products can make; 15 mg"),
    ("regimen", [], "regimen: expected 1 to 6 dose times; got 0"),
    ("regimen", [{"name": "a", "time": "07:00", "mg": "0"}], "regimen: expected a dose above 0; "
     "all of them are 0"),
    ("regimen", [{"name": str(n), "time": f"0{n}:00", "mg": "5"} for n in range(7)],
     "regimen: expected 1 to 6 dose times; got 7"),
    ("regimen[1].name", "Morning", 'regimen: expected different names; "Morning" comes twice'),
    ("regimen[1].name", " ", "regimen[1].name: expected a name for the dose time; got none"),
    ("regimen[1].time", "25:00", f'regimen[1].time: {TIME} "25:00"'),
    ("regimen[1].time", "7:00", f'regimen[1].time: {TIME} "7:00"'),
    ("regimen[1].time", "07:60", f'regimen[1].time: {TIME} "07:60"'),
    ("regimen[1].time", "07:00\n", rf'regimen[1].time: {TIME} "07:00\n"'),
    ("regimen[1].time", "07:00", 'regimen[1].time: expected a time after 07:00; got "07:00"'),
    ("regimen[1].time", "06:59", 'regimen[1].time: expected a time after 07:00; got "06:59"'),
    ("products", [], "products: expected at least one product; got none"),
    ("products", ["tablet-10mg"] * 2, 'products: expected each once; "tablet-10mg" comes twice'),
    ("products[0]", "tablet-12mg", "products[0]: expected one of tablet-5mg, tablet-10mg"),
    # Days
    ("start", "1899-12-31", "start: expected a date from 1900 to 2200; got 1899-12-31"),
    ("start", "2201-01-01", "start: expected a date from 1900 to 2200; got 2201-01-01"),
    ("start", "0001-01-01", "start: expected a date from 1900 to 2200; got 0001-01-01"),
    ("start", "9999-12-31", "start: expected a date from 1900 to 2200; got 9999-12-31"),
    ("start", "2027-02-29", 'start: expected a date like 2026-12-01; got "2027-02-29"'),
    ("start", "1 December", 'start: expected a date like 2026-12-01; got "1 December"'),
    ("hold_days", -1, f"hold_days: {WHOLE} from 0 to 3,650; got -1"),
    ("hold_days", 3651, f"hold_days: {WHOLE} from 0 to 3,650; got 3651"),
    ("hold_days", 1.5, f"hold_days: {WHOLE}; got 1.5"),
    ("fill_days", 0, f"fill_days: {WHOLE} from 1 to 3,650; got 0"),
    ("fill_days", 3651, f"fill_days: {WHOLE} from 1 to 3,650; got 3651"),
    ("dates.change_on", [], "dates.change_on: expected at least one weekday; got none"),
    ("dates.change_on", ["mon", "mon"], 'dates.change_on: expected each once; "mon" comes twice'),
    ("dates.change_on[0]", "monday", 'dates.change_on[0]: expected a weekday of mon, tue'),
    ("dates.holidays", "Mars", 'dates.holidays: expected a country or region like "US" or '
     '"GB-ENG"; got "Mars"'),
    ("dates.holidays", "utils", "dates.holidays: expected a country or region"),
    ("dates.pauses[0].to", "2026-12-23", "dates.pauses[0].to: expected a day on or after "
     "2026-12-24; got 2026-12-23"),
    ("dates.pauses[0].to", GONE, "dates.pauses[0].to: expected a date like 2027-01-02; it is"),
    ("dates.pauses[0].to", "2028-12-31", "dates: no day from 2026-12-28 to 2027-12-28 may carry a"),
    ("patient.risks", ["gout"], "patient.risks[0]: expected one of kidney-disease"),
    ("patient.risks", ["pump"] * 2, 'patient.risks: expected each once; "pump" comes twice'),
    ("patient.taken_months", -1, "patient.taken_months: expected months, 0 or more; got -1"),
    ("patient.spasm_limit", 11, f"patient.spasm_limit: {WHOLE} from 0 to 10; got 11"),
    ("patient.spasm_limit", -1, f"patient.spasm_limit: {WHOLE} from 0 to 10; got -1"),
    ("country", "UK", 'country: expected one of US, CA, GB, AU, DE, CH, FR, ES, ZA, or null; got'),
    ("id", 7, "id: expected text or null; got 7"),
    ("packs", "no", 'packs: expected true or false; got "no"'),
    # Reviews and supply
    ("reviews[0].time", "25:00", f'reviews[0].time: {TIME} "25:00"'),
    ("review_every", {}, "review_every: expected one of days, weeks, months; got none"),
    ("review_every", {"weeks": 0}, "review_every.weeks: expected a whole number above 0; got 0"),
    ("review_every", {"weeks": 1, "days": 1}, "review_every: expected one of days, weeks, months; "
     "got days and weeks"),
    ("at_home[0].product", "aspirin", "at_home[0].product: expected one of tablet-5mg"),
    ("at_home[0].product", GONE, "at_home[0].product: expected a value; it is missing"),
    ("at_home[0].amount", "-1", "at_home[0].amount: expected an amount from 0 to 1,000,000; got"),
    ("at_home[0].amount", "some", 'at_home[0].amount: expected an amount, 0 or more; got "some"'),
    ("at_home", [{"product": "tablet-10mg"}] * 2, 'at_home: expected each once; "tablet-10mg"'),
    ("reserve_days", 29, f"reserve_days: {WHOLE} from 0 to 28; got 29"),
    ("reserve_days", -1, f"reserve_days: {WHOLE} from 0 to 28; got -1"),
    # What was weighed, and the version before
    ("considered[0].rule", GONE, "considered[0].rule: expected the name of a rule; it is missing"),
    ("overrides[0].rule", GONE, "overrides[0].rule: expected the name of a rule; it is missing"),
    ("overrides[0].until", 1, "overrides[0].until: expected no such field; it isn't known"),
    ("supersedes.number", 0, "supersedes.number: expected a whole number, 1 or more; got 0"),
    ("supersedes.approval", None, "supersedes.approval: expected an object; got null"),
    # Revisions
    ("revisions[0].kind", "whim", "revisions[0].kind: expected one of hold, step-back"),
    ("revisions[0].taken", True, "revisions[0]: expected a revision after it, which says how"),
    # Sharing
    ("sharing.keep_highest", ["Bedtime"], "sharing.keep_highest: expected each dose time once: "
     'Morning, Afternoon, Bedtime; got "Bedtime"'),
    ("sharing.keep_highest", ["Bedtime"] * 3, "sharing.keep_highest: expected each dose time once"),
    ("sharing.keep_highest[0]", "Noon", "sharing.keep_highest: expected each dose time once"),
    ("sharing.rule", "fair", 'sharing.rule: expected "proportional" or "balanced" or "one-at-a'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "says"), FIELDS, ids=[f"{path}-{says[-24:]}" for path, _, says in FIELDS]
)
def test_a_field_that_cannot_be_used_is_named_with_what_was_expected(
    path: str, value: Any, says: str
) -> None:
    assert message(changed(path, value)).startswith(says)


def taken(**fields: Any) -> dict[str, Any]:
    return {"from": "2026-12-28", "regimen": ["0", "0", "10"], "taken": True, **fields}


BACK = {"from": "2026-12-31", "regimen": ["10", "10", "10"]}


@pytest.mark.parametrize(
    ("revisions", "says"),
    [
        ([taken(regimen=None), BACK], "revisions[0].regimen: expected the doses that were taken"),
        ([taken(taper=pace("5")), BACK], "revisions[0].taper: expected none: what was taken has"),
        ([taken(regimen=["0", "0", "0"]), {"from": "2026-12-31"}],
         "revisions[1].regimen: expected doses to go on with: nothing was taken the day before"),
        ([taken(), taken(**{"from": "2026-12-29"})], "revisions[1]: expected a revision after it"),
        ([taken(**{"from": "2027-02-23"}), {**BACK, "from": "2027-02-25", "taper": pace("5")}],
         "revisions[0].from: expected a day up to the stop, 2027-02-22; got 2027-02-23"),
        ([{"from": "2027-02-23", "regimen": ["0", "0", "0"], "taper": pace("5")}],
         "revisions[0].regimen: expected doses above 0: the plan has stopped on 2027-02-22"),
        ([{"from": "2027-02-23", "taper": pace("5")}],
         "revisions[0].regimen: expected doses to restart with"),
        ([{"from": "2027-02-23", "regimen": ["5", "0", "5"]}],
         "revisions[0].taper: expected a taper after the restart"),
    ],
)  # fmt: skip
def test_a_change_on_the_way_that_cannot_be_is_refused(
    revisions: list[dict[str, Any]], says: str
) -> None:
    assert message(document(revisions=revisions)).startswith(says)


@pytest.mark.parametrize(
    "revisions",
    [
        [taken(), BACK],
        [taken(regimen=["0", "0", "0"]), BACK],
        [taken(), taken(**{"from": "2026-12-29", "regimen": ["5", "5", "5"]}), BACK],
        [taken(), {"from": "2026-12-31"}],
        [taken(**{"from": "2027-02-22"}), {**BACK, "from": "2027-02-24"}],
    ],
)
def test_doses_really_taken_are_told_and_a_decision_follows(
    revisions: list[dict[str, Any]],
) -> None:
    steps = build_document(document(revisions=revisions)).steps
    told = sum(revision.get("taken", False) for revision in revisions)
    assert sum(step.taken for step in steps) == told


@pytest.mark.parametrize(
    ("times", "says"),
    [
        (("07:00", "15:00", "00:30"), ""),
        (("07:00", "15:00", "06:59"), ""),
        (("07:00", "15:00", "07:00"), "regimen[2].time: expected a time after 15:00, or after"),
        (("07:00", "15:00", "14:00"), "regimen[2].time: expected a time after 15:00, or after"),
        (("07:00", "00:30", "15:00"), "regimen[1].time: expected a time after 07:00; got"),
    ],
)
def test_only_the_last_dose_may_be_taken_after_midnight(times: tuple[str, ...], says: str) -> None:
    plan = document()
    for row, time in zip(plan["regimen"], times, strict=True):
        row["time"] = time
    if says:
        assert message(plan).startswith(says)
    else:
        assert build_document(plan).steps


@pytest.mark.parametrize(
    ("lowest", "says"),
    [
        ("0", "taper.lowest_mg: expected milligrams above 0 and up to 1,000, or null; got 0"),
        ("1000.5", "taper.lowest_mg: expected milligrams above 0 and up to 1,000, or null; got"),
        ("low", 'taper.lowest_mg: expected milligrams above 0, or null; got "low"'),
    ],
)
def test_the_lowest_dose_before_none_is_a_dose(lowest: str, says: str) -> None:
    assert message(document(taper={**pace("5"), "lowest_mg": lowest})).startswith(says)


def test_a_start_in_the_past_and_the_bounds_themselves_are_right() -> None:
    for start in ("1900-01-01", "2200-12-31", "2020-02-29"):
        right = document(start=start, hold_days=3650, fill_days=3650)
        assert build(read_plan(json.dumps(right).encode(), MEDICINES), BACLOFEN).steps
    most = document("1000", taper=pace("500"), fill_days=1)
    assert build(read_plan(json.dumps(most).encode(), MEDICINES), BACLOFEN).steps


def test_every_error_is_one_short_line_whatever_the_plan_holds() -> None:
    for text in ("two\nlines", "a" * 100_000, "\x00\x1b[31m", "\u2028\x85"):
        for path in ("start", "products[0]", "regimen[0].time", "dates.holidays", "medicine"):
            said = message(changed(path, text))
            assert len(said.splitlines()) == 1
            assert len(said) < 400
        said = message({**COMPLETE, text: 1})
        assert len(said.splitlines()) == 1
        assert len(said) < 200
