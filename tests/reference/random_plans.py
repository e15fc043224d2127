"""Which plans might somebody write? Random ones over all the contract's features, for hypothesis.

Most are valid: doses are drawn from what the products can make, and a revision is drawn by looking
at the slow schedule that the plan has so far. A few are refused on purpose. Daily doses stay small
enough for the slow reading to enumerate.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from .brute_force import PRODUCTS, WEEKDAYS, Json, Pharmacy, Refused, dispensable, exact, schedule

Draw = Any
Doses = list[int]  # micrograms

MOST_VALUES = {1: 40, 2: 24, 3: 11, 4: 6}  # dispensable doses a dose time, by number of dose times
HIGHEST_DOSE = 100_000
TIMES = {
    1: [("Bedtime", "22:00")],
    2: [("Morning", "08:00"), ("Bedtime", "22:00")],
    3: [("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00")],
    4: [("Morning", "06:00"), ("Noon", "12:00"), ("Evening", "18:00"), ("Night", "23:30")],
}
STARTS = [
    *("2024-02-29", "2028-02-29", "2027-01-31", "2027-02-28", "2026-12-31", "2026-10-30"),
    *("2026-12-01", "2026-12-24", "2027-08-31", "1999-12-31"),
]
REGIONS = [None, None, "US", "GB-ENG", "DE"]
REASONS = ["", "spasms came back", "infection"]
CUTS_MG = ["0.25", "0.5", "1", "1.25", "2", "2.5", "3.3", "5", "7.5", "10", "15", "20"]
PERCENTS = ["5", "10", "12.5", "20", "25", "33.3", "50", "75"]


@st.composite
def plans(draw: Draw) -> Json:
    """A plan as plain JSON, all features mixed, up to three revisions."""
    plan = draw(first_plans())
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3]))):
        try:
            so_far = schedule(plan)
        except Refused:
            break
        revision = draw(revisions(plan, so_far))
        plan = {**plan, "revisions": [*plan.get("revisions", []), revision]}
    return plan


@st.composite
def first_plans(draw: Draw) -> Json:
    """A plan without revisions; fields that have a default are left out now and then."""
    products = draw(
        st.lists(st.sampled_from(sorted(PRODUCTS)), min_size=1, max_size=3, unique=True)
    )
    if draw(_one_in(4)):
        products = ["tablet-10mg"]
    halves = draw(st.booleans())
    pharmacy = Pharmacy.of({"products": products, "halves": halves})
    times = TIMES[draw(st.sampled_from([1, 2, 3, 3, 3, 4]))]
    regimen = draw(regimens(pharmacy, len(times)))
    start = draw(starts())
    plan: Json = {
        "format": "taper-plan",
        "version": 1,
        "products": products,
        "halves": halves,
        "regimen": [
            {"name": name, "time": time, "mg": _mg(dose)}
            for (name, time), dose in zip(times, regimen, strict=True)
        ],
        "start": start.isoformat(),
        "hold_days": draw(st.sampled_from([0, 0, 0, 1, 3, 14, 30])),
        "taper": draw(tapers(regimen, pharmacy, start)),
        "sharing": draw(sharings([name for name, _ in times])),
        "dates": draw(calendars(start)),
        "fill_days": draw(st.sampled_from([None, None, 28, 30, 7, 1])),
    }
    return draw(_with_gaps(plan))


@st.composite
def _with_gaps(draw: Draw, plan: Json) -> Json:
    """Leaves out some fields, where the default says the same or is as good."""
    optional = ["hold_days", "sharing", "dates", "fill_days"]
    if plan["products"] == ["tablet-10mg"]:
        optional.append("products")
    if plan["halves"]:
        optional.append("halves")
    absent = [field for field in optional if draw(_one_in(4))]
    return {field: value for field, value in plan.items() if field not in absent}


# Doses


@st.composite
def regimens(draw: Draw, pharmacy: Pharmacy, count: int) -> Doses:
    """Doses that the products can make, not all 0, few enough below them to enumerate."""
    values = dispensable(pharmacy, HIGHEST_DOSE)[: MOST_VALUES[count]]
    regimen = [draw(st.sampled_from(values[len(values) // 3 :])) for _ in range(count)]
    if draw(_one_in(3)):
        regimen = [regimen[0]] * count
    if count > 1 and draw(_one_in(8)):
        regimen[draw(st.integers(0, count - 2))] = 0
    return regimen if any(regimen) else [values[-1]] * count


@st.composite
def lower_doses(draw: Draw, before: Doses, pharmacy: Pharmacy) -> Doses:
    """Doses none above what they were; may be the same, may be all 0."""
    return [draw(st.sampled_from(dispensable(pharmacy, dose))) for dose in before]


@st.composite
def targets(draw: Draw, before: Doses, pharmacy: Pharmacy) -> str:
    """Mostly 0; else the sum of lower doses; now and then one that can't be reached."""
    if draw(_one_in(60)):
        return draw(st.sampled_from(["0.3", "1.7", _mg(sum(before) + 5000)]))
    if not draw(_one_in(3)):
        return "0"
    return _mg(sum(draw(lower_doses(before, pharmacy))))


# Tapers


def tapers(before: Doses, pharmacy: Pharmacy, start: date) -> st.SearchStrategy[Json]:
    """A taper of any method from these doses, beginning about this day."""
    return st.one_of(
        pace_tapers(before, pharmacy),
        pace_tapers(before, pharmacy),
        finish_by_tapers(before, pharmacy, start),
        custom_tapers(before, pharmacy),
    )


def intervals() -> st.SearchStrategy[Json]:
    return st.one_of(
        st.builds(lambda count: {"weeks": count}, st.integers(1, 4)),
        st.builds(lambda count: {"days": count}, st.sampled_from([1, 3, 7, 10, 31])),
        st.builds(lambda count: {"months": count}, st.integers(1, 2)),
    )


@st.composite
def pace_tapers(draw: Draw, before: Doses, pharmacy: Pharmacy) -> Json:
    target = draw(targets(before, pharmacy))
    daily_dose = Fraction(sum(before), 1000)
    bounds = {daily_dose * share / 12 for share in draw(st.sets(st.integers(1, 11), max_size=2))}
    above = [exact(round(bound, 1)) for bound in sorted(bounds, reverse=True)]
    above = [bound for bound in dict.fromkeys(above) if Fraction(bound) > Fraction(target)]
    last = draw(st.sampled_from(["0", target]))
    return {
        "method": "pace",
        "target_mg": target,
        "pace": [draw(pace_rows(bound, daily_dose)) for bound in [*above, last]],
    }


@st.composite
def pace_rows(draw: Draw, above_mg: str, daily_dose: Fraction) -> Json:
    """A row with one of the three kinds of cut; now and then far too small, or all at once."""
    kind = draw(st.sampled_from(["cut_mg", "cut_percent", "cut_percent_of_start"]))
    fit = [cut for cut in CUTS_MG if daily_dose / 20 <= Fraction(cut) <= daily_dose]
    cut = draw(st.sampled_from((fit or ["0.5"]) if kind == "cut_mg" else PERCENTS))
    if draw(_one_in(120)):
        cut = "0.001"
    if draw(_one_in(60)):
        kind, cut = "cut_mg", exact(daily_dose)
    return {"above_mg": above_mg, kind: cut, "every": draw(intervals())}


@st.composite
def finish_by_tapers(draw: Draw, before: Doses, pharmacy: Pharmacy, start: date) -> Json:
    days = draw(st.integers(20, 300)) if not draw(_one_in(25)) else draw(st.integers(-5, 20))
    return {
        "method": "finish-by",
        "target_mg": draw(targets(before, pharmacy)),
        "by": _later(start, days + 45).isoformat(),
        "every": draw(intervals()),
        "shape": draw(st.sampled_from(["equal-mg", "equal-percent"])),
    }


@st.composite
def custom_tapers(draw: Draw, before: Doses, pharmacy: Pharmacy) -> Json:
    """Steps that fall, unless now and then one is kept that doesn't."""
    steps, doses, sloppy = list[Json](), before, draw(_one_in(20))
    for _ in range(draw(st.integers(1, 6))):
        lower = draw(lower_doses(doses, pharmacy))
        if (any(lower) and lower != doses) or sloppy:
            steps.append({"mg": [_mg(dose) for dose in lower], "every": draw(intervals())})
            doses = lower
    if not steps:
        return draw(pace_tapers(before, pharmacy))
    return {"method": "custom", "steps": steps, "then": draw(st.sampled_from(["stop", "stay"]))}


# Sharing and dates


@st.composite
def sharings(draw: Draw, names: list[str]) -> Json:
    sharing = {
        "rule": draw(st.sampled_from(["balanced", "balanced", "one-at-a-time"])),
        "keep_highest": draw(st.permutations(names)),
    }
    return {field: value for field, value in sharing.items() if not draw(_one_in(5))}


def starts() -> st.SearchStrategy[date]:
    return st.one_of(
        st.sampled_from([date.fromisoformat(text) for text in STARTS]),
        st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    )


@st.composite
def calendars(draw: Draw, start: date) -> Json:
    """Weekdays, holidays and pauses; one in many leaves no allowed day within a year."""
    some_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)
    pauses = draw(st.lists(_pauses(start, 40), max_size=2))
    if draw(_one_in(80)):
        pauses.append(draw(_pauses(start, 500)))
    calendar = {
        "change_on": draw(st.one_of(st.just(list(WEEKDAYS)), some_days)),
        "holidays": draw(st.sampled_from(REGIONS)),
        "pauses": pauses,
    }
    return {field: value for field, value in calendar.items() if not draw(_one_in(5))}


@st.composite
def _pauses(draw: Draw, start: date, longest: int) -> Json:
    first = _later(start, draw(st.integers(-5, 120)))
    last = _later(first, draw(st.integers(longest // 2 if longest > 365 else 0, longest)))
    return {"from": first.isoformat(), "to": last.isoformat(), "reason": ""}


# Revisions


@st.composite
def revisions(draw: Draw, plan: Json, so_far: Json) -> Json:
    """A hold, a step back, a raise, a new taper, a stop there and then, or a restart."""
    pharmacy = Pharmacy.of(plan)
    day = draw(_revision_days(plan, so_far))
    stopped = so_far["stops_on"] is not None and day.isoformat() > so_far["stops_on"]
    kinds = ["restart"] if stopped else ["hold", "back", "back-anew", "raise", "anew", "stop"]
    kind = draw(st.sampled_from(kinds)) if not draw(_one_in(60)) else "hold"
    if kind == "stop" and not draw(_one_in(3)):
        kind = "hold"
    before = _doses_on(_later(day, -1), plan, so_far)
    regimen = draw(_revised_regimens(kind, before, plan, so_far, pharmacy))
    taper = None
    if kind in ("restart", "back-anew", "anew") or (kind == "raise" and draw(st.booleans())):
        taper = draw(tapers(regimen or before, pharmacy, day))
    revision = {
        "from": day.isoformat(),
        "regimen": regimen and [_mg(dose) for dose in regimen],
        "hold_days": draw(st.sampled_from([1, 7, 10, 28])),
        "taper": taper,
        "reason": draw(st.sampled_from(REASONS)),
    }
    absent = [field for field in ("hold_days", "reason") if draw(_one_in(4))]
    absent += [field for field in ("regimen", "taper") if revision[field] is None]
    dropped = absent if draw(st.booleans()) else []
    return {field: value for field, value in revision.items() if field not in dropped}


@st.composite
def _revision_days(draw: Draw, plan: Json, so_far: Json) -> date:
    """On or about the first day of a step, on the day of the stop, or after it."""
    earliest = max([plan["start"], *(each["from"] for each in plan.get("revisions", []))])
    marks = [step["start"] for step in so_far["steps"]] + [so_far["stops_on"] or plan["start"]]
    marks = [mark for mark in marks if mark >= earliest] or [earliest]
    day = _later(
        date.fromisoformat(draw(st.sampled_from(marks))),
        draw(st.sampled_from([0, 0, 1, 2, 5, 13])),
    )
    return max(day, _later(date.fromisoformat(earliest), 1))


@st.composite
def _revised_regimens(
    draw: Draw, kind: str, before: Doses, plan: Json, so_far: Json, pharmacy: Pharmacy
) -> Doses | None:
    if kind in ("hold", "anew"):
        return None
    if kind == "stop":
        return [0] * len(before)
    if kind in ("raise", "restart"):
        doses = draw(regimens(pharmacy, len(before)))
        return [max(pair) for pair in zip(before, doses, strict=True)] if kind == "raise" else doses
    earlier = [_micrograms(step["mg"]) for step in so_far["steps"]]
    above = [doses for doses in earlier if sum(doses) >= sum(before)]
    return draw(st.sampled_from(above or [before]))


def _doses_on(day: date, plan: Json, so_far: Json) -> Doses:
    """The doses of a day of the schedule; none after the stop."""
    for step in reversed(so_far["steps"]):
        if step["start"] <= day.isoformat() and (step["end"] or "9999") >= day.isoformat():
            return _micrograms(step["mg"])
    return [0] * len(plan["regimen"])


# Small things


def _one_in(count: int) -> st.SearchStrategy[bool]:
    """True about once in so many; shrinks to False."""
    # Not an end of the range: hypothesis tries those far more often than the others.
    return st.integers(0, count - 1).map(lambda number: number == count // 2)


def _micrograms(doses: list[str]) -> Doses:
    return [int(Fraction(dose) * 1000) for dose in doses]


def _mg(dose: int) -> str:
    return exact(Fraction(dose, 1000))


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)
