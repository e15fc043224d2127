"""A made-up second medicine goes through the engine: nothing in the code knows one by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner import handout
from planner.amounts import written
from planner.case import Case
from planner.documents import plan_from, read_plan, write_plan
from planner.explain import why
from planner.medicine import Medicine, read_medicine
from planner.schedule import Schedule, build
from planner.supply import supply
from tests.planning import doses_of, pace

PLANNER = Path(__file__).parent.parent / "planner"
MADE_UP = """
id = "madeupine"
name = "Madeupine"
is_default = true
default_products = ["tablet-7mg", "tablet-11mg"]

[sources]
NONE = "made up for a test"

[lowest_dose]
mg = "5.5"
source = "NONE"

[[products]]
id = "tablet-7mg"
form = "tablet"
strength_mg = "7"
source = "NONE"

[[products]]
id = "tablet-11mg"
form = "tablet"
strength_mg = "11"
scored = true
source = "NONE"

[[products]]
id = "solution-3mg-per-ml"
form = "solution"
strength_mg = "3"
step_ml = "0.25"
source = "NONE"
"""


@pytest.fixture(scope="module")
def madeupine(tmp_path_factory: pytest.TempPathFactory) -> Medicine:
    file = tmp_path_factory.mktemp("medicines") / "madeupine.toml"
    file.write_text(MADE_UP, encoding="utf-8")
    return read_medicine(file)


def document(doses: str, **fields: Any) -> dict[str, Any]:
    names = [("Morning", "07:00"), ("Bedtime", "22:00")]
    return {
        "format": "taper-plan",
        "version": 1,
        "medicine": "madeupine",
        "regimen": [
            {"name": name, "time": time, "mg": mg}
            for (name, time), mg in zip(names, doses.split("/"), strict=True)
        ],
        "start": "2026-12-07",
        "taper": pace("3", weeks=1),
        **fields,
    }


def built(medicine: Medicine, doses: str, **fields: Any) -> Schedule:
    return build(plan_from(document(doses, **fields), {medicine.id: medicine}), medicine)


def ways(schedule: Schedule) -> list[str]:
    """How the first dose of each step is taken: "1.5 tablet-11mg + 1 tablet-7mg"."""
    return [
        " + ".join(f"{written(part.amount)} {part.product}" for part in step.doses[0].take)
        for step in schedule.steps
    ]


def test_its_own_strengths_and_halves_make_its_doses(madeupine: Medicine) -> None:
    """Of 7 mg and 11 mg and half of 11 mg: 0, 5.5, 7, 11, 12.5, 14, 16.5, 18, …"""
    schedule = built(madeupine, "18/11", sharing={"rule": "balanced"})
    assert [written(step.asked_mg) for step in schedule.steps] == [
        "26", "23", "20", "17", "14", "11", "5",
    ]  # fmt: skip
    assert doses_of(schedule) == [
        "16.5/11", "12.5/11", "11/11", "7/11", "7/7", "5.5/5.5", "0/5.5",
    ]  # fmt: skip
    assert ways(schedule)[:3] == [
        "1.5 tablet-11mg", "0.5 tablet-11mg + 1 tablet-7mg", "1 tablet-11mg",
    ]  # fmt: skip
    assert str(schedule.stops_on) == "2027-02-08"


def test_a_liquid_of_its_own_follows_the_line_in_its_own_steps(madeupine: Medicine) -> None:
    schedule = built(madeupine, "6/6", products=["solution-3mg-per-ml"], taper=pace("1.5", weeks=1))
    assert doses_of(schedule)[:3] == ["5.25/5.25", "4.5/4.5", "3.75/3.75"]
    assert ways(schedule)[0] == "1.75 solution-3mg-per-ml"


def test_supply_reasons_and_the_plan_file_are_its_own(madeupine: Medicine) -> None:
    medicines = {madeupine.id: madeupine}
    plan = plan_from(document("11/11", taper=pace("5.5", weeks=1)), medicines)
    schedule = build(plan, madeupine)
    needed = supply(plan, schedule, madeupine)
    assert [(amount.product, written(amount.amount)) for amount in needed.amounts] == [
        ("tablet-11mg", "21")
    ]
    coarser = plan_from(document("11/11", taper=pace("5", weeks=1)), medicines)
    assert why(coarser, build(coarser, madeupine).steps[0], madeupine) == (
        "asked 17 mg; 18 mg is the least that 11 mg tablets, 7 mg tablets and halves can make "
        "above it"
    )
    assert read_plan(write_plan(plan), medicines) == plan


@pytest.mark.parametrize("audience", ["patient", "prescriber", "pharmacy", "all"])
def test_no_pages_are_made_with_the_facts_of_another_medicine(
    madeupine: Medicine, audience: handout.Audience
) -> None:
    plan = plan_from(document("18/11"), {madeupine.id: madeupine})
    with pytest.raises(handout.HandoutError) as refused:
        handout.make_pdf(Case(plan, madeupine, plan.start), audience=audience)
    assert str(refused.value) == (
        "no pages can be made for Madeupine, because it has no page texts: "
        "those in en.toml are about baclofen alone"
    )


def test_no_line_of_the_program_names_a_medicine() -> None:
    """What is particular to one is in its file under resources/."""
    named = [
        f"{file.relative_to(PLANNER.parent)}:{number}: {line.strip()}"
        for file in sorted(PLANNER.rglob("*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "baclofen" in line.lower()
    ]
    assert named == []
