"""Review and approval: all that is approved on one page, the reasons, the prescriber's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from planner.approval import ApprovalError, approve, unused_reasons
from planner.plan import Override
from planner.safety import SHORTEST_REASON, Finding
from ui.day_words import long_day
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import RICH_TEXT, column, heading, label, link, row, rule, set_part
from ui.finding_words import in_words, severity_word
from ui.following import reviewed, standing_of
from ui.grid import GRID
from ui.language import tr
from ui.panels.panel import Panel
from ui.problems_in_words import what_is_wrong
from ui.rule_names import in_readable_words, rule_words
from ui.what_is_approved import Part, after_findings, before_findings

PLAIN_TEXT = 0
SELECTABLE = 1


class ReviewPanel(Panel):
    """What is approved, who approves, and why in spite of what. Any edit ends an approval."""

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
        self._places = [QWidget() for _ in range(3)]
        for place in self._places:
            self._inner.addWidget(place)
        self._shown: list[object] = [None, None, None]
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
        self._proposed = ""
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
        self._why_not = Note()
        self._inner.addWidget(self._why_not)
        self._approve = QPushButton(tr("Approve"))
        self._approve.setProperty("part", "next")
        self._approve.setToolTip(tr("Your name under the plan: its pages no longer say DRAFT."))
        self._approve.clicked.connect(self._do_approve)
        self._withdraw = link(
            tr("Withdraw the approval"),
            tr("The plan is a draft again."),
            lambda: self.edit(tr("withdraw the approval"), lambda d: replace(d, approval=None)),
        )
        self._inner.addLayout(row(self._approve, self._withdraw, 1))

    def show_state(self, state: State) -> None:
        self._propose(state.draft.prescriber.name)
        found = reviewed(state)
        self._show_part(0, before_findings(state), _parts)
        idle = unused_reasons(state.plan, found) if state.plan is not None else ()
        key = [(one.rule, one.message, one.source) for one in found], idle
        if key != self._shown[1]:
            self._shown[1] = key
            self._put(1, self._findings(found, key[1]))
        self._show_part(2, after_findings(state), _parts)
        super().show_state(state)
        standing = standing_of(state)
        approved = standing is not None and standing.approved and state.current
        self._standing.setText(_standing_words(state))
        self._standing.setAccessibleName(self._standing.text())
        set_part(self._standing, "approved" if approved else "heading")
        self._withdraw.setVisible(approved)
        self._fit_button()

    def _propose(self, name: str) -> None:
        """The plan's prescriber as who approves, until another name was typed: that of a plan
        that was open before must not stand under this one.
        """
        if name != self._proposed:
            if self._by.text() == self._proposed:
                self._by.show_text(name)
                self._role.show_text("")
            self._proposed = name

    def _show_part(self, place: int, what: object, make: object) -> None:
        if what != self._shown[place]:
            self._shown[place] = what
            self._put(place, make(what))  # type: ignore[operator]

    def _put(self, place: int, widget: QWidget) -> None:
        """A widget in the place of the one that is there."""
        old = self._places[place]
        where = self._inner.indexOf(old)
        old.hide()
        old.deleteLater()
        self._places[place] = widget
        self._inner.insertWidget(where, widget)

    def _findings(self, found: tuple[Finding, ...], idle: tuple[Override, ...]) -> QWidget:
        """All findings, each with its source; the stops with a line for the reason."""
        self._bound.clear()
        whole = QWidget()
        parts = column(whole, spacing=GRID)
        parts.addWidget(heading(tr("Findings")))
        counted = {s: sum(one.severity == s for one in found) for s in ("stop", "warn", "note")}
        parts.addWidget(_words(in_words(counted), "quiet"))
        if counted["stop"]:
            parts.addWidget(
                _words(
                    tr("Each stop needs a reason, which is printed on the prescriber's sheet."),
                    "quiet",
                )
            )
        for finding in found:
            mark = severity_word(finding.severity)
            stop = finding.severity == "stop"
            words = f"{mark}  {finding.message}  [{finding.source}]"
            parts.addWidget(_words(words, "heading" if stop else ""))
            if stop:
                parts.addWidget(self._reason(finding))
        for override in idle:
            about = rule_words(override.rule)
            parts.addWidget(
                _words(
                    tr(
                        "Unused reason, for {what}, which is no longer found: {reason}",
                        what=about,
                        reason=override.reason,
                    ),
                    "quiet",
                )
            )
        return whole

    def _reason(self, finding: Finding) -> QWidget:
        whole, note = QWidget(), Note()
        tip = tr("At least {n} characters, in words.", n=SHORTEST_REASON)
        name = tr("Reason to approve in spite of {what}", what=rule_words(finding.rule))
        entry = Entry(name, tip)
        entry.setPlaceholderText(tr("Reason, at least {n} characters", n=SHORTEST_REASON))

        def get(draft: Draft) -> str:
            return next((o.reason for o in draft.overrides if o.rule == finding.rule), "")

        def put(draft: Draft, text: str) -> Draft:
            kept = tuple(o for o in draft.overrides if o.rule != finding.rule)
            given = (Override(rule=finding.rule, reason=text),) if text else ()
            return replace(draft, overrides=(*kept, *given))

        def hint(state: State) -> str:
            so_far = len(get(state.draft).strip())
            if so_far >= SHORTEST_REASON:
                return ""
            return tr("At least {n} characters; {m} so far.", n=SHORTEST_REASON, m=so_far)

        self.bind(entry, f"overrides.{finding.rule}", get, put, note, hint)
        parts = column(whole, spacing=4)
        parts.addWidget(entry)
        parts.addWidget(note)
        return whole

    def _fit_button(self) -> None:
        """The button says who approved, or what keeps it from being pressed stands above it."""
        state = self.state
        if state is None:
            return
        standing = standing_of(state)
        approved = standing is not None and standing.approved and state.current
        why_not = "" if approved else self._missing(state)
        self._why_not.say(why_not)
        self._approve.setEnabled(not approved and not why_not)
        words = tr("Approve")
        if approved and standing is not None and standing.at is not None:
            who = ", ".join(part for part in (standing.by, standing.role.strip()) if part)
            day = long_day(standing.at.date())
            words = tr("Approved by {who}, on {day}", who=who, day=day)
        self._approve.setText(words.replace("&", "&&"))
        self._approve.setAccessibleName(words)
        set_part(self._approve, "approved" if approved else "next")

    def _missing(self, state: State) -> str:
        """Why it can't be approved now, in one sentence; "" where it can."""
        if not state.current or state.plan is None:
            return what_is_wrong(state) or _standing_words(state)
        reasonless = [
            rule_words(one.rule)
            for one in reviewed(state)
            if one.severity == "stop" and not one.overridden
        ]
        if reasonless:
            return tr(
                "A reason of at least {n} characters is still needed for {what}.",
                n=SHORTEST_REASON,
                what="; ".join(reasonless),
            )
        if not self._by.text().strip():
            return tr("The name of the prescriber who approves is still needed.")
        return ""

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
            words = in_readable_words(str(error))
            self._why_not.say(f"{words[:1].upper()}{words[1:]}", wrong=True)
            return
        self.edit(
            tr("approval by {name}", name=self._by.text().strip()),
            lambda d: replace(d, overrides=approved.overrides, approval=approved.approval),
        )
        self._area.setFocus()  # not on Withdraw, which the next key would press


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
            lines.addWidget(_words(words))
    return whole


def _words(text: str, part: str = "") -> QLabel:
    words = label(text, part)
    words.setWordWrap(True)
    words.setProperty("textFormat", PLAIN_TEXT)
    return words


def _now(state: State) -> datetime:
    """This moment, on the day that the window goes by."""
    now = datetime.now().astimezone().replace(microsecond=0)
    return datetime.combine(state.today, now.timetz())


def _standing_words(state: State) -> str:
    standing = standing_of(state)
    if not state.current or standing is None:
        return tr("A plan can be approved when every field can be read.")
    return in_readable_words(standing.why)
