"""The views of the window: one row each in a table, imported and made when first shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ui.language import tr
from ui.results import View

if TYPE_CHECKING:
    from ui.handout_worker import Kind
    from ui.window import Window


def views_of(window: Window) -> list[View]:
    """The tabs, in their order."""
    return [
        View("schedule", tr("Schedule"), partial(_schedule, window)),
        View("calendar", tr("Calendar"), partial(_calendar, window)),
        View("chart", tr("Chart"), partial(_chart, window)),
        View("supply", tr("Supply"), partial(_supply, window)),
        View("handout", tr("Handout"), partial(_handout, window, "patient")),
        View("sheet", tr("Prescriber's sheet"), partial(_handout, window, "prescriber")),
        View("compare", tr("Compare"), partial(_compare, window)),
        View("review", tr("Review"), partial(_review, window)),
    ]


def _schedule(window: Window) -> Any:
    from ui.panels.schedule import SchedulePanel

    panel = SchedulePanel(window.try_edit)
    panel.refused.connect(lambda why: window.line.say(why, wrong=True))
    return panel


def _calendar(window: Window) -> Any:
    from ui.panels.calendar import CalendarPanel

    panel = CalendarPanel()
    panel.step_wanted.connect(window.go_to_step)
    return panel


def _chart(window: Window) -> Any:
    from ui.panels.chart import ChartPanel

    return ChartPanel(window.maker)


def _supply(window: Window) -> Any:
    from ui.panels.supply import SupplyPanel

    return SupplyPanel()


def _handout(window: Window, kind: Kind) -> Any:
    from ui.panels.handout import HandoutPanel

    panel = HandoutPanel(kind, window.maker, window.files.options)
    panel.options_changed.connect(window.use_options)
    return panel


def _compare(window: Window) -> Any:
    from ui.panels.compare import ComparePanel

    panel = ComparePanel()
    panel.edited.connect(window.plan.edit)
    return panel


def _review(window: Window) -> Any:
    from ui.panels.review import ReviewPanel

    panel = ReviewPanel()
    window.listen(panel)
    return panel
