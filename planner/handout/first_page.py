"""The patient's first page: for whom, what happens, which doses from which day, and the end.

One function a block, in the order in which the page is read.
"""

from __future__ import annotations

from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.stopping import stops_at_once
from planner.handout.words import Run
from planner.plan import Revision


def for_whom(paper: Paper, given: Given) -> None:
    """The name and birth date, or lines to write them on; and what this plan replaces."""
    words, patient = given.words, given.plan.patient
    if not given.standing.approved:
        paper.paragraph((Run(words.text("first.draft"), bold=True),))
    paper.heading(1, given.said(f"first.title_{_kind(given)}"))
    name = given.patient_name
    if name and patient.birth_date:
        key = "first.person_number" if patient.identifier else "first.person"
        birth = given.wording.birth(patient.birth_date)
        paper.paragraph(given.spoken(key, name=name, birth=birth, number=patient.identifier))
    else:
        _write_or_line(paper, given, "first.for", name)
        birth = given.wording.birth(patient.birth_date) if patient.birth_date else ""
        _write_or_line(paper, given, "first.born", birth)
        if patient.identifier:
            _write_or_line(paper, given, "first.number", patient.identifier)
    paper.paragraph(words.runs("first.replaces"))


def _kind(given: Given) -> str:
    """What the pages are: of a plan that stops, that stays lower, that changes, or that is over."""
    if given.over:
        return "over"
    if given.stops_on:
        return "stop"
    if not given.coming:
        return "same"
    return "stay" if given.schedule.steps[-1].daily_mg < given.now_mg else "changed"


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
    if given.pump_goes_on:
        paper.paragraph((Run(given.pump_goes_on, bold=True),))
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
    """What is taken now and what becomes of it, with the changes on the way: the one that began
    with the step in force, and each that is still to come."""
    said: list[tuple[Run, ...]] = []
    begun = given.begun_by(given.in_force) if given.in_force else None
    if begun and not begun.taken:
        said.append(given.spoken("first.changed", day=given.wording.day(begun.start)))
        said += _what_led_to(given, begun)
    said.append(_course(given))
    for revision in given.announced:
        said += _announced(given, revision)
    runs = said[0]
    for more in said[1:]:
        runs = (*runs, Run(" "), *more)
    return runs


def _announced(given: Given, revision: Revision) -> list[tuple[Run, ...]]:
    """A revision to come; its day alone is left out where it was said already."""
    restarts = not given.now_mg and given.first_taken
    said_already = restarts and restarts.start == revision.start
    stops = revision.start == given.stops_on
    why = _what_led_to(given, revision)
    if said_already or (stops and not given.coming):
        return why
    key = "first.announced_stop" if stops else "first.announced"
    return [given.spoken(key, day=given.wording.day(revision.start)), *why]


def _what_led_to(given: Given, revision: Revision) -> list[tuple[Run, ...]]:
    """What a change is, but for a stop and a restart, of which the course tells; and the reason."""
    said = []
    if revision.kind not in ("", "stop", "restart"):
        kind = given.words.text(f"kinds.{revision.kind}")
        said.append(given.spoken("first.changed_kind", kind=kind))
    if reason := revision.reason:
        ends = reason.endswith((".", "!", "?"))
        said.append(given.spoken("first.changed_why", reason=reason if ends else f"{reason}."))
    return said


def _course(given: Given) -> tuple[Run, ...]:
    """What is taken now, and what becomes of it."""
    wording, stops = given.wording, given.stops_on
    now = wording.milligrams(given.now_mg)
    if given.over:
        return given.spoken("first.happening_over")
    if not given.now_mg:
        if given.first_taken is None:
            return given.spoken("first.happening_none")
        return given.spoken("first.happening_restart", day=wording.day(given.first_taken.start))
    if stops and not given.coming:
        if not stops_at_once(given):
            return given.spoken("first.happening_last", mg=now)
        return given.spoken("first.happening_at_once", mg=now, day=wording.day(stops))
    if given.rises or stops_at_once(given):
        return given.spoken("first.happening_changes", mg=now)
    if stops:
        return given.spoken("first.happening_stop", mg=now)
    if not given.goes_down:
        return given.spoken("first.happening_same", mg=now)
    target = wording.milligrams(given.schedule.steps[-1].daily_mg)
    return given.spoken("first.happening_stay", mg=now, target=target)


def first_change(paper: Paper, given: Given) -> None:
    """The day and the dose of the next change."""
    if runs := _first_change(given):
        paper.paragraph(runs, title="first change")


def _first_change(given: Given) -> tuple[Run, ...]:
    step = given.first_other
    if step is None or not step.daily_mg:
        none_from = step.start if step else given.stops_on
        if none_from is None or not given.now_mg:
            return ()
        return given.spoken("first.first_stop", day=given.wording.day(none_from))
    pairs = [(dose, now.mg) for dose, now in zip(step.doses, given.now, strict=True)]
    names = [given.words.dose_name_within(dose.name) for dose, mg in pairs if dose.mg != mg]
    lower = all(dose.mg <= mg for dose, mg in pairs)
    higher = all(dose.mg >= mg for dose, mg in pairs)
    kind = "lower" if lower else "rise" if higher else "change"
    return given.spoken(
        f"first.{'next' if given.started else 'first'}_{kind}",
        day=given.wording.day(step.start),
        names=given.wording.listed(names),
    )


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
        last_dose = given.spoken("first.last_dose", day=wording.day(given.last_dose))
        return {"last dose": last_dose, "none from": (none,)}
    if given.coming:
        day = wording.day(schedule.steps[-1].start)
        return {"stay": (Run(given.said("first.stay", day=day), bold=True),)}
    return {"": (Run(given.said("first.stay_same"), bold=True),)}
