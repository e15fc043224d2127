"""On the prescriber's sheet, the plan itself: what is taken, and how it was asked to come down."""

from __future__ import annotations

from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.sheet_parts import dose_said
from planner.in_words import duration, taper_in_words
from planner.plan import Custom, Revision
from planner.schedule import Dose
from planner.terms import WEEKDAYS

FASTEST_LABEL_DAYS, SLOWEST_LABEL_DAYS = 7, 21
"""1 week (CA, SG, UK) to 3 weeks (DE-CH): sources.md 5, short-taper and too-short."""


def regimen(paper: Paper, given: Given) -> None:
    plan, wording = given.plan, given.wording
    if given.started:
        paper.heading(2, given.said("prescriber.now_title"))
        if given.in_force and given.in_force.taken:
            paper.paragraph(given.said("prescriber.now_taken"))
        paper.bullets((_regimen_line(given, dose) for dose in given.now), title="now")
        start = wording.day(plan.start)
        paper.heading(2, given.said("prescriber.regimen_title_start", day=start))
    else:
        paper.heading(2, given.said("prescriber.regimen_title"))
    paper.bullets((_regimen_line(given, dose) for dose in given.regimen), title="regimen")
    daily = given.said("prescriber.daily", mg=wording.milligrams(plan.daily_dose))
    paper.paragraph(daily, title="daily")
    parts = []
    if plan.regimen_confirmed:
        day = wording.day(plan.regimen_confirmed)
        parts.append(given.said("prescriber.confirmed", day=day))
    else:
        parts.append(given.said("prescriber.unconfirmed"))
    months = plan.patient.taken_months
    key = "taken_unknown" if months is None else "taken_months"
    parts.append(given.said(f"prescriber.{key}", months=months))
    risks = plan.patient.risks
    key = "risks_not_asked" if risks is None else "risks" if risks else "risks_none"
    parts.append(given.said(f"prescriber.{key}", risks=", ".join(risks or ())))
    paper.paragraph(" ".join(parts))


def _regimen_line(given: Given, dose: Dose) -> str:
    return dose_said(given, dose, "prescriber.regimen", "prescriber.regimen_liquid")


def pace(paper: Paper, given: Given) -> None:
    """The taper, how doses are shared, which days may carry a change, and the revisions."""
    plan, wording = given.plan, given.wording
    paper.heading(2, given.said("prescriber.pace_title"))
    parts = [given.said("prescriber.pace", pace=taper_in_words(plan.taper))]
    if not isinstance(plan.taper, Custom):
        target = wording.milligrams(plan.taper.target_mg)
        parts.append(given.said("prescriber.target", mg=target))
        names = wording.listed(given.words.dose_name(one) for one in plan.sharing.keep_highest)
        key = plan.sharing.rule.replace("-", "_")
        parts.append(given.said(f"prescriber.sharing_{key}", names=names))
    if plan.hold_days:
        parts.append(given.said("prescriber.hold", days=plan.hold_days))
    if len(plan.dates.change_on) < len(WEEKDAYS):
        weekdays = given.words.texts("dates.weekdays")
        days = wording.listed(
            name
            for day, name in zip(WEEKDAYS, weekdays, strict=True)
            if day in plan.dates.change_on
        )
        parts.append(given.said("prescriber.change_on", days=days))
    if plan.dates.holidays:
        parts.append(given.said("prescriber.holidays", region=plan.dates.holidays))
    for pause in plan.dates.pauses:
        key = "prescriber.pause" if pause.reason else "prescriber.pause_plain"
        span = {"first": wording.day(pause.start), "last": wording.day(pause.end)}
        parts.append(given.said(key, reason=pause.reason, **span))
    paper.paragraph(" ".join(parts))
    if plan.revisions:
        numbered = enumerate(plan.revisions, start=1)
        paper.bullets(_revision(given, number, one) for number, one in numbered)
    if given.schedule.days and not plan.revisions:
        paper.paragraph(given.said("prescriber.length", days=given.schedule.days,
                                   compared=_compared(given, given.schedule.days)))  # fmt: skip
    paper.paragraph(given.said("prescriber.bound"))
    paper.paragraph(given.said("prescriber.onset"))


def _revision(given: Given, number: int, revision: Revision) -> str:
    """What a revision changes: from when, why, the doses, how long they are held, the pace."""
    change = given.change_said(revision)
    key = "revision" if change else "revision_plain"
    day = given.wording.day(revision.start)
    parts = [given.said(f"prescriber.{key}", number=number, day=day, reason=change)]
    if revision.taken:
        parts.append(given.said("prescriber.revision_taken"))
    if revision.regimen is None:
        parts.append(given.said("prescriber.revision_doses_same"))
    else:
        doses = (
            f"{given.words.dose_name(one.name)} {given.wording.milligrams(mg)}"
            for one, mg in zip(given.plan.regimen, revision.regimen, strict=True)
        )
        parts.append(given.said("prescriber.revision_doses", doses=given.wording.listed(doses)))
        if revision.taken or not any(revision.regimen):
            return " ".join(parts)
    days = duration(revision.hold_days)
    if days:
        parts.append(given.said("prescriber.revision_hold", days=days))
    if revision.taper is None:
        parts.append(given.said("prescriber.revision_pace_same"))
    else:
        parts.append(given.said("prescriber.pace", pace=taper_in_words(revision.taper)))
        if not isinstance(revision.taper, Custom):
            target = given.wording.milligrams(revision.taper.target_mg)
            parts.append(given.said("prescriber.target", mg=target))
    return " ".join(parts)


def _compared(given: Given, days: int) -> str:
    if days > SLOWEST_LABEL_DAYS:
        return given.said("prescriber.slower")
    key = "faster" if days < FASTEST_LABEL_DAYS else "within"
    return given.said(f"prescriber.{key}")
