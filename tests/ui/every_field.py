"""Plans in which any field may hold anything that it can hold, for what must lose none of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from planner.documents import plan_document, plan_from
from planner.plan import Plan
from planner.terms import COUNTRIES, KINDS, RISKS
from tests.planning import BACLOFEN, MEDICINES
from tests.random_schedules import scheduled
from tests.ui.conftest import TODAY

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
COUNTS = st.integers(0, 10**20)
AMOUNTS = st.decimals(0, 1_000_000, allow_nan=False, places=6).map(lambda mg: format(mg, "f"))
EVERY = st.builds(
    lambda unit, count: {unit: count},
    st.sampled_from(["days", "weeks", "months"]),
    st.integers(1, 500),
)
DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
MOMENTS = st.datetimes().map(lambda at: at.isoformat() + "+00:00")
APPROVALS = st.fixed_dictionaries(
    {
        "by": WORDS,
        "role": WORDS,
        "at": MOMENTS,
        "number": st.integers(1, 9),
        "digest": DIGESTS,
        "schedule_digest": DIGESTS,
    }
)


def _record(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


PATIENTS = _record(
    name=WORDS,
    name_latin=WORDS,
    identifier=WORDS,
    birth_date=st.none() | st.dates(date(1, 1, 1), TODAY).map(date.isoformat),
    taken_months=st.none() | COUNTS,
    risks=st.none() | st.lists(st.sampled_from(RISKS), unique=True),
    reason=WORDS,
    notes=WORDS,
    spasm_limit=st.none() | st.integers(0, 10),
)
PRESCRIBERS = _record(
    name=WORDS, clinic=WORDS, phone=WORDS, hours=WORDS, out_of_hours=WORDS, emergency=WORDS
)
SUPERSEDED = _record(
    number=st.integers(1, 9),
    approval=APPROVALS,
    steps=st.lists(_record(start=DAYS, mg=st.lists(AMOUNTS, max_size=3)), max_size=2),
    stops_on=st.none() | DAYS,
    reviews=st.lists(DAYS, max_size=2),
)
RULES = st.sampled_from(["big-cut", "too-short", "gone-by-now"])
NO_DOSE_FOLLOWS = _record(
    id=st.none() | st.uuids().map(str),
    patient=PATIENTS,
    prescriber=PRESCRIBERS,
    country=st.none() | st.sampled_from(COUNTRIES),
    regimen_confirmed=st.none() | DAYS,
    reviews=st.lists(_record(on=DAYS, time=st.none() | TIMES, note=WORDS), max_size=3),
    review_every=st.none() | EVERY,
    at_home=st.lists(
        _record(product=st.sampled_from([p.id for p in BACLOFEN.products]), amount=AMOUNTS),
        max_size=3,
        unique_by=lambda home: home["product"],
    ),
    packs=st.booleans(),
    go_back_allowed=st.booleans(),
    reserve_days=st.integers(0, 28),
    considered=st.lists(_record(rule=RULES, of=DIGESTS), max_size=2),
    overrides=st.lists(_record(rule=RULES, of=DIGESTS, reason=WORDS), max_size=2),
    supersedes=st.none() | SUPERSEDED,
    approval=st.none() | APPROVALS,
)
LONG_AGO = st.builds(
    lambda last, days, reason: {
        "from": (last - timedelta(days=days)).isoformat(),
        "to": last.isoformat(),
        "reason": reason,
    },
    st.dates(date(1000, 1, 1), date(1990, 1, 1)),
    st.integers(0, 30),
    WORDS,
)
"""Pauses that move nothing."""


@st.composite
def any_plans(draw: Any) -> Plan:
    """A valid plan, any of its fields filled in."""
    plan, _ = draw(scheduled())
    document = {**plan_document(plan), **draw(NO_DOSE_FOLLOWS)}
    for part in (document["taper"], *(r["taper"] for r in document["revisions"])):
        if part and "target_mg" in part:
            part["lowest_mg"] = draw(st.sampled_from([None, "5", "2.5", "10", "0.125"]))
    for revision in document["revisions"]:
        revision["kind"] = draw(st.sampled_from(KINDS))
        revision["reason"] = draw(WORDS)
    names = draw(st.lists(WORDS.filter(str.strip), min_size=6, max_size=6, unique=True))
    renamed = {row["name"]: name for row, name in zip(document["regimen"], names, strict=False)}
    for row in document["regimen"]:
        row["name"] = renamed[row["name"]]
    order = document["sharing"]["keep_highest"]
    document["sharing"]["keep_highest"] = [renamed[name] for name in order]
    if len(document["regimen"]) > 1 and draw(st.booleans()):
        document["regimen"][-1]["time"] = "00:30"
    if not document["dates"]["pauses"]:
        document["dates"]["pauses"] = draw(st.lists(LONG_AGO, max_size=2))
    return plan_from(document, MEDICINES)
