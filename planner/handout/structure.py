"""What a screen reader meets in a handout, in the one form in which it is sealed.

While pages are drawn, `tags` knows each element; in a file that comes back, only the file does.
Both tell it as a run of `Told`, in reading order, and `structure_form` makes the bytes of it that
the seal covers: role, alternative text, name, language, header and span, and the element's own
marks, by page and number. What our own files never have (other texts, other keys, a way back from
a page that leads elsewhere) has no form: `told_in` refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pikepdf import Pdf

_MOST = 200_000
"""More elements and marks than this are in no handout; reading on would only take time."""
_ELEMENT_KEYS = {"/A", "/Alt", "/K", "/Lang", "/P", "/Pg", "/S", "/T", "/Type"}
_ROOT_KEYS = {"/K", "/ParentTree", "/ParentTreeNextKey", "/Type"}
_MARK_KEYS = {"/MCID", "/Pg", "/Type"}
_TABLE_KEYS = {"/ColSpan", "/O", "/Scope"}

Id = tuple[int, int]
"""An object of a file: its number and generation."""


class Told(NamedTuple):
    """An element as it is read out."""

    depth: int
    """0: the document."""
    role: str
    alternative: str
    title: str
    language: str
    scope: str
    span: int
    marks: tuple[tuple[int, int, int], ...]
    """Its own marks: behind how many of its elements, on which page, and the number there."""


class ForeignStructure(ValueError):
    """The structure of a file isn't one that this program writes."""


def structure_form(told: Iterable[Told]) -> bytes:
    """The elements as bytes: the same ones for the same elements, others for others."""
    return dumps(list(told), separators=(",", ":")).encode("ascii")


def told_in(pdf: Pdf) -> Iterator[Told]:
    """The elements of a file. Raises ForeignStructure where they aren't as we write them, are no
    tree, or have no end."""
    root = pdf.Root.StructTreeRoot
    _expect(root, _ROOT_KEYS)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    ways_back = _ways_back(pdf)
    seen: set[Id] = set()
    left = _MOST
    waiting = [(kid, root.objgen, 0, -1) for kid in reversed(_kids(root, left))]
    while waiting:
        element, parent, depth, page = waiting.pop()
        itself = element.objgen
        if itself in seen or element.P.objgen != parent:
            raise ForeignStructure("an element in two places, or within itself")
        seen.add(itself)
        page = pages[element.Pg.objgen] if "/Pg" in element else page
        kids = _kids(element, left)
        left -= 1 + len(kids)
        marks: list[tuple[int, int, int]] = []
        held: list[tuple[Any, Id, int, int]] = []
        for kid in kids:
            if isinstance(kid, int):
                marks.append((len(held), page, kid))
            elif "/MCID" in kid:
                _expect(kid, _MARK_KEYS)
                marks.append((len(held), pages[kid.Pg.objgen], int(kid.MCID)))
            else:
                held.append((kid, itself, depth + 1, page))
        if any(ways_back.get((on, number)) != itself for _, on, number in marks):
            raise ForeignStructure("a mark whose way back leads elsewhere")
        waiting += reversed(held)
        yield _told(element, depth, tuple(marks))


def _told(element: Any, depth: int, marks: tuple[tuple[int, int, int], ...]) -> Told:
    _expect(element, _ELEMENT_KEYS)
    table = element.get("/A", {})
    _expect(table, _TABLE_KEYS)
    return Told(
        depth,
        str(element.S)[1:],
        str(element.get("/Alt", "")),
        str(element.get("/T", "")),
        str(element.get("/Lang", "")),
        str(table.get("/Scope", "/"))[1:],
        int(table.get("/ColSpan", 1)),
        marks,
    )


def _kids(element: Any, most: int) -> list[Any]:
    """What an element holds; other programs write a single one without its array."""
    from pikepdf import Array

    kids = element.get("/K", Array())
    if not isinstance(kids, Array):
        return [kids]
    if len(kids) > most:
        raise ForeignStructure("more elements than any handout has")
    return list(kids)


def _expect(dictionary: Any, known: set[str]) -> None:
    if not known.issuperset(dictionary.keys()):
        raise ForeignStructure("something that no handout has")


def _ways_back(pdf: Pdf) -> dict[tuple[int, int], Id]:
    """The parent tree: for each mark, as page and number, its element."""
    from pikepdf import NumberTree

    tree: Any = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    ways: dict[tuple[int, int], Id] = {}
    for number, page in enumerate(pdf.pages):
        owners = tree[int(page.obj.StructParents)]
        if len(owners) + len(ways) > _MOST:
            raise ForeignStructure("more marks than any handout has")
        ways.update({(number, mark): owner.objgen for mark, owner in enumerate(owners)})
    return ways
