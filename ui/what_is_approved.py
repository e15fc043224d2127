"""All that an approval is put under, as words: patient, doses, steps, end, supply, whom to call.

What is over by today is counted, not listed again: it can't be changed any more.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from planner.amounts import written
from planner.case import Case
from planner.dates import listed
from planner.explain import makers, moved
from planner.in_words import counted, dispensed, interval_in_words, taper_in_words, what_ends
from planner.plan import Plan
from planner.schedule import Step
from planner.terms import WEEKDAYS
from ui.day_words import born_on, long_day, short_day, weekday_name
from ui.language import tr
from ui.wording import revision_in_words, taken_short


class Part(NamedTuple):
    """A heading, the lines below it, and perhaps a table as rich text."""

    name: str
    lines: tuple[str, ...]
    table: str = ""


def before_findings(case: Case) -> tuple[Part, ...]:
    """Which version it is, who takes what, how it comes down, each step, and how it ends."""
    return (
        Part(tr("Patient"), (_patient(case.plan), *_replaced(case.plan))),
        Part(tr("Taken at the start") if case.today.starts else tr("Taken now"), _regimen(case)),
        Part(tr("How it comes down"), _way_down(case)),
        Part(tr("Every step"), (*_over(case), _end(case)), _steps(case)),
    )


def after_findings(case: Case) -> tuple[Part, ...]:
    """What is to be dispensed, and whom the patient calls."""
    return (
        Part(tr("Supply"), _supply(case)),
        Part(tr("Whom the patient calls"), _contact(case.plan)),
    )


def _patient(plan: Plan) -> str:
    patient = plan.patient
    born = patient.birth_date
    return " · ".join(
        [
            patient.name or tr("no name"),
            tr("born {day}", day=born_on(born)) if born else tr("no birth date"),
            tr("no. {n}", n=patient.identifier) if patient.identifier else tr("no identifier"),
        ]
    )


def _replaced(plan: Plan) -> tuple[str, ...]:
    """Which version this is, where the patient has another one on paper."""
    old = plan.supersedes
    if old is None:
        return ()
    return (
        tr(
            "Version {n}; it replaces version {old}, approved by {name} on {day}",
            n=plan.number,
            old=old.number,
            name=old.approval.by,
            day=long_day(old.approval.at.date()),
        ),
    )


def _regimen(case: Case) -> tuple[str, ...]:
    plan = case.plan
    doses = [f"{one.name} {one.time} {written(one.mg)} mg" for one in plan.regimen]
    confirmed = plan.regimen_confirmed
    return (
        tr(
            "{medicine}: {doses}; {mg} mg a day",
            medicine=case.medicine.name,
            doses=", ".join(doses),
            mg=written(plan.daily_dose),
        ),
        tr("What is taken was confirmed with the patient on {day}", day=long_day(confirmed))
        if confirmed
        else tr("What is taken is not confirmed with the patient"),
    )


def _way_down(case: Case) -> tuple[str, ...]:
    plan = case.plan
    lines = [
        tr(
            "{pace}, from {day}, with {products}",
            pace=taper_in_words(plan.taper),
            day=long_day(plan.start),
            products=makers(plan, case.medicine),
        )
    ]
    for revision in plan.revisions:
        lines.append(tr("Changed on {what}", what=revision_in_words(revision)))
    if plan.dates.change_on != WEEKDAYS:
        days = [weekday_name(WEEKDAYS.index(day)) for day in plan.dates.change_on]
        lines.append(tr("Doses change only on: {days}", days=", ".join(days)))
    if plan.dates.holidays:
        region = plan.dates.holidays
        lines.append(tr("No change on public holidays of {region}", region=region))
    for pause in plan.dates.pauses:
        lines.append(
            tr(
                "Nothing changes from {first} to {last} {why}",
                first=long_day(pause.start),
                last=long_day(pause.end),
                why=f"({pause.reason})" if pause.reason else "",
            ).strip()
        )
    if plan.go_back_allowed:
        lines.append(tr("The patient may go back a step by themselves until they have called"))
    return (*lines, *_reviews(case))


def _reviews(case: Case) -> tuple[str, ...]:
    """The talks still to come."""
    days = [short_day(day) for day in case.reviews if day >= case.day]
    if not days:
        return ()
    every = case.plan.review_every
    often = f" ({interval_in_words(every)})" if every else ""
    return (tr("Reviews: {days}{often}", days=listed(days), often=often),)


def _over(case: Case) -> tuple[str, ...]:
    """How many steps are over."""
    count = len(case.schedule.steps) - len(case.steps_shown)
    return (tr("{steps} before today, over", steps=counted(count, "step")),) if count else ()


def _end(case: Case) -> str:
    schedule, medicine = case.schedule, what_ends(case.plan, case.medicine)
    if schedule.stops_on:
        return tr("No {medicine} from {day}", medicine=medicine, day=long_day(schedule.stops_on))
    last = schedule.steps[-1]
    return tr(
        "Stays at {mg} mg a day from {day}", mg=written(last.daily_mg), day=long_day(last.start)
    )


def _steps(case: Case) -> str:
    """Every step to come as a row: its first day, its days, each dose with its tablets, the daily
    dose; none where all are over."""
    if not case.steps_shown:
        return ""
    heads = [tr("Step"), tr("From"), tr("Days"), *case.plan.dose_times, tr("Daily")]
    rows = [_row(step, case) for step in case.steps_shown]
    head = "".join(f"<th align='left'>{escape(one)}</th>" for one in heads)
    return f"<table cellpadding='3' cellspacing='0'><tr>{head}</tr>{''.join(rows)}</table>"


def _row(step: Step, case: Case) -> str:
    days = tr("for good") if step.days is None else str(step.days)
    first = short_day(step.start).replace(" ", "\u00a0")
    now = step.start <= case.day
    cells = [str(step.number), f"{first}<br/>{escape(tr('today'))}" if now else first, days]
    for dose in step.doses:
        taken = (
            taken_short(dose, case.medicine).replace(" ", "\u00a0").replace("\u00a0+\u00a0", " + ")
        )
        cells.append(f"<b>{written(dose.mg)}\u00a0mg</b><br/>{escape(taken)}")
    cells.append(f"<b>{written(step.daily_mg)}\u00a0mg</b>")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    why = moved(step.change)
    note = f"<tr><td></td><td colspan='{len(cells) - 1}'>{escape(why)}</td></tr>" if why else ""
    return f"<tr>{row}</tr>{note}"


def _supply(case: Case) -> tuple[str, ...]:
    """From today on."""
    needed, medicine = case.supply_to_come, case.medicine
    if needed.until is None or not needed.amounts:
        return (tr("Nothing is to be dispensed"),)
    amounts = [dispensed(amount, medicine) for amount in needed.amounts]
    lines = [tr("{what}, up to {day}", what=listed(amounts), day=long_day(needed.until))]
    home = [
        f"{written(one.at_home)} × {medicine.by_id[one.product].label}"
        for one in needed.amounts
        if one.at_home
    ]
    if home:
        lines.append(tr("At home already, and taken off: {what}", what=listed(home)))
    if needed.fills:
        lines.append(tr("In {fills}", fills=counted(len(needed.fills), "fill")))
    return tuple(lines)


def _contact(plan: Plan) -> tuple[str, ...]:
    who = plan.prescriber
    name = ", ".join(part for part in (who.name, who.clinic) if part) or tr("no name")
    hours = f" ({who.hours})" if who.phone and who.hours else ""
    return (
        name,
        tr("By day: {n}", n=(who.phone or tr("none given")) + hours),
        tr("Nights and weekends: {n}", n=who.out_of_hours or tr("none given")),
        tr("In an emergency: {n}", n=who.emergency or tr("none given")),
    )
