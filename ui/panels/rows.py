"""A list of like rows in the form (pauses, reviews): a row has entries, and can be removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.reading.dates import date_hint
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import column, label, link, row
from ui.language import tr
from ui.panels.panel import Panel, replaced, without
from ui.remove_link import RemoveLink


class Column(NamedTuple):
    """An entry of each row: the text of the draft it shows, and the plan's name of the field."""

    text: str
    field: str
    name: str
    tip: str
    before: str = ""
    is_date: bool = False
    width: int = 0
    """In characters; 0: as wide as there is room."""


class _Row(NamedTuple):
    entries: list[Entry]
    whole: QWidget
    remove: QPushButton


class RowsPanel(Panel):
    """Rows of one tuple of the draft. `path`: the rows' place in the plan file."""

    def __init__(self, rows: str, path: str, noun: str, blank: Any, columns: list[Column]) -> None:
        super().__init__()
        self._name, self._path, self._noun = rows, path, noun
        self._blank, self._columns = blank, columns
        self._rows: list[_Row] = []
        self._layout = column(self, spacing=4)
        tip = tr("One more {noun}.", noun=noun)
        self._add_link = link(tr("+ {noun}", noun=noun), tip, self._add)
        self._layout.addWidget(self._add_link)
        self.mark_place(path, self._add_link)

    def in_tab_order(self) -> Iterator[QWidget]:
        """Row by row what is typed, then one more row; what takes one away last."""
        yield from (entry for one in self._rows for entry in one.entries)
        yield self._add_link
        yield from (one.remove for one in self._rows)

    def show_state(self, state: State) -> None:
        count = len(self._of(state.draft))
        while len(self._rows) > count:
            last = self._rows.pop()
            for entry in last.entries:
                self.unbind(entry)
            last.whole.hide()
            last.whole.deleteLater()
        while len(self._rows) < count:
            made = self._make_row(len(self._rows))
            self._rows.append(made)
            self._layout.insertWidget(len(self._rows) - 1, made.whole)
        super().show_state(state)

    def _make_row(self, index: int) -> _Row:
        whole, note = QWidget(), Note()
        entries = []
        line: QHBoxLayout = row(spacing=4)
        below: QHBoxLayout = row(spacing=4)
        two_lines = sum(spec.is_date for spec in self._columns) > 1
        for spec in self._columns:
            name = tr("{what} of {noun} {n}", what=spec.name, noun=self._noun, n=index + 1)
            entry = Entry(name, spec.tip, 14 if spec.is_date else spec.width)
            entry.setPlaceholderText("" if spec.is_date else spec.name)
            self._bind_cell(entry, index, spec, note)
            entries.append(entry)
            place = below if two_lines and not spec.is_date else line
            if spec.before:
                place.addWidget(label(spec.before))
            place.addWidget(entry)
        if two_lines:
            line.addStretch(1)
        name = tr("Remove {noun} {n}", noun=self._noun, n=index + 1)
        remove = RemoveLink(name, tr("Take this row away."), lambda: self._remove(index))
        line.addWidget(remove)
        parts = column(whole, spacing=4)
        parts.addLayout(line)
        parts.addLayout(below)
        parts.addWidget(note)
        return _Row(entries, whole, remove)

    def _bind_cell(self, entry: Entry, index: int, spec: Column, note: Note) -> None:
        def get(draft: Draft) -> str:
            rows = self._of(draft)
            return getattr(rows[index], spec.text) if index < len(rows) else ""

        def put(draft: Draft, text: str) -> Draft:
            changed = replaced(self._of(draft), index, **{spec.text: text})
            return replace(draft, **{self._name: changed})

        def hint(state: State) -> str:
            return date_hint(get(state.draft), state.draft.typed_on, state.day_first)

        field = f"{self._path}[{index}].{spec.field}"
        self.bind(entry, field, get, put, note, hint if spec.is_date else None)

    def _of(self, draft: Draft) -> tuple[Any, ...]:
        return getattr(draft, self._name)

    def _add(self) -> None:
        rows, blank = self._name, self._blank
        self.edit(
            tr("add a {noun}", noun=self._noun),
            lambda d: replace(d, **{rows: (*getattr(d, rows), blank)}),
        )
        if self._rows:
            self._rows[-1].entries[0].setFocus()

    def _remove(self, index: int) -> None:
        rows = self._name
        self.edit(
            tr("remove a {noun}", noun=self._noun),
            lambda d: replace(d, **{rows: without(getattr(d, rows), index)}),
        )
