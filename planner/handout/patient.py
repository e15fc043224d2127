"""The patient's first pages: what happens, when, how not to come to harm, and whom to call.

One function a block, in the order in which the page is read (issue 7). What fits stands on one
page; else it is a spread of two, and steps that don't fit on the first follow after the second.
"""

from __future__ import annotations

from datetime import date, timedelta

from planner.dates import ONE_DAY
from planner.handout.chart_block import draw_chart
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import Row, draw_steps, fitting, now_row, only_product, rows_of
from planner.handout.words import Run
from planner.supply import Fill

ASK_AHEAD = timedelta(days=7)
"""How long before a supply ends more is asked for; half its days where it is shorter."""

MOST_FILLS = 4
"""Supplies named on the patient's page; the pharmacy's sheet has all."""


def draw_patient(paper: Paper, given: Given) -> bool:
    """The spread, and the steps that don't fit in it. Whether the chart had room there."""
    for_whom(paper, given)
    what_happens(paper, given)
    first_change(paper, given)
    rest = the_steps(paper, given)
    if rest:
        paper.paragraph(given.said("first.more_steps"))
    else:
        the_end(paper, given)
    never_stop(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    missed(paper, given)
    how_long_it_lasts(paper, given)
    has_chart = chart_fits(paper)
    if has_chart:
        chart(paper, given)
    if rest:
        more_steps(paper, given, rest)
        the_end(paper, given)
        if not has_chart and (has_chart := chart_fits(paper)):
            chart(paper, given)
    earlier_steps(paper, given)
    return has_chart


def for_whom(paper: Paper, given: Given) -> None:
    """The name and birth date, or lines to write them on; and what this plan replaces."""
    words, patient = given.words, given.plan.patient
    if not given.standing.approved:
        paper.paragraph((Run(words.text("first.draft"), bold=True),))
    stays = given.schedule.stops_on is None
    kind = "same" if given.first_change is None else "stay" if stays else "stop"
    paper.heading(1, given.said(f"first.title_{kind}"))
    if patient.name and patient.birth_date:
        key = "first.person_number" if patient.identifier else "first.person"
        birth = given.wording.birth(patient.birth_date)
        paper.paragraph(
            given.spoken(key, name=patient.name, birth=birth, number=patient.identifier)
        )
    else:
        _write_or_line(paper, given, "first.for", patient.name)
        birth = given.wording.birth(patient.birth_date) if patient.birth_date else ""
        _write_or_line(paper, given, "first.born", birth)
        if patient.identifier:
            _write_or_line(paper, given, "first.number", patient.identifier)
    paper.paragraph(words.runs("first.replaces"))


def _write_or_line(paper: Paper, given: Given, label: str, value: str) -> None:
    """The value behind its label, or a line to write it on: never a silent gap."""
    if value:
        paper.paragraph((Run(given.said(label) + " "), Run(value, bold=True)))
    else:
        paper.write_in(given.said(label))


def what_happens(paper: Paper, given: Given) -> None:
    """What is happening, agreed with whom, and why."""
    plan = given.plan
    paper.paragraph(_happening(given), title="happening")
    prescriber = plan.prescriber
    comma = given.words.text("lists.comma")
    who = comma.join(part for part in (prescriber.name, prescriber.clinic) if part)
    why = given.said("first.why", reason=plan.patient.reason) if plan.patient.reason else ""
    if who:
        agreed = given.spoken("first.agreed", who=who)
        paper.paragraph((*agreed, Run(f" {why}")) if why else agreed)
        return
    paper.write_in(given.said("first.agreed_blank"))
    if why:
        paper.paragraph(why)


def _happening(given: Given) -> tuple[Run, ...]:
    plan, wording, schedule = given.plan, given.wording, given.schedule
    if plan.revisions and given.first_change:
        return _revised(given, wording.day(given.first_change))
    now = wording.milligrams(plan.daily_dose)
    if schedule.stops_on:
        return given.spoken("first.happening_stop", mg=now)
    if given.first_change is None:
        return given.spoken("first.happening_same", mg=now)
    target = wording.milligrams(schedule.steps[-1].daily_mg)
    return given.spoken("first.happening_stay", mg=now, target=target)


def _revised(given: Given, day: str) -> tuple[Run, ...]:
    restart = not any(dose.mg for dose in given.now)
    kind = "restart" if restart else "hold" if given.coming else "end"
    runs = given.spoken(f"first.happening_{kind}", day=day)
    reason = given.plan.revisions[-1].reason
    if not reason:
        return runs
    return (*runs, Run(" " + given.said("first.happening_hold_why", reason=reason)))


def first_change(paper: Paper, given: Given) -> None:
    """The day and the dose of the first change."""
    if runs := _first_change(given):
        paper.paragraph(runs, title="first change")


def _first_change(given: Given) -> tuple[Run, ...]:
    if given.first_change is None:
        return ()
    step = given.first_other
    if step is None:
        stops = given.schedule.stops_on
        return given.spoken("first.first_stop", day=given.wording.day(stops)) if stops else ()
    day = given.wording.day(step.start)
    pairs = [(dose, now.mg) for dose, now in zip(step.doses, given.now, strict=True)]
    names = [given.words.dose_name(dose.name) for dose, mg in pairs if dose.mg != mg]
    lower = all(dose.mg <= mg for dose, mg in pairs)
    higher = all(dose.mg >= mg for dose, mg in pairs)
    key = "first_lower" if lower else "first_rise" if higher else "first_change"
    return given.spoken(f"first.{key}", day=day, names=given.wording.listed(names))


def the_steps(paper: Paper, given: Given) -> list[Row]:
    """The table of the steps, as many as fit on this page; the others."""
    only = only_product(given)
    key = f"first.steps_{only.form}" if only else "first.steps"
    strength = given.wording.strength(only) if only else ""
    paper.heading(2, given.said(key, strength=strength), keep=4 * paper.measures.leading)
    rows = [now_row(given), *rows_of(given, given.coming)]
    count, padding = fitting(paper, given, rows, _height_of_end(paper, given))
    draw_steps(paper, given, rows[:count], title="steps", padding=padding)
    return rows[count:]


def _height_of_end(paper: Paper, given: Given) -> float:
    measures = paper.measures
    lines = sum(len(paper.wrap(runs, paper.column)) for runs in _end(given).values())
    return lines * measures.leading + 3 * measures.after_paragraph + 1


def the_end(paper: Paper, given: Given) -> None:
    """The last dose and the day after it; or: stay, don't stop."""
    for title, runs in _end(given).items():
        paper.paragraph(runs, title=title)


def _end(given: Given) -> dict[str, tuple[Run, ...]]:
    wording, schedule = given.wording, given.schedule
    if schedule.stops_on:
        none = Run(given.said("first.none_from", day=wording.day(schedule.stops_on)), bold=True)
        last = wording.day(schedule.stops_on - ONE_DAY)
        last_dose = given.spoken("first.last_dose", day=last)
        ends = {"last dose": last_dose} if given.coming else {}
        return {**ends, "none from": (none,)}
    if given.first_change:
        day = wording.day(schedule.steps[-1].start)
        return {"stay": (Run(given.said("first.stay", day=day), bold=True),)}
    return {"": (Run(given.said("first.stay_same"), bold=True),)}


def never_stop(paper: Paper, given: Given) -> None:
    """The warning, in a thick frame."""
    measures = paper.measures
    with paper.framed(9 * measures.leading):
        paper.heading(2, given.said("never.title"), keep=7 * measures.leading)
        paper.paragraph(given.spoken("never.text"))
        paper.paragraph(given.said("never.could"))


def emergency(paper: Paper, given: Given) -> None:
    """When to call the emergency number, and for what."""
    number = given.plan.prescriber.emergency
    keep = 6 * paper.measures.leading
    if number:
        paper.heading(2, given.said("emergency.title", number=number), keep=keep)
    else:
        paper.heading(2, given.said("emergency.title_blank"), keep=keep)
        paper.write_in(given.said("emergency.number_blank"))
    paper.bullets(given.words.texts("emergency.signs"))
    paper.paragraph(given.said(f"emergency.say_{_what_to_say(given)}"))


def _what_to_say(given: Given) -> str:
    """What the emergency service must know of the dose."""
    if given.first_change is None:
        return "same"
    if not given.coming:
        return "stopped"
    return "changed" if given.plan.revisions else "lower"


def same_day(paper: Paper, given: Given) -> None:
    """When to call whom the same day, by day and by night; not to take the next step down."""
    prescriber = given.plan.prescriber
    paper.heading(2, given.said("same_day.title"), keep=6 * paper.measures.leading)
    paper.bullets(given.words.texts("same_day.signs"))
    for key, who in (("day", _by_day(given)), ("night", prescriber.out_of_hours)):
        if who:
            paper.paragraph(given.spoken(f"same_day.{key}", who=who))
        else:
            paper.write_in(given.said(f"same_day.{key}_blank"))
    if given.coming:
        paper.paragraph(given.spoken("same_day.hold"))
        if given.plan.go_back_allowed:
            paper.paragraph(given.said("same_day.go_back"))


def _by_day(given: Given) -> str:
    prescriber = given.plan.prescriber
    if not prescriber.phone:
        return ""
    comma = given.words.text("lists.comma")
    return comma.join(part for part in (prescriber.name, prescriber.phone) if part)


def missed(paper: Paper, given: Given) -> None:
    """A missed dose, a missed day, tablets that don't stay down, hospital."""
    paper.heading(2, given.said("missed.title"), keep=4 * paper.measures.leading)
    tablets = all(given.medicine.by_id[one].form == "tablet" for one in given.plan.products)
    what = given.said("missed.tablets" if tablets else "missed.medicine")
    paper.paragraph(given.spoken("missed.dose"))
    paper.paragraph(given.spoken("missed.day", what=what))
    paper.paragraph(given.said("missed.hospital"))


def how_long_it_lasts(paper: Paper, given: Given) -> None:
    """Until when the supply lasts, by when to ask for more, and what if the label differs."""
    supply = given.supply
    paper.heading(2, given.said("lasting.title"), keep=4 * paper.measures.leading)
    if supply.until:
        if needed := _needed(given):
            paper.paragraph((*needed, Run(" "), *_ask(given)), title="needed")
        if supply.fills:
            _fills(paper, given)
    paper.paragraph(given.said("lasting.label"))


def _needed(given: Given) -> tuple[Run, ...]:
    """What the plan takes: all of it, or from its last revision on."""
    supply = given.supply_to_come if given.plan.revisions else given.supply
    if supply.until is None or not supply.amounts:
        return ()
    counted = "" if given.schedule.stops_on else "_counted"
    kind = "rest" if given.plan.revisions else "whole"
    key = {"whole_counted": "counted"}.get(kind + counted, kind + counted)
    first = given.coming[0].start if given.coming else given.schedule.start
    return given.spoken(
        f"lasting.{key}",
        day=given.wording.day(first),
        amounts=given.wording.supplies(supply.amounts),
        until=given.wording.day(supply.until),
    )


def _ask(given: Given) -> tuple[Run, ...]:
    """By when to ask for more."""
    if given.supply.fills or given.supply.until is None:
        return given.spoken("lasting.ask_fills")
    if given.schedule.stops_on:
        return given.spoken("lasting.ask")
    ask = given.supply.until - ASK_AHEAD
    return given.spoken("lasting.ask_by", day=given.wording.day(ask))


def fills_told(given: Given) -> list[tuple[int, Fill, date | None]]:
    """The supplies to come that the page names: number, fill, and by when to ask for the next."""
    numbered = list(enumerate(given.supply.fills, start=1))
    last = len(numbered) if given.schedule.stops_on else 0
    first = given.first_change if given.plan.revisions else None
    told = [(n, fill) for n, fill in numbered if first is None or fill.end >= first]
    return [(n, fill, None if n == last else _ask_on(fill, first)) for n, fill in told[:MOST_FILLS]]


def _ask_on(fill: Fill, first: date | None) -> date:
    """The day by which to ask for the next supply: not before the plan's change."""
    ask = fill.end - min(ASK_AHEAD, (fill.end - fill.start + ONE_DAY) // 2)
    return max(ask, first) if first else ask


def _fills(paper: Paper, given: Given) -> None:
    """The supplies to come, each with the day by which to ask for the next."""
    wording, told = given.wording, fills_told(given)
    paper.bullets(
        (
            given.spoken(
                "lasting.fill" if ask else "lasting.fill_last",
                number=number,
                amounts=wording.supplies(fill.amounts) if fill.amounts else wording.none,
                until=wording.day(fill.end),
                ask=wording.day(ask) if ask else "",
            )
            for number, fill, ask in told
        ),
        title="fill",
    )
    if told and told[-1][0] < len(given.supply.fills):
        paper.paragraph(given.said("lasting.fills_more"))


def chart_fits(paper: Paper) -> bool:
    measures = paper.measures
    heading = measures.heading * 1.2 + measures.before_heading + measures.after_heading
    return paper.room >= measures.chart_height + heading


def chart(paper: Paper, given: Given) -> None:
    """The daily dose over time, small."""
    measures = paper.measures
    paper.heading(2, given.said("chart.title"), keep=measures.chart_height)
    draw_chart(paper, given)


def more_steps(paper: Paper, given: Given, rows: list[Row]) -> None:
    """The steps that the first page has no room for."""
    paper.new_page()
    paper.heading(2, given.said("first.more_steps_title"))
    below = _height_of_end(paper, given)
    _, padding = fitting(paper, given, rows, below)
    draw_steps(paper, given, rows, title="steps", padding=padding, below=below)


def earlier_steps(paper: Paper, given: Given) -> None:
    """What came before a revision: for the one who asks what was taken when."""
    if not given.plan.revisions or not given.earlier:
        return
    paper.heading(2, given.said("first.earlier_steps_title"), keep=6 * paper.measures.leading)
    draw_steps(paper, given, rows_of(given, given.earlier), title="earlier steps")
