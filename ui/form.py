"""The left side of the window: the panels of the form, the usual ones open, the rest folded."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.draft import Draft
from ui.fields import Entry, Fold, column, rule
from ui.language import tr
from ui.open_plan import State
from ui.panels.history import HistoryPanel, history_in_words
from ui.panels.panel import Panel
from ui.panels.pauses import PausesPanel, pauses_in_words
from ui.panels.prescriber import PrescriberPanel, prescriber_in_words
from ui.panels.regimen import RegimenPanel
from ui.panels.reviews import ReviewsPanel, reviews_in_words
from ui.panels.sharing import SharingPanel, sharing_in_words
from ui.panels.start import StartPanel
from ui.panels.tablets import TabletsPanel
from ui.panels.taper import TaperPanel
from ui.tab_order import widgets_in_order
from ui.theme import GRID


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
    grown = Signal()
    """Entries came or went: the order of Tab is to be laid anew."""

    def __init__(self, medicines: dict[str, str], country: str) -> None:
        super().__init__()
        self.setObjectName("form-area")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Plan"))
        inner = QWidget()
        inner.setObjectName("form")
        self._column: QVBoxLayout = column(inner, spacing=GRID, margin=2 * GRID)
        self.regimen = RegimenPanel(medicines)
        self.tablets = TabletsPanel(country)
        self._panels: list[Panel] = [self.regimen, self.tablets, TaperPanel(), StartPanel()]
        self._folds: list[tuple[_Folded, Fold]] = []
        self._state: State | None = None
        for place, panel in enumerate(self._panels):
            if place:
                self._column.addWidget(rule())
            self._add(panel)
        self._column.addWidget(rule())
        for part in _folded_parts():
            self._add_fold(part)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_state(self, state: State) -> None:
        self._state = state
        for panel in self._panels:
            panel.show_state(state)
        for part, fold in self._folds:
            fold.summarise(part.words(state.draft))
            wrong = any(p.field.startswith(part.fields) for p in state.problems)
            if wrong and not fold.button.isChecked():
                fold.unfold()

    def _add(self, panel: Panel) -> None:
        panel.edited.connect(self.edited)
        panel.settled.connect(self.settled)
        panel.entered.connect(self.go_on)
        self._column.addWidget(panel)

    def _add_fold(self, part: _Folded) -> None:
        def make() -> QWidget:
            panel = part.make()
            panel.edited.connect(self.edited)
            panel.settled.connect(self.settled)
            panel.entered.connect(self.go_on)
            self._panels.append(panel)
            if self._state is not None:
                panel.show_state(self._state)
            return panel

        fold = Fold(part.title, make)
        fold.button.toggled.connect(lambda on: self.grown.emit())
        self._folds.append((part, fold))
        self._column.addWidget(fold)

    def unfold(self, field: str) -> None:
        """Unfold the part that holds a field of the plan."""
        for part, fold in self._folds:
            if field.startswith(part.fields):
                fold.unfold()

    def go_on(self, entry: Entry) -> None:
        """Enter: on to the next thing to do."""
        following = self.next_entry(entry)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
            following.selectAll()
            self.ensureWidgetVisible(following)

    def next_entry(self, entry: Entry) -> Entry | None:
        """The next entry that is wanted after this one, or else just the next."""
        inside = [widget for widget in widgets_in_order(self) if isinstance(widget, Entry)]
        visible = [one for one in inside if one.isVisible()]
        place = visible.index(entry)
        following = [*visible[place + 1 :], *visible[:place]]
        wanted = (one for one in following if one.is_wanted)
        return next(wanted, following[0] if following else None)


def _folded_parts() -> list[_Folded]:
    return [
        _Folded(
            tr("Patient and risks"),
            HistoryPanel,
            history_in_words,
            ("patient.taken_months", "patient.risks", "patient.reason", "patient.notes"),
        ),
        _Folded(
            tr("Prescriber and telephone"), PrescriberPanel, prescriber_in_words, ("prescriber",)
        ),
        _Folded(
            tr("Pauses and holidays"),
            PausesPanel,
            pauses_in_words,
            ("dates.pauses", "dates.holidays"),
        ),
        _Folded(
            tr("Reviews and fills"),
            ReviewsPanel,
            reviews_in_words,
            ("reviews", "fill_days", "go_back"),
        ),
        _Folded(tr("Sharing over the day"), SharingPanel, sharing_in_words, ("sharing",)),
    ]
