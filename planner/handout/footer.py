"""The footer of every page: for whom, which plan and version of it, which page, and draft or
approved by whom."""

from __future__ import annotations

from functools import cached_property

from planner.documents import short_digest
from planner.handout import fonts
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.words import Run
from planner.handout.wrapping import Line

GAP = 12
"""At least so many points between the patient and the number of the page."""


class Footer:
    """Takes its height from the paper before anything is drawn; writes itself at the end."""

    def __init__(self, paper: Paper, given: Given) -> None:
        self._paper = paper
        self._given = given
        size = paper.measures.footer
        self._size, self._leading = size, size * 1.25
        beside_page = f"{self._begins}. {self._page(8888, 8888)}"
        self._dated = self._width(self._patient()) + self._width(beside_page) + GAP <= paper.column
        room = self._width(beside_page if self._dated else self._page(8888, 8888)) + GAP
        patient = paper.wrap((Run(self._patient()),), paper.column - room, size)
        together = self._below()
        self._lines: list[Line] = [*patient, *together]
        paper.footer_height = len(self._lines) * self._leading + 4

    def _below(self) -> list[Line]:
        """Draft or approved, and what else there is to say: each on a line, or fewer lines if it
        all runs on."""
        words = self._given.words
        parts = [
            Run(self._standing(), bold=True),
            Run("" if self._dated else self._begins),
            Run("" if words.checked else words.text("footer_unchecked").removesuffix(".")),
        ]
        said = [run for run in parts if run.text]
        if len(said) == 1:
            return list(self._paper.wrap(tuple(said), self._paper.column, self._size))
        running = tuple(Run(f"{run.text}. ", run.bold) for run in said)
        together = self._paper.wrap(running, self._paper.column, self._size)
        apart = [
            line
            for run in said
            for line in self._paper.wrap((run,), self._paper.column, self._size)
        ]
        return list(together) if len(together) < len(apart) else apart

    def _width(self, text: str) -> float:
        return fonts.width(text, False, self._size)

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
        if self._dated:
            number = f"{self._begins}. {number}"
        x = right - fonts.width(number, False, self._size)
        drawn.append(paper.setting.operators(number, x, top - self._leading, self._size))
        return drawn

    def _page(self, page: int, pages: int) -> str:
        return self._given.words.text("footer.page", page=page, pages=pages)

    @cached_property
    def _begins(self) -> str:
        """The day from which the pages hold, and the plan's version: its number, and the first
        digits of its digest, by which two sheets are told apart (contract.md 5)."""
        given = self._given
        day = given.wording.birth(given.begins)
        number, digest = given.judged.plan.number, short_digest(given.judged.plan)
        return given.words.text("footer.begins", day=day, number=number, digest=digest)

    def _patient(self) -> str:
        patient, words = self._given.plan.patient, self._given.words
        birth = self._given.wording.birth(patient.birth_date) if patient.birth_date else ""
        name = self._given.patient_name
        keys = ("patient", "no_birth") if name else ("no_name", "no_patient")
        key = keys[0] if birth else keys[1]
        return words.text(f"footer.{key}", name=name, birth=birth)

    def _standing(self) -> str:
        standing, words = self._given.standing, self._given.words
        if not standing.approved or standing.at is None:
            return words.text("footer.draft")
        day = self._given.wording.day(standing.at.date())
        key = "footer.approved" if standing.role else "footer.approved_no_role"
        return words.text(key, by=standing.by, role=standing.role, day=day)
