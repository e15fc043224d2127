"""A case: a plan on a day, and all that follows from the two, each worked out once.

A plan is a value; schedule, supply, findings, whether the approval stands, what is taken today
and what comes next are functions of it and of the day (plan-file.md 4). The handout, the views and
the command line look through a case, so that none of them works anything out again, and none of
them can forget the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import msgspec

from planner.medicine import Medicine
from planner.plan import Plan
from planner.review_days import review_days
from planner.safety import Finding, findings
from planner.schedule import Schedule, Step, build
from planner.standing import Standing, standing
from planner.supply import Supply, supply
from planner.today import Today, shown_from, today


class Case(msgspec.Struct, frozen=True, dict=True):
    """A plan of a medicine, looked at on a day. What can't be used raises PlanError when the
    schedule is first asked for."""

    plan: Plan
    medicine: Medicine
    day: date

    @cached_property
    def schedule(self) -> Schedule:
        return build(self.plan, self.medicine)

    @cached_property
    def supply(self) -> Supply:
        """What the whole schedule takes."""
        return supply(self.plan, self.schedule, self.medicine)

    @cached_property
    def supply_to_come(self) -> Supply:
        """What the days from this one on take."""
        return supply(self.plan, self.schedule, self.medicine, since=self.day)

    @cached_property
    def standing(self) -> Standing:
        return standing(self.plan, self.schedule)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules have to say on this day, the gravest first."""
        return findings(self.plan, self.schedule, self.medicine, self.day, self.standing.approved)

    @property
    def blocking(self) -> Sequence[Finding]:
        """The findings that no approval can pass as they stand."""
        return [finding for finding in self.findings if finding.blocks]

    @cached_property
    def reviews(self) -> tuple[date, ...]:
        """The days of all reviews, those that are over among them."""
        return review_days(self.plan, self.schedule)

    @cached_property
    def today(self) -> Today:
        return today(self.plan, self.schedule, self.medicine, self.day)

    @cached_property
    def steps_shown(self) -> tuple[Step, ...]:
        """The steps that a page of this day shows: the one in force, and all that follow."""
        return shown_from(self.schedule, self.day)
