"""The rules on who takes it, whom they call, what was asked and which risks are ticked."""

from __future__ import annotations

from typing import Any

import pytest

from planner.terms import RISKS
from tests.planning import pace
from tests.safe_plans import DAY, LIQUID, after, finding, fired, found, only, sound


@pytest.mark.parametrize(
    ("patient", "missing"),
    [
        ({"name": ""}, "name is missing"),
        ({"name": "  "}, "name is missing"),
        ({"name": "\u200b-"}, "name is missing"),
        ({"name": "\u3164"}, "name is missing"),  # a letter by its category, and blank
        ({"birth_date": None}, "date of birth is missing"),
        ({"name": "", "birth_date": None}, "name and date of birth are missing"),
    ],
)
def test_the_page_must_say_whom_it_is_for(patient: dict[str, Any], missing: str) -> None:
    plan = sound(patient=patient)
    assert fired(plan) == {"no-identity": "missing"}
    assert missing in finding(plan, "no-identity").message


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("phone", {"no-contact": "missing"}),
        ("emergency", {"no-emergency": "missing"}),
        ("out_of_hours", {"no-night-number": "warn"}),
    ],
)
@pytest.mark.parametrize("number", ["", " ", "-", "ask the ward"])
def test_there_must_be_a_number_to_call(field: str, expected: dict[str, str], number: str) -> None:
    assert fired(sound(prescriber={field: number})) == expected


def test_a_number_for_the_night_is_not_the_one_to_ask_by_day() -> None:
    numbers = {"phone": "", "out_of_hours": "555 0199", "emergency": "911"}
    assert fired(sound(prescriber=numbers)) == {"no-contact": "missing"}


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        (None, {"unconfirmed": "missing"}),
        ("2026-12-05", {"unconfirmed": "missing"}),  # the day after the one judged on
        ("2026-12-04", {}),
        ("2026-11-20", {}),  # 14 days before
        ("2026-11-19", {"unconfirmed": "missing"}),
    ],
)
def test_what_is_taken_was_confirmed_in_the_14_days_before(
    confirmed: str | None, expected: dict[str, str]
) -> None:
    plan = sound(regimen_confirmed=confirmed)
    assert fired(plan) == expected
    assert found(plan, approved=True) == ()


def test_under_way_it_is_the_dose_of_the_day_that_is_to_be_confirmed() -> None:
    message = finding(sound(), "unconfirmed", day=after(14)).message
    assert "Not since Thursday 3 December 2026 has anybody confirmed" in message
    assert "takes 45 mg a day now" in message


def test_risks_asked_and_none_is_quiet_and_not_asked_is_not() -> None:
    assert fired(sound(patient={"risks": []})) == {}
    assert fired(sound(patient={"risks": None})) == {"risks-not-asked": "missing"}


NOTES = {"cns-depressants", "alcohol", "breast-feeding", "posture"}


@pytest.mark.parametrize("risk", RISKS)
def test_each_risk_has_its_own_finding(risk: str) -> None:
    severity = "note" if risk in NOTES else "warn"
    plan = sound(patient={"risks": [risk]})
    assert fired(plan) == {risk: severity}
    assert finding(plan, risk).of_risk == (risk != "kidney-disease")


@pytest.mark.parametrize(
    ("regimen", "expected"),
    [("19.5", {}), ("20", {"kidney-disease": "warn"}), ("20.5", {"kidney-disease": "warn"})],
)
def test_kidney_disease_matters_from_20_mg_a_day_on(regimen: str, expected: dict[str, str]) -> None:
    plan = sound(regimen, products=LIQUID, patient={"risks": ["kidney-disease"]})
    assert fired(plan) == expected


def test_kidney_disease_matters_in_the_doses_from_the_day_on() -> None:
    ticked = {"risks": ["kidney-disease"]}
    plan = sound("30", products=LIQUID, patient=ticked)
    assert finding(plan, "kidney-disease", day=after(0)).steps == (1, 2)
    assert finding(plan, "kidney-disease", day=after(13)).steps == (2,)
    assert only(plan, "kidney-disease", day=after(14)) == {}
    up = {"from": after(30), "regimen": ["20"], "hold_days": 7}
    plan = sound("30", products=LIQUID, patient=ticked, revisions=[up])
    assert finding(plan, "kidney-disease", day=after(20)).steps == (6,)
    at_once = sound("20", taper=pace("15"), patient=ticked)
    assert finding(at_once, "kidney-disease").steps == ()
    assert only(at_once, "kidney-disease", day=after(0)) == {}


def test_kidney_disease_is_said_just_so_and_not_beside_the_severe_one() -> None:
    plan = sound(patient={"risks": ["kidney-disease"]})
    message = finding(plan, "kidney-disease").message
    assert "newly given it" in message
    assert "admitted with encephalopathy within 30 days" in message
    assert "1.11 % from 20 mg a day on, against 0.42 % below" in message
    both = sound(patient={"risks": ["kidney-disease", "kidney-severe"]})
    assert fired(both) == {"kidney-severe": "warn"}


@pytest.mark.parametrize(
    ("to", "expected"), [("2026-12-04", {}), ("2026-12-03", {"surgery": "warn"})]
)
def test_a_pause_that_is_not_over_holds_the_taper_for_surgery(
    to: str, expected: dict[str, str]
) -> None:
    pause = {"from": "2026-12-01", "to": to}
    plan = sound(patient={"risks": ["surgery"]}, dates={"pauses": [pause]})
    assert DAY.isoformat() == "2026-12-04"
    assert only(plan, "surgery") == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-12-08", {"child": "warn"}),  # 18 the day after the start
        ("2008-12-07", {}),
        ("2008-12-06", {}),
        ("1940-12-07", {}),
    ],
)
def test_age_is_counted_on_the_day_of_the_start(born: str, expected: dict[str, str]) -> None:
    assert fired(sound(patient={"birth_date": born})) == expected


def test_a_child_is_told_that_the_bounds_are_adults() -> None:
    assert "are adults'" in finding(sound(patient={"birth_date": "2015-01-01"}), "child").message


def test_someone_born_on_29_february_has_a_birthday_on_the_28th_in_other_years() -> None:
    child = {"birth_date": "2008-02-29"}
    assert "child" in fired(sound(patient=child, start="2026-02-27"))
    assert "child" not in fired(sound(patient=child, start="2026-02-28"))


def test_pregnancy_is_told_when_the_plan_stops() -> None:
    message = finding(sound(patient={"risks": ["pregnant"]}), "pregnant").message
    assert "this plan stops on Monday 22 February 2027" in message
    stays = sound(patient={"risks": ["pregnant"]}, taper=pace("5", target="30"))
    assert "this plan does not stop it" in finding(stays, "pregnant").message


def test_going_back_without_a_reserve_is_a_warning() -> None:
    assert fired(sound(go_back_allowed=True)) == {"no-reserve": "warn"}
    assert fired(sound(go_back_allowed=True, reserve_days=1)) == {}
    assert fired(sound(go_back_allowed=False)) == {}


HELD_VERSION = {
    "number": 1,
    "approval": {
        "by": "Dr A. Example",
        "at": "2026-11-24T10:15:00+00:00",
        "digest": "sha256:0",
        "schedule_digest": "sha256:0",
    },
}


@pytest.mark.parametrize(
    ("days", "fields", "expected"),
    [
        (0, {}, {}),
        (1, {}, {"start-passed": "warn"}),
        (1, {"supersedes": HELD_VERSION}, {}),
    ],
)
def test_a_start_that_has_passed_is_a_warning(
    days: int, fields: dict[str, Any], expected: dict[str, str]
) -> None:
    assert only(sound(**fields), "start-passed", day=after(days)) == expected


def test_an_approved_plan_may_be_under_way() -> None:
    rules = {one.rule for one in found(sound(), after(1), approved=True)}
    assert "start-passed" not in rules
