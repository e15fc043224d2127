"""Pages of any day of any plan: none of the doses to come is missing, none is too many.

What is taken on a day is looked up in the schedule day by day; the pages' own view of it, and
pages really made and read again, must give the same (plan-file.md 4).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.case import Case
from planner.handout.calendar import days_shown
from planner.handout.chart import points
from planner.handout.given import Given
from planner.handout.wording import Wording
from planner.handout.words import words_in
from planner.plan import Plan
from planner.schedule import Dose, Schedule
from planner.today import regimen
from tests.handout.plans import DOCUMENTS, case_of, make
from tests.handout.reader import calendar, chart_points, doses_by_day
from tests.planning import BACLOFEN
from tests.random_schedules import scheduled
from tests.samples import samples

DAY, MONTH = timedelta(days=1), timedelta(days=31)
MOST_DAYS = 500
"""Of a longer plan, the days around each change and some others are looked at."""
MOST_PAGES = 10
WORDING = Wording(words_in("en"), BACLOFEN)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
Mg = tuple[Decimal, ...]


def taken_on(plan: Plan, schedule: Schedule, day: date) -> tuple[Dose, ...]:
    """What is taken on a day: the regimen before the start, the step in force, none after it."""
    if day < schedule.start:
        return regimen(plan, BACLOFEN)
    for step in schedule.steps:
        if step.start <= day and (step.end is None or day <= step.end):
            return step.doses
    return ()


def mg_on(plan: Plan, schedule: Schedule, day: date) -> Mg:
    doses = tuple(dose.mg for dose in taken_on(plan, schedule, day))
    return doses or (Decimal(0),) * len(plan.regimen)


def horizon(schedule: Schedule) -> date:
    """A month after the last change."""
    return schedule.last_change + MONTH if schedule.steps else schedule.start + MONTH


def days_between(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def days_of(plan: Plan, schedule: Schedule) -> list[date]:
    """Every day from a month before the start to a month after the end; of a long plan those
    around each change, pause and revision, and some between."""
    days = days_between(plan.start - MONTH, horizon(schedule))
    if len(days) <= MOST_DAYS:
        return days
    turning = [step.start for step in schedule.steps]
    turning += [one.start for one in plan.revisions]
    turning += [day for one in plan.dates.pauses for day in (one.start, one.end + DAY)]
    turning += [schedule.stops_on] if schedule.stops_on else []
    near = {day + n * DAY for day in turning for n in (-1, 0, 1)}
    return sorted(near | set(days[:: len(days) // 50])) if len(near) < MOST_DAYS else days[::7]


def looked_at(plan: Plan, schedule: Schedule, day: date) -> Given:
    case = Case(plan, BACLOFEN, day)
    case.__dict__["schedule"] = schedule  # worked out once for all days
    return Given(case=case, judged=case, wording=WORDING, clock=12)


@given(scheduled())
@settings(max_examples=samples(25), deadline=None, suppress_health_check=SLOW)
def test_on_every_day_the_pages_give_for_each_coming_day_the_doses_of_the_schedule(
    one: tuple[Plan, Schedule],
) -> None:
    plan, schedule = one
    last = horizon(schedule)
    for day in days_of(plan, schedule):
        page = looked_at(plan, schedule, day)
        assert tuple(dose.mg for dose in page.now) == mg_on(plan, schedule, day), day
        starts = [step.start for step in page.coming]
        later_steps = [step for step in schedule.steps if step.start > day]
        assert starts == [step.start for step in later_steps if step.number > 0], day
        said = {step.start: step.mg for step in page.coming}
        end = page.stops_on
        now = tuple(dose.mg for dose in page.now)
        for later in days_between(day, min(last, day + 3 * MONTH)):
            if end and later >= end:
                now = (Decimal(0),) * len(now)
            now = said.pop(later, now)
            assert now == mg_on(plan, schedule, later), f"printed {day}, for {later}"


@given(scheduled())
@settings(max_examples=samples(20), deadline=None, suppress_health_check=SLOW)
def test_so_do_calendar_chart_and_supply(one: tuple[Plan, Schedule]) -> None:
    plan, schedule = one
    for day in days_of(plan, schedule)[::3]:
        page = looked_at(plan, schedule, day)
        shown = days_shown(page, None)
        over = schedule.stops_on is not None and max(day, plan.start) >= schedule.stops_on
        assert (shown is None) == over, day
        if shown:
            assert shown[0] == max(day, plan.start)
            for later in days_between(shown[0], shown[1]):
                if later != schedule.stops_on:
                    assert page.step_on(later).mg == mg_on(plan, schedule, later)
        check_chart(plan, schedule, day)
        check_supply(page)


def check_chart(plan: Plan, schedule: Schedule, day: date) -> None:
    line = points(plan, schedule, since=day)
    assert line[0].day == max(day, plan.start - DAY)
    for later in days_between(line[0].day, min(horizon(schedule), day + 2 * MONTH)):
        value = [point.mg for point in line if point.day <= later][-1]
        assert value == sum(mg_on(plan, schedule, later)), f"chart of {day}, for {later}"


def check_supply(page: Given) -> None:
    """What the coming days take, summed up day by day."""
    plan, schedule, needed = page.plan, page.schedule, page.supply_to_come
    told = [step for step in schedule.steps if step.taken]
    amounts = Counter[str]()
    for later in days_between(page.begins, needed.until) if needed.until else []:
        if any(step.start <= later <= (step.end or later) for step in told):
            continue
        for dose in taken_on(plan, schedule, later):
            for taken in dose.take:
                amounts[taken.product] += taken.amount  # type: ignore[assignment]
    assert {one.product: one.amount for one in needed.amounts} == dict(amounts), page.day
    fills = [(fill.start, fill.end) for fill in needed.fills]
    if fills:
        assert fills[0][0] == page.begins
        assert fills[-1][1] == needed.until
        assert all(end + DAY == start for (_, end), (start, _) in pairwise(fills))


def kinds_of_days(plan: Plan, schedule: Schedule) -> list[date]:
    """A day of every kind: before the start, in and between steps, around revisions, in pauses,
    the last dose, and after it."""
    days = {plan.start - MONTH, plan.start - DAY, plan.start, horizon(schedule)}
    days |= {step.start for step in schedule.steps}
    days |= {step.start + DAY for step in schedule.steps}
    days |= {one.start + n * DAY for one in plan.revisions for n in (-1, 0, 1)}
    days |= {one.start for one in plan.dates.pauses if one.start < horizon(schedule)}
    if stops := schedule.stops_on:
        days |= {stops - DAY, stops, stops + DAY}
    return sorted(days)


def check_pages(plan: Plan, schedule: Schedule, day: date) -> None:
    """Pages really made, read again."""
    content = make(plan, day)
    begins, last = max(day, plan.start), horizon(schedule)
    stops = schedule.stops_on
    expected = {
        one: mg_on(plan, schedule, one)
        for one in days_between(day, max(last, begins))
        if not (stops and one >= stops)
    }
    assert doses_by_day(content, day, max(last, begins)) == expected, day
    for one, doses in calendar(content, begins).items():
        assert doses == mg_on(plan, schedule, one), f"calendar of {day}, for {one}"
    if expected and any(map(any, expected.values())):
        (first, mg), *others = chart_points(content)
        assert mg == sum(mg_on(plan, schedule, first))
        for one, later in others:
            assert later == sum(mg_on(plan, schedule, one)), f"chart of {day}, for {one}"


@given(scheduled(), st.integers(0, 10**6))
@settings(
    max_examples=samples(12), deadline=None, suppress_health_check=SLOW,
    phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
def test_pages_made_of_random_plans_on_random_days_give_them_too(
    one: tuple[Plan, Schedule], seed: int
) -> None:
    plan, schedule = one
    check_pages(plan, schedule, Random(seed).choice(kinds_of_days(plan, schedule)))


def test_so_do_pages_of_every_kind_of_day_of_the_plans_with_revisions() -> None:
    revised = [name for name, one in DOCUMENTS.items() if one.get("revisions")]
    assert len(revised) >= 6
    for name in revised:
        case = case_of(name)
        days = kinds_of_days(case.plan, case.schedule)
        for day in days if len(days) < MOST_PAGES else [*days[:3], *days[3:-3:4], *days[-3:]]:
            check_pages(case.plan, case.schedule, day)
