"""Rules on the change to no dose: from how much, and after how long a way down (sources.md 5).

Every stop is judged, one before a restart too; what it breaks is worked out in `limits`.
"""

from __future__ import annotations

from planner.bounds import LastDose, ShortTaper, TooShort
from planner.dates import in_words
from planner.in_words import counted, duration
from planner.safety.course import Stop
from planner.safety.finding import Found, Severity, mg, some, worst
from planner.safety.judged import Judged
from planner.safety.limits import breaks_of_stop
from planner.schedule import Step

_Breaks = list[tuple[Stop, Severity]]
"""Stops with how gravely each breaks a rule."""

_LOWER_DOSES = "Slower: lower doses before the stop."
_LONGER_WAY = "Slower: more days from the first cut to the stop."


def abrupt_stop(case: Judged, bound: LastDose) -> Found | None:
    above = f"Stopping suddenly above {mg(bound.above_mg)} a day can cause convulsions and"
    return _found(case, "abrupt-stop", f"{above} hallucinations.", bound)


def no_steps(case: Judged, bound: LastDose) -> Found | None:
    return _found(
        case,
        "no-steps",
        "No lower dose comes between: the dose is to come down gradually, above all after large "
        "doses for a long time.",
        bound,
    )


def high_last_dose(case: Judged, bound: LastDose) -> Found | None:
    published = f"No published reduction stops from above {mg(bound.above_mg)} a day."
    return _found(case, "high-last-dose", published, bound)


def too_short(case: Judged, bound: TooShort) -> Found | None:
    return _short(case, "too-short", bound.under_days, "", case.medicine.named(bound))


def short_taper(case: Judged, bounds: ShortTaper) -> Found | None:
    """One row for long use, another, as a note, for everybody else."""
    if not case.used_long:
        source = case.medicine.named(bounds.otherwise)
        return _short(case, "short-taper", bounds.otherwise.under_days, "", source)
    months = case.plan.patient.taken_months
    use = "use for a time not known" if months is None else f"use for {counted(months, 'month')}"
    source = case.medicine.named(bounds.long_use)
    return _short(case, "short-taper", bounds.long_use.under_days, f" after {use}", source)


def _found(case: Judged, rule: str, why: str, bound: LastDose) -> Found | None:
    now, ever = _broken(case, rule)
    if not now:
        return None
    words = some([f"{mg(stop.last_mg)} a day on {in_words(stop.on)}" for stop, _ in now], 0, "time")
    return Found(
        f"{case.medicine.name} would stop from {words}. {why}",
        case.medicine.named(bound),
        _steps(now),
        _steps(ever),
        worst(severity for _, severity in now),
        worst(severity for _, severity in ever),
        _LOWER_DOSES,
    )


def _short(case: Judged, rule: str, under_days: int, after: str, source: str) -> Found | None:
    now, ever = _broken(case, rule)
    if not now:
        return None
    ways = some([_way(stop) for stop, _ in now], 0, "time")
    return Found(
        f"The dose comes down {ways}: less than {duration(under_days)}{after}.",
        source,
        _steps(now),
        _steps(ever),
        worst(severity for _, severity in now),
        worst(severity for _, severity in ever),
        _LONGER_WAY,
    )


def _way(stop: Stop) -> str:
    down = f"from {mg(stop.from_mg)} a day to none"
    if stop.first_cut is None:
        return f"{down} at once, on {in_words(stop.on)}"
    first, last = in_words(stop.first_cut.on), in_words(stop.on)
    return f"{down} in {duration(stop.days)} ({first} to {last})"


def _broken(case: Judged, rule: str) -> tuple[_Breaks, _Breaks]:
    """The stops that break the rule, with how gravely: those to come, and all."""
    broken = ((stop, breaks_of_stop(case, stop).get(rule)) for stop in case.course.stops)
    ever = [(stop, severity) for stop, severity in broken if severity]
    return [(stop, severity) for stop, severity in ever if stop.on >= case.day], ever


def _steps(breaks: _Breaks) -> list[Step | None]:
    return [step for stop, _ in breaks for step in stop.steps]
