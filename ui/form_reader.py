"""Reads every text of the form, and collects what can't be read.

Each problem has the path that the field has in the plan file. A field still empty in a form that
never was complete is a problem too, a `missing` one: it says what to do next, not what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from planner.amounts import written
from planner.reading.amounts import (
    Unread,
    read_count,
    read_cut,
    read_dose,
    read_interval,
    read_length,
    read_pieces,
    read_time,
)
from planner.reading.dates import read_date
from planner.terms import FORMAT, VERSION
from ui.draft import (
    AtHomeText,
    Draft,
    PauseText,
    ReviewText,
    RowText,
    StepText,
    chosen_medicine,
    chosen_products,
    replace,
)
from ui.problem import Problem

if TYPE_CHECKING:
    from planner.medicine import Medicine, Product

Value = TypeVar("Value")


class FormReader:
    """Reads one draft, collecting what can't be read."""

    def __init__(self, draft: Draft, medicines: Mapping[str, Medicine], day_first: bool) -> None:
        self._draft = _without_a_new_time(draft)
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
            "country": draft.country,
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
                "pauses": [self._pause(i, p) for i, p in enumerate(draft.pauses) if any(p)],
            },
            "reviews": [self._review(i, one) for i, one in enumerate(draft.reviews) if any(one)],
            "review_every": self._interval("review_every", draft.review_every, draft.review_unit)
            if draft.review_every.strip()
            else None,
            "at_home": [self._home(i, home) for i, home in enumerate(draft.at_home)],
            "fill_days": self._optional_count("fill_days", draft.fill_days, "days"),
            "packs": draft.packs,
            "go_back_allowed": draft.go_back_allowed,
            "reserve_days": self._count("reserve_days", draft.reserve_days or "0", "days"),
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
                "name": row.name,
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
            "name": patient.name,
            "name_latin": patient.name_latin,
            "identifier": patient.identifier,
            "birth_date": born or None,
            "taken_months": self._optional_count(
                "patient.taken_months", patient.taken_months, "months"
            ),
            "risks": None if patient.risks is None else list(patient.risks),
            "reason": patient.reason,
            "notes": patient.notes,
            "spasm_limit": self._spasm_limit(patient.spasm_limit),
        }

    def _taper(self) -> dict[str, Any]:
        draft = self._draft
        if draft.method == "custom":
            steps = [self._step(i, step) for i, step in enumerate(draft.steps)]
            return {"method": "custom", "steps": steps, "then": draft.then}
        target = self._dose("taper.target_mg", draft.target or "0", "the dose to come down to")
        lowest = draft.lowest_mg.strip() and self._dose("taper.lowest_mg", draft.lowest_mg, "")
        how_far = {"target_mg": target, "lowest_mg": lowest or None}
        if draft.method == "finish-by":
            return {
                "method": "finish-by",
                **how_far,
                "by": self._date("taper.by", draft.by, "the day to finish by"),
                "every": self._interval("taper.every", draft.by_every, draft.by_unit),
                "shape": draft.shape,
            }
        rows = [self._row(i, row) for i, row in enumerate(_filled_in(draft.pace))]
        return {"method": "pace", **how_far, "pace": rows}

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

    def _review(self, index: int, review: ReviewText) -> dict[str, Any]:
        field = f"reviews[{index}]"
        time = review.time.strip() and self._read(f"{field}.time", review.time, "", read_time)
        return {
            "on": self._date(f"{field}.on", review.on, "the day of the review"),
            "time": time or None,
            "note": review.note,
        }

    def _home(self, index: int, home: AtHomeText) -> dict[str, Any]:
        amount = self._read(
            f"at_home[{index}].amount", home.amount or "0", "how much is at home", read_pieces
        )
        return {"product": home.product, "amount": None if amount is None else written(amount)}

    def _spasm_limit(self, text: str) -> int | None:
        expected = "a whole number from 0 to 10"
        if not text.strip():
            return None
        return self._read("patient.spasm_limit", text, "", lambda t: read_count(t, expected))

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


def _filled_in(rows: tuple[RowText, ...]) -> tuple[RowText, ...]:
    """The rows of a pace without a new last one in which nothing has been typed yet: until then
    the row above it goes on to the end."""
    while len(rows) > 1 and not any(
        text.strip() for text in (rows[-2].above, rows[-1].cut, rows[-1].every)
    ):
        rows = (*rows[:-2], replace(rows[-2], above=rows[-1].above))
    return rows


def _without_a_new_time(draft: Draft) -> Draft:
    """The form without a new last dose time in which nothing has been typed yet: until then the
    day has the times that it had."""
    place = len(draft.regimen) - 1
    if place < 1 or any(text.strip() for text in draft.regimen[place]):
        return draft
    order = draft.keep_highest
    return replace(
        draft,
        regimen=draft.regimen[:place],
        keep_highest=None if order is None else tuple(i for i in order if i != place),
        steps=tuple(replace(step, mg=step.mg[:place]) for step in draft.steps),
    )
