"""How a daily dose is shared over the dose times, and which dose is kept highest."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.draft import Draft, replace
from ui.edit import State
from ui.fields import choice, choose, column, label, link, row
from ui.folded import sharing_rules
from ui.language import tr
from ui.panels.panel import Panel


class SharingPanel(Panel):
    """The rule, and the order from the dose reduced last to the one reduced first."""

    def __init__(self) -> None:
        super().__init__()
        self._rule = choice(
            tr("Sharing"),
            tr(
                "Keeps the day's pattern: the doses stay to one another as they are now. Balanced: "
                "they become as alike as can be. One at a time: one dose is reduced to nothing "
                "before the next."
            ),
            sharing_rules(),
            lambda value: self.edit(tr("sharing"), lambda d: replace(d, rule=value)),
        )
        self._layout = column(self, spacing=4)
        self._layout.addLayout(row(label(tr("Share")), self._rule, 1))
        words = tr("Which dose is kept longest, and which is reduced first:")
        self._layout.addWidget(label(words, "quiet"))
        self._rows: list[QWidget] = []
        self._shown: object = None

    def show_state(self, state: State) -> None:
        super().show_state(state)
        choose(self._rule, state.draft.rule)
        names = [state.draft.regimen[i].name.strip() for i in state.draft.order]
        if names != self._shown:
            self._shown = names
            self._rebuild(names)

    def _rebuild(self, names: list[str]) -> None:
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = []
        for place, name in enumerate(names):
            whole = QWidget()
            line = column(whole, spacing=0)
            up = link(
                tr("keep longer"),
                tr("Reduce this dose later than it is now."),
                partial(self._raise, place),
            )
            up.setAccessibleName(tr("Keep {name} longer", name=name))
            up.setEnabled(place > 0)
            end = {0: tr("Kept longest"), len(names) - 1: tr("Reduced first")}
            where = label(end.get(place, "") if len(names) > 1 else "", "quiet")
            line.addLayout(row(label(f"{place + 1}  {name or '–'}"), where, 1, up))
            self._rows.append(whole)
            self._layout.addWidget(whole)

    def _raise(self, place: int) -> None:
        def change(draft: Draft) -> Draft:
            order = list(draft.order)
            order[place - 1], order[place] = order[place], order[place - 1]
            return replace(draft, keep_highest=tuple(order))

        self.edit(tr("dose kept highest"), change)
