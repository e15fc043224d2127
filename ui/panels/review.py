"""Review and approval: all that is approved on one page, what the rules say, who signs.

What is missing can only be filled in, a stop is answered with a reason, a warning is ticked as
considered (plan-file.md 1). Who approves types name and role: neither is ever filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from planner.approval import ApprovalError, approve
from planner.documents import plan_digest
from planner.standing import has_letters
from ui.day_words import long_day
from ui.draft import replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import RICH_TEXT, column, heading, label, link, plain, row, rule, set_part
from ui.finding_words import counted, in_words, open_findings
from ui.grid import GRID
from ui.language import tr
from ui.panels.answers import Answers
from ui.panels.panel import Panel
from ui.problems_in_words import what_is_wrong
from ui.rule_names import in_readable_words
from ui.what_is_approved import Part, after_findings, before_findings

SELECTABLE = 1


class ReviewPanel(Panel):
    """What is approved, what there is to answer, and who approves."""

    field_wanted = Signal(str)
    """The field that settles a finding."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        inner.setObjectName("view")
        self._inner = column(inner, margin=2 * GRID)
        self._standing = plain("", "heading")
        self._inner.addWidget(self._standing)
        self._inner.addWidget(rule())
        self._before, self._after = QWidget(), QWidget()
        self.answers = Answers()
        self.pass_on(self.answers)
        self.answers.field_wanted.connect(self.field_wanted)
        for part in (self._before, self.answers, self._after):
            self._inner.addWidget(part)
        self._shown: object = None
        self._inner.addWidget(rule())
        self._lay_out_approval()
        self._inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Review"))
        self._area.setWidget(inner)
        column(self).addWidget(self._area)
        self.setFocusProxy(self._area)

    def _lay_out_approval(self) -> None:
        self._by = Entry(tr("Approved by"), tr("The name of the prescriber who approves."))
        self._role = Entry(tr("Role"), tr("Like neurologist, or general practitioner."))
        grid = QGridLayout()
        for place, (name, entry) in enumerate(((tr("Name"), self._by), (tr("Role"), self._role))):
            entry.textEdited.connect(lambda text: self._fit_button())
            grid.addWidget(label(name, buddy=entry), place, 0)
            grid.addWidget(entry, place, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(1, 36 * GRID)
        self._inner.addWidget(heading(tr("Approve this plan and this schedule")))
        self._inner.addLayout(grid)
        self._refused = Note()
        self._inner.addWidget(self._refused)
        self._approve = QPushButton()
        self._approve.setToolTip(tr("Your name under the plan: its pages no longer say DRAFT."))
        self._approve.clicked.connect(self._do_approve)
        self._next_version = link(
            tr("Begin the next version"),
            tr("The plan is a draft again; what the patient has on paper stays known."),
            lambda: self.edit(tr("next version"), lambda d: replace(d, approval=None)),
        )
        self._inner.addLayout(row(self._approve, self._next_version, 1))

    def forget_who(self) -> None:
        """Another plan is open: who was about to sign the one before isn't meant for it."""
        for entry in (self._by, self._role):
            entry.show_text("")
        self._refused.say("")

    def show_state(self, state: State) -> None:
        super().show_state(state)
        self.answers.show_state(state)
        if state.case is not None and state.case is not self._shown:
            self._shown = state.case
            self._before = self._put(self._before, before_findings(state.case))
            self._after = self._put(self._after, after_findings(state.case))
            self._refused.say("")
        self._standing.setText(_standing_words(state))
        self._standing.setAccessibleName(self._standing.text())
        set_part(self._standing, "approved" if state.approved else "heading")
        self._next_version.setVisible(state.approved)
        if state.approved and state.plan is not None:
            words = tr("Begin version {n}", n=state.plan.number + 1)
            self._next_version.setText(words)
            self._next_version.setAccessibleName(words)
        for entry in (self._by, self._role):
            entry.setEnabled(not state.approved)
        self._fit_button()

    def _put(self, old: QWidget, parts: Iterable[Part]) -> QWidget:
        """These parts in the place of those that are there."""
        where = self._inner.indexOf(old)
        old.hide()
        old.deleteLater()
        new = _parts(parts)
        self._inner.insertWidget(where, new)
        return new

    def _fit_button(self) -> None:
        """The button says who approved, or what is still in the way of pressing it."""
        state = self.state
        if state is None:
            return
        words = self._in_the_way(state)
        free = not words and not state.approved
        words = tr("Still in the way: {what}", what=words) if words else tr("Approve")
        if state.approved:
            words = _approved_words(state)
        self._approve.setEnabled(free)
        self._approve.setText(words.replace("&", "&&"))
        self._approve.setAccessibleName(words)
        set_part(self._approve, "approved" if state.approved else "next")

    def _in_the_way(self, state: State) -> str:
        """What has to be done before it can be approved; "" where nothing is left."""
        if not state.current:
            return tr("a field that can't be read")
        open_ = in_words(counted(open_findings(state.findings)))
        who = "" if has_letters(self._by.text()) else tr("your name")
        role = "" if has_letters(self._role.text()) else tr("your role")
        return " · ".join(part for part in (open_, who, role) if part)

    def _do_approve(self) -> None:
        if self.state is None or self.state.plan is None:
            return
        reviewed = plan_digest(self.state.plan)  # what stood here, whatever settling brings
        self.settled.emit()
        state = self.state
        if state.case is None or not state.current:
            return
        try:
            approved = approve(
                state.case,
                by=self._by.text(),
                role=self._role.text(),
                at=_now(state),
                expect=reviewed,
            )
        except ApprovalError as error:
            words = in_readable_words(str(error))
            self._refused.say(f"{words[:1].upper()}{words[1:]}", wrong=True)
            return
        self.edit(
            tr("approval by {name}", name=self._by.text().strip()),
            lambda d: replace(d, id=approved.id, approval=approved.approval),
        )
        self.forget_who()  # the next version is signed anew
        self._area.setFocus()  # not on the link beside, which the next key would press


def _parts(parts: Iterable[Part]) -> QWidget:
    """Each part with its heading, its lines and its table."""
    whole = QWidget()
    lines = column(whole, spacing=4)
    for part in parts:
        title = heading(part.name)
        title.setContentsMargins(0, GRID, 0, 0)
        lines.addWidget(title)
        if part.table:
            table = label(part.table)
            table.setProperty("textFormat", RICH_TEXT)
            table.setProperty("textInteractionFlags", SELECTABLE)
            table.setAccessibleName(part.name)
            lines.addWidget(table)
        for words in part.lines:
            lines.addWidget(plain(words))
    return whole


def _now(state: State) -> datetime:
    """This moment, on the day that the window goes by."""
    now = datetime.now().astimezone().replace(microsecond=0)
    return datetime.combine(state.today, now.timetz())


def _approved_words(state: State) -> str:
    assert state.case is not None
    standing = state.case.standing
    assert standing.at is not None
    return tr(
        "Approved by {who}, {role}, on {day}",
        who=standing.by,
        role=standing.role,
        day=long_day(standing.at.date()),
    )


def _standing_words(state: State) -> str:
    if not state.current or state.case is None:
        return what_is_wrong(state) or tr("A plan can be approved when every field can be read.")
    return state.case.standing.why
