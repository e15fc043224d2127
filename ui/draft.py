"""The form as it is filled in: every text as it was typed, whether it can be read or not.

A draft is a value like the plan it makes (`drafting`): frozen, replaced at each edit, kept in the
undo list and in the autosave, so that nothing typed is lost. Its fields follow the plan file's;
texts stand where a person types, values where they choose.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from planner.plan import WEEKDAYS, Approval, Override, Revision, Risk, Weekday

Method = Literal["pace", "finish-by", "custom"]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the form."""


class DoseTimeText(Text, frozen=True):
    name: str = ""
    time: str = ""
    mg: str = ""


class RowText(Text, frozen=True):
    """A row of a pace. `above`: it holds above so many mg; of the last row, "0" as a rule."""

    above: str = "0"
    cut: str = ""
    kind: str = "cut_mg"
    every: str = ""
    unit: str = "weeks"


class StepText(Text, frozen=True):
    """A step of a taper written out: its doses, and how long they are taken."""

    mg: tuple[str, ...]
    every: str = "1"
    unit: str = "weeks"


class PauseText(Text, frozen=True):
    start: str = ""
    end: str = ""
    reason: str = ""


class ReviewText(Text, frozen=True):
    on: str = ""
    note: str = ""


class PatientText(Text, frozen=True):
    name: str = ""
    identifier: str = ""
    birth_date: str = ""
    taken_months: str = ""
    risks: tuple[Risk, ...] | None = None
    reason: str = ""
    notes: str = ""


class PrescriberText(Text, frozen=True):
    name: str = ""
    clinic: str = ""
    phone: str = ""
    out_of_hours: str = ""
    emergency: str = ""


class Draft(Text, frozen=True):
    """The whole form. A new one has three dose times and no dose, cut, interval or date."""

    typed_on: date
    """The day of the last edit: "next Monday" is counted from it."""
    medicine: str
    products: tuple[str, ...]
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
    pace: tuple[RowText, ...] = (RowText(),)
    by: str = ""
    by_every: str = ""
    by_unit: str = "weeks"
    shape: Literal["equal-mg", "equal-percent"] = "equal-mg"
    steps: tuple[StepText, ...] = ()
    then: Literal["stop", "stay"] = "stop"
    rule: Literal["balanced", "one-at-a-time"] = "balanced"
    keep_highest: tuple[int, ...] | None = None
    """Places of the dose times, the one reduced last first; None: the usual order."""
    change_on: tuple[Weekday, ...] = WEEKDAYS
    holidays: str = ""
    pauses: tuple[PauseText, ...] = ()
    reviews: tuple[ReviewText, ...] = ()
    fill_days: str = ""
    go_back_allowed: bool = False
    revisions: tuple[Revision, ...] = ()
    overrides: tuple[Override, ...] = ()
    approval: Approval | None = None

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the dose times from the one reduced last to the one reduced first."""
        count = len(self.regimen)
        usual = (count - 1, *range(count - 1))
        return self.keep_highest if self.keep_highest is not None else usual
