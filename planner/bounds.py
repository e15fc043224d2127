"""The numbers that the safety rules compare with, as a medicine's file gives them.

Each kind of rule has its own; each number has its source, by its key in the file's [sources], or
rests on the plan's own numbers. What is done with them is in `safety`.
"""

from __future__ import annotations

import msgspec

from planner.amounts import Milligrams, Percent
from planner.terms import Weekday


class Sourced(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule rests on: its source, and whether its numbers are our reading of that text."""

    source: str
    derived: bool = False


class OwnNumbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule for which the plan's own numbers are all it needs to rest on."""


class LowestDose(Sourced, frozen=True, kw_only=True):
    """The lowest daily dose before none, for lines in percent."""

    mg: Milligrams


class Maximum(Sourced, frozen=True, kw_only=True):
    """The usual maximum a day."""

    daily_mg: Milligrams


class LongUse(Sourced, frozen=True, kw_only=True):
    """From so many months on the medicine has been used for long."""

    taken_months: int


class LastDose(Sourced, frozen=True, kw_only=True):
    """Fires on a last dose above so many milligrams a day, up to `up_to_mg` where it is given.

    `stop_above_mg`: where the rule is a stop, and not only a warning.
    """

    above_mg: Milligrams
    up_to_mg: Milligrams | None = None
    stop_above_mg: Milligrams | None = None


class TooShort(Sourced, frozen=True, kw_only=True):
    """Fires on a stop so few days after the first cut: a stop from above one dose, a warning from
    above a lower one for those who are more at risk."""

    under_days: int
    stop_from_above_mg: Milligrams
    warn_from_above_mg: Milligrams


class Short(Sourced, frozen=True, kw_only=True):
    """Fires on a stop under so many days after the first cut, from above so many milligrams."""

    under_days: int
    from_above_mg: Milligrams


class ShortTaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two rows of the rule: after long use, and for everybody else."""

    long_use: Short = msgspec.field(name="long-use")
    otherwise: Short


class BigCut(Sourced, frozen=True, kw_only=True):
    """Fires on a cut above so many milligrams up to so many, under a part of the dose before."""

    above_mg: Milligrams
    up_to_mg: Milligrams
    under_percent: Percent


class HalfCut(Sourced, frozen=True, kw_only=True):
    """Fires on a cut above so many milligrams, from a part of the dose before on; and on one above
    `whatever_above_mg`, whatever part it is."""

    above_mg: Milligrams
    from_percent: Percent
    whatever_above_mg: Milligrams


class SteepCut(Sourced, frozen=True, kw_only=True):
    """Fires on a cut above so many milligrams up to so many, above a part of the dose before."""

    above_mg: Milligrams
    up_to_mg: Milligrams
    above_percent: Percent


class FastCuts(Sourced, frozen=True, kw_only=True):
    """Fires where changes on two days in a row take off more than this over both."""

    above_mg: Milligrams


class FastWeek(Sourced, frozen=True, kw_only=True):
    """Fires on a fall above so many milligrams within so many days, and on one from above a dose
    to none."""

    above_mg: Milligrams
    within_days: int
    to_none_from_above_mg: Milligrams


class CoarseCut(OwnNumbers, frozen=True, kw_only=True):
    """Fires on a coarse cut above so many milligrams a day."""

    above_mg: Milligrams


class Raise(Sourced, frozen=True, kw_only=True):
    """Fires on a rise above so many milligrams a day: above all that was taken in the days before,
    or where under a part of it was taken on each of fewer days before."""

    above_mg: Milligrams
    days_before: int
    low_days: int
    under_percent: Percent


class Interruption(Sourced, frozen=True, kw_only=True):
    """Fires where up to such a part of the dose was taken."""

    up_to_percent: Percent


class LongGap(Sourced, frozen=True, kw_only=True):
    """Fires on so many hours from one dose to the next, with more than so many milligrams a day;
    a warning above `warn_above_mg`."""

    above_hours: int
    above_mg: Milligrams
    warn_above_mg: Milligrams


class NightNumber(Sourced, frozen=True, kw_only=True):
    """The weekdays after which nobody may be there, and when withdrawal was seen to set in."""

    weekdays: tuple[Weekday, ...]
    onset_hours: tuple[int, int]


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


class Stall(OwnNumbers, frozen=True, kw_only=True):
    """Fires on a step of more than so many days, with so many dates on which nothing changes."""

    above_days: int
    dates: int


class LastStep(OwnNumbers, frozen=True, kw_only=True):
    """Fires on a last step under such a part of the one before."""

    under_percent: Percent


class HardToFollow(OwnNumbers, frozen=True, kw_only=True):
    """Fires on so many products, a dose above so many pieces, or above so many changes less than
    so many days apart."""

    products: int
    above_pieces: int
    above_changes: int
    under_days_apart: int


class UnevenTimes(Sourced, frozen=True, kw_only=True):
    """Fires where the longest gap is so many times the shortest, or more."""

    times: int


class ReviewGap(Sourced, frozen=True, kw_only=True):
    """Fires above so many days without a review, and where so many after a stop have none."""

    above_days: int
    days_after_stop: int


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What each rule of `safety` compares with, by the rule's name. None: no such rule here.

    `long_use` is no rule of its own: several look at it.
    """

    long_use: LongUse | None = None
    no_contact: Sourced | None = None
    no_emergency: Sourced | None = None
    abrupt_stop: LastDose | None = None
    no_steps: LastDose | None = None
    high_last_dose: LastDose | None = None
    too_short: TooShort | None = None
    short_taper: ShortTaper | None = None
    big_cut: BigCut | None = None
    big_cut_half: HalfCut | None = None
    steep_cut: SteepCut | None = None
    fast_cuts: FastCuts | None = None
    fast_week: FastWeek | None = None
    coarse_cut: CoarseCut | None = None
    raise_high: Raise | None = None
    interruption: Interruption | None = None
    long_gap: LongGap | None = None
    no_night_number: NightNumber | None = None
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
    cns_depressants: Sourced | None = None
    alcohol: Sourced | None = None
    breast_feeding: Sourced | None = None
    posture: Sourced | None = None
    stall: Stall | None = None
    last_step_short: LastStep | None = None
    hard_to_follow: HardToFollow | None = None
    uneven_times: UnevenTimes | None = None
    review_gap: ReviewGap | None = None
