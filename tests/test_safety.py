"""Findings as a whole: the table of rules, their order, reasons given, and silence."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from planner.bounds import Rules
from planner.documents import read_plan
from planner.safety import START_PASSED, findings, start_passed, unused_overrides
from planner.safety.rules import RULES
from planner.schedule import build
from planner.terms import RISKS
from tests.planning import BACLOFEN, MEDICINES, pace
from tests.safe_plans import LIQUID, START, finding, found, sound, written_out

EXAMPLE = Path(__file__).parent.parent / "resources" / "examples" / "textbook.json"
ADMITTED = "admitted to hospital"


def test_the_textbook_plan_has_no_finding_at_all() -> None:
    assert found(sound()) == ()


def test_the_example_plan_that_is_shipped_has_none_either() -> None:
    assert found(read_plan(EXAMPLE.read_bytes(), MEDICINES)) == ()


def test_every_rule_has_one_row_and_its_numbers_in_the_medicines_file() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == 32
    assert set(RISKS) <= set(names)
    with_numbers = {rule.name for rule in RULES if rule.has_numbers} - {"above-maximum"}
    fields = msgspec.structs.fields(Rules)
    assert {field.encode_name for field in fields} == with_numbers
    assert all(getattr(BACLOFEN.rules, field.name) is not None for field in fields)


def test_a_medicine_without_a_rules_numbers_has_no_such_rule() -> None:
    without = msgspec.structs.replace(
        BACLOFEN, rules=msgspec.structs.replace(BACLOFEN.rules, abrupt_stop=None)
    )
    plan = sound(taper=pace("60"))
    rules = {one.rule for one in findings(plan, build(plan, without), without)}
    assert "abrupt-stop" not in rules
    assert "too-short" in rules


def test_another_medicines_bound_is_the_one_that_is_used() -> None:
    higher = msgspec.structs.replace(
        BACLOFEN,
        rules=msgspec.structs.replace(
            BACLOFEN.rules,
            older=msgspec.structs.replace(BACLOFEN.rules.older, from_years=50),
        ),
    )
    plan = sound()
    assert [one.rule for one in findings(plan, build(plan, higher), higher)] == ["older"]


def test_findings_come_by_severity_and_then_by_the_date_of_the_first_step() -> None:
    plan = sound(
        "60",
        products=LIQUID,
        patient={"name": "", "risks": ["alcohol", "seizures"]},
        taper=written_out(("40", 7), ("35", 7), ("19", 7), ("17", 7)),
    )
    assert [(one.severity, one.rule, one.steps) for one in found(plan)] == [
        ("stop", "no-identity", ()),
        ("warn", "big-cut", (1, 3)),
        ("warn", "seizures", ()),
        ("warn", "high-last-dose", (4,)),
        ("note", "alcohol", ()),
    ]


def test_a_rule_speaks_once_and_names_all_its_steps() -> None:
    rules = [one.rule for one in found(sound(taper=pace("20", days=1)))]
    assert len(rules) == len(set(rules))


def test_every_finding_names_a_source_and_says_where_it_is_derived() -> None:
    plan = sound(
        taper=pace("20", days=1),
        patient={"name": "", "risks": list(RISKS), "birth_date": "1950-01-01"},
        prescriber={"phone": ""},
        reviews=[],
    )
    for one in found(plan):
        assert one.source
        assert not re.search(r"\b(MONO|ANSM,|CA|MUANDA)\b$", one.source), one.source
    derived = finding(sound(taper=pace("20")), "high-last-dose").source
    assert derived.startswith("derived from French Lioresal")
    assert derived.endswith(", for the prescriber to judge")


ERROR_PRONE = re.compile(r"\b(QD|BID|TID|QID|OD|HS|PRN|D/C|U|µg|cc)\b|[@&<>]|\d\.0\b|\dmg")


def test_messages_use_no_error_prone_abbreviation() -> None:
    everything = sound(
        "60/40/20",
        taper=pace("20", days=1),
        patient={"name": "", "birth_date": "2015-01-01", "risks": list(RISKS)},
        prescriber={"phone": ""},
        reviews=[],
        products=["tablet-20mg"],
        regimen_confirmed=None,
        revisions=[{"from": "2026-12-09", "regimen": ["60", "60", "20"]}],
    )
    said = found(everything)
    assert len(said) > 20
    for one in said:
        assert not ERROR_PRONE.search(one.message), one.message
        assert one.message.endswith(".")


def test_a_message_names_step_and_date_in_words() -> None:
    assert "(step 1, Monday 7 December 2026)" in finding(sound(taper=pace("20")), "big-cut").message


@pytest.mark.parametrize(
    ("reason", "overridden"),
    [("in hospital", "in hospital"), ("123456789 ", None), ("1234567890", "1234567890")],
)
def test_a_reason_counts_from_ten_characters_on(reason: str, overridden: str | None) -> None:
    plan = sound(taper=pace("60"), overrides=[{"rule": "abrupt-stop", "reason": reason}])
    assert finding(plan, "abrupt-stop").overridden == overridden


def test_a_reason_for_a_warning_is_shown_with_it_as_in_the_contracts_example() -> None:
    plan = sound(taper=pace("20"), overrides=[{"rule": "short-taper", "reason": ADMITTED}])
    assert finding(plan, "short-taper").overridden == ADMITTED


def test_a_reason_for_a_rule_that_does_not_fire_is_kept_and_shown_as_unused() -> None:
    both = [
        {"rule": "abrupt-stop", "reason": ADMITTED},
        {"rule": "no-contact", "reason": "lives on the ward"},
        {"rule": "a-rule-of-tomorrow", "reason": ADMITTED},
    ]
    plan = sound(taper=pace("60"), overrides=both)
    unused = unused_overrides(plan, found(plan))
    assert [one.rule for one in unused] == ["no-contact", "a-rule-of-tomorrow"]


def test_whether_the_start_has_passed_is_asked_as_of_a_day() -> None:
    plan = sound()
    assert start_passed(plan, START) is None
    late = start_passed(plan, START.replace(day=8))
    assert late is not None
    assert (late.rule, late.severity, late.overridden) == (START_PASSED, "stop", None)


def test_a_reason_for_a_passed_start_is_not_called_unused_before_the_day_is_known() -> None:
    plan = sound(overrides=[{"rule": START_PASSED, "reason": "begun by telephone"}])
    assert unused_overrides(plan, found(plan)) == ()
