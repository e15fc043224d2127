"""The changes on the way: each in a sentence, to be taken away again."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.plan import Revision
from ui.draft import replace
from ui.edit import State
from ui.entry import Note
from ui.fields import column, label, link, row
from ui.language import tr
from ui.panels.missed import MissedDoses
from ui.panels.panel import Panel, without
from ui.wording import revision_in_words


class RevisionsPanel(Panel):
    """A line a revision. New ones come from the table (hold, step back, slower, stay) and, where
    doses were missed, from here.
    """

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, spacing=4)
        self._empty = label(tr("From the schedule: choose a step, then the menu Step."), "quiet")
        self._empty.setWordWrap(True)
        self._layout.addWidget(self._empty)
        self._rows: list[QWidget] = []
        self._shown: object = None
        self._missed = MissedDoses()
        self.pass_on(self._missed)
        self._layout.addWidget(self._missed)
        note = Note()
        self._layout.addWidget(note)
        self.bind_section(note, "revisions")

    def show_state(self, state: State) -> None:
        super().show_state(state)
        self._missed.show_state(state)
        revisions = state.draft.revisions
        self._empty.setVisible(not revisions)
        if revisions == self._shown:
            return
        self._shown = revisions
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._line(i, revision) for i, revision in enumerate(revisions)]
        for place, whole in enumerate(self._rows):
            self._layout.insertWidget(place, whole)

    def _line(self, index: int, revision: Revision) -> QWidget:
        whole = QWidget()
        words = label(revision_in_words(revision))
        words.setWordWrap(True)
        remove = link(tr("remove"), tr("Take this change away."), partial(self._remove, index))
        remove.setAccessibleName(tr("Remove change {n}", n=index + 1))
        line = row(words, remove)
        line.setStretch(0, 1)
        column(whole, spacing=0).addLayout(line)
        return whole

    def _remove(self, index: int) -> None:
        self.edit(
            tr("remove a change on the way"),
            lambda d: replace(d, revisions=without(d.revisions, index)),
        )
