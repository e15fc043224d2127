"""Rules on whom the page is for, whom they call, and what was asked (sources.md 5)."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from planner.bounds import Child, Sourced
from planner.dates import in_words, listed
from planner.safety.finding import PLAN_ITSELF, Found, has_number, mg, shows
from planner.safety.judged import Judged

_CONFIRMED_FOR = timedelta(days=14)
"""What is taken may have changed since it was confirmed longer ago (sources.md 5)."""


def no_identity(case: Judged) -> Found | None:
    patient = case.plan.patient
    missing = [] if shows(patient.name) else ["name"]
    missing += [] if patient.birth_date else ["date of birth"]
    if not missing:
        return None
    are = "are" if len(missing) > 1 else "is"
    return Found(
        f"The patient's {listed(missing)} {are} missing: the page has to say whom it is for.",
        "the page must name the person it is for",
    )


def no_contact(case: Judged, rests_on: Sourced) -> Found | None:
    if has_number(case.plan.prescriber.phone):
        return None
    return Found(
        "No telephone number is given for the patient to call. If symptoms come back the dose may "
        "have to go back up, and somebody must be asked.",
        case.medicine.named(rests_on),
    )


def no_emergency(case: Judged, rests_on: Sourced) -> Found | None:
    if has_number(case.plan.prescriber.emergency):
        return None
    return Found(
        "No emergency number is given: a sudden stop can be dangerous.",
        case.medicine.named(rests_on),
    )


def unconfirmed(case: Judged) -> Found | None:
    confirmed = case.plan.regimen_confirmed
    if case.approved or _is_fresh(confirmed, case.day):
        return None
    if confirmed is None:
        when = "Nobody has confirmed"
    elif confirmed > case.day:
        when = f"Only for {in_words(confirmed)}, a day to come, is it confirmed"
    else:
        when = f"Not since {in_words(confirmed)} has anybody confirmed"
    return Found(
        f"{when} that the patient takes {mg(case.course.mg_on(case.day))} a day now. For someone "
        "who takes less than is prescribed the next step may be a rise: ask what is taken.",
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


def start_passed(case: Judged) -> Found | None:
    plan = case.plan
    if plan.start >= case.day or plan.supersedes or case.approved:
        return None
    return Found(
        f"The plan started on {in_words(plan.start)}, before {in_words(case.day)}, and no "
        f"approval counts. Its pages begin with {mg(case.course.mg_on(case.day))} a day: is that "
        "what is taken now?",
        PLAN_ITSELF,
    )


def no_reserve(case: Judged) -> Found | None:
    if not case.plan.go_back_allowed or case.plan.reserve_days:
        return None
    return Found(
        "The patient may go back a step, and no reserve is supplied for it: going back uses up the "
        "tablets of the next steps.",
        PLAN_ITSELF,
    )


def child(case: Judged, bound: Child) -> Found | None:
    born = case.plan.patient.birth_date
    if born is None or _age_on(case.plan.start, born) >= bound.under_years:
        return None
    return Found(
        f"The patient, born on {in_words(born)}, is under {bound.under_years} at the start. The "
        f"bounds of these rules are adults'. Tablets are not for children under {bound.under_kg} "
        "kg, and doses are a specialist's decision.",
        case.medicine.named(bound),
    )


def _is_fresh(confirmed: date | None, day: date) -> bool:
    return confirmed is not None and timedelta(0) <= day - confirmed <= _CONFIRMED_FOR


def _age_on(day: date, born: date) -> int:
    """The age in whole years, as birthdays are counted."""
    return relativedelta(day, born).years
