"""The talks of prescriber and patient that are still to come: those given, each with its time and
note, and those that follow from an interval."""

from __future__ import annotations

from datetime import date

from planner.handout.given import Given
from planner.plan import Review


def talks_to_come(given: Given) -> list[Review]:
    """From the day on, in order; of a day without words of its own, its date alone."""
    own: dict[date, list[Review]] = {}
    for review in sorted(given.plan.reviews, key=lambda review: (review.on, review.time or "")):
        own.setdefault(review.on, []).append(review)
    days = (day for day in given.case.reviews if day >= given.day)
    return [review for day in days for review in own.get(day, [Review(on=day)])]


def when(given: Given, review: Review) -> str:
    """The day, and the time where there is one."""
    day = given.wording.day(review.on)
    return (
        given.said("first.review_at", day=day, time=given.time(review.time)) if review.time else day
    )
