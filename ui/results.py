"""The right side of the window: what follows from the plan, each view made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from ui.edit import State
from ui.fields import column
from ui.grid import GRID
from ui.language import tr
from ui.panels.empty import EmptyPanel
from ui.panels.summary import SummaryPanel


class View(NamedTuple):
    """A tab: its name, and what makes the panel that it shows (anything with show_state)."""

    name: str
    make: Callable[[], Any]


class Results(QFrame):
    """The summary, and the views as tabs. Only the view in front is kept up to date."""

    view_made = Signal(str, object)

    def __init__(self, views: list[View], open_example: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("results")
        self._views = views
        self._made: dict[int, Any] = {}
        self._fresh: set[int] = set()
        self._holders: list[QVBoxLayout] = []
        self._state: State | None = None
        self.summary = SummaryPanel()
        self.empty = EmptyPanel(open_example)
        self.below: QVBoxLayout = column(self, spacing=GRID)
        self.below.setContentsMargins(0, 2 * GRID, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        top.addWidget(self.summary)
        self.below.addLayout(top)
        self._stretched = QVBoxLayout()
        self._stretched.addWidget(self.empty)
        self.below.addLayout(self._stretched, 1)

    def show_state(self, state: State) -> None:
        self._state = state
        self._fresh.clear()
        self.summary.show_state(state)
        has_plan = state.plan is not None
        self.empty.setVisible(not has_plan)
        if has_plan or "tabs" in self.__dict__:
            self.tabs.setVisible(has_plan)
        if not has_plan:
            self.empty.show_state(state)
            return
        self._refresh()

    @cached_property
    def tabs(self) -> QTabWidget:
        """The views, made when there is first something to see."""
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(tr("Views"))
        tabs.tabBar().setAccessibleName(tr("Views"))
        for view in self._views:
            holder = QWidget()
            holder.setObjectName("view")
            self._holders.append(column(holder))
            tabs.addTab(holder, view.name)
        tabs.currentChanged.connect(lambda place: self._refresh())
        self._stretched.addWidget(tabs)
        return tabs

    def show_view(self, name: str) -> Any:
        """Bring a view to the front, and have its panel."""
        place = next(i for i, view in enumerate(self._views) if view.name == name)
        self.tabs.setCurrentIndex(place)
        return self._panel(place)

    def _refresh(self) -> None:
        place = self.tabs.currentIndex()
        if self._state is None or self._state.plan is None or place in self._fresh:
            return
        self._fresh.add(place)
        self._panel(place).show_state(self._state)

    def _panel(self, place: int) -> Any:
        if place not in self._made:
            panel = self._views[place].make()
            self._made[place] = panel
            self._holders[place].addWidget(panel)
            self.view_made.emit(self._views[place].name, panel)
        return self._made[place]
