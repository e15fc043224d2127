"""A finished handout read again: its structure tree with the text of each element.

It reads the bytes that leave the program, not what was meant to be drawn: the pages' operators,
each font's own table from codes to letters (ToUnicode), and the structure tree that says which
mark belongs to which element. It is fast because it knows only the form in which our own files
are written; anything else leaves text out and is found as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_TOKENS = re.compile(
    rb"/\w+ <</MCID (?P<mcid>\d+)>> BDC"
    rb"|(?P<artifact>/Artifact )"
    rb"|(?P<end>\bEMC\b)"
    rb"|(?P<font>/F\d+\+\d+) [\d.]+ Tf <(?P<text>[0-9a-f]*)> Tj"
)
_TEXT = rb"\((?:\\.|[^\\()])*\)|<[0-9A-F]*>"
_ELEMENT = re.compile(
    rb"(?P<number>\d+) 0 obj\n<< /S /(?P<role>\w+) /P \d+ 0 R(?: /Pg (?P<page>\d+) 0 R)?"
    rb" /K \[(?P<kids>[^\]]*)\](?P<rest>(?:[^\n(]|\((?:\\.|[^\\()])*\))*) >>\nendobj"
)
"""A structure element as `tags` writes it."""
_KID = re.compile(rb"(\d+) 0 R|<< /Type /MCR /Pg (\d+) 0 R /MCID (\d+) >>|(\d+)")
_STRING = re.compile(rb"/(\w+) (" + _TEXT + rb")")
_ESCAPED = re.compile(rb"\\(.)")
_CODE = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")

_Texts = dict[int, str]


@dataclass
class Node:
    """An element of the structure tree, with the text of its own marks."""

    role: str
    title: str = ""
    alternative: str = ""
    own: str = ""
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


@dataclass
class Reading:
    """What a handout says: its tree, and the footer of each page."""

    tree: Node
    footers: list[str]


def read(content: bytes) -> Reading:
    """The tree and the footers of one of our PDFs."""
    import pikepdf

    marks: dict[int, _Texts] = {}
    footers = []
    with pikepdf.open(BytesIO(content)) as pdf:
        letters = _letters(pdf)
        for page in pdf.pages:
            texts, artifacts = _page_texts(page.Contents.read_bytes(), letters)
            marks[page.obj.objgen[0]] = texts
            footers.append(artifacts[-1] if artifacts else "")
        top = pdf.Root.StructTreeRoot.K[0].objgen[0]
    return Reading(_node(top, _elements(content), marks, 0), footers)


def _letters(pdf: Pdf) -> dict[bytes, dict[int, str]]:
    """For each font of the pages, the letter of each code."""
    fonts: dict[bytes, Object] = {}
    for page in pdf.pages:
        fonts |= {name.encode(): font for name, font in page.Resources.Font.items()}
    return {
        name: {
            int(code, 16): chr(int(letter, 16))
            for code, letter in _CODE.findall(font.ToUnicode.read_bytes())
            if int(code, 16) != int(letter, 16)
        }
        for name, font in fonts.items()
    }


def _page_texts(operators: bytes, letters: dict[bytes, dict[int, str]]) -> tuple[_Texts, list[str]]:
    """The text of each numbered mark of a page, and of each artifact."""
    texts: dict[int, list[str]] = {}
    artifacts: list[list[str]] = []
    open_text: list[str] = []
    for token in _TOKENS.finditer(operators):
        kind = token.lastgroup
        if kind == "text":
            codes = bytes.fromhex(token["text"].decode()).decode("latin-1")
            open_text.append(codes.translate(letters[token["font"]]))
        elif kind == "mcid":
            open_text = texts.setdefault(int(token["mcid"]), [])
        elif kind == "artifact":
            open_text = []
            artifacts.append(open_text)
    return {mcid: "".join(parts) for mcid, parts in texts.items()}, ["".join(a) for a in artifacts]


def _elements(content: bytes) -> dict[int, re.Match[bytes]]:
    """The structure elements of the file by their object's number, as they stand in its bytes."""
    return {int(found["number"]): found for found in _ELEMENT.finditer(content)}


def _node(
    number: int,
    elements: dict[int, re.Match[bytes]],
    marks: dict[int, _Texts],
    page: int,
) -> Node:
    """An element with all in it; `page` is the object of the page that it inherits."""
    element = elements[number]
    page = int(element["page"] or page)
    texts = {name: _text(value) for name, value in _STRING.findall(element["rest"])}
    node = Node(element["role"].decode(), texts.get(b"T", ""), texts.get(b"Alt", ""))
    own = []
    for kid, other_page, other_mcid, mcid in _KID.findall(element["kids"]):
        if kid:
            node.kids.append(_node(int(kid), elements, marks, page))
        elif mcid:
            own.append(marks[page].get(int(mcid), ""))
        else:
            own.append(marks[int(other_page)].get(int(other_mcid), ""))
    node.own = " ".join(own)
    return node


def _text(value: bytes) -> str:
    """A text string of the file: UTF-16 in hexadecimal, or plain ASCII with its escapes."""
    if value.startswith(b"<"):
        return bytes.fromhex(value[5:-1].decode()).decode("utf-16-be")
    return _ESCAPED.sub(rb"\1", value[1:-1]).decode("ascii")
