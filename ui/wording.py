"""Doses and tablets in the window's words: short for a cell of the table, full for a sentence."""

from __future__ import annotations

from decimal import Decimal

from planner.amounts import written
from planner.medicine import Medicine, Product
from planner.schedule import Dose
from planner.tablets import Taken


def taken_short(dose: Dose, medicine: Medicine) -> str:
    """ "1½ × 10 mg", "2.5 mL (1 mg/mL)"; "none" for no dose."""
    return " + ".join(_short(taken, medicine.by_id[taken.product]) for taken in dose.take) or "none"


def taken_words(dose: Dose, medicine: Medicine) -> str:
    """ "1 and a half 10 mg tablets", "2.5 mg: 2.5 mL of 1 mg/mL solution"."""
    return ", ".join(_words(taken, medicine.by_id[taken.product]) for taken in dose.take) or "none"


def pieces(dose: Dose, medicine: Medicine) -> tuple[bool, ...]:
    """The tablets of a dose to draw, whole (True) and half (False); none where not all are."""
    drawn: list[bool] = []
    for taken in dose.take:
        if medicine.by_id[taken.product].form != "tablet":
            return ()
        drawn += [True] * int(taken.amount) + [False] * taken.is_half
    return tuple(drawn)


def _short(taken: Taken, product: Product) -> str:
    strength = written(product.strength_mg)
    if product.is_liquid:
        return f"{written(taken.amount)} mL ({strength} mg/mL)"
    return f"{_count(taken)} × {strength} mg"


def _words(taken: Taken, product: Product) -> str:
    if product.is_liquid:
        mg = written(taken.amount * product.strength_mg)
        return f"{mg} mg: {written(taken.amount)} mL of {product.label}"
    whole = int(taken.amount)
    if not taken.is_half:
        return f"{whole} {product.label}{'' if whole == 1 else 's'}"
    return f"{whole} and a half {product.label}s" if whole else f"one-half of a {product.label}"


def _count(taken: Taken) -> str:
    if not taken.is_half:
        return written(taken.amount)
    whole = int(taken.amount)
    return f"{whole or ''}½" if taken.amount % 1 == Decimal("0.5") else written(taken.amount)
