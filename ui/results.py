"""The right side of the window: what follows from the plan, each view made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.edit import State
from ui.fields import NO_FOCUS, column
from ui.grid import GRID
from ui.panels.empty import EmptyPanel
from ui.panels.summary import SummaryPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

    from ui.view_tabs import ViewTabs

VERTICAL = 2
"""Qt.Orientation.Vertical as a number."""
SOME_ROWS = 18 * GRID
"""Pixels that the panel below the views has at least, if it wants as many."""
NARROW = 30 * GRID
"""The width that a view has at least, in pixels."""


class View(NamedTuple):
    """A tab: its name, its words, and what makes its panel (anything with show_state)."""

    name: str
    words: str
    make: Callable[[], Any]


class Results(QFrame):
    """The summary, and the views as tabs. Only the view in front is kept up to date."""

    view_made = Signal(str, object)
    front_changed = Signal()
    """Another view is in front."""

    def __init__(self, views: list[View], open_example: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("results")
        self.views = views
        self._made: dict[int, Any] = {}
        self._fresh: set[int] = set()
        self._holders: list[QVBoxLayout] = []
        self._state: State | None = None
        self.summary = SummaryPanel()
        self.empty = EmptyPanel(open_example)
        self.below: QVBoxLayout = column(self, spacing=GRID)
        self.below.setContentsMargins(0, GRID, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        top.addWidget(self.summary)
        self.below.addLayout(top)
        self._stretched = QVBoxLayout()
        self._stretched.addWidget(self.empty)
        self.below.addLayout(self._stretched, 1)
        self.splitter: QSplitter | None = None

    def show_state(self, state: State) -> None:
        self._state = state
        self._fresh.clear()
        self.summary.show_state(state)
        has_plan = state.case is not None
        self.empty.setVisible(not has_plan)
        if has_plan or "tabs" in self.__dict__:
            self.tabs.setVisible(has_plan)
        if not has_plan:
            self.empty.show_state(state)
            return
        self._refresh()

    @cached_property
    def tabs(self) -> ViewTabs:
        """The views, made when there is first something to see."""
        from PySide6.QtWidgets import QSplitter

        from ui.view_tabs import ViewTabs

        tabs = ViewTabs()
        for view in self.views:
            holder = QWidget()
            holder.setObjectName("view")
            self._holders.append(column(holder))
            tabs.addTab(holder, view.words)
        tabs.currentChanged.connect(lambda place: self._refresh())
        tabs.currentChanged.connect(lambda place: self.front_changed.emit())
        self.splitter = QSplitter()
        self.splitter.setProperty("orientation", VERTICAL)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(tabs)
        self._stretched.addWidget(self.splitter)
        return tabs

    def add_below(self, panel: QWidget) -> None:
        """Put a panel below the views."""
        assert self.splitter is not None
        self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(0, 1)

    def fit_below(self, wanted: int) -> None:
        """Give the panel below as many pixels as it wants, up to half of the room, and never fewer
        than some rows need; the views have the rest."""
        assert self.splitter is not None
        whole = self.splitter.height()
        height = max(min(wanted, whole // 2), min(wanted, SOME_ROWS))
        if (panel := self.splitter.widget(1)) is not None:
            panel.setMinimumHeight(min(wanted, SOME_ROWS))
        self.splitter.setSizes([max(whole - height, 1), height])

    def show_view(self, name: str) -> Any:
        """Bring a view to the front, and have its panel."""
        place = next(i for i, view in enumerate(self.views) if view.name == name)
        self.tabs.setCurrentIndex(place)
        return self._panel(place)

    @property
    def front(self) -> str:
        """The name of the view in front."""
        return self.views[self.tabs.currentIndex()].name

    def show_first(self) -> None:
        """Bring the first view to the front, where there are views yet."""
        if "tabs" in self.__dict__:
            self.tabs.setCurrentIndex(0)

    def _refresh(self) -> None:
        place = self.tabs.currentIndex()
        if self._state is None or self._state.case is None or place in self._fresh:
            return
        self._fresh.add(place)
        self._panel(place).show_state(self._state)

    def _panel(self, place: int) -> Any:
        if place not in self._made:
            panel = self.views[place].make()
            self._made[place] = panel
            self._holders[place].addWidget(_scrolling(panel))
            self.view_made.emit(self.views[place].name, panel)
        return self._made[place]


def _scrolling(panel: QWidget) -> QWidget:
    """The panel; where it needs more width than a narrow window has, it scrolls sideways."""
    if panel.minimumSizeHint().width() <= NARROW:
        return panel
    from PySide6.QtWidgets import QScrollArea

    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("focusPolicy", NO_FOCUS)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(panel)
    panel.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
