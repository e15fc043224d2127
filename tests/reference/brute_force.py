"""Which schedule follows from a plan, by enumeration: every dose, every sharing, every way to take.

This is an independent reading of section 2 of the contract ("How a schedule follows from a plan").
It shares no code with the planner, so where the two agree, they agree because of the contract.
It prefers the literal sentence to speed; doses and strengths are whole micrograms, lines fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise
from itertools import product as every_combination
from math import ceil
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta

Json = dict[str, Any]
Micrograms = int
Doses = tuple[Micrograms, ...]
Amounts = dict[str, Fraction]  # tablets, packets or mL by product

TOLERANCE_MG = Fraction(1, 10**9)
MOST_DATES = 1000
LONGEST = relativedelta(years=10)
SEARCH = relativedelta(years=1)
ONE_DAY = timedelta(days=1)
OPEN_STEP_DAYS = 28
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Refused(ValueError):
    """The plan has no schedule: the field that is to blame, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Product:
    """A product of sources.md section 3; strength in micrograms a piece or a mL."""

    id: str
    kind: str
    strength: Micrograms
    scored: bool
    step: Fraction  # the smallest amount without halving: one piece, or the measuring step in mL


_PIECE, _HALF_ML, _TENTH_ML = Fraction(1), Fraction(1, 2), Fraction(1, 10)
PRODUCTS: dict[str, Product] = {
    row.id: row
    for row in (
        Product("tablet-5mg", "tablet", 5_000, False, _PIECE),
        Product("tablet-10mg", "tablet", 10_000, True, _PIECE),
        Product("tablet-20mg", "tablet", 20_000, True, _PIECE),
        Product("tablet-25mg", "tablet", 25_000, True, _PIECE),
        Product("solution-1mg-per-ml", "liquid", 1_000, False, _HALF_ML),
        Product("solution-2mg-per-ml", "liquid", 2_000, False, _HALF_ML),
        Product("suspension-5mg-per-ml", "liquid", 5_000, False, _TENTH_ML),
        Product("granules-5mg", "granules", 5_000, False, _PIECE),
        Product("granules-10mg", "granules", 10_000, False, _PIECE),
        Product("granules-20mg", "granules", 20_000, False, _PIECE),
    )
}
TABLE_ORDER = list(PRODUCTS)


def schedule(plan: Json) -> Json:
    """The schedule that follows from a plan that is valid in shape; raises Refused where none does.

    Amounts and milligrams are strings without trailing zeros, dates ISO; `mg` and `take` come in
    the order of the dose times, and a product of which nothing is taken is left out.
    """
    pharmacy = Pharmacy.of(plan)
    changes = _changes(plan, pharmacy)
    steps = _steps(changes, pharmacy)
    start, last = date.fromisoformat(plan["start"]), changes[-1]
    stops_on = None if any(last.doses) else last.on
    until = _supply_until(steps, stops_on)
    return {
        "steps": [step.as_json() for step in steps],
        "stops_on": stops_on and stops_on.isoformat(),
        "days": None if stops_on is None else (stops_on - start).days,
        "supply_until": until and until.isoformat(),
        "supply": _as_text(_supply(steps, start, until)) if until else {},
        "fills": _fills(steps, start, until, plan.get("fill_days")),
    }


# 2.1 What can be made


@dataclass(frozen=True)
class Pharmacy:
    """The plan's products, strongest first and liquids last, and whether tablets may be halved."""

    products: tuple[Product, ...]
    halves: bool

    @classmethod
    def of(cls, plan: Json) -> Pharmacy:
        ids = plan.get("products", ["tablet-10mg"])
        ranked = sorted((PRODUCTS[id] for id in ids), key=_strongest_first)
        return cls(tuple(ranked), plan.get("halves", True))

    def portion(self, product: Product) -> Fraction:
        """The smallest amount of a product that can be given."""
        return Fraction(1, 2) if product.scored and self.halves else product.step

    def units(self) -> list[Micrograms]:
        return [int(product.strength * self.portion(product)) for product in self.products]

    def smallest(self) -> Fraction:
        """The smallest dose above 0 that the products can make, in mg."""
        return Fraction(min(self.units()), 1000)


def _strongest_first(product: Product) -> tuple[bool, int, bool, int]:
    return (
        product.kind == "liquid",
        -product.strength,
        product.kind == "granules",
        TABLE_ORDER.index(product.id),
    )


@cache
def dispensable(pharmacy: Pharmacy, highest: Micrograms) -> tuple[Micrograms, ...]:
    """All sums of units up to the highest dose, 0 among them."""
    found, newest = {0}, {0}
    while newest:
        sums = {dose + unit for dose in newest for unit in pharmacy.units()}
        newest = {dose for dose in sums if dose <= highest} - found
        found |= newest
    return tuple(sorted(found))


# 2.2 How a dose is taken


@cache
def take(pharmacy: Pharmacy, dose: Micrograms) -> tuple[Fraction, ...]:
    """The amount of each product, in the pharmacy's order, that makes this dose best."""
    return min(
        ways(pharmacy, pharmacy.products, dose), key=lambda way: _worse(pharmacy.products, way)
    )


def ways(
    pharmacy: Pharmacy, products: tuple[Product, ...], dose: Micrograms
) -> Iterator[tuple[Fraction, ...]]:
    """All ways to make a dose from these products."""
    if not products:
        if dose == 0:
            yield ()
        return
    first, rest = products[0], products[1:]
    amount = Fraction(0)
    while first.strength * amount <= dose:
        for others in ways(pharmacy, rest, dose - int(first.strength * amount)):
            yield (amount, *others)
        amount += pharmacy.portion(first)


def _worse(products: tuple[Product, ...], way: tuple[Fraction, ...]) -> tuple[Any, ...]:
    liquids = [
        amount for product, amount in zip(products, way, strict=True) if product.kind == "liquid"
    ]
    solids = [
        amount for product, amount in zip(products, way, strict=True) if product.kind != "liquid"
    ]
    return (
        sum(liquids),
        sum(amount.denominator == 2 for amount in solids),
        sum(ceil(amount) for amount in solids) + sum(amount > 0 for amount in liquids),
        sum(amount > 0 for amount in way),
        tuple(-amount for amount in way),
    )


# 2.3 The dose that follows the line, and 2.4 how it is shared over the dose times


@dataclass(frozen=True)
class Sharing:
    """The rule by which a daily dose is shared, and the places of `keep_highest` in the regimen."""

    rule: str
    keep_highest: tuple[int, ...]

    @classmethod
    def of(cls, plan: Json) -> Sharing:
        sharing = plan.get("sharing", {})
        names = [entry["name"] for entry in plan["regimen"]]
        keep = sharing.get("keep_highest", [names[-1], *names[:-1]])
        return cls(sharing.get("rule", "balanced"), tuple(names.index(name) for name in keep))

    def worse(self, doses: Doses) -> tuple[int, ...]:
        """The sharing with the lowest of these is the one wanted."""
        kept = tuple(-doses[place] for place in self.keep_highest)
        return (max(doses) - min(doses), *kept) if self.rule == "balanced" else kept


@lru_cache(maxsize=64)
def sharings(pharmacy: Pharmacy, before: Doses) -> list[Doses]:
    """All doses that can be reached: each dispensable, none above what it was."""
    return list(every_combination(*(dispensable(pharmacy, dose) for dose in before)))


def follow(pharmacy: Pharmacy, sharing: Sharing, before: Doses, line: Fraction) -> Doses:
    """The doses with the smallest daily dose that can be reached and isn't below the line."""
    least = ceil((line - TOLERANCE_MG) * 1000)
    reached = [doses for doses in sharings(pharmacy, before) if sum(doses) >= least]
    daily_dose = min(map(sum, reached))
    return min((doses for doses in reached if sum(doses) == daily_dose), key=sharing.worse)


# 2.6 Dates


@dataclass(frozen=True)
class Calendar:
    """The days on which a dose may change."""

    change_on: tuple[str, ...]
    region: str | None
    pauses: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, plan: Json) -> Calendar:
        dates = plan.get("dates", {})
        pauses = tuple(
            (date.fromisoformat(pause["from"]), date.fromisoformat(pause["to"]))
            for pause in dates.get("pauses", [])
        )
        return cls(tuple(dates.get("change_on", WEEKDAYS)), dates.get("holidays"), pauses)

    def allows(self, day: date) -> bool:
        return (
            WEEKDAYS[day.weekday()] in self.change_on
            and not (self.region and day in _holidays(self.region))
            and not any(first <= day <= last for first, last in self.pauses)
        )

    def first_allowed(self, earliest: date) -> date:
        """The first allowed day on or after this one."""
        day = earliest
        while day <= earliest + SEARCH:
            if self.allows(day):
                return day
            day += ONE_DAY
        raise Refused("dates", f"no allowed day within a year from {earliest}")


@cache
def _holidays(region: str) -> holidays.HolidayBase:
    country, _, subdivision = region.partition("-")
    return holidays.country_holidays(country, subdiv=subdivision or None, observed=True)


def _every(interval: Json) -> relativedelta:
    return relativedelta(**interval)


def _check_length(dates: list[date], field: str) -> None:
    if len(dates) > MOST_DATES:
        raise Refused(field, "more than 1,000 dates")
    if dates[-1] > dates[0] + LONGEST:
        raise Refused(field, "beyond 10 years")


# 2.5 The line of each method


@dataclass(frozen=True)
class Asked:
    """The daily dose asked for from a date on, in mg; a custom taper also gives the doses."""

    on: date
    line: Fraction
    doses: Doses | None = None


@dataclass(frozen=True)
class Taper:
    """A taper in force, the daily dose with which it came (mg), and its field in the plan."""

    rules: Json
    base: Fraction
    field: str

    @property
    def target(self) -> Fraction:
        return _mg(self.rules.get("target_mg", "0"))


def draw(
    taper: Taper, doses: Doses, earliest: date, calendar: Calendar, pharmacy: Pharmacy
) -> list[Asked]:
    """The whole line of a taper that goes on from these doses, from `earliest` on."""
    method = taper.rules["method"]
    if method == "pace":
        return _pace_line(taper, _daily(doses), earliest, calendar, pharmacy.smallest())
    if method == "finish-by":
        return _finish_by_line(taper, _daily(doses), earliest, calendar, pharmacy.smallest())
    return _custom_line(taper, doses, earliest, calendar, pharmacy)


def _pace_line(
    taper: Taper, daily_dose: Fraction, earliest: date, calendar: Calendar, smallest: Fraction
) -> list[Asked]:
    rows = taper.rules["pace"]
    _check_rows(rows, taper)
    line, asked = daily_dose, list[Asked]()
    while line > taper.target:
        on = calendar.first_allowed(earliest)
        line = _fallen(line, _row_at(rows, line), taper, smallest)
        asked.append(Asked(on, line))
        _check_length([each.on for each in asked], taper.field)
        if line > taper.target:
            earliest = on + _every(_row_at(rows, line)["every"])
    return asked


def _check_rows(rows: list[Json], taper: Taper) -> None:
    bounds = [_mg(row["above_mg"]) for row in rows]
    if any(lower >= higher for higher, lower in pairwise(bounds)):
        raise Refused(f"{taper.field}.pace", "rows that don't fall")
    if bounds[-1] > taper.target:
        raise Refused(f"{taper.field}.pace", "the last row ends above the target")


def _row_at(rows: list[Json], line: Fraction) -> Json:
    return next(row for row in rows if _mg(row["above_mg"]) < line - TOLERANCE_MG)


def _fallen(line: Fraction, row: Json, taper: Taper, smallest: Fraction) -> Fraction:
    """The line after the cut of this row; a line within the tolerance of the target is at it."""
    if "cut_mg" in row:
        lower = line - _mg(row["cut_mg"])
    elif "cut_percent_of_start" in row:
        lower = line - taper.base * _mg(row["cut_percent_of_start"]) / 100
    else:
        lower = line - line * _mg(row["cut_percent"]) / 100
        if taper.target == 0:
            lower = max(lower, smallest) if line > smallest + TOLERANCE_MG else Fraction(0)
    return lower if lower > taper.target + TOLERANCE_MG else taper.target


def _finish_by_line(
    taper: Taper, daily_dose: Fraction, earliest: date, calendar: Calendar, smallest: Fraction
) -> list[Asked]:
    dates = _dates_up_to(taper, earliest, calendar)
    if not dates:
        raise Refused(f"{taper.field}.by", "no date up to it")
    values = {"equal-mg": _equal_mg, "equal-percent": _equal_percent}[taper.rules["shape"]]
    lines = values(daily_dose, taper.target, len(dates), smallest)
    return [Asked(on, line) for on, line in zip(dates, lines, strict=True)]


def _dates_up_to(taper: Taper, earliest: date, calendar: Calendar) -> list[date]:
    by, dates = date.fromisoformat(taper.rules["by"]), list[date]()
    while earliest <= by:
        on = calendar.first_allowed(earliest)
        if on > by:
            break
        dates.append(on)
        _check_length(dates, taper.field)
        earliest = on + _every(taper.rules["every"])
    return dates


def _equal_mg(
    daily_dose: Fraction, target: Fraction, count: int, _smallest: Fraction
) -> list[Fraction]:
    return [daily_dose - (daily_dose - target) * k / count for k in range(1, count + 1)]


def _equal_percent(
    daily_dose: Fraction, target: Fraction, count: int, smallest: Fraction
) -> list[Fraction]:
    if target == 0:
        return [*_same_ratio(daily_dose, smallest, count - 1), Fraction(0)]
    return _same_ratio(daily_dose, target, count)


def _same_ratio(daily_dose: Fraction, lowest: Fraction, count: int) -> list[Fraction]:
    """From the daily dose to exactly the lowest in so many falls by the same ratio."""
    with localcontext(prec=60):
        ratio = _decimal(lowest / daily_dose)
        falls = [ratio ** (Decimal(k) / Decimal(count)) for k in range(1, count)]
    return [daily_dose * Fraction(fall) for fall in falls] + [lowest] * (count > 0)


def _custom_line(
    taper: Taper, doses: Doses, earliest: date, calendar: Calendar, pharmacy: Pharmacy
) -> list[Asked]:
    asked = list[Asked]()
    for number, step in enumerate(taper.rules["steps"]):
        after = _dispensable_doses(step["mg"], f"{taper.field}.steps[{number}].mg", pharmacy)
        _check_custom(doses, after, f"{taper.field}.steps[{number}].mg")
        doses, on = after, calendar.first_allowed(earliest)
        asked.append(Asked(on, _daily(doses), doses))
        _check_length([each.on for each in asked], taper.field)
        earliest = on + _every(step["every"])
    if taper.rules["then"] == "stop":
        nothing = tuple(0 for _ in doses)
        asked.append(Asked(calendar.first_allowed(earliest), Fraction(0), nothing))
        _check_length([each.on for each in asked], taper.field)
    return asked


def _check_custom(before: Doses, after: Doses, field: str) -> None:
    if any(new > old for old, new in zip(before, after, strict=True)):
        raise Refused(field, "a dose rises")
    if after == before:
        raise Refused(field, "nothing changes")
    if not any(after):
        raise Refused(field, "all is 0")


# From the plan and its revisions to the dates on which the doses change


@dataclass(frozen=True)
class Change:
    """From this day on these doses; `own_cut` is what the line itself fell by, None off a line."""

    on: date
    doses: Doses
    line: Fraction
    own_cut: Fraction | None
    revision: int | None


def _changes(plan: Json, pharmacy: Pharmacy) -> list[Change]:
    """The regimen on the first day, then each change; a last one to 0 is the stop."""
    calendar, sharing = Calendar.of(plan), Sharing.of(plan)
    start = date.fromisoformat(plan["start"])
    regimen = _plan_regimen(plan, pharmacy)
    taper = Taper(plan["taper"], _daily(regimen), "taper")
    _check_target(taper, regimen, pharmacy)
    line = draw(taper, regimen, _later(start, plan.get("hold_days", 0)), calendar, pharmacy)
    changes = [
        Change(start, regimen, _daily(regimen), None, None),
        *_follow_line(line, regimen, None, sharing, pharmacy),
    ]
    previous = start
    for index, revision in enumerate(plan.get("revisions", [])):
        day, field = date.fromisoformat(revision["from"]), f"revisions[{index}]"
        if day <= previous:
            raise Refused(f"{field}.from", "not after the start or the revision before")
        previous = day
        doses = _revised_regimen(revision, day, changes, field, pharmacy)
        changes = [change for change in changes if change.on < day]
        changes.append(Change(day, doses, _daily(doses), None, index))
        if not any(doses):
            continue
        taper = _revised_taper(revision, taper, line, day, doses, field, pharmacy)
        line = draw(taper, doses, _later(day, revision.get("hold_days", 7)), calendar, pharmacy)
        changes += _follow_line(line, doses, index, sharing, pharmacy)
    return changes


def _plan_regimen(plan: Json, pharmacy: Pharmacy) -> Doses:
    regimen = _dispensable_doses([entry["mg"] for entry in plan["regimen"]], "regimen", pharmacy)
    if not any(regimen):
        raise Refused("regimen", "all of the doses are 0")
    return regimen


def _dispensable_doses(texts: list[Any], field: str, pharmacy: Pharmacy) -> Doses:
    doses = list[Micrograms]()
    for place, text in enumerate(texts):
        dose = _mg(text) * 1000
        if dose > 1_000_000 or dose not in dispensable(pharmacy, ceil(dose)):
            raise Refused(f"{field}[{place}]", "a dose that the products can't make")
        doses.append(int(dose))
    return tuple(doses)


def _check_target(taper: Taper, doses: Doses, pharmacy: Pharmacy) -> None:
    """The target of a taper that begins with these doses must be reachable from them."""
    target = taper.target * 1000
    if not any(sum(shared) == target for shared in sharings(pharmacy, doses)):
        raise Refused(f"{taper.field}.target_mg", "a target that can't be reached")


def _follow_line(
    line: list[Asked], before: Doses, revision: int | None, sharing: Sharing, pharmacy: Pharmacy
) -> list[Change]:
    changes, line_before = list[Change](), _daily(before)
    for asked in line:
        doses = asked.doses or follow(pharmacy, sharing, before, asked.line)
        if sum(doses) < sum(before):
            own_cut = line_before - asked.line
            changes.append(Change(asked.on, doses, asked.line, own_cut, revision))
            before = doses
        line_before = asked.line
    return changes


def _revised_regimen(
    revision: Json, day: date, changes: list[Change], field: str, pharmacy: Pharmacy
) -> Doses:
    given = revision.get("regimen")
    if given is None:
        doses = [change.doses for change in changes if change.on < day][-1]
    else:
        doses = _dispensable_doses(given, f"{field}.regimen", pharmacy)
    if not any(changes[-1].doses) and day > changes[-1].on:
        if given is None or revision.get("taper") is None:
            raise Refused(field, "after the stop it gives both a regimen and a taper")
        if not any(doses):
            raise Refused(f"{field}.regimen", "already stopped")
    return doses


def _revised_taper(
    revision: Json,
    in_force: Taper,
    line: list[Asked],
    day: date,
    doses: Doses,
    field: str,
    pharmacy: Pharmacy,
) -> Taper:
    """The revision's own taper, or the one in force with the base that it had."""
    if revision.get("taper") is not None:
        taper = Taper(revision["taper"], _daily(doses), f"{field}.taper")
        _check_target(taper, doses, pharmacy)
        return taper
    if _daily(doses) < in_force.target:
        raise Refused(f"{field}.regimen", "below the target in force")
    if in_force.rules["method"] != "custom":
        return in_force
    steps = in_force.rules["steps"]
    to_come = [step for step, asked in zip(steps, line, strict=False) if asked.on >= day]
    return Taper({**in_force.rules, "steps": to_come}, in_force.base, in_force.field)


# 2.7 Steps


@dataclass(frozen=True)
class Step:
    """A run of days with the same doses; a step without end is the last one."""

    number: int
    change: Change
    before: Doses
    end: date | None
    pharmacy: Pharmacy

    def takes(self) -> list[Amounts]:
        """What is taken at each dose time."""
        ids = [product.id for product in self.pharmacy.products]
        amounts = (take(self.pharmacy, dose) for dose in self.change.doses)
        return [
            {id: amount for id, amount in zip(ids, way, strict=True) if amount} for way in amounts
        ]

    def cut(self) -> Fraction:
        return _daily(self.before) - _daily(self.change.doses)

    def coarse(self) -> bool:
        if self.change.own_cut is None or not any(self.change.doses):
            return False
        return self.cut() >= 2 * self.change.own_cut - TOLERANCE_MG

    def cut_percent(self) -> str | None:
        before = _daily(self.before)
        return half_up(100 * self.cut() / before, 1) if before else None

    def as_json(self) -> Json:
        start, end = self.change.on, self.end
        return {
            "number": self.number,
            "start": start.isoformat(),
            "end": end and end.isoformat(),
            "days": None if end is None else (end - start).days + 1,
            "daily_mg": exact(_daily(self.change.doses)),
            "asked_mg": half_up(self.change.line, 2),
            "cut_mg": exact(self.cut()),
            "cut_percent": self.cut_percent(),
            "coarse": self.coarse(),
            "revision": self.change.revision,
            "mg": [exact(Fraction(dose, 1000)) for dose in self.change.doses],
            "take": [_as_text(amounts) for amounts in self.takes()],
        }


def _steps(changes: list[Change], pharmacy: Pharmacy) -> list[Step]:
    """One step a change: the regimen is step 0 unless it changes on the first day already."""
    steps, before = list[Step](), changes[0].doses
    for number, (change, following) in enumerate(zip(changes, [*changes[1:], None], strict=True)):
        if following is None:
            if any(change.doses):
                steps.append(Step(number, change, before, None, pharmacy))
        elif following.on > change.on:
            steps.append(Step(number, change, before, following.on - ONE_DAY, pharmacy))
        before = change.doses
    return steps


# 2.8 Supply


def _supply_until(steps: list[Step], stops_on: date | None) -> date | None:
    """The last day counted; None where the stop falls on the first day and none is counted."""
    if not steps:
        return None
    if stops_on is not None:
        return stops_on - ONE_DAY
    return _later(steps[-1].change.on, OPEN_STEP_DAYS - 1)


def _supply(steps: list[Step], first: date, last: date) -> Amounts:
    """What the doses of all these days add up to."""
    total = Amounts()
    for step in steps:
        begins, ends = max(step.change.on, first), min(step.end or last, last)
        days = (ends - begins).days + 1
        if days > 0:
            for amounts in step.takes():
                for id, amount in amounts.items():
                    total[id] = total.get(id, Fraction(0)) + amount * days
    return total


def _fills(
    steps: list[Step], start: date, until: date | None, fill_days: int | None
) -> list[list[Any]]:
    fills, first = list[list[Any]](), start
    while fill_days and until and first <= until:
        last = min(_later(first, fill_days - 1), until)
        supply = _as_text(_supply(steps, first, last))
        fills.append([first.isoformat(), last.isoformat(), supply])
        first = last + ONE_DAY
    return fills


# Numbers and days as the contract writes them


def exact(number: Fraction) -> str:
    """A number with a finite decimal expansion, without trailing zeros."""
    with localcontext(prec=60):
        text = f"{_decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_up(number: Fraction, places: int) -> str:
    """Rounded to so many places; a tie goes away from 0, as in decimal's ROUND_HALF_UP."""
    size = int(abs(number) * 10**places + Fraction(1, 2))
    return exact(Fraction(size if number > 0 else -size, 10**places))


def _mg(number: Any) -> Fraction:
    return Fraction(str(number))


def _daily(doses: Doses) -> Fraction:
    return Fraction(sum(doses), 1000)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _as_text(amounts: Amounts) -> dict[str, str]:
    return {id: exact(amount) for id, amount in amounts.items() if amount}
