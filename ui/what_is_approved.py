"""All that an approval is put under, as words: patient, doses, steps, end, supply, whom to call."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from planner.amounts import written
from planner.dates import listed
from planner.explain import makers, moved
from planner.in_words import counted, dispensed, taper_in_words
from planner.paces import taper_to_come
from planner.plan import Plan
from planner.schedule import Schedule, Step
from planner.supply import supply
from planner.terms import WEEKDAYS
from ui.day_words import born_on, long_day, short_day, weekday_name
from ui.edit import State
from ui.language import tr
from ui.wording import revision_in_words, taken_short

WEEK = 7


class Part(NamedTuple):
    """A heading, the lines below it, and perhaps a table as rich text."""

    name: str
    lines: tuple[str, ...]
    table: str = ""


def before_findings(state: State) -> tuple[Part, ...]:
    """Who takes what, how it comes down, each step, and how it ends."""
    plan, schedule = state.plan, state.schedule
    if plan is None or schedule is None:
        return ()
    return (
        Part(tr("Patient"), (_patient(plan),)),
        Part(tr("Taken now"), _regimen(plan, state)),
        Part(tr("How it comes down"), _way_down(plan, state)),
        Part(tr("Every step"), (_end(schedule, state),), _steps(schedule, state)),
    )


def after_findings(state: State) -> tuple[Part, ...]:
    """What is to be dispensed, and whom the patient calls."""
    if state.plan is None or state.schedule is None:
        return ()
    return (
        Part(tr("Supply"), _supply(state.plan, state.schedule, state)),
        Part(tr("Whom the patient calls"), _contact(state.plan)),
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


def _regimen(plan: Plan, state: State) -> tuple[str, ...]:
    doses = [f"{one.name} {one.time} {written(one.mg)} mg" for one in plan.regimen]
    confirmed = plan.regimen_confirmed
    return (
        tr(
            "{medicine}: {doses}; {mg} mg a day",
            medicine=state.medicine.name,
            doses=", ".join(doses),
            mg=written(plan.daily_dose),
        ),
        tr("Confirmed with the patient on {day}", day=long_day(confirmed))
        if confirmed
        else tr("Not confirmed with the patient"),
    )


def _way_down(plan: Plan, state: State) -> tuple[str, ...]:
    lines = [
        tr(
            "{pace}, from {day}, with {products}",
            pace=taper_in_words(taper_to_come(plan)),
            day=long_day(plan.start),
            products=makers(plan, state.medicine),
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
    if plan.reviews:
        days = [short_day(review.on) for review in plan.reviews]
        lines.append(tr("Reviews: {days}", days=listed(days)))
    return tuple(lines)


def _end(schedule: Schedule, state: State) -> str:
    medicine = state.medicine.name.lower()
    if schedule.stops_on:
        return tr("No {medicine} from {day}", medicine=medicine, day=long_day(schedule.stops_on))
    last = schedule.steps[-1]
    return tr(
        "Stays at {mg} mg a day from {day}", mg=written(last.daily_mg), day=long_day(last.start)
    )


def _steps(schedule: Schedule, state: State) -> str:
    """Every step as a row: its first day, its days, each dose with its tablets, the daily dose."""
    assert state.plan is not None
    heads = [tr("Step"), tr("From"), tr("Days"), *state.plan.dose_times, tr("Daily")]
    rows = [_row(step, state) for step in schedule.steps]
    head = "".join(f"<th align='left'>{escape(one)}</th>" for one in heads)
    return f"<table cellpadding='3' cellspacing='0'><tr>{head}</tr>{''.join(rows)}</table>"


def _row(step: Step, state: State) -> str:
    days = tr("for good") if step.days is None else str(step.days)
    first = short_day(step.start).replace(" ", "\u00a0")
    cells = [str(step.number), first, days]
    for dose in step.doses:
        taken = (
            taken_short(dose, state.medicine).replace(" ", "\u00a0").replace("\u00a0+\u00a0", " + ")
        )
        cells.append(f"<b>{written(dose.mg)}\u00a0mg</b><br/>{escape(taken)}")
    cells.append(f"<b>{written(step.daily_mg)}\u00a0mg</b>")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    why = moved(step.change)
    note = f"<tr><td></td><td colspan='{len(cells) - 1}'>{escape(why)}</td></tr>" if why else ""
    return f"<tr>{row}</tr>{note}"


def _supply(plan: Plan, schedule: Schedule, state: State) -> tuple[str, ...]:
    needed = supply(plan, schedule, state.medicine)
    amounts = [dispensed(amount, state.medicine) for amount in needed.amounts]
    if needed.until is None or not amounts:
        return (tr("Nothing is to be dispensed"),)
    up_to = tr("{what}, up to {day}", what=listed(amounts), day=long_day(needed.until))
    if not needed.fills:
        return (up_to,)
    return (up_to, tr("In {fills}", fills=counted(len(needed.fills), "fill")))


def _contact(plan: Plan) -> tuple[str, ...]:
    who = plan.prescriber
    name = ", ".join(part for part in (who.name, who.clinic) if part) or tr("no name")
    return (
        name,
        tr("By day: {n}", n=who.phone or tr("none given")),
        tr("Nights and weekends: {n}", n=who.out_of_hours or tr("none given")),
        tr("In an emergency: {n}", n=who.emergency or tr("none given")),
    )
