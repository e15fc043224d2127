"""The rules on who takes it and whom they call (sources.md 4 and 5)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.terms import RISKS
from tests.planning import pace
from tests.safe_plans import LIQUID, finding, fired, sound


@pytest.mark.parametrize(
    ("daily", "expected"),
    [("80", {}), ("80.5", {"above-maximum": "note"}), ("100", {"above-maximum": "note"}),
     ("100.5", {"above-maximum": "warn"})],
)  # fmt: skip
def test_the_usual_maximum_differs_by_country(daily: str, expected: dict[str, str]) -> None:
    assert fired(sound(daily, products=LIQUID)) == expected


def test_the_usual_maximum_holds_for_the_regimen_of_a_revision_too() -> None:
    up = {"from": "2026-12-22", "regimen": ["81"], "hold_days": 7}
    plan = sound("80", products=LIQUID, revisions=[up])
    assert finding(plan, "above-maximum").severity == "note"
    assert finding(plan, "above-maximum").steps == (4,)


@pytest.mark.parametrize(
    ("patient", "missing"),
    [
        ({"name": ""}, "name is missing"),
        ({"name": "  "}, "name is missing"),
        ({"birth_date": None}, "date of birth is missing"),
        ({"name": "", "birth_date": None}, "name and date of birth are missing"),
    ],
)
def test_the_page_must_say_whom_it_is_for(patient: dict[str, Any], missing: str) -> None:
    plan = sound(patient=patient)
    assert fired(plan) == {"no-identity": "stop"}
    assert missing in finding(plan, "no-identity").message


def test_the_patient_must_have_a_number_to_call() -> None:
    assert fired(sound(prescriber={"phone": " "})) == {"no-contact": "stop"}


def test_a_number_for_the_night_is_not_the_one_to_ask_by_day() -> None:
    numbers = {"phone": "", "out_of_hours": "555 0199", "emergency": "911"}
    assert fired(sound(prescriber=numbers)) == {"no-contact": "stop"}


def test_a_regimen_that_nobody_confirmed_is_a_warning() -> None:
    assert fired(sound(regimen_confirmed=None)) == {"unconfirmed": "warn"}


def test_risks_asked_and_none_is_quiet_and_not_asked_is_not() -> None:
    assert fired(sound(patient={"risks": []})) == {}
    assert fired(sound(patient={"risks": None})) == {"risks-not-asked": "warn"}


NOTES = {"cns-depressants", "alcohol", "breast-feeding", "posture"}


@pytest.mark.parametrize("risk", RISKS)
def test_each_risk_has_its_own_finding(risk: str) -> None:
    severity = "note" if risk in NOTES else "warn"
    assert fired(sound(patient={"risks": [risk]})) == {risk: severity}


@pytest.mark.parametrize(
    ("regimen", "expected"),
    [("19.5", {}), ("20", {"kidney-disease": "warn"}), ("20.5", {"kidney-disease": "warn"})],
)
def test_kidney_disease_matters_from_20_mg_a_day_on(regimen: str, expected: dict[str, str]) -> None:
    plan = sound(regimen, products=LIQUID, patient={"risks": ["kidney-disease"]})
    assert fired(plan) == expected


def test_kidney_disease_matters_anywhere_in_the_plan() -> None:
    up = {"from": "2026-12-22", "regimen": ["20"], "hold_days": 7}
    plan = sound("19", products=LIQUID, patient={"risks": ["kidney-disease"]}, revisions=[up])
    assert finding(plan, "kidney-disease").steps == (4,)
    assert "1.11 %" in finding(plan, "kidney-disease").message


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-12-08", {"child": "warn"}),  # 18 the day after the start
        ("2008-12-07", {}),
        ("2008-12-06", {}),
        ("1961-12-08", {}),  # 65 the day after the start
        ("1961-12-07", {"older": "note"}),
        ("1961-12-06", {"older": "note"}),
    ],
)
def test_age_is_counted_on_the_day_of_the_start(born: str, expected: dict[str, str]) -> None:
    assert fired(sound(patient={"birth_date": born})) == expected


def test_someone_born_on_29_february_has_a_birthday_on_the_28th_in_other_years() -> None:
    child = {"birth_date": "2008-02-29"}
    assert "child" in fired(sound(patient=child, start="2026-02-27"))
    assert "child" not in fired(sound(patient=child, start="2026-02-28"))


def test_pregnancy_is_told_when_the_plan_stops() -> None:
    message = finding(sound(patient={"risks": ["pregnant"]}), "pregnant").message
    assert "this plan stops on Monday 22 February 2027" in message
    stays = sound(patient={"risks": ["pregnant"]}, taper=pace("5", target="30"))
    assert "this plan does not stop it" in finding(stays, "pregnant").message
