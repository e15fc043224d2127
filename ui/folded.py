"""What a folded part of the form holds, in a few words."""

from __future__ import annotations

from planner.terms import RISKS, SHARING_RULES, Risk
from ui.draft import Draft
from ui.language import tr


def sharing(draft: Draft) -> str:
    """What the folded part holds."""
    rule = sharing_rules()[draft.rule]
    order = draft.order
    highest = draft.regimen[order[0]].name.strip() if order else ""
    return f"{rule}; " + tr("{name} kept highest", name=highest)


def sharing_rules() -> dict[str, str]:
    """The rules of sharing, the usual one first."""
    words = (tr("keeps the day's pattern"), tr("balanced"), tr("one at a time"))
    return dict(zip(SHARING_RULES, words, strict=True))


def reviews(draft: Draft) -> str:
    """What the folded part holds."""
    count = len(draft.reviews)
    reviews = (
        tr("no reviews")
        if not count
        else tr("{n} reviews", n=count)
        if count > 1
        else tr("1 review")
    )
    if every := draft.review_every.strip():
        units = {"days": tr("days"), "weeks": tr("weeks"), "months": tr("months")}
        reviews += ", " + tr("every {n} {unit}", n=every, unit=units[draft.review_unit])
    fills = draft.fill_days.strip()
    return f"{reviews}; " + (tr("{n} days a fill", n=fills) if fills else tr("dispensed at once"))


def prescriber(draft: Draft) -> str:
    """What the folded part holds."""
    known = [draft.prescriber.name.strip(), draft.prescriber.phone.strip()]
    return ", ".join(part for part in known if part) or tr("no name, no telephone number yet")


def pauses(draft: Draft) -> str:
    """What the folded part holds."""
    count = len(draft.pauses)
    pauses = (
        tr("no pauses") if not count else tr("{n} pauses", n=count) if count > 1 else tr("1 pause")
    )
    kept = draft.holidays.strip()
    holidays = (
        tr("no changes on holidays of {region}", region=kept) if kept else tr("holidays not kept")
    )
    return f"{pauses}; {holidays}"


def history(draft: Draft) -> str:
    """What the folded part holds."""
    risks = draft.patient.risks
    if risks is None:
        asked = tr("risks not asked")
    elif not risks:
        asked = tr("no risks")
    else:
        words = risk_words()
        asked = ", ".join(words[risk] for risk in risks)
    months = draft.patient.taken_months.strip()
    return f"{asked}; " + (
        tr("taken for {n} months", n=months) if months else tr("time taken not known")
    )


def risk_words() -> dict[Risk, str]:
    """The risks in words, in the order of the plan file."""
    words = (
        tr("kidney disease"),
        tr("kidney: eGFR below 30, dialysis"),
        tr("seizures"),
        tr("psychiatric history"),
        tr("baclofen pump"),
        tr("pregnant"),
        tr("breast-feeding"),
        tr("autonomic dysreflexia"),
        tr("needs spasticity to stand"),
        tr("sedatives, opioids"),
        tr("alcohol"),
        tr("surgery planned"),
        tr("another taper"),
    )
    return dict(zip(RISKS, words, strict=True))


def revisions(draft: Draft) -> str:
    """What the folded part holds."""
    count = len(draft.revisions)
    return tr("none") if not count else tr("{n} changes", n=count) if count > 1 else tr("1 change")
