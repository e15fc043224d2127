"""What each part of a handout must say, taken from the schedule, and the check of all of it."""

from __future__ import annotations

from datetime import date, timedelta

from planner.amounts import Milligrams
from planner.dates import ONE_DAY
from planner.handout.afterwards import MOST_WEEKS
from planner.handout.calendar import days_shown
from planner.handout.chart import points
from planner.handout.chart_block import first_day_told, told
from planner.handout.given import Given
from planner.handout.pharmacy import halved_steps
from planner.handout.readback import (
    Page,
    Said,
    check_all_steps,
    check_fills_tables,
    check_footers,
    check_steps,
    check_supply_tables,
    rows_of,
)
from planner.handout.reading import Node, read
from planner.handout.second_page import fills_told
from planner.supply import needs_half


def check(content: bytes, given: Given, sheets: Given, audience: str, until: date | None) -> None:
    """Raises HandoutError where the finished pages differ from the plan."""
    reading = read(content)
    main = given if audience in ("patient", "all") else sheets
    check_footers(reading, main)
    sections = [kid for kid in reading.tree.kids if kid.role == "Sect"]
    if main is given:
        own = Node("Document", kids=[kid for kid in reading.tree.kids if kid.role != "Sect"])
        _check_patient(Page(own, given), until)
    if audience in ("prescriber", "all"):
        _check_prescriber(Page(sections[0], sheets))
    if audience in ("pharmacy", "all"):
        _check_pharmacy(Page(sections[-1], sheets))


def _check_patient(page: Page, until: date | None) -> None:
    given = page.given
    coming = [(step.start, step.doses) for step in given.coming]
    if given.coming:
        now = [(given.last_day_now, given.now)] if given.last_day_now else []
        check_steps(page, "steps", [*now, *coming])
    if given.plan.revisions:
        check_steps(page, "earlier steps", [(step.start, step.doses) for step in given.earlier])
    _check_sentences(page)
    _check_calendar(page, until)
    _check_score(page, until)
    _check_dates_known(page, until)


def _check_sentences(page: Page) -> None:
    given, plan, schedule = page.given, page.given.plan, page.given.schedule
    first = given.first_change
    if plan.revisions and first:
        page.sentences("happening", [Said(dates=(first,))])
    else:
        stays = schedule.stops_on is None and first is not None
        target = (schedule.steps[-1].daily_mg,) if stays else ()
        at_once = (first,) if first and not given.coming else ()
        page.sentences("happening", [Said(dates=at_once, mg=(plan.daily_dose, *target))])
    other = given.first_other.start if given.first_other else schedule.stops_on
    page.sentences("first change", [Said(dates=(other,))] if first and other else [])
    stops = schedule.stops_on
    last_dose = [Said(dates=(stops - ONE_DAY,))] if stops and given.coming else []
    page.sentences("last dose", last_dose)
    page.sentences("none from", [Said(dates=(stops,))] if stops else [])
    stays_from = [Said(dates=(schedule.steps[-1].start,))] if first and not stops else []
    page.sentences("stay", stays_from)
    page.sentences("needed", _needed(given))
    page.sentences(
        "fill",
        [
            Said(
                dates=(
                    *((fill.start,) if given.running_fill and not place else ()),
                    fill.end,
                    *((ask,) if ask else ()),
                ),
                supplies=fill.amounts,
            )
            for place, (_, fill, ask) in enumerate(fills_told(given))
        ],
    )
    line = told(points(plan, schedule))
    mg = tuple(point.mg for point in line if point.mg)
    days = (first_day_told(line), *(point.day for point in line[1:]))
    page.sentences("chart", [Said(dates=days, mg=mg)])


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


def _check_calendar(page: Page, until: date | None) -> None:
    given = page.given
    shown = days_shown(given, until)
    rows = rows_of(page.tables("calendar"), 1 + len(given.plan.regimen))
    if shown is None:
        page.same("calendar, number of days", 0, len(rows))
        return
    day, last = shown
    stops = given.schedule.stops_on
    count = max((last - day).days + 1 - (stops == last), 0)
    page.same("calendar, number of days", count, len(rows))
    for row in rows:
        place = f"calendar, {day}"
        page.same(f"{place}, day", day, page.figures.short_date(row[0].text, day.year))
        for cell, dose in zip(row[1:], given.step_on(day).doses, strict=True):
            page.dose(f"{place}, {dose.name}", cell, dose)
            page.drawn(f"{place}, {dose.name}", cell, dose)
        day += ONE_DAY
    if stops == last and count:
        bands = " ".join(
            row.text for table in page.tables("calendar") for row in table.kids
            if len(row.kids) == 1
        )  # fmt: skip
        page.same("calendar, the day without", True, stops in page.figures.dates(bands))


def _check_score(page: Page, until: date | None) -> None:
    shown = days_shown(page.given, until)
    rows = rows_of(page.tables("score"), 3)
    weeks = min(max((shown[1] - shown[0]).days // 7 + 1, 0), MOST_WEEKS) if shown else 0
    page.same("weekly score, number of rows", weeks, len(rows))
    for number, row in enumerate(rows):
        assert shown is not None
        day = shown[0] + timedelta(days=7 * number)
        page.same("weekly score, day", (day,), page.figures.dates(row[0].text))


def _check_dates_known(page: Page, until: date | None) -> None:
    """No other sentence names a day that the plan doesn't have."""
    known = set(_known_dates(page.given, until))
    for node in page.tree.walk():
        if node.role in ("P", "LBody", "H1", "H2", "H3"):
            text = page.without_own_words(node.own)
            for day in page.figures.dates(text):
                page.same("a date in the text", True, day in known)


def _known_dates(given: Given, until: date | None) -> list[date]:
    plan, schedule = given.plan, given.schedule
    days: list[date] = [plan.start, *(step.start for step in schedule.steps)]
    days += [step.start - ONE_DAY for step in schedule.steps]
    days += [step.end for step in schedule.steps if step.end]
    days += [schedule.stops_on] if schedule.stops_on else []
    days += [fill.end for fill in given.supply.fills]
    days += [ask for _, _, ask in fills_told(given) if ask]
    days += [review.on for review in plan.reviews]
    days += [day for pause in plan.dates.pauses for day in (pause.start, pause.end)]
    for supply in (given.supply, given.supply_to_come):
        days += [supply.until, supply.until - timedelta(days=7)] if supply.until else []
    if shown := days_shown(given, until):
        day, last = shown
        while day <= last:
            days.append(day)
            day += timedelta(days=7)
    return days


def _check_prescriber(page: Page) -> None:
    given, schedule = page.given, page.given.schedule
    check_all_steps(page)
    check_supply_tables(page, given.supply)
    check_fills_tables(page, given.supply.fills, whole=True)
    page.sentences("regimen", [Said(doses=(dose,)) for dose in given.regimen])
    now = given.now if given.plan.revisions else ()
    page.sentences("now", [Said(doses=(dose,)) for dose in now])
    page.sentences("daily", [Said(mg=(given.plan.daily_dose,))])
    page.sentences(
        "sig",
        [
            Said(dates=(step.start, *((step.end,) if step.end else ())), doses=step.doses)
            for step in schedule.steps
        ],
    )
    stops = [Said(dates=(schedule.stops_on,))] * 2 if schedule.stops_on else []
    page.sentences("none from", stops)


def _changed(given: Given) -> tuple[Milligrams, ...]:
    """The daily dose before the last revision, and its own where it differs."""
    before, after = given.changed_mg
    return (before,) if before == after else (before, after)


def _check_pharmacy(page: Page) -> None:
    given, schedule = page.given, page.given.schedule
    check_supply_tables(page, given.supply_to_come)
    check_fills_tables(page, given.supply_to_come.fills, whole=False)
    changed = bool(given.plan.revisions) and given.first_change is not None
    day = given.plan.revisions[-1].start if changed else date.min
    page.sentences("changed", [Said(dates=(day,), mg=_changed(given))] if changed else [])
    nodes = page.tables("halves")
    steps = halved_steps(given)[: len(nodes)]
    page.sentences(
        "halves",
        [
            Said(
                dates=(step.start, *((step.end,) if step.end else ())),
                doses=tuple(filter(needs_half, step.doses)),
            )
            for step in steps
        ],
    )
    stops = schedule.stops_on
    page.sentences("last dose", [Said(dates=(stops - ONE_DAY, stops))] if stops else [])
