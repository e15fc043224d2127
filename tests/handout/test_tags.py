"""Every handout can be read by a screen reader, and the test that says so can be trusted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.handout.plans import DOCUMENTS, pdf
from tests.handout.tag_reader import problems


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_mark_has_its_place_in_the_structure(name: str) -> None:
    assert problems(pdf(name, audience="all")) == []


@pytest.mark.parametrize(
    "options", [{"language": "es"}, {"large_print": True}, {"paper": "letter"}]
)
@pytest.mark.parametrize("name", ["six dose times", "step back in week four"])
def test_so_it_has_in_each_language_size_and_paper(name: str, options: dict[str, Any]) -> None:
    assert problems(pdf(name, audience="all", **options)) == []


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """All elements of a role, in the tree's order."""
    found = []

    def walk(element: Any) -> None:
        if str(element.S) == f"/{role}":
            found.append(element)
        for kid in element.get("/K", []):
            if not isinstance(kid, int) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def leave_a_paragraph_out_of_the_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[0].K[1]


def name_a_mark_twice(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "P")[:2]
    second.K = pikepdf.Array([*second.K, first.K[0]])


def lead_back_to_the_wrong_element(pdf: pikepdf.Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def paint_outside_any_mark(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"0 0 10 10 re f"))


def drop_a_cell(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[2]
    del row.K[2]


def take_the_words_of_a_figure(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


def take_the_scope_of_a_header(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0]["/A"]


def skip_a_level_of_headings(pdf: pikepdf.Pdf) -> None:
    heading = elements(pdf, "H2")[0]
    heading.S = pikepdf.Name.H4


def forget_the_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def hide_the_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def take_a_page_its_way_back(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj["/StructParents"]


def swap_two_paragraphs(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K[0].K
    kids[2], kids[3] = kids[3], kids[2]


def point_to_the_wrong_parent(pdf: pikepdf.Pdf) -> None:
    cell = elements(pdf, "TD")[0]
    cell.P = pdf.Root.StructTreeRoot.K[0]


def put_an_item_outside_its_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "L")[0].S = pikepdf.Name.Sect


def call_a_heading_a_paragraph_on_the_page_alone(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    operators = page.Contents.read_bytes().replace(b"/H1 <<", b"/P <<")
    page.Contents = pdf.make_stream(operators)


def take_a_list_its_items(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "L")[0].K = pikepdf.Array()


BREAKS = [
    leave_a_paragraph_out_of_the_tree,
    name_a_mark_twice,
    lead_back_to_the_wrong_element,
    paint_outside_any_mark,
    drop_a_cell,
    take_the_words_of_a_figure,
    take_the_scope_of_a_header,
    skip_a_level_of_headings,
    forget_the_language,
    hide_the_title,
    take_a_page_its_way_back,
    swap_two_paragraphs,
    point_to_the_wrong_parent,
    put_an_item_outside_its_list,
    call_a_heading_a_paragraph_on_the_page_alone,
    take_a_list_its_items,
]


@pytest.mark.parametrize("break_it", BREAKS, ids=lambda one: one.__name__.replace("_", " "))
def test_the_reader_sees_each_way_to_break_a_page(break_it: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(BytesIO(pdf("textbook"))) as opened:
        break_it(opened)
        broken = BytesIO()
        opened.save(broken)
    assert problems(broken.getvalue()) != []


@pytest.mark.parametrize("name", ["textbook", "nobody named", "liquid by months", "long names"])
def test_pdfua_finds_no_error(name: str, tmp_path: Path) -> None:
    file = tmp_path / "handout.pdf"
    file.write_bytes(pdf(name, audience="all"))
    command = [str(Path(sys.executable).with_name("pdfua")), "check", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "errors=0" in checked.stdout, checked.stdout
    assert checked.returncode == 0, checked.stdout


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf isn't installed")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_qpdf_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "handout.pdf"
    file.write_bytes(pdf(name, audience="all"))
    checked = subprocess.run(
        ["qpdf", "--check", str(file)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
