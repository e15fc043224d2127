"""The footer of every page: for whom, which page of how many, and draft or approved by whom."""

from __future__ import annotations

from planner.handout import fonts
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.handout.wrapping import Line


class Footer:
    """Takes its height from the paper before anything is drawn; writes itself at the end."""

    def __init__(self, paper: Paper, given: Given) -> None:
        self._paper = paper
        self._given = given
        size = paper.measures.footer
        self._size, self._leading = size, size * 1.25
        room = fonts.width(self._page(8888, 8888), False, size) + 12
        standing = Run(self._standing(), bold=True)
        note = Run("" if given.words.checked else given.words.text("footer_unchecked"))
        together = paper.wrap((Run(f"{standing.text}. ", bold=True), note), paper.column, size)
        if not note.text:
            together = paper.wrap((standing,), paper.column, size)
        elif len(together) > 1:
            together = tuple(
                line for run in (standing, note) for line in paper.wrap((run,), paper.column, size)
            )
        patient = paper.wrap((Run(self._patient()),), paper.column - room, size)
        self._lines: list[Line] = [*patient, *together]
        paper.footer_height = len(self._lines) * self._leading + 4

    def operators(self, page: int, pages: int) -> list[str]:
        """The footer of one page, as operators of an artifact."""
        paper = self._paper
        top = paper.measures.bottom + paper.footer_height
        left, right = paper.left, paper.left + paper.column
        drawn = [f"0.5 w {left:.2f} {top:.2f} m {right:.2f} {top:.2f} l S"]
        baseline = top - self._leading
        for line in self._lines:
            x = left
            for run in line:
                drawn.append(
                    paper.setting.operators(run.text + " ", x, baseline, self._size, run.bold)
                )
                x += fonts.width(run.text, run.bold, self._size)
            baseline -= self._leading
        number = self._page(page, pages)
        x = right - fonts.width(number, False, self._size)
        drawn.append(paper.setting.operators(number, x, top - self._leading, self._size))
        return drawn

    def _page(self, page: int, pages: int) -> str:
        return self._given.words.text("footer.page", page=page, pages=pages)

    def _patient(self) -> str:
        patient, words = self._given.plan.patient, self._given.words
        birth = self._given.wording.birth(patient.birth_date) if patient.birth_date else ""
        if patient.name:
            key = "patient" if birth else "no_birth"
        else:
            key = "no_name" if birth else "no_patient"
        return words.text(f"footer.{key}", name=patient.name, birth=birth)

    def _standing(self) -> str:
        standing, words = self._given.standing, self._given.words
        if not standing.approved or standing.at is None:
            return words.text("footer.draft")
        day = self._given.wording.day(standing.at.date())
        key = "footer.approved" if standing.role else "footer.approved_no_role"
        return words.text(key, by=standing.by, role=standing.role, day=day)
