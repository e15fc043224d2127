"""No sentence of the patient's pages names a day that the plan doesn't have."""

from __future__ import annotations

from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.calendar import days_shown
from planner.handout.fills import fills_told
from planner.handout.given import Given
from planner.handout.readback.page import Page


def check_dates_known(page: Page, until: date | None) -> None:
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
    days += [given.begins, plan.start - ONE_DAY]
    days += [revision.start for revision in plan.revisions]
    days += [day for fill in given.supply_to_come.fills for day in (fill.start, fill.end)]
    days += [ask for _, ask in fills_told(given) if ask]
    days += given.case.reviews
    days += [day for pause in plan.dates.pauses for day in (pause.start, pause.end)]
    if until_day := given.supply_to_come.until:
        days += [until_day, until_day - timedelta(days=7)]
    if shown := days_shown(given, until):
        day, last = shown
        while day <= last:
            days.append(day)
            day += timedelta(days=7)
    return days
