"""The left side of the window: the panels of the form, the usual ones open, the rest folded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import folded
from ui.draft import Draft
from ui.edit import State
from ui.entry import Entry
from ui.fields import NO_FOCUS, column, rule
from ui.fold import Fold
from ui.grid import GRID
from ui.language import tr
from ui.panels.panel import Panel
from ui.panels.regimen import RegimenPanel
from ui.panels.start import StartPanel
from ui.panels.tablets import TabletsPanel
from ui.panels.taper import TaperPanel

if TYPE_CHECKING:
    from planner.medicine import Medicine


class _Folded(NamedTuple):
    """A part that unfolds: its panel, what it says folded, the fields of the plan it holds."""

    title: str
    make: Callable[[], Panel]
    words: Callable[[Draft], str]
    fields: tuple[str, ...]


class Form(QScrollArea):
    """What the clinician enters. It shows a State, and passes on the panels' Edits."""

    edited = Signal(object)
    settled = Signal()
    undo_wanted = Signal(bool)
    unfolded = Signal()
    """A part was unfolded, or folded."""
    removed = Signal(str)
    """A dose time was taken away: its name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form-area")
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", NO_FOCUS)
        self.setAccessibleName(tr("Plan"))
        inner = QWidget()
        inner.setObjectName("form")
        self._column: QVBoxLayout = column(inner, spacing=GRID, margin=2 * GRID)
        self.regimen = RegimenPanel()
        self.tablets = TabletsPanel()
        self._panels: list[Panel] = [self.regimen, self.tablets, TaperPanel(), StartPanel()]
        self._folds: list[tuple[_Folded, Fold]] = []
        self._state: State | None = None
        self._stocked = False
        self.regimen.removed.connect(self.removed)
        for place, panel in enumerate(self._panels):
            if place:
                self._column.addWidget(rule())
            self._add(panel)
        self._column.addWidget(rule())
        for part in _folded_parts():
            self._add_fold(part)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_medicines(self, medicines: Mapping[str, Medicine]) -> None:
        """Offer the medicines and their products: the window's first picture goes without."""
        self._stocked = True
        self.regimen.show_medicines(medicines)

    def show_state(self, state: State) -> None:
        self._state = state
        for panel in self._panels:
            if panel is self.tablets and not self._stocked:
                self.tablets.show_halves(state)
            else:
                panel.show_state(state)
        for part, fold in self._folds:
            fold.summarise(part.words(state.draft))
            wrong = any(p.field.startswith(part.fields) for p in state.problems)
            if wrong and not fold.is_open:
                fold.unfold()

    def _add(self, panel: Panel) -> None:
        self._listen(panel)
        self._column.addWidget(panel)

    def _listen(self, panel: Panel) -> None:
        panel.edited.connect(self.edited)
        panel.settled.connect(self.settled)
        panel.entered.connect(self.go_on)
        panel.undo_wanted.connect(self.undo_wanted)

    def _add_fold(self, part: _Folded) -> None:
        def make() -> QWidget:
            panel = part.make()
            self._listen(panel)
            self._panels.append(panel)
            if self._state is not None:
                panel.show_state(self._state)
            return panel

        fold = Fold(part.title, make)
        fold.turned.connect(self.unfolded)
        self._folds.append((part, fold))
        self._column.addWidget(fold)

    @property
    def panels(self) -> list[Panel]:
        """The panels that are there now, folded ones not among them."""
        return [*self._panels, *(p for one in self._panels for p in one.findChildren(Panel))]

    def unfold(self, field: str) -> QWidget | None:
        """Unfold the part that holds a field of the plan. Its title; None: it is in no part."""
        for part, fold in self._folds:
            if field.startswith(part.fields):
                fold.unfold()
                return fold.button
        return None

    def fold_all(self) -> None:
        for _, fold in self._folds:
            fold.unfold(False)

    def go_on(self, entry: Entry) -> None:
        """Enter: on to the next thing to do; from the last entry, nowhere."""
        following = self.next_wanted(entry) or self._next_usual(entry)
        if following is not None:
            self.go_to(following)

    def go_to(self, entry: Entry) -> None:
        """Put the cursor there, what stands there chosen, to be typed over."""
        entry.setFocus()
        entry.selectAll()
        self.ensureWidgetVisible(entry)

    def next_wanted(self, entry: Entry | None) -> Entry | None:
        """The next entry that is wanted after this one, or else the first that is."""
        entries = self._entries()
        place = entries.index(entry) if entry in entries else -1
        following = [*entries[place + 1 :], *entries[: max(place, 0)]]
        return next((one for one in following if one.is_wanted), None)

    def _next_usual(self, entry: Entry) -> Entry | None:
        """The next entry below; who has typed doses isn't sent to the names of their times."""
        entries = self._entries()
        following = entries[entries.index(entry) + 1 :]
        aside = [] if entry in self.regimen.names_and_times else self.regimen.names_and_times
        return next((one for one in following if one not in aside), None)

    def _entries(self) -> list[Entry]:
        from ui.tab_order import widgets_in_order

        inside = [widget for widget in widgets_in_order(self) if isinstance(widget, Entry)]
        return [one for one in inside if one.isVisible()]


def _folded_parts() -> list[_Folded]:
    patient = tuple(
        f"patient.{name}"
        for name in ("name_latin", "taken_months", "risks", "spasm_limit", "reason", "notes")
    )
    dates = ("dates.pauses", "dates.holidays")
    rest = ("review", "at_home", "fill_days", "packs", "go_back", "reserve")
    return [
        _Folded(tr("Patient and risks"), _history, folded.history, patient),
        _Folded(tr("Prescriber and telephone"), _prescriber, folded.prescriber, ("prescriber",)),
        _Folded(tr("Pauses and holidays"), _pauses, folded.pauses, dates),
        _Folded(tr("Reviews and fills"), _reviews, folded.reviews, rest),
        _Folded(tr("Sharing over the day"), _sharing, folded.sharing, ("sharing",)),
        _Folded(tr("Changes on the way"), _revisions, folded.revisions, ("revisions",)),
    ]


# Each is imported when it is first unfolded.


def _history() -> Panel:
    from ui.panels.history import HistoryPanel

    return HistoryPanel()


def _prescriber() -> Panel:
    from ui.panels.prescriber import PrescriberPanel

    return PrescriberPanel()


def _pauses() -> Panel:
    from ui.panels.pauses import PausesPanel

    return PausesPanel()


def _reviews() -> Panel:
    from ui.panels.reviews import ReviewsPanel

    return ReviewsPanel()


def _revisions() -> Panel:
    from ui.panels.revisions import RevisionsPanel

    return RevisionsPanel()


def _sharing() -> Panel:
    from ui.panels.sharing import SharingPanel

    return SharingPanel()
