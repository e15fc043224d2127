"""Rules on who takes it: identity, whom to call, age, the risks ticked (sources.md 4 and 5)."""

from __future__ import annotations

from planner.amounts import Milligrams, written
from planner.bounds import Child, Dialysis, KidneyDisease, Maximum, Older, Psychiatric, Sourced
from planner.dates import in_words, listed
from planner.safety.finding import Found, Judged, age_on, mg, numbers
from planner.schedule import Step


def no_identity(case: Judged) -> Found | None:
    patient = case.plan.patient
    missing = [] if patient.name.strip() else ["name"]
    missing += [] if patient.birth_date else ["date of birth"]
    if not missing:
        return None
    are = "are" if len(missing) > 1 else "is"
    return Found(
        f"The patient's {listed(missing)} {are} missing: the page has to say whom it is for.",
        "the page must name the person it is for",
    )


def no_contact(case: Judged, rests_on: Sourced) -> Found | None:
    if case.plan.prescriber.phone.strip():
        return None
    return Found(
        "No telephone number is given for the patient to call. If symptoms come back the dose may "
        "have to go back up, and somebody must be asked.",
        case.medicine.named(rests_on),
    )


def unconfirmed(case: Judged) -> Found | None:
    if case.plan.regimen_confirmed is not None:
        return None
    return Found(
        f"Nobody has confirmed that the patient takes {mg(case.plan.daily_dose)} a day now. For "
        "someone who takes less than is prescribed the first step is a rise: ask what is taken.",
        "the plan starts from the doses that are really taken",
    )


def risks_not_asked(case: Judged) -> Found | None:
    if case.plan.patient.risks is not None:
        return None
    return Found(
        "The risks have not been asked about, so the rules on them say nothing. Tick those that "
        "apply, or that none does.",
        "the rules on risks need an answer",
    )


def child(case: Judged, bound: Child) -> Found | None:
    born = case.plan.patient.birth_date
    if born is None or age_on(case.plan.start, born) >= bound.under_years:
        return None
    return Found(
        f"The patient, born on {in_words(born)}, is under {bound.under_years} at the start. "
        f"Tablets are not for children under {bound.under_kg} kg, and doses are a specialist's "
        "decision.",
        case.medicine.named(bound),
    )


def older(case: Judged, bound: Older) -> Found | None:
    born = case.plan.patient.birth_date
    if born is None or age_on(case.plan.start, born) < bound.from_years:
        return None
    return Found(
        f"The patient is {age_on(case.plan.start, born)} at the start. From {bound.from_years} on "
        "the advice is to come down particularly slowly.",
        case.medicine.named(bound),
    )


def above_maximum(case: Judged, maximums: tuple[Maximum, ...]) -> Found | None:
    """The regimen of the plan, and those that its revisions give."""
    regimens = _regimens(case)
    highest = max(daily for daily, _ in regimens)
    lowest_first = sorted(maximums, key=lambda maximum: maximum.daily_mg)
    exceeded = [maximum for maximum in lowest_first if highest > maximum.daily_mg]
    if not exceeded:
        return None
    above = exceeded[-1]
    steps = [step for daily, step in regimens if step and daily > above.daily_mg]
    return Found(
        f"{mg(highest)} a day is above the usual maximum of {mg(above.daily_mg)}. Make sure that "
        "this is the dose really taken.",
        case.medicine.named(above),
        numbers(steps),
        "warn" if above is lowest_first[-1] else "note",
    )


def kidney_severe(case: Judged, bound: Dialysis) -> Found | None:
    if not _has(case, "kidney-severe"):
        return None
    return Found(
        f"Severe kidney disease or dialysis: on dialysis about {mg(bound.about_mg)} a day is the "
        f"dose named, and this plan comes from {mg(case.plan.daily_dose)}. Overdose and withdrawal "
        "look alike: ask a specialist.",
        case.medicine.named(bound),
    )


def kidney_disease(case: Judged, bound: KidneyDisease) -> Found | None:
    """Anywhere in the plan, the doses taken before it among them."""
    highest = max([case.plan.daily_dose, *(step.daily_mg for step in case.schedule.steps)])
    if not _has(case, "kidney-disease") or highest < bound.from_mg:
        return None
    steps = [step for step in case.schedule.steps if step.daily_mg >= bound.from_mg]
    return Found(
        f"Kidney disease, with up to {mg(highest)} a day. Within {bound.within_days} days, "
        f"encephalopathy was seen in {written(bound.percent)} % of older adults with kidney "
        f"disease from {mg(bound.from_mg)} a day on, and in {written(bound.percent_below)} % "
        "below: watch for confusion.",
        case.medicine.named(bound),
        numbers(steps),
    )


def pump(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "pump",
        rests_on,
        f"The patient has a {case.medicine.name.lower()} pump. It must not be stopped, and this "
        "schedule covers the dose by mouth alone: say so to whoever looks after the pump.",
    )


def pregnant(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "pregnant",
        rests_on,
        "The patient is pregnant: newborns can have withdrawal. Come down gradually, stop before "
        f"the birth and tell the maternity team; {_ends(case)}.",
    )


def seizures(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "seizures",
        rests_on,
        "The patient has had seizures, which may get worse: supervise the taper.",
    )


def psychiatric(case: Judged, bound: Psychiatric) -> Found | None:
    return _of_risk(
        case,
        "psychiatric",
        bound,
        "The patient has a psychiatric history, and symptoms may get worse: supervise the taper. "
        "Others need watching too: such a history was known in only "
        f"{written(bound.known_percent)} % of the published cases of withdrawal.",
    )


def dysreflexia(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "dysreflexia",
        rests_on,
        "The patient has autonomic dysreflexia, which may get worse: supervise the taper.",
    )


def surgery(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "surgery",
        rests_on,
        f"Surgery is planned during the taper: {case.medicine.name.lower()} goes on around it. "
        "Hold the taper for that time, with a pause over those days.",
    )


def another_taper(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "another-taper",
        rests_on,
        "Another medicine is coming down in the same weeks: one at a time. Finish one taper "
        "before the other goes on.",
    )


def cns_depressants(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "cns-depressants",
        rests_on,
        f"{case.medicine.name} adds to the drowsiness of the other medicines that calm the "
        "nervous system.",
    )


def alcohol(case: Judged, rests_on: Sourced) -> Found | None:
    message = f"{case.medicine.name} adds to the drowsiness of alcohol."
    return _of_risk(case, "alcohol", rests_on, message)


def breast_feeding(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "breast-feeding",
        rests_on,
        f"{case.medicine.name} passes into breast milk; no problems in nursing infants have been "
        "reported.",
    )


def posture(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "posture",
        rests_on,
        "The patient needs the spasticity to stand or to transfer.",
    )


def _has(case: Judged, risk: str) -> bool:
    return risk in (case.plan.patient.risks or ())


def _of_risk(case: Judged, risk: str, rests_on: Sourced, message: str) -> Found | None:
    return Found(message, case.medicine.named(rests_on)) if _has(case, risk) else None


def _ends(case: Judged) -> str:
    stop = case.schedule.stops_on
    return f"this plan stops on {in_words(stop)}" if stop else "this plan does not stop it"


def _regimens(case: Judged) -> list[tuple[Milligrams, Step | None]]:
    """The daily dose of each regimen given, and the step that holds it, where there is one."""
    steps = case.schedule.steps
    held = steps[0] if steps and steps[0].number == 0 else None
    regimens: list[tuple[Milligrams, Step | None]] = [(case.plan.daily_dose, held)]
    for index, revision in enumerate(case.plan.revisions):
        regimens += [
            (step.daily_mg, step)
            for step in steps
            if revision.regimen and step.revision == index and step.start == revision.start
        ]
    return regimens
