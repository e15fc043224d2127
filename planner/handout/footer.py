"""The footer of every page: for whom, which plan and version of it, which page, and draft or
approved by whom."""

from __future__ import annotations

from collections.abc import Sequence

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
        begins, version = self._begins(), self._version()
        ways = [((begins, version), ()), ((version,), (begins,)), ((begins,), (version,)),
                ((), (begins, version))]  # fmt: skip
        laid_out = [(self._laid_out(beside, below), beside) for beside, below in ways]
        self._lines, self._beside_page = min(laid_out, key=lambda one: len(one[0]))
        paper.footer_height = len(self._lines) * self._leading + 4

    def _laid_out(self, beside: Sequence[str], below: Sequence[str]) -> list[Line]:
        """The lines, where these parts stand beside the number of the page and those below."""
        room = self._paper.column - GAP
        room -= self._width(self._with_page(beside, self._page(888, 888)))
        patient = self._paper.wrap((Run(self._patient()),), room, self._size)
        return [*patient, *self._below(below)]

    def _below(self, also: Sequence[str]) -> list[Line]:
        """Draft or approved, and what else there is to say: each on a line, or fewer lines if it
        all runs on."""
        words = self._given.words
        unchecked = words.text("footer_unchecked").removesuffix(".")
        parts = [*also, "" if words.checked else unchecked]
        said = [Run(self._standing(), bold=True), *(Run(part) for part in parts if part)]
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
        number = self._with_page(self._beside_page, self._page(page, pages))
        x = right - fonts.width(number, False, self._size)
        drawn.append(paper.setting.operators(number, x, top - self._leading, self._size))
        return drawn

    def _page(self, page: int, pages: int) -> str:
        return self._given.words.text("footer.page", page=page, pages=pages)

    def _with_page(self, beside: Sequence[str], page: str) -> str:
        return ". ".join([*beside, page])

    def _begins(self) -> str:
        day = self._given.wording.birth(self._given.begins)
        return self._given.words.text("footer.begins", day=day)

    def _version(self) -> str:
        """The plan's number and the first digits of its digest, by which two sheets are told
        apart (plan-file.md 5)."""
        one = self._given.judged.plan
        return self._given.words.text("footer.version", number=one.number, digest=short_digest(one))

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
