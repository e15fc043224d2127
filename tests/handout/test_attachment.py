"""A handout carries its plan; one that was tampered with, or carries none, says so."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from planner.documents import read_plan, write_plan
from planner.files import plan_in
from planner.handout.attachment import plan_bytes_in
from planner.terms import PlanError
from tests.handout.plans import DOCUMENTS, given, pdf
from tests.planning import MEDICINES


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_plan_comes_out_as_it_went_in(name: str) -> None:
    plan = given(name)[0]
    inside = plan_bytes_in(pdf(name))
    assert inside == write_plan(plan)
    assert read_plan(inside, MEDICINES) == plan
    assert plan_in(pdf(name), MEDICINES) == plan


def test_it_is_an_associated_file_that_other_programs_find() -> None:
    import pypdf

    reader = pypdf.PdfReader(BytesIO(pdf("textbook")))
    assert reader.attachments["plan.json"] == [write_plan(given("textbook")[0])]
    (file,) = reader.trailer["/Root"]["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Data"
    assert file.get_object()["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"


def another_plan(opened: pikepdf.Pdf) -> None:
    other = write_plan(given("liquid by months")[0])
    opened.Root.AF[0].EF.F = opened.make_stream(other)


def one_digit_of_the_plan(opened: pikepdf.Pdf) -> None:
    plan = opened.Root.AF[0].EF.F.read_bytes().replace(b'"mg": "20"', b'"mg": "10"', 1)
    opened.Root.AF[0].EF.F = opened.make_stream(plan)


def codes(text: str) -> bytes:
    """The text as the pages' operators write it: our fonts keep ASCII's codes."""
    return text.encode("ascii").hex().encode()


def one_dose_on_the_page(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0]
    operators = page.Contents.read_bytes()
    assert codes("15 mg") in operators
    page.Contents = opened.make_stream(operators.replace(codes("15 mg"), codes("95 mg")))


def a_page_taken_out(opened: pikepdf.Pdf) -> None:
    del opened.pages[1]


def two_pages_swapped(opened: pikepdf.Pdf) -> None:
    first = opened.pages[0]
    opened.pages.append(first)
    del opened.pages[0]


def a_note_over_the_page(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[100, 100, 300, 200],
        Contents="30 mg",
    )
    opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(note)])


def letters_that_look_like_others(opened: pikepdf.Pdf) -> None:
    fonts = opened.pages[0].Resources.Font
    names = sorted(fonts.keys())
    fonts[names[0]].FontDescriptor.FontFile2 = fonts[names[-1]].FontDescriptor.FontFile2


def no_draft_mark(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        operators = page.Contents.read_bytes().replace(codes("DRAFT"), codes("     "))
        page.Contents = opened.make_stream(operators)


def a_page_cropped(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.CropBox = [0, 400, 595, 842]


def a_page_turned(opened: pikepdf.Pdf) -> None:
    opened.pages[0].obj.Rotate = 180


def a_script_at_the_start(opened: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    opened.Root.OpenAction = script


def a_second_file(opened: pikepdf.Pdf) -> None:
    opened.Root.AF.append(opened.Root.AF[0])


TAMPERING = [
    a_page_cropped,
    a_page_turned,
    a_script_at_the_start,
    a_second_file,
    another_plan,
    one_digit_of_the_plan,
    one_dose_on_the_page,
    a_page_taken_out,
    two_pages_swapped,
    a_note_over_the_page,
    letters_that_look_like_others,
    no_draft_mark,
]


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda one: one.__name__.replace("_", " "))
def test_tampering_is_seen(tamper: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(PlanError, match="changed after it was made"):
        plan_bytes_in(changed(pdf("textbook"), tamper))


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    with pikepdf.open(BytesIO(content)) as opened:
        change(opened)
        saved = BytesIO()
        opened.save(saved, **options)  # type: ignore[arg-type]
    return saved.getvalue()


def test_saved_again_by_another_program_it_is_still_itself() -> None:
    again = changed(pdf("textbook"), lambda opened: None, linearize=True)
    assert again != pdf("textbook")
    assert plan_bytes_in(again) == plan_bytes_in(pdf("textbook"))


def no_attachment(opened: pikepdf.Pdf) -> None:
    del opened.Root["/AF"]
    del opened.Root["/Names"]


def test_a_pdf_without_a_plan_says_so() -> None:
    with pytest.raises(PlanError, match="this one carries no plan"):
        plan_bytes_in(changed(pdf("textbook"), no_attachment))


def test_a_pdf_of_another_program_says_so() -> None:
    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 72, "a letter")
    canvas.save()
    with pytest.raises(PlanError, match="this one carries no plan"):
        plan_bytes_in(content.getvalue())


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-", b"%PDF-1.7\nnot a pdf at all", b"%PDF-1.7" + bytes(range(256)) * 40],
)
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    with pytest.raises(PlanError) as refused:
        plan_bytes_in(content)
    assert str(refused.value) in (
        "expected a PDF that this program made; this one is damaged",
        "expected a PDF that this program made; this one carries no plan",
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_cut_short_says_so(share: float) -> None:
    content = pdf("textbook")
    with pytest.raises(PlanError, match="expected a PDF that this program made"):
        plan_bytes_in(content[: int(len(content) * share)])


def test_a_locked_pdf_says_so() -> None:
    lock = pikepdf.Encryption(owner="secret", user="secret")
    with pytest.raises(PlanError, match="locked with a password"):
        plan_bytes_in(changed(pdf("textbook"), lambda opened: None, encryption=lock))


def test_a_pdf_whose_objects_are_of_other_kinds_says_so() -> None:
    def nonsense(opened: pikepdf.Pdf) -> None:
        opened.Root.AF[0].EF = pikepdf.Array([1, 2])

    with pytest.raises(PlanError, match="damaged"):
        plan_bytes_in(changed(pdf("textbook"), nonsense))
