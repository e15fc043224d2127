"""The very PDF that is printed, drawn off the typing path and shown page under page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.handout import languages
from planner.reading.amounts import Unread
from planner.reading.dates import dates_in_words, read_date, short_date
from ui.edit import State
from ui.entry import Entry, Note
from ui.fields import check, choice, choose, column, label, link, row
from ui.grid import GRID
from ui.handout_maker import HandoutMaker
from ui.handout_worker import Kind, Request, request
from ui.language import tr
from ui.page_options import PageOptions
from ui.page_view import PageView
from ui.pdf_pages import PdfPages
from ui.problems_in_words import sentence


class HandoutPanel(QWidget):
    """The pages for one reader, or for one of a few that can be chosen (`kinds`).

    Paper, language and size are the window's own options.
    """

    options_changed = Signal(object)
    print_wanted = Signal(str)
    """The kind of the pages that are shown."""
    export_wanted = Signal(str)

    def __init__(self, kinds: Sequence[Kind], maker: HandoutMaker, options: PageOptions) -> None:
        super().__init__()
        self._kind, self._maker, self._options = kinds[0], maker, options
        self._state: State | None = None
        self._pdf = b""
        self._wanted: Request | None = None
        self._answered: Request | None = None
        """The one whose pages are shown."""
        self._view = PageView()
        self._view.setAccessibleName(tr("Pages"))
        self._view.setAccessibleDescription(
            tr("The pages as they are printed. Ctrl and + or − show them larger or smaller.")
        )
        self._status = label("")
        self._status.setProperty("part", "quiet")
        self._status.setWordWrap(True)
        self._make_choices()
        self._reader = choice(
            tr("Pages for"), tr("Who reads these pages."),
            {kind: reader_words()[kind] for kind in kinds},
            lambda kind: self._choose_reader(cast(Kind, kind)),
        )  # fmt: skip
        print_ = link(
            tr("Print these…"),
            tr("Print the pages shown here."),
            lambda: self.print_wanted.emit(self._kind),
        )
        export = link(
            tr("Export PDF…"),
            tr("Save the pages shown here as a file."),
            lambda: self.export_wanted.emit(self._kind),
        )
        self._links = (print_, export)
        reader = [label(tr("For")), self._reader] if len(kinds) > 1 else []
        first = row(*reader, print_, export, 1, self._status)
        top = row(
            label(tr("Paper")),
            self._paper,
            label(tr("Language")),
            self._language,
            self._large,
            1,
        )
        self._boxes = self._make_until()
        self._boxes.setVisible(self._kind == "patient")
        first.setContentsMargins(GRID, GRID, GRID, 0)
        top.setContentsMargins(GRID, 0, GRID, 0)
        self.setFocusProxy(self._view)
        layout = column(self)
        layout.addLayout(first)
        layout.addLayout(top)
        layout.addWidget(self._boxes)
        layout.addWidget(self._view, 1)
        maker.drawn.connect(self._show_pdf)
        maker.failed.connect(self._failed)

    def _make_choices(self) -> None:
        self._paper = choice(
            tr("Paper"), tr("The size of the paper."), {"a4": tr("A4"), "letter": tr("Letter")},
            lambda value: self._choose(paper=value),
        )  # fmt: skip
        self._language = choice(
            tr("Language"), tr("The language of the patient's pages."),
            languages(), lambda value: self._choose(language=value),
        )  # fmt: skip
        self._large = check(
            tr("large print"), tr("18 point instead of 14."),
            lambda on: self._choose(large_print=on),
        )  # fmt: skip

    def _make_until(self) -> QWidget:
        """How far the boxes to tick go: a long plan's are not all on the first pages."""
        self.until = Entry(
            tr("Boxes up to"),
            tr(
                "The last day that has boxes to tick, like 30 june. Empty: 13 weeks, "
                "or all where the plan ends within 17."
            ),
            16,
        )
        self.until.editingFinished.connect(self._take_until)
        self._until_note = Note()
        whole = QWidget()
        layout = row(label(tr("Boxes to tick up to")), self.until, self._until_note)
        layout.addStretch(1)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        whole.setLayout(layout)
        return whole

    def _take_until(self) -> None:
        text, state = self.until.text(), self._state
        if state is None:
            return
        try:
            day = read_date(text, state.today, state.day_first).on if text.strip() else None
        except Unread as unread:
            self._until_note.say(sentence(unread.reason), wrong=True)
            return
        self._until_note.say("")
        self.until.show_text(short_date(day) if day else "")
        if day != self._options.until:
            self._choose(until=day)

    def show_state(self, state: State) -> None:
        self._state = state
        self.show_options(self._options)

    def show_options(self, options: PageOptions) -> None:
        if options.until != self._options.until:
            self.until.show_text(short_date(options.until) if options.until else "")
        self._options = options
        choose(self._paper, options.paper)
        choose(self._language, options.language)
        self._large.setChecked(options.large_print)
        state = self._state
        if state is not None and state.case is not None and state.current:
            self._wanted = request(self._kind, state.case, *options)
            if self._wanted != self._answered:
                self._status.setText(tr("being drawn …"))
                self._maker.ask(self._wanted)
        self._mark()

    def _mark(self) -> None:
        """Only what is shown goes out: not while other pages are still being drawn."""
        state = self._state
        shown = bool(self._pdf) and state is not None and state.current
        shown = shown and self._wanted == self._answered
        self._view.mark_outdated(not shown)
        for one in self._links:
            one.setEnabled(shown)

    def _choose_reader(self, kind: Kind) -> None:
        self._kind = kind
        self._forget_pages()
        self._boxes.setVisible(kind == "patient")
        self.show_options(self._options)

    def _forget_pages(self) -> None:
        self._pdf, self._answered = b"", None
        self._view.show_pages(None)

    def _choose(self, **changed: object) -> None:
        self.options_changed.emit(self._options._replace(**changed))  # type: ignore[arg-type]

    def _show_pdf(self, kind: str, pdf: bytes) -> None:
        if kind != self._kind:
            return
        if pdf != self._pdf:
            self._pdf = pdf
            self._view.show_pages(PdfPages(pdf))
        self._answered = self._wanted
        self._status.setText(pages_in_words(self.pages))
        self._mark()

    def _failed(self, kind: str, why: str) -> None:
        if kind == self._kind:
            self._forget_pages()
            words = dates_in_words(why.removeprefix("until: "))
            self._status.setText(tr("The page can't be drawn: {why}", why=words))
            self._mark()

    @property
    def pages(self) -> int:
        return self._view.count


def pages_in_words(count: int) -> str:
    return tr("1 page") if count == 1 else tr("{n} pages", n=count)


def reader_words() -> dict[Kind, str]:
    """Those for whom there are pages."""
    return {
        "patient": tr("the patient"),
        "prescriber": tr("the prescriber"),
        "pharmacy": tr("the pharmacy"),
    }
