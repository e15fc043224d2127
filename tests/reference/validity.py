"""Is a plan whole, are its fields known, and do they hold what they may? (contract, section 1)

Only what can be seen without building the schedule; the doses, targets and dates of a taper are
checked where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .amounts import Json, Refused, mg
from .dates import WEEKDAYS, public_holidays
from .products import PRODUCTS

Check = Callable[[Any, str], None]  # a value and its field; raises Refused

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
COUNTRIES = ("US", "CA", "GB", "AU", "DE", "CH", "FR", "ES", "ZA")
KINDS = ("hold", "step-back", "slower", "stay", "stop", "restart", "interruption", "")
RISKS = (
    *("kidney-disease", "kidney-severe", "seizures", "psychiatric", "pump", "pregnant"),
    *("breast-feeding", "dysreflexia", "posture", "cns-depressants", "alcohol", "surgery"),
    "another-taper",
)
CUTS = ("cut_mg", "cut_percent", "cut_percent_of_start")


def check_plan(plan: Json) -> None:
    """Raises Refused, naming the field, for the first thing that is wrong."""
    PLAN(plan, "plan")
    _check_dose_times(plan)
    _check_tapers(plan)


# What a value may be


def need(right: bool, field: str, reason: str) -> None:
    if not right:
        raise Refused(field, reason)


def text(value: Any, field: str) -> None:
    need(isinstance(value, str), field, "expected a text")


def flag(value: Any, field: str) -> None:
    need(isinstance(value, bool), field, "expected true or false")


def day(value: Any, field: str) -> None:
    need(isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)), field, "a date")
    try:
        date.fromisoformat(value)
    except ValueError as wrong:
        raise Refused(field, "not a day of the calendar") from wrong


def clock(value: Any, field: str) -> None:
    right = isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value)
    need(bool(right), field, "expected a time")


def start_day(value: Any, field: str) -> None:
    day(value, field)
    need("1900" <= value[:4] <= "2200", field, "before 1900 or after 2200")


def region(value: Any, field: str) -> None:
    text(value, field)
    try:
        public_holidays(value)
    except (NotImplementedError, KeyError, ValueError) as unknown:
        raise Refused(field, "a holiday region that isn't known") from unknown


def whole(least: int, most: int | None = None) -> Check:
    def check(value: Any, field: str) -> None:
        need(isinstance(value, int) and not isinstance(value, bool), field, "a whole number")
        need(least <= value and (most is None or value <= most), field, "out of bounds")

    return check


def number(right: Callable[[Fraction], bool]) -> Check:
    def check(value: Any, field: str) -> None:
        given = isinstance(value, (int, float, str)) and not isinstance(value, bool)
        need(given and bool(NUMBER.fullmatch(str(value))), field, "expected a number")
        need(right(mg(value)), field, "out of bounds")

    return check


def one_of(*known: Any) -> Check:
    def check(value: Any, field: str) -> None:
        need(any(value == each and type(value) is type(each) for each in known), field, "unknown")

    return check


def or_null(other: Check) -> Check:
    def check(value: Any, field: str) -> None:
        if value is not None:
            other(value, field)

    return check


def listed(each: Check, least: int = 0, most: int | None = None, once: bool = False) -> Check:
    def check(value: Any, field: str) -> None:
        need(isinstance(value, list), field, "expected a list")
        need(len(value) >= least and (most is None or len(value) <= most), field, "its length")
        for place, entry in enumerate(value):
            each(entry, f"{field}[{place}]")
        need(not once or len(set(value)) == len(value), field, "doubled")

    return check


def record(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    def check(value: Any, field: str) -> None:
        need(isinstance(value, dict), field, "expected an object")
        for name, entry in value.items():
            need(name in required or name in optional, f"{field}.{name}", "an unknown field")
            ({**optional, **required})[name](entry, f"{field}.{name}")
        for name in required:
            need(name in value, f"{field}.{name}", "missing")

    return check


def every(value: Any, field: str) -> None:
    need(isinstance(value, dict) and len(value) == 1, field, "expected one unit")
    record({}, {unit: whole(1) for unit in ("days", "weeks", "months")})(value, field)


def pace_row(value: Any, field: str) -> None:
    cuts: dict[str, Check] = {"cut_mg": above_0, "cut_percent": percent}
    cuts["cut_percent_of_start"] = percent
    record({"above_mg": not_negative, "every": every}, cuts)(value, field)
    need(sum(cut in value for cut in CUTS) == 1, field, "expected one kind of cut")


def taper(value: Any, field: str) -> None:
    need(isinstance(value, dict), field, "expected an object")
    one_of(*TAPERS)(value.get("method"), f"{field}.method")
    TAPERS[value["method"]](value, field)


def pause(value: Any, field: str) -> None:
    record({"from": day, "to": day}, {"reason": text})(value, field)
    need(value["from"] <= value["to"], field, "ends before it begins")


above_0 = number(lambda given: given > 0)
not_negative = number(lambda given: given >= 0)
percent = number(lambda given: 0 < given < 100)
dose = number(lambda given: 0 <= given <= 1000)

# The fields of each object

_TO_A_TARGET: dict[str, Check] = {
    "target_mg": not_negative,
    "lowest_mg": or_null(number(lambda given: 0 < given <= 1000)),
}
TAPERS: dict[str, Check] = {
    "pace": record({"method": text, "pace": listed(pace_row, 1)}, _TO_A_TARGET),
    "finish-by": record(
        {"method": text, "by": day, "every": every, "shape": one_of("equal-mg", "equal-percent")},
        _TO_A_TARGET,
    ),
    "custom": record(
        {
            "method": text,
            "steps": listed(record({"mg": listed(dose), "every": every}, {}), 1),
            "then": one_of("stop", "stay"),
        },
        {},
    ),
}
REVISION = record(
    {"from": day},
    {
        "kind": one_of(*KINDS),
        "regimen": or_null(listed(dose)),
        "hold_days": whole(1, 3650),
        "taper": or_null(taper),
        "taken": flag,
        "reason": text,
    },
)
PATIENT = record(
    {},
    {
        **dict.fromkeys(("name", "name_latin", "identifier", "reason", "notes"), text),
        "birth_date": or_null(day),
        "taken_months": or_null(whole(0)),
        "risks": or_null(listed(one_of(*RISKS))),
        "spasm_limit": or_null(whole(0, 10)),
    },
)
PRESCRIBER = ("name", "clinic", "phone", "hours", "out_of_hours", "emergency")
DATES = record(
    {},
    {
        "change_on": listed(one_of(*WEEKDAYS), 1, once=True),
        "holidays": or_null(region),
        "pauses": listed(pause),
    },
)
PLAN = record(
    {
        "format": one_of("taper-plan"),
        "version": one_of(1),
        "regimen": listed(record({"name": text, "time": clock, "mg": dose}, {}), 1, 6),
        "start": start_day,
        "taper": taper,
    },
    {
        "id": or_null(text),
        "patient": PATIENT,
        "prescriber": record({}, dict.fromkeys(PRESCRIBER, text)),
        "medicine": one_of("baclofen"),
        "country": or_null(one_of(*COUNTRIES)),
        "products": listed(one_of(*PRODUCTS), 1, once=True),
        "halves": flag,
        "regimen_confirmed": or_null(day),
        "hold_days": whole(0, 3650),
        "sharing": record(
            {},
            {
                "rule": one_of("proportional", "balanced", "one-at-a-time"),
                "keep_highest": listed(text, once=True),
            },
        ),
        "dates": DATES,
        "reviews": listed(record({"on": day}, {"time": or_null(clock), "note": text})),
        "review_every": or_null(every),
        "at_home": listed(record({"product": one_of(*PRODUCTS), "amount": not_negative}, {})),
        "fill_days": or_null(whole(1, 3650)),
        "packs": flag,
        "go_back_allowed": flag,
        "reserve_days": whole(0, 28),
        "revisions": listed(REVISION),
        "considered": listed(record({"rule": text, "of": text}, {})),
        "overrides": listed(record({"rule": text, "reason": text}, {"of": text})),
        "supersedes": or_null(lambda value, field: None),
        "approval": or_null(lambda value, field: None),
    },
)


# What fields must be to one another


def _check_dose_times(plan: Json) -> None:
    names = [entry["name"] for entry in plan["regimen"]]
    hours = [entry["time"] for entry in plan["regimen"]]
    need(len(set(names)) == len(names), "regimen", "the same name twice")
    after_midnight = len(hours) > 1 and hours[-1] < hours[0]
    of_the_day = hours[:-1] if after_midnight else hours
    need(all(a < b for a, b in pairwise(of_the_day)), "regimen", "times that don't rise")
    keep = plan.get("sharing", {}).get("keep_highest", names)
    need(sorted(keep) == sorted(names), "sharing.keep_highest", "not each dose time once")


def _check_tapers(plan: Json) -> None:
    count = len(plan["regimen"])
    revisions = plan.get("revisions", [])
    for index, revision in enumerate(revisions):
        given = revision.get("regimen")
        right = given is None or len(given) == count
        need(right, f"revisions[{index}].regimen", "not one dose for each dose time")
    for rules in [plan["taper"], *(revision.get("taper") for revision in revisions)]:
        if rules is not None and rules["method"] == "pace":
            _check_rows(rules)
        for step in (rules or {}).get("steps", []):
            need(len(step["mg"]) == count, "steps", "not one dose for each dose time")


def _check_rows(rules: Json) -> None:
    bounds = [mg(row["above_mg"]) for row in rules["pace"]]
    need(all(higher > lower for higher, lower in pairwise(bounds)), "pace", "don't fall")
    need(bounds[-1] <= mg(rules.get("target_mg", "0")), "pace", "end above the target")
