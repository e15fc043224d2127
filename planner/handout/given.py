"""What the pages are made of: a plan's course, what was found in it, and the words to say it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.case import Case
from planner.handout.course import Course
from planner.handout.wording import Wording
from planner.handout.words import Run, Words
from planner.plan import DoseTime, Revision
from planner.safety import Finding
from planner.schedule import Dose
from planner.standing import Standing


@dataclass(frozen=True)
class Given(Course):
    """A plan on a day with all that a page says about it."""

    judged: Case
    """The plan as it stands in its file: what was found, and whether its approval counts."""
    wording: Wording
    clock: int = 24
    """12 or 24: the hours in which times of day are written."""

    @property
    def findings(self) -> Sequence[Finding]:
        return self.judged.findings

    @property
    def standing(self) -> Standing:
        return self.judged.standing

    @property
    def words(self) -> Words:
        return self.wording.words

    @property
    def medicine_name(self) -> str:
        """The medicine within a sentence. With a pump it is what is taken by mouth: that there is
        none "from …" would be read of the pump too, which must never stop (docs/sources.md, 2)."""
        name = self.words.medicine(self.medicine.id, self.medicine.name)
        return self.words.text(f"pump.{self._by_mouth}", medicine=name) if self.has_pump else name

    @property
    def has_pump(self) -> bool:
        return "pump" in (self.judged.plan.patient.risks or ())

    @property
    def pump_goes_on(self) -> str:
        """That this plan leaves the pump alone; "" without one."""
        return self.said(f"pump.goes_on_{self._by_mouth}") if self.has_pump else ""

    @property
    def _by_mouth(self) -> str:
        """Whether all that is taken is tablets: "tablets", or "other"."""
        forms = {self.medicine.by_id[product].form for product in self.plan.products}
        return "tablets" if forms == {"tablet"} else "other"

    @property
    def patient_name(self) -> str:
        """The name, and in Latin letters too where it is in another script."""
        patient = self.plan.patient
        latin = patient.name_latin if patient.name_latin != patient.name else ""
        return f"{patient.name} ({latin})" if patient.name and latin else patient.name or latin

    def change_said(self, revision: Revision) -> str:
        """What a revision is, in the language's words, and the prescriber's reason; "" where
        neither is known. What was `taken` is said as that already."""
        has_kind = revision.kind and not revision.taken
        kind = self.words.text(f"kinds.{revision.kind}") if has_kind else ""
        parts = [part for part in (kind, revision.reason) if part]
        return self.words.text("lists.semicolon").join(parts)

    @property
    def dose_times(self) -> list[str]:
        """The headers of the dose times: "Morning 07:00"."""
        return [self.dose_time(one) for one in self.plan.regimen]

    @property
    def times(self) -> list[str]:
        """The dose times without their names: "07:00"."""
        return [self.time(one.time) for one in self.plan.regimen]

    def time(self, time: str) -> str:
        """A time of day as this page writes it."""
        return self.words.clock_time(time) if self.clock == 12 else time

    def dose_time(self, one: DoseTime | Dose) -> str:
        name, time = self.words.dose_name(one.name), self.time(one.time)
        if name.casefold() == time.casefold():  # "Midday" says when it is
            return name
        return self.words.text("first.column_dose", name=name, time=time)

    def spoken(self, name: str, /, **values: object) -> tuple[Run, ...]:
        """A text of the language's file, with the medicine's name at hand."""
        return self.words.runs(
            name,
            medicine=self.medicine_name,
            medicine_capital=self.medicine_name.capitalize(),
            **values,
        )

    def said(self, name: str, /, **values: object) -> str:
        return "".join(run.text for run in self.spoken(name, **values))
