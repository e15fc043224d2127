"""What the prescriber's sheet must say: the regimen, every step, the supply, the text to paste."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.amounts import ZERO
from planner.dates import ONE_DAY
from planner.handout.readback.page import Page, Said
from planner.handout.readback.reading import Node
from planner.handout.readback.tables import check_fills_tables, check_supply_tables, rows_of
from planner.schedule import Step


def check_prescriber(page: Page) -> None:
    given, schedule, day = page.given, page.given.schedule, page.given.day
    ended = [step for step in schedule.steps if step.end and step.end < day]
    to_come = schedule.steps[len(ended) :]
    stops = schedule.stops_on if schedule.stops_on and schedule.stops_on > day else None
    _check_steps(page, "all steps", to_come, stops)
    _check_steps(page, "earlier steps", ended, None)
    check_supply_tables(page, given.supply_to_come)
    check_fills_tables(page, given.supply_to_come.fills)
    page.sentences("regimen", [Said(doses=(dose,)) for dose in given.regimen])
    now = given.now if day >= schedule.start else ()
    page.sentences("now", [Said(doses=(dose,)) for dose in now])
    page.sentences("daily", [Said(mg=(given.plan.daily_dose,))])
    page.sentences("today", [_today(page)])
    page.sentences("reviews", _reviews(page))
    page.sentences(
        "sig",
        [
            Said(dates=(max(step.start, day), *((step.end,) if step.end else ())), doses=step.doses)
            for step in to_come
            if not step.taken
        ],
    )
    none_from = Said(dates=(schedule.stops_on,)) if schedule.stops_on else None
    page.sentences("none from", [none_from] * (2 if stops else 1) if none_from else [])


def _today(page: Page) -> Said:
    """What is taken on the day, and what comes next."""
    schedule, day, now = page.given.schedule, page.given.day, page.given.now
    stops = schedule.stops_on
    daily = sum((dose.mg for dose in now), ZERO)
    dates, mg = [day], [now[-1].mg, daily] if daily else []
    if stops and day >= stops:
        return Said(dates=(day, stops - ONE_DAY))
    following = [
        step for before, step in zip((None, *schedule.steps), schedule.steps, strict=False)
        if step.start > day and step.mg != (before.mg if before else page.given.plan.doses)
    ]  # fmt: skip
    if following:
        dates.append(following[0].start)
        mg += [following[0].daily_mg] if following[0].daily_mg else []
    elif stops:
        dates.append(stops)
    return Said(dates=tuple(dates), mg=tuple(mg))


def _reviews(page: Page) -> list[Said]:
    own = [review.on for review in page.given.plan.reviews]
    others = [day for day in page.given.case.reviews if day not in own]
    days = sorted(day for day in (*own, *others) if day >= page.given.day)
    return [Said(dates=tuple(days))] if days else []


def _check_steps(page: Page, title: str, steps: Sequence[Step], stops: date | None) -> None:
    """A table of steps, a stop in its last row."""
    rows = rows_of(page.titled(title), 4 + len(page.given.plan.regimen))
    page.same(f"{title}, number of rows", len(steps) + bool(stops), len(rows))
    if stops:
        _check_stop(page, rows.pop())
    for row, step in zip(rows, steps, strict=True):
        _check_step(page, row, step)


def _check_stop(page: Page, row: list[Node]) -> None:
    schedule = page.given.schedule
    page.dates("the stop, day", [schedule.stops_on], row[1].text)
    last = schedule.steps[-1].daily_mg if schedule.steps else page.given.plan.daily_dose
    page.mg("the stop, daily mg", [ZERO], row[-2].text)
    page.mg("the stop, cut", [last] if last else [], row[-1].text)


def _check_step(page: Page, row: list[Node], step: Step) -> None:
    """Number, day, days, doses, daily dose, cut."""
    place = f"step {step.number}"
    page.same(f"{place}, number", str(step.number), row[0].text)
    page.dates(f"{place}, day", [step.start], row[1].text)
    for cell, dose in zip(row[2:-2], step.doses, strict=True):
        page.dose(f"{place}, {dose.name}", cell, dose)
    page.mg(f"{place}, daily mg", [step.daily_mg], row[-2].text)
    page.mg(f"{place}, cut", [abs(step.cut_mg)] if step.cut_mg else [], row[-1].text)
    if step.days is not None:
        words = row[1].text.rsplit(",", 1)[-1].split()
        page.same(f"{place}, days", str(step.days), words[0])
