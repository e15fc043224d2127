"""Every way in which the contract says that a plan is wrong, each done to a plan that was right."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from .amounts import Json, daily, exact, later
from .random_doses import read

Fault = Callable[[Json], Json]

WEEKLY = {"weeks": 1}
ROW = {"above_mg": "0", "cut_mg": "5", "every": WEEKLY}
PACE = {"method": "pace", "target_mg": "0", "pace": [ROW]}


def _set(*path: str | int, to: Any) -> Fault:
    """One field given this value, with the objects on the way to it made where they are absent."""

    def fault(plan: Json) -> Json:
        plan = deepcopy(plan)
        place: Any = plan
        for name in path[:-1]:
            place = place.setdefault(name, {}) if isinstance(place, dict) else place[name]
        place[path[-1]] = to
        return plan

    return fault


def _pace(**changed: Any) -> Fault:
    """A pace taper that is right but for these fields."""
    return _set("taper", to={**PACE, **changed})


def _row(**changed: Any) -> Fault:
    row = {**ROW, **changed}
    if "cut_percent" in changed or "cut_percent_of_start" in changed:
        del row["cut_mg"]
    return _pace(pace=[row])


def _without(*path: str | int) -> Fault:
    def fault(plan: Json) -> Json:
        plan = deepcopy(plan)
        place: Any = plan
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]
        return plan

    return fault


def _custom(change: Callable[[list[str]], list[str]]) -> Fault:
    """A custom taper whose only step comes from the doses of the regimen."""

    def fault(plan: Json) -> Json:
        doses = change([dose["mg"] for dose in plan["regimen"]])
        steps = [{"mg": doses, "every": WEEKLY}]
        taper = {"method": "custom", "steps": steps, "then": "stop"}
        return {**_unrevised(plan), "taper": taper}

    return fault


def _revision(days: int = 1, **fields: Any) -> Fault:
    """One revision so many days after the start, of a plan with a slow pace and no other."""

    def fault(plan: Json) -> Json:
        on = later(date.fromisoformat(plan["start"]), days).isoformat()
        return {**_unrevised(plan), "revisions": [{"from": on, "regimen": _doses(plan), **fields}]}

    return fault


def _unrevised(plan: Json) -> Json:
    return {field: value for field, value in plan.items() if field != "revisions"}


def _doses(plan: Json) -> list[str]:
    return [dose["mg"] for dose in plan["regimen"]]


def _nothing(plan: Json) -> list[str]:
    return ["0" for _ in plan["regimen"]]


def _all_0(plan: Json) -> Json:
    return {**plan, "regimen": [{**dose, "mg": "0"} for dose in plan["regimen"]]}


def _target_above(plan: Json) -> Json:
    target = exact(daily(read(_doses(plan))) + 5)
    return _pace(target_mg=target)(plan)


def _same_name(plan: Json) -> Json:
    regimen = [*plan["regimen"], {"name": plan["regimen"][0]["name"], "time": "23:59", "mg": "0"}]
    return {**plan, "regimen": regimen}


def _same_time(plan: Json) -> Json:
    regimen = [*plan["regimen"], {**plan["regimen"][0], "name": "again"}]
    return {**plan, "regimen": regimen, "sharing": {}}


def _two_of_one_day(plan: Json) -> Json:
    plan = _revision()(plan)
    return {**plan, "revisions": plan["revisions"] * 2}


def _after_a_stop(**fields: Any) -> Fault:
    """Stopped on the second day, and another revision ten days later."""

    def fault(plan: Json) -> Json:
        plan = {**_revision(regimen=_nothing(plan))(plan), "taper": PACE}
        on = later(date.fromisoformat(plan["start"]), 10).isoformat()
        given = {name: value(plan) if callable(value) else value for name, value in fields.items()}
        return {**plan, "revisions": [*plan["revisions"], {"from": on, **given}]}

    return fault


def _after_nothing_taken(**fields: Any) -> Fault:
    """Nothing taken from the second day on, and another revision ten days later."""

    def fault(plan: Json) -> Json:
        plan = _revision(regimen=_nothing(plan), taken=True)(plan)
        on = later(date.fromisoformat(plan["start"]), 11).isoformat()
        return {**plan, "revisions": [*plan["revisions"], {"from": on, **fields}]}

    return fault


FAULTS: dict[str, Fault] = {
    # Fields
    "unknown field": _set("dose", to="20"),
    "unknown field of the patient": _set("patient", "age", to=50),
    "unknown field of a taper": _pace(slowest="1"),
    "target of a custom taper": lambda plan: {
        **plan,
        "taper": {**_custom(list)(plan)["taper"], "target_mg": "0"},
    },
    "another format": _set("format", to="taper"),
    "another version": _set("version", to=2),
    "no start": _without("start"),
    "no regimen": _without("regimen"),
    "no taper": _without("taper"),
    "no method": _without("taper", "method"),
    "unknown method": _pace(method="slowly"),
    # Doses
    "a dose no number": _set("regimen", 0, "mg", to="abc"),
    "a dose that can't be made": _set("regimen", 0, "mg", to="0.03"),
    "a dose below 0": _set("regimen", 0, "mg", to="-10"),
    "a dose above 1,000 mg": _set("regimen", 0, "mg", to="1200"),
    "all doses 0": _all_0,
    "no dose times": _set("regimen", to=[]),
    "the same name twice": _same_name,
    "the same time twice": _same_time,
    "no such time": _set("regimen", 0, "time", to="25:00"),
    # The first day and the numbers of days
    "a start before 1900": _set("start", to="1899-12-31"),
    "a start after 2200": _set("start", to="2201-01-01"),
    "no such day": _set("start", to="2027-02-29"),
    "too long a hold": _set("hold_days", to=3651),
    "a hold below 0": _set("hold_days", to=-1),
    "too long a fill": _set("fill_days", to=3651),
    "a fill of no days": _set("fill_days", to=0),
    "too long a reserve": _set("reserve_days", to=29),
    "a review every 0 days": _set("review_every", to={"days": 0}),
    # Tapers
    "a target above the daily dose": _target_above,
    "a target that can't be reached": _pace(target_mg="0.03"),
    "a target below 0": _pace(target_mg="-5"),
    "a lowest dose of 0": _pace(lowest_mg="0"),
    "a lowest dose above 1,000 mg": _pace(lowest_mg="1000.5"),
    "no rows": _pace(pace=[]),
    "rows that don't fall": _pace(pace=[{**ROW, "above_mg": "5"}, {**ROW, "above_mg": "5"}, ROW]),
    "rows that end above the target": _row(above_mg="2.5"),
    "above_mg below 0": _row(above_mg="-1"),
    "a cut of 0": _row(cut_mg="0"),
    "a percentage of 0": _row(cut_percent="0"),
    "a percentage of 100": _row(cut_percent="100"),
    "a percentage of the start of 100": _row(cut_percent_of_start="100"),
    "two kinds of cut": _pace(pace=[{**ROW, "cut_percent": "10"}]),
    "no cut": _pace(pace=[{"above_mg": "0", "every": WEEKLY}]),
    "an interval with two units": _row(every={"weeks": 1, "days": 1}),
    "an interval without unit": _row(every={}),
    "an interval of 0": _row(every={"weeks": 0}),
    "no date up to by": lambda plan: {
        **plan,
        "taper": {"method": "finish-by", "by": "1900-01-01", "every": WEEKLY, "shape": "equal-mg"},
    },
    "more than 1,000 dates": _row(cut_mg="0.001", every={"days": 1}),
    "beyond 10 years": _row(cut_mg="0.02", every={"months": 2}),
    "no custom steps": _set("taper", to={"method": "custom", "steps": [], "then": "stay"}),
    "a custom step that rises": _custom(lambda doses: ["900", *doses[1:]]),
    "a custom step without change": _custom(list),
    "a custom step of 0": _custom(lambda doses: ["0" for _ in doses]),
    "a custom step with a dose too many": _custom(lambda doses: [*doses, "0"]),
    # Sharing, products and dates
    "keep_highest with a name too few": _set("sharing", "keep_highest", to=[]),
    "keep_highest with an unknown name": _set("sharing", "keep_highest", to=["Noon?"]),
    "an unknown sharing": _set("sharing", "rule", to="evenly"),
    "no products": _set("products", to=[]),
    "a product twice": _set("products", to=["tablet-10mg", "tablet-10mg"]),
    "an unknown product": _set("products", to=["tablet-30mg"]),
    "an unknown product at home": _set("at_home", to=[{"product": "tablet", "amount": "1"}]),
    "less than nothing at home": _set("at_home", to=[{"product": "tablet-10mg", "amount": "-1"}]),
    "no weekdays": _set("dates", "change_on", to=[]),
    "a weekday twice": _set("dates", "change_on", to=["mon", "mon"]),
    "an unknown weekday": _set("dates", "change_on", to=["monday"]),
    "an unknown region": _set("dates", "holidays", to="ATLANTIS"),
    "a pause that ends before it begins": _set(
        "dates", "pauses", to=[{"from": "2027-01-02", "to": "2027-01-01"}]
    ),
    "an unknown risk": _set("patient", "risks", to=["luck"]),
    "a spasm limit of 11": _set("patient", "spasm_limit", to=11),
    "a review without a day": _set("reviews", to=[{"note": "telephone"}]),
    # Revisions
    "a revision on the start": _revision(days=0),
    "two revisions of one day": _two_of_one_day,
    "a revision held for no days": _revision(hold_days=0),
    "a revision with a dose that can't be made": lambda plan: _revision(
        regimen=["0.03", *_doses(plan)[1:]]
    )(plan),
    "a revision with a dose too few": lambda plan: _revision(regimen=_doses(plan)[1:])(plan),
    "a revision without day": _set("revisions", to=[{"reason": "spasms"}]),
    "taken without a revision after it": _revision(taken=True),
    "taken without doses": _revision(taken=True, regimen=None),
    "taken with a taper": _revision(taken=True, taper=PACE),
    "taken after the stop": _after_a_stop(taken=True, regimen=_doses),
    "a restart without a taper": _after_a_stop(regimen=_doses),
    "a restart without doses": _after_a_stop(taper=PACE),
    "a restart with doses of 0": _after_a_stop(regimen=_nothing, taper=PACE),
    "no doses after nothing was taken": _after_nothing_taken(),
}
"""By name; no plan may be used after any of them."""
