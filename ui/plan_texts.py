"""The form that a plan fills in: every field of the plan as the text that a person would type."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import asdict

from planner.amounts import written
from planner.plan import Custom, FinishBy, Pace, Plan
from planner.reading.dates import birth_date, short_date
from ui.draft import (
    AtHomeText,
    DoseTimeText,
    Draft,
    PatientText,
    PauseText,
    PrescriberText,
    ReviewText,
    RowText,
    StepText,
)


def draft_of(plan: Plan, today: date) -> Draft:
    """The form that a plan fills in."""
    names = plan.dose_times
    order = tuple(names.index(name) for name in plan.sharing.keep_highest if name in names)
    return Draft(
        typed_on=today,
        id=plan.id,
        medicine=plan.medicine,
        country=plan.country,
        products=plan.products,
        patient=_patient_text(plan),
        prescriber=PrescriberText(**asdict(plan.prescriber)),
        halves=plan.halves,
        regimen=tuple(
            DoseTimeText(name=d.name, time=d.time, mg=written(d.mg)) for d in plan.regimen
        ),
        confirmed=plan.regimen_confirmed,
        start=short_date(plan.start),
        hold_days=str(plan.hold_days),
        rule=plan.sharing.rule,
        keep_highest=order,
        change_on=plan.dates.change_on,
        holidays=plan.dates.holidays or "",
        pauses=tuple(
            PauseText(start=short_date(p.start), end=short_date(p.end), reason=p.reason)
            for p in plan.dates.pauses
        ),
        reviews=tuple(
            ReviewText(on=short_date(r.on), time=r.time or "", note=r.note) for r in plan.reviews
        ),
        review_every=str(plan.review_every.count) if plan.review_every else "",
        review_unit=plan.review_every.unit if plan.review_every else "weeks",
        at_home=tuple(AtHomeText(one.product, written(one.amount)) for one in plan.at_home),
        fill_days="" if plan.fill_days is None else str(plan.fill_days),
        packs=plan.packs,
        go_back_allowed=plan.go_back_allowed,
        reserve_days=str(plan.reserve_days),
        revisions=plan.revisions,
        considered=plan.considered,
        overrides=plan.overrides,
        supersedes=plan.supersedes,
        approval=plan.approval,
        **_taper_texts(plan.taper),
    )


def _patient_text(plan: Plan) -> PatientText:
    patient = plan.patient
    return PatientText(
        name=patient.name,
        name_latin=patient.name_latin,
        identifier=patient.identifier,
        birth_date=birth_date(patient.birth_date) if patient.birth_date else "",
        taken_months="" if patient.taken_months is None else str(patient.taken_months),
        risks=patient.risks,
        reason=patient.reason,
        notes=patient.notes,
        spasm_limit="" if patient.spasm_limit is None else str(patient.spasm_limit),
    )


def _taper_texts(taper: Pace | FinishBy | Custom) -> dict[str, Any]:
    if isinstance(taper, Custom):
        steps = tuple(
            StepText(
                mg=tuple(written(mg) for mg in step.mg),
                every=str(step.every.count),
                unit=step.every.unit,
            )
            for step in taper.steps
        )
        return {"method": "custom", "steps": steps, "then": taper.then}
    how_far = {
        "target": written(taper.target_mg),
        "lowest_mg": "" if taper.lowest_mg is None else written(taper.lowest_mg),
    }
    if isinstance(taper, FinishBy):
        return {
            **how_far,
            "method": "finish-by",
            "by": short_date(taper.by),
            "by_every": str(taper.every.count),
            "by_unit": taper.every.unit,
            "shape": taper.shape,
        }
    kinds = ("cut_mg", "cut_percent", "cut_percent_of_start")
    rows = tuple(
        RowText(
            above=written(row.above_mg),
            cut=next(written(getattr(row, k)) for k in kinds if getattr(row, k) is not None),
            kind=next(k for k in kinds if getattr(row, k) is not None),
            every=str(row.every.count),
            unit=row.every.unit,
        )
        for row in taper.pace
    )
    return {**how_far, "method": "pace", "pace": rows}
