"""What the sentences of the patient's pages must say: the change, the last dose, the supply."""

from __future__ import annotations

from datetime import timedelta

from planner.dates import ONE_DAY
from planner.handout.chart import points
from planner.handout.chart_block import first_day_told, told
from planner.handout.fills import fills_told
from planner.handout.given import Given
from planner.handout.readback.page import Page, Said


def check_patient_sentences(page: Page) -> None:
    given, stops = page.given, page.given.schedule.stops_on
    page.sentences("happening", [_happening(given)])
    page.sentences("first change", _first_change(given))
    last_dose = [Said(dates=(stops - ONE_DAY,))] if stops and given.coming else []
    page.sentences("last dose", last_dose)
    page.sentences("none from", [Said(dates=(stops,))] if stops else [])
    stays = given.first_change is not None and stops is None
    page.sentences("stay", [Said(dates=(given.schedule.steps[-1].start,))] if stays else [])
    page.sentences("needed", _needed(given))
    page.sentences("fill", _fills(given))
    page.sentences("chart", [_chart(given)])


def _happening(given: Given) -> Said:
    """The change: since when, or from which daily dose and to which one."""
    plan, schedule, first = given.plan, given.schedule, given.first_change
    if plan.revisions and first:
        return Said(dates=(first,))
    stays = schedule.stops_on is None and first is not None
    target = (schedule.steps[-1].daily_mg,) if stays else ()
    at_once = (first,) if first and not given.coming else ()
    return Said(dates=at_once, mg=(plan.daily_dose, *target))


def _first_change(given: Given) -> list[Said]:
    other = given.first_other.start if given.first_other else given.schedule.stops_on
    return [Said(dates=(other,))] if given.first_change and other else []


def _needed(given: Given) -> list[Said]:
    """What is needed in all: from the start, or from the last revision on."""
    supply = given.supply_to_come
    if supply.until is None or not supply.amounts:
        return []
    first = (given.coming[0].start,) if given.plan.revisions else ()
    ends = [supply.until]
    if not given.schedule.stops_on and not given.supply.fills and not given.plan.revisions:
        ends.append(supply.until - timedelta(days=7))
    return [Said(dates=(*first, *ends), supplies=supply.amounts)]


def _fills(given: Given) -> list[Said]:
    """Each supply: until when it lasts, and by when to ask for the next."""
    said = []
    for place, (_, fill, ask) in enumerate(fills_told(given)):
        runs = given.running_fill and not place
        dates = ((fill.start,) if runs else ()), (fill.end,), ((ask,) if ask else ())
        said.append(Said(dates=sum(dates, ()), supplies=fill.amounts))
    return said


def _chart(given: Given) -> Said:
    """The chart in words, as it is read out."""
    line = told(points(given.plan, given.schedule))
    mg = tuple(point.mg for point in line if point.mg)
    return Said(dates=(first_day_told(line), *(point.day for point in line[1:])), mg=mg)
