"""The main window: what sits where, and who is told what. It keeps no state of its own."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QWidget,
)

from ui.commands import Commands
from ui.edit import Edit, State
from ui.entry import Entry, Note
from ui.fields import column
from ui.file_actions import FileActions
from ui.form import Form
from ui.grid import GRID
from ui.header import Header
from ui.header_buttons import HeaderButtons
from ui.language import tr
from ui.open_plan import OpenPlan
from ui.page_actions import PageActions
from ui.page_options import PageOptions
from ui.panels.patient import PatientPanel
from ui.question import Line
from ui.results import Results
from ui.settings import Settings
from ui.theme import colours, style_sheet
from ui.views import views_of
from ui.window_layout import WindowLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent

    from planner.medicine import Medicine
    from ui.autosave import Autosave
    from ui.handout_maker import HandoutMaker
    from ui.panels.findings import FindingsPanel

A_MINUTE = 60_000
"""In milliseconds: so long after midnight, or after the machine woke, the day has moved on."""


class Window(QMainWindow):
    """The one window. `folder`: where the unsaved form is kept."""

    def __init__(
        self,
        plan: OpenPlan,
        medicines: Mapping[str, Medicine],
        settings: Settings,
        folder: Path,
    ) -> None:
        super().__init__()
        self.plan = plan
        plan.setParent(self)
        self._settings = settings
        self._closing = self._keep_form = False
        self._medicines = medicines
        self._folder = folder
        self._maker: HandoutMaker | None = None
        self._findings: FindingsPanel | None = None
        self.line = Line()
        self.files = FileActions(plan, medicines, self.line, settings, self)
        self.pages = PageActions(plan, self.files, self.line, settings, lambda: self.maker, self)
        self.patient = PatientPanel()
        self.buttons = HeaderButtons()
        self.form = Form()
        self.results = Results(views_of(self), self.files.open_example)
        self.commands = Commands(self, plan, self.files, self.pages, self.results, self.show_view)
        self._lay_out()
        self._connect()
        self._layout = WindowLayout(self, self.splitter, settings)
        self._layout.restore()
        self._show_file()
        self.show_state(plan.state)
        self.dress()  # once all are there: a widget that moves in is dressed again
        self.form.regimen.first_dose.setFocus()

    # -- what sits where ------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.form)
        self.splitter.addWidget(self.results)
        self.splitter.setStretchFactor(1, 1)
        central = QWidget()
        whole = column(central, spacing=0)
        self.header = Header(self.patient, self.buttons, self.line)
        whole.addWidget(self.header)
        whole.addWidget(self.splitter, 1)
        self.setCentralWidget(central)
        place_of_menus = QWidget()  # so that nothing moves when they come, a moment later
        place_of_menus.setFixedHeight(self.fontMetrics().size(0, "0").height() + GRID // 2)
        self.setMenuWidget(place_of_menus)

    @cached_property
    def autosave(self) -> Autosave:
        """Made once the window stands (`complete`)."""
        from ui.autosave import Autosave

        return Autosave(self.plan, self._folder, self._say_not_kept)

    @property
    def maker(self) -> HandoutMaker:
        """Made when a drawn view is first shown."""
        if self._maker is None:
            from ui.handout_maker import HandoutMaker

            self._maker = HandoutMaker(self)
        return self._maker

    def complete(self) -> None:
        """What the first look at the window doesn't need: it is there a moment later."""
        gc.enable()
        from PySide6.QtWidgets import QMenuBar

        self.setMenuBar(QMenuBar())
        self._layout.fit_screen()
        self.commands.fill()
        self.form.show_medicines(self._medicines)
        self.show_state(self.plan.state)
        self._widen_form()
        self.form.unfolded.connect(self._widen_form)
        self.plan.file_changed.connect(self._widen_form)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.paletteChanged.connect(self._dress_again)
        self.autosave.keep()  # what was typed at the first picture
        self._follow_days()
        import planner.case
        import ui.panels.findings
        import ui.panels.schedule

        del planner, ui

    def _follow_days(self) -> None:
        """A window stays open over midnight, and while the machine sleeps."""
        from PySide6.QtCore import QTimer

        timer = QTimer(self, interval=A_MINUTE)
        timer.timeout.connect(self.plan.follow_day)
        timer.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.ActivationChange and self.isActiveWindow():
            self.plan.follow_day()

    def _widen_form(self) -> None:
        self._layout.widen_form(self.form)

    # -- who is told what -----------------------------------------------------------------

    def _connect(self) -> None:
        plan = self.plan
        for panel in (self.form, self.patient):
            self.listen(panel)
        self.buttons.undo_wanted.connect(self._undo)
        self.buttons.view_wanted.connect(self.show_view)
        self.buttons.print_wanted.connect(lambda: self.pages.print())
        self.buttons.sheets_wanted.connect(self._show_sheets)
        self.patient.entered.connect(self._go_on_from_patient)
        self.form.removed.connect(self._say_removed)
        self.files.begun.connect(self._begin)
        plan.changed.connect(self.show_state)
        plan.file_changed.connect(self._show_file)

    def listen(self, panel: Any) -> None:
        """Make the edits that a panel sends."""
        plan = self.plan
        panel.edited.connect(plan.edit)
        panel.settled.connect(plan.settle)
        panel.undo_wanted.connect(self._undo)

    def _undo(self, undo: bool) -> None:
        if undo:
            self.plan.undo()
        else:
            self.plan.redo()

    def try_edit(self, edit: Edit) -> str:
        """An edit from the schedule: made if a schedule follows ("" then), else why not."""
        self.plan.settle()
        was_custom = self.plan.state.draft.method == "custom"
        if why := self.plan.try_edit(edit):
            return why
        if self.plan.state.draft.method == "custom" and not was_custom:
            self.line.say_of_edit(
                tr("The doses are now written out step by step; the fields on the left show them."),
                self.plan.state.draft,
            )
        else:
            self.line.clear()
        return ""

    def _say_removed(self, name: str) -> None:
        undo = tr("Undo: {name}", name=self.plan.undo_name)
        self.line.say_of_edit(
            tr("{name} removed.", name=name), self.plan.state.draft, {undo: self.plan.undo}
        )

    def _say_not_kept(self, why: str) -> bool:
        """Said once, and never in place of what the line is asking or saying."""
        if self.line.text:
            return False
        words = tr("What is typed isn't kept between saves: {why}. Save it yourself.", why=why)
        self.line.say(words, wrong=True)
        return True

    def _begin(self) -> None:
        """A new plan stands as the first one did: all folded, the cursor at the first dose."""
        self.form.fold_all()
        self.results.show_first()
        self.form.go_to(self.form.regimen.first_dose)

    # -- the keys -------------------------------------------------------------------------

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab: after something was typed to the entry that is wanted next, as Enter; else to
        the next widget as they are laid out now.
        """
        from ui.tab_order import lay_tab_order

        at = self.focusWidget()
        if next and isinstance(at, Entry) and at.isModified():
            at.setModified(False)
            if self.patient.isAncestorOf(at) or self.form.isAncestorOf(at):
                wanted = self._wanted_after(at)
                if wanted is not None:
                    self.form.go_to(wanted)
                    return True
        lay_tab_order(self.centralWidget())
        return super().focusNextPrevChild(next)

    def _wanted_after(self, entry: Entry) -> Entry | None:
        """What Tab goes to: an entry left empty below, or after the patient's the first dose."""
        if self.form.isAncestorOf(entry):
            return self.form.next_wanted(entry)
        following = self.patient.after(entry)
        return self.form.regimen.first_dose if following is None else following

    def _go_on_from_patient(self, entry: Entry) -> None:
        self.form.go_to(self.patient.after(entry) or self.form.regimen.first_dose)

    # -- what is shown --------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Bring a view to the front, and the cursor with it, where there is something to see."""
        if self.plan.state.case is not None:
            self.results.show_view(name).setFocus()  # each view says by a proxy what takes it

    def _show_sheets(self) -> None:
        button = self.buttons.sheets
        menu = self.commands.menu_of("print", "export")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def go_to_step(self, number: int) -> None:
        self.results.show_view("schedule").choose(number)

    def go_to_field(self, field: str) -> None:
        """Bring the entry of a field of the plan into view, and the cursor with it; where it has
        none of its own, the title of its part."""
        title = self.form.unfold(field)
        QApplication.processEvents()
        found = (panel.place_of(field) for panel in [self.patient, *self.form.panels])
        if (place := next((one for one in found if one is not None), title)) is not None:
            place.setFocus()
            self.form.ensureWidgetVisible(place)

    def show_state(self, state: State) -> None:
        """Show everything that follows from an edit, at once."""
        self.line.keep_for(state.draft)
        self.patient.show_state(state)
        self.form.show_state(state)
        self.buttons.show_state(state)
        self.buttons.show_undo(self.plan.undo_name, self.plan.redo_name)
        self.header.show_state(state)
        self.results.show_state(state)
        if self.commands.actions:
            self.commands.show_state(state)
        self._show_findings(state)

    def _show_findings(self, state: State) -> None:
        if state.case is not None and self._findings is None:
            from ui.panels.findings import FindingsPanel

            self._findings = FindingsPanel()
            self._findings.step_wanted.connect(self.go_to_step)
            self._findings.field_wanted.connect(self.go_to_field)
            self._findings.height_wanted.connect(self.results.fit_below)
            self.results.add_below(self._findings)
            self.results.front_changed.connect(self._hide_what_is_said)
        if self._findings is not None:
            self._findings.show_state(state)
            self._hide_what_is_said()

    def _hide_what_is_said(self) -> None:
        """The review has all findings itself, each with its answer."""
        assert self._findings is not None
        has_case = self.plan.state.case is not None
        self._findings.setVisible(has_case and self.results.front != "review")

    def _show_file(self) -> None:
        path = self.plan.path
        origin = self.files.read_from
        name = tr("from {name}", name=origin.name) if origin else tr("New plan")
        name = path.name if path else name
        self.setWindowTitle(f"{name}[*] – " + tr("Taper planner"))
        self.setWindowModified(self.plan.dirty)

    def use_options(self, options: PageOptions) -> None:
        self._settings.page_options = options
        self.pages.options = options
        for panel in self.findChildren(QWidget):
            if hasattr(panel, "show_options"):
                panel.show_options(options)

    # -- the look -------------------------------------------------------------------------

    def dress(self) -> None:
        """Take the colours from the system's palette, light or dark."""
        letters = self.fontMetrics().height()
        self.setStyleSheet(style_sheet(colours(QApplication.palette()), letters))

    def _dress_again(self) -> None:
        self.dress()
        for note in self.findChildren(Note):
            note.dress()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.plan.dirty and not self._closing:
            event.ignore()
            self.files.before_closing(self._close_for_good, self._close_and_keep)
            return
        self._layout.keep()
        self._settings.country = self.plan.state.draft.country
        self.pages.finish()
        if self._keep_form:
            self.autosave.leave()
        else:
            self.autosave.let_go()
        if self._maker is not None:
            self._maker.stop()
        event.accept()

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()

    def _close_and_keep(self) -> None:
        self._keep_form = True
        self._close_for_good()
