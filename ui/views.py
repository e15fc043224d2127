"""The views of the window: one row each in a table, imported and made when first shown.

What a view needs from around it is named in `Surroundings`; the window is that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ui.language import tr
from ui.results import View

if TYPE_CHECKING:
    from ui.edit import Edit
    from ui.handout_maker import HandoutMaker
    from ui.handout_worker import Kind
    from ui.open_plan import OpenPlan
    from ui.page_actions import PageActions
    from ui.page_options import PageOptions
    from ui.question import Line


class Surroundings(Protocol):
    """What the views are given, and whom they tell."""

    plan: OpenPlan
    line: Line
    pages: PageActions

    @property
    def maker(self) -> HandoutMaker: ...

    def try_edit(self, edit: Edit) -> str: ...

    def go_to_field(self, field: str) -> None: ...

    def go_to_step(self, number: int) -> None: ...

    def use_options(self, options: PageOptions) -> None: ...

    def listen(self, panel: Any) -> None: ...


def views_of(window: Surroundings) -> list[View]:
    """The tabs, in their order."""
    return [
        View("schedule", tr("Schedule"), partial(_schedule, window)),
        View("calendar", tr("Calendar"), partial(_calendar, window)),
        View("chart", tr("Chart"), partial(_chart, window)),
        View("supply", tr("Supply"), partial(_supply, window)),
        View("handout", tr("Handout"), partial(_handout, window, "patient", "pharmacy")),
        View("sheet", tr("Prescriber's sheet"), partial(_handout, window, "prescriber")),
        View("compare", tr("Compare"), partial(_compare, window)),
        View("review", tr("Review"), partial(_review, window)),
    ]


def _schedule(window: Surroundings) -> Any:
    from ui.panels.schedule import SchedulePanel

    panel = SchedulePanel(window.try_edit)
    panel.refused.connect(lambda why: window.line.say(why, wrong=True))
    window.plan.begun.connect(panel.begin)
    return panel


def _calendar(window: Surroundings) -> Any:
    from ui.panels.calendar import CalendarPanel

    panel = CalendarPanel()
    panel.step_wanted.connect(window.go_to_step)
    return panel


def _chart(window: Surroundings) -> Any:
    from ui.panels.chart import ChartPanel

    return ChartPanel(window.maker)


def _supply(window: Surroundings) -> Any:
    from ui.panels.supply import SupplyPanel

    return SupplyPanel()


def _handout(window: Surroundings, *kinds: Kind) -> Any:
    from ui.panels.handout import HandoutPanel

    panel = HandoutPanel(kinds, window.maker, window.pages.options)
    panel.options_changed.connect(window.use_options)
    window.pages.options_changed.connect(panel.show_options)
    panel.print_wanted.connect(window.pages.print)
    panel.export_wanted.connect(window.pages.export)
    return panel


def _compare(window: Surroundings) -> Any:
    from ui.panels.compare import ComparePanel

    panel = ComparePanel()
    panel.edited.connect(window.plan.edit)
    return panel


def _review(window: Surroundings) -> Any:
    from ui.panels.review import ReviewPanel

    panel = ReviewPanel()
    window.listen(panel)
    window.plan.begun.connect(panel.forget_who)
    panel.field_wanted.connect(window.go_to_field)
    return panel
