"""On the prescriber's sheet, what people typed: her notes, and what the patient's page says of whom
to call, to be read before it is signed."""

from __future__ import annotations

from planner.handout.given import Given
from planner.handout.paper import Paper


def people(paper: Paper, given: Given) -> None:
    """The notes, which stand on no other sheet; why the dose comes down, and whom to call."""
    patient, one = given.plan.patient, given.plan.prescriber
    comma = given.words.text("lists.comma")
    told = {
        "notes": patient.notes,
        "reason": patient.reason,
        "agreed": comma.join(part for part in (one.name, one.clinic) if part),
        "day": comma.join(part for part in (one.phone, one.hours) if part),
        "night": one.out_of_hours,
        "emergency": one.emergency,
        "limit": "" if patient.spasm_limit is None else str(patient.spasm_limit),
    }
    known = [(key, text) for key, text in told.items() if text]
    if known:
        paper.heading(2, given.said("prescriber.people_title"), keep=3 * paper.measures.leading)
        paper.bullets(given.spoken(f"prescriber.people_{key}", told=text) for key, text in known)
