"""Approval: what stands in its way, what undoes it, and what the next version remembers of it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.approval import (
    ApprovalError,
    approve,
    next_version,
    superseded,
    with_considered,
    with_reasons,
)
from planner.case import Case
from planner.documents import approved_digest, plan_digest, read_plan, write_plan
from planner.plan import Plan
from planner.safety import lapsed
from planner.standing import Standing, has_letters, schedule_digest
from tests.planning import BACLOFEN, MEDICINES, case, pace

AT = datetime(2026, 12, 3, 10, 15, tzinfo=UTC)
ON = "2026-12-03"
ADMITTED = "admitted to hospital"
COMPLETE: dict[str, Any] = {
    "patient": {"name": "Jane Example", "birth_date": "1970-02-03", "risks": []},
    "prescriber": {"phone": "555 0100", "out_of_hours": "555 0101", "emergency": "911"},
    "regimen_confirmed": "2026-12-01",
    "review_every": {"weeks": 4},
}


def complete(on: str = ON, **fields: Any) -> Case:
    """The textbook case, in which nothing is found, with these fields changed."""
    return case(on=on, **{**COMPLETE, **fields})


def approved(case: Case, **options: Any) -> Case:
    plan = approve(case, by="Dr A. Example", role="GP", at=AT, **options)
    return seen(plan, case)


def seen(plan: Plan, case: Case) -> Case:
    return Case(plan, case.medicine, case.day)


def test_a_new_plan_is_a_draft() -> None:
    assert complete().standing == Standing(
        False, "", "", None, "This is a draft: nobody has approved it yet."
    )


def test_an_approved_plan_says_by_whom_and_when_and_which_version_it_is() -> None:
    one = approved(complete())
    assert one.standing == Standing(
        approved=True,
        by="Dr A. Example",
        role="GP",
        at=AT,
        why="Approved by Dr A. Example, GP, on Thursday 3 December 2026.",
    )
    assert one.plan.approval is not None
    assert one.plan.approval.number == 1
    assert one.plan.id


def test_an_approval_survives_the_plan_file() -> None:
    one = approved(complete())
    assert seen(read_plan(write_plan(one.plan), MEDICINES), one).standing.approved


EDITS: dict[str, Any] = {
    "the name": lambda plan: replace(plan, patient=replace(plan.patient, name="Jane Exmaple")),
    "the start": lambda plan: replace(plan, start=plan.start.replace(day=14)),
    "a note": lambda plan: replace(plan, patient=replace(plan.patient, notes="tall")),
    "a review": lambda plan: replace(plan, review_every=None),
    "a number": lambda plan: replace(plan, prescriber=replace(plan.prescriber, phone="1")),
    "the approver's name": lambda plan: replace(plan, approval=replace(plan.approval, by="Dr B")),
    "the approver's role": lambda plan: replace(plan, approval=replace(plan.approval, role="RN")),
    "the time": lambda plan: replace(plan, approval=replace(plan.approval, at=AT.replace(day=4))),
    "the version": lambda plan: replace(plan, approval=replace(plan.approval, number=2)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_any_edit_makes_a_draft_and_undoing_it_restores_the_approval(edit: Any) -> None:
    one = approved(complete())
    after = seen(edit(one.plan), one).standing
    assert not after.approved
    assert after.why.startswith("This is a draft: the plan was changed since Dr ")
    assert one.standing.approved


def test_an_approval_of_an_earlier_edition_counts_no_more_and_says_so() -> None:
    """It signed the plan alone, not who approved it."""
    one = approved(complete())
    assert one.plan.approval is not None
    earlier = replace(one.plan.approval, digest=plan_digest(one.plan))
    after = seen(replace(one.plan, approval=earlier), one).standing
    assert not after.approved
    assert "an earlier edition" in after.why


def test_the_digest_of_an_approval_is_of_the_plan_with_who_approved_it() -> None:
    plan = approved(complete()).plan
    assert plan.approval is not None
    document = json.loads(write_plan(plan))
    signed = {name: document["approval"][name] for name in ("by", "role", "at", "number")}
    canonical = json.dumps(
        {**document, "approval": signed}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert plan.approval.digest == f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
    assert plan.approval.digest == approved_digest(plan, plan.approval)
    assert plan.approval.schedule_digest == schedule_digest(seen(plan, complete()).schedule)


def test_other_doses_from_changed_medicine_data_make_a_draft() -> None:
    """The medicine's data now say that the 10 mg tablet has no score line."""
    one = approved(complete())
    products = tuple(msgspec.structs.replace(p, scored=False) for p in BACLOFEN.products)
    unscored = msgspec.structs.replace(BACLOFEN, products=products)
    after = Case(one.plan, unscored, one.day).standing
    assert not after.approved
    assert after.why == (
        "This is a draft: the schedule that this version of the program works out differs from "
        "the one that Dr A. Example approved."
    )


NAMELESS = ["", "   ", "\u200b\u200d", "\u3164", "- . /", "123", "\u2800", "\u0301"]


@pytest.mark.parametrize("name", NAMELESS)
def test_a_name_and_a_role_must_show_letters(name: str) -> None:
    assert not has_letters(name)
    with pytest.raises(ApprovalError, match="expected the name of the prescriber"):
        approve(complete(), by=name, role="GP", at=AT)
    with pytest.raises(ApprovalError, match="expected the role of the prescriber"):
        approve(complete(), by="Dr A", role=name, at=AT)


@pytest.mark.parametrize("name", ["Dr A.", "王", "Ñ", "د", "Dr \u200bB"])
def test_a_name_in_any_script_shows_letters(name: str) -> None:
    assert has_letters(name)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"patient": {**COMPLETE["patient"], "name": ""}}, "no-identity"),
        ({"patient": {**COMPLETE["patient"], "risks": None}}, "risks-not-asked"),
        ({"prescriber": {**COMPLETE["prescriber"], "phone": ""}}, "no-contact"),
        ({"regimen_confirmed": None}, "unconfirmed"),
    ],
)
def test_what_is_missing_can_only_be_filled_in(fields: dict[str, Any], rule: str) -> None:
    with pytest.raises(ApprovalError, match=f"^to fill in: {rule}: "):
        approved(complete(**fields))
    with pytest.raises(ApprovalError, match=f"override {rule}: expected it to be filled in"):
        approved(complete(**fields), overrides={rule: ADMITTED})


def test_a_stop_needs_a_reason_and_all_that_need_one_are_named() -> None:
    at_once = complete(taper=pace("60"))
    with pytest.raises(ApprovalError, match="to answer with a reason: abrupt-stop"):
        approved(at_once)
    with pytest.raises(ApprovalError, match="expected a reason of at least ten characters and two"):
        approved(at_once, overrides={"abrupt-stop": "because"})


def test_reasons_let_it_pass_and_are_kept_with_what_they_are_for() -> None:
    one = approved(complete(taper=pace("60")), overrides={"abrupt-stop": ADMITTED})
    assert one.standing.approved
    finding = next(found for found in one.findings if found.rule == "abrupt-stop")
    assert finding.overridden == ADMITTED
    kept = one.plan.overrides[0]
    assert (kept.rule, kept.of, kept.reason) == ("abrupt-stop", finding.of, ADMITTED)


def seizures(**fields: Any) -> Case:
    risks = {**COMPLETE["patient"], "risks": ["seizures", "psychiatric"]}
    return complete(**{"patient": risks, **fields})


def test_a_warning_is_considered_and_those_of_ticked_risks_with_one_tick() -> None:
    with pytest.raises(ApprovalError, match="to consider: "):
        approved(seizures())
    with pytest.raises(ApprovalError, match="to consider: psychiatric"):
        approved(seizures(), considered=["seizures"])
    assert approved(seizures(), considered=["seizures", "psychiatric"]).standing.approved
    assert approved(seizures(), considered=["risks"]).standing.approved


def test_only_a_warning_of_this_plan_can_be_considered() -> None:
    with pytest.raises(ApprovalError, match="considered big-cut: expected the rule of a warning"):
        approved(complete(), considered=["big-cut"])
    with pytest.raises(ApprovalError, match="considered abrupt-stop: expected the rule of a warn"):
        approved(complete(taper=pace("60")), considered=["abrupt-stop"])


def test_a_consideration_and_a_reason_lapse_when_their_finding_changes() -> None:
    cut = with_considered(complete(taper=pace("20", weeks=3)), ["big-cut"])
    assert not [one for one in cut.findings if one.rule == "big-cut" and one.blocks]
    assert lapsed(cut.plan, cut.findings) == ((), ())
    other = seen(replace(cut.plan, start=cut.plan.start.replace(day=8)), cut)
    assert [one.rule for one in other.findings if one.blocks and one.rule == "big-cut"]
    assert [one.rule for one in lapsed(other.plan, other.findings)[0]] == ["big-cut"]
    stop = with_reasons(complete(taper=pace("60")), {"abrupt-stop": ADMITTED})
    later = seen(replace(stop.plan, start=stop.plan.start.replace(day=8)), stop)
    assert [one.rule for one in lapsed(later.plan, later.findings)[1]] == ["abrupt-stop"]


def test_entries_for_rules_that_are_gone_have_no_effect() -> None:
    gone = complete(
        considered=[{"rule": "older"}], overrides=[{"rule": "before-days-off", "reason": ADMITTED}]
    )
    considered, overrides = lapsed(gone.plan, gone.findings)
    assert [one.rule for one in (*considered, *overrides)] == ["older", "before-days-off"]
    assert approved(gone).standing.approved


def test_a_reason_for_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ApprovalError, match="override abrupt: expected the name of a rule"):
        approved(complete(), overrides={"abrupt": ADMITTED})


def test_a_new_reason_takes_the_place_of_the_old_one() -> None:
    first = with_reasons(complete(taper=pace("60")), {"abrupt-stop": ADMITTED})
    again = with_reasons(first, {"abrupt-stop": "lives on the ward"})
    assert [one.reason for one in again.plan.overrides] == ["lives on the ward"]


def test_only_the_plan_that_was_reviewed_is_approved() -> None:
    one = complete()
    assert approved(one, expect=plan_digest(one.plan)).standing.approved
    with pytest.raises(ApprovalError, match="the plan is not the one reviewed"):
        approved(complete(halves=False, products=["tablet-5mg"]), expect=plan_digest(one.plan))


def test_the_plan_reviewed_is_the_one_before_anything_was_considered() -> None:
    one = seizures()
    assert approved(one, expect=plan_digest(one.plan), considered=["risks"]).standing.approved


def test_an_approval_counts_for_no_other_plan() -> None:
    one = approved(complete())
    document = json.loads(write_plan(one.plan))
    document["patient"]["name"] = "Somebody Else"
    other = read_plan(json.dumps(document).encode(), MEDICINES)
    assert not seen(other, one).standing.approved


def test_the_next_version_remembers_what_the_patient_holds() -> None:
    one = approved(complete())
    draft = next_version(one)
    assert (draft.approval, draft.regimen_confirmed, draft.number) == (None, None, 2)
    held = draft.supersedes
    assert held is not None
    assert held.approval == one.plan.approval
    assert [(step.start, step.mg) for step in held.steps] == [
        (step.start, step.mg) for step in one.schedule.steps
    ]
    assert (held.stops_on, held.reviews) == (one.schedule.stops_on, one.reviews)
    confirmed = replace(draft, regimen_confirmed=one.plan.regimen_confirmed)
    second = approved(seen(confirmed, one))
    assert second.standing.approved
    assert second.plan.approval is not None
    assert second.plan.approval.number == 2
    assert second.plan.id == one.plan.id


def test_a_plan_whose_approval_no_longer_counts_is_not_remembered() -> None:
    one = approved(complete())
    edited = seen(replace(one.plan, halves=False, products=("tablet-5mg",)), one)
    with pytest.raises(ApprovalError, match="expected an approved plan to replace"):
        superseded(edited)
