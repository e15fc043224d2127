"""The patient's second page: never stop suddenly, whom to call, a missed dose, the supply.

One function a block, in the order in which the page is read (issue 7).
"""

from __future__ import annotations

import re
from datetime import date

from planner.handout.chart_block import draw_chart
from planner.handout.fills import ASK_AHEAD, come_to_more, fills_told
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.supply import Fill

_IN_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")
"""The spaces in a telephone number, which stays on one line."""


def not_to_come_to_harm(paper: Paper, given: Given) -> None:
    """What must be known beside the doses."""
    never_stop(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    missed(paper, given)
    how_long_it_lasts(paper, given)


def never_stop(paper: Paper, given: Given) -> None:
    """The warning, in a thick frame."""
    stays = given.first_change is None or (given.coming and not given.goes_down)
    texts = [given.spoken("never.text_stays" if stays else "never.text")]
    texts.append(given.spoken("never.could"))
    heading = 2 * paper.measures.heading
    with paper.framed(heading + paper.height_of(*texts)):
        paper.heading(2, given.said("never.title"))
        for text in texts:
            paper.paragraph(text)


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
            unbroken = _IN_A_NUMBER.sub("\N{NO-BREAK SPACE}", who)
            paper.paragraph(given.spoken(f"same_day.{key}", who=unbroken))
        else:
            paper.write_in(given.said(f"same_day.{key}_blank"))
    if given.goes_down:
        paper.paragraph(given.spoken("same_day.hold"))
    if given.may_go_back:
        paper.paragraph(given.said("same_day.go_back"))


def _by_day(given: Given) -> str:
    prescriber = given.plan.prescriber
    if not prescriber.phone:
        return ""
    comma = given.words.text("lists.comma")
    return comma.join(part for part in (prescriber.name, prescriber.phone) if part)


def missed(paper: Paper, given: Given) -> None:
    """A missed dose, a missed day, tablets that don't stay down, hospital."""
    tablets = all(given.medicine.by_id[one].form == "tablet" for one in given.plan.products)
    what = given.said("missed.tablets" if tablets else "missed.medicine")
    texts = [
        given.spoken("missed.dose"),
        given.spoken("missed.day", what=what),
        given.spoken("missed.hospital"),
    ]
    paper.heading(2, given.said("missed.title"), keep=paper.height_of(*texts))
    for text in texts:
        paper.paragraph(text)


def how_long_it_lasts(paper: Paper, given: Given) -> None:
    """Until when the supply lasts, by when to ask for more, and what if the label differs."""
    supply = given.supply_to_come
    label = given.said("lasting.label")
    needed = (*found, Run(" "), *_ask(given)) if (found := _needed(given)) else ()
    keep = paper.height_of(*([needed] if needed else []), label)
    paper.heading(2, given.said("lasting.title"), keep=keep)
    if supply.until:
        if needed:
            paper.paragraph(needed, title="needed")
        if supply.fills:
            _fills(paper, given)
    paper.paragraph(label)


def _needed(given: Given) -> tuple[Run, ...]:
    """What the plan takes: all of it, or from its last revision on."""
    supply = given.supply_to_come
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
    supply = given.supply_to_come
    if supply.fills or supply.until is None:
        return given.spoken("lasting.ask_fills")
    if given.plan.revisions:
        return given.spoken("lasting.ask_now")
    if given.schedule.stops_on:
        return given.spoken("lasting.ask")
    ask = supply.until - ASK_AHEAD
    return given.spoken("lasting.ask_by", day=given.wording.day(ask))


def _fills(paper: Paper, given: Given) -> None:
    """The supplies to come, each with the day by which to ask for the next."""
    told = fills_told(given)
    paper.bullets((_fill(given, *one) for one in told), title="fill")
    notes = ["lasting.fills_rounded"] if come_to_more(given.supply_to_come) else []
    if told and told[-1][0] < len(given.supply.fills):
        is_short = (given.plan.fill_days or 0) < 2 * ASK_AHEAD.days
        notes.append("lasting.fills_more_short" if is_short else "lasting.fills_more")
    if notes:
        paper.paragraph(" ".join(map(given.said, notes)))


def _fill(given: Given, number: int, fill: Fill, ask: date | None) -> tuple[Run, ...]:
    """A supply; of the one that a revision meets, only what is needed for the rest of its days."""
    wording = given.wording
    running = given.running_fill and number == given.fills_to_come[0][0]
    return given.spoken(
        f"lasting.{'fill_now' if running else 'fill'}{'' if ask else '_last'}",
        number=number,
        day=wording.day(fill.start),
        amounts=wording.supplies(fill.amounts) if fill.amounts else wording.none,
        until=wording.day(fill.end),
        ask=wording.day(ask) if ask else "",
    )


def chart_fits(paper: Paper) -> bool:
    return paper.room >= paper.measures.least_chart_height + paper.heading_height


def chart(paper: Paper, given: Given) -> None:
    """The daily dose over time, small."""
    measures = paper.measures
    room = paper.room - paper.heading_height
    height = min(measures.chart_height, max(room, measures.least_chart_height))
    paper.heading(2, given.said("chart.title"), keep=height)
    draw_chart(paper, given, height)
