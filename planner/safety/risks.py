"""Rules on the risks ticked: what the sources say of each of them (sources.md 4 and 5)."""

from __future__ import annotations

from planner.amounts import written
from planner.bounds import Dialysis, KidneyDisease, Psychiatric, Sourced
from planner.dates import in_words
from planner.safety.finding import Found, mg
from planner.safety.judged import Judged
from planner.schedule import Step


def kidney_severe(case: Judged, bound: Dialysis) -> Found | None:
    return _of_risk(
        case,
        "kidney-severe",
        bound,
        f"Severe kidney disease or dialysis: on dialysis about {mg(bound.about_mg)} a day is the "
        f"dose named, and this plan comes from {mg(case.plan.daily_dose)}. The advice is a "
        "specialist's: overdose and withdrawal look alike.",
    )


def kidney_disease(case: Judged, bound: KidneyDisease) -> Found | None:
    """The regimen, while it is taken, and every dose from the day on."""
    if not case.has_risk("kidney-disease") or case.has_risk("kidney-severe"):
        return None
    steps = case.schedule.steps
    high = [step for step in steps if step.daily_mg >= bound.from_mg]
    now: list[Step | None] = [step for step in high if step in case.steps_to_come]
    highest = [step.daily_mg for step in now if step]
    ever: list[Step | None] = [*high]
    if case.plan.daily_dose >= bound.from_mg and not (steps and steps[0].number == 0):
        ever.insert(0, None)
    if case.plan.daily_dose >= bound.from_mg and case.takes_regimen:
        highest.append(case.plan.daily_dose)
    if not highest:
        return None
    return Found(
        f"Kidney disease, with up to {mg(max(highest))} a day. Among older adults with kidney "
        "disease who were newly given it, those admitted with encephalopathy within "
        f"{bound.within_days} days were {written(bound.percent)} % from {mg(bound.from_mg)} a day "
        f"on, against {written(bound.percent_below)} % below.",
        case.medicine.named(bound),
        now,
        ever,
    )


def pump(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "pump",
        rests_on,
        f"The patient has a {case.medicine.name.lower()} pump. It must not be stopped, and this "
        "schedule covers the dose by mouth alone: whoever looks after the pump has to know.",
    )


def pregnant(case: Judged, rests_on: Sourced) -> Found | None:
    stop = case.schedule.stops_on
    ends = f"this plan stops on {in_words(stop)}" if stop else "this plan does not stop it"
    return _of_risk(
        case,
        "pregnant",
        rests_on,
        "The patient is pregnant: newborns can have withdrawal. The label's advice is to come down "
        f"gradually and to stop before the birth; the maternity team has to know; {ends}.",
    )


def seizures(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "seizures",
        rests_on,
        "The patient has had seizures, which may get worse: the labels ask for supervision.",
    )


def psychiatric(case: Judged, bound: Psychiatric) -> Found | None:
    return _of_risk(
        case,
        "psychiatric",
        bound,
        "The patient has a psychiatric history, and symptoms may get worse: the labels ask for "
        "supervision. Others can have them too: such a history was known in only "
        f"{written(bound.known_percent)} % of the published cases of withdrawal.",
    )


def dysreflexia(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "dysreflexia",
        rests_on,
        "The patient has autonomic dysreflexia, which may get worse: the labels ask for "
        "supervision.",
    )


def surgery(case: Judged, rests_on: Sourced) -> Found | None:
    """A pause that isn't over holds the taper for it."""
    if any(pause.end >= case.day for pause in case.plan.dates.pauses):
        return None
    return _of_risk(
        case,
        "surgery",
        rests_on,
        f"Surgery is planned during the taper. The advice is to go on with "
        f"{case.medicine.name.lower()} around it and to hold the taper; this plan has no pause for "
        "it.",
    )


def another_taper(case: Judged, rests_on: Sourced) -> Found | None:
    return _of_risk(
        case,
        "another-taper",
        rests_on,
        "Another medicine is coming down in the same weeks. The principle published is one "
        "medicine at a time.",
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
    message = "The patient needs the spasticity to stand or to transfer."
    return _of_risk(case, "posture", rests_on, message)


def _of_risk(case: Judged, risk: str, rests_on: Sourced, message: str) -> Found | None:
    return Found(message, case.medicine.named(rests_on)) if case.has_risk(risk) else None
