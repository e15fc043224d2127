"""Why a step is what it is, in one sentence made of the engine's own numbers.

Nothing is worked out again here: the step carries what the line asked for, what it came down by,
and the day on which the change was due.
"""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from planner.amounts import TOLERANCE, rounded, written
from planner.dates import Calendar, Change, in_words, listed
from planner.medicine import Medicine
from planner.plan import Custom, Plan, taper_in_force
from planner.schedule import Step, build
from planner.validity import tablets_of


def why(plan: Plan, step: Step, medicine: Medicine) -> str:
    """One sentence for people where there is something to say: the dose is above what was asked
    for, a revision changed it, the day was moved, nothing could change sooner; else ""."""
    parts = [_dose(plan, step, medicine), _coarse(step), moved(step.change)]
    return "; ".join(part for part in parts if part)


def moved(change: Change) -> str:
    """Why a change is later than it was due; "" where it isn't."""
    if change.on == change.due:
        return ""
    return f"due {in_words(change.due)}, moved to {in_words(change.on)}: {change.moved_by}"


def makers(plan: Plan, medicine: Medicine) -> str:
    """What the plan's doses are made of: "10 mg tablets and halves"."""
    products = [product for product in medicine.strongest_first if product.id in plan.products]
    halves = plan.halves and any(product.scored for product in products)
    return listed([*(f"{product.label}s" for product in products), *(["halves"] if halves else [])])


def _dose(plan: Plan, step: Step, medicine: Medicine) -> str:
    if step.number == 0:
        return _as_now(plan, step, medicine)
    if not step.daily_mg and not step.taken:
        return f"no {medicine.name.lower()} between the stop and the restart"
    if step.taken:
        return "what was really taken"
    if step.revision is not None and step.start == plan.revisions[step.revision].start:
        return _revised(plan, step)
    if isinstance(taper_in_force(plan, step.revision), Custom):
        return ""
    asked = written(rounded(step.asked_mg, 2))
    if step.daily_mg - step.asked_mg <= TOLERANCE:
        return ""
    least, above = tablets_of(plan, medicine).nearest(step.asked_mg)
    least = least if least >= step.asked_mg - TOLERANCE else above
    held = " without raising a dose" if least < step.daily_mg else ""
    return (
        f"asked {asked} mg; {written(step.daily_mg)} mg is the least that "
        f"{makers(plan, medicine)} can make above it{held}"
    )


def _as_now(plan: Plan, step: Step, medicine: Medicine) -> str:
    """Step 0; where it is longer than was asked for, because of what the tablets can make.

    A change on the way may cut it short, but what was said of it before stays said.
    """
    if plan.revisions:
        step = build(replace(plan, revisions=()), medicine).steps[0]
    first = plan.start + timedelta(days=plan.hold_days)
    if step.end is None or step.end < first or isinstance(plan.taper, Custom):
        return ""
    first = Calendar(plan.dates).change_due(first).on
    if step.end < first:
        return ""
    return (
        f"the doses taken now: less is asked for from {in_words(first)} on, but the next lower "
        f"dose that {makers(plan, medicine)} can make is lower still"
    )


def _revised(plan: Plan, step: Step) -> str:
    assert step.revision is not None
    if step.cut_mg == 0:
        what = f"held at {written(step.daily_mg)} mg"
    else:
        direction = "raised" if step.cut_mg < 0 else "lowered"
        what = f"{direction} from {written(step.before_mg)} to {written(step.daily_mg)} mg"
    reason = plan.revisions[step.revision].reason
    return f"{what} by a revision: {reason}" if reason else f"{what} by a revision"


def _coarse(step: Step) -> str:
    if not step.coarse:
        return ""
    cut, line_cut = written(step.cut_mg), written(rounded(step.line_cut_mg, 2))
    return f"coarse: it cuts {cut} mg where {line_cut} mg was asked for"
