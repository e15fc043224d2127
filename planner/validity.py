"""What makes a plan valid as data: each check names the field and what was expected there.

These are errors, which stop; what is doubtful clinically is a finding (`safety`). The order is
the order of the file. What only shows when a line is drawn (no date up to `by`, a line of more
than ten years) is refused where it is drawn, in `line` and `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from planner.amounts import ZERO, Milligrams
from planner.dates import public_holidays
from planner.medicine import Medicine, Product
from planner.plan import Custom, Patient, Plan, Revision
from planner.refusals import check_different, check_range, refuse
from planner.tablets import Tablets
from planner.taper_validity import (
    HIGHEST_DOSE,
    check_interval,
    check_makeable,
    check_taper,
    check_target,
)
from planner.terms import PlanError

LONGEST_DAYS = 3_650
FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_REVISION_YEAR = LAST_YEAR + 100
MOST_DOSE_TIMES = 6
MOST_REVISIONS = MOST_REVIEWS = 1_000
MOST_RESERVE_DAYS = 28
MOST_AT_HOME = 1_000_000
MOST_SPASM = 10
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def check_plan(plan: Plan, medicine: Medicine, tablets: Tablets) -> None:
    """Refuse a plan with a field that can't be used. Raises PlanError."""
    _check_patient(plan.patient)
    _check_regimen(plan, tablets)
    if not FIRST_YEAR <= plan.start.year <= LAST_YEAR:
        refuse("start", f"a date from {FIRST_YEAR} to {LAST_YEAR}", plan.start)
    check_range("hold_days", plan.hold_days, 0, LONGEST_DAYS)
    check_taper(plan.taper, len(plan.regimen), "taper")
    check_target(plan.taper, plan.doses, tablets, "taper")
    _check_sharing(plan)
    _check_dates(plan)
    _check_reviews(plan)
    _check_supply(plan, medicine)
    _check_revisions(plan, tablets)
    _check_numbers(plan)


def tablets_of(plan: Plan, medicine: Medicine) -> Tablets:
    """What the plan's products can make. Raises PlanError where one isn't known or comes twice."""
    if plan.medicine != medicine.id:
        refuse("medicine", f'"{medicine.id}"', plan.medicine)
    if not plan.products:
        raise PlanError("products", "expected at least one product; got none")
    for index, product in enumerate(plan.products):
        if product not in medicine.by_id:
            refuse(f"products[{index}]", f"one of {', '.join(medicine.by_id)}", product)
    check_different("products", plan.products)
    chosen = tuple(product for product in medicine.strongest_first if product.id in plan.products)
    return _tablets(chosen, plan.halves, min(_highest_dose(plan), Decimal(HIGHEST_DOSE)))


@lru_cache(maxsize=16)
def _tablets(products: tuple[Product, ...], halves: bool, highest: Milligrams) -> Tablets:
    """Kept for the next call: findings, advice and compare build dozens of schedules of the same
    products, and with ten of them nine tenths of that time went into working this out again.
    """
    return Tablets(products, halves, highest)


def _check_patient(patient: Patient) -> None:
    if patient.taken_months is not None and patient.taken_months < 0:
        refuse("patient.taken_months", "months, 0 or more", patient.taken_months)
    check_different("patient.risks", patient.risks or ())
    if patient.spasm_limit is not None:
        check_range("patient.spasm_limit", patient.spasm_limit, 0, MOST_SPASM)


def _check_regimen(plan: Plan, tablets: Tablets) -> None:
    if not 1 <= len(plan.regimen) <= MOST_DOSE_TIMES:
        refuse("regimen", f"1 to {MOST_DOSE_TIMES} dose times", len(plan.regimen))
    before = ""
    for index, dose_time in enumerate(plan.regimen):
        place = f"regimen[{index}]"
        if not dose_time.name.strip():
            raise PlanError(f"{place}.name", "expected a name for the dose time; got none")
        check_time(f"{place}.time", dose_time.time)
        is_last = index == len(plan.regimen) - 1
        after_midnight = is_last and dose_time.time < plan.regimen[0].time
        if dose_time.time <= before and not after_midnight:
            night = f", or after midnight and before {plan.regimen[0].time}" if is_last else ""
            refuse(f"{place}.time", f"a time after {before}{night}", dose_time.time)
        before = dose_time.time
        check_makeable(f"{place}.mg", dose_time.mg, tablets)
    check_different("regimen", plan.dose_times, "different names")
    if not any(plan.doses):
        raise PlanError("regimen", "expected a dose above 0; all of them are 0")


def _check_sharing(plan: Plan) -> None:
    order = plan.sharing.keep_highest
    if sorted(order) != sorted(plan.dose_times):
        refuse(
            "sharing.keep_highest",
            f"each dose time once: {', '.join(plan.dose_times)}",
            ", ".join(order),
        )


def _check_dates(plan: Plan) -> None:
    dates = plan.dates
    if not dates.change_on:
        raise PlanError("dates.change_on", "expected at least one weekday; got none")
    check_different("dates.change_on", dates.change_on)
    if dates.holidays is not None:
        try:
            public_holidays(dates.holidays)
        except LookupError:
            refuse("dates.holidays", 'a country or region like "US" or "GB-ENG"', dates.holidays)
    for index, pause in enumerate(dates.pauses):
        if pause.end < pause.start:
            refuse(f"dates.pauses[{index}].to", f"a day on or after {pause.start}", pause.end)


def check_time(field: str, time: str) -> None:
    """Refuse what is no time of the day like 07:00."""
    if not _TIME.fullmatch(time):
        refuse(field, "a time from 00:00 to 23:59", time)


def _check_reviews(plan: Plan) -> None:
    if len(plan.reviews) > MOST_REVIEWS:
        refuse("reviews", f"at most {MOST_REVIEWS:,}", len(plan.reviews))
    for index, review in enumerate(plan.reviews):
        if review.time is not None:
            check_time(f"reviews[{index}].time", review.time)
    if plan.review_every is not None:
        check_interval(plan.review_every, "review_every")


def _check_supply(plan: Plan, medicine: Medicine) -> None:
    for index, home in enumerate(plan.at_home):
        if home.product not in medicine.by_id:
            known = ", ".join(medicine.by_id)
            refuse(f"at_home[{index}].product", f"one of {known}", home.product)
        if not 0 <= home.amount <= MOST_AT_HOME:
            refuse(f"at_home[{index}].amount", f"an amount from 0 to {MOST_AT_HOME:,}", home.amount)
    check_different("at_home", [home.product for home in plan.at_home])
    if plan.fill_days is not None:
        check_range("fill_days", plan.fill_days, 1, LONGEST_DAYS)
    check_range("reserve_days", plan.reserve_days, 0, MOST_RESERVE_DAYS)


def _check_numbers(plan: Plan) -> None:
    """The number of a version counts from 1."""
    if plan.approval and plan.approval.number < 1:
        refuse("approval.number", "a whole number, 1 or more", plan.approval.number)
    if plan.supersedes is None:
        return
    for field, number in (
        ("supersedes.number", plan.supersedes.number),
        ("supersedes.approval.number", plan.supersedes.approval.number),
    ):
        if number < 1:
            refuse(field, "a whole number, 1 or more", number)


def _check_revisions(plan: Plan, tablets: Tablets) -> None:
    if len(plan.revisions) > MOST_REVISIONS:
        refuse("revisions", f"at most {MOST_REVISIONS:,}", len(plan.revisions))
    before = plan.start
    for index, revision in enumerate(plan.revisions):
        field = f"revisions[{index}]"
        if revision.start <= before:
            what = "the revision before" if index else "the start"
            refuse(f"{field}.from", f"a day after {what}, {before}", revision.start)
        if revision.start.year > LAST_REVISION_YEAR:
            refuse(f"{field}.from", f"a date up to {LAST_REVISION_YEAR}", revision.start)
        before = revision.start
        check_range(f"{field}.hold_days", revision.hold_days, 1, LONGEST_DAYS)
        _check_revised_doses(plan, revision, tablets, field)
        if revision.taken:
            _check_taken(plan, index, field)
        if revision.taper is not None:
            check_taper(revision.taper, len(plan.regimen), f"{field}.taper")


def _check_taken(plan: Plan, index: int, field: str) -> None:
    """Refuse doses really taken that aren't told, or after which nobody has decided."""
    revision = plan.revisions[index]
    if revision.regimen is None:
        raise PlanError(f"{field}.regimen", "expected the doses that were taken; got none")
    if revision.taper is not None:
        raise PlanError(
            f"{field}.taper", "expected none: what was taken has no taper; the next revision has it"
        )
    if index == len(plan.revisions) - 1:
        raise PlanError(
            field, "expected a revision after it, which says how the plan goes on from there"
        )


def _check_revised_doses(plan: Plan, revision: Revision, tablets: Tablets, field: str) -> None:
    if revision.regimen is None:
        return
    if len(revision.regimen) != len(plan.regimen):
        refuse(
            f"{field}.regimen",
            f"{len(plan.regimen)} doses, one a dose time",
            len(revision.regimen),
        )
    for position, mg in enumerate(revision.regimen):
        check_makeable(f"{field}.regimen[{position}]", mg, tablets)


def _highest_dose(plan: Plan) -> Milligrams:
    tapers = [plan.taper, *(revision.taper for revision in plan.revisions)]
    written_out: Iterable[Milligrams] = (
        mg
        for taper in tapers
        if isinstance(taper, Custom)
        for step in taper.steps
        for mg in step.mg
    )
    revised = (mg for revision in plan.revisions for mg in revision.regimen or ())
    return max((ZERO, *plan.doses, *written_out, *revised))
