"""What makes a taper valid: numbers that a pace can have, a target in reach, doses that fall.

The numbers alone are checked with the plan; what depends on the doses that are taken then, where
the taper sets out from them: at the start, or at a revision.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.amounts import ZERO, Milligrams, written
from planner.plan import Custom, FinishBy, Interval, Pace, PaceRow, Taper
from planner.refusals import refuse
from planner.sharing import can_reach
from planner.tablets import Tablets
from planner.terms import PlanError

HIGHEST_DOSE = 1_000
"""Milligrams in a single dose (plan-file.md 1)."""


def check_taper(taper: Taper, dose_times: int, field: str) -> None:
    """Refuse numbers that no taper can have, whatever the doses are."""
    if isinstance(taper, Custom):
        _check_custom(taper, dose_times, field)
        return
    if taper.target_mg < 0:
        refuse(f"{field}.target_mg", "milligrams, 0 or more", taper.target_mg)
    if taper.lowest_mg is not None and not 0 < taper.lowest_mg <= HIGHEST_DOSE:
        refuse(
            f"{field}.lowest_mg",
            f"milligrams above 0 and up to {HIGHEST_DOSE:,}, or null",
            taper.lowest_mg,
        )
    if isinstance(taper, FinishBy):
        check_interval(taper.every, f"{field}.every")
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
            check_makeable(f"{place}[{position}]", mg, tablets, named)
            if mg > before:
                raise PlanError(
                    f"{place}[{position}]",
                    f"expected at most {written(before)} mg, the dose before, in {named}; "
                    f"got {written(mg)} mg",
                )
        if step.mg == tuple(doses):
            raise PlanError(place, f"expected a lower dose in {step_name}; nothing changes")
        doses = step.mg


def check_makeable(field: str, mg: Milligrams, tablets: Tablets, named: str = "") -> None:
    """`named`: which dose it is, where the field's path alone doesn't say it in words."""
    where = f" in {named}" if named else ""
    if not 0 <= mg <= HIGHEST_DOSE:
        refuse(field, f"milligrams from 0 to {HIGHEST_DOSE:,}{where}", mg)
    if not tablets.can_make(mg):
        below, above = (written(near) for near in tablets.nearest(mg))
        raise PlanError(
            field,
            f"expected a dose that the products can make{where}; {written(mg)} mg can't be made, "
            f"the nearest are {below} mg and {above} mg",
        )


def _check_pace(taper: Pace, field: str) -> None:
    if not taper.pace:
        raise PlanError(field, "expected at least one row; got none")
    for index, row in enumerate(taper.pace):
        _check_row(row, f"{field}[{index}]")
        if index and row.above_mg >= taper.pace[index - 1].above_mg:
            refuse(
                f"{field}[{index}].above_mg",
                f"less than {written(taper.pace[index - 1].above_mg)}, the row before",
                row.above_mg,
            )
    last = len(taper.pace) - 1
    if taper.pace[last].above_mg > taper.target_mg:
        refuse(
            f"{field}[{last}].above_mg",
            f"at most the target, {written(taper.target_mg)} mg, in the last row",
            taper.pace[last].above_mg,
        )


def _check_row(row: PaceRow, field: str) -> None:
    if row.above_mg < 0:
        refuse(f"{field}.above_mg", "milligrams, 0 or more", row.above_mg)
    cuts = ("cut_mg", "cut_percent", "cut_percent_of_start")
    given = [name for name in cuts if getattr(row, name) is not None]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise PlanError(field, f"expected one cut, of {', '.join(cuts)}; got {got}")
    name, cut = given[0], getattr(row, given[0])
    if name == "cut_mg" and cut <= 0:
        refuse(f"{field}.cut_mg", "milligrams above 0", cut)
    if name != "cut_mg" and not 0 < cut < 100:
        refuse(f"{field}.{name}", "a percentage above 0 and below 100", cut)
    check_interval(row.every, f"{field}.every")


def _check_custom(taper: Custom, dose_times: int, field: str) -> None:
    if not taper.steps:
        raise PlanError(f"{field}.steps", "expected at least one step; got none")
    for index, step in enumerate(taper.steps):
        place = f"{field}.steps[{index}]"
        if len(step.mg) != dose_times:
            refuse(f"{place}.mg", f"{dose_times} doses, one a dose time", len(step.mg))
        check_interval(step.every, f"{place}.every")


def check_interval(interval: Interval, field: str) -> None:
    """Refuse an interval with none of its units, with two, or not above 0."""
    units = ("days", "weeks", "months")
    given = [unit for unit in units if getattr(interval, unit) is not None]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise PlanError(field, f"expected one of {', '.join(units)}; got {got}")
    if interval.count <= 0:
        refuse(f"{field}.{interval.unit}", "a whole number above 0", interval.count)
