"""Values in English words, as the window, the command line and the findings say them: durations,
counts, intervals, paces, what is dispensed."""

from __future__ import annotations

from planner.amounts import written
from planner.dates import in_words
from planner.medicine import Medicine
from planner.plan import Custom, FinishBy, Interval, PaceRow, Plan, Taper
from planner.supply import Amount


def duration(days: int | None) -> str:
    """ "11 weeks", "10 days", "11 weeks and 3 days"; "" for None."""
    if days is None:
        return ""
    weeks, rest = divmod(days, 7)
    return " and ".join(
        counted(count, unit) for count, unit in ((weeks, "week"), (rest, "day")) if count
    )


def what_ends(plan: Plan, medicine: Medicine) -> str:
    """What a plan brings to an end: the medicine; with a pump only what is taken by mouth, since
    the pump must never stop (docs/sources.md, 2)."""
    name = medicine.name.lower()
    if "pump" not in (plan.patient.risks or ()):
        return name
    tablets_alone = all(medicine.by_id[product].form == "tablet" for product in plan.products)
    return f"{name} tablets" if tablets_alone else f"{name} by mouth"


def counted(count: int, noun: str) -> str:
    """ "1 step", "2 steps"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def dispensed(amount: Amount, medicine: Medicine) -> str:
    """ "231 × 10 mg tablets", "3,333 mL of 1 mg/mL solution"."""
    product = medicine.by_id[amount.product]
    if product.is_liquid:
        return f"{amount.dispense:,} mL of {product.label}"
    return f"{amount.dispense:,} × {product.label}" + ("" if amount.dispense == 1 else "s")


def taper_in_words(taper: Taper) -> str:
    """ "10 mg every week above 30 mg, then 2.5 mg every 2 weeks"."""
    if isinstance(taper, Custom):
        return f"{counted(len(taper.steps), 'step')} written out"
    if isinstance(taper, FinishBy):
        equal = "mg" if taper.shape == "equal-mg" else "percent"
        return f"equal {equal} {interval_in_words(taper.every)}, by {in_words(taper.by)}"
    rows = [f"{_cut(row)} {interval_in_words(row.every)}" for row in taper.pace]
    bounds = [f" above {written(row.above_mg)} mg" for row in taper.pace[:-1]]
    return ", then ".join(row + bound for row, bound in zip(rows, [*bounds, ""], strict=True))


def interval_in_words(interval: Interval) -> str:
    """ "every week", "every 10 days"."""
    noun = interval.unit.removesuffix("s")
    return f"every {noun}" if interval.count == 1 else f"every {counted(interval.count, noun)}"


def _cut(row: PaceRow) -> str:
    if row.cut_mg is not None:
        return f"{written(row.cut_mg)} mg"
    if row.cut_percent is not None:
        return f"{written(row.cut_percent)} % of the dose"
    assert row.cut_percent_of_start is not None, "a valid row has one kind of cut"
    return f"{written(row.cut_percent_of_start)} % of the first dose"
