"""Doses, tablets and changes on the way in the window's words.

Short for a cell of the table, full for a sentence.
"""

from __future__ import annotations

from decimal import Decimal

from planner.amounts import written
from planner.in_words import taper_in_words
from planner.medicine import Medicine, Product
from planner.plan import Custom, Revision
from planner.schedule import Dose
from planner.tablets import Taken
from planner.terms import KINDS, Kind
from ui.day_words import short_day
from ui.language import tr


def taken_short(dose: Dose, medicine: Medicine) -> str:
    """ "1½ × 10 mg", "2.5 mL (1 mg/mL)"; "none" for no dose."""
    parts = [_short(taken, medicine.by_id[taken.product]) for taken in dose.take]
    return " + ".join(parts) or tr("none")


def taken_words(dose: Dose, medicine: Medicine) -> str:
    """ "1 and a half 10 mg tablets", "2.5 mg: 2.5 mL of 1 mg/mL solution"."""
    parts = [_words(taken, medicine.by_id[taken.product]) for taken in dose.take]
    return ", ".join(parts) or tr("none")


def pieces(dose: Dose, medicine: Medicine) -> tuple[bool, ...]:
    """The tablets of a dose to draw, whole (True) and half (False); none where not all are."""
    drawn: list[bool] = []
    for taken in dose.take:
        if medicine.by_id[taken.product].form != "tablet":
            return ()
        drawn += [True] * int(taken.amount) + [False] * taken.is_half
    return tuple(drawn)


def revision_in_words(revision: Revision) -> str:
    """ "Tue 5 Jan 2027: step back: 20, 15, 20 mg, held for 7 days (spasms)"; "Mon 25 Jan 2027:
    slower: held for 7 days, then 5 mg every 2 weeks"."""
    doses = revision.regimen
    given = tr("{doses} mg", doses=", ".join(written(mg) for mg in doses)) if doses else ""
    parts = [tr("{doses} taken", doses=given)] if revision.taken else [given] if given else []
    if doses is not None and not any(doses) and not revision.taken:
        parts = [tr("none from then on")]
    elif not revision.taken:
        parts += _going_on(revision)
    said_so = revision.kind == "hold" and not given  # "held: held for 7 days"
    kind = f"{kind_words()[revision.kind]}: " if revision.kind and not said_so else ""
    reason = f" ({revision.reason})" if revision.reason else ""
    return f"{short_day(revision.start)}: {kind}{', '.join(parts)}{reason}"


def _going_on(revision: Revision) -> list[str]:
    """How long its doses are held and what comes then; of one that stays, down to where."""
    taper, held = revision.taper, _held(revision.hold_days)
    if taper is None:
        return [held]
    if revision.kind == "stay" and not isinstance(taper, Custom):
        return [tr("no lower than {mg} mg a day", mg=written(taper.target_mg))]
    return [held, tr("then {pace}", pace=taper_in_words(taper))]


def kind_words() -> dict[Kind, str]:
    """What a change on the way is, in words; "" for one that doesn't say."""
    words = (
        "",
        tr("held"),
        tr("step back"),
        tr("slower"),
        tr("stays"),
        tr("stop"),
        tr("restart"),
        tr("interruption"),
    )
    return dict(zip(KINDS, words, strict=True))


def _held(days: int) -> str:
    return tr("held for {n} days", n=days) if days != 1 else tr("held for 1 day")


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
