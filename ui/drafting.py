"""From the form to a plan and back: `plan_of(draft)` reads every text, `draft_of(plan)` writes it.

What can't be read is collected, all of it, as Problems with the path that the field has in the
plan file. A field still empty in a form that never was complete is a problem too, a `missing`
one: it says what to do next, not what is wrong. Whether a plan that can be read is any good is
for the planner to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from planner.amounts import written
from planner.plan import FORMAT, VERSION, Custom, FinishBy, Pace, Plan, PlanError
from ui.draft import (
    DoseTimeText,
    Draft,
    PatientText,
    PauseText,
    PrescriberText,
    ReviewText,
    RowText,
    StepText,
)
from ui.reading import (
    Unread,
    read_count,
    read_cut,
    read_dose,
    read_interval,
    read_time,
    split_cut,
    split_interval,
)
from ui.reading_dates import read_date, short_date

if TYPE_CHECKING:
    from planner.medicine import Medicine

Value = TypeVar("Value")
_AT_ONCE = {"above_mg": "0", "cut_mg": "1000", "every": {"days": 1}}


class Problem(NamedTuple):
    """What is wrong with a field, in a sentence; `offer`: a text that would be right."""

    field: str
    message: str
    missing: bool = False
    offer: str = ""


class Drafted(NamedTuple):
    """The plan that a draft makes, or the problems that keep it from making one."""

    plan: Plan | None
    problems: tuple[Problem, ...]


def plan_of(draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> Drafted:
    """The plan that the form makes, or what is wrong with it, field by field."""
    reader = _Reader(draft, medicines[draft.medicine], day_first)
    document = reader.document()
    if reader.problems:
        unmakeable = _unmakeable(document, draft, medicines)
        return Drafted(None, (*reader.problems, *unmakeable))
    from planner.documents import plan_from  # an empty form needs none: a faster start

    try:
        plan = plan_from(document, medicines)
        chosen = {name: getattr(draft, name) for name in ("revisions", "overrides", "approval")}
        return Drafted(msgspec.structs.replace(plan, **chosen), ())
    except PlanError as error:
        return Drafted(None, (problem_of(error),))


def _unmakeable(
    document: dict[str, Any], draft: Draft, medicines: Mapping[str, Medicine]
) -> list[Problem]:
    """What the planner says of each dose by itself, while another field can't be read yet."""
    if not any(row["mg"] for row in document["regimen"]):
        return []
    from planner.documents import plan_from
    from planner.schedule import build

    problems = []
    for index, row in enumerate(document["regimen"]):
        if row["mg"] is None or not draft.products:
            continue
        alone = {
            **{
                name: document[name]
                for name in ("format", "version", "medicine", "products", "halves")
            },
            "regimen": [{"name": "dose", "time": "00:00", "mg": row["mg"]}],
            "start": draft.typed_on.isoformat(),
            "taper": {"method": "pace", "pace": [_AT_ONCE]},
        }
        try:
            build(plan_from(alone, medicines), medicines[draft.medicine])
        except PlanError as error:
            if error.field == "regimen[0].mg":
                problems.append(Problem(f"regimen[{index}].mg", error.reason))
    return problems


def problem_of(error: PlanError) -> Problem:
    return Problem(error.field, error.reason)


def settled(draft: Draft, day_first: bool) -> Draft:
    """The draft with dates and times written out in full, so that "next Monday" keeps its day."""

    def out(text: str, past: bool = False) -> str:
        if not text.strip():
            return text
        try:
            return short_date(read_date(text, draft.typed_on, day_first, past).on)
        except Unread:
            return text

    def clock(text: str) -> str:
        try:
            return read_time(text)
        except Unread:
            return text

    replace = msgspec.structs.replace
    by_every, by_unit = split_interval(draft.by_every, draft.by_unit)
    return replace(
        draft,
        pace=tuple(_settled_row(row) for row in draft.pace),
        by_every=by_every,
        by_unit=by_unit,
        steps=tuple(_settled_step(step) for step in draft.steps),
        regimen=tuple(replace(row, time=clock(row.time)) for row in draft.regimen),
        patient=replace(draft.patient, birth_date=out(draft.patient.birth_date, past=True)),
        start=out(draft.start),
        by=out(draft.by),
        pauses=tuple(replace(p, start=out(p.start), end=out(p.end)) for p in draft.pauses),
        reviews=tuple(replace(review, on=out(review.on)) for review in draft.reviews),
    )


def _settled_row(row: RowText) -> RowText:
    """Units typed with a number go where units are shown: "10 %" is 10 and a percentage."""
    cut, kind = split_cut(row.cut, row.kind)
    every, unit = split_interval(row.every, row.unit)
    return msgspec.structs.replace(row, cut=cut, kind=kind, every=every, unit=unit)


def _settled_step(step: StepText) -> StepText:
    every, unit = split_interval(step.every, step.unit)
    return msgspec.structs.replace(step, every=every, unit=unit)


def draft_of(plan: Plan, today: date) -> Draft:
    """The form that a plan fills in."""
    names = plan.dose_times
    order = tuple(names.index(name) for name in plan.sharing.keep_highest if name in names)
    return Draft(
        typed_on=today,
        medicine=plan.medicine,
        products=plan.products,
        patient=_patient_text(plan),
        prescriber=PrescriberText(**msgspec.structs.asdict(plan.prescriber)),
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
        reviews=tuple(ReviewText(on=short_date(r.on), note=r.note) for r in plan.reviews),
        fill_days="" if plan.fill_days is None else str(plan.fill_days),
        go_back_allowed=plan.go_back_allowed,
        revisions=plan.revisions,
        overrides=plan.overrides,
        approval=plan.approval,
        **_taper_texts(plan.taper),
    )


def _patient_text(plan: Plan) -> PatientText:
    patient = plan.patient
    return PatientText(
        name=patient.name,
        identifier=patient.identifier,
        birth_date=short_date(patient.birth_date) if patient.birth_date else "",
        taken_months="" if patient.taken_months is None else str(patient.taken_months),
        risks=patient.risks,
        reason=patient.reason,
        notes=patient.notes,
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
    if isinstance(taper, FinishBy):
        return {
            "method": "finish-by",
            "target": written(taper.target_mg),
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
    return {"method": "pace", "target": written(taper.target_mg), "pace": rows}


class _Reader:
    """Reads one draft, collecting what can't be read."""

    def __init__(self, draft: Draft, medicine: Medicine, day_first: bool) -> None:
        self._draft = draft
        self._products = [p for p in medicine.products if p.id in draft.products and draft.halves]
        self._day_first = day_first
        self.problems: list[Problem] = []

    def document(self) -> dict[str, Any]:
        """The plan file's JSON object, as far as it can be read."""
        draft = self._draft
        regimen = self._regimen()
        names = [row["name"] for row in regimen]
        return {
            "format": FORMAT,
            "version": VERSION,
            "patient": self._patient(),
            "prescriber": msgspec.structs.asdict(draft.prescriber),
            "medicine": draft.medicine,
            "products": list(draft.products),
            "halves": draft.halves,
            "regimen": regimen,
            "regimen_confirmed": draft.confirmed and draft.confirmed.isoformat(),
            "start": self._date("start", draft.start, "the day on which the plan begins"),
            "hold_days": self._count("hold_days", draft.hold_days or "0", "days"),
            "taper": self._taper(),
            "sharing": {"rule": draft.rule, "keep_highest": [names[i] for i in draft.order]},
            "dates": {
                "change_on": list(draft.change_on),
                "holidays": draft.holidays.strip() or None,
                "pauses": [self._pause(i, p) for i, p in enumerate(draft.pauses)],
            },
            "reviews": [
                {
                    "on": self._date(f"reviews[{i}].on", r.on, "the day of the review"),
                    "note": r.note,
                }
                for i, r in enumerate(draft.reviews)
            ],
            "fill_days": self._optional_count("fill_days", draft.fill_days, "days"),
            "go_back_allowed": draft.go_back_allowed,
        }

    def _regimen(self) -> list[dict[str, Any]]:
        return [
            {
                "name": row.name.strip(),
                "time": self._read(f"regimen[{i}].time", row.time, "its time", read_time),
                "mg": self._dose(f"regimen[{i}].mg", row.mg, "the milligrams taken now"),
            }
            for i, row in enumerate(self._draft.regimen)
        ]

    def _patient(self) -> dict[str, Any]:
        patient = self._draft.patient
        born = patient.birth_date.strip() and self._date(
            "patient.birth_date", patient.birth_date, "", past=True
        )
        return {
            "name": patient.name.strip(),
            "identifier": patient.identifier.strip(),
            "birth_date": born or None,
            "taken_months": self._optional_count(
                "patient.taken_months", patient.taken_months, "months"
            ),
            "risks": None if patient.risks is None else list(patient.risks),
            "reason": patient.reason,
            "notes": patient.notes,
        }

    def _taper(self) -> dict[str, Any]:
        draft = self._draft
        if draft.method == "custom":
            steps = [self._step(i, step) for i, step in enumerate(draft.steps)]
            return {"method": "custom", "steps": steps, "then": draft.then}
        target = self._dose("taper.target_mg", draft.target or "0", "the dose to come down to")
        if draft.method == "finish-by":
            return {
                "method": "finish-by",
                "target_mg": target,
                "by": self._date("taper.by", draft.by, "the day to finish by"),
                "every": self._interval("taper.every", draft.by_every, draft.by_unit),
                "shape": draft.shape,
            }
        rows = [self._row(i, row) for i, row in enumerate(draft.pace)]
        return {"method": "pace", "target_mg": target, "pace": rows}

    def _row(self, index: int, row: RowText) -> dict[str, Any]:
        field = f"taper.pace[{index}]"
        above = self._dose(f"{field}.above_mg", row.above, "the dose from which to go slower")
        kind, cut = self._read(
            f"{field}.cut", row.cut, "by how much to reduce", lambda t: read_cut(t, row.kind)
        ) or (row.kind, None)
        every = self._interval(f"{field}.every", row.every, row.unit)
        return {"above_mg": above, kind: cut and written(cut), "every": every}

    def _step(self, index: int, step: StepText) -> dict[str, Any]:
        field = f"taper.steps[{index}]"
        return {
            "mg": [
                self._dose(f"{field}.mg[{i}]", mg, "the dose of this step")
                for i, mg in enumerate(step.mg)
            ],
            "every": self._interval(f"{field}.every", step.every, step.unit),
        }

    def _pause(self, index: int, pause: PauseText) -> dict[str, Any]:
        field = f"dates.pauses[{index}]"
        return {
            "from": self._date(f"{field}.from", pause.start, "the pause's first day"),
            "to": self._date(f"{field}.to", pause.end, "the pause's last day"),
            "reason": pause.reason,
        }

    def _dose(self, field: str, text: str, what: str) -> str | None:
        dose = self._read(field, text, what, lambda typed: read_dose(typed, self._products))
        return None if dose is None else written(dose)

    def _interval(self, field: str, text: str, unit: str) -> dict[str, int]:
        interval = self._read(field, text, "how often", lambda typed: read_interval(typed, unit))
        return {interval.unit: interval.count} if interval else {}

    def _date(self, field: str, text: str, what: str, past: bool = False) -> str | None:
        def read(typed: str) -> str:
            return read_date(typed, self._draft.typed_on, self._day_first, past).on.isoformat()

        return self._read(field, text, what, read)

    def _optional_count(self, field: str, text: str, unit: str) -> int | None:
        return self._count(field, text, unit) if text.strip() else None

    def _count(self, field: str, text: str, unit: str) -> int | None:
        def read(typed: str) -> int:
            if typed == "0":
                return 0
            number = typed.strip().lower().removesuffix(unit)
            return read_count(number, f"a whole number of {unit}", typed)

        return self._read(field, text, "", read)

    def _read(self, field: str, text: str, what: str, read: Callable[[str], Value]) -> Value | None:
        if not text.strip():
            self.problems.append(Problem(field, f"expected {what}; it is empty", missing=True))
            return None
        try:
            return read(text)
        except Unread as unread:
            self.problems.append(Problem(field, unread.reason, offer=unread.offer))
            return None
