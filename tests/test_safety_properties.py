"""What must hold of the findings of any plan, on any day: random plans with changes on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.plan import Plan
from planner.safety import findings
from planner.schedule import Schedule, build
from planner.terms import COUNTRIES, RISKS, PlanError
from tests.planning import BACLOFEN, pace, plan
from tests.safe_plans import START, after
from tests.samples import samples

PROPERTY = settings(
    max_examples=samples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
DOSES = [str(mg) for mg in (0, 0, 5, 10, 15, 20, 25, 30, 40, 60)]
PRODUCTS = [["tablet-10mg"], ["tablet-5mg", "tablet-10mg"], ["solution-1mg-per-ml"],
            ["tablet-10mg", "tablet-25mg", "solution-1mg-per-ml"]]  # fmt: skip
TAPERS = [
    *(pace(cut, target=to, days=days)
      for cut in ("1", "5", "17.5", "60") for to in ("0", "15") for days in (1, 3, 7, 30)),
    {"method": "pace", "pace": [{"above_mg": "0", "cut_percent": "30", "every": {"weeks": 1}}]},
    {"method": "finish-by", "by": after(60), "every": {"days": 4}, "shape": "equal-mg"},
]  # fmt: skip
LOOKED_BACK = timedelta(days=14)


@st.composite
def revisions(draw: st.DrawFn, times: int) -> list[dict[str, Any]]:
    found, day = [], 0
    for _ in range(draw(st.integers(0, 4))):
        day += draw(st.integers(1, 30))
        doses = draw(st.lists(st.sampled_from(DOSES), min_size=times, max_size=times))
        one: dict[str, Any] = {"from": after(day), "hold_days": draw(st.integers(1, 20))}
        kind = draw(st.sampled_from(["hold", "regimen", "restart", "taken"]))
        if kind != "hold":
            one["regimen"] = doses
        if kind == "taken":
            one["taken"] = True
            del one["hold_days"]
        if kind == "restart":
            one["taper"] = draw(st.sampled_from(TAPERS))
        found.append(one)
    return found


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, Schedule]:
    """A plan that isn't refused, and its schedule."""
    times = draw(st.sampled_from([1, 2, 3, 4]))
    doses = draw(st.lists(st.sampled_from(DOSES[2:]), min_size=times, max_size=times))
    ticked = draw(st.none() | st.lists(st.sampled_from(RISKS), max_size=4, unique=True))
    try:
        drawn = plan(
            "/".join(doses),
            products=draw(st.sampled_from(PRODUCTS)),
            country=draw(st.sampled_from([None, *COUNTRIES])),
            taper=draw(st.sampled_from(TAPERS)),
            hold_days=draw(st.sampled_from([0, 0, 7, 40])),
            revisions=draw(revisions(times)),
            packs=draw(st.booleans()),
            go_back_allowed=draw(st.booleans()),
            review_every=draw(st.sampled_from([None, {"weeks": 4}, {"months": 2}])),
            patient={"taken_months": draw(st.sampled_from([None, 0, 2])), "risks": ticked},
            dates={"holidays": draw(st.sampled_from([None, "US"]))},
            sharing={"rule": draw(st.sampled_from(["proportional", "one-at-a-time"]))},
        )
        return drawn, build(drawn, BACLOFEN)
    except PlanError:
        assume(False)
        raise


@PROPERTY
@given(plans(), st.integers(-20, 250), st.booleans())
def test_no_rule_names_a_step_that_ended_before_the_day(
    planned: tuple[Plan, Schedule], days: int, approved: bool
) -> None:
    """But for what was taken in the 14 days before. No plan makes a rule fail, on any day."""
    drawn, schedule = planned
    day = START + timedelta(days=days)
    by_number = {step.number: step for step in schedule.steps}
    for one in findings(drawn, schedule, BACLOFEN, day, approved):
        for step in map(by_number.__getitem__, one.steps):
            looked_back = LOOKED_BACK if step.taken else timedelta(0)
            assert step.end is None or step.end >= day - looked_back, (one.rule, step.number)


@PROPERTY
@given(plans())
def test_a_plan_is_judged_on_the_first_and_the_last_day_that_there_is(
    planned: tuple[Plan, Schedule],
) -> None:
    drawn, schedule = planned
    for day in (date.min, date.max):
        assert findings(drawn, schedule, BACLOFEN, day, False)
    confirmed = replace(drawn, regimen_confirmed=date.max)
    assert findings(confirmed, schedule, BACLOFEN, date.max, False)


@PROPERTY
@given(plans(), st.integers(-20, 250), st.integers(1, 60))
def test_what_is_found_on_two_days_is_one_finding(
    planned: tuple[Plan, Schedule], days: int, later: int
) -> None:
    """So what was weighed on the one counts on the other."""
    drawn, schedule = planned
    first, second = (
        {one.rule: one.of for one in findings(drawn, schedule, BACLOFEN, day, False)}
        for day in (START + timedelta(days=days), START + timedelta(days=days + later))
    )
    assert {rule: first[rule] for rule in first.keys() & second.keys()} == {
        rule: second[rule] for rule in first.keys() & second.keys()
    }


@PROPERTY
@given(plans(), st.integers(-20, 250))
def test_a_stop_from_a_high_dose_is_never_let_through(
    planned: tuple[Plan, Schedule], days: int
) -> None:
    """Whatever came before: a stop of the plan from above 20 mg, decided the day before it."""
    drawn, schedule = planned
    day = START + timedelta(days=days)
    stops = [
        schedule.stops_on,
        *(s.start for s in schedule.steps if not s.daily_mg and not s.taken),
    ]
    for stop in filter(None, stops):
        before = _mg_on(drawn, schedule, stop - timedelta(days=1))
        if stop >= day and before is not None and before > 20:
            said = findings(drawn, schedule, BACLOFEN, day, False)
            rules = {one.rule for one in said if one.severity == "stop"}
            assert rules & {"abrupt-stop", "no-steps", "high-last-dose"}


def _mg_on(drawn: Plan, schedule: Schedule, day: date) -> Any:
    """The daily dose decided for a day; None where it was merely taken."""
    if day < schedule.start:
        return drawn.daily_dose
    step = next(one for one in reversed(schedule.steps) if one.start <= day)
    return None if step.taken else step.daily_mg
