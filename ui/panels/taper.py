"""How the dose comes down: a pace, a day to finish by, or doses written out; and how far."""

from __future__ import annotations

from typing import NamedTuple, cast

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from planner.reading.amounts import split_cut, split_interval
from ui.draft import Draft, Method, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import choice, choose, column, heading, label, link, row, unit_choice
from ui.language import tr
from ui.panels.panel import Panel, replaced, without
from ui.remove_link import RemoveLink


class _Row(NamedTuple):
    """The widgets of one row of a pace; the first has no `above`."""

    above: Entry | None
    cut: Entry
    kind: QComboBox
    every: Entry
    unit: QComboBox
    note: Note
    whole: QWidget


class TaperPanel(Panel):
    """The reduction. Its fields are empty at first: the pace is the prescriber's to name."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        layout = column(self)
        self._method = choice(
            tr("Way of reducing"),
            tr("By a pace, to be finished by a day, or with every dose written out."),
            {
                "pace": tr("by a pace"),
                "finish-by": tr("to finish by a day"),
                "custom": tr("step by step"),
            },
            self._choose_method,
        )
        layout.addLayout(row(heading(tr("Reduce")), 1, self._method))
        self._pace = QWidget()
        self._pace_column = column(self._pace, spacing=4)
        self._slower = link(
            tr("+ slower below …"),
            tr("One more row: from a lower dose on, another cut or another interval."),
            self._add_row,
        )
        self._pace_column.addWidget(self._slower)
        layout.addWidget(self._pace)
        self._others: dict[str, Panel] = {}
        self._layout = layout
        self._target_line = self._make_target()
        layout.addWidget(self._target_line)
        self._lowest_line = self._make_lowest()
        layout.addWidget(self._lowest_line)
        self._note = Note()
        layout.addWidget(self._note)
        self.bind_section(self._note, "taper")
        self.mark_place("taper", self._method)

    def show_state(self, state: State) -> None:
        method = state.draft.method
        choose(self._method, method)
        self._fit_rows(len(state.draft.pace) if method == "pace" else 0)
        self._pace.setVisible(method == "pace")
        self._target_line.setVisible(method != "custom")
        self._lowest_line.setVisible(_asks_for_the_lowest(state.draft))
        if method != "pace":
            self._other(method).show_state(state)
        for name, panel in self._others.items():
            panel.setVisible(name == method)
        super().show_state(state)
        if method == "pace":
            for one, text in zip(self._rows, state.draft.pace, strict=True):
                choose(one.kind, text.kind)
                choose(one.unit, text.unit)

    def _other(self, method: Method) -> Panel:
        """The part of another way than a pace, made when it is first chosen."""
        if method not in self._others:
            from ui.panels.custom import CustomSteps
            from ui.panels.finish_by import FinishByPanel

            panel: Panel = CustomSteps() if method == "custom" else FinishByPanel()
            self.pass_on(panel)
            self._layout.insertWidget(2, panel)
            self._others[method] = panel
        return self._others[method]

    # -- a pace ---------------------------------------------------------------------------

    def _fit_rows(self, count: int) -> None:
        while len(self._rows) > count:
            last = self._rows.pop()
            for entry in (last.above, last.cut, last.every):
                if entry is not None:
                    self.unbind(entry)
            last.whole.hide()
            last.whole.deleteLater()
        while len(self._rows) < count:
            made = self._make_row(len(self._rows))
            self._rows.append(made)
            self._pace_column.insertWidget(len(self._rows) - 1, made.whole)

    def _make_row(self, index: int) -> _Row:
        def named(name: str) -> str:
            return tr("{name} of row {n}", name=name, n=index + 1) if index else name

        note = Note()
        cut = Entry(
            named(tr("Cut")),
            tr("How much less a day at each change: milligrams or a percentage."),
            5,
            right=True,
        )
        kind = choice(
            named(tr("Kind of cut")),
            tr("Milligrams, or a percentage of the dose at that time or of the dose at the start."),
            kinds_of_cut(),
            lambda value: self._edit_row(tr("kind of cut"), index, kind=value),
        )
        every = Entry(
            named(tr("Every")),
            tr("The time between two changes, like 1 week or 10 days."),
            4,
            right=True,
        )
        unit = unit_choice(
            named(tr("Unit of the interval")),
            lambda value: self._edit_row(tr("every so many {unit}", unit=value), index, unit=value),
        )
        above = self._make_above(index, note) if index else None
        self._bind_row(cut, index, "cut", note)
        self._bind_row(every, index, "every", note)
        whole = QWidget()
        parts = column(whole, spacing=4)
        if above is not None:
            remove = self._remove_link(index)
            parts.addLayout(row(label(tr("From")), above, label(tr("mg a day down")), 1, remove))
        parts.addLayout(row(label(tr("by")), cut, kind, label(tr("every")), every, unit, 1))
        parts.addWidget(note)
        return _Row(above, cut, kind, every, unit, note, whole)

    def _make_above(self, index: int, note: Note) -> Entry:
        above = Entry(
            tr("From this daily dose down, row {n}", n=index + 1),
            tr("The daily dose in mg from which this row holds."),
            5,
            right=True,
        )

        def get(draft: Draft) -> str:
            return draft.pace[index - 1].above if index <= len(draft.pace) else ""

        def put(draft: Draft, text: str) -> Draft:
            return replace(draft, pace=replaced(draft.pace, index - 1, above=text))

        self.bind(above, f"taper.pace[{index - 1}].above_mg", get, put, note)
        return above

    def _remove_link(self, index: int) -> QPushButton:
        name = tr("Remove row {n}", n=index + 1)
        return RemoveLink(name, tr("Take this row away."), lambda: self._remove_row(index))

    def _bind_row(self, entry: Entry, index: int, field: str, note: Note) -> None:
        def get(draft: Draft) -> str:
            return getattr(draft.pace[index], field) if index < len(draft.pace) else ""

        def put(draft: Draft, text: str) -> Draft:
            now = draft.pace[index]
            if field == "cut":
                kind = split_cut(text, now.kind)[1]
                return replace(draft, pace=replaced(draft.pace, index, cut=text, kind=kind))
            unit = split_interval(text, now.unit)[1]
            return replace(draft, pace=replaced(draft.pace, index, every=text, unit=unit))

        def unit(draft: Draft) -> str:
            return kinds_of_cut()[draft.pace[index].kind] if field == "cut" else ""

        self.bind(entry, f"taper.pace[{index}].{field}", get, put, note, unit=unit)

    def _edit_row(self, name: str, index: int, **fields: str) -> None:
        self.edit(name, lambda d: replace(d, pace=replaced(d.pace, index, **fields)))

    def _add_row(self) -> None:
        def change(draft: Draft) -> Draft:
            last = draft.pace[-1]
            rows = (*draft.pace[:-1], replace(last, above=""), replace(last, cut="", every=""))
            return replace(draft, pace=rows)

        self.edit(tr("slower below"), change)
        above = self._rows[-1].above
        if above is not None:
            above.setFocus()

    def _remove_row(self, index: int) -> None:
        def change(draft: Draft) -> Draft:
            rows = without(draft.pace, index)
            rows = replaced(rows, index - 1, above=draft.pace[index].above)
            return replace(draft, pace=rows)

        self.edit(tr("remove a row"), change)

    # -- how far --------------------------------------------------------------------------

    def _make_target(self) -> QWidget:
        whole, note = QWidget(), Note()
        target = Entry(
            tr("Down to"),
            tr("The daily dose in mg at which the reduction ends; 0: none."),
            5,
            right=True,
        )
        target.stepped.connect(self._step_target)
        self.bind(
            target, "taper.target_mg", lambda d: d.target,
            lambda d, text: replace(d, target=text), note, unit=lambda d: tr("mg"),
        )  # fmt: skip
        parts = column(whole, spacing=4)
        parts.addLayout(row(label(tr("Down to")), target, label(tr("mg a day")), 1))
        parts.addWidget(note)
        return whole

    def _make_lowest(self) -> QWidget:
        whole, note = QWidget(), Note()
        lowest = Entry(
            tr("Lowest dose before none"),
            tr(
                "The daily dose in mg from which a reduction in percent goes to none. Empty: the "
                "one usual for the medicine."
            ),
            5,
            right=True,
        )
        self.bind(
            lowest, "taper.lowest_mg", lambda d: d.lowest_mg,
            lambda d, text: replace(d, lowest_mg=text), note, unit=lambda d: tr("mg"),
        )  # fmt: skip
        parts = column(whole, spacing=4)
        parts.addLayout(row(label(tr("Lowest before none")), lowest, label(tr("mg a day")), 1))
        parts.addWidget(note)
        return whole

    def _step_target(self, way: int) -> None:
        assert self.state is not None
        from ui.makeable import stepped_dose

        text = stepped_dose(self.state, self.state.draft.target, way)
        if text is not None:
            self.edit(tr("down to {mg} mg", mg=text), lambda d: replace(d, target=text), "target")

    def _choose_method(self, chosen: str) -> None:
        state, method = self.state, cast(Method, chosen)
        assert state is not None

        from ui.custom_steps import held_days, steps_of

        def change(draft: Draft) -> Draft:
            if method == "custom" and not draft.steps:
                held = {"hold_days": days} if (days := held_days(state)) else {}
                return replace(draft, method=method, steps=steps_of(state), **held)
            return replace(draft, method=method)

        self.edit(tr("way of reducing"), change)


def _asks_for_the_lowest(draft: Draft) -> bool:
    """Only a line in percent needs a lowest dose; one that is given is always shown."""
    if draft.method == "custom":
        return False
    if draft.method == "pace":
        in_percent = any(row.kind == "cut_percent" for row in draft.pace)
    else:
        in_percent = draft.shape == "equal-percent"
    return in_percent or bool(draft.lowest_mg)


def kinds_of_cut() -> dict[str, str]:
    """The kinds of a cut, and what stands behind its number."""
    return {
        "cut_mg": tr("mg"),
        "cut_percent": tr("% of now"),
        "cut_percent_of_start": tr("% of start"),
    }
