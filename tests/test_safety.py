"""Findings as a whole: the table of rules, the day, their order, what is weighed, and silence."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.bounds import Rules
from planner.plan import Considered, Override, Plan
from planner.safety import Finding, findings, is_reason, lapsed, too_fast
from planner.safety.judged import Judged
from planner.safety.rules import RULES
from planner.schedule import build
from planner.terms import RISKS
from tests.planning import BACLOFEN, pace
from tests.safe_plans import (
    DAY,
    LIQUID,
    START,
    after,
    down,
    finding,
    fired,
    found,
    revised,
    sound,
    taken,
    up_to,
    written_out,
)

ADMITTED = "admitted to hospital"


def test_the_textbook_plan_has_no_finding_at_all() -> None:
    assert found(sound()) == ()


def test_an_approved_plan_has_no_finding_for_being_under_way() -> None:
    days = range(-13, 100)
    said = [one for day in days for one in found(sound(), after(day), approved=True)]
    assert said == []


def test_every_rule_has_one_row_and_its_numbers_in_the_medicines_file() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == 44
    assert set(RISKS) <= set(names)
    with_numbers = {rule.name for rule in RULES if rule.has_numbers} - {"above-maximum"}
    fields = msgspec.structs.fields(Rules)
    assert {field.encode_name for field in fields} == with_numbers | {"long-use"}
    assert all(getattr(BACLOFEN.rules, field.name) is not None for field in fields)


def test_what_a_ticked_risk_fires_by_itself_is_the_risks_but_for_kidney_disease() -> None:
    of_risk = {rule.name for rule in RULES if rule.of_risk}
    assert of_risk == set(RISKS) - {"kidney-disease"}


def test_a_medicine_without_a_rules_numbers_has_no_such_rule() -> None:
    without = replace(BACLOFEN, rules=replace(BACLOFEN.rules, abrupt_stop=None))
    plan = sound(taper=pace("60"))
    said = findings(plan, build(plan, without), without, DAY, False)
    assert "too-short" in {one.rule for one in said}
    bare = replace(BACLOFEN, rules=Rules(), maximum=())
    assert findings(plan, build(plan, bare), bare, DAY, False) == ()


def test_another_medicines_bound_is_the_one_that_is_used() -> None:
    child = replace(BACLOFEN.rules.child, under_years=60)
    other = replace(BACLOFEN, rules=replace(BACLOFEN.rules, child=child))
    plan = sound()
    said = findings(plan, build(plan, other), other, DAY, False)
    assert [one.rule for one in said] == ["child"]


def test_findings_come_by_severity_and_then_by_the_date_of_the_first_step_to_come() -> None:
    plan = down(
        "60",
        ("40", 30),
        ("35", 30),
        ("18", 30),
        patient={"name": "", "risks": ["alcohol", "seizures"]},
        packs=True,
    )
    expected = [
        ("missing", "no-identity", ()),
        ("warn", "seizures", ()),
        ("warn", "high-last-dose", (1, 2, 3)),
        ("warn", "big-cut", (1, 3)),
        ("warn", "pack-straddles", (2, 3)),
        ("note", "alcohol", ()),
    ]
    assert [(one.severity, one.rule, one.steps) for one in found(plan)] == expected
    later = [(one.rule, one.steps) for one in found(plan, after(31), approved=True)]
    assert later[1:5] == [
        ("seizures", ()),
        ("high-last-dose", (2, 3)),
        ("big-cut", (3,)),
        ("pack-straddles", (3,)),
    ]


def test_a_rule_speaks_once_and_names_all_its_steps() -> None:
    plan = sound(taper=pace("20", days=1))
    rules = [one.rule for one in found(plan)]
    assert len(rules) == len(set(rules))
    assert finding(sound(taper=pace("20")), "big-cut").steps == (1,)
    assert finding(sound(taper=pace("20")), "big-cut-half").steps == (2,)


EVERYTHING = sound(
    "60/40/20",
    taper=pace("20", days=1),
    patient={"name": "", "birth_date": "2015-01-01", "risks": list(RISKS)},
    prescriber={"phone": "", "emergency": "", "out_of_hours": ""},
    reviews=[],
    review_every=None,
    products=["tablet-20mg"],
    go_back_allowed=True,
    packs=True,
    regimen_confirmed=None,
    revisions=[
        {"from": "2026-12-09", "regimen": ["10", "0", "0"], "taken": True},
        {"from": "2026-12-20", "regimen": ["60", "60", "20"]},
    ],
)


def everything_said() -> list[Finding]:
    said = [one for days in (-3, 0, 14) for one in found(EVERYTHING, after(days))]
    for plan in (
        sound("30", products=LIQUID, taper=pace("30")),
        sound(taper=pace("60")),
        sound(taper=pace("20", days=1)),
        sound(taper=pace("1")),
        sound(patient={"risks": None}),
        sound("50/50/50", taper=pace("5", target="145")),
    ):
        said += found(plan)
    return said


ERROR_PRONE = re.compile(r"\b(QD|BID|TID|QID|OD|HS|PRN|D/C|U|µg|cc)\b|[@&<>]|\d\.0\b|\dmg")
RECOMMENDS = re.compile(r"\b(should|must take|recommended?|better|safer|safe)\b")


def test_messages_use_no_error_prone_abbreviation_and_recommend_nothing() -> None:
    said = everything_said()
    assert len({one.rule for one in said}) > 30
    for one in said:
        assert not ERROR_PRONE.search(one.message), one.message
        assert not RECOMMENDS.search(one.message), one.message
        assert one.message.endswith((".", "?")), one.message
        assert "None" not in one.message


def test_every_finding_names_a_source_and_says_where_it_is_derived() -> None:
    for one in everything_said():
        assert one.source
        assert not re.search(r"\b(MONO|ANSM,|CA|MUANDA|CASES)\b$", one.source), one.source
    derived = finding(sound(taper=pace("20")), "high-last-dose").source
    assert derived.startswith("derived from French Lioresal")
    assert derived.endswith(", for the prescriber to judge")


def test_a_message_names_step_and_date_in_words() -> None:
    assert "(step 1, Monday 7 December 2026)" in finding(sound(taper=pace("20")), "big-cut").message


@pytest.mark.parametrize(
    ("rule", "plan", "last_day"),
    [
        ("big-cut", sound(taper=pace("20")), 0),
        ("big-cut-half", sound(taper=pace("20")), 7),
        ("short-taper", sound(taper=pace("20")), 14),
        ("high-last-dose", sound(taper=pace("20")), 14),
        ("fast-cuts", sound(taper=pace("15", days=1)), 3),
        ("coarse-cut", sound(products=["tablet-20mg"]), 63),
        ("no-steps", sound("20", products=LIQUID, hold_days=9, taper=pace("20")), 9),
    ],
)
def test_what_was_over_before_the_day_is_not_named(rule: str, plan: Plan, last_day: int) -> None:
    assert rule in fired(plan, after(last_day))
    assert rule not in fired(plan, after(last_day + 1))


def of(rule: str, severity: str, *steps: tuple[str, list[str]]) -> str:
    """The digits as the contract says them, worked out by hand."""
    document = {"rule": rule, "severity": severity, "steps": [list(step) for step in steps]}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def test_the_digits_of_a_finding_are_those_of_its_rule_severity_and_steps() -> None:
    plan = sound(taper=pace("20"))
    first, second = ("2026-12-07", ["15", "10", "15"]), ("2026-12-14", ["5", "5", "10"])
    assert finding(plan, "big-cut").of == of("big-cut", "warn", first)
    assert finding(plan, "short-taper").of == of("short-taper", "warn", first, second)
    at_once = finding(sound(taper=pace("60")), "abrupt-stop")
    assert at_once.of == of("abrupt-stop", "stop", ("2026-12-07", ["20", "20", "20"]))
    whole = finding(sound(patient={"risks": ["pump"]}), "pump")
    assert whole.of == of("pump", "warn")


WEIGHED: dict[str, Plan] = {
    "quick": sound(taper=pace("20", days=3), packs=True, prescriber={"out_of_hours": ""}),
    "daily": sound(taper=pace("10", days=1)),
    "restarted": up_to(
        "34",
        revised(20, "22"),
        revised(40, "0"),
        {"from": after(60), "regimen": ["30"], "taper": written_out(("18", 30))},
    ),
    "missed on a ward": up_to("90", taken(5, "0"), revised(9, "90"), revised(40, "40")),
    "kidney": sound(patient={"risks": ["kidney-disease", "pregnant"]}, go_back_allowed=True),
    "coarse": sound(products=["tablet-20mg"], taper=pace("5")),
    "one at a time": sound(sharing={"rule": "one-at-a-time"}, taper=pace("10")),
}


@pytest.mark.parametrize("case", WEIGHED)
def test_what_was_weighed_stays_weighed_as_days_pass(case: str) -> None:
    plan = WEIGHED[case]
    digits: dict[str, set[str]] = {}
    for days in range(-5, 120):
        for one in found(plan, after(days)):
            digits.setdefault(one.rule, set()).add(one.of)
    assert {rule: len(each) for rule, each in digits.items()} == dict.fromkeys(digits, 1)


def test_the_digits_change_with_a_step_and_with_the_severity() -> None:
    one, other = (sound(taper=pace(cut)) for cut in ("20", "25"))
    assert finding(one, "big-cut").of != finding(other, "big-cut").of
    later = sound(taper=pace("20"), start="2026-12-08")
    assert finding(one, "big-cut").of != finding(later, "big-cut").of
    short, long = (down("30", ("18", 13), patient={"taken_months": months}) for months in (1, 36))
    assert finding(short, "short-taper").severity == "note"
    assert finding(short, "short-taper").of != finding(long, "short-taper").of


def weighed(plan: Plan, rule: str, reason: str | None = None) -> Plan:
    """The plan with a finding considered, or gone over with a reason."""
    one = finding(plan, rule)
    if reason is None:
        return replace(plan, considered=(Considered(rule=rule, of=one.of),))
    return replace(plan, overrides=(Override(rule=rule, of=one.of, reason=reason),))


def test_a_warning_is_considered_and_a_stop_is_not() -> None:
    plan = sound(taper=pace("20"))
    assert finding(plan, "big-cut").blocks
    big = finding(weighed(plan, "big-cut"), "big-cut")
    assert (big.considered, big.blocks) == (True, False)
    half = finding(weighed(plan, "big-cut-half"), "big-cut-half")
    assert (half.considered, half.blocks) == (False, True)
    answered = finding(weighed(plan, "big-cut-half", ADMITTED), "big-cut-half")
    assert (answered.overridden, answered.blocks) == (ADMITTED, False)
    gone_over = finding(weighed(plan, "big-cut", ADMITTED), "big-cut")
    assert (gone_over.overridden, gone_over.blocks) == (ADMITTED, False)


def test_what_is_missing_can_only_be_filled_in() -> None:
    plan = weighed(sound(patient={"name": ""}), "no-identity", ADMITTED)
    assert finding(plan, "no-identity").blocks
    assert not finding(sound(patient={"risks": ["alcohol"]}), "alcohol").blocks


@pytest.mark.parametrize(
    ("reason", "is_one"),
    [
        (ADMITTED, True),
        ("in a clinic", True),
        ("in clinics", True),  # ten characters
        ("in clinic", False),
        ("hospitalised", False),  # one word
        ("hospitalised -", False),
        ("1234567890 123", False),
        ("in  \u200b\u200b\u200b  ward", False),
        ("", False),
    ],
)
def test_a_reason_has_ten_characters_and_two_words(reason: str, is_one: bool) -> None:
    assert is_reason(reason) == is_one
    plan = weighed(sound(taper=pace("60")), "abrupt-stop", reason)
    assert finding(plan, "abrupt-stop").blocks != is_one


def test_what_was_weighed_lapses_when_its_finding_changes() -> None:
    plan = weighed(sound(taper=pace("20")), "big-cut")
    assert lapsed(plan, found(plan)) == ((), ())
    other = replace(plan, start=plan.start + timedelta(days=1))
    assert [one.rule for one in lapsed(other, found(other))[0]] == ["big-cut"]
    assert finding(other, "big-cut").blocks


def test_what_was_weighed_of_a_finding_that_is_over_has_not_lapsed() -> None:
    plan = weighed(sound(taper=pace("20")), "big-cut")
    assert "big-cut" not in fired(plan, after(7))
    assert lapsed(plan, found(plan, after(7))) == ((), ())


def test_what_is_of_no_finding_or_of_a_rule_that_is_gone_counts_no_more() -> None:
    plan = sound(
        considered=[{"rule": "older", "of": "3f9a2c41"}, {"rule": "big-cut"}],
        overrides=[{"rule": "before-days-off", "of": "3f9a2c41", "reason": ADMITTED}],
    )
    considered, overrides = lapsed(plan, found(plan))
    assert [one.rule for one in considered] == ["older", "big-cut"]
    assert [one.rule for one in overrides] == ["before-days-off"]


@pytest.mark.parametrize(
    ("fields", "fast"),
    [({}, False), ({"taper": pace("20")}, True), ({"taper": pace("5", days=1)}, True)],
)
def test_too_fast_is_what_a_rule_on_pace_speaks_of(fields: dict[str, Any], fast: bool) -> None:
    plan = sound(**fields)
    judged = Judged(plan, build(plan, BACLOFEN), BACLOFEN, START, False)
    assert too_fast(judged) == fast


def test_no_line_of_the_rules_names_a_number_of_the_medicine() -> None:
    """What a rule compares with stands in the medicine's file, with its source."""
    folder = Path(__file__).parent.parent / "planner" / "safety"
    amounts = re.compile(r'Decimal\("|> \d\d|< \d\d')
    lines = [
        f"{file.name}: {line.strip()}"
        for file in sorted(folder.glob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if amounts.search(line)
    ]
    assert lines == []
