"""How the next stop of a plan comes: as the end of a taper, or at once (sources.md 2).

A stop at once is one that a rule on sudden stops names, and any that no cut leads to: from the
regimen, from a raise, or by a revision that takes none from its day on. Its page has its own words,
for "never stop suddenly" can't stand above "you take none".
"""

from __future__ import annotations

from datetime import date

from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.schedule import Step

_SUDDEN = ("abrupt-stop", "no-steps", "too-short")


def next_stop(given: Given) -> date | None:
    """The next day to come from which none is taken, one before a restart among them."""
    none = (step.start for step in given.coming if not step.daily_mg and not step.taken)
    return next(none, given.stops_on)


def stops_at_once(given: Given) -> bool:
    stop = next_stop(given)
    return stop is not None and (_is_named(given, stop) or not _is_led_to(given, stop))


def _is_named(given: Given, stop: date) -> bool:
    """A rule on sudden stops asks for a reason for this one, or was given one."""
    last = _last_before(given, stop)
    return any(
        finding.rule in _SUDDEN
        and (finding.severity == "stop" or finding.overridden)
        and (last is None or last.number in finding.steps)
        for finding in given.findings
    )


def _is_led_to(given: Given, stop: date) -> bool:
    """A cut leads to the stop, and no revision stops there and then."""
    if any(one.start == stop and not one.taken for one in given.plan.revisions):
        return False
    before = (step for step in reversed(given.schedule.steps) if step.start < stop)
    changed = next((step for step in before if step.cut_mg), None)
    return changed is not None and changed.cut_mg > 0


def _last_before(given: Given, stop: date) -> Step | None:
    """The step that ends the day before the stop; None where the regimen does."""
    steps = given.schedule.steps
    return next((step for step in steps if step.end == stop - ONE_DAY), None)
