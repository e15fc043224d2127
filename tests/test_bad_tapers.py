"""A taper or a revision that can't be used: each mistake, its field, and what the error says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.documents import read_plan
from planner.schedule import build
from planner.terms import PlanError
from tests.planning import BACLOFEN, MEDICINES, document, pace

WEEK = {"weeks": 1}
RESTART = {"regimen": ["5", "5", "5"], "taper": pace("5")}


def message(doses: str = "20/20/20", **fields: Any) -> str:
    plan = json.dumps(document(doses, **fields)).encode()
    with pytest.raises(PlanError) as refused:
        build(read_plan(plan, MEDICINES), BACLOFEN)
    return str(refused.value)


def row(above_mg: str = "0", every: Any = None, **cuts: Any) -> dict[str, Any]:
    return {"above_mg": above_mg, "every": WEEK if every is None else every, **cuts}


def rows(*pace_rows: dict[str, Any], target: str = "0") -> dict[str, Any]:
    return {"method": "pace", "target_mg": target, "pace": list(pace_rows)}


def every(**interval: Any) -> dict[str, Any]:
    return rows(row(every=interval, cut_mg="5"))


def finish_by(**fields: Any) -> dict[str, Any]:
    return {"method": "finish-by", "by": "2027-03-31", "every": WEEK, "shape": "equal-mg", **fields}


def custom(*doses: str, then: str = "stop") -> dict[str, Any]:
    steps = [{"mg": step.split("/"), "every": WEEK} for step in doses]
    return {"method": "custom", "steps": steps, "then": then}


ROW = "taper.pace[0]"
PERCENTAGE = "expected a percentage above 0 and below 100; got"
TAPERS = [
    (rows(row(cut_mg="5"), target="65"), "taper.target_mg: expected a target up to the daily dose, "
     "60 mg; got 65 mg"),
    (rows(row(cut_mg="5"), target="7.3"), "taper.target_mg: expected a daily dose that these "
     "products can make; 7.3 mg can't be reached"),
    (rows(row(cut_mg="5"), target="-5"), "taper.target_mg: expected milligrams, 0 or more; got -5"),
    (rows(row(cut_mg="5"), target="x"), 'taper.target_mg: expected milligrams, 0 or more; got "x"'),
    (rows(), "taper.pace: expected at least one row; got none"),
    (rows(row(cut_mg="0")), f"{ROW}.cut_mg: expected milligrams above 0; got 0"),
    (rows(row(cut_mg="-5")), f"{ROW}.cut_mg: expected milligrams above 0; got -5"),
    (rows(row(cut_percent="0")), f"{ROW}.cut_percent: {PERCENTAGE} 0"),
    (rows(row(cut_percent="100")), f"{ROW}.cut_percent: {PERCENTAGE} 100"),
    (rows(row(cut_percent="101")), f"{ROW}.cut_percent: {PERCENTAGE} 101"),
    (rows(row(cut_percent_of_start="0")), f"{ROW}.cut_percent_of_start: {PERCENTAGE} 0"),
    (rows(row(cut_percent_of_start="100")), f"{ROW}.cut_percent_of_start: {PERCENTAGE} 100"),
    (rows(row(cut_percent="ten")), f'{ROW}.cut_percent: {PERCENTAGE} "ten"'),
    (rows(row()), f"{ROW}: expected one cut, of cut_mg, cut_percent, cut_percent_of_start; "
     "got none"),
    (rows(row(cut_mg="5", cut_percent="5")), f"{ROW}: expected one cut, of cut_mg, cut_percent, "
     "cut_percent_of_start; got cut_mg and cut_percent"),
    (rows(row("-1", cut_mg="5")), f"{ROW}.above_mg: expected milligrams, 0 or more; got -1"),
    (rows(row("30", cut_mg="5")), f"{ROW}.above_mg: expected at most the target, 0 mg, in the "
     "last row; got 30"),
    (rows(row("30", cut_mg="5"), row("10", cut_mg="5"), target="5"), "taper.pace[1].above_mg: "
     "expected at most the target, 5 mg, in the last row; got 10"),
    (rows(row("10", cut_mg="5"), row("30", cut_mg="5")), "taper.pace[1].above_mg: expected less "
     "than 10, the row before; got 30"),
    (rows(row("0", cut_mg="5"), row("0", cut_mg="5")), "taper.pace[1].above_mg: expected less "
     "than 0, the row before; got 0"),
    (every(), f"{ROW}.every: expected one of days, weeks, months; got none"),
    (every(days=1, weeks=1), f"{ROW}.every: expected one of days, weeks, months; got days and"),
    (every(days=0), f"{ROW}.every.days: expected a whole number above 0; got 0"),
    (every(weeks=-1), f"{ROW}.every.weeks: expected a whole number above 0; got -1"),
    (every(months=1.5), f"{ROW}.every.months: expected a whole number or null; got 1.5"),
    (every(days="7"), f'{ROW}.every.days: expected a whole number or null; got "7"'),
    (rows(row(every="weekly", cut_mg="5")), f'{ROW}.every: expected an object; got "weekly"'),
    (every(months=10**12), "taper: expected a taper of at most 10 years; after change 1 this one"),
    (rows(row(every={"days": 1}, cut_mg="0.01")), "taper: expected at most 1,000 changes; from "
     "60 mg a day this taper would take more"),
    ({"method": "fast"}, 'taper.method: expected "pace", "finish-by" or "custom"; got "fast"'),
    ({"target_mg": "0"}, 'taper.method: expected "pace", "finish-by" or "custom"; it is missing'),
    ({"method": "pace"}, "taper.pace: expected a value; it is missing"),
    (None, "taper: expected a taper with its method; got null"),
    (finish_by(by="2026-12-06"), "taper.by: expected a day on or after the first possible change, "
     "2026-12-07; got 2026-12-06"),
    (finish_by(by="soon"), 'taper.by: expected a date like 2027-03-31; got "soon"'),
    (finish_by(shape="steep"), 'taper.shape: expected "equal-mg" or "equal-percent"; got "steep"'),
    (finish_by(every={"weeks": 0}), "taper.every.weeks: expected a whole number above 0; got 0"),
    (finish_by(target_mg="61"), "taper.target_mg: expected a target up to the daily dose, 60 mg"),
    (custom(), "taper.steps: expected at least one step; got none"),
    (custom("20/20"), "taper.steps[0].mg: expected 3 doses, one a dose time; got 2"),
    (custom("20/20/7"), "taper.steps[0].mg[2]: expected a dose that the products can make in step "
     "1, Bedtime; 7 mg can't be made, the nearest are 5 mg and 10 mg"),
    (custom("20/20/-5"), "taper.steps[0].mg[2]: expected milligrams from 0 to 1,000 in step 1, "
     "Bedtime; got -5"),
    (custom("20/10/20", "20/15/10"), "taper.steps[1].mg[1]: expected at most 10 mg, the dose "
     "before, in step 2, Afternoon; got 15 mg"),
    (custom("20/25/20"), "taper.steps[0].mg[1]: expected at most 20 mg, the dose before, in step "
     "1, Afternoon; got 25 mg"),
    (custom("20/20/20"), "taper.steps[0].mg: expected a lower dose in step 1; nothing changes"),
    (custom("5/5/5", "0/0/0"), 'taper.steps[1].mg: expected a dose above 0 in step 2; to end with '
     'none, "then": "stop"'),
    (custom("5/5/5", then="wait"), 'taper.then: expected "stop" or "stay"; got "wait"'),
]  # fmt: skip


@pytest.mark.parametrize(("taper", "says"), TAPERS, ids=[says[-50:] for _, says in TAPERS])
def test_a_taper_that_cannot_be_used_is_refused_with_its_field(taper: Any, says: str) -> None:
    assert message(taper=taper).startswith(says)


def test_a_target_that_uncut_tablets_cannot_reach_is_refused() -> None:
    taper = rows(row(cut_mg="5"), target="30")
    assert message("25/25/25", products=["tablet-25mg"], halves=False, taper=taper) == (
        "taper.target_mg: expected a daily dose that these products can make; "
        "30 mg can't be reached"
    )


def revision(on: str = "2026-12-30", **fields: Any) -> dict[str, Any]:
    return {"from": on, **fields}


REVISIONS = [
    ([revision("2026-12-07")], "revisions[0].from: expected a day after the start, 2026-12-07; "
     "got 2026-12-07"),
    ([revision("2026-12-01")], "revisions[0].from: expected a day after the start, 2026-12-07"),
    ([revision(), revision()], "revisions[1].from: expected a day after the revision before, "
     "2026-12-30; got 2026-12-30"),
    ([revision("2301-01-01", **RESTART)], "revisions[0].from: expected a date up to 2300; got"),
    ([revision("tomorrow")], 'revisions[0].from: expected a date like 2026-12-24; got "tomorrow"'),
    ([{}], "revisions[0].from: expected a date like 2026-12-24; it is missing"),
    ([revision(hold_days=0)], "revisions[0].hold_days: expected a whole number from 1 to 3,650"),
    ([revision(hold_days=3651)], "revisions[0].hold_days: expected a whole number from 1 to 3,650"),
    ([revision(regimen=["15"])], "revisions[0].regimen: expected 3 doses, one a dose time; got 1"),
    ([revision(regimen=["5", "5", "7"])], "revisions[0].regimen[2]: expected a dose that the "
     "products can make; 7 mg can't be made, the nearest are 5 mg and 10 mg"),
    ([revision(regimen=["5", "5", "x"])], 'revisions[0].regimen[2]: expected milligrams, 0'),
    ([revision(regimen=["5", "5", "2000"])], "revisions[0].regimen[2]: expected milligrams from 0"),
    ([revision(taper=pace("0"))], "revisions[0].taper.pace[0].cut_mg: expected milligrams above 0"),
    ([revision(taper=pace("5", target="45"))], "revisions[0].taper.target_mg: expected a target up "
     "to the daily dose, 40 mg; got 45 mg"),
    ([revision(taper=custom("20/10/15"))], "revisions[0].taper.steps[0].mg[0]: expected at most "
     "15 mg, the dose before, in step 1, Morning; got 20 mg"),
    ([revision("2027-03-01")], "revisions[0].regimen: expected doses to restart with: the plan "
     "stops on 2027-02-22"),
    ([revision("2027-03-01", regimen=["5", "5", "5"])], "revisions[0].taper: expected a taper "
     "after the restart: the plan stops on 2027-02-22"),
    ([revision("2027-03-01", regimen=["0", "0", "0"], taper=pace("5"))], "revisions[0].regimen: "
     "expected doses above 0: the plan has stopped on 2027-02-22"),
    ([revision(regimen=["0", "0", "0"]), revision("2026-12-31")], "revisions[1].regimen: expected "
     "doses to restart with: the plan stops on 2026-12-30"),
    ([revision(f"20{30 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}") for n in range(1001)],
     "revisions: expected at most 1,000; got 1001"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("revisions", "says"), REVISIONS, ids=[says[-50:] for _, says in REVISIONS]
)
def test_a_revision_that_cannot_be_used_is_refused_with_its_field(
    revisions: list[dict[str, Any]], says: str
) -> None:
    assert message(revisions=revisions).startswith(says)


def test_a_revision_below_the_target_in_force_is_refused_at_its_doses() -> None:
    taper = pace("5", target="30")
    assert message(taper=taper, revisions=[revision(regimen=["5", "5", "5"])]) == (
        "revisions[0].regimen: expected a target up to the daily dose, 15 mg; got 30 mg"
    )


def test_a_revision_above_which_the_custom_taper_in_force_goes_is_refused_at_its_doses() -> None:
    taper = custom("20/20/10", "20/10/10", "10/10/10")
    assert message(taper=taper, revisions=[revision("2026-12-10", regimen=["5", "20", "10"])]) == (
        "revisions[0].regimen[0]: expected at most 5 mg, the dose before, in step 1, Morning; "
        "got 20 mg"
    )


def test_the_lines_of_all_tapers_have_at_most_100_000_dates() -> None:
    """A line is drawn whole, however soon the next revision overrules it."""
    a_thousand = rows(row(every={"days": 1}, cut_mg="0.06"))
    days = [f"202{7 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(100)]
    held = [revision(day, regimen=["20", "20", "20"]) for day in days]
    right = json.dumps(document(taper=a_thousand, revisions=held[:-1])).encode()
    assert build(read_plan(right, MEDICINES), BACLOFEN).steps
    assert message(taper=a_thousand, revisions=held) == (
        "revisions[99].regimen: expected tapers of at most 100,000 changes in all, those that "
        "later revisions overrule among them; this one goes past that: cut more at a time"
    )
