"""The plan: one frozen document that says who takes what now and how it is to come down.

These are the parts of the plan file (contract.md 1), with the file's names. A plan is never
changed: an edit makes a new one (`msgspec.structs.replace`). What makes a plan valid is in
`validity`, how it is read and written in `documents`, what follows from it in `schedule`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from planner.amounts import ZERO, Milligrams, Percent
from planner.terms import WEEKDAYS, Risk, Weekday


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the plan file: frozen, its fields named, unknown ones refused."""


class Interval(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The time between two changes, in one of relativedelta's units (contract.md 1)."""

    days: int | None = None
    weeks: int | None = None
    months: int | None = None

    @property
    def unit(self) -> Literal["days", "weeks", "months"]:
        return "days" if self.days is not None else "weeks" if self.weeks is not None else "months"

    @property
    def count(self) -> int:
        return int(getattr(self, self.unit) or 0)


class PaceRow(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a pace: above so many mg a day, cut so much each time, so often.

    Exactly one of the three cuts is given: milligrams, a percentage of the line now, or a
    percentage of the daily dose with which the taper came.
    """

    above_mg: Milligrams
    cut_mg: Milligrams | None = None
    cut_percent: Percent | None = None
    cut_percent_of_start: Percent | None = None
    every: Interval


class Pace(Part, frozen=True, kw_only=True, tag_field="method", tag="pace"):
    """Cut by cut at a given pace, down to the target."""

    target_mg: Milligrams = ZERO
    pace: tuple[PaceRow, ...]


class FinishBy(Part, frozen=True, kw_only=True, tag_field="method", tag="finish-by"):
    """Down to the target by a given day, in steps of equal milligrams or equal percentage."""

    target_mg: Milligrams = ZERO
    by: date
    every: Interval
    shape: Literal["equal-mg", "equal-percent"]


class CustomStep(Part, frozen=True, kw_only=True):
    """Doses written out, in the order of the dose times, and how long they are taken."""

    mg: tuple[Milligrams, ...]
    every: Interval


class Custom(Part, frozen=True, kw_only=True, tag_field="method", tag="custom"):
    """Step by step as written out; then none, or the last doses for good."""

    steps: tuple[CustomStep, ...]
    then: Literal["stop", "stay"]


Taper = Pace | FinishBy | Custom


class DoseTime(Part, frozen=True, kw_only=True):
    """One time of the day at which a dose is taken, and the dose taken there now."""

    name: str
    time: str
    mg: Milligrams


class Patient(Part, frozen=True, kw_only=True):
    """Who the page is for. `risks`: None, not asked; empty, asked and none."""

    name: str = ""
    identifier: str = ""
    birth_date: date | None = None
    taken_months: int | None = None
    risks: tuple[Risk, ...] | None = None
    reason: str = ""
    notes: str = ""


class Prescriber(Part, frozen=True, kw_only=True):
    """Whom the patient calls: by day, by night and in an emergency."""

    name: str = ""
    clinic: str = ""
    phone: str = ""
    out_of_hours: str = ""
    emergency: str = ""


class Pause(Part, frozen=True, kw_only=True):
    """Days on which nothing changes, both ends counted."""

    start: date = msgspec.field(name="from")
    end: date = msgspec.field(name="to")
    reason: str = ""


class Dates(Part, frozen=True, kw_only=True):
    """Which days may carry a change."""

    change_on: tuple[Weekday, ...] = WEEKDAYS
    holidays: str | None = None
    pauses: tuple[Pause, ...] = ()


class Sharing(Part, frozen=True, kw_only=True):
    """How a daily dose is shared over the dose times.

    `keep_highest` names every dose time, from the one reduced last to the one reduced first.
    """

    rule: Literal["balanced", "one-at-a-time"] = "balanced"
    keep_highest: tuple[str, ...]


class Review(Part, frozen=True, kw_only=True):
    """A day on which prescriber and patient speak about the taper."""

    on: date
    note: str = ""


class Revision(Part, frozen=True, kw_only=True):
    """A change on the way, from a day on (contract.md 1). The one place where a dose may rise."""

    start: date = msgspec.field(name="from")
    regimen: tuple[Milligrams, ...] | None = None
    hold_days: int = 7
    taper: Taper | None = None
    reason: str = ""


class Override(Part, frozen=True, kw_only=True):
    """The prescriber's reason to approve in spite of a finding of this rule."""

    rule: str
    reason: str


class Approval(Part, frozen=True, kw_only=True):
    """Who approved the plan, and the digests of what was approved."""

    by: str
    role: str = ""
    at: datetime
    digest: str
    schedule_digest: str


class Plan(Part, frozen=True, kw_only=True):
    """A regimen and how it is to come down: the whole plan file (contract.md 1)."""

    format: str
    version: int
    patient: Patient = Patient()
    prescriber: Prescriber = Prescriber()
    medicine: str
    products: tuple[str, ...]
    halves: bool = True
    regimen: tuple[DoseTime, ...]
    regimen_confirmed: date | None = None
    start: date
    hold_days: int = 0
    taper: Taper
    sharing: Sharing
    dates: Dates = Dates()
    reviews: tuple[Review, ...] = ()
    fill_days: int | None = None
    go_back_allowed: bool = False
    revisions: tuple[Revision, ...] = ()
    overrides: tuple[Override, ...] = ()
    approval: Approval | None = None

    @property
    def doses(self) -> tuple[Milligrams, ...]:
        """The doses taken now, in the order of the dose times."""
        return tuple(dose_time.mg for dose_time in self.regimen)

    @property
    def daily_dose(self) -> Milligrams:
        return sum(self.doses, ZERO)

    @property
    def dose_times(self) -> tuple[str, ...]:
        return tuple(dose_time.name for dose_time in self.regimen)


def usual_keep_highest(names: tuple[str, ...]) -> tuple[str, ...]:
    """The default order: the last dose time, then the others from the first on."""
    return (*names[-1:], *names[:-1])


def taper_in_force(plan: Plan, revision: int | None) -> Taper:
    """The taper that a step follows: of its revision, or the one that this revision kept."""
    so_far = plan.revisions[: revision + 1] if revision is not None else ()
    brought = (one.taper for one in reversed(so_far) if one.taper)
    return next(brought, plan.taper)
