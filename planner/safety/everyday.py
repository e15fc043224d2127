"""Rules on how a plan is to live with: steps that stall, a last one that is short, doses that are
hard to follow (sources.md 5). All of them are notes on the plan's own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from planner.amounts import Milligrams
from planner.bounds import HardToFollow, LastStep, Stall
from planner.in_words import counted, duration
from planner.medicine import Product
from planner.safety.finding import PLAN_ITSELF, Found, place, places
from planner.safety.judged import Judged, with_product
from planner.schedule import Dose, Step
from planner.supply import needs_half
from planner.tablets import Tablets, Taken
from planner.validity import tablets_of

_MOST_NUMBERS = 6


def stall(case: Judged, bound: Stall) -> Found | None:
    def stalls(step: Step) -> bool:
        waits = not step.taken and step.waits >= bound.dates
        return waits and step.days is not None and step.days > bound.above_days

    ever = [step for step in case.schedule.steps if stalls(step)]
    now = [step for step in ever if case.is_to_come(step)]
    if not now:
        return None
    moves = (one for one, other in case.with_one_more() if not any(map(stalls, other.steps)))
    product = next(moves, None)
    remedy = f" With the {product.label} as well, none would." if product else ""
    each = [duration(step.days) for step in now[:3]]
    return Found(
        f"Steps last more than {counted(bound.above_days, 'day')} because nothing lower can be "
        f"made: {places(now, each)}.{remedy}",
        PLAN_ITSELF,
        now,
        ever,
    )


def last_step_short(case: Judged, bound: LastStep) -> Found | None:
    """Not where a pause made one of the two steps what it is."""
    numbered = {step.start: place for place, step in enumerate(case.schedule.steps)}
    ever: list[tuple[Step, Step]] = []
    for stop in case.course.stops:
        last = stop.steps[-1]
        before = case.schedule.steps[numbered[last.start] - 1] if last else None
        if last and before and before.start < last.start and _is_short(case, before, last, bound):
            ever.append((before, last))
    now = [(before, last) for before, last in ever if case.is_to_come(last)]
    if not now:
        return None
    before, last = now[0]
    return Found(
        f"The last step before none, {place(last)}, takes {duration(last.days)}, less than half of "
        f"the {duration(before.days)} of the step before it.",
        PLAN_ITSELF,
        [last for _, last in now],
        [last for _, last in ever],
    )


def hard_to_follow(case: Judged, bound: HardToFollow) -> Found | None:
    to_come = [step for step in case.steps_to_come if not step.taken]
    said, named = _hard(case, to_come, bound)
    days = [one.start for one in case.changes if not one.taken]
    days += [stop] if (stop := case.schedule.stops_on) else []
    if quick := _quick([day for day in days if day >= case.day], bound):
        said.append(f"{quick} changes come less than {bound.under_days_apart} days apart.")
    if not said:
        return None
    _, ever = _hard(case, [step for step in case.schedule.steps if not step.taken], bound)
    return Found(" ".join([*said, *_without_halves(case, to_come)]), PLAN_ITSELF, named, ever)


def _hard(case: Judged, steps: list[Step], bound: HardToFollow) -> tuple[list[str], list[Step]]:
    """What is hard in the doses of these steps, and which of them it is in."""
    products = {taken.product for step in steps for dose in step.doses for taken in dose.take}
    said: list[str] = []
    named: list[Step] = []
    if len(products) >= bound.products:
        said.append(f"{counted(len(products), 'product')} are used side by side.")
    if mixed := [step for step in steps if any(_is_mixed(case, dose) for dose in step.doses)]:
        said.append(f"One dose is a tablet and a liquid: {places(mixed)}.")
        named += mixed
    if helped := _fewer_pieces(case, steps, bound.above_pieces):
        many, product = helped
        said.append(
            f"One dose takes more than {bound.above_pieces} pieces: {places(many)}. With the "
            f"{product.label} as well it would take fewer."
        )
        named += many
    return said, named


def _is_short(case: Judged, before: Step, last: Step, bound: LastStep) -> bool:
    if not (before.number and before.daily_mg and before.days and last.end and last.days):
        return False
    if before.taken or last.taken or last.days * 100 >= bound.under_percent * before.days:
        return False
    end, pauses = last.end, case.plan.dates.pauses
    return not any(pause.start <= end and pause.end >= before.start for pause in pauses)


def _is_mixed(case: Judged, dose: Dose) -> bool:
    liquids = {case.medicine.by_id[taken.product].is_liquid for taken in dose.take}
    return len(liquids) > 1


def _fewer_pieces(
    case: Judged, to_come: Sequence[Step], above: int
) -> tuple[list[Step], Product] | None:
    """The steps with a dose of many pieces that a product would make fewer, and the product."""
    many: dict[Milligrams, tuple[Taken, ...]] = {
        dose.mg: dose.take
        for step in to_come
        for dose in step.doses
        if _pieces(case, dose.take) > above
    }
    helped: dict[Milligrams, Product] = {}
    for product in case.sold_there if many else ():
        doses = [mg for mg, take in many.items() if mg not in helped]
        if product.is_liquid:  # the least liquid is taken: it only ever replaces another
            doses = [mg for mg in doses if _has_liquid(case, many[mg])]
        if doses:
            tablets = tablets_of(with_product(case.plan, product), case.medicine)
            for amount in doses:
                if _pieces(case, tablets.take(amount)) < _pieces(case, many[amount]):
                    helped[amount] = product
    if not helped:
        return None
    steps = [step for step in to_come if any(dose.mg in helped for dose in step.doses)]
    return steps, next(helped[dose.mg] for dose in steps[0].doses if dose.mg in helped)


def _pieces(case: Judged, take: Sequence[Taken]) -> int:
    """A half counts as one, a measured liquid as one (plan-file.md 2.2)."""
    known = case.medicine.by_id
    return sum(1 if known[one.product].is_liquid else ceil(one.amount) for one in take)


def _has_liquid(case: Judged, take: Sequence[Taken]) -> bool:
    return any(case.medicine.by_id[one.product].is_liquid for one in take)


def _quick(days: Sequence[date], bound: HardToFollow) -> int:
    """How many changes there are on these days, if there are many and they come too quickly."""
    if len(days) <= bound.above_changes:
        return 0
    return len(days) if (days[-1] - days[0]).days < bound.under_days_apart * (len(days) - 1) else 0


def _without_halves(case: Judged, to_come: Sequence[Step]) -> Iterator[str]:
    """Where the same daily dose could be taken in whole tablets."""
    halved = [step for step in to_come if any(map(needs_half, step.doses))]
    if not halved:
        return
    chosen = [one for one in case.medicine.strongest_first if one.id in case.plan.products]
    whole = Tablets(chosen, halves=False, highest=max(step.daily_mg for step in halved))
    numbers = [str(step.number) for step in halved if whole.can_make(step.daily_mg)]
    if numbers:
        shown = ", ".join(numbers[:_MOST_NUMBERS])
        more = f" and {len(numbers) - _MOST_NUMBERS} more" if len(numbers) > _MOST_NUMBERS else ""
        noun = "step" if len(numbers) == 1 else "steps"
        yield f"In {noun} {shown}{more} the same daily dose needs no halves."
