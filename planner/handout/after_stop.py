"""What holds while none is taken: after the last dose, and between a stop and a restart.

Signs can still come; whom to call, until when to keep the page, and not to start again by oneself
(sources.md 2, "After the stop").
"""

from __future__ import annotations

from datetime import date

from planner.handout.given import Given
from planner.handout.paper import Paper


def after_the_last_dose(paper: Paper, given: Given) -> None:
    """The plan is over."""
    reviews = [day for day in given.case.reviews if day >= given.day]
    keep = (
        given.spoken("off.keep", day=given.wording.day(reviews[-1]))
        if reviews
        else given.spoken("off.keep_plain")
    )
    texts = [given.spoken("off.signs"), given.spoken("off.again"), keep]
    if given.case.supply.reserve:
        texts.append(given.spoken("off.reserve"))
    with paper.framed(2 * paper.measures.heading + paper.height_of(*texts)):
        paper.heading(2, given.said("off.title"))
        for text in texts:
            paper.paragraph(text, title="keep" if text is keep else "")


def until_it_is_taken_again(paper: Paper, given: Given, day: date) -> None:
    """None is taken until a day that is known."""
    texts = [
        given.spoken("off.signs"),
        given.spoken("off.until", day=given.wording.day(day)),
        given.spoken("off.effect"),
    ]
    with paper.framed(2 * paper.measures.heading + paper.height_of(*texts)):
        paper.heading(2, given.said("off.title_until"))
        for text in texts:
            paper.paragraph(text, title="until" if text is texts[1] else "")
