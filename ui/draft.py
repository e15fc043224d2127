"""The form as it is filled in: every text as it was typed, whether it can be read or not.

A draft is a value like the plan it makes (`drafting`): frozen, replaced at each edit, kept in the
undo list and in the autosave, so that nothing typed is lost. Its fields follow the plan file's;
texts stand where a person types, values where they choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from planner.terms import WEEKDAYS, Country, Risk, SharingRule, Weekday

if TYPE_CHECKING:
    from planner.medicine import Medicine
    from planner.plan import Approval, Considered, Override, Revision, Superseded

Method = Literal["pace", "finish-by", "custom"]
Part = TypeVar("Part", bound=tuple[Any, ...])


class DoseTimeText(NamedTuple):
    name: str = ""
    time: str = ""
    mg: str = ""


class RowText(NamedTuple):
    """A row of a pace. `above`: it holds above so many mg; of the last row, "0" as a rule."""

    above: str = "0"
    cut: str = ""
    kind: str = "cut_mg"
    every: str = ""
    unit: str = "weeks"


class StepText(NamedTuple):
    """A step of a taper written out: its doses, and how long they are taken."""

    mg: tuple[str, ...]
    every: str = "1"
    unit: str = "weeks"


class PauseText(NamedTuple):
    start: str = ""
    end: str = ""
    reason: str = ""


class ReviewText(NamedTuple):
    on: str = ""
    time: str = ""
    note: str = ""


class AtHomeText(NamedTuple):
    """How much of a product is at home: tablets or packets, or mL."""

    product: str
    amount: str = ""


class PatientText(NamedTuple):
    name: str = ""
    name_latin: str = ""
    identifier: str = ""
    birth_date: str = ""
    taken_months: str = ""
    risks: tuple[Risk, ...] | None = None
    reason: str = ""
    notes: str = ""
    spasm_limit: str = ""


class PrescriberText(NamedTuple):
    name: str = ""
    clinic: str = ""
    phone: str = ""
    hours: str = ""
    out_of_hours: str = ""
    emergency: str = ""


class Draft(NamedTuple):
    """The whole form. A new one has three dose times and no dose, cut, interval or date."""

    typed_on: date
    """The day of the last edit: "next Monday" is counted from it."""
    id: str | None = None
    medicine: str | None = None
    """None: the usual one."""
    country: Country | None = None
    products: tuple[str, ...] | None = None
    """None: the usual ones of the medicine."""
    patient: PatientText = PatientText()
    prescriber: PrescriberText = PrescriberText()
    halves: bool = True
    regimen: tuple[DoseTimeText, ...] = (
        DoseTimeText(name="Morning", time="07:00"),
        DoseTimeText(name="Afternoon", time="15:00"),
        DoseTimeText(name="Bedtime", time="23:00"),
    )
    confirmed: date | None = None
    start: str = ""
    hold_days: str = "0"
    method: Method = "pace"
    target: str = "0"
    lowest_mg: str = ""
    """Of a pace and of a day to finish by; empty: the medicine's."""
    pace: tuple[RowText, ...] = (RowText(),)
    by: str = ""
    by_every: str = ""
    by_unit: str = "weeks"
    shape: Literal["equal-mg", "equal-percent"] = "equal-mg"
    steps: tuple[StepText, ...] = ()
    then: Literal["stop", "stay"] = "stop"
    rule: SharingRule = "proportional"
    keep_highest: tuple[int, ...] | None = None
    """Places of the dose times, the one reduced last first; None: the usual order."""
    change_on: tuple[Weekday, ...] = WEEKDAYS
    holidays: str = ""
    pauses: tuple[PauseText, ...] = ()
    reviews: tuple[ReviewText, ...] = ()
    review_every: str = ""
    review_unit: str = "weeks"
    at_home: tuple[AtHomeText, ...] = ()
    fill_days: str = ""
    packs: bool = False
    go_back_allowed: bool = False
    reserve_days: str = "0"
    revisions: tuple[Revision, ...] = ()
    considered: tuple[Considered, ...] = ()
    overrides: tuple[Override, ...] = ()
    supersedes: Superseded | None = None
    approval: Approval | None = None

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the dose times from the one reduced last to the one reduced first."""
        count = len(self.regimen)
        usual = (count - 1, *range(count - 1))
        return self.keep_highest if self.keep_highest is not None else usual


def replace(part: Part, **texts: Any) -> Part:
    """The form, or a part of it, with some of its texts replaced."""
    return part._replace(**texts)  # type: ignore[attr-defined,no-any-return]


def chosen_medicine(draft: Draft, medicines: Mapping[str, Medicine]) -> Medicine:
    """The medicine of the form: the one that is named, or the usual one."""
    if draft.medicine is not None:
        return medicines[draft.medicine]
    from planner.medicine import usual_medicine  # an empty form needs none: a faster start

    return usual_medicine(medicines)


def chosen_products(draft: Draft, medicines: Mapping[str, Medicine]) -> tuple[str, ...]:
    """The ids of the products of the form: those ticked, or the usual ones of its medicine."""
    if draft.products is not None:
        return draft.products
    return chosen_medicine(draft, medicines).default_products
