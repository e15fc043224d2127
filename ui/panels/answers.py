"""What there is to do about the findings before a plan can be approved, by what is to be done.

To fill in: a link to the field. To answer: a line for the reason. To consider: a box to tick, one
for all that come from a ticked risk. Each answer counts for its finding as it stands: where that
has changed since, the answer has lapsed, and is shown as such (plan-file.md 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from planner.plan import Considered, Override, Plan
from planner.safety import Finding, is_reason, lapsed
from ui.draft import Draft, replace
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, column, heading, link, plain, row
from ui.finding_words import field_of, severity_words, what_is_open, with_source
from ui.grid import GRID
from ui.language import tr
from ui.panels.panel import Panel
from ui.rule_names import rule_words

Answer = Considered | Override


class Answers(Panel):
    """All findings with their sources, and what answers them."""

    field_wanted = Signal(str)
    """The field that settles a finding that something is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, spacing=GRID)
        self._lines.addWidget(heading(tr("Findings")))
        self._counts = plain("", "quiet")
        self._lines.addWidget(self._counts)
        self._answers = QWidget()
        self._lines.addWidget(self._answers)
        self._boxes: list[tuple[QCheckBox, list[str]]] = []
        self._shown: object = None

    def show_state(self, state: State) -> None:
        found = state.findings
        self._counts.setText(what_is_open(found))
        over = _lapsed(state.plan, found)
        key = [(one.rule, one.of, one.message, one.source) for one in found]
        shown = key, over, state.approved, bool(state.draft.patient.name)
        if shown != self._shown:
            self._shown = shown
            self._show(state, found, over)
        weighed = {one.rule for one in found if one.considered}
        for box, rules in self._boxes:
            box.setChecked(weighed.issuperset(rules))
        super().show_state(state)

    def _show(self, state: State, found: tuple[Finding, ...], over: tuple[Answer, ...]) -> None:
        """Other findings than before: their rows are made anew."""
        self._bound.clear()
        self._boxes.clear()
        self._answers.hide()
        self._answers.deleteLater()
        self._answers = QWidget()
        self._answers.setEnabled(not state.approved)
        self._lines.addWidget(self._answers)
        rows = column(self._answers, spacing=GRID)
        for severity, words in severity_words().items():
            of_these = [one for one in found if one.severity == severity]
            if not of_these:
                continue
            title = heading(f"{words[:1].upper()}{words[1:]}")
            title.setContentsMargins(0, GRID, 0, 0)
            rows.addWidget(title)
            for widget in self._rows(state, of_these):
                rows.addWidget(widget)
        for answer in over:
            rows.addWidget(self._lapsed_row(answer))

    def _rows(self, state: State, found: list[Finding]) -> Iterable[QWidget]:
        """The rows of one severity; those of ticked risks together, under one box."""
        named = bool(state.draft.patient.name.strip())
        risks = [one for one in found if one.severity == "warn" and one.of_risk]
        for finding in found:
            if finding in risks:
                continue
            if finding.severity == "missing":
                yield self._to_fill_in(finding, named)
            elif finding.severity == "stop":
                yield self._to_answer(finding)
            elif finding.severity == "warn":
                yield self._to_consider([finding], tr("considered"), finding.rule)
            else:
                yield plain(with_source(finding))
        if risks:
            words = tr("considered, all that come from a ticked risk")
            yield self._to_consider(risks, words, "risks")

    def _to_fill_in(self, finding: Finding, named: bool) -> QWidget:
        fix = link(
            tr("Fill in"),
            tr("Goes to the field."),
            lambda: self.field_wanted.emit(field_of(finding, named)),
        )
        fix.setAccessibleName(tr("Fill in: {what}", what=rule_words(finding.rule)))
        whole = QWidget()
        line = row(plain(with_source(finding)), fix)
        line.setStretch(0, 1)
        whole.setLayout(line)
        return whole

    def _to_answer(self, finding: Finding) -> QWidget:
        whole, note = QWidget(), Note()
        tip = tr("Ten characters and two words at least; it is printed on the prescriber's sheet.")
        name = tr("Reason to approve in spite of {what}", what=rule_words(finding.rule))
        entry = Entry(name, tip)
        entry.setPlaceholderText(tr("Reason, ten characters and two words at least"))

        def get(draft: Draft) -> str:
            given = (one.reason for one in draft.overrides if _same(one, finding))
            return next(given, "")

        def put(draft: Draft, text: str) -> Draft:
            kept = tuple(one for one in draft.overrides if not _same(one, finding))
            given = Override(rule=finding.rule, of=finding.of, reason=text)
            return replace(draft, overrides=(*kept, given) if text else kept)

        def hint(state: State) -> str:
            text = get(state.draft)
            return "" if not text or is_reason(text) else tip

        self.bind(entry, f"overrides.{finding.rule}", get, put, note, hint)
        parts = column(whole, spacing=4)
        parts.addWidget(plain(with_source(finding), "heading"))
        parts.addWidget(entry)
        parts.addWidget(note)
        return whole

    def _to_consider(self, found: list[Finding], words: str, what: str) -> QWidget:
        """Warnings that are weighed with one tick."""
        whole = QWidget()
        parts = column(whole, spacing=4)
        for finding in found:
            parts.addWidget(plain(with_source(finding)))
            if finding.overridden:
                reason = tr("Reason given: {reason}", reason=finding.overridden)
                parts.addWidget(plain(reason, "quiet"))
        box = check(
            words,
            tr("Each warning is weighed by the one who approves; that is all that this says."),
            lambda on: self._consider(found, on),
        )
        about = tr("what comes from the ticked risks") if what == "risks" else rule_words(what)
        box.setAccessibleName(tr("Considered: {what}", what=about))
        self._boxes.append((box, [one.rule for one in found]))
        parts.addWidget(box)
        return whole

    def _consider(self, found: list[Finding], on: bool) -> None:
        names = [rule_words(one.rule) for one in found]
        what = names[0] if len(names) == 1 else tr("what comes from the ticked risks")

        def change(draft: Draft) -> Draft:
            kept = tuple(c for c in draft.considered if not any(_same(c, one) for one in found))
            given = tuple(Considered(rule=one.rule, of=one.of) for one in found) if on else ()
            return replace(draft, considered=(*kept, *given))

        name = tr("considered: {what}") if on else tr("not considered: {what}")
        self.edit(name.format(what=what), change)

    def _lapsed_row(self, answer: Answer) -> QWidget:
        about = rule_words(answer.rule)
        if isinstance(answer, Override):
            words = tr(
                "Lapsed, for what it answered has changed: the reason for {what}: {reason}",
                what=about,
                reason=answer.reason,
            )
        else:
            words = tr("Lapsed, for it has changed: {what} had been considered.", what=about)
        remove = link(
            tr("remove"), tr("It counts no more in any case."), partial(self._remove, answer)
        )
        remove.setAccessibleName(tr("Remove what lapsed: {what}", what=about))
        whole = QWidget()
        line = row(plain(words, "status"), remove)
        line.setStretch(0, 1)
        whole.setLayout(line)
        return whole

    def _remove(self, answer: Answer) -> None:
        self.edit(
            tr("remove what lapsed"),
            lambda d: replace(
                d,
                considered=tuple(one for one in d.considered if one != answer),
                overrides=tuple(one for one in d.overrides if one != answer),
            ),
        )


def _lapsed(plan: Plan | None, found: tuple[Finding, ...]) -> tuple[Answer, ...]:
    """What was considered, and reasons given, for findings that are no longer as they were."""
    if plan is None:
        return ()
    considered, overrides = lapsed(plan, found)
    return (*considered, *overrides)


def _same(answer: Answer, finding: Finding) -> bool:
    """The answer is to this finding, as it stands."""
    return (answer.rule, answer.of) == (finding.rule, finding.of)
