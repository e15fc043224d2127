"""The patient's second page: never stop suddenly, whom to call, a missed dose, the supply.

One function a block, in the order in which the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from planner.handout.after_stop import until_it_is_taken_again
from planner.handout.chart_block import draw_chart
from planner.handout.fills import ASK_AHEAD, come_to_more, fills_told
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.stopping import next_stop, stops_at_once
from planner.handout.wording import at_home, dispensed, needed
from planner.handout.words import Run
from planner.supply import Fill

_IN_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")
"""The spaces in a telephone number, which stays on one line."""


def not_to_come_to_harm(paper: Paper, given: Given) -> None:
    """What must be known beside the doses."""
    warning(paper, given)
    emergency(paper, given)
    same_day(paper, given)
    if not stops_at_once(given):
        missed(paper, given)
    how_long_it_lasts(paper, given)


def warning(paper: Paper, given: Given) -> None:
    """Never stop suddenly; or what holds instead where a stop at once was decided, and first what
    holds while none is taken before a restart."""
    if not given.now_mg and given.first_taken:
        until_it_is_taken_again(paper, given, given.first_taken.start)
    if stops_at_once(given):
        stop = given.wording.day(next_stop(given) or given.begins)
        texts = [given.spoken(f"at_once.{part}", day=stop) for part in ("text", "watched")]
        _framed(paper, given.said("at_once.title"), texts, title="at once")
        return
    if not given.now_mg and not given.first_taken:
        return
    text = given.spoken("never.text" if given.goes_down else "never.text_stays")
    title = given.said("never.title" if given.now_mg else "never.title_again")
    _framed(paper, title, [text, given.spoken("never.could")])


def _framed(paper: Paper, heading: str, texts: Sequence[Sequence[Run]], *, title: str = "") -> None:
    """A block in a thick frame; `title`: by which the read back finds its first sentence."""
    with paper.framed(2 * paper.measures.heading + paper.height_of(*texts)):
        paper.heading(2, heading)
        for text in texts:
            paper.paragraph(text, title=title if text is texts[0] else "")


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
    if given.over or not given.now_mg:
        return "stopped"
    if stops_at_once(given):
        return "stops"
    if given.in_force and given.begun_by(given.in_force):
        return "changed"
    if given.first_change is None:
        return "same"
    return "lower" if given.goes_down and not given.rises else "changed"


def same_day(paper: Paper, given: Given) -> None:
    """When to call whom the same day, by day and by night; not to take the next step down."""
    prescriber = given.plan.prescriber
    paper.heading(2, given.said("same_day.title"), keep=6 * paper.measures.leading)
    signs = list(given.words.texts("same_day.signs"))
    if (limit := given.plan.patient.spasm_limit) is not None:
        signs[1:1] = [given.said("same_day.limit", limit=limit)]
    paper.bullets(signs)
    for key, who in (("day", _by_day(given)), ("night", prescriber.out_of_hours)):
        if who:
            unbroken = _IN_A_NUMBER.sub("\N{NO-BREAK SPACE}", who)
            paper.paragraph(given.spoken(f"same_day.{key}", who=unbroken))
        else:
            paper.write_in(given.said(f"same_day.{key}_blank"))
    if given.goes_down and not stops_at_once(given):
        paper.paragraph(given.spoken("same_day.hold"))
    if given.may_go_back:
        paper.paragraph(given.said("same_day.go_back"))


def _by_day(given: Given) -> str:
    prescriber = given.plan.prescriber
    if not prescriber.phone:
        return ""
    comma = given.words.text("lists.comma")
    parts = (prescriber.name, prescriber.phone, prescriber.hours)
    return comma.join(part for part in parts if part)


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
    texts = [needs, _home(given)] if (needs := _needed(given)) else []
    texts = [text for text in texts if text]
    keep = paper.height_of(*texts, label)
    paper.heading(2, given.said("lasting.title"), keep=keep)
    for title, text in zip(("needed", "home"), texts, strict=False):
        paper.paragraph(text, title=title)
    if needs and supply.fills:
        _fills(paper, given)
    if needs and supply.reserve:
        amounts = given.wording.counted(supply.reserve)
        paper.paragraph(given.spoken("lasting.reserve", amounts=amounts), title="reserve")
    paper.paragraph(label)


def _needed(given: Given) -> tuple[Run, ...]:
    """What the plan takes, all of it or from the day on, and by when to ask for more."""
    supply = given.supply_to_come
    if supply.until is None or not supply.amounts:
        return ()
    counted = "" if given.stops_on else "_counted"
    kind = "rest" if given.started else "whole"
    key = {"whole_counted": "counted"}.get(kind + counted, kind + counted)
    runs = given.spoken(
        f"lasting.{key}",
        day=given.wording.day(given.begins),
        amounts=given.wording.counted(needed(supply.amounts)),
        until=given.wording.day(supply.until),
    )
    return (*runs, Run(" "), *_ask(given, supply.until))


def _ask(given: Given, until: date) -> tuple[Run, ...]:
    """By when to ask for more."""
    if given.supply_to_come.fills:
        return given.spoken("lasting.ask_fills")
    if given.started:
        return given.spoken("lasting.ask_now")
    if given.stops_on:
        return given.spoken("lasting.ask")
    return given.spoken("lasting.ask_by", day=given.wording.day(until - ASK_AHEAD))


def _home(given: Given) -> tuple[Run, ...]:
    """Before the start: what is at home already, and how much is needed beside it. Later on the
    patient counts what there is."""
    amounts = given.supply_to_come.amounts
    if given.started or not (home := at_home(amounts)):
        return ()
    more = dispensed(amounts)
    return given.spoken(
        "lasting.home" if more else "lasting.home_enough",
        home=given.wording.counted(home),
        **({"more": given.wording.counted(more)} if more else {}),
    )


def _fills(paper: Paper, given: Given) -> None:
    """The supplies to come, each with the day by which to ask for the next."""
    told = fills_told(given)
    paper.bullets((_fill(given, *one) for one in told), title="fill")
    notes = ["lasting.fills_rounded"] if come_to_more(given.supply_to_come) else []
    if len(told) < len(given.supply_to_come.fills):
        is_short = (given.plan.fill_days or 0) < 2 * ASK_AHEAD.days
        notes.append("lasting.fills_more_short" if is_short else "lasting.fills_more")
    if notes:
        paper.paragraph(" ".join(map(given.said, notes)))


def _fill(given: Given, fill: Fill, ask: date | None) -> tuple[Run, ...]:
    """A supply; of the one that has begun, what is needed for the rest of its days."""
    wording = given.wording
    amounts = needed(fill.amounts) if fill.cut_short else dispensed(fill.amounts)
    return given.spoken(
        f"lasting.{'fill_now' if fill.cut_short else 'fill'}{'' if ask else '_last'}",
        number=fill.number,
        day=wording.day(fill.start),
        amounts=wording.counted(amounts),
        until=wording.day(fill.end),
        ask=wording.day(ask) if ask else "",
    )


def has_chart(given: Given) -> bool:
    """There is a dose to be seen on it."""
    return bool(given.now_mg or given.first_taken)


def chart_fits(paper: Paper) -> bool:
    return paper.room >= paper.measures.least_chart_height + paper.heading_height


def chart(paper: Paper, given: Given) -> None:
    """The daily dose over time, small."""
    measures = paper.measures
    room = paper.room - paper.heading_height
    height = min(measures.chart_height, max(room, measures.least_chart_height))
    paper.heading(2, given.said("chart.title"), keep=height)
    draw_chart(paper, given, height)
