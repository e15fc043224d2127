"""What the sentences of the patient's pages must say: the changes, the last dose, the supply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.chart import points
from planner.handout.chart_block import first_day_told, told
from planner.handout.fills import fills_told
from planner.handout.given import Given
from planner.handout.readback.page import Page, Said
from planner.handout.stopping import next_stop, stops_at_once
from planner.handout.wording import at_home, dispensed, needed


def check_patient_sentences(page: Page, pages: str) -> None:
    given, stops = page.given, page.given.schedule.stops_on
    page.sentences("happening", [_happening(given)])
    page.sentences("first change", _first_change(given))
    page.sentences("last dose", [Said(dates=_last_dose(given))] if stops else [])
    page.sentences("none from", [Said(dates=(stops,))] if stops else [])
    last = given.schedule.steps[-1].start if given.schedule.steps else date.min
    stays = stops is None and last > given.day and given.schedule.steps[-1].number > 0
    page.sentences("stay", [Said(dates=(last,))] if stays else [])
    page.sentences("review", [Said(dates=(day,)) for day in _talks(given)])
    _check_stops(page)
    if given.over:
        return
    page.sentences("needed", _needed(given))
    page.sentences("home", _home(given))
    page.sentences("reserve", _reserve(given))
    page.sentences("fill", _fills(given))
    if pages != "essential" or page.titled("chart"):  # a sheet without room for one has none
        page.sentences("chart", [_chart(given)] if given.now_mg or given.first_taken else [])


def _happening(given: Given) -> Said:
    """The revision that began with what is taken now, what becomes of it, and those to come."""
    schedule, day = given.schedule, given.day
    starts = [one.start for one in given.plan.revisions if not one.taken]
    step = next((one for one in schedule.steps if one.start <= day <= (one.end or day)), None)
    begun = [step.start] if step and step.start in starts else []
    announced = [start for start in starts if start > day]
    later = [one for one in schedule.steps if one.start > day and one.number > 0]
    stops = schedule.stops_on
    if given.over:
        return Said(dates=(*begun, *announced))
    if not given.now_mg:
        again = [one.start for one in later if one.daily_mg][:1]
        announced = [start for start in announced if start not in again]
        if not again:
            announced = [start for start in announced if later or start != stops]
        return Said(dates=(*begun, *again, *announced))
    if not later and stops:
        announced = [start for start in announced if start != stops]
        at_once = (stops,) if stops_at_once(given) else ()
        return Said(dates=(*begun, *at_once, *announced), mg=(given.now_mg,))
    falls = stops is None and any(one.cut_mg > 0 for one in later)
    stays = falls and not any(one.cut_mg < 0 for one in later)
    target = (schedule.steps[-1].daily_mg,) if stays else ()
    return Said(dates=(*begun, *announced), mg=(given.now_mg, *target))


def _first_change(given: Given) -> list[Said]:
    """The next day on which another dose is taken, or none."""
    schedule, now = given.schedule, tuple(dose.mg for dose in given.now)
    others = (step.start for step in schedule.steps if step.start > given.day and step.mg != now)
    stops = schedule.stops_on
    ends = stops if stops and stops > given.day and given.now_mg else None
    day = next(others, ends)
    return [Said(dates=(day,))] if day else []


def _last_dose(given: Given) -> tuple[date, ...]:
    taken = [step.end for step in given.schedule.steps if step.daily_mg and step.end]
    return tuple(taken[-1:]) or (given.schedule.start - ONE_DAY,)


def _talks(given: Given) -> list[date]:
    """Each review from the day on, as often as the plan names its day."""
    own = [review.on for review in given.plan.reviews]
    others = [day for day in given.case.reviews if day not in own]
    return sorted(day for day in (*own, *others) if day >= given.day)


def _check_stops(page: Page) -> None:
    """The days in what holds while none is taken, and of a stop at once."""
    given = page.given
    talks = _talks(given)
    kept = [Said(dates=tuple(talks[-1:]))] if given.over else []
    page.sentences("keep", kept)
    again = [step.start for step in given.schedule.steps if step.start > given.day]
    again = [day for day in again if given.step_on(day).daily_mg]
    waits = not given.over and not given.now_mg and again
    page.sentences("until", [Said(dates=(again[0],))] if waits else [])
    stop = next_stop(given) if stops_at_once(given) else None
    page.sentences("at once", [Said(dates=(stop,))] if stop else [])


def _needed(given: Given) -> list[Said]:
    """What is needed in all, or from the day on."""
    supply = given.supply_to_come
    if supply.until is None or not supply.amounts:
        return []
    first = (given.day,) if given.day >= given.schedule.start else ()
    ends = [supply.until]
    if not given.schedule.stops_on and not supply.fills and not first:
        ends.append(supply.until - timedelta(days=7))
    return [Said(dates=(*first, *ends), supplies=tuple(needed(supply.amounts)))]


def _home(given: Given) -> list[Said]:
    amounts = given.supply_to_come.amounts
    if given.day >= given.schedule.start or not at_home(amounts):
        return []
    return [Said(supplies=(*at_home(amounts), *dispensed(amounts)))]


def _reserve(given: Given) -> list[Said]:
    supply = given.supply_to_come
    return [Said(supplies=supply.reserve)] if supply.reserve and supply.amounts else []


def _fills(given: Given) -> list[Said]:
    """Each supply: until when it lasts, and by when to ask for the next."""
    return list(_each_fill(given)) if given.supply_to_come.amounts else []


def _each_fill(given: Given) -> Iterator[Said]:
    for fill, ask in fills_told(given):
        dates = ((fill.start,) if fill.cut_short else ()), (fill.end,), ((ask,) if ask else ())
        amounts = needed(fill.amounts) if fill.cut_short else dispensed(fill.amounts)
        yield Said(dates=sum(dates, ()), supplies=tuple(amounts))


def _chart(given: Given) -> Said:
    """The chart in words, as it is read out."""
    line = told(points(given.plan, given.schedule, since=given.day))
    mg = tuple(point.mg for point in line if point.mg)
    return Said(dates=(first_day_told(line), *(point.day for point in line[1:])), mg=mg)
