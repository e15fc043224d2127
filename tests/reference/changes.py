"""On which days the doses change, from a plan and its revisions (contract 1 and 2, point 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from .amounts import Doses, Json, Refused, daily, later
from .dates import Calendar
from .line import Asked, Taper, draw
from .products import Pharmacy
from .sharing import Sharing, can_reach, follow


@dataclass(frozen=True)
class Change:
    """From this day on these doses; `own_cut` is what the line itself fell by, None off a line."""

    on: date
    doses: Doses
    line: Fraction
    own_cut: Fraction | None
    revision: int | None
    taken: bool = False

    @property
    def stops(self) -> bool:
        """Nothing is taken from this day on, and that was decided."""
        return not any(self.doses) and not self.taken


@dataclass(frozen=True)
class Course:
    """What is decided up to now: the changes to come too, the taper in force and its line."""

    changes: tuple[Change, ...]
    taper: Taper
    line: tuple[Asked, ...]


@dataclass(frozen=True)
class Rules:
    """What holds for the whole plan."""

    pharmacy: Pharmacy
    sharing: Sharing
    calendar: Calendar

    @classmethod
    def of(cls, plan: Json) -> Rules:
        return cls(Pharmacy.of(plan), Sharing.of(plan), Calendar.of(plan))


def changes(plan: Json) -> tuple[Change, ...]:
    """The regimen on the first day, then each change; a last one to 0 is the stop."""
    rules = Rules.of(plan)
    start = date.fromisoformat(plan["start"])
    regimen = rules.pharmacy.doses([entry["mg"] for entry in plan["regimen"]], "regimen")
    if not any(regimen):
        raise Refused("regimen", "all of the doses are 0")
    first = Change(start, regimen, daily(regimen), None, None)
    taper = Taper(plan["taper"], regimen, "taper")
    course = go_on(rules, (first,), taper, later(start, plan.get("hold_days", 0)))
    revisions = plan.get("revisions", [])
    for index, revision in enumerate(revisions):
        course = revise(rules, course, revision, index)
    if revisions and revisions[-1].get("taken"):
        raise Refused(f"revisions[{len(revisions) - 1}]", "what was taken needs one after it")
    return course.changes


def go_on(rules: Rules, so_far: tuple[Change, ...], taper: Taper, earliest: date) -> Course:
    """The last of these changes, and the taper from there on."""
    last = so_far[-1]
    if not can_reach(rules.pharmacy, last.doses, taper.target):
        raise Refused(f"{taper.field}.target_mg", "a target that can't be reached")
    line = draw(taper, last.doses, earliest, rules.calendar, rules.pharmacy)
    return Course((*so_far, *_follow_line(rules, taper, line, last)), taper, tuple(line))


def _follow_line(rules: Rules, taper: Taper, line: list[Asked], last: Change) -> list[Change]:
    found, before, line_before = list[Change](), last.doses, daily(last.doses)
    for asked in line:
        doses = asked.doses or follow(
            rules.pharmacy, rules.sharing, taper.came_with, before, asked.line, taper.target
        )
        if sum(doses) < sum(before):
            own_cut = line_before - asked.line
            found.append(Change(asked.on, doses, asked.line, own_cut, last.revision))
            before = doses
        line_before = asked.line
    return found


def revise(rules: Rules, course: Course, revision: Json, index: int) -> Course:
    """The course with one more revision: what was to change from its day on doesn't."""
    day, field = date.fromisoformat(revision["from"]), f"revisions[{index}]"
    last_decided = max([course.changes[0].on, *_revised_on(course)])
    if day <= last_decided:
        raise Refused(f"{field}.from", "not after the start or the revision before")
    _check_kind(course, revision, day, field)
    kept = tuple(change for change in course.changes if change.on < day)
    given, taken = revision.get("regimen"), revision.get("taken", False)
    doses = kept[-1].doses if given is None else rules.pharmacy.doses(given, f"{field}.regimen")
    first = Change(day, doses, daily(doses), None, index, taken)
    in_force = not_begun(course, day)
    if taken:
        return Course((*kept, first), in_force, ())
    if not any(doses):
        if given is None or kept[-1].stops:
            raise Refused(f"{field}.regimen", "nothing was taken the day before")
        return Course((*kept, first), in_force, ())
    own = revision.get("taper")
    taper = in_force if own is None else Taper(own, doses, f"{field}.taper")
    return go_on(rules, (*kept, first), taper, later(day, revision.get("hold_days", 7)))


def _revised_on(course: Course) -> list[date]:
    """The first day of each revision so far."""
    first = dict[int, date]()
    for change in course.changes:
        if change.revision is not None:
            first.setdefault(change.revision, change.on)
    return list(first.values())


def _check_kind(course: Course, revision: Json, day: date, field: str) -> None:
    """What was taken, and a restart, each need their own fields."""
    own, given = revision.get("taper"), revision.get("regimen")
    after_the_stop = course.changes[-1].stops and day > course.changes[-1].on
    if revision.get("taken", False):
        if own is not None:
            raise Refused(f"{field}.taper", "what was taken has no taper")
        if given is None:
            raise Refused(f"{field}.regimen", "what was taken is needed")
        if after_the_stop:
            raise Refused(f"{field}.taken", "after the stop")
    elif after_the_stop and (given is None or own is None):
        raise Refused(field, "after the stop it gives both a regimen and a taper")


def not_begun(course: Course, day: date) -> Taper:
    """The taper in force; of a custom one, the steps that had not begun on that day."""
    if course.taper.rules["method"] != "custom":
        return course.taper
    begun = sum(asked.on < day for asked in course.line)
    steps = course.taper.rules["steps"][begun:]
    return replace(course.taper, rules={**course.taper.rules, "steps": steps})
