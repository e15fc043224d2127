"""The patient's first page: for whom, what happens, which doses from which day, and the end.

One function a block, in the order in which the page is read (issue 7).
"""

from __future__ import annotations

from planner.dates import ONE_DAY
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run


def for_whom(paper: Paper, given: Given) -> None:
    """The name and birth date, or lines to write them on; and what this plan replaces."""
    words, patient = given.words, given.plan.patient
    if not given.standing.approved:
        paper.paragraph((Run(words.text("first.draft"), bold=True),))
    stays = given.schedule.stops_on is None
    kind = "same" if given.first_change is None else "stay" if stays else "stop"
    if kind == "stay" and given.schedule.steps[-1].daily_mg >= given.changed_mg[0]:
        kind = "changed"
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
    if schedule.stops_on and not given.coming:
        day = wording.day(schedule.stops_on)
        return given.spoken("first.happening_at_once", mg=now, day=day)
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
    names = [given.words.dose_name_within(dose.name) for dose, mg in pairs if dose.mg != mg]
    lower = all(dose.mg <= mg for dose, mg in pairs)
    higher = all(dose.mg >= mg for dose, mg in pairs)
    key = "first_lower" if lower else "first_rise" if higher else "first_change"
    return given.spoken(f"first.{key}", day=day, names=given.wording.listed(names))


End = dict[str, tuple[Run, ...]]
"""The sentences of the end, each with the title by which the read back finds it."""


def draw_end(paper: Paper, end: End) -> None:
    """The last dose and the day after it; or: stay, don't stop."""
    for title, runs in end.items():
        paper.paragraph(runs, title=title)


def end_of(given: Given) -> End:
    """The sentences of the end of a plan."""
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
