"""Amounts of medicine: exact decimals, how they are read and how they are written.

Milligrams and millilitres are `Decimal` from the first keystroke to the printed page; a binary
float never enters. One function reads an amount, one writes it, so that "20", "20.0" and 20 are
one dose and a page never shows a trailing zero (ISMP) or an exponent.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Milligrams: TypeAlias = Decimal
    Millilitres: TypeAlias = Decimal
    Percent: TypeAlias = Decimal
    Quantity: TypeAlias = Decimal
else:

    class Amount(Decimal):
        """A Decimal whose text `read_amount` has read; marks the fields for which it must.

        msgspec's own reading of a Decimal takes "NaN", "1_0" and other scripts' digits.
        """

    Milligrams = Millilitres = Percent = Quantity = Amount

TOLERANCE = Decimal("1e-9")
"""Milligrams within which a line and a dose count as equal (plan-file.md 2.3)."""

ZERO = Decimal(0)
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_MOST_DIGITS = 25
"""Fewer than the 28 to which Decimal rounds, so that what is read is never rounded."""


class AmountError(ValueError):
    """The text is not an amount. Its message says what was expected, for the person who typed."""


def read_amount(text: str) -> Decimal:
    """The exact number that `text` writes, without trailing zeros.

    Takes what JSON and plan-file.md allow ("20", "2.50", "1e1"); raises AmountError for anything
    else, "NaN" and "Infinity" among it, and for more than 25 digits.

    >>> read_amount("2.50")
    Decimal('2.5')
    """
    if len(text) > 2 * _MOST_DIGITS or not _PLAIN.fullmatch(text.strip()):
        raise AmountError("expected a number")
    number = Decimal(text.strip())
    if abs(number.adjusted()) >= _MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise AmountError(f"expected a number of at most {_MOST_DIGITS} digits")
    return plain(number)


def decode_amount(wanted: type, value: object) -> Decimal:
    """msgspec's hook for the fields marked as amounts: text, an integer or an exact decimal."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise AmountError("expected a number")
    return wanted(read_amount(str(value)))  # type: ignore[no-any-return]


def plain(amount: Decimal) -> Decimal:
    """`amount` without trailing zeros and without an exponent above 0: 20, not 2E+1."""
    amount = amount.normalize()
    return amount.quantize(Decimal(1)) if amount.as_tuple().exponent > 0 else amount  # type: ignore[operator]


def written(amount: Decimal) -> str:
    """`amount` as the contract writes it: "2.5", "20", "0".

    >>> written(Decimal("20.0"))
    '20'
    """
    return format(plain(amount), "f") if amount else "0"


def quoted(value: object, longest: int = 60) -> str:
    """What an error repeats, as JSON writes it: on one line, and cut where it is long.

    >>> quoted("abc")
    '"abc"'
    """
    import json  # only a refusal quotes

    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= longest else f"{text[: longest - 3]}…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def rounded(amount: Decimal, places: int) -> Decimal:
    """`amount` to so many decimal places, halves up (away from 0)."""
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
