"""What makes a plan valid as data: each check names the field and what was expected there.

These are errors, which stop; what is doubtful clinically is a finding (`safety`). The order is
the order of the file. What only shows when a line is drawn (no date up to `by`, a line of more
than ten years) is refused where it is drawn, in `line` and `dates`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from planner.amounts import ZERO, Milligrams, quoted, written
from planner.dates import public_holidays
from planner.medicine import Medicine, Product
from planner.plan import (
    FORMAT,
    VERSION,
    Custom,
    FinishBy,
    Interval,
    Pace,
    PaceRow,
    Plan,
    PlanError,
    Revision,
    Taper,
)
from planner.sharing import can_reach
from planner.tablets import Tablets

HIGHEST_DOSE = 1_000
LONGEST_DAYS = 3_650
FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_REVISION_YEAR = LAST_YEAR + 100
MOST_DOSE_TIMES = 6
MOST_REVISIONS = 1_000
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def check_plan(plan: Plan, medicine: Medicine, tablets: Tablets) -> None:
    """Refuse a plan with a field that can't be used. Raises PlanError."""
    _check_format(plan)
    _check_patient(plan)
    _check_regimen(plan, tablets)
    if not FIRST_YEAR <= plan.start.year <= LAST_YEAR:
        _refuse("start", f"a date from {FIRST_YEAR} to {LAST_YEAR}", plan.start)
    _check_range("hold_days", plan.hold_days, 0, LONGEST_DAYS)
    check_taper(plan.taper, len(plan.regimen), "taper")
    check_target(plan.taper, plan.doses, tablets, "taper")
    _check_sharing(plan)
    _check_dates(plan)
    if plan.fill_days is not None:
        _check_range("fill_days", plan.fill_days, 1, LONGEST_DAYS)
    _check_revisions(plan, tablets)


def tablets_of(plan: Plan, medicine: Medicine) -> Tablets:
    """What the plan's products can make. Raises PlanError where one isn't known or comes twice."""
    if plan.medicine != medicine.id:
        _refuse("medicine", f'"{medicine.id}"', plan.medicine)
    if not plan.products:
        raise PlanError("products", "expected at least one product; got none")
    for index, product in enumerate(plan.products):
        if product not in medicine.by_id:
            _refuse(f"products[{index}]", f"one of {', '.join(medicine.by_id)}", product)
    _check_different("products", plan.products)
    chosen = tuple(product for product in medicine.strongest_first if product.id in plan.products)
    return _tablets(chosen, plan.halves, min(_highest_dose(plan), Decimal(HIGHEST_DOSE)))


@lru_cache(maxsize=16)
def _tablets(products: tuple[Product, ...], halves: bool, highest: Milligrams) -> Tablets:
    """Kept for the next call: findings, advice and compare build dozens of schedules of the same
    products, and with ten of them nine tenths of that time went into working this out again.
    """
    return Tablets(products, halves, highest)


def check_taper(taper: Taper, dose_times: int, field: str) -> None:
    """Refuse numbers that no taper can have, whatever the doses are."""
    if isinstance(taper, Custom):
        _check_custom(taper, dose_times, field)
        return
    if taper.target_mg < 0:
        _refuse(f"{field}.target_mg", "milligrams, 0 or more", taper.target_mg)
    if isinstance(taper, FinishBy):
        _check_interval(taper.every, f"{field}.every")
    else:
        _check_pace(taper, f"{field}.pace")


def check_target(taper: Taper, doses: Sequence[Milligrams], tablets: Tablets, field: str) -> None:
    """Refuse a target above the daily dose, or one that the products can't come down to."""
    if isinstance(taper, Custom):
        return
    daily, target = sum(doses, ZERO), taper.target_mg
    place = field if field.endswith("regimen") else f"{field}.target_mg"
    if target > daily:
        raise PlanError(
            place,
            f"expected a target up to the daily dose, {written(daily)} mg; "
            f"got {written(target)} mg",
        )
    caps = [tablets.grains(mg) for mg in doses]
    grains = tablets.grains_not_below(target)
    if tablets.mg(grains) != target or not can_reach(caps, grains, tablets.makeable):
        raise PlanError(
            place,
            f"expected a daily dose that these products can make; {written(target)} mg can't be "
            "reached",
        )


def check_custom_doses(
    taper: Custom,
    doses: Sequence[Milligrams],
    dose_times: Sequence[str],
    tablets: Tablets,
    field: str,
) -> None:
    """Refuse a step whose doses can't be made, rise or don't change, or are all 0."""
    for index, step in enumerate(taper.steps):
        place = f"{field}.steps[{index}].mg" if field.endswith("taper") else field
        step_name = f"step {index + 1}"
        if not any(step.mg):
            raise PlanError(
                place, f'expected a dose above 0 in {step_name}; to end with none, "then": "stop"'
            )
        for position, (mg, before) in enumerate(zip(step.mg, doses, strict=True)):
            named = f"{step_name}, {dose_times[position]}"
            _check_makeable(f"{place}[{position}]", mg, tablets, named)
            if mg > before:
                raise PlanError(
                    f"{place}[{position}]",
                    f"expected at most {written(before)} mg, the dose before, in {named}; "
                    f"got {written(mg)} mg",
                )
        if step.mg == tuple(doses):
            raise PlanError(place, f"expected a lower dose in {step_name}; nothing changes")
        doses = step.mg


def _check_format(plan: Plan) -> None:
    if plan.format != FORMAT:
        _refuse("format", f'"{FORMAT}"', plan.format)
    if plan.version != VERSION:
        _refuse("version", f"{VERSION}, the version that this program reads", plan.version)


def _check_patient(plan: Plan) -> None:
    if plan.patient.taken_months is not None and plan.patient.taken_months < 0:
        _refuse("patient.taken_months", "months, 0 or more", plan.patient.taken_months)
    _check_different("patient.risks", plan.patient.risks or ())


def _check_regimen(plan: Plan, tablets: Tablets) -> None:
    if not 1 <= len(plan.regimen) <= MOST_DOSE_TIMES:
        _refuse("regimen", f"1 to {MOST_DOSE_TIMES} dose times", len(plan.regimen))
    before = ""
    for index, dose_time in enumerate(plan.regimen):
        place = f"regimen[{index}]"
        if not dose_time.name.strip():
            raise PlanError(f"{place}.name", "expected a name for the dose time; got none")
        if not _TIME.fullmatch(dose_time.time):
            _refuse(f"{place}.time", "a time from 00:00 to 23:59", dose_time.time)
        if dose_time.time <= before:
            _refuse(f"{place}.time", f"a time after {before}", dose_time.time)
        before = dose_time.time
        _check_makeable(f"{place}.mg", dose_time.mg, tablets)
    _check_different("regimen", plan.dose_times, "different names")
    if not any(plan.doses):
        raise PlanError("regimen", "expected a dose above 0; all of them are 0")


def _check_pace(taper: Pace, field: str) -> None:
    if not taper.pace:
        raise PlanError(field, "expected at least one row; got none")
    for index, row in enumerate(taper.pace):
        _check_row(row, f"{field}[{index}]")
        if index and row.above_mg >= taper.pace[index - 1].above_mg:
            _refuse(
                f"{field}[{index}].above_mg",
                f"less than {written(taper.pace[index - 1].above_mg)}, the row before",
                row.above_mg,
            )
    last = len(taper.pace) - 1
    if taper.pace[last].above_mg > taper.target_mg:
        _refuse(
            f"{field}[{last}].above_mg",
            f"at most the target, {written(taper.target_mg)} mg, in the last row",
            taper.pace[last].above_mg,
        )


def _check_row(row: PaceRow, field: str) -> None:
    if row.above_mg < 0:
        _refuse(f"{field}.above_mg", "milligrams, 0 or more", row.above_mg)
    cuts = ("cut_mg", "cut_percent", "cut_percent_of_start")
    given = [name for name in cuts if getattr(row, name) is not None]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise PlanError(field, f"expected one cut, of {', '.join(cuts)}; got {got}")
    name, cut = given[0], getattr(row, given[0])
    if name == "cut_mg" and cut <= 0:
        _refuse(f"{field}.cut_mg", "milligrams above 0", cut)
    if name != "cut_mg" and not 0 < cut < 100:
        _refuse(f"{field}.{name}", "a percentage above 0 and below 100", cut)
    _check_interval(row.every, f"{field}.every")


def _check_custom(taper: Custom, dose_times: int, field: str) -> None:
    if not taper.steps:
        raise PlanError(f"{field}.steps", "expected at least one step; got none")
    for index, step in enumerate(taper.steps):
        place = f"{field}.steps[{index}]"
        if len(step.mg) != dose_times:
            _refuse(f"{place}.mg", f"{dose_times} doses, one a dose time", len(step.mg))
        _check_interval(step.every, f"{place}.every")


def _check_interval(interval: Interval, field: str) -> None:
    units = ("days", "weeks", "months")
    given = [unit for unit in units if getattr(interval, unit) is not None]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise PlanError(field, f"expected one of {', '.join(units)}; got {got}")
    if interval.count <= 0:
        _refuse(f"{field}.{interval.unit}", "a whole number above 0", interval.count)


def _check_sharing(plan: Plan) -> None:
    order = plan.sharing.keep_highest
    if sorted(order) != sorted(plan.dose_times):
        _refuse(
            "sharing.keep_highest",
            f"each dose time once: {', '.join(plan.dose_times)}",
            ", ".join(order),
        )


def _check_dates(plan: Plan) -> None:
    dates = plan.dates
    if not dates.change_on:
        raise PlanError("dates.change_on", "expected at least one weekday; got none")
    _check_different("dates.change_on", dates.change_on)
    if dates.holidays is not None:
        try:
            public_holidays(dates.holidays)
        except LookupError:
            _refuse("dates.holidays", 'a country or region like "US" or "GB-ENG"', dates.holidays)
    for index, pause in enumerate(dates.pauses):
        if pause.end < pause.start:
            _refuse(f"dates.pauses[{index}].to", f"a day on or after {pause.start}", pause.end)


def _check_revisions(plan: Plan, tablets: Tablets) -> None:
    if len(plan.revisions) > MOST_REVISIONS:
        _refuse("revisions", f"at most {MOST_REVISIONS:,}", len(plan.revisions))
    before = plan.start
    for index, revision in enumerate(plan.revisions):
        field = f"revisions[{index}]"
        if revision.start <= before:
            what = "the revision before" if index else "the start"
            _refuse(f"{field}.from", f"a day after {what}, {before}", revision.start)
        if revision.start.year > LAST_REVISION_YEAR:
            _refuse(f"{field}.from", f"a date up to {LAST_REVISION_YEAR}", revision.start)
        before = revision.start
        _check_range(f"{field}.hold_days", revision.hold_days, 1, LONGEST_DAYS)
        _check_revised_doses(plan, revision, tablets, field)
        if revision.taper is not None:
            check_taper(revision.taper, len(plan.regimen), f"{field}.taper")


def _check_revised_doses(plan: Plan, revision: Revision, tablets: Tablets, field: str) -> None:
    if revision.regimen is None:
        return
    if len(revision.regimen) != len(plan.regimen):
        _refuse(
            f"{field}.regimen",
            f"{len(plan.regimen)} doses, one a dose time",
            len(revision.regimen),
        )
    for position, mg in enumerate(revision.regimen):
        _check_makeable(f"{field}.regimen[{position}]", mg, tablets)


def _check_makeable(field: str, mg: Milligrams, tablets: Tablets, named: str = "") -> None:
    """`named`: which dose it is, where the field's path alone doesn't say it in words."""
    where = f" in {named}" if named else ""
    if not 0 <= mg <= HIGHEST_DOSE:
        _refuse(field, f"milligrams from 0 to {HIGHEST_DOSE:,}{where}", mg)
    if not tablets.can_make(mg):
        below, above = (written(near) for near in tablets.nearest(mg))
        raise PlanError(
            field,
            f"expected a dose that the products can make{where}; {written(mg)} mg can't be made, "
            f"the nearest are {below} mg and {above} mg",
        )


def _check_range(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        _refuse(field, f"a whole number from {least} to {most:,}", number)


def _check_different(field: str, names: Sequence[str], what: str = "each once") -> None:
    if doubled := [name for name, times in Counter(names).items() if times > 1]:
        raise PlanError(field, f"expected {what}; {quoted(doubled[0])} comes twice")


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


def _refuse(field: str, expected: str, got: Milligrams | int | str | date) -> None:
    shown = written(got) if isinstance(got, Decimal) else got
    raise PlanError(
        field, f"expected {expected}; got {quoted(got) if isinstance(got, str) else shown}"
    )
