"""The file that is read is replaced only by one of its own kind, whatever leads to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.documents import write_plan
from planner.files import FileProblem, refuse_another_kind
from tests.handout.plans import case_of, pdf
from tests.planning import MEDICINES

PLAN = write_plan(case_of("textbook").plan)
FOR_PRESCRIBER = pdf("textbook", audience="prescriber")
FOR_PATIENT = pdf("textbook", audience="patient")
KINDS = {
    "a plan": PLAN,
    "another plan": write_plan(case_of("one dose time").plan),
    "a PDF with its plan": FOR_PRESCRIBER,
    "a PDF for the patient": FOR_PATIENT,
    "a calendar": b"BEGIN:VCALENDAR\r\n",
    "a table": b"date,mg\n",
    "JSON that is no plan": b'{"resourceType": "Bundle"}',
}


def refusal(read: Path, output: Path, written: str) -> str:
    try:
        refuse_another_kind(output, read, KINDS[written], MEDICINES)
    except FileProblem as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize(
    ("read", "written", "allowed"),
    [
        ("a plan", "a plan", True),
        ("a plan", "another plan", True),
        ("a plan", "a PDF with its plan", False),
        ("a plan", "a PDF for the patient", False),
        ("a plan", "a calendar", False),
        ("a plan", "a table", False),
        ("a plan", "JSON that is no plan", False),
        ("a PDF with its plan", "a PDF with its plan", True),
        ("a PDF with its plan", "a PDF for the patient", False),
        ("a PDF with its plan", "a plan", False),
    ],
)
def test_only_the_same_kind_takes_the_place_of_what_is_read(
    tmp_path: Path, read: str, written: str, allowed: bool
) -> None:
    file = tmp_path / "file"
    file.write_bytes(KINDS[read])
    assert refusal(file, file, written) == (
        ""
        if allowed
        else f"{file}: can't be written: it is the file that is read, and would become one of "
        "another kind; name another file"
    )
    assert refusal(file, tmp_path / "another", written) == ""


def symbolic_link(file: Path) -> Path:
    (file.parent / "link.pdf").symlink_to(file.name)
    return file.parent / "link.pdf"


def hard_link(file: Path) -> Path:
    os.link(file, file.parent / "link.pdf")
    return file.parent / "link.pdf"


@pytest.mark.parametrize(
    "way",
    [
        lambda file: Path(os.path.relpath(file)),
        lambda file: file.parent / "." / ".." / file.parent.name / file.name,
        symbolic_link,
        hard_link,
    ],
    ids=["from here", "round about", "symbolic link", "hard link"],
)
def test_whatever_leads_to_it(tmp_path: Path, way: Callable[[Path], Path]) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(PLAN)
    assert "it is the file that is read" in refusal(file, way(file), "a PDF with its plan")


def test_a_file_that_is_not_there_yet_is_no_other(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(PLAN)
    assert refusal(tmp_path / "plan.json", tmp_path / "page.pdf", "a PDF with its plan") == ""


@pytest.mark.skipif(os.name != "posix", reason="a device of POSIX")
def test_a_device_has_nothing_to_lose() -> None:
    assert refusal(Path(os.devnull), Path(os.devnull), "a calendar") == ""
