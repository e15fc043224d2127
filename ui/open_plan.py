"""The open plan: the one thing in the window that changes.

It holds the form as typed, the case that follows (the last good plan, looked at today), the undo
list and the file. Panels are shown its `state` and send it Edits; nobody else keeps anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from planner.terms import PlanError
from ui.draft import Draft, chosen_medicine, chosen_products, replace
from ui.drafting import Drafted, plan_of, problem_of
from ui.edit import Edit, State
from ui.editing import edited
from ui.problem import bears_on_doses
from ui.settling import settled

if TYPE_CHECKING:
    from planner.case import Case
    from planner.medicine import Medicine
    from planner.plan import Plan
    from planner.schedule import Schedule

MOST_UNDO = 500


class _Past(NamedTuple):
    """A draft, the name of the edit that made it, and that edit's key."""

    draft: Draft
    name: str = ""
    key: str = ""


class OpenPlan(QObject):
    """The plan that is open, edited in steps that can be undone."""

    changed = Signal(object)
    """The new State."""
    file_changed = Signal()
    """Another file, or the same one saved or no longer as saved."""
    begun = Signal()
    """Another plan is about to be shown: what was typed beside the one before isn't meant for it.
    """

    def __init__(
        self,
        medicines: Mapping[str, Medicine],
        today: Callable[[], date],
        day_first: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._medicines = medicines
        self._today = today
        self._day_first = day_first
        self._past: list[_Past] = []
        self._present = _Past(self.empty_draft())
        self._future: list[_Past] = []
        self._saved = self.begun_with = self._present.draft
        self.path: Path | None = None
        self.digest: str | None = None
        """Of what the file held when it was read or written here; None: there is no file."""
        self._last_good: Case | None = None
        self._id: str | None = None
        self._printed: Schedule | None = None
        self.state = self._work_out()

    def empty_draft(self) -> Draft:
        """A form with nothing typed: no dose and no pace, since a figure reads as advice."""
        return Draft(typed_on=self._today())

    @property
    def id(self) -> str:
        """The UUID that the plan keeps through all its versions, made when it is first wanted."""
        if self._id is None:
            from uuid import uuid4  # the first picture needs none

            self._id = str(uuid4())
        return self._id

    @property
    def draft(self) -> Draft:
        """The form as it was typed, whether or not all that follows could be worked out."""
        return self._present.draft

    @property
    def dirty(self) -> bool:
        """The form differs from the file, or from an empty one."""
        present, saved = self._present.draft, self._saved
        return present != saved and self._spelt_out(present) != self._spelt_out(saved)

    @property
    def undo_name(self) -> str | None:
        """The name of the edit that would be undone; None: there is none."""
        return self._present.name if self._past else None

    @property
    def redo_name(self) -> str | None:
        return self._future[-1].name if self._future else None

    def edit(self, edit: Edit) -> None:
        """Change the form; everything that follows is worked out at once."""
        before = self._present
        draft = self._edited(edit)
        if draft == before.draft:
            return
        if not (edit.key and edit.key == before.key and self._past):
            self._past.append(before)
            del self._past[:-MOST_UNDO]
        self._future.clear()
        self._show(_Past(replace(draft, typed_on=self._today()), edit.name, edit.key))

    def try_edit(self, edit: Edit) -> str:
        """Make the edit if a schedule follows from it; else say why not, and change nothing."""
        plan, problems = self._plan_of(self._edited(edit))
        if plan is None:
            return problems[0].message
        try:
            self._case_of(plan)
        except PlanError as error:
            return problem_of(error).message
        self.edit(edit)
        return ""

    def end_typing(self) -> None:
        """The next edit is an undo of its own, even in the same field."""
        self._present = self._present._replace(key="")

    def undo(self) -> None:
        if self._past:
            self._future.append(self._present)
            self._show(self._past.pop()._replace(key=""))

    def redo(self) -> None:
        if self._future:
            self._past.append(self._present)
            self._show(self._future.pop()._replace(key=""))

    def start_new(self, draft: Draft | None = None) -> None:
        """Begin with an empty form (or one that is given: a remembered prescriber)."""
        self._begin(draft or self.empty_draft(), None)

    def use(self, plan: Plan, path: Path | None) -> None:
        """Open a plan that was read. Raises PlanError, and changes nothing, if it is no good."""
        from ui.plan_texts import draft_of

        self._case_of(plan)
        self._begin(draft_of(plan, self._today()), path)

    def recover(self, draft: Draft, path: Path | None, saved: Draft | None) -> None:
        """Take up a form that was never saved, exactly as it was typed. Raises PlanError, and
        changes nothing, where its medicine is no longer known.
        """
        for form in (draft, saved):
            if form and form.medicine is not None and form.medicine not in self._medicines:
                raise PlanError("medicine", f'expected one that is known; got "{form.medicine}"')
        self._begin(settled(draft, self._day_first), path)
        self._saved = saved if saved is not None else self.empty_draft()
        self.file_changed.emit()

    def give_id(self) -> None:
        """Give the form its id where it has none yet: a plan written by hand is to be saved. One
        whose approval counts stays as it was approved."""
        if self._present.draft.id is None and not self.state.approved:
            self._show(self._present._replace(draft=replace(self._present.draft, id=self.id)))

    def mark_saved(self, path: Path) -> None:
        """The form as it stands is in the file."""
        self.path = path
        self._saved = self._present.draft
        self.end_typing()
        self.keep_version()
        self.file_changed.emit()

    def mark_printed(self, schedule: Schedule | None = None) -> None:
        """A schedule (the one that stands now) went out on paper or as a page."""
        self._printed = schedule or self.state.schedule
        self._show(self._present)

    def keep_version(self) -> None:
        """The plan goes out, in a file or on paper. An approved version stays that version then:
        what came before it can't be brought back as if it had never been, for two plans would
        bear one number."""
        if self.state.approved:
            self._past.clear()
            self.changed.emit(self.state)

    def follow_day(self) -> None:
        """Midnight has passed, or the machine was asleep: all is looked at on the new day."""
        if self._today() != self.state.today:
            self._show(self._present)

    @property
    def saved_draft(self) -> Draft:
        """The form as the file has it."""
        return self._saved

    def settle(self) -> None:
        """Write out dates that were typed as words: no edit, for they mean the same."""
        self.follow_day()
        wrong = [one.field for one in self.state.problems if not one.missing]
        if any(bears_on_doses(field) for field in wrong):
            return  # what can't be used stays as it was typed
        draft = settled(self._present.draft, self._day_first)
        if draft != self._present.draft:
            self._show(self._present._replace(draft=draft))

    def _begin(self, draft: Draft, path: Path | None) -> None:
        self._past.clear()
        self._future.clear()
        self._saved = self.begun_with = draft
        self._last_good = None
        self._id = draft.id
        self._printed = None
        self.path = path
        self.digest = None
        self.begun.emit()
        self._show(_Past(draft))
        self.file_changed.emit()

    def _show(self, present: _Past) -> None:
        was_dirty = self.dirty
        self._present = present
        self.state = self._work_out()
        self.changed.emit(self.state)
        if self.dirty != was_dirty:
            self.file_changed.emit()

    def _work_out(self) -> State:
        draft, today = self._present.draft, self._today()
        plan, problems = self._plan_of(draft)
        if plan is not None:
            try:
                self._last_good = self._case_of(plan)
            except PlanError as error:
                plan, problems = None, (*problems, problem_of(error))
        if self._last_good is not None and self._last_good.day != today:
            self._last_good = self._case_of(self._last_good.plan)
        return State(
            draft=draft,
            problems=problems,
            case=self._last_good,
            current=plan is not None and not problems,
            worked_out=plan is not None,
            medicines=self._medicines,
            today=today,
            day_first=self._day_first,
            printed=self._printed,
        )

    def _plan_of(self, draft: Draft) -> Drafted:
        return plan_of(draft, self._medicines, self._day_first)

    def _case_of(self, plan: Plan) -> Case:
        """The plan looked at today; the last good case, with all that it has worked out, where
        that is the same. Raises PlanError for a plan that is no good."""
        from planner.case import Case  # an empty form needs none: a faster start

        last, today = self._last_good, self._today()
        if last is not None and last.day == today and last.plan == plan:
            return last
        case = Case(plan, self._medicines[plan.medicine], today)
        case.schedule  # noqa: B018 (worked out here, since it says whether the plan is any good)
        return case

    def _edited(self, edit: Edit) -> Draft:
        """The form after an edit; with its id, if the plan has none yet."""
        draft = edited(edit, self.state, self._plan_of)
        if draft != self._present.draft and draft.id is None:
            draft = replace(draft, id=self.id)
        return draft

    def _spelt_out(self, draft: Draft) -> Draft:
        """The draft with what is usual named, whatever the day of its last edit and its id."""
        return replace(
            draft,
            id=None,
            typed_on=self._today(),
            medicine=chosen_medicine(draft, self._medicines).id,
            products=chosen_products(draft, self._medicines),
        )
