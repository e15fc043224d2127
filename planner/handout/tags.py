"""Tags: what each mark on the page is, so that a screen reader can read it out in order.

PDF 1.7, 14.6 to 14.8, over ReportLab's canvas, which knows none of it. A mark is drawn between
two operators, BDC and EMC, that give it a number on its page (MCID); the structure tree, built
beside it, says which element each number belongs to; the parent tree leads back from a page's
numbers to the elements. What is decoration is marked as an artifact and belongs to none.

Elements come in the order in which they are opened: draw in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from planner.handout.about import declare, text_string

Scope = Literal["Row", "Column", "Both"]


class Element:
    """A node of the structure tree: its role, what it holds, and what is said of it."""

    __slots__ = (
        "alternative",
        "kids",
        "language",
        "page",
        "parent",
        "role",
        "scope",
        "span",
        "title",
    )

    def __init__(
        self,
        role: str,
        parent: Element | None,
        *,
        alternative: str = "",
        title: str = "",
        scope: Scope | None = None,
        span: int = 1,
        language: str = "",
    ) -> None:
        self.role = role
        self.parent = parent
        self.alternative = alternative
        """What is read out in place of a picture."""
        self.title = title
        self.scope = scope
        """Of a header cell: the cells it heads."""
        self.span = span
        """Of a cell: the columns it takes."""
        self.language = language
        self.page: int | None = None
        """The page of its first own mark."""
        self.kids: list[Element | tuple[int, int]] = []
        """Elements, and marks as (page, number on that page), in reading order."""


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of the file whose bytes we write ourselves."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.content = ""

    def format(self, document: Any) -> bytes:
        return self.content.encode("latin-1")


class Tags:
    """The structure tree of one document, grown while its pages are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = Element("Document", None)
        self._open = self._document
        self._elements = [self._document]
        self._marks: list[list[Element]] = [[]]
        """For each page, the element of each number."""

    @contextmanager
    def element(
        self,
        role: str,
        *,
        alternative: str = "",
        title: str = "",
        scope: Scope | None = None,
        span: int = 1,
        language: str = "",
    ) -> Iterator[None]:
        """An element within the one that is open; what is opened meanwhile belongs to it."""
        parent = self._open
        element = Element(
            role,
            parent,
            alternative=alternative,
            title=title,
            scope=scope,
            span=span,
            language=language,
        )
        parent.kids.append(element)
        self._elements.append(element)
        self._open = element
        try:
            yield
        finally:
            self._open = parent

    @contextmanager
    def content(self) -> Iterator[None]:
        """Marks that belong to the open element."""
        element, page = self._open, len(self._marks) - 1
        number = len(self._marks[page])
        self._marks[page].append(element)
        element.kids.append((page, number))
        if element.page is None:
            element.page = page
        self._canvas.addLiteral(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Marks that are decoration: rules, frames, what is repeated on each page."""
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    def next_page(self) -> None:
        """The page is complete: marks are numbered from 0 again."""
        self._marks.append([])

    def write(self, pages: list[Any], title: str, language: str) -> None:
        """Put the tree into the document, once all `pages` are drawn."""
        document = self._canvas._doc
        objects = {id(element): _Written() for element in self._elements}
        root, parents = _Written(), _Written()
        names = {key: _reference(document, written) for key, written in objects.items()}
        root_name, parents_name = _reference(document, root), _reference(document, parents)
        page_names = [_reference(document, page) for page in pages]
        for element in self._elements:
            objects[id(element)].content = _element(element, names, page_names, root_name)
        top = names[id(self._document)]
        root.content = (
            f"<< /Type /StructTreeRoot /K [ {top} ] /ParentTree {parents_name} "
            f"/ParentTreeNextKey {len(pages)} >>"
        )
        rows = (
            f"{page} [ {' '.join(names[id(element)] for element in marks)} ]"
            for page, marks in enumerate(self._marks[: len(pages)])
        )
        parents.content = f"<< /Nums [ {' '.join(rows)} ] >>"
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = pdfdoc.PDFName("S")
        document.Catalog.StructTreeRoot = root
        declare(document.Catalog, title, language)


def _element(element: Element, names: dict[int, str], page_names: list[str], root_name: str) -> str:
    parent = names[id(element.parent)] if element.parent else root_name
    parts = [f"<< /S /{element.role} /P {parent}"]
    if element.page is not None:
        parts.append(f"/Pg {page_names[element.page]}")
    kids = (
        names[id(kid)]
        if isinstance(kid, Element)
        else str(kid[1])
        if kid[0] == element.page
        else f"<< /Type /MCR /Pg {page_names[kid[0]]} /MCID {kid[1]} >>"
        for kid in element.kids
    )
    parts.append(f"/K [ {' '.join(kids)} ]")
    if element.alternative:
        parts.append(f"/Alt {text_string(element.alternative)}")
    if element.title:
        parts.append(f"/T {text_string(element.title)}")
    if element.language:
        parts.append(f"/Lang {text_string(element.language)}")
    if element.scope or element.span > 1:
        scope = f" /Scope /{element.scope}" if element.scope else ""
        span = f" /ColSpan {element.span}" if element.span > 1 else ""
        parts.append(f"/A << /O /Table{scope}{span} >>")
    return " ".join([*parts, ">>"])


def _reference(document: Any, written: Any) -> str:
    name: bytes = document.Reference(written).format(document)
    return name.decode("ascii")
