"""Which daily dose a taper asks for on which date (contract 2, point 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from .amounts import TOLERANCE_MG, Doses, Json, Refused, daily, decimal, mg
from .dates import Calendar, Dated, check_length
from .products import LOWEST_MG, Pharmacy


@dataclass(frozen=True)
class Asked:
    """The daily dose asked for from a date on, in mg; a custom taper also gives the doses."""

    on: date
    line: Fraction
    doses: Doses | None = None


@dataclass(frozen=True)
class Taper:
    """A taper in force, the doses with which it came, and its field in the plan."""

    rules: Json
    came_with: Doses
    field: str

    @property
    def target(self) -> Fraction:
        return mg(self.rules.get("target_mg", "0"))

    def lowest(self, pharmacy: Pharmacy) -> Fraction:
        """The lowest dose before none of a line in percent, in mg."""
        given = self.rules.get("lowest_mg")
        return max(LOWEST_MG if given is None else mg(given), pharmacy.smallest())


def draw(
    taper: Taper, doses: Doses, earliest: date, calendar: Calendar, pharmacy: Pharmacy
) -> list[Asked]:
    """The whole line of a taper that goes on from these doses, from `earliest` on."""
    method = taper.rules["method"]
    if method == "custom":
        return _custom_line(taper, doses, earliest, calendar, pharmacy)
    lowest = taper.lowest(pharmacy)
    if method == "pace":
        return _pace_line(taper, daily(doses), earliest, calendar, lowest)
    return _finish_by_line(taper, daily(doses), earliest, calendar, lowest)


def _pace_line(
    taper: Taper, line: Fraction, earliest: date, calendar: Calendar, lowest: Fraction
) -> list[Asked]:
    rows, asked = taper.rules["pace"], list[Asked]()
    dated: Dated | None = None
    while line > taper.target:
        row = _row_at(rows, line)
        dated = _next(calendar, earliest, dated, row["every"])
        line = _fallen(line, row, taper, lowest)
        asked.append(Asked(dated.on, line))
        check_length([each.on for each in asked], taper.field)
    return asked


def _next(calendar: Calendar, earliest: date, last: Dated | None, every: Json) -> Dated:
    return calendar.first(earliest) if last is None else calendar.following(last, every)


def _row_at(rows: list[Json], line: Fraction) -> Json:
    return next(row for row in rows if mg(row["above_mg"]) < line - TOLERANCE_MG)


def _fallen(line: Fraction, row: Json, taper: Taper, lowest: Fraction) -> Fraction:
    """The line after the cut of this row; a line within the tolerance of the target is at it."""
    if "cut_mg" in row:
        lower = line - mg(row["cut_mg"])
    elif "cut_percent_of_start" in row:
        lower = line - daily(taper.came_with) * mg(row["cut_percent_of_start"]) / 100
    else:
        lower = line - line * mg(row["cut_percent"]) / 100
        if taper.target == 0:
            lower = max(lower, lowest) if line > lowest + TOLERANCE_MG else Fraction(0)
    return lower if lower > taper.target + TOLERANCE_MG else taper.target


def _finish_by_line(
    taper: Taper, daily_dose: Fraction, earliest: date, calendar: Calendar, lowest: Fraction
) -> list[Asked]:
    dates = _dates_up_to(taper, earliest, calendar)
    if not dates:
        raise Refused(f"{taper.field}.by", "no date up to it")
    if taper.rules["shape"] == "equal-mg":
        fall = daily_dose - taper.target
        lines = [daily_dose - fall * k / len(dates) for k in range(1, len(dates) + 1)]
    else:
        lines = _equal_percent(daily_dose, taper.target, len(dates), lowest)
    return [Asked(on, line) for on, line in zip(dates, lines, strict=True)]


def _dates_up_to(taper: Taper, earliest: date, calendar: Calendar) -> list[date]:
    by, dates = date.fromisoformat(taper.rules["by"]), list[date]()
    dated = calendar.first_by(earliest, by)
    while dated is not None:
        dates.append(dated.on)
        check_length(dates, taper.field)
        dated = calendar.following_by(dated, taper.rules["every"], by)
    return dates


def _equal_percent(
    daily_dose: Fraction, target: Fraction, count: int, lowest: Fraction
) -> list[Fraction]:
    if target > 0:
        return _same_ratio(daily_dose, target, count)
    if daily_dose <= lowest + TOLERANCE_MG:
        return [Fraction(0)] * count
    return [*_same_ratio(daily_dose, lowest, count - 1), Fraction(0)]


def _same_ratio(daily_dose: Fraction, lowest: Fraction, count: int) -> list[Fraction]:
    """From the daily dose to exactly the lowest in so many falls by the same ratio."""
    with localcontext(prec=60):
        ratio = decimal(lowest / daily_dose)
        falls = [ratio ** (Decimal(k) / Decimal(count)) for k in range(1, count)]
    return [daily_dose * Fraction(fall) for fall in falls] + [lowest] * (count > 0)


def _custom_line(
    taper: Taper, doses: Doses, earliest: date, calendar: Calendar, pharmacy: Pharmacy
) -> list[Asked]:
    """The doses given, then none where the taper says so."""
    asked, nothing = list[Asked](), tuple(0 for _ in doses)
    dated: Dated | None = None
    every: Json = {}
    for number, step in enumerate(taper.rules["steps"]):
        field = f"{taper.field}.steps[{number}].mg"
        after = pharmacy.doses(step["mg"], field)
        _check_step(doses, after, field)
        dated = _next(calendar, earliest, dated, every)
        asked.append(Asked(dated.on, daily(after), after))
        doses, every = after, step["every"]
    if taper.rules["then"] == "stop":
        dated = _next(calendar, earliest, dated, every)
        asked.append(Asked(dated.on, Fraction(0), nothing))
    check_length([each.on for each in asked], taper.field)
    return asked


def _check_step(before: Doses, after: Doses, field: str) -> None:
    if any(new > old for old, new in zip(before, after, strict=True)):
        raise Refused(field, "a dose rises")
    if after == before:
        raise Refused(field, "nothing changes")
    if not any(after):
        raise Refused(field, "all is 0")
