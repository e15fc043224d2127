"""Review and approval: what stands in the way, the reasons given, the prescriber's name."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from planner.approval import ApprovalError, approve
from planner.plan import Override
from planner.safety import SHORTEST_REASON, Finding, start_passed
from ui.draft import Draft
from ui.edit import State
from ui.fields import Entry, Note, column, heading, label, link, row, rule
from ui.following import findings_of, standing_of
from ui.grid import GRID
from ui.language import tr
from ui.panels.panel import Panel, replace


class ReviewPanel(Panel):
    """Who approves, and why in spite of what. An approval ends with the next edit."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        inner.setObjectName("view")
        self._inner = column(inner, margin=2 * GRID)
        self._standing = QLabel()
        self._standing.setWordWrap(True)
        self._standing.setProperty("part", "heading")
        self._inner.addWidget(self._standing)
        self._inner.addWidget(rule())
        self._stops = QWidget()
        self._inner.addWidget(self._stops)
        self._shown: object = None
        self._by = Entry(tr("Approved by"), tr("The name of the prescriber who approves."))
        self._role = Entry(tr("Role"), tr("Like neurologist, or general practitioner."))
        self._by.textEdited.connect(lambda text: self._fit_button())
        grid = QGridLayout()
        grid.addWidget(label(tr("Name"), buddy=self._by), 0, 0)
        grid.addWidget(self._by, 0, 1)
        grid.addWidget(label(tr("Role"), buddy=self._role), 1, 0)
        grid.addWidget(self._role, 1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(1, 36 * GRID)
        self._inner.addWidget(heading(tr("Approve this plan and this schedule")))
        self._inner.addLayout(grid)
        self._approve = QPushButton(tr("Approve"))
        self._approve.setProperty("part", "next")
        self._approve.setAccessibleName(tr("Approve"))
        self._approve.setToolTip(tr("Your name under the plan: its pages no longer say DRAFT."))
        self._approve.clicked.connect(self._do_approve)
        self._withdraw = link(
            tr("Withdraw the approval"),
            tr("The plan is a draft again."),
            lambda: self.edit(tr("withdraw the approval"), lambda d: replace(d, approval=None)),
        )
        self._inner.addLayout(row(self._approve, self._withdraw, 1))
        self._said = Note()
        self._inner.addWidget(self._said)
        self._inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Review"))
        area.setWidget(inner)
        column(self).addWidget(area)

    def show_state(self, state: State) -> None:
        if self.state is None:
            self._by.show_text(state.draft.prescriber.name)
        stops = self._blocking(state)
        if [one.rule for one in stops] != self._shown:
            self._shown = [one.rule for one in stops]
            self._rebuild(stops)
        super().show_state(state)
        standing = standing_of(state)
        approved = standing is not None and standing.approved and state.current
        self._standing.setText(_standing_words(state))
        self._standing.setAccessibleName(self._standing.text())
        self._withdraw.setVisible(approved)
        self._said.say("")
        self._fit_button()

    def _blocking(self, state: State) -> list[Finding]:
        """All findings of severity stop, with or without a reason."""
        found = [one for one in findings_of(state) if one.severity == "stop"]
        passed = start_passed(state.plan, state.today) if state.plan else None
        return [*found, passed] if passed else found

    def _rebuild(self, stops: list[Finding]) -> None:
        self._bound.clear()
        self._stops.hide()
        self._stops.deleteLater()
        self._stops = QWidget()
        self._inner.insertWidget(2, self._stops)
        parts = column(self._stops)
        words = (
            tr("Each of these needs a reason, which is printed on the prescriber's sheet.")
            if stops
            else tr("Nothing stands in the way of approval.")
        )
        parts.addWidget(label(words, "quiet"))
        for finding in stops:
            message = label(f"{finding.message}  [{finding.source}]")
            message.setWordWrap(True)
            parts.addWidget(message)
            parts.addWidget(self._reason(finding))

    def _reason(self, finding: Finding) -> QWidget:
        whole, note = QWidget(), Note()
        tip = tr("At least {n} characters, in words.", n=SHORTEST_REASON)
        entry = Entry(tr("Reason to approve in spite of {rule}", rule=finding.rule), tip)
        entry.setPlaceholderText(tr("Reason, at least {n} characters", n=SHORTEST_REASON))

        def get(draft: Draft) -> str:
            return next((o.reason for o in draft.overrides if o.rule == finding.rule), "")

        def put(draft: Draft, text: str) -> Draft:
            kept = tuple(o for o in draft.overrides if o.rule != finding.rule)
            given = (Override(rule=finding.rule, reason=text),) if text else ()
            return replace(draft, overrides=(*kept, *given))

        def hint(state: State) -> str:
            short = len(get(state.draft).strip()) < SHORTEST_REASON
            return tip if short and get(state.draft) else ""

        self.bind(entry, f"overrides.{finding.rule}", get, put, note, hint)
        parts = column(whole, spacing=4)
        parts.addWidget(entry)
        parts.addWidget(note)
        return whole

    def _fit_button(self) -> None:
        state = self.state
        ready = state is not None and state.current and bool(self._by.text().strip())
        self._approve.setEnabled(ready)

    def _do_approve(self) -> None:
        self.settled.emit()
        state = self.state
        if state is None or state.plan is None or state.schedule is None or not state.current:
            return
        try:
            approved = approve(
                state.plan,
                state.schedule,
                state.medicine,
                by=self._by.text(),
                role=self._role.text(),
                at=_now(state),
            )
        except ApprovalError as error:
            self._said.say(f"{str(error)[:1].upper()}{str(error)[1:]}", wrong=True)
            return
        self.edit(
            tr("approval by {name}", name=self._by.text().strip()),
            lambda d: replace(d, overrides=approved.overrides, approval=approved.approval),
        )


def _now(state: State) -> datetime:
    """This moment, on the day that the window goes by."""
    now = datetime.now().astimezone().replace(microsecond=0)
    return datetime.combine(state.today, now.timetz())


def _standing_words(state: State) -> str:
    standing = standing_of(state)
    if not state.current or standing is None:
        return tr("A plan can be approved when every field can be read.")
    return standing.why
