"""What people type, read as values: doses, counts, percentages and times of the day.

Pure functions without Qt. Each returns the value, or raises Unread with one sentence that says
what was expected there; where the program can tell what was meant, `offer` is the text that says
it, for the person to accept. What the value means for the plan is the planner's to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.amounts import AmountError, read_amount, written

if TYPE_CHECKING:
    from planner.medicine import Product
    from planner.plan import Interval

UNITS = ("days", "weeks", "months")
CUT_KINDS = ("cut_mg", "cut_percent", "cut_percent_of_start")

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "", "⅔": ""}
_TABLET = r"(?:(\d+)\s*(?:and\s+)?)?(?:a\s+)?(½|¼|¾|⅓|⅔|half|1/2)(.*)"
_NUMBER_AND_UNIT = r"([-+−]?[\d.,]+(?:[eE]\d+)?)\s*(.*)"
_TIME = r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(a\.?m\.?|p\.?m\.?|h|o'clock)?"
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


class Unread(ValueError):
    """The text can't be read. `reason` says what was expected; `offer`, if any, what to type."""

    def __init__(self, reason: str, offer: str = "") -> None:
        self.reason = reason
        self.offer = offer
        super().__init__(reason)


def read_dose(text: str, products: Iterable[Product] = ()) -> Decimal:
    """Milligrams: "20", "20 mg", "12.5", "12,5". Raises Unread.

    A part of a tablet is no amount of milligrams: of the strongest product that can be halved it
    is offered in words, never taken by itself.

    >>> read_dose("12,5 mg")
    Decimal('12.5')
    """
    typed = text.strip().lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 20:
        return read_amount(typed)  # the usual case, and the only one at a start
    if part := re.fullmatch(_TABLET, typed):
        raise _part_of_a_tablet(part, products, text)
    number = typed.removesuffix(".").removesuffix("milligrams").removesuffix("mg").strip()
    return read_number(number, "milligrams, 0 or more", text)


def read_number(text: str, expected: str, shown: str | None = None) -> Decimal:
    """A number with a point or a comma before its decimals. Raises Unread.

    "1,000" is refused: it is one for some readers and a thousand for others.
    """
    shown = text if shown is None else shown
    number = text.strip().replace("−", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", number):
        whole = number.replace(",", "")
        raise Unread(
            f'expected {expected}; "{shown.strip()}" can be read in two ways, '
            f"write {whole} or {number.replace(',', '.').rstrip('0').rstrip('.')}",
        )
    try:
        return read_amount(number.replace(",", "."))
    except AmountError:
        raise Unread(f'expected {expected}; got "{_short(shown)}"') from None


def read_cut(text: str, kind: str) -> tuple[str, Decimal]:
    """A cut and its kind: the unit typed with it ("10 %"), or else `kind`. Raises Unread."""
    number, kind = split_cut(text, kind)
    if kind == "cut_mg":
        return kind, read_dose(number)
    return kind, read_number(number, "a percentage above 0 and below 100", text)


def split_cut(text: str, kind: str) -> tuple[str, str]:
    """The number of a cut, and its kind if the text says it: "10 %" is a percentage."""
    match = re.fullmatch(_NUMBER_AND_UNIT, text.strip().lower())
    unit = match[2].strip() if match else ""
    if match and unit in ("mg", "milligrams"):
        return match[1], "cut_mg"
    if match and (unit.startswith("%") or unit.startswith("percent")):
        if "start" in unit:
            return match[1], "cut_percent_of_start"
        return match[1], "cut_percent" if kind == "cut_mg" else kind
    return text, kind


def read_interval(text: str, unit: str) -> Interval:
    """An interval: "1" of `unit`, "2 weeks", "10 days", "a month". Raises Unread."""
    from planner.plan import Interval  # an empty form needs none: a faster start

    number, unit = split_interval(text, unit)
    return Interval(**{unit: read_count(number, f"a whole number of {unit}", text)})


def split_interval(text: str, unit: str) -> tuple[str, str]:
    """The number of an interval, and its unit if the text says it: "a week" is 1 and "weeks"."""
    words = text.strip().lower()
    match = re.fullmatch(r"(\d*|an?|one|two)\s*(day|week|month|d|w|m)s?", words)
    if not match:
        return text, unit
    number = {"": "1", "a": "1", "an": "1", "one": "1", "two": "2"}.get(match[1], match[1])
    return number, next(name for name in UNITS if name.startswith(match[2]))


def read_pieces(text: str) -> Decimal:
    """So many tablets or packets, or mL: "30", "12½", "12 and a half", "7,5". Raises Unread.

    >>> read_pieces("12½")
    Decimal('12.5')
    """
    typed = text.strip().lower()
    part = re.fullmatch(_TABLET, typed)
    if part and not part[3].strip() and (share := _FRACTIONS.get(part[2], "0.5")):
        return int(part[1] or 0) + Decimal(share)
    return read_number(typed, "an amount, 0 or more", text)


def read_count(text: str, expected: str, shown: str | None = None) -> int:
    """A whole number. Raises Unread."""
    shown = text if shown is None else shown
    number = read_number(text, expected, shown)
    if number != number.to_integral_value() or abs(number) > 1_000_000:
        raise Unread(f'expected {expected}; got "{_short(shown)}"')
    return int(number)


def read_length(text: str, unit: str) -> int:
    """So many days or months: "7", "1 day", "a week" (7 days), "6 months". Raises Unread."""
    number, typed = split_interval(text, unit)
    days_in_weeks = 7 if (typed, unit) == ("weeks", "days") else 1
    if typed != unit and days_in_weeks == 1:
        raise Unread(f'expected a whole number of {unit}; got "{_short(text)}"')
    return read_count(number, f"a whole number of {unit}", text) * days_in_weeks


def read_time(text: str) -> str:
    """A time of the day as "07:00": from "7", "7am", "7 pm", "19.30", "0730". Raises Unread.

    >>> read_time("7pm")
    '19:00'
    """
    typed = text.strip().lower()
    if len(typed) == 5 and typed[2] == ":" and typed < "24" and typed[3] < "6":
        hour, minute = typed[:2], typed[3:]
        if typed.isascii() and hour.isdigit() and minute.isdigit():
            return typed
    if typed in _NAMED_TIMES:
        return _NAMED_TIMES[typed]
    if re.fullmatch(r"\d{3,4}", typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    match = re.fullmatch(_TIME, typed)
    hour, minute, half = (match[1], match[2] or "00", match[3] or "") if match else ("", "", "")
    if match and half[:1] in ("a", "p") and 1 <= int(hour) <= 12:
        hour = str(int(hour) % 12 + (12 if half[0] == "p" else 0))
    elif half[:1] in ("a", "p"):
        hour = ""
    if not hour or int(hour) > 23 or int(minute) > 59:
        raise Unread(f'expected a time from 00:00 to 23:59; got "{_short(text)}"')
    return f"{int(hour):02}:{minute}"


def _part_of_a_tablet(part: re.Match[str], products: Iterable[Product], text: str) -> Unread:
    share = _FRACTIONS.get(part[2], "0.5")
    scored = max((p for p in products if p.scored), key=lambda p: p.strength_mg, default=None)
    if scored is None or share != "0.5":
        return Unread(f'expected milligrams, 0 or more; got "{_short(text)}"')
    whole = int(part[1] or 0)
    mg = written(scored.strength_mg * (whole + Decimal(share)))
    words = f"{whole} and a half {scored.label}s are" if whole else f"half a {scored.label} is"
    return Unread(f"expected milligrams; {words} {mg} mg", offer=mg)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 24 else f"{text[:23]}…"
