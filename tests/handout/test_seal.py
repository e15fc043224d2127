"""The seal holds what a screen reader reads out too, and what is only written otherwise fits it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from planner.handout.attachment import plan_bytes_in
from planner.handout.measures import PAPERS, PATIENT
from planner.handout.paper import Paper
from planner.terms import PlanError
from tests.handout.plans import DOCUMENTS, pdf
from tests.handout.test_attachment import changed
from tests.handout.test_tags import elements

Change = Callable[[Pdf], None]


def the_words_of_a_picture(opened: Pdf) -> None:
    elements(opened, "Figure")[0].Alt = String("higher")


def the_words_of_the_chart(opened: Pdf) -> None:
    (chart,) = (one for one in elements(opened, "Figure") if str(one.get("/T", "")) == "chart")
    chart.Alt = String(str(chart.Alt).replace("55 mg", "5 mg"))


def the_words_of_a_picture_taken_away(opened: Pdf) -> None:
    del elements(opened, "Figure")[0]["/Alt"]


def other_words_for_a_cell(opened: Pdf) -> None:
    """What is read out in place of the text that is there."""
    elements(opened, "TD")[0].ActualText = String("200 mg")


def words_for_an_abbreviation(opened: Pdf) -> None:
    elements(opened, "TD")[0].E = String("200 mg")


def a_paragraph_in_another_language(opened: Pdf) -> None:
    elements(opened, "P")[0].Lang = String("es")


def another_language(opened: Pdf) -> None:
    opened.Root.Lang = String("es")


def no_language(opened: Pdf) -> None:
    del opened.Root["/Lang"]


def two_paragraphs_swapped(opened: Pdf) -> None:
    kids = opened.Root.StructTreeRoot.K[0].K
    kids[2], kids[3] = kids[3], kids[2]


def two_rows_swapped(opened: Pdf) -> None:
    rows = elements(opened, "Table")[0].K
    rows[2], rows[3] = rows[3], rows[2]


def a_row_left_out(opened: Pdf) -> None:
    del elements(opened, "Table")[0].K[2]


def a_cell_with_the_marks_of_another(opened: Pdf) -> None:
    first, second = elements(opened, "TD")[:2]
    first.K, second.K = second.K, first.K


def the_marks_of_another_page(opened: Pdf) -> None:
    elements(opened, "P")[0].Pg = opened.pages[1].obj


def a_mark_before_its_picture(opened: Pdf) -> None:
    cell = next(one for one in elements(opened, "TD") if len(one.K) == 3)
    cell.K = Array([cell.K[1], cell.K[0], cell.K[2]])


def another_role(opened: Pdf) -> None:
    elements(opened, "TH")[0].S = Name.TD


def another_meaning_of_a_role(opened: Pdf) -> None:
    opened.Root.StructTreeRoot.RoleMap = Dictionary(TD=Name.Artifact)


def another_header(opened: Pdf) -> None:
    elements(opened, "TH")[0].A.Scope = Name.Row


def a_wider_cell(opened: Pdf) -> None:
    elements(opened, "TD")[0].A = Dictionary(O=Name.Table, ColSpan=2)


def a_taller_cell(opened: Pdf) -> None:
    elements(opened, "TD")[0].A = Dictionary(O=Name.Table, RowSpan=2)


def another_name_of_a_table(opened: Pdf) -> None:
    elements(opened, "Table")[0].T = String("earlier steps")


def a_way_back_that_leads_elsewhere(opened: Pdf) -> None:
    owners = opened.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def another_parent(opened: Pdf) -> None:
    elements(opened, "TD")[0].P = opened.Root.StructTreeRoot.K[0]


def an_element_within_itself(opened: Pdf) -> None:
    table = elements(opened, "Table")[0]
    table.K[0].K.append(table)


def no_structure(opened: Pdf) -> None:
    del opened.Root["/StructTreeRoot"]


def not_said_to_be_tagged(opened: Pdf) -> None:
    opened.Root.MarkInfo.Marked = False


def the_title_of_a_bookmark(opened: Pdf) -> None:
    opened.Root.Outlines.First.Title = String("Stop on Monday")


def a_bookmark_to_another_page(opened: Pdf) -> None:
    opened.Root.Outlines.First.Dest[0] = opened.pages[1].obj


def a_bookmark_that_opens_a_site(opened: Pdf) -> None:
    opened.Root.Outlines.First.A = Dictionary(S=Name.URI, URI=String("https://example.org"))


def bookmarks_without_end(opened: Pdf) -> None:
    first = opened.Root.Outlines.First
    first.First.Next = first


def no_bookmarks(opened: Pdf) -> None:
    del opened.Root["/Outlines"]


def the_title(opened: Pdf) -> None:
    opened.trailer.Info.Title = String("Another plan")


def the_title_in_the_metadata(opened: Pdf) -> None:
    told = opened.Root.Metadata.read_bytes()
    opened.Root.Metadata.write(told.replace(b">Your baclofen", b">Another"))


def the_language_in_the_metadata(opened: Pdf) -> None:
    told = opened.Root.Metadata.read_bytes()
    opened.Root.Metadata.write(told.replace(b"<rdf:li>en<", b"<rdf:li>es<"))


def a_title_more_in_the_metadata(opened: Pdf) -> None:
    told = opened.Root.Metadata.read_bytes()
    more = (
        b'<rdf:Description rdf:about="" xmlns:d="http://purl.org/dc/elements/1.1/" d:title="No"/>'
    )
    opened.Root.Metadata.write(told.replace(b"</rdf:RDF>", more + b"</rdf:RDF>"))


def the_title_not_shown(opened: Pdf) -> None:
    opened.Root.ViewerPreferences.DisplayDocTitle = False


def another_file_under_its_name(opened: Pdf) -> None:
    """Programs that list attachments would hand out this one."""
    other = Dictionary(
        Type=Name.Filespec, F=String("plan.json"), UF=String("plan.json"),
        EF=Dictionary(F=opened.make_stream(b"{}")),
    )  # fmt: skip
    opened.Root.Names.EmbeddedFiles.Names[1] = opened.make_indirect(other)


def other_letters_for_its_codes(opened: Pdf) -> None:
    fonts = opened.pages[0].Resources.Font
    font = fonts[sorted(fonts.keys())[0]]
    font.Encoding = Dictionary(Differences=Array([0x31, Name.five]))


def a_larger_unit(opened: Pdf) -> None:
    opened.pages[0].obj.UserUnit = 4


def colours_that_hide(opened: Pdf) -> None:
    white = Array([Name.Separation, Name.All, Name.DeviceGray, opened.make_stream(b"")])
    opened.pages[0].Resources.ColorSpace = Dictionary(DefaultGray=white)


CHANGES: list[Change] = [
    the_words_of_a_picture,
    the_words_of_the_chart,
    the_words_of_a_picture_taken_away,
    other_words_for_a_cell,
    words_for_an_abbreviation,
    a_paragraph_in_another_language,
    another_language,
    no_language,
    two_paragraphs_swapped,
    two_rows_swapped,
    a_row_left_out,
    a_cell_with_the_marks_of_another,
    the_marks_of_another_page,
    a_mark_before_its_picture,
    another_role,
    another_meaning_of_a_role,
    another_header,
    a_wider_cell,
    a_taller_cell,
    another_name_of_a_table,
    a_way_back_that_leads_elsewhere,
    another_parent,
    an_element_within_itself,
    no_structure,
    not_said_to_be_tagged,
    the_title_of_a_bookmark,
    a_bookmark_to_another_page,
    a_bookmark_that_opens_a_site,
    bookmarks_without_end,
    no_bookmarks,
    the_title,
    the_title_in_the_metadata,
    the_language_in_the_metadata,
    a_title_more_in_the_metadata,
    the_title_not_shown,
    another_file_under_its_name,
    other_letters_for_its_codes,
    a_larger_unit,
    colours_that_hide,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__.replace("_", " "))
def test_a_change_to_what_is_read_out_is_seen(change: Change) -> None:
    with pytest.raises(PlanError, match="changed after it was made"):
        plan_bytes_in(changed(pdf("textbook"), change))


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
    import pypdf

    after = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(content)).write(after)
    return after.getvalue()


def with_a_day_of_change(content: bytes, folder: Path) -> bytes:
    """As programs do that note in the file that they saved it."""

    def note(opened: Pdf) -> None:
        with opened.open_metadata() as metadata:
            metadata["xmp:ModifyDate"] = "2026-12-01T12:00:00Z"
        opened.docinfo.Producer = String("another program")

    return changed(content, note)


WRITERS: dict[str, Callable[[bytes, Path], bytes]] = {
    "pikepdf": by_pikepdf(),
    "pikepdf, object streams": by_pikepdf(object_stream_mode=ObjectStreamMode.generate),
    "pikepdf, linearised": by_pikepdf(linearize=True),
    "pikepdf, packed anew": by_pikepdf(recompress_flate=True, compress_streams=True),
    "pikepdf, nothing packed": by_pikepdf(compress_streams=False, qdf=True),
    "pikepdf, with a day of change": with_a_day_of_change,
    "qpdf": by_qpdf(),
    "qpdf, object streams": by_qpdf("--object-streams=generate"),
    "qpdf, linearised": by_qpdf("--linearize"),
    "qpdf, packed anew": by_qpdf("--recompress-flate", "--compression-level=9"),
    "qpdf, nothing packed": by_qpdf("--stream-data=uncompress"),
    "qpdf, locked for changes": by_qpdf("--encrypt", "", "secret", "256", "--modify=none", "--"),
    "pypdf": by_pypdf,
}


@pytest.mark.parametrize("name", ["textbook", "long names"])
@pytest.mark.parametrize("writer", WRITERS)
def test_written_again_it_is_still_itself(writer: str, name: str, tmp_path: Path) -> None:
    if writer.startswith("qpdf") and not shutil.which("qpdf"):
        pytest.skip("qpdf isn't installed")
    content = pdf(name, audience="all")
    again = WRITERS[writer](content, tmp_path)
    assert again != content
    assert plan_bytes_in(again) == plan_bytes_in(content)


@pytest.mark.parametrize(
    "options",
    [{}, {"language": "es"}, {"audience": "pharmacy"}, {"audience": "all", "large_print": True}],
)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_it_was_made_it_fits_its_seal(name: str, options: dict[str, Any]) -> None:
    assert plan_bytes_in(pdf(name, **options)).startswith(b"{")


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@drawn(ANY_TEXT, ANY_TEXT)
def test_any_words_fit_their_seal(alternative: str, title: str) -> None:
    """What the tags tell while drawing is what the file tells afterwards."""
    paper = Paper(PAPERS["a4"], PATIENT)
    paper.heading(1, "A page")
    figure = paper.tags.element("Figure", alternative=alternative, title=title)
    with figure, paper.tags.content():
        paper.text("a picture ", 72, 72, 14)
    whole = paper.finish("A page", "en", lambda page, pages: [], b"{}")
    assert plan_bytes_in(whole) == b"{}"
