"""A finished handout read again: its structure tree with the text of each element.

It reads the bytes that leave the program, not what was meant to be drawn: the pages' operators,
each font's own table from codes to letters (ToUnicode), and the structure tree that says which
mark belongs to which element. It is fast because it knows only the form in which our own files
are written; anything else leaves text out and is found as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdf import PdfReader

_MARK = re.compile(rb"/\w+ <</MCID (\d+)>> BDC|(/Artifact )")
_SHOWN = re.compile(rb"(/F\d+\+\d+) [\d.]+ Tf <([0-9a-f]*)> Tj")
_PLACED = re.compile(rb"BT 1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm (.*?) ET")
_TEXT = rb"\((?:\\.|[^\\()])*\)|<[0-9A-F]*>"
_ELEMENT = re.compile(
    rb" 0 obj\n<< /S /(?P<role>\w+) /P \d+ 0 R(?: /Pg (?P<page>\d+) 0 R)?"
    rb" /K \[(?P<kids>[^\]]*)\](?P<rest>(?:[^\n(]|\((?:\\.|[^\\()])*\))*) >>\nendobj"
)
"""A structure element as `tags` writes it, behind its object's number."""
_KID = re.compile(rb"(\d+) 0 R|<< /Type /MCR /Pg (\d+) 0 R /MCID (\d+) >>|(\d+)")
_STRING = re.compile(rb"/(\w+) (" + _TEXT + rb")")
_ESCAPED = re.compile(rb"\\(.)")
_CODE = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")


class Text(NamedTuple):
    """A line of text at its place on the page, in points."""

    x: float
    y: float
    text: str


@dataclass
class Node:
    """An element of the structure tree, with the text of its own marks."""

    role: str
    title: str = ""
    alternative: str = ""
    own: str = ""
    drawn: bytes = b""
    """Of a picture: its operators."""
    kids: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element and of all in it but pictures, in reading order."""
        parts = [self.own, *(kid.text for kid in self.kids if kid.role != "Figure")]
        return " ".join(" ".join(parts).split())

    def walk(self) -> Iterator[Node]:
        """The element and all in it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.kids)

    def tables(self, title: str) -> list[Node]:
        return [node for node in self.walk() if node.role == "Table" and node.title == title]

    def titled(self, title: str) -> list[Node]:
        return [node for node in self.walk() if node.title == title]


class Letters:
    """The letters that the codes of a document's fonts stand for."""

    def __init__(self, pdf: PdfReader) -> None:
        fonts: dict[str, Any] = {}
        for page in pdf.pages:
            fonts.update(page["/Resources"]["/Font"].items())  # type: ignore[index]
        self._tables = {
            name.encode(): {
                int(code, 16): chr(int(letter, 16))
                for code, letter in _CODE.findall(font["/ToUnicode"].get_data())
                if int(code, 16) != int(letter, 16)
            }
            for name, font in fonts.items()
        }
        self._known: dict[tuple[bytes, bytes], str] = {}

    def text(self, operators: bytes) -> str:
        """The text that operators show."""
        return "".join(self._known.get(run) or self._read(run) for run in _SHOWN.findall(operators))

    def placed(self, operators: bytes) -> list[Text]:
        """The lines of text that operators show, each with its place."""
        return [
            Text(float(x), float(y), self.text(shown).strip())
            for x, y, shown in _PLACED.findall(operators)
        ]

    def _read(self, run: tuple[bytes, bytes]) -> str:
        font, codes = run
        shown = bytes.fromhex(codes.decode()).decode("latin-1")
        self._known[run] = text = shown.translate(self._tables[font])
        return text


@dataclass
class Reading:
    """What a handout says."""

    tree: Node
    footers: list[str]
    """The last decoration of each page."""
    bookmarks: list[str]
    stray: str
    """Text that is neither part of the tree nor decoration."""
    letters: Letters


def read(content: bytes) -> Reading:
    """One of our PDFs."""
    from pypdf import PdfReader

    pdf = PdfReader(BytesIO(content), strict=True)
    letters = Letters(pdf)
    pages = {
        page.indirect_reference.idnum: _painted(page["/Contents"].get_data())  # type: ignore
        for page in pdf.pages
    }
    bookmarks = list(_titles(pdf.outline))
    top = pdf.root_object["/StructTreeRoot"]["/K"][0].idnum  # type: ignore[index]
    tree = _Tree(content, {number: page.marks for number, page in pages.items()}, letters)
    return Reading(
        tree.node(top, 0),
        [letters.text(page.footer) for page in pages.values()],
        bookmarks,
        "".join(letters.text(page.stray) for page in pages.values()),
        letters,
    )


def _titles(outline: Sequence[Any]) -> Iterator[str]:
    """The titles of the bookmarks, in the order in which a viewer lists them."""
    for bookmark in outline:
        if isinstance(bookmark, list):
            yield from _titles(bookmark)
        else:
            yield str(bookmark.title)


class _Painted(NamedTuple):
    """The operators of a page, by what they belong to."""

    marks: dict[int, bytes]
    footer: bytes
    stray: bytes


def _painted(operators: bytes) -> _Painted:
    marks: dict[int, bytes] = {}
    artifact = stray = b""
    for part in operators.split(b"EMC"):
        begins = _MARK.search(part)
        if not begins:
            stray += part
            continue
        stray += part[: begins.start()]
        drawn = part[begins.end() :]
        if begins[1]:
            number = int(begins[1])
            marks[number] = marks.get(number, b"") + drawn
        else:
            artifact = drawn
    return _Painted(marks, artifact, stray)


class _Tree:
    """Builds the elements from the bytes of the file and the marks of its pages."""

    def __init__(
        self, content: bytes, marks: dict[int, dict[int, bytes]], letters: Letters
    ) -> None:
        self._elements = {
            int(content[content.rfind(b"\n", 0, found.start()) + 1 : found.start()]): found
            for found in _ELEMENT.finditer(content)
        }
        """By their object's number, as they stand in the file."""
        self._marks = marks
        self._letters = letters

    def node(self, number: int, page: int) -> Node:
        """An element with all in it; `page` is the object of the page that it inherits."""
        element = self._elements[number]
        page = int(element["page"] or page)
        texts = {name: _text(value) for name, value in _STRING.findall(element["rest"])}
        node = Node(element["role"].decode(), texts.get(b"T", ""), texts.get(b"Alt", ""))
        own = []
        for kid, other_page, other_mcid, mcid in _KID.findall(element["kids"]):
            if kid:
                node.kids.append(self.node(int(kid), page))
                continue
            drawn = self._marks[int(other_page or page)].get(int(other_mcid or mcid), b"")
            own.append(self._letters.text(drawn))
            if node.role == "Figure":
                node.drawn += drawn
        node.own = " ".join(own)
        return node


def _text(value: bytes) -> str:
    """A text string of the file: UTF-16 in hexadecimal, or plain ASCII with its escapes."""
    if value.startswith(b"<"):
        return bytes.fromhex(value[5:-1].decode()).decode("utf-16-be")
    return _ESCAPED.sub(rb"\1", value[1:-1]).decode("ascii")
