"""When the plan begins, and on which days of the week the doses may change."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from planner.reading.dates import date_hint
from planner.terms import WEEKDAYS, Weekday
from ui.day_words import weekday_name
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, column, heading, label, link, row
from ui.language import tr
from ui.panels.panel import Panel


class StartPanel(Panel):
    """The start, the days held before the first change, and the weekdays for changes."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(heading(tr("Start")))
        start_note, hold_note = Note(), Note()
        start = Entry(
            tr("Start"),
            tr("The first day of the plan, like 1 dec, next monday, in 2 weeks or 2026-12-01."),
            16,
        )
        self.bind(
            start, "start", lambda d: d.start, lambda d, text: replace(d, start=text), start_note,
            lambda state: date_hint(state.draft.start, state.draft.typed_on, state.day_first),
        )  # fmt: skip
        hold = Entry(
            tr("Days held before the first change"),
            tr("Days for which the doses stay as they are, from the start to the first change."),
            4,
            right=True,
        )
        self.bind(
            hold, "hold_days", lambda d: d.hold_days,
            lambda d, text: replace(d, hold_days=text), hold_note,
        )  # fmt: skip
        layout.addLayout(row(start, label(tr("hold")), hold, label(tr("days first")), 1))
        layout.addWidget(start_note)
        layout.addWidget(hold_note)
        self._boxes: dict[Weekday, QCheckBox] = {}
        days = row(label(tr("Change on")), spacing=4)
        for weekday, code in enumerate(WEEKDAYS):
            full = weekday_name(weekday)
            tip = tr("Doses may change on a {day}.", day=full)
            self._boxes[code] = check(full[:2], tip, self._weekday_clicked)
            self._boxes[code].setAccessibleName(tr("Changes on {day}", day=full))
            days.addWidget(self._boxes[code])
        days.addStretch(1)
        layout.addLayout(days)
        self._always = link(
            "",
            tr(
                "Doses change on this weekday alone, so that a pause doesn't move "
                "every later change."
            ),
            self._always_clicked,
        )
        self._any = link(
            tr("On any day"),
            tr("Doses may change on every day of the week."),
            lambda: self._change_on(WEEKDAYS),
        )
        layout.addLayout(row(self._always, self._any, 1))
        note = Note()
        layout.addWidget(note)
        self.bind_section(note, "dates.change_on")

    def show_state(self, state: State) -> None:
        super().show_state(state)
        chosen = state.draft.change_on
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)
        code = self._usual_day(state)
        name = weekday_name(WEEKDAYS.index(code))
        self._always.setText(tr("Always on {day}s", day=name))
        self._always.setAccessibleName(tr("Always on {day}s", day=name))
        self._always.setEnabled(chosen != (code,))
        self._any.setEnabled(chosen != WEEKDAYS)

    def _usual_day(self, state: State) -> Weekday:
        """The weekday of the start, once it is known."""
        if state.current and state.plan is not None:
            return WEEKDAYS[state.plan.start.weekday()]
        return WEEKDAYS[0]

    def _always_clicked(self) -> None:
        assert self.state is not None
        self._change_on((self._usual_day(self.state),))

    def _weekday_clicked(self, on: bool) -> None:
        self._change_on(tuple(code for code, box in self._boxes.items() if box.isChecked()))

    def _change_on(self, days: tuple[Weekday, ...]) -> None:
        def change(draft: Draft) -> Draft:
            return replace(draft, change_on=days)

        self.edit(tr("weekdays of changes"), change)
