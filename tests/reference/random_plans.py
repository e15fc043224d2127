"""Which plans might somebody write? Random ones over all the contract's features, for hypothesis.

Most are valid: doses are drawn from what the products can make, and a revision is drawn by looking
at the slow schedule that the plan has so far. A few are refused on purpose. Daily doses stay small
enough for the slow reading to enumerate.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from .amounts import Json, Refused, later
from .brute_force import schedule
from .dates import WEEKDAYS
from .products import PRODUCTS, Pharmacy
from .random_doses import Draw, one_in, regimens, written
from .random_faults import FAULTS
from .random_revisions import revisions
from .random_tapers import intervals, tapers

TIMES = {
    1: [("Bedtime", "22:00")],
    2: [("Morning", "08:00"), ("Bedtime", "22:00")],
    3: [("Morning", "07:00"), ("Afternoon", "15:00"), ("Bedtime", "23:00")],
    4: [("Morning", "06:00"), ("Noon", "12:00"), ("Evening", "18:00"), ("Night", "23:30")],
    5: list(zip("ABCDE", ("06:00", "10:00", "14:00", "18:00", "22:00"), strict=True)),
    6: list(zip("ABCDEF", ("05:00", "08:00", "11:00", "14:00", "18:00", "23:00"), strict=True)),
}
AFTER_MIDNIGHT = ["00:00", "00:30", "02:15"]
STARTS = [
    *("2024-02-29", "2028-02-29", "2027-01-31", "2027-02-28", "2026-12-31", "2026-10-30"),
    *("2026-12-01", "2026-12-24", "2027-08-31", "1999-12-31"),
]
LATE_IN_THE_MONTH = ["2027-01-29", "2028-01-30", "2027-01-31", "2026-08-31", "2026-12-30"]
REGIONS = [None, None, "US", "GB-ENG", "DE"]
ODD_MIXES = [
    *(["tablet-15mg", "tablet-25mg"], ["tablet-25mg", "granules-20mg"]),
    *(["tablet-5mg", "tablet-25mg"], ["tablet-15mg", "tablet-40mg"]),
    *(["tablet-20mg", "tablet-25mg"], ["tablet-25mg", "tablet-40mg"]),
    *(["tablet-5mg", "tablet-15mg", "tablet-25mg"], ["tablet-15mg", "tablet-20mg"]),
    *(["tablet-15mg", "tablet-25mg", "granules-20mg"], ["tablet-25mg", "solution-2mg-per-ml"]),
]
"""Products with gaps between what they can make: there a careless cut loses the target."""


@st.composite
def plans(draw: Draw) -> Json:
    """A plan as plain JSON, all features mixed, with up to three changes on the way."""
    plan: Json = draw(first_plans())
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2, 3]))):
        try:
            so_far = schedule(plan)
        except Refused:
            break
        plan = {**plan, "revisions": plan.get("revisions", []) + draw(revisions(plan, so_far))}
    if draw(one_in(15)):
        plan = FAULTS[draw(st.sampled_from(sorted(FAULTS)))](plan)
    return plan


@st.composite
def first_plans(draw: Draw) -> Json:
    """A plan without revisions; fields that have a default are left out now and then."""
    products, odd = draw(mixes())
    halves = draw(st.booleans())
    pharmacy = Pharmacy.of({"products": products, "halves": halves})
    times = draw(dose_times())
    regimen = draw(regimens(pharmacy, len(times)))
    start = draw(starts())
    plan: Json = {
        "format": "taper-plan",
        "version": 1,
        "products": products,
        "halves": halves,
        "regimen": [
            {"name": name, "time": time, "mg": mg}
            for (name, time), mg in zip(times, written(regimen), strict=True)
        ],
        "start": start.isoformat(),
        "hold_days": draw(st.sampled_from([0, 0, 0, 1, 3, 14, 30])),
        "taper": draw(tapers(regimen, pharmacy, start, above_0=odd)),
        "sharing": draw(sharings([name for name, _ in times])),
        "dates": draw(calendars(start)),
        **draw(supplies(products)),
        **draw(visits(start)),
    }
    found: Json = draw(_with_gaps(plan))
    return found


@st.composite
def _with_gaps(draw: Draw, plan: Json) -> Json:
    """Leaves out some fields, where the default says the same or is as good."""
    optional = ["hold_days", "sharing", "dates", "fill_days", "at_home", "reviews", "review_every"]
    optional += ["go_back_allowed", "reserve_days"]
    if plan["products"] == ["tablet-10mg"]:
        optional.append("products")
    if plan["halves"]:
        optional.append("halves")
    absent = [field for field in optional if draw(one_in(6))]
    return {field: value for field, value in plan.items() if field not in absent}


@st.composite
def mixes(draw: Draw) -> tuple[list[str], bool]:
    """Products, and whether they are an odd mix that wants a target above 0."""
    kind = draw(st.sampled_from(["usual", "odd", "odd", "any", "any"]))
    if kind == "usual":
        return ["tablet-10mg"], False
    if kind == "odd":
        return draw(st.sampled_from(ODD_MIXES)), not draw(one_in(3))
    some = st.lists(st.sampled_from(sorted(PRODUCTS)), min_size=1, max_size=3, unique=True)
    return draw(some), False


@st.composite
def dose_times(draw: Draw) -> list[tuple[str, str]]:
    """One to six, mostly three; the last may lie after midnight."""
    times = TIMES[draw(st.sampled_from([1, 2, 2, 3, 3, 3, 3, 4, 5, 6]))]
    if len(times) > 1 and draw(one_in(4)):
        times = [*times[:-1], (times[-1][0], draw(st.sampled_from(AFTER_MIDNIGHT)))]
    return times


# Sharing, dates, supply and reviews


@st.composite
def sharings(draw: Draw, names: list[str]) -> Json:
    rules = ["proportional", "proportional", "balanced", "one-at-a-time"]
    sharing = {
        "rule": draw(st.sampled_from(rules)),
        "keep_highest": draw(st.permutations(names)),
    }
    return {field: value for field, value in sharing.items() if not draw(one_in(5))}


def starts() -> st.SearchStrategy[date]:
    return st.one_of(
        st.sampled_from([date.fromisoformat(text) for text in STARTS]),
        st.sampled_from([date.fromisoformat(text) for text in LATE_IN_THE_MONTH]),
        st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    )


@st.composite
def calendars(draw: Draw, start: date) -> Json:
    """Weekdays, holidays and pauses; one in many leaves no allowed day within a year."""
    some_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)
    pauses = draw(st.lists(_pauses(start, 40), max_size=2))
    if draw(one_in(80)):
        pauses.append(draw(_pauses(start, 500)))
    calendar = {
        "change_on": draw(st.one_of(st.just(list(WEEKDAYS)), some_days)),
        "holidays": draw(st.sampled_from(REGIONS)),
        "pauses": pauses,
    }
    return {field: value for field, value in calendar.items() if not draw(one_in(5))}


@st.composite
def _pauses(draw: Draw, start: date, longest: int) -> Json:
    first = later(start, draw(st.integers(-5, 120)))
    last = later(first, draw(st.integers(longest // 2 if longest > 365 else 0, longest)))
    return {"from": first.isoformat(), "to": last.isoformat(), "reason": ""}


@st.composite
def supplies(draw: Draw, products: list[str]) -> Json:
    """What is at home (of another product too), fills, and a reserve for going back."""
    known = [*products, *products, "tablet-10mg", "solution-2mg-per-ml"]
    at_home = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
    amounts = st.sampled_from(["0", "0.5", "10", "30", "56", "100.5", "2000"])
    return {
        "at_home": [{"product": product, "amount": draw(amounts)} for product in at_home],
        "fill_days": draw(st.sampled_from([None, None, 28, 30, 14, 7])),
        "go_back_allowed": draw(st.sampled_from([True, True, False])),
        "reserve_days": draw(st.sampled_from([0, 3, 7, 14, 28])),
    }


@st.composite
def visits(draw: Draw, start: date) -> Json:
    """Reviews on given days, and at an interval."""
    days = draw(st.lists(st.integers(-3, 120), max_size=2, unique=True))
    return {
        "reviews": [{"on": later(start, day).isoformat()} for day in days],
        "review_every": draw(st.one_of(st.none(), intervals(), st.just({"days": 2}))),
    }
