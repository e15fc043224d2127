"""Approval: what blocks it, what undoes it, and that there is no way around it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.approval import ApprovalError, Standing, approve, standing
from planner.documents import plan_digest, read_plan, write_plan
from planner.plan import Approval, Plan
from planner.safety import unused_overrides
from planner.schedule import build
from planner.schedule_document import schedule_digest
from tests.planning import BACLOFEN, MEDICINES, pace
from tests.safe_plans import found, sound

BEFORE = datetime(2026, 12, 3, 10, 15, tzinfo=UTC)
AFTER = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
ADMITTED = "admitted to hospital"


def approved(plan: Plan, at: datetime = BEFORE, **options: Any) -> Plan:
    schedule = build(plan, BACLOFEN)
    return approve(plan, schedule, BACLOFEN, by="Dr A. Example", role="GP", at=at, **options)


def stands(plan: Plan) -> Standing:
    return standing(plan, build(plan, BACLOFEN), BACLOFEN)


def by_hand(plan: Plan, at: datetime = BEFORE, by: str = "Dr A. Example") -> Plan:
    """The plan with an approval written into it, both digests right."""
    approval = Approval(
        by=by,
        at=at,
        digest=plan_digest(plan),
        schedule_digest=schedule_digest(build(plan, BACLOFEN)),
    )
    return replace(plan, approval=approval)


def test_a_new_plan_is_a_draft() -> None:
    assert stands(sound()) == Standing(
        False, "", "", None, "This is a draft: nobody has approved it yet."
    )


def test_an_approved_plan_says_by_whom_and_when() -> None:
    assert stands(approved(sound())) == Standing(
        approved=True,
        by="Dr A. Example",
        role="GP",
        at=BEFORE,
        why="Approved by Dr A. Example, GP on Thursday 3 December 2026.",
    )


def test_an_approval_survives_the_plan_file() -> None:
    plan = approved(sound())
    assert stands(read_plan(write_plan(plan), MEDICINES)).approved


EDITS = {
    "the name": lambda plan: replace(plan, patient=replace(plan.patient, name="Jane Exmaple")),
    "the start": lambda plan: replace(plan, start=plan.start.replace(day=14)),
    "a note": lambda plan: replace(plan, patient=replace(plan.patient, notes="tall")),
    "a review": lambda plan: replace(plan, reviews=plan.reviews[1:]),
    "a number": lambda plan: replace(plan, prescriber=replace(plan.prescriber, phone="1")),
    "a reason": lambda plan: replace(plan, overrides=()),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_any_edit_makes_a_draft_and_undoing_it_restores_the_approval(edit: Any) -> None:
    plan = approved(sound(), overrides={"abrupt-stop": ADMITTED})
    after = stands(edit(plan))
    assert not after.approved
    assert after.why == "This is a draft: the plan was changed since Dr A. Example approved it."
    assert stands(plan).approved


@pytest.mark.parametrize("field", ["digest", "schedule_digest"])
def test_a_digest_that_was_tampered_with_makes_a_draft(field: str) -> None:
    plan = approved(sound())
    assert plan.approval is not None
    tampered = replace(plan.approval, **{field: "sha256:" + 64 * "0"})
    assert not stands(replace(plan, approval=tampered)).approved


def test_other_doses_from_changed_medicine_data_make_a_draft() -> None:
    """The medicine's data now say that the 10 mg tablet has no score line."""
    plan = approved(sound())
    products = tuple(
        msgspec.structs.replace(product, scored=False) for product in BACLOFEN.products
    )
    unscored = msgspec.structs.replace(BACLOFEN, products=products)
    after = standing(plan, build(plan, unscored), unscored)
    assert not after.approved
    assert after.why == (
        "This is a draft: the schedule that this version of the program works out differs from "
        "the one that Dr A. Example approved."
    )


def test_a_stop_blocks_approval_and_is_named() -> None:
    with pytest.raises(ApprovalError, match="no-contact needs a reason of at least 10") as error:
        approved(sound(prescriber={"phone": ""}))
    assert "No telephone number is given" in str(error.value)


def test_two_stops_are_both_named() -> None:
    with pytest.raises(ApprovalError, match="abrupt-stop and too-short need a reason"):
        approved(sound(taper=pace("60")))
    with pytest.raises(ApprovalError, match=r"^too-short needs a reason"):
        approved(sound(taper=pace("60")), overrides={"abrupt-stop": ADMITTED})


def test_reasons_let_it_pass_and_are_kept_in_the_plan_and_its_digest() -> None:
    reasons = {"abrupt-stop": ADMITTED, "too-short": ADMITTED}
    plan = approved(sound(taper=pace("60")), overrides=reasons)
    assert {one.rule: one.reason for one in plan.overrides} == reasons
    assert plan.approval is not None
    assert plan.approval.digest == plan_digest(plan)
    assert stands(plan).approved
    assert [one.overridden for one in found(plan) if one.severity == "stop"] == 2 * [ADMITTED]


def test_warnings_and_notes_do_not_block() -> None:
    plan = sound(regimen_confirmed=None, patient={"risks": ["alcohol", "seizures"]}, reviews=[])
    assert stands(approved(plan)).approved


def test_a_new_reason_takes_the_place_of_the_old_one() -> None:
    plan = sound(prescriber={"phone": ""}, overrides=[{"rule": "no-contact", "reason": "none"}])
    again = approved(plan, overrides={"no-contact": "lives on the ward"})
    assert [one.reason for one in again.overrides] == ["lives on the ward"]


@pytest.mark.parametrize("reason", ["", "because", "123456789", "short     "])
def test_a_reason_of_fewer_than_ten_characters_is_refused(reason: str) -> None:
    with pytest.raises(ApprovalError, match="override no-contact: expected a reason of at least"):
        approved(sound(prescriber={"phone": ""}), overrides={"no-contact": reason})


def test_a_short_reason_in_the_file_is_no_reason() -> None:
    plan = sound(prescriber={"phone": ""}, overrides=[{"rule": "no-contact", "reason": "ok"}])
    with pytest.raises(ApprovalError, match="no-contact needs a reason"):
        approved(plan)
    assert not stands(by_hand(plan)).approved


def test_a_reason_for_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ApprovalError, match="override abrupt: expected the name of a rule"):
        approved(sound(), overrides={"abrupt": ADMITTED})


def test_a_reason_that_is_not_needed_is_kept_and_unused() -> None:
    plan = approved(sound(), overrides={"abrupt-stop": ADMITTED, "start-passed": ADMITTED})
    unused = unused_overrides(plan, found(plan))
    assert [one.rule for one in unused] == ["abrupt-stop", "start-passed"]


@pytest.mark.parametrize("name", ["", "   "])
def test_an_approval_needs_a_name(name: str) -> None:
    plan = sound()
    with pytest.raises(ApprovalError, match="expected the name of the prescriber"):
        approve(plan, build(plan, BACLOFEN), BACLOFEN, by=name, role="", at=BEFORE)
    assert not stands(by_hand(plan, by=name)).approved


def test_only_the_plan_that_was_reviewed_is_approved() -> None:
    plan = sound()
    assert stands(approved(plan, expect=plan_digest(plan))).approved
    with pytest.raises(ApprovalError, match="the plan is not the one reviewed"):
        approved(replace(plan, halves=False), expect=plan_digest(plan))


def test_the_plan_reviewed_is_the_one_before_the_reasons_were_given() -> None:
    plan = sound(prescriber={"phone": ""})
    reasons = {"no-contact": "lives on the ward"}
    assert stands(approved(plan, expect=plan_digest(plan), overrides=reasons)).approved


@pytest.mark.parametrize(
    ("day", "passed"), [(6, False), (7, False), (8, True)]
)  # the start is the 7th
def test_a_start_that_has_passed_blocks_as_of_the_day_of_approval(day: int, passed: bool) -> None:
    at = AFTER.replace(day=day)
    plan = sound()
    if not passed:
        assert stands(approved(plan, at)).approved
        return
    with pytest.raises(ApprovalError, match="start-passed needs a reason"):
        approved(plan, at)
    begun = approved(plan, at, overrides={"start-passed": "begun by telephone"})
    assert stands(begun).approved
    assert unused_overrides(begun, found(begun)) == ()


def test_an_approval_written_by_hand_over_a_stop_is_a_draft_and_says_why() -> None:
    plan = by_hand(sound(prescriber={"phone": ""}))
    assert not stands(plan).approved
    assert stands(plan).why == "This is a draft: it was approved without a reason for no-contact."


def test_an_approval_written_by_hand_after_the_start_is_a_draft() -> None:
    plan = by_hand(sound(), at=AFTER)
    assert stands(plan).why == "This is a draft: it was approved without a reason for start-passed."


def test_an_approval_counts_for_no_other_plan() -> None:
    plan = sound()
    document = json.loads(write_plan(approved(plan)))
    document["patient"]["name"] = "Somebody Else"
    assert not stands(read_plan(json.dumps(document).encode(), MEDICINES)).approved
