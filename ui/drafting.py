"""From the form to a plan: `plan_of(draft)` reads every text (`plan_texts` is the way back).

What can't be read is collected, all of it, as Problems with the path that the field has in the
plan file. A field still empty in a form that never was complete is a problem too, a `missing`
one: it says what to do next, not what is wrong. Whether a plan that can be read is any good is
for the planner to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from planner.amounts import written
from planner.reading.amounts import (
    Unread,
    read_cut,
    read_dose,
    read_interval,
    read_length,
    read_time,
)
from planner.reading.dates import dates_in_words, read_date
from planner.terms import FORMAT, VERSION, PlanError
from ui.draft import (
    Draft,
    PauseText,
    RowText,
    StepText,
    chosen_medicine,
    chosen_products,
)

if TYPE_CHECKING:
    from planner.medicine import Medicine, Product
    from planner.plan import Plan

Value = TypeVar("Value")
IDENTITY = ("patient.birth_date",)
"""Fields that say who the patient is: no dose follows from them, so they keep no schedule away."""
_WHAT_IS_TAKEN = ("format", "version", "medicine", "products", "halves")


class Problem(NamedTuple):
    """What is wrong with a field, in a sentence; `offer`: a text that would be right."""

    field: str
    message: str
    missing: bool = False
    offer: str = ""


class Drafted(NamedTuple):
    """The plan that a draft makes, or the problems that keep it from making one.

    With a problem of the patient's identity alone there are both: the plan leaves it out.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]


def plan_of(draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> Drafted:
    """The plan that the form makes, or what is wrong with it, field by field."""
    reader = _Reader(draft, medicines, day_first)
    document = reader.document()
    if any(problem.field not in IDENTITY for problem in reader.problems):
        unmakeable = _unmakeable(document, draft, medicines)
        problems = (*reader.problems, *unmakeable)
        return Drafted(None, (*problems, *_apart(document, draft, medicines, problems)))
    from msgspec.structs import replace  # an empty form needs none: a faster start

    from planner.documents import plan_from

    try:
        plan = plan_from(document, medicines)
        chosen = {name: getattr(draft, name) for name in ("revisions", "overrides", "approval")}
        return Drafted(replace(plan, **chosen), tuple(reader.problems))
    except PlanError as error:
        return Drafted(None, (*reader.problems, problem_of(error)))


def _unmakeable(
    document: dict[str, Any], draft: Draft, medicines: Mapping[str, Medicine]
) -> list[Problem]:
    """What the planner says of each dose by itself, while another field can't be read yet."""
    if not any(row["mg"] for row in document["regimen"]):
        return []
    from planner.documents import plan_from
    from planner.schedule import build
    from ui.checked_apart import AT_ONCE

    problems = []
    for index, row in enumerate(document["regimen"]):
        if row["mg"] is None or draft.products == ():
            continue
        alone = {
            **{name: document[name] for name in _WHAT_IS_TAKEN if name in document},
            "regimen": [{"name": "dose", "time": "00:00", "mg": row["mg"]}],
            "start": draft.typed_on.isoformat(),
            "taper": {"method": "pace", "pace": [AT_ONCE]},
        }
        try:
            build(plan_from(alone, medicines), chosen_medicine(draft, medicines))
        except PlanError as error:
            if error.field == "regimen[0].mg":
                problems.append(Problem(f"regimen[{index}].mg", error.reason))
    return problems


def _apart(
    document: dict[str, Any],
    draft: Draft,
    medicines: Mapping[str, Medicine],
    problems: tuple[Problem, ...],
) -> list[Problem]:
    """What the planner says of the other fields, while these can't be used."""
    if not any(row["mg"] for row in document["regimen"]):
        return []
    from ui.checked_apart import checked_apart

    unread = [problem.field for problem in problems]
    errors = checked_apart(document, medicines, unread, draft.typed_on.isoformat())
    return [problem_of(error) for error in errors]


def problem_of(error: PlanError) -> Problem:
    """What the planner refuses, its dates as the window writes them."""
    return Problem(error.field, dates_in_words(error.reason))


class _Reader:
    """Reads one draft, collecting what can't be read."""

    def __init__(self, draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> None:
        self._draft = draft
        self._medicines = medicines
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
            "prescriber": draft.prescriber._asdict(),
            **self._chosen(),
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

    def _chosen(self) -> dict[str, Any]:
        """Medicine and products, where they are not the usual ones."""
        draft = self._draft
        chosen = {"medicine": draft.medicine, "products": draft.products and list(draft.products)}
        return {name: value for name, value in chosen.items() if value is not None}

    def _halved(self) -> Iterator[Product]:
        """The products chosen, where halves may be taken; read only where one is asked for."""
        if self._draft.halves:
            medicine = chosen_medicine(self._draft, self._medicines)
            ids = chosen_products(self._draft, self._medicines)
            yield from (product for product in medicine.products if product.id in ids)

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
        dose = self._read(field, text, what, lambda typed: read_dose(typed, self._halved()))
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
            return 0 if typed == "0" else read_length(typed, unit)

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
