"""The same regimen at other paces, side by side with their curves; choosing one is one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QSizePolicy, QWidget

from planner.amounts import Milligrams, written
from planner.compare import Candidate, candidates
from planner.dates import listed
from planner.in_words import dispensed, duration
from planner.plan import Custom
from planner.schedule import Schedule
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
        if state.plan is None or not state.worked_out or state.plan is self._shown:
            return
        self._shown = state.plan
        compared = candidates(state.plan, state.medicine)
        longest = max((one.schedule.days or 0 for one in compared), default=0)
        inner = QWidget()
        inner.setObjectName("view")
        lines = column(inner, spacing=2 * GRID, margin=2 * GRID)
        words = tr("Other ways down from the same doses. None is recommended.")
        lines.addWidget(label(words, "quiet"))
        lines.addLayout(self._table(compared, state, longest))
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
            grid.addWidget(Curve(one.schedule, one.plan.daily_dose, longest), 1, place)
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
        chosen = draft_of(one.plan, state.today)
        self.edit(tr("use “{name}”", name=one.name), lambda d: replace(chosen, typed_on=d.typed_on))


class Curve(QWidget):
    """The daily dose over time as a stair, all candidates to the same scale."""

    def __init__(self, schedule: Schedule, highest: Milligrams, longest: int) -> None:
        super().__init__()
        self._schedule, self._highest = schedule, float(highest) or 1.0
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
        points = [QPointF(room.left(), room.top())]
        for step in self._schedule.steps:
            first = (step.start - self._schedule.start).days
            last = first + (step.days or self._longest - first)
            height = room.bottom() - float(step.daily_mg) / self._highest * room.height()
            for day in (first, last):
                x = room.left() + min(day / self._longest, 1) * room.width()
                points.append(QPointF(x, height))
        if self._schedule.stops_on and points:
            points.append(QPointF(points[-1].x(), room.bottom()))
        return points


def _facts(one: Candidate, state: State) -> list[tuple[str, str]]:
    stops = one.schedule.stops_on
    end = short_day(stops) if stops else tr("stays for good")
    medicine = state.medicine.name.lower()
    cut = f"{written(one.largest_cut_mg)} mg, {written(one.largest_cut_percent)} %"
    tablets = ", ".join(dispensed(amount, state.medicine) for amount in one.supply.amounts)
    return [
        (tr("Pace"), one.pace),
        (tr("No {medicine} from", medicine=medicine), end),
        (tr("Takes"), duration(one.schedule.days) or tr("for good")),
        (tr("Reduced first"), _reduced_first(one)),
        (tr("Changes"), str(one.changes)),
        (tr("Largest cut"), cut),
        (tr("Dispensed"), tablets or tr("nothing")),
        (tr("Findings"), in_words(one.severities)),
    ]


def _reduced_first(one: Candidate) -> str:
    """ "Afternoon, then the others in turn": what tells plans with the same figures apart."""
    doses = one.plan.doses
    lower = next((s for s in one.schedule.changes if any(map(_less, s.mg, doses))), None)
    if lower is None:
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
