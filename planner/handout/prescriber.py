"""The prescriber's sheet: all that the plan rests on, to be read before it is signed."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

from planner.amounts import ZERO, written
from planner.explain import why
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.sheet_parts import amounts_table, fills_table, who
from planner.handout.table import Table
from planner.handout.words import Run
from planner.plan import Custom, Revision
from planner.schedule import Dose, Step
from planner.summary import duration, summary, taper_in_words
from planner.terms import WEEKDAYS

FASTEST_LABEL_DAYS, SLOWEST_LABEL_DAYS = 7, 21
"""1 week (CA, SG, UK) to 3 weeks (DE-CH): sources.md 5, short-taper and too-short."""


def draw_prescriber(paper: Paper, given: Given, digest: str) -> None:
    """The sheet; `digest` is that of the plan as it stands in its file."""
    paper.heading(1, given.said("prescriber.title"))
    who(paper, given)
    paper.paragraph("; ".join(summary(given.plan, given.schedule, given.medicine)) + ".")
    regimen(paper, given)
    pace(paper, given)
    steps(paper, given)
    rules(paper, given)
    supply(paper, given)
    sig(paper, given)
    teach_back(paper, given)
    approval(paper, given, digest)


def regimen(paper: Paper, given: Given) -> None:
    plan, wording = given.plan, given.wording
    if plan.revisions:
        paper.heading(2, given.said("prescriber.now_title"))
        before = given.last_day_now or plan.start
        paper.paragraph(given.said("prescriber.now_until", day=wording.day(before)))
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
    return _dose_said(given, dose, "prescriber.regimen", "prescriber.regimen_liquid")


def pace(paper: Paper, given: Given) -> None:
    """The taper, how doses are shared, which days may carry a change, and the revisions."""
    plan, wording = given.plan, given.wording
    paper.heading(2, given.said("prescriber.pace_title"))
    parts = [given.said("prescriber.pace", pace=taper_in_words(plan.taper))]
    if not isinstance(plan.taper, Custom):
        target = wording.milligrams(plan.taper.target_mg)
        parts.append(given.said("prescriber.target", mg=target))
        names = wording.listed(given.words.dose_name(one) for one in plan.sharing.keep_highest)
        key = "balanced" if plan.sharing.rule == "balanced" else "one"
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
    key = "revision" if revision.reason else "revision_plain"
    day = given.wording.day(revision.start)
    parts = [given.said(f"prescriber.{key}", number=number, day=day, reason=revision.reason)]
    if revision.regimen is None:
        parts.append(given.said("prescriber.revision_doses_same"))
    else:
        doses = (
            f"{given.words.dose_name(one.name)} {given.wording.milligrams(mg)}"
            for one, mg in zip(given.plan.regimen, revision.regimen, strict=True)
        )
        parts.append(given.said("prescriber.revision_doses", doses=given.wording.listed(doses)))
        if not any(revision.regimen):
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


def steps(paper: Paper, given: Given) -> None:
    """Every step with its days, doses, tablets and cut, and under it why it is so."""
    paper.heading(2, given.said("prescriber.steps_title"))
    count = len(given.plan.regimen)
    header = [
        given.said("prescriber.column_number"),
        given.said("prescriber.column_from"),
        *given.dose_times,
        given.said("prescriber.column_daily"),
        given.said("prescriber.column_cut"),
    ]
    shares = (1.15, 2.6, *((8.0 / max(count, 3),) * count), 1.5, 1.9)
    table = Table(paper, header, shares, "all steps")
    with table.drawn():
        for step in given.schedule.steps:
            note = given.said("prescriber.why", why=why(given.plan, step, given.medicine))
            table.row(_step_row(given, step), note)
        if given.schedule.stops_on:
            table.row(_stop_row(given, given.schedule.stops_on))
    if given.schedule.stops_on:
        day = given.wording.day(given.schedule.stops_on)
        paper.paragraph(
            (Run(given.said("prescriber.stops", day=day), bold=True),), title="none from"
        )


def _step_row(given: Given, step: Step) -> list[str]:
    wording = given.wording
    if step.days is None:
        days = given.said("prescriber.for_good")
    else:
        days = given.said("prescriber.one_day" if step.days == 1 else "prescriber.days",
                          days=step.days)  # fmt: skip
    return [
        str(step.number),
        f"{wording.day(step.start)}, {days}",
        *(_dose(given, dose) for dose in step.doses),
        wording.milligrams(step.daily_mg),
        _cut(given, step),
    ]


def _stop_row(given: Given, day: date) -> list[str]:
    """The first day without, as the last row."""
    steps, plan = given.schedule.steps, given.plan
    last = steps[-1].daily_mg if steps else plan.daily_dose
    cut = given.said("prescriber.cut", mg=given.wording.milligrams(last), percent="100")
    return [
        given.said("prescriber.stop_row"),
        given.wording.day(day),
        *(given.wording.none for _ in plan.regimen),
        given.wording.milligrams(ZERO),
        cut if last else given.said("prescriber.no_cut"),
    ]


def _dose(given: Given, dose: Dose) -> str:
    if not dose.take:
        return given.wording.none
    tablets = given.wording.tablets(dose)
    return f"{given.wording.milligrams(dose.mg)}\n{tablets}"


def _cut(given: Given, step: Step) -> str:
    if not step.cut_mg:
        return given.said("prescriber.no_cut")
    kind = "rise" if step.cut_mg < 0 else "cut"
    mg = given.wording.milligrams(abs(step.cut_mg))
    if step.cut_percent is None:
        return given.said(f"prescriber.{kind}_plain", mg=mg)
    return given.said(f"prescriber.{kind}", mg=mg, percent=written(abs(step.cut_percent)))


def rules(paper: Paper, given: Given) -> None:
    """The findings with their sources, and the reasons to go on."""
    paper.heading(2, given.said("prescriber.findings_title"))
    if not given.findings:
        paper.paragraph(given.said("prescriber.no_findings"))
        return
    paper.bullets(
        (
            *given.spoken(
                "prescriber.finding",
                severity=given.said(f"prescriber.{finding.severity}"),
                rule=finding.rule,
                message=finding.message,
                source=finding.source.rstrip("."),
            ),
            *(
                (Run(" " + given.said("prescriber.overridden", reason=finding.overridden), True),)
                if finding.overridden
                else ()
            ),
        )
        for finding in given.findings
    )


def supply(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("prescriber.supply_title"), keep=5 * paper.measures.leading)
    amounts_table(paper, given, given.supply, given.schedule.start)
    if given.supply.fills:
        fills_table(paper, given, given.supply.fills)


def sig(paper: Paper, given: Given) -> None:
    """The directions as text to paste into a prescription."""
    paper.heading(2, given.said("prescriber.sig_title"))
    for step in given.schedule.steps:
        doses = "; ".join(_sig_dose(given, dose) for dose in step.doses)
        first = given.wording.day(step.start)
        if step.end:
            last = given.wording.day(step.end)
            text = given.said("prescriber.sig_step", first=first, last=last, doses=doses)
        else:
            text = given.said("prescriber.sig_step_open", first=first, doses=doses)
        paper.paragraph(text, title="sig")
    if given.schedule.stops_on:
        day = given.wording.day(given.schedule.stops_on)
        paper.paragraph(given.said("prescriber.sig_end", day=day), title="none from")
    else:
        paper.paragraph(given.said("prescriber.sig_open"))


def _sig_dose(given: Given, dose: Dose) -> str:
    return _dose_said(given, dose, "prescriber.sig_dose_mg", "prescriber.sig_dose")


def _dose_said(given: Given, dose: Dose, with_mg: str, without: str) -> str:
    """One dose in words: a liquid's own words hold the mg already, and no dose has none."""
    names = {"name": given.words.dose_name(dose.name), "time": dose.time}
    tablets = given.wording.tablets(dose)
    if not dose.take or given.is_liquid(dose):
        return given.said(without, tablets=tablets, **names)
    mg = given.wording.milligrams(dose.mg)
    return given.said(with_mg, tablets=tablets, mg=mg, **names)


def teach_back(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("prescriber.teach_title"), keep=3 * paper.measures.leading)
    if given.first_change:
        day = given.wording.day(given.first_change)
        paper.paragraph(given.said("prescriber.teach", day=day))
    paper.paragraph(given.said("prescriber.teach_call"))


def approval(paper: Paper, given: Given, digest: str) -> None:
    """The digest of what is signed, the program's version, and a line for the signature."""
    paper.heading(2, given.said("prescriber.approval_title"), keep=9 * paper.measures.leading)
    paper.paragraph(given.standing.why)
    paper.paragraph(given.said("prescriber.digest", digest=digest))
    paper.paragraph(given.said("prescriber.version", version=version("taper-planner")))
    paper.write_in(given.said("prescriber.signature"))
    paper.write_in(given.said("prescriber.signature_date"))
