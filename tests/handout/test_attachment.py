"""The prescriber's file carries its plan, the others carry none; one that suffered says so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import ObjectStreamMode, Pdf

from planner.documents import read_plan, write_plan
from planner.files import plan_in
from planner.handout.attachment import plan_bytes_in
from planner.terms import PlanError
from tests.handout.plans import DOCUMENTS, case_of, pdf
from tests.planning import MEDICINES

NO_PLAN = "expected a plan; this PDF carries no plan: open the prescriber's sheet or the plan file"
DAMAGED = "expected a plan; this PDF is damaged: open another copy of it, or the plan file"
LOCKED = "expected a plan; this PDF is locked: open one without a password, or the plan file"


def refusal(content: bytes) -> str:
    with pytest.raises(PlanError) as refused:
        plan_bytes_in(content)
    return str(refused.value)


def sheet(name: str = "textbook") -> bytes:
    return pdf(name, audience="prescriber")


def changed(content: bytes, change: Callable[[Pdf], None], **options: Any) -> bytes:
    with pikepdf.open(BytesIO(content)) as opened:
        change(opened)
        saved = BytesIO()
        opened.save(saved, **options)
    return saved.getvalue()


@pytest.mark.parametrize("audience", ["prescriber", "all"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_plan_comes_out_as_it_went_in(name: str, audience: str) -> None:
    plan = case_of(name).plan
    content = pdf(name, audience=audience)
    assert plan_bytes_in(content) == write_plan(plan)
    assert read_plan(plan_bytes_in(content), MEDICINES) == plan
    assert plan_in(content, MEDICINES) == plan


@pytest.mark.parametrize("audience", ["patient", "pharmacy"])
def test_what_goes_to_other_people_carries_no_plan(audience: str) -> None:
    content = pdf("textbook", audience=audience)
    assert refusal(content) == NO_PLAN
    assert pypdf.PdfReader(BytesIO(content)).attachments == {}
    assert b"EmbeddedFile" not in content


def test_it_is_an_associated_file_that_other_programs_find() -> None:
    reader = pypdf.PdfReader(BytesIO(sheet()))
    assert reader.attachments["plan.json"] == [write_plan(case_of("textbook").plan)]
    (file,) = reader.trailer["/Root"]["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Data"
    assert file.get_object()["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"


def by_pikepdf(**options: Any) -> Callable[[bytes, Path], bytes]:
    return lambda content, folder: changed(content, lambda opened: None, **options)


def by_qpdf(*options: str) -> Callable[[bytes, Path], bytes]:
    def again(content: bytes, folder: Path) -> bytes:
        before, after = folder / "before.pdf", folder / "after.pdf"
        before.write_bytes(content)
        subprocess.run(["qpdf", *options, str(before), str(after)], check=True)
        return after.read_bytes()

    return again


def by_pypdf(content: bytes, folder: Path) -> bytes:
    after = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(content)).write(after)
    return after.getvalue()


def with_a_note(content: bytes, folder: Path) -> bytes:
    """A viewer's note, added behind the end of the file as viewers do."""
    writer = pypdf.PdfWriter(BytesIO(content), incremental=True)
    writer.add_metadata({"/Keywords": "seen"})
    after = BytesIO()
    writer.write(after)
    return after.getvalue()


WRITERS: dict[str, Callable[[bytes, Path], bytes]] = {
    "pikepdf": by_pikepdf(),
    "pikepdf, object streams": by_pikepdf(object_stream_mode=ObjectStreamMode.generate),
    "pikepdf, linearised": by_pikepdf(linearize=True),
    "pikepdf, packed anew": by_pikepdf(recompress_flate=True, compress_streams=True),
    "pikepdf, nothing packed": by_pikepdf(compress_streams=False, qdf=True),
    "qpdf": by_qpdf(),
    "qpdf, object streams": by_qpdf("--object-streams=generate"),
    "qpdf, linearised": by_qpdf("--linearize"),
    "qpdf, nothing packed": by_qpdf("--stream-data=uncompress"),
    "pypdf": by_pypdf,
    "a viewer's note": with_a_note,
}


@pytest.mark.parametrize("writer", WRITERS)
def test_saved_again_by_another_program_it_still_carries_its_plan(
    writer: str, tmp_path: Path
) -> None:
    if writer.startswith("qpdf") and not shutil.which("qpdf"):
        pytest.skip("qpdf isn't installed")
    again = WRITERS[writer](sheet(), tmp_path)
    assert again != sheet()
    assert plan_bytes_in(again) == plan_bytes_in(sheet())


def one_digit_of_the_plan(opened: Pdf) -> None:
    file = opened.Root.AF[0].EF.F
    file.write(file.read_bytes().replace(b'"mg": "20"', b'"mg": "10"', 1))


def no_checksum(opened: Pdf) -> None:
    del opened.Root.AF[0].EF.F.Params


def files_of_another_kind(opened: Pdf) -> None:
    opened.Root.AF[0].EF = pikepdf.Array([1, 2])


@pytest.mark.parametrize(
    "change",
    [one_digit_of_the_plan, no_checksum, files_of_another_kind],
    ids=lambda one: one.__name__.replace("_", " "),
)
def test_a_plan_that_suffered_inside_is_not_read(change: Callable[[Pdf], None]) -> None:
    assert refusal(changed(sheet(), change)) == DAMAGED


def test_a_pdf_of_another_program_carries_no_plan() -> None:
    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 72, "a letter")
    canvas.save()
    assert refusal(content.getvalue()) == NO_PLAN


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-", b"%PDF-1.7\nnot a pdf at all", b"%PDF-1.7" + bytes(range(256)) * 40],
)
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    assert refusal(content) == DAMAGED


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_cut_short_says_so(share: float) -> None:
    assert refusal(sheet()[: int(len(sheet()) * share)]) == DAMAGED


@pytest.mark.parametrize("ways", [{"R": 6}, {"R": 4, "aes": True}, {"R": 3, "aes": False}], ids=str)
@pytest.mark.parametrize("user", ["secret", ""])
def test_a_locked_pdf_says_so(user: str, ways: dict[str, Any]) -> None:
    if not ways.get("aes", True):
        ways = {**ways, "metadata": False}
    lock = pikepdf.Encryption(owner="secret", user=user, **ways)
    assert refusal(changed(sheet(), lambda opened: None, encryption=lock)) == LOCKED


def test_a_reader_of_pdfs_says_nothing_on_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """One sentence is what the user gets; the library's own remarks would stand beside it."""
    refusal(sheet()[:-600] + b"startxref\n12\n%%EOF\n")
    assert capfd.readouterr() == ("", "")
