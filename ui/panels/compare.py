"""The same regimen at other paces, side by side with their curves; choosing one is one click.

Under way all of it speaks from today on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QSizePolicy, QWidget

from planner.amounts import Milligrams, written
from planner.case import Case
from planner.compare import Candidate, candidates
from planner.dates import listed
from planner.in_words import dispensed, duration, what_ends
from planner.plan import Custom
from ui.day_words import short_day
from ui.draft import replace
from ui.edit import State
from ui.fields import column, heading, label, link
from ui.finding_words import in_words
from ui.grid import GRID
from ui.language import tr
from ui.panels.panel import Panel
from ui.plan_texts import draft_of
from ui.theme import colours

TOP_LEFT = 0x0001 | 0x0020
"""Qt.AlignmentFlag.AlignLeft and AlignTop as a number, for a property."""

EXCHANGED = (
    "method", "target", "lowest_mg", "pace", "by", "by_every", "by_unit", "shape", "steps", "then",
    "rule", "revisions",
)  # fmt: skip
"""What of the form may differ between candidates: the taper, the sharing, a change on the way."""


class ComparePanel(Panel):
    """A column a candidate, the plan as it stands first. Nothing is called the best."""

    def __init__(self) -> None:
        super().__init__()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Compare"))
        column(self).addWidget(self._area)
        self.setFocusProxy(self._area)
        self._shown: object = None

    def show_state(self, state: State) -> None:
        super().show_state(state)
        self._area.setEnabled(state.worked_out)
        if state.case is None or not state.worked_out or state.case is self._shown:
            return
        self._shown = state.case
        compared = candidates(state.case)
        longest = max((_days_to_come(one.case) or 0 for one in compared), default=0)
        inner = QWidget()
        inner.setObjectName("view")
        lines = column(inner, spacing=2 * GRID, margin=2 * GRID)
        if len(compared) > 1:
            words = tr("Other ways down from the same doses. None is recommended.")
            lines.addWidget(label(words, "quiet"))
            lines.addLayout(self._table(compared, state, longest))
        else:
            lines.addWidget(
                label(tr("There is no other way down to lay beside this plan."), "quiet")
            )
        lines.addStretch(1)
        self._area.setWidget(inner)

    def _table(self, compared: Sequence[Candidate], state: State, longest: int) -> QGridLayout:
        """A row a fact, a column a candidate, the plan as it stands first."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnStretch(len(compared) + 1, 1)
        for line, (what, _) in enumerate(_facts(compared[0], state)):
            grid.addWidget(label(what, "quiet"), line + 2, 0)
        for place, one in enumerate(compared, 1):
            grid.setColumnMinimumWidth(place, 15 * GRID)
            name = heading(one.name[:1].upper() + one.name[1:])
            name.setWordWrap(True)
            grid.addWidget(name, 0, place)
            grid.addWidget(Curve(one.case, compared[0].case.today.daily_mg, longest), 1, place)
            facts = _facts(one, state)
            for line, (_, words) in enumerate(facts):
                value = label(words)
                value.setWordWrap(True)
                value.setProperty("alignment", TOP_LEFT)
                grid.addWidget(value, line + 2, place)
            grid.addWidget(self._take_link(one, state, first=place == 1), len(facts) + 2, place)
        return grid

    def _take_link(self, one: Candidate, state: State, first: bool) -> QWidget:
        if first:
            return label(tr("as it stands"), "quiet")
        take = link(
            tr("Use this one"),
            tr("Takes the place of the plan's pace; one undo brings it back."),
            lambda: self._choose(one, state),
        )
        take.setAccessibleName(tr("Use: {name}", name=one.name))
        return take

    def _choose(self, one: Candidate, state: State) -> None:
        texts = draft_of(one.plan, state.today)._asdict()
        chosen = {name: texts[name] for name in EXCHANGED}
        self.edit(tr("use “{name}”", name=one.name), lambda d: replace(d, **chosen))


class Curve(QWidget):
    """The daily dose from today on (or the start) as a stair, all candidates to the same scale."""

    def __init__(self, case: Case, highest: Milligrams, longest: int) -> None:
        super().__init__()
        self._case, self._highest = case, float(highest) or 1.0
        self._longest = max(longest, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Curve of the daily dose"))
        self.setToolTip(tr("The daily dose over time, all to the same scale."))

    def sizeHint(self) -> QSize:
        return QSize(14 * GRID, 10 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = colours(QApplication.palette())
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(1, 3, -1, -2)
        painter.setPen(QPen(c.rule, 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(QPen(c.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(self._points(room)))
        painter.end()

    def _points(self, room: QRectF) -> list[QPointF]:
        """Pixels, which may be floats: no dose is worked out from them."""
        case, begin = self._case, _first_day(self._case)
        points = [QPointF(room.left(), self._height(case.today.daily_mg, room))]
        for step in case.steps_shown:
            first = max((step.start - begin).days, 0)
            last = (step.end - begin).days + 1 if step.end else self._longest
            for day in (first, last):
                x = room.left() + min(day / self._longest, 1) * room.width()
                points.append(QPointF(x, self._height(step.daily_mg, room)))
        if case.schedule.stops_on:
            points.append(QPointF(points[-1].x(), room.bottom()))
        return points

    def _height(self, mg: Milligrams, room: QRectF) -> float:
        return room.bottom() - min(float(mg) / self._highest, 1) * room.height()


def _first_day(case: Case) -> date:
    return max(case.day, case.schedule.start)


def _days_to_come(case: Case) -> int | None:
    """The days from today (or the start) to the last dose; None where it stays for good."""
    stops = case.schedule.stops_on
    return max((stops - _first_day(case)).days, 0) if stops else None


def _facts(one: Candidate, state: State) -> list[tuple[str, str]]:
    stops = one.schedule.stops_on
    end = short_day(stops) if stops else tr("stays for good")
    medicine = what_ends(one.plan, state.medicine)
    cut = f"{written(one.largest_cut_mg)} mg, {written(one.largest_cut_percent)} %"
    tablets = ", ".join(dispensed(amount, state.medicine) for amount in one.supply.amounts)
    return [
        (tr("Pace"), one.pace),
        (tr("No {medicine} from", medicine=medicine), end),
        (tr("Still takes") if one.case.today.starts else tr("Takes"), _takes(one.case)),
        (tr("Reduced first"), _reduced_first(one)),
        (tr("Changes"), str(one.changes)),
        (tr("Largest cut"), cut),
        (tr("Dispensed"), tablets or tr("nothing")),
        (tr("Findings"), in_words(one.severities) or tr("none")),
    ]


def _takes(case: Case) -> str:
    days = _days_to_come(case)
    return tr("for good") if days is None else duration(days) or tr("no day")


def _reduced_first(one: Candidate) -> str:
    """ "Afternoon, then the others in turn": what tells plans with the same figures apart."""
    doses = tuple(dose.mg for dose in one.case.today.doses)
    lower = next((s for s in one.case.today.coming if any(map(_less, s.mg, doses))), None)
    if lower is None or not any(lower.mg):
        return tr("all at once") if one.schedule.stop else tr("none")
    names = [dose.name for dose, mg in zip(lower.doses, doses, strict=True) if dose.mg < mg]
    first = listed(names)
    if len(names) == len(doses) or isinstance(one.plan.taper, Custom):
        return first
    if one.plan.sharing.rule == "one-at-a-time":
        return tr("{names}, to nothing before the next", names=first)
    return tr("{names}, then the others in turn", names=first)


def _less(now: Milligrams, before: Milligrams) -> bool:
    return now < before
