"""What a rule looks at: a plan on a day, and what several rules need of it, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

import msgspec

from planner.medicine import Medicine, Product
from planner.plan import Plan
from planner.safety.course import Course, course
from planner.schedule import Schedule, Step, build
from planner.terms import PlanError

TAKEN_LOOKED_BACK_ON = timedelta(days=14)
"""What was `taken` in so many days before the day judged on is still named."""

_MOST_WORK = 300
"""Steps of a plan that is built again for each product while somebody types."""

_STEPS_A_REVISION = 5
"""The line of each revision is drawn whole, however soon the next one overrules it."""


class Judged(msgspec.Struct, frozen=True, dict=True):
    """What a rule looks at: a plan, on a day. What was over before that day isn't named."""

    plan: Plan
    schedule: Schedule
    medicine: Medicine
    day: date
    approved: bool
    """The plan's approval counts."""

    @cached_property
    def course(self) -> Course:
        return course(self.plan, self.schedule)

    def with_one_more(self) -> Iterator[tuple[Product, Schedule]]:
        """Each product sold in the plan's country that the plan hasn't got, with the schedule that
        would follow if it were added alone; none for a plan too long to be built so often."""
        for product in self.sold_there if self.work <= _MOST_WORK else ():
            if product.id not in self._built:
                self._built[product.id] = self._build(with_product(self.plan, product))
            if schedule := self._built[product.id]:
                yield product, schedule

    @cached_property
    def _built(self) -> dict[str, Schedule | None]:
        return {}

    def _build(self, plan: Plan) -> Schedule | None:
        try:
            return build(plan, self.medicine)
        except PlanError:
            return None  # a smaller dose can make a percentage last for more than ten years

    @property
    def sold_there(self) -> list[Product]:
        plan = self.plan
        others = (one for one in self.medicine.products if one.id not in plan.products)
        return [product for product in others if product.is_sold_in(plan.country)]

    @property
    def work(self) -> int:
        """How much it is to build the plan once more, counted in steps."""
        return len(self.schedule.steps) + _STEPS_A_REVISION * len(self.plan.revisions)

    @property
    def used_long(self) -> bool:
        """The patient has taken it for long, or nobody knows for how long."""
        taken, long_use = self.plan.patient.taken_months, self.medicine.rules.long_use
        return taken is None or long_use is None or taken >= long_use.taken_months

    @cached_property
    def changes(self) -> tuple[Step, ...]:
        """The steps whose doses differ from those of the day before."""
        return self.schedule.changes

    @property
    def takes_regimen(self) -> bool:
        """The regimen is what is taken: nothing has changed by the day."""
        first = self.changes[0].start if self.changes else self.schedule.stops_on
        return first is None or self.day < first

    @cached_property
    def steps_to_come(self) -> tuple[Step, ...]:
        """The step in force on the day, and all that follow."""
        return tuple(one for one in self.schedule.steps if not one.end or one.end >= self.day)

    def has_risk(self, risk: str) -> bool:
        return risk in (self.plan.patient.risks or ())

    def is_to_come(self, step: Step) -> bool:
        """The step is in force or to come, or tells what was taken a short time ago."""
        looked_back = TAKEN_LOOKED_BACK_ON if step.taken else timedelta(0)
        return step.end is None or step.end + looked_back >= self.day


def with_product(plan: Plan, product: Product) -> Plan:
    """The plan with one product more."""
    return msgspec.structs.replace(plan, products=(*plan.products, product.id))
