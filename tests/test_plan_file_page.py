"""docs/plan-file.md: the plan that it works out has the digests that it names, worked out again
here with nothing but JSON and SHA-256; and it names every field of a plan."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import plan_digest, plan_document
from planner.plan import Approval, Patient, Plan, Prescriber, Revision
from planner.schedule_document import schedule_document
from planner.standing import schedule_digest, standing
from tests.planning import BACLOFEN, MEDICINES, Case, date, plan_from

PAGE = (Path(__file__).parents[1] / "docs" / "plan-file.md").read_text(encoding="utf-8")
WRITTEN = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
PLAN_DIGEST, SCHEDULE_DIGEST, APPROVED_DIGEST = re.findall(r"`(sha256:\w+|[A-Z_]+_DIGEST)`", PAGE)
SIGNED = {"by": "Dr A. Example", "role": "GP", "at": "2026-12-03T10:15:00+00:00", "number": 1}


def sha256(document: Any) -> str:
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def test_the_plan_that_is_worked_out_has_the_digests_that_are_named() -> None:
    plan = plan_from(WRITTEN, MEDICINES)
    case = Case(plan, BACLOFEN, date(2026, 12, 3))
    document = plan_document(plan)
    without = {field: value for field, value in document.items() if field != "approval"}
    assert PLAN_DIGEST == sha256(without) == plan_digest(plan)
    assert sha256({**without, "approval": SIGNED}) == APPROVED_DIGEST
    kept = ("start", "end", "doses")
    steps = [{name: step[name] for name in kept} for step in schedule_document(case)["steps"]]
    assert SCHEDULE_DIGEST == sha256(steps) == schedule_digest(case.schedule)


def test_an_approval_with_these_digests_counts() -> None:
    digests = {"digest": APPROVED_DIGEST, "schedule_digest": SCHEDULE_DIGEST}
    approval = msgspec.convert({**SIGNED, **digests}, Approval)
    plan = msgspec.structs.replace(plan_from(WRITTEN, MEDICINES), approval=approval)
    assert standing(plan, Case(plan, BACLOFEN, date(2026, 12, 3)).schedule).approved


def test_every_field_of_a_plan_is_named() -> None:
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", PAGE))))
    for part in (Plan, Patient, Prescriber, Revision, Approval):
        fields = {field.encode_name for field in msgspec.structs.fields(part)}
        assert fields <= named, fields - named
