"""What every panel is: shown a State, it emits Edits, and knows no other panel.

Entries are bound to a text of the draft and to the field of the plan that it fills, so that a
problem with that field is said beside it, in the panel's own note.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.draft import Draft, replace
from ui.edit import Edit, State
from ui.entry import Entry, Note
from ui.problem import Problem
from ui.problems_in_words import sentence


class Bound(NamedTuple):
    """An entry, the field of the plan that it fills, and the text of the draft that it shows."""

    entry: Entry
    field: str
    get: Callable[[Draft], str]
    note: Note
    hint: Callable[[State], str] | None


class Panel(QWidget):
    """A part of the form."""

    edited = Signal(object)
    """An Edit."""
    settled = Signal()
    """An entry was left: what was typed in words can be written out."""
    entered = Signal(object)
    """Enter was pressed in an Entry."""
    undo_wanted = Signal(bool)
    """The keys for undo (True) or redo (False) were pressed in an Entry."""

    def __init__(self) -> None:
        super().__init__()
        self._bound: list[Bound] = []
        self._parts: list[Panel] = []
        self._sections: list[tuple[tuple[str, ...], Note]] = []
        self._marked: list[tuple[str, QWidget]] = []
        self.state: State | None = None

    @property
    def bound(self) -> list[Bound]:
        """The entries, with the fields of the plan that they fill."""
        return self._bound

    def edit(self, name: str, change: Callable[[Draft], Draft], key: str = "") -> None:
        self.edited.emit(Edit(name, change, key))

    def pass_on(self, part: Panel) -> None:
        """What a part of this panel emits, this panel emits."""
        self._parts.append(part)
        part.edited.connect(self.edited)
        part.settled.connect(self.settled)
        part.entered.connect(self.entered)
        part.undo_wanted.connect(self.undo_wanted)

    def bind(
        self,
        entry: Entry,
        field: str,
        get: Callable[[Draft], str],
        put: Callable[[Draft, str], Draft],
        note: Note,
        hint: Callable[[State], str] | None = None,
        unit: Callable[[Draft], str] | None = None,
    ) -> Entry:
        """Tie an entry to a text of the draft. `hint`: what its note says while all is well;
        `unit`: of a bare number in it, for the name of its undo ("Cut 5 mg").
        """

        def typed(text: str) -> None:
            text = _one_line(text)
            said = unit(self.state.draft) if unit and self.state and text[-1:].isdigit() else ""
            name = f"{entry.accessibleName()} {text} {said}".strip()
            self.edit(name, lambda draft: put(draft, text), key=field)

        def left() -> None:
            if entry.isModified() and (text := entry.text()) != text.strip():
                typed(text.strip())
            entry.setModified(False)

        entry.textEdited.connect(typed)
        entry.editingFinished.connect(left)
        entry.editingFinished.connect(self.settled)
        entry.entered.connect(lambda: self.entered.emit(entry))
        entry.undo_wanted.connect(self.undo_wanted)
        note.offered.connect(lambda text: self._take(entry, note, text))
        self._bound.append(Bound(entry, field, get, note, hint))
        return entry

    def bind_section(self, note: Note, *fields: str) -> None:
        """Problems with these fields that no entry of this panel shows are said in the note."""
        self._sections.append((fields, note))

    def mark_place(self, field: str, widget: QWidget) -> None:
        """A field that no entry fills (a box to tick, a row to add) is settled at this widget."""
        self._marked.append((field, widget))

    def place_of(self, field: str) -> QWidget | None:
        """Where a field of the plan, or the first one below it, is filled in; None: not here."""
        entries = ((bound.field, bound.entry) for bound in self._bound)
        found = [(at, widget) for at, widget in [*self._marked, *entries] if _at(at, field)]
        itself = (widget for at, widget in found if at == field)
        return next(itself, found[0][1] if found else None)

    def unbind(self, entry: Entry) -> None:
        self._bound = [bound for bound in self._bound if bound.entry is not entry]

    def show_state(self, state: State) -> None:
        """Show the draft and what is wrong with it."""
        self.state = state
        said: dict[Note, tuple[str, bool, str]] = {}
        for bound in self._bound:
            bound.entry.show_text(bound.get(state.draft))
            problem = problem_at(state.problems, bound.field)
            missing = problem is not None and problem.missing
            is_wrong = problem is not None and not (missing and state.plan is None)
            bound.entry.mark(is_wrong and not missing, missing)
            hint = bound.hint(state) if bound.hint and not problem else ""
            if problem is not None and is_wrong:
                if not said.get(bound.note, ("", False, ""))[1]:
                    said[bound.note] = (sentence(problem.message), True, problem.offer)
            elif bound.note not in said or (hint and not said[bound.note][0]):
                said[bound.note] = (hint, False, "")
        for fields, note in self._sections:
            problem = self._unclaimed(state, fields)
            said[note] = (sentence(problem.message), True, "") if problem else ("", False, "")
        for note, words in said.items():
            note.say(*words)

    def _unclaimed(self, state: State, fields: tuple[str, ...]) -> Problem | None:
        parts = [part for part in self._parts if not part.isHidden()]
        bounds = [bound for panel in (self, *parts) for bound in panel.bound]
        for problem in state.problems:
            shown = any(_at(problem.field, bound.field) for bound in bounds)
            here = any(_at(problem.field, field) for field in fields)
            if here and not shown and not (problem.missing and state.plan is None):
                return problem
        return None

    def _take(self, entry: Entry, note: Note, text: str) -> None:
        wrong = next(
            (b.entry for b in self._bound if b.note is note and b.entry.property("wrong")), None
        )
        if entry is wrong:
            entry.setText(text)
            entry.textEdited.emit(text)
            entry.setFocus()


def problem_at(problems: tuple[Problem, ...], field: str) -> Problem | None:
    """The first problem of a field or of what lies below it."""
    return next((problem for problem in problems if _at(problem.field, field)), None)


def replaced(rows: tuple[Any, ...], index: int, **fields: object) -> tuple[Any, ...]:
    """The rows with some fields of one of them replaced."""
    return tuple(replace(r, **fields) if i == index else r for i, r in enumerate(rows))


def without(rows: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return rows[:index] + rows[index + 1 :]


def _one_line(text: str) -> str:
    """What was pasted may come from a table or a letter, with its line ends and tabs."""
    return text if text.isprintable() else " ".join(text.split())


def _at(field: str, place: str) -> bool:
    """The field is the place, or lies below it ("taper.pace[0].cut_mg" below "taper.pace[0]")."""
    return field.startswith(place) and field[len(place) : len(place) + 1] in ("", ".", "[", "_")
