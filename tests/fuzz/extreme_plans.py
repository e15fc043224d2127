"""Plans at the bounds of what the contract allows, and past them, drawn from a random generator.

`extreme` ones are mostly valid and as much work as can be; in `broken` ones some fields are junk;
`garbled` ones are no longer JSON as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from planner.amounts import written
from planner.tablets import Tablets
from planner.terms import WEEKDAYS
from tests.planning import BACLOFEN

Json = dict[str, Any]

STARTS = ["1900-01-01", "2026-12-07", "2028-02-29", "2200-12-31", "0001-01-01", "9999-12-31"]
DOSES = ["1000", "997.5", "500", "60", "12.5", "0.5", "0", "1000.5"]
CUTS = ["0.0000000001", "0.1", "0.5", "1", "6", "7", "100", "5999.5", "1e20"]
PERCENTS = ["0.01", "0.7", "1.1", "10", "50", "99.999999999"]
EVERY: list[dict[str, Any]] = [
    *({"days": 1}, {"days": 3}, {"weeks": 1}, {"months": 1}, {"days": 3650}, {"months": 120}),
    *({"months": 10**12}, {"days": 10**18}, {"weeks": 10**300}),
]
REGIONS = [None, None, None, "US", "GB-ENG", "DE-BY", "IL", "CN", "IR", "IN", "XX", "utils"]
JUNK: list[Any] = [
    *(None, True, -1, 0, 1.5, 10**30, 10**1000, "", " ", "abc", "½", "NaN", "-Infinity", "1e999"),
    *(
        "9" * 100_000,
        "a" * 100_000,
        "two\nlines",
        "\x00",
        "\u2028",
        "😀",
        "2026-02-30",
        "0001-01-01",
    ),
    *([], {}, [[]], [None] * 1000, {"a": {"b": []}}, ["mon"] * 10_000, ["tablet-10mg"] * 10_000),
]


def extreme(rng: Random) -> Json:
    """A plan with everything about it as large, small, long or many as it may be."""
    products = rng.sample(sorted(BACLOFEN.by_id), rng.choice([1, 1, 2, 3, 10]))
    halves = rng.random() < 0.7
    doses = _doses(rng, _tablets(products, halves), rng.choice([1, 2, 3, 6]))
    start = rng.choice(STARTS[:4]) if rng.random() < 0.95 else rng.choice(STARTS)
    return {
        "format": "taper-plan",
        "version": 1,
        "products": products,
        "halves": halves,
        "regimen": [
            {"name": f"Dose {place}", "time": f"{place * 3:02}:00", "mg": mg}
            for place, mg in enumerate(doses)
        ],
        "start": start,
        "hold_days": rng.choice([0, 0, 1, 3650]),
        "taper": _taper(rng, doses, start),
        "sharing": {"rule": rng.choice(["balanced", "one-at-a-time"])},
        "dates": _dates(rng, start),
        "fill_days": rng.choice([None, 1, 1, 28, 3650]),
        "revisions": _revisions(rng, doses, start),
    }


def broken(rng: Random) -> Json:
    """A plan in which a few fields, at any depth, are replaced, doubled or left out."""
    plan = extreme(rng)
    plan["revisions"] = plan["revisions"][:3]
    for _ in range(rng.choice([1, 1, 2, 5])):
        part: Any = plan
        while part:
            place = rng.choice(list(part) if isinstance(part, dict) else range(len(part)))
            if isinstance(part[place], dict | list) and part[place] and rng.random() < 0.8:
                part = part[place]
                continue
            if rng.random() < 0.2:
                del part[place]
            elif rng.random() < 0.2 and isinstance(part, dict):
                part[rng.choice(["", "a\nb", "x" * 10_000, "regimen"])] = 1
            else:
                part[place] = deepcopy(rng.choice(JUNK))
            break
    return plan


def garbled(rng: Random) -> bytes:
    """A plan's file cut short, with bytes changed, or with parts of it over and over."""
    content = bytearray(json.dumps(broken(rng)).encode())
    for _ in range(rng.randrange(1, 8)):
        place = rng.randrange(len(content) + 1)
        change = rng.choice(["cut", "byte", "repeat"])
        if change == "cut" and rng.random() < 0.3:
            del content[place:]
        elif change == "byte" and place < len(content):
            content[place] = rng.choice([*b'{}[]":,0-e\\', 0, 0xFF, 0xC3])
        else:
            content[place:place] = content[place : place + 20] * rng.choice([1, 100, 5_000])
    return bytes(content)


KINDS: tuple[Callable[[Random], Json | bytes], ...] = (extreme, extreme, broken, garbled)


def _tablets(products: list[str], halves: bool) -> Tablets:
    chosen = [product for product in BACLOFEN.strongest_first if product.id in products]
    return Tablets(chosen, halves, Decimal(1000))


def _doses(rng: Random, tablets: Tablets, count: int) -> list[str]:
    """Doses that can be made, but for one in a hundred."""
    wanted = [Decimal(rng.choice(DOSES[:6])) for _ in range(count)]
    if rng.random() < 0.05:
        return [rng.choice(DOSES) for _ in range(count)]
    return [written(tablets.nearest(mg)[0]) for mg in wanted]


def _taper(rng: Random, doses: list[str], start: str) -> Json:
    """A taper of about so many changes, as often as ten years allow; some go past the bounds."""
    changes = rng.choice([1, 3, 50, 500, 990, 1000, 1001])
    often = {"days": rng.choice([1, max(3650 // changes, 1)])}
    every = often if rng.random() < 0.9 else rng.choice(EVERY)
    kind = rng.choice(["pace", "pace", "pace", "finish-by", "custom"])
    if kind == "finish-by":
        days = rng.choice([0, 30, 300, 999, 3650, 4000])
        by = str(date.fromisoformat(start) + timedelta(days=days)) if start < "9" else start
        return {
            "method": kind,
            "target_mg": rng.choice(["0", "0", doses[0]]),
            "by": by if rng.random() < 0.9 else "9999-12-31",
            "every": every,
            "shape": rng.choice(["equal-mg", "equal-percent"]),
        }
    if kind == "custom":
        steps = range(changes, 0, -1)
        return {
            "method": kind,
            "steps": [{"mg": [_most(n, mg) for mg in doses], "every": every} for n in steps],
            "then": rng.choice(["stop", "stay"]),
        }
    bounds = sorted({rng.randrange(1, 6000) for _ in range(rng.choice([0, 0, 1, 200]))})[::-1]
    cut = sum(map(Decimal, doses)) / changes
    return {
        "method": kind,
        "target_mg": rng.choice(["0", "0", "0", doses[-1]]),
        "pace": [_row(rng, str(bound), str(round(cut, 9) or 1), every) for bound in [*bounds, 0]],
    }


def _row(rng: Random, above_mg: str, cut: str, every: Json) -> Json:
    if rng.random() < 0.1:
        return {"above_mg": above_mg, "cut_mg": rng.choice(CUTS), "every": rng.choice(EVERY)}
    kind = rng.choice(["cut_mg", "cut_mg", "cut_percent", "cut_percent_of_start"])
    return {
        "above_mg": above_mg,
        kind: cut if kind == "cut_mg" else rng.choice(PERCENTS),
        "every": every,
    }


def _most(steps_left: int, mg: str) -> str:
    return written(min(Decimal(mg), Decimal(steps_left) / 2))


def _dates(rng: Random, start: str) -> Json:
    first = date.fromisoformat(start) if start < "9" else date(9000, 1, 1)
    pauses = []
    for place in range(rng.choice([0, 0, 0, 2, 5000])):
        day = first + timedelta(days=place * 2)
        length = rng.choice([0, 0, 0, 1, 40, 300])
        pauses.append({"from": str(day), "to": str(day + timedelta(days=length)), "reason": "r"})
    rng.shuffle(pauses)
    weekdays = rng.sample(WEEKDAYS, rng.choice([1, 2, 7, 7]))
    return {"change_on": weekdays, "holidays": rng.choice(REGIONS), "pauses": pauses}


def _revisions(rng: Random, doses: list[str], start: str) -> list[Json]:
    count = rng.choice([0, 0, 0, 1, 3, 30, 1000])
    day = date.fromisoformat(start) if start < "22" else date(2200, 12, 31)
    revisions = []
    for _ in range(count):
        day += timedelta(days=rng.choice([1, 1, 7, 30, 36_000 if count < 4 else 1]))
        taper = _taper(rng, doses, str(day)) if rng.random() < 0.3 else None
        regimen = doses if rng.random() < 0.5 else None
        hold = rng.choice([1, 7, 3650])
        revisions.append({"from": str(day), "regimen": regimen, "hold_days": hold, "taper": taper})
    return revisions
