"""A finished handout read again: its structure tree with the text of each element.

It reads the bytes that leave the program, not what was meant to be drawn: the pages' operators,
each font's own table from codes to letters (ToUnicode), and the structure tree that says which
mark belongs to which element. It knows the few operators that our pages use for text; anything
else leaves text out and is found as a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_TOKENS = re.compile(
    rb"/\w+ <</MCID (?P<mcid>\d+)>> BDC"
    rb"|(?P<artifact>/Artifact )"
    rb"|(?P<end>\bEMC\b)"
    rb"|(?P<font>/F\d+\+\d+) [\d.]+ Tf"
    rb"|\((?P<text>(?:\\.|[^\\()])*)\) Tj",
    re.DOTALL,
)
_ESCAPES = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
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
        yield self
        for kid in self.kids:
            yield from kid.walk()

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

    with pikepdf.open(BytesIO(content)) as pdf:
        letters = _letters(pdf)
        marks, footers, pages = [], [], {}
        for number, page in enumerate(pdf.pages):
            texts, artifacts = _page_texts(page.Contents.read_bytes(), letters)
            marks.append(texts)
            footers.append(artifacts[-1] if artifacts else "")
            pages[page.obj.objgen] = number
        return Reading(_node(pdf.Root.StructTreeRoot.K[0], marks, pages, 0), footers)


def _letters(pdf: Pdf) -> dict[bytes, dict[int, str]]:
    """For each font of the pages, the letter of each code."""
    fonts: dict[bytes, Object] = {}
    for page in pdf.pages:
        fonts |= {name.encode(): font for name, font in page.Resources.Font.items()}
    return {
        name: {
            int(code, 16): chr(int(letter, 16))
            for code, letter in _CODE.findall(font.ToUnicode.read_bytes())
        }
        for name, font in fonts.items()
    }


def _page_texts(operators: bytes, letters: dict[bytes, dict[int, str]]) -> tuple[_Texts, list[str]]:
    """The text of each numbered mark of a page, and of each artifact."""
    texts: dict[int, list[str]] = {}
    artifacts: list[list[str]] = []
    open_text: list[str] = []
    codes: dict[int, str] = {}
    for token in _TOKENS.finditer(operators):
        kind = token.lastgroup
        if kind == "text":
            open_text.append("".join(codes[code] for code in _unescaped(token["text"])))
        elif kind == "font":
            codes = letters[token["font"]]
        elif kind == "mcid":
            open_text = texts.setdefault(int(token["mcid"]), [])
        elif kind == "artifact":
            open_text = []
            artifacts.append(open_text)
    return {mcid: "".join(parts) for mcid, parts in texts.items()}, ["".join(a) for a in artifacts]


def _unescaped(text: bytes) -> bytes:
    return _ESCAPES.sub(_escape, text) if b"\\" in text else text


_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _escape(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped.isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return _PLAIN.get(escaped, escaped)


def _node(element: Any, marks: list[_Texts], pages: dict[tuple[int, int], int], page: int) -> Node:
    fields = dict(element.items())
    if "/Pg" in fields:
        page = pages[fields["/Pg"].objgen]
    node = Node(str(fields["/S"])[1:], str(fields.get("/T", "")), str(fields.get("/Alt", "")))
    own = []
    for kid in fields["/K"]:
        if isinstance(kid, int):
            own.append(marks[page].get(kid, ""))
        elif "/MCID" in kid:
            own.append(marks[pages[kid.Pg.objgen]].get(int(kid.MCID), ""))
        else:
            node.kids.append(_node(kid, marks, pages, page))
    node.own = " ".join(own)
    return node
