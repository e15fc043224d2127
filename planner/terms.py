"""The plan file's fixed words, and how a field of it is refused.

They need nothing else of the planner: who only asks which weekdays or risks there are (a window
that draws its first picture) needn't load the plan, the medicines or msgspec.
"""

from __future__ import annotations

from typing import Literal, get_args

FORMAT = "taper-plan"
VERSION = 1

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

Risk = Literal[
    "kidney-disease",
    "kidney-severe",
    "seizures",
    "psychiatric",
    "pump",
    "pregnant",
    "breast-feeding",
    "dysreflexia",
    "posture",
    "cns-depressants",
    "alcohol",
    "surgery",
    "another-taper",
]
RISKS: tuple[Risk, ...] = get_args(Risk)

Country = Literal["US", "CA", "GB", "AU", "DE", "CH", "FR", "ES", "ZA"]
COUNTRIES: tuple[Country, ...] = get_args(Country)


def clock_of(country: Country | None) -> int:
    """The hours of the clock by which people there go: 12, or 24."""
    return 24 if country in ("DE", "CH", "FR", "ES") else 12


SharingRule = Literal["proportional", "balanced", "one-at-a-time"]
SHARING_RULES: tuple[SharingRule, ...] = get_args(SharingRule)

Kind = Literal["", "hold", "step-back", "slower", "stay", "stop", "restart", "interruption"]
"""What a revision is for people; "" says nothing."""
KINDS: tuple[Kind, ...] = get_args(Kind)


class PlanError(ValueError):
    """A field of a plan can't be used: `field` is its path, `reason` what was expected there."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        self.reason = reason
        super().__init__(f"{field}: {reason}" if field else reason)
