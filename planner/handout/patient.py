"""The patient's first pages: what happens, when, how not to come to harm, and whom to call.

One function a block, in the order in which the page is read (issue 7). What fits stands on one
page; else it is a spread of two, and steps that don't fit on the first follow after the second.
"""

from __future__ import annotations

from datetime import timedelta

from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.steps import draw_steps, steps_that_fit
from planner.handout.words import Run
from planner.schedule import Dose, Step

ASK_AHEAD = timedelta(days=7)
"""How long before a supply ends more is asked for; half its days where it is shorter."""


def draw_patient(paper: Paper, given: Given) -> None:
    """The spread, and the steps that don't fit in it."""
    for_whom(paper, given)
    what_happens(paper, given)
    doses_now(paper, given)
    rest = the_steps(paper, given)
    if not rest:
        the_end(paper, given)
        reviews(paper, given)
    else:
        paper.paragraph(given.said("first.more_steps"))
    never_stop(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    missed(paper, given)
    how_long_it_lasts(paper, given)
    if rest:
        more_steps(paper, given, rest)
        the_end(paper, given)
        reviews(paper, given)
    if given.plan.revisions and given.earlier:
        earlier_steps(paper, given)


def for_whom(paper: Paper, given: Given) -> None:
    plan, words = given.plan, given.words
    if not given.standing.approved:
        paper.paragraph((Run(words.text("first.draft"), bold=True),))
    stays = given.schedule.stops_on is None
    kind = "same" if given.first_change is None else "stay" if stays else "stop"
    paper.heading(1, given.said(f"first.title_{kind}"))
    patient = plan.patient
    if patient.name:
        paper.paragraph((Run(words.text("first.for") + " "), Run(patient.name, bold=True)))
    else:
        paper.write_in(words.text("first.for"))
    if patient.birth_date:
        born = given.wording.birth(patient.birth_date)
        number = f" {words.text('first.number')} " if patient.identifier else ""
        paper.paragraph(
            (
                Run(words.text("first.born") + " "),
                Run(born + ("." if number else ""), bold=True),
                *((Run(number), Run(patient.identifier, bold=True)) if number else ()),
            )
        )
    else:
        paper.write_in(words.text("first.born"))
    paper.paragraph(words.runs("first.replaces"))


def what_happens(paper: Paper, given: Given) -> None:
    """What is happening, agreed with whom, and why."""
    plan, wording = given.plan, given.wording
    paper.heading(2, given.said("first.happening"))
    paper.paragraph(_happening(given))
    prescriber = plan.prescriber
    who = wording.words.text("lists.comma").join(
        part for part in (prescriber.name, prescriber.clinic) if part
    )
    if who:
        paper.paragraph(given.spoken("first.agreed", who=who))
    else:
        paper.write_in(given.said("first.agreed_blank"))
    if plan.patient.reason:
        paper.paragraph(given.said("first.why", reason=plan.patient.reason))


def _happening(given: Given) -> tuple[Run, ...]:
    plan, wording, schedule = given.plan, given.wording, given.schedule
    if plan.revisions and given.first_change:
        day = wording.day(given.first_change)
        restart = not any(dose.mg for dose in given.now)
        runs = given.spoken(f"first.happening_{'restart' if restart else 'hold'}", day=day)
        reason = plan.revisions[-1].reason
        if reason:
            why = given.said("first.happening_hold_why", reason=reason)
            runs = (*runs, Run(f" {why}"))
        return runs
    now = wording.milligrams(plan.daily_dose)
    if schedule.stops_on:
        return given.spoken("first.happening_stop", mg=now)
    if given.first_change is None:
        return given.spoken("first.happening_same", mg=now)
    target = wording.milligrams(schedule.steps[-1].daily_mg)
    return given.spoken("first.happening_stay", mg=now, target=target)


def doses_now(paper: Paper, given: Given) -> None:
    """The present doses, until which day, and the first lower one."""
    wording = given.wording
    paper.heading(2, given.said("first.now"))
    taken = any(dose.mg for dose in given.now)
    if given.last_day_now is None:
        paper.paragraph(given.spoken("first.now_same"))
    else:
        key = "first.now_until" if taken else "first.now_none"
        paper.paragraph(given.spoken(key, day=wording.day(given.last_day_now)))
    if taken:
        paper.bullets(_dose_line(given, dose) for dose in _as_doses(given))
    if given.first_change is None:
        return
    day = wording.day(given.first_change)
    if not given.coming:
        paper.paragraph(given.spoken("first.first_stop", day=day))
        return
    now = [dose.mg for dose in given.now]
    first = given.coming[0].doses
    names = [given.words.dose_name(d.name) for d, mg in zip(first, now, strict=True) if d.mg != mg]
    if not names:
        return
    lower = all(d.mg <= mg for d, mg in zip(first, now, strict=True))
    higher = all(d.mg >= mg for d, mg in zip(first, now, strict=True))
    key = "first_lower" if lower else "first_rise" if higher else "first_change"
    paper.paragraph(given.spoken(f"first.{key}", day=day, names=wording.listed(names)))


def _as_doses(given: Given) -> tuple[Dose, ...]:
    """The present doses with how each is taken."""
    if given.plan.revisions and given.earlier:
        return given.earlier[-1].doses
    first = given.schedule.steps[0] if given.schedule.steps else None
    if first and first.number == 0:
        return first.doses
    from planner.validity import tablets_of

    tablets = tablets_of(given.plan, given.medicine)
    return tuple(
        Dose(one.name, one.time, one.mg, tablets.take(one.mg)) for one in given.plan.regimen
    )


def _dose_line(given: Given, dose: Dose) -> tuple[Run, ...]:
    names = {"name": given.words.dose_name(dose.name), "time": dose.time}
    if not dose.take:
        return given.spoken("first.dose_line_none", **names)
    liquid = all(given.medicine.by_id[taken.product].is_liquid for taken in dose.take)
    return given.spoken(
        "first.dose_line_liquid" if liquid else "first.dose_line",
        tablets=given.wording.tablets(dose),
        mg=given.wording.milligrams(dose.mg),
        **names,
    )


def the_steps(paper: Paper, given: Given) -> tuple[Step, ...]:
    """The table of the steps, as many as fit on this page; the others."""
    if not given.coming:
        return ()
    paper.heading(2, given.said("first.steps"), keep=4 * paper.measures.leading)
    fit = steps_that_fit(paper, given, given.coming)
    draw_steps(paper, given, given.coming[:fit], title="steps")
    return given.coming[fit:]


def the_end(paper: Paper, given: Given) -> None:
    """The last dose and the day after it; or: stay, don't stop."""
    wording, schedule = given.wording, given.schedule
    if schedule.stops_on:
        last = wording.day(schedule.stops_on - ONE_DAY)
        if given.coming:
            paper.paragraph(given.spoken("first.last_dose", day=last))
        none = given.said("first.none_from", day=wording.day(schedule.stops_on))
        paper.paragraph((Run(none, bold=True),))
    elif given.first_change:
        day = wording.day(schedule.steps[-1].start)
        paper.paragraph((Run(given.said("first.stay", day=day), bold=True),))
    else:
        paper.paragraph((Run(given.said("first.stay_same"), bold=True),))


def reviews(paper: Paper, given: Given) -> None:
    """When prescriber and patient speak."""
    if not given.plan.reviews:
        return
    paper.heading(2, given.said("first.reviews"))
    paper.bullets(
        given.said(
            "first.review" if review.note else "first.review_plain",
            day=given.wording.day(review.on),
            note=review.note,
        )
        for review in sorted(given.plan.reviews, key=lambda review: review.on)
    )


def never_stop(paper: Paper, given: Given) -> None:
    measures = paper.measures
    height = 9 * measures.leading
    with paper.framed(height):
        paper.heading(2, given.said("never.title"), keep=8 * measures.leading)
        paper.paragraph(given.spoken("never.text"))
        paper.paragraph(given.said("never.could"))


def emergency(paper: Paper, given: Given) -> None:
    """When to call the emergency number, and for what."""
    number = given.plan.prescriber.emergency
    keep = 8 * paper.measures.leading
    paper.heading(2, given.said("emergency.title"), keep=keep)
    if number:
        paper.paragraph(given.spoken("emergency.number", number=number))
    else:
        paper.write_in(given.said("emergency.number_blank"))
    paper.paragraph(given.said("emergency.for"))
    paper.bullets(given.words.texts("emergency.signs"))
    paper.paragraph(given.said("emergency.say"))


def same_day(paper: Paper, given: Given) -> None:
    """When to call whom the same day, by day and by night; not to take the next step down."""
    prescriber = given.plan.prescriber
    paper.heading(2, given.said("same_day.title"), keep=7 * paper.measures.leading)
    paper.paragraph(given.said("same_day.for"))
    paper.bullets(given.words.texts("same_day.signs"))
    for key, who in (("day", _by_day(given)), ("night", prescriber.out_of_hours)):
        if who:
            paper.paragraph(given.spoken(f"same_day.{key}", who=who))
        else:
            paper.write_in(given.said(f"same_day.{key}_blank"))
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
    supply, wording = given.supply, given.wording
    paper.heading(2, given.said("lasting.title"), keep=4 * paper.measures.leading)
    if supply.until and supply.amounts:
        until, amounts = wording.day(supply.until), wording.supplies(supply.amounts)
        kind = "whole" if given.schedule.stops_on else "counted"
        paper.paragraph(given.spoken(f"lasting.{kind}", amounts=amounts, until=until))
        if supply.fills:
            _fills(paper, given)
            paper.paragraph(given.said("lasting.ask_fills"))
        elif given.schedule.stops_on:
            paper.paragraph(given.said("lasting.ask"))
        else:
            ask = wording.day(supply.until - ASK_AHEAD)
            paper.paragraph(given.spoken("lasting.ask_by", day=ask))
    paper.paragraph(given.said("lasting.label"))


def _fills(paper: Paper, given: Given) -> None:
    wording, fills = given.wording, given.supply.fills
    shown = [(number, fill) for number, fill in enumerate(fills, start=1)][:MOST_FILLS]
    items = []
    for number, fill in shown:
        is_last = number == len(fills) and given.schedule.stops_on is not None
        ahead = min(ASK_AHEAD, (fill.end - fill.start + ONE_DAY) // 2)
        items.append(
            given.spoken(
                "lasting.fill_last" if is_last else "lasting.fill",
                number=number,
                amounts=wording.supplies(fill.amounts) if fill.amounts else "",
                until=wording.day(fill.end),
                ask=wording.day(fill.end - ahead),
            )
        )
    paper.bullets(items)
    if len(fills) > MOST_FILLS:
        paper.paragraph(given.said("lasting.fills_more"))


MOST_FILLS = 4
"""Supplies named on the patient's page; the pharmacy's sheet has all."""


def more_steps(paper: Paper, given: Given, steps: tuple[Step, ...]) -> None:
    paper.new_page()
    paper.heading(2, given.said("first.more_steps_title"))
    draw_steps(paper, given, steps, title="steps")


def earlier_steps(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("first.earlier_steps_title"), keep=6 * paper.measures.leading)
    draw_steps(paper, given, given.earlier, title="earlier steps")
