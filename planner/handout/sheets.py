"""What belongs to whom: for every field of a plan, the sheets on which it may appear.

Sheets go to different people. What a prescriber writes for herself stands on her sheet alone; what
carers and the pharmacy get says what they need and nothing of the patient's risks and reasons. The
texts that people typed are taken out of the plan before a sheet is drawn on which they don't
belong (`letters`); a new field of the plan has to be put into this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Sheet = Literal["patient", "prescriber", "pharmacy"]
SHEETS: tuple[Sheet, ...] = ("patient", "prescriber", "pharmacy")

ALL = frozenset(SHEETS)
PATIENT: frozenset[Sheet] = frozenset({"patient"})
PRESCRIBER: frozenset[Sheet] = frozenset({"prescriber"})
PHARMACY: frozenset[Sheet] = frozenset({"pharmacy"})
NONE: frozenset[Sheet] = frozenset()

MAY_SHOW: Mapping[str, frozenset[Sheet]] = {
    "format": NONE,
    "version": NONE,
    "id": NONE,
    "patient.name": ALL,
    "patient.name_latin": ALL,
    "patient.identifier": ALL,
    "patient.birth_date": ALL,
    "patient.taken_months": PRESCRIBER,
    "patient.risks": PATIENT | PRESCRIBER,  # to the patient as advice: "You are pregnant: …"
    "patient.reason": PATIENT | PRESCRIBER,
    "patient.notes": PRESCRIBER,
    "patient.spasm_limit": PATIENT | PRESCRIBER,
    "prescriber.name": ALL,
    "prescriber.clinic": ALL,
    "prescriber.phone": ALL,
    "prescriber.hours": ALL,
    "prescriber.out_of_hours": PATIENT | PRESCRIBER,
    "prescriber.emergency": PATIENT | PRESCRIBER,
    "medicine": ALL,
    "country": NONE,
    "products": ALL,
    "halves": ALL,
    "regimen.name": ALL,
    "regimen.time": ALL,
    "regimen.mg": ALL,
    "regimen_confirmed": PRESCRIBER,
    "start": ALL,
    "hold_days": ALL,
    "taper.target_mg": ALL,
    "taper.lowest_mg": PRESCRIBER,
    "taper.pace.above_mg": PRESCRIBER,
    "taper.pace.cut_mg": PRESCRIBER,
    "taper.pace.cut_percent": PRESCRIBER,
    "taper.pace.cut_percent_of_start": PRESCRIBER,
    "taper.pace.every.days": PRESCRIBER,
    "taper.pace.every.weeks": PRESCRIBER,
    "taper.pace.every.months": PRESCRIBER,
    "taper.by": PRESCRIBER,
    "taper.every.days": PRESCRIBER,
    "taper.every.weeks": PRESCRIBER,
    "taper.every.months": PRESCRIBER,
    "taper.shape": PRESCRIBER,
    "taper.steps.mg": ALL,
    "taper.steps.every.days": ALL,
    "taper.steps.every.weeks": ALL,
    "taper.steps.every.months": ALL,
    "taper.then": ALL,
    "sharing.rule": PRESCRIBER,
    "sharing.keep_highest": ALL,
    "dates.change_on": PRESCRIBER,
    "dates.holidays": PRESCRIBER,
    "dates.pauses.from": PATIENT | PRESCRIBER,
    "dates.pauses.to": PATIENT | PRESCRIBER,
    "dates.pauses.reason": PATIENT | PRESCRIBER,
    "reviews.on": PATIENT | PRESCRIBER,
    "reviews.time": PATIENT | PRESCRIBER,
    "reviews.note": PATIENT | PRESCRIBER,
    "review_every.days": NONE,
    "review_every.weeks": NONE,
    "review_every.months": NONE,
    "at_home.product": ALL,
    "at_home.amount": ALL,
    "fill_days": ALL,
    "packs": ALL,
    "go_back_allowed": ALL,
    "reserve_days": ALL,
    "revisions.from": ALL,
    "revisions.kind": PATIENT | PRESCRIBER,
    "revisions.regimen": ALL,
    "revisions.hold_days": ALL,
    "revisions.taken": ALL,
    "revisions.reason": PATIENT | PRESCRIBER,
    "considered.rule": PRESCRIBER,
    "considered.of": NONE,
    "overrides.rule": PRESCRIBER,
    "overrides.of": NONE,
    "overrides.reason": PRESCRIBER,
    "supersedes.number": ALL,  # this version's is one more
    "supersedes.approval.by": NONE,
    "supersedes.approval.role": NONE,
    "supersedes.approval.at": NONE,
    "supersedes.approval.number": NONE,
    "supersedes.approval.digest": NONE,
    "supersedes.approval.schedule_digest": NONE,
    "supersedes.steps.start": NONE,
    "supersedes.steps.mg": NONE,
    "supersedes.stops_on": NONE,
    "supersedes.reviews": NONE,
    "approval.by": ALL,
    "approval.role": ALL,
    "approval.at": ALL,
    "approval.number": ALL,
    "approval.digest": NONE,  # the footers have that of the plan itself
    "approval.schedule_digest": NONE,
}
"""By the field's path in the plan file, without the places in lists; a revision's taper has the
fields of `taper`. A field may be told in other words, or by what follows from it."""

TYPED = frozenset(
    {
        "patient.name",
        "patient.name_latin",
        "patient.identifier",
        "patient.reason",
        "patient.notes",
        "prescriber.name",
        "prescriber.clinic",
        "prescriber.phone",
        "prescriber.hours",
        "prescriber.out_of_hours",
        "prescriber.emergency",
        "regimen.name",
        "sharing.keep_highest",
        "dates.pauses.reason",
        "reviews.note",
        "revisions.reason",
        "overrides.reason",
        "approval.by",
        "approval.role",
        "supersedes.approval.by",
        "supersedes.approval.role",
    }
)
"""The fields that hold people's own words; all others are the plan file's terms and figures. A
sheet on which one of these may appear shows it wherever it has a say."""


def may_show(path: str) -> frozenset[Sheet]:
    """The sheets for a field by its path; a revision's taper is like the plan's own."""
    if path.startswith("revisions.taper."):
        path = path.removeprefix("revisions.")
    return MAY_SHOW[path]
