"""The plan: one frozen document that says who takes what now and how it is to come down.

These are the parts of the plan file (plan-file.md 1), with the file's names. A plan is never
changed: an edit makes a new one (`msgspec.structs.replace`). What makes a plan valid is in
`validity`, how it is read and written in `documents`, what follows from it in `schedule`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from planner.amounts import ZERO, Milligrams, Percent, Quantity
from planner.terms import WEEKDAYS, Country, Kind, Risk, SharingRule, Weekday

MINUTES_A_DAY = 24 * 60


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the plan file: frozen, its fields named, unknown ones refused."""


class Interval(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The time between two changes, in one of relativedelta's units (plan-file.md 1)."""

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
    lowest_mg: Milligrams | None = None
    """The lowest dose before none, for lines in percent; None: the medicine's."""
    pace: tuple[PaceRow, ...]


class FinishBy(Part, frozen=True, kw_only=True, tag_field="method", tag="finish-by"):
    """Down to the target by a given day, in steps of equal milligrams or equal percentage."""

    target_mg: Milligrams = ZERO
    lowest_mg: Milligrams | None = None
    """The lowest dose before none, for lines in percent; None: the medicine's."""
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
    """Who the page is for. `risks`: None, not asked; empty, asked and none.

    `name_latin` stands beside a name in another script. `spasm_limit` is the number on the 0 to
    10 scale of spasms above which to call.
    """

    name: str = ""
    name_latin: str = ""
    identifier: str = ""
    birth_date: date | None = None
    taken_months: int | None = None
    risks: tuple[Risk, ...] | None = None
    reason: str = ""
    notes: str = ""
    spasm_limit: int | None = None


class Prescriber(Part, frozen=True, kw_only=True):
    """Whom the patient calls: by day (`hours`: when `phone` is answered), by night and in an
    emergency."""

    name: str = ""
    clinic: str = ""
    phone: str = ""
    hours: str = ""
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

    rule: SharingRule = "proportional"
    keep_highest: tuple[str, ...]


class Review(Part, frozen=True, kw_only=True):
    """A day on which prescriber and patient speak about the taper."""

    on: date
    time: str | None = None
    note: str = ""


class Revision(Part, frozen=True, kw_only=True):
    """A change on the way, from a day on (plan-file.md 1). The one place where a dose may rise.

    `taken`: nobody decided it; it tells what was really taken (doses missed on a ward, tablets
    run out), up to the next revision.
    """

    start: date = msgspec.field(name="from")
    kind: Kind = ""
    regimen: tuple[Milligrams, ...] | None = None
    hold_days: int = 7
    taper: Taper | None = None
    taken: bool = False
    reason: str = ""


class AtHome(Part, frozen=True, kw_only=True):
    """What the patient has of a product on the first day: tablets or packets, or mL."""

    product: str
    amount: Quantity = ZERO


class Considered(Part, frozen=True, kw_only=True):
    """A warning that the prescriber has weighed; `of` is the finding's digest (`safety`)."""

    rule: str
    of: str = ""


class Override(Part, frozen=True, kw_only=True):
    """The prescriber's reason to approve in spite of a finding; `of` is the finding's digest."""

    rule: str
    of: str = ""
    reason: str


class Approval(Part, frozen=True, kw_only=True):
    """Who approved which version of the plan, and the digests of what was approved."""

    by: str
    role: str = ""
    at: datetime
    number: int = 1
    digest: str
    schedule_digest: str


class HeldStep(Part, frozen=True, kw_only=True):
    """A step as it stands on the paper that the patient holds."""

    start: date
    mg: tuple[Milligrams, ...]


class Superseded(Part, frozen=True, kw_only=True):
    """The version approved before this one, which the patient holds (plan-file.md 1)."""

    number: int
    approval: Approval
    steps: tuple[HeldStep, ...] = ()
    stops_on: date | None = None
    reviews: tuple[date, ...] = ()


class Plan(Part, frozen=True, kw_only=True):
    """A regimen and how it is to come down: the whole plan file (plan-file.md 1)."""

    format: str
    version: int
    id: str | None = None
    patient: Patient = Patient()
    prescriber: Prescriber = Prescriber()
    medicine: str
    country: Country | None = None
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
    review_every: Interval | None = None
    at_home: tuple[AtHome, ...] = ()
    fill_days: int | None = None
    packs: bool = False
    go_back_allowed: bool = False
    reserve_days: int = 0
    revisions: tuple[Revision, ...] = ()
    considered: tuple[Considered, ...] = ()
    overrides: tuple[Override, ...] = ()
    supersedes: Superseded | None = None
    approval: Approval | None = None

    @property
    def number(self) -> int:
        """Which version of the plan this is: 1, or one more than the version it supersedes."""
        return self.supersedes.number + 1 if self.supersedes else 1

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


def minutes_of(times: Sequence[str]) -> list[int]:
    """The dose times in minutes from the midnight before the first, each after the one before:
    a last time earlier than the first belongs to the night that follows.

    >>> minutes_of(["07:00", "00:30"])
    [420, 1470]
    """
    minutes = [60 * int(time[:2]) + int(time[3:]) for time in times]
    return [m if m >= minutes[0] else m + MINUTES_A_DAY for m in minutes]
