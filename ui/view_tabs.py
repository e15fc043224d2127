"""The tabs of the views. Those for which a narrow window has no room are under "More", whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar, QTabWidget

from ui.fields import link
from ui.grid import GRID
from ui.language import tr


class ViewTabs(QTabWidget):
    """Tabs whose words are never cut: as many as fit, the one in front always among them."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = _Bar()
        self.setTabBar(self._bar)
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Views"))
        self._bar.setAccessibleName(tr("Views"))
        self.more: QPushButton = link(
            tr("More…"), tr("The other views, for which there is no room here."), self._show_more
        )
        self.more.setAccessibleName(tr("More views"))
        self.setCornerWidget(self.more, Qt.Corner.TopRightCorner)
        self.more.hide()
        self.currentChanged.connect(lambda place: self._fit())

    @property
    def hidden(self) -> list[int]:
        """The places of the views that are under "More"."""
        return [place for place in range(self.count()) if not self.isTabVisible(place)]

    def menu(self) -> QMenu:
        """The views that are not among the tabs."""
        menu = QMenu(self)
        for place in self.hidden:
            action = QAction(self.tabText(place), menu)
            action.triggered.connect(lambda checked=False, place=place: self.setCurrentIndex(place))
            menu.addAction(action)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """From the first on as many tabs as there is room for."""
        widths = [self._bar.tabSizeHint(place).width() for place in range(self.count())]
        if not widths:
            return
        all_fit = sum(widths) <= self.width()
        room = self.width() - (0 if all_fit else self.more.sizeHint().width() + GRID)
        shown, used = {self.currentIndex()}, widths[self.currentIndex()]
        for place, width in enumerate(widths):
            if place in shown:
                continue
            if used + width > room:
                break
            shown.add(place)
            used += width
        for place in range(len(widths)):
            if self.isTabVisible(place) != (place in shown):
                self.setTabVisible(place, place in shown)
        self.more.setVisible(not all_fit)

    def _show_more(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class _Bar(QTabBar):
    """A row of tabs that may be as narrow as the widest of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setExpanding(False)

    def minimumSizeHint(self) -> QSize:
        widest = max((self.tabSizeHint(place).width() for place in range(self.count())), default=0)
        return QSize(widest, super().minimumSizeHint().height())
