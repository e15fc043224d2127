"""The numbers that the safety rules compare with, as a medicine's file gives them.

Each kind of rule has its own; each number has its source, by its key in the file's [sources].
What is done with them is in `safety`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from planner.amounts import Milligrams, Percent


class Sourced(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule rests on: its source, and whether its numbers are our reading of that text."""

    source: str
    derived: bool = False


class LowestDose(Sourced, frozen=True, kw_only=True):
    """The lowest daily dose before none, for lines in percent."""

    mg: Milligrams


class Maximum(Sourced, frozen=True, kw_only=True):
    """The usual maximum a day."""

    daily_mg: Milligrams


class Above(Sourced, frozen=True, kw_only=True):
    """Fires above so many milligrams a day, up to `up_to_mg` where it is given."""

    above_mg: Milligrams
    up_to_mg: Milligrams | None = None


class TooShort(Sourced, frozen=True, kw_only=True):
    """Fires on a length under so many days, from more than so many milligrams a day.

    `taken_months`: only for those who have taken it so long or longer, or who knows how long.
    """

    under_days: int
    from_above_mg: Milligrams
    taken_months: int | None = None


class BigCut(Sourced, frozen=True, kw_only=True):
    """Fires on a cut above so many milligrams a day, above or up to a part of the dose before."""

    above_mg: Milligrams
    above_percent: Percent | None = None
    up_to_percent: Percent | None = None


class FastCuts(Sourced, frozen=True, kw_only=True):
    """Fires where cuts on days in a row add up to more than this within so many days."""

    above_mg: Milligrams
    within_days: int


class OwnNumbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fires above so many milligrams a day; the plan's own numbers are all it needs."""

    above_mg: Milligrams


class Raise(Sourced, frozen=True, kw_only=True):
    """Fires on a rise above so many milligrams a day, which the source allows every so often."""

    above_mg: Milligrams
    every_days: int


class Dialysis(Sourced, frozen=True, kw_only=True):
    """About the daily dose that the source names on dialysis."""

    about_mg: Milligrams


class KidneyDisease(Sourced, frozen=True, kw_only=True):
    """Fires at so many milligrams a day or more: how often harm was seen there, and below."""

    from_mg: Milligrams
    within_days: int
    percent: Percent
    percent_below: Percent


class Psychiatric(Sourced, frozen=True, kw_only=True):
    """In how many of the published cases of withdrawal such a history was known."""

    known_percent: Percent
    known_source: str


class Child(Sourced, frozen=True, kw_only=True):
    """Fires under so many years; tablets are not for those under so many kilograms."""

    under_years: int
    under_kg: int


class Older(Sourced, frozen=True, kw_only=True):
    """Fires from so many years on."""

    from_years: int


class UnevenTimes(Sourced, frozen=True, kw_only=True):
    """Fires where the longest gap is so many times the shortest, or more."""

    times: int


class ReviewGap(Sourced, frozen=True, kw_only=True):
    """Fires on so many days in a row, or more, without a review."""

    days: int


class BeforeDaysOff(Sourced, frozen=True, kw_only=True):
    """The weekdays after which nobody may be there, and when withdrawal was seen to set in."""

    weekdays: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    onset_hours: tuple[int, int]


class ShortTaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two rows of the rule: after long use, and for everybody else."""

    long_use: TooShort = msgspec.field(name="long-use")
    otherwise: TooShort


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What each rule of `safety` compares with, by the rule's name. None: no such rule here."""

    abrupt_stop: Above | None = None
    high_last_dose: Above | None = None
    too_short: TooShort | None = None
    short_taper: ShortTaper | None = None
    big_cut: BigCut | None = None
    big_cut_half: BigCut | None = None
    fast_cuts: FastCuts | None = None
    coarse_cut: OwnNumbers | None = None
    raise_high: Raise | None = None
    no_contact: Sourced | None = None
    kidney_severe: Dialysis | None = None
    kidney_disease: KidneyDisease | None = None
    pump: Sourced | None = None
    pregnant: Sourced | None = None
    seizures: Sourced | None = None
    psychiatric: Psychiatric | None = None
    dysreflexia: Sourced | None = None
    surgery: Sourced | None = None
    another_taper: Sourced | None = None
    child: Child | None = None
    older: Older | None = None
    cns_depressants: Sourced | None = None
    alcohol: Sourced | None = None
    breast_feeding: Sourced | None = None
    posture: Sourced | None = None
    uneven_times: UnevenTimes | None = None
    review_gap: ReviewGap | None = None
    before_days_off: BeforeDaysOff | None = None
