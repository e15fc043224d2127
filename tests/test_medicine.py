"""Medicines' files: what is shipped, and what is said of a file that can't be used."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from planner.medicine import MedicineError, known_medicines, read_medicine
from planner.resources import RESOURCES
from tests.planning import BACLOFEN

BACLOFEN_FILE = (RESOURCES / "medicines" / "baclofen.toml").read_text(encoding="utf-8")


def test_the_bounds_are_those_of_the_sources() -> None:
    numbers = {
        field.encode_name: {
            name: value
            for name, value in msgspec.structs.asdict(getattr(BACLOFEN.rules, field.name)).items()
            if value and name != "source"
        }
        for field in msgspec.structs.fields(BACLOFEN.rules)
    }
    assert numbers["long-use"] == {"taken_months": 2}
    assert numbers["abrupt-stop"] == {"above_mg": 30}
    assert numbers["no-steps"] == {
        "above_mg": 5,
        "up_to_mg": 30,
        "stop_above_mg": 15,
        "derived": True,
    }
    assert numbers["high-last-dose"] == {
        "above_mg": 15,
        "up_to_mg": 30,
        "stop_above_mg": 20,
        "derived": True,
    }
    assert numbers["too-short"] == {
        "under_days": 7,
        "stop_from_above_mg": 15,
        "warn_from_above_mg": 5,
        "derived": True,
    }
    assert numbers["big-cut"] == {"above_mg": 15, "up_to_mg": 30, "under_percent": 50}
    assert numbers["big-cut-half"] == {
        "above_mg": 15,
        "from_percent": 50,
        "whatever_above_mg": 30,
        "derived": True,
    }
    assert numbers["steep-cut"] == {
        "above_mg": 5,
        "up_to_mg": 15,
        "above_percent": 50,
        "derived": True,
    }
    assert numbers["fast-cuts"] == {"above_mg": 15}
    assert numbers["fast-week"] == {
        "above_mg": 30,
        "within_days": 7,
        "to_none_from_above_mg": 20,
        "derived": True,
    }
    assert numbers["raise-high"] == {
        "above_mg": 15,
        "days_before": 14,
        "low_days": 7,
        "under_percent": 50,
        "derived": True,
    }
    assert numbers["review-gap"] == {"above_days": 35, "days_after_stop": 7}
    assert [maximum.daily_mg for maximum in BACLOFEN.maximum] == [80, 100]


def test_bounds_that_must_meet_do() -> None:
    """Nothing falls between the last doses that stop and that warn, nor between the cuts."""
    rules = BACLOFEN.rules
    assert rules.high_last_dose.up_to_mg == rules.abrupt_stop.above_mg
    assert rules.no_steps.up_to_mg == rules.abrupt_stop.above_mg
    assert rules.too_short.stop_from_above_mg == rules.short_taper.long_use.from_above_mg
    assert rules.big_cut.above_mg == rules.big_cut_half.above_mg == rules.steep_cut.up_to_mg
    assert rules.big_cut.up_to_mg == rules.big_cut_half.whatever_above_mg
    assert rules.big_cut.under_percent == rules.big_cut_half.from_percent


def test_every_number_has_a_source_with_a_name_for_people() -> None:
    for name in ("abrupt_stop", "kidney_disease", "review_gap"):
        rule = getattr(BACLOFEN.rules, name)
        assert all(key in BACLOFEN.sources for key in rule.source.split(", "))
        assert BACLOFEN.named(rule).count(";") >= rule.source.count(", ")


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        (
            '[rules.abrupt-stop]\nabove_mg = "30"',
            "[rules.abrupt-stop]",
            "rules.abrupt-stop: Object missing required field `above_mg`",
        ),
        (
            '[rules.abrupt-stop]\nabove_mg = "30"',
            '[rules.abrupt-stop]\nabove_mg = "thirty"',
            "rules.abrupt-stop.above_mg: expected a number",
        ),
        (
            '[rules.abrupt-stop]\nabove_mg = "30"',
            "[rules.abrupt-stop]\nabove_mg = 30.0",
            "rules.abrupt-stop.above_mg: expected a number",
        ),
        (
            '[rules.abrupt-stop]\nabove_mg = "30"',
            '[rules.abrupt-stop]\nabove_mg = "-1"',
            "rules.abrupt-stop.above_mg: expected a number above 0; got -1",
        ),
        (
            "[rules.abrupt-stop]",
            "[rules.abrupt-stopp]",
            "rules: Object contains unknown field `abrupt-stopp`",
        ),
        (
            "[rules.short-taper.long-use]\nunder_days = 20",
            "[rules.short-taper.long-use]\nunder_days = 0",
            "rules.short-taper.long-use.under_days: expected a number above 0; got 0",
        ),
        (
            'weekdays = ["fri", "sat"]',
            'weekdays = ["friday"]',
            "rules.no-night-number.weekdays[0]: Invalid enum value 'friday'",
        ),
        (
            'source = "MUANDA"',
            'source = "NOBODY"',
            'rules.kidney-disease.source: expected a key of [sources]; got "NOBODY"',
        ),
        (
            'known_source = "LEO"',
            'known_source = "NOBODY"',
            'rules.psychiatric.known_source: expected a key of [sources]; got "NOBODY"',
        ),
        (
            'daily_mg = "80"\nsource = "US, CA"',
            'daily_mg = "80"\nsource = "US, XX"',
            'maximum[0].source: expected a key of [sources]; got "XX"',
        ),
        (
            'id = "tablet-10mg"\nform = "tablet"',
            'id = "tablet-10mg"\nform = "lozenge"',
            "products[1].form: Invalid enum value 'lozenge'",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_its_name_and_the_key(
    was: str, becomes: str, message: str, tmp_path: Path
) -> None:
    assert was in BACLOFEN_FILE
    path = tmp_path / "baclofen.toml"
    path.write_text(BACLOFEN_FILE.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(MedicineError) as error:
        read_medicine(path)
    assert str(error.value) == f"baclofen.toml: {message}"


def test_the_medicines_go_together(tmp_path: Path) -> None:
    second = BACLOFEN_FILE.replace('id = "baclofen"', 'id = "second"', 1)
    cases = (
        ({}, "expected true in one file; got none"),
        ({"a.toml": BACLOFEN_FILE.replace("is_default = true", "is_default = false")}, "got none"),
        ({"a.toml": BACLOFEN_FILE, "b.toml": second}, "got baclofen, second"),
        ({"a.toml": BACLOFEN_FILE, "b.toml": BACLOFEN_FILE}, 'b.toml: id: another file has "bac'),
    )
    for place, (files, said) in enumerate(cases):
        folder = tmp_path / str(place)
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
        with pytest.raises(MedicineError, match=re.escape(said)):
            known_medicines(folder)
