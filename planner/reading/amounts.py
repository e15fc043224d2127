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

from planner.amounts import AmountError, plain, read_amount, written

if TYPE_CHECKING:
    from planner.medicine import Product
    from planner.plan import Interval

UNITS = ("days", "weeks", "months")

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "", "⅔": ""}
_TABLET = r"(?:(\d+)\s*(?:and\s+)?)?(?:a\s+)?(½|¼|¾|⅓|⅔|half|(?<!\d)1/2)(.*)"
_OF_A_STRENGTH = r"\s*(?:[x×]|of|of an?|an?)?\s*([\d.,]+)\s*mg(?:\s+(?:tablet|packet)s?)?"
_SO_MANY = r"(\d+)\s*[x×]\s*([\d.,]+)\s*mg(?:\s+(?:tablet|packet)s?)?"
_MOST_TABLETS = 5
"""More than so many and a half are no tablets at one time: "12½" is 12.5 mg."""
_NUMBER = r"[-+]?(\d+(\.\d*)?|\.\d+)"
_NUMBER_AND_UNIT = r"([-+−]?[\d.,]+)\s*(.*)"
_WORDS_FOR_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EVERY = rf"(\d+|an?|other|second|{'|'.join(_WORDS_FOR_NUMBERS)})?[\s-]*"
_EVERY += r"(day|week|month|fortnight|d|w|m|daily|weekly|monthly|fortnightly)s?"
_UNITS_OF = {"d": "days", "w": "weeks", "f": "weeks", "m": "months"}
_MONTHS = r"(?:(.+?)\s*(?:y|yr|year)s?)?(?:(?:\s|and|,)*(\d+)\s*(?:m|month)s?)?"
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

    So many tablets of a strength that is named with them are read too: "1½ × 10 mg" is 15 mg. A
    part of a tablet without it is no amount of milligrams: of the strongest product that can be
    halved it is offered in words, never taken by itself.

    >>> read_dose("12,5 mg")
    Decimal('12.5')
    """
    typed = text.strip().lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 20:
        return read_amount(typed)  # the usual case, and the only one at a start
    if many := re.fullmatch(_SO_MANY, typed):
        return plain(int(many[1]) * read_number(many[2], "milligrams in a tablet", text))
    if part := re.fullmatch(_TABLET, typed):
        return _parted_dose(part, products, text)
    number = typed.removesuffix(".").removesuffix("milligrams").removesuffix("mg").strip()
    return read_number(number, "milligrams, 0 or more", text)


def read_number(text: str, expected: str, shown: str | None = None) -> Decimal:
    """A number with a point or a comma before its decimals. Raises Unread.

    "1,000" is refused: it is one for some readers and a thousand for others.
    """
    shown = text if shown is None else shown
    number = text.strip().replace("−", "-")
    refused = Unread(f'expected {expected}; got "{_short(shown)}"')
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", number):
        whole = number.replace(",", "")
        raise Unread(
            f'expected {expected}; "{shown.strip()}" can be read in two ways, '
            f"write {whole} or {number.replace(',', '.').rstrip('0').rstrip('.')}",
        )
    number = number.replace(",", ".")
    if not re.fullmatch(_NUMBER, number, re.ASCII):  # "1e1" is no number to a person
        raise refused
    try:
        return read_amount(number)
    except AmountError:
        raise refused from None


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
    """An interval: "1" of `unit`, "2 weeks", "every other day", "weekly", "a fortnight".

    Raises Unread.
    """
    from planner.plan import Interval  # an empty form needs none: a faster start

    number, unit = split_interval(text, unit)
    return Interval(**{unit: read_count(number, f"a whole number of {unit}", text)})


def split_interval(text: str, unit: str) -> tuple[str, str]:
    """The number of an interval, and its unit if the text says it: "a week" is 1 and "weeks"."""
    words = re.sub(r"^\s*(every|each|once an?)\s+", "", text.strip().lower())
    match = re.fullmatch(_EVERY, words, re.ASCII)
    if not match:
        return text, unit
    number = _count_in_words(match[1] or "a")
    weeks_in_it = 2 if match[2][0] == "f" else 1
    return str(number * weeks_in_it), _UNITS_OF[match[2][0]]


def read_pieces(
    text: str, expected: str = "an amount, 0 or more", shown: str | None = None
) -> Decimal:
    """So many tablets or packets, or mL: "30", "12½", "12 and a half", "7,5". Raises Unread.

    >>> read_pieces("12½")
    Decimal('12.5')
    """
    typed = re.sub(r"\s+an?$", "", text.strip().lower())
    part = re.fullmatch(_TABLET, typed)
    if typed in ("a", *_WORDS_FOR_NUMBERS):
        return Decimal(_count_in_words(typed))
    if part and not part[3].strip() and _FRACTIONS.get(part[2], "0.5"):
        return _parts(part)
    return read_number(typed, expected, shown or text)


def read_count(text: str, expected: str, shown: str | None = None) -> int:
    """A whole number. Raises Unread."""
    shown = text if shown is None else shown
    number = read_number(text, expected, shown)
    if number != number.to_integral_value():
        raise Unread(f'expected {expected}; got "{_short(shown)}"')
    return int(number)


def read_length(text: str, unit: str) -> int:
    """So many days or months: "7", "1 day", "a week" (7 days), "6 months", "1½ years".

    Raises Unread.
    """
    expected = f"a whole number of {unit}"
    if unit == "months" and (match := re.fullmatch(_MONTHS, text.strip().lower())) and match[1]:
        months = 12 * read_pieces(match[1], expected, text) + int(match[2] or 0)
        return read_count(written(months), expected, text)
    number, typed = split_interval(text, unit)
    days_in_weeks = 7 if (typed, unit) == ("weeks", "days") else 1
    if typed != unit and days_in_weeks == 1:
        raise Unread(f'expected {expected}; got "{_short(text)}"')
    return read_count(number, expected, text) * days_in_weeks


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


def _parts(part: re.Match[str]) -> Decimal:
    """1.5 for "1½"."""
    return int(part[1] or 0) + Decimal(_FRACTIONS.get(part[2], "0.5"))


def _count_in_words(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in ("other", "second"):
        return 2
    return _WORDS_FOR_NUMBERS.index(word) + 1 if word in _WORDS_FOR_NUMBERS else 1


def _parted_dose(part: re.Match[str], products: Iterable[Product], text: str) -> Decimal:
    """Milligrams for "12½ mg" and "1½ × 10 mg". Raises Unread, with an offer, for "1½"."""
    if _FRACTIONS.get(part[2], "0.5"):
        if part[3].strip() in ("mg", "milligrams"):
            return _parts(part)
        if of := re.fullmatch(_OF_A_STRENGTH, part[3]):
            return plain(_parts(part) * read_number(of[1], "milligrams in a tablet", text))
    raise _part_of_a_tablet(part, products, text)


def _part_of_a_tablet(part: re.Match[str], products: Iterable[Product], text: str) -> Unread:
    share = _FRACTIONS.get(part[2], "0.5")
    whole = int(part[1] or 0)
    if share == "0.5" and whole > _MOST_TABLETS:
        mg = f"{whole}.5"
        return Unread(f"expected milligrams; write {mg} for {mg} mg", offer=mg)
    scored = max((p for p in products if p.scored), key=lambda p: p.strength_mg, default=None)
    if scored is None or share != "0.5":
        return Unread(f'expected milligrams, 0 or more; got "{_short(text)}"')
    mg = written(scored.strength_mg * (whole + Decimal(share)))
    words = f"{whole} and a half {scored.label}s are" if whole else f"half a {scored.label} is"
    return Unread(f"expected milligrams; {words} {mg} mg", offer=mg)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 24 else f"{text[:23]}…"
