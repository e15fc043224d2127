"""The seal of a handout: SHA-256 over all that is seen on it, read out from it and carried in it.

It covers the plan, the pages (operators, sizes, fonts), the structure that a screen reader reads
out, the bookmarks, the titles and the language, each as a reader gets it and not as the file
happens to write it: saved again by another program, a handout keeps its seal. Of keys that our own
files don't have, where they could change what is seen or heard, the names are in it, so that a
file with one more differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, Any

from planner.handout.bookmarks import bookmarks_of
from planner.handout.structure import Told, structure_form

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

_MOST_BYTES = 100_000_000
"""No handout shows more; reading on would only take time."""
_MOST_PAGES = 5_000
_MOST_FONTS = 100
_MOST_NUMBERS = 256
_MOST_METADATA = 1_000_000
_HARMLESS_IN_CATALOG = {
    "/Extensions",
    "/PageLayout",
    "/PageMode",
    "/PieceInfo",
    "/Type",
    "/Version",
}
_HARMLESS_ON_PAGE = {"/LastModified", "/Parent", "/PieceInfo", "/Thumb", "/Trans", "/Type"}
_INHERITED = {"/MediaBox", "/Resources", "/Rotate"}
"""Told by their values, which a page may have from the group it is in."""
_PAGE_GROUP_KEYS = {"/Count", "/Kids", "/Parent", "/Type"} | _INHERITED
_HARMLESS_IN_BOOKMARK = {"/Count", "/First", "/Last", "/Next", "/Parent", "/Prev"}
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


class ForeignFile(ValueError):
    """A file has parts that no handout has, or more of them than any."""


def seal_of(pdf: Pdf, plan: bytes, told: Iterable[Told]) -> str:
    """The seal of a file with this plan and with the elements `told` in its structure. Raises
    ForeignFile."""
    _expect_few_pages(pdf)
    sealed = sha256()
    left = _MOST_BYTES
    fonts: dict[str, Any] = {}

    def add(part: bytes) -> None:
        nonlocal left
        left -= len(part)
        if left < 0:
            raise ForeignFile("larger than any handout")
        sealed.update(len(part).to_bytes(8, "big") + part)

    add(plan)
    add(structure_form(told))
    add(_form(_catalog(pdf)))
    add(_form(list(_bookmarks(pdf))))
    for page in pdf.pages:
        add(_form(_page(page)))
        add(page.Contents.read_bytes())
        used: Any = page.resources.get("/Font", {})
        if len(used) > _MOST_FONTS:
            raise ForeignFile("more fonts than any handout has")
        fonts.update(used.items())
    for name in sorted(fonts):
        add(_form([name, *_font(fonts[name])]))
        add(fonts[name].FontDescriptor.FontFile2.read_bytes())
        add(fonts[name].ToUnicode.read_bytes())
    return f"sha256:{sealed.hexdigest()}"


def _expect_few_pages(pdf: Pdf) -> None:
    """Looks through the groups of pages before `pdf.pages` makes a list of them, which of many
    takes minutes."""
    waiting: list[Any] = [pdf.Root.Pages]
    left = _MOST_PAGES
    while waiting:
        group = waiting.pop()
        left -= len(group.Kids)
        if left < 0 or not _PAGE_GROUP_KEYS.issuperset(group.keys()):
            raise ForeignFile("pages that no handout has")
        waiting.extend(kid for kid in list(group.Kids) if "/Kids" in kid)


def _form(parts: list[Any]) -> bytes:
    return dumps(parts, separators=(",", ":")).encode("ascii")


def _catalog(pdf: Pdf) -> list[Any]:
    """What the file says of itself as a whole."""
    root: Any = pdf.Root
    information: Any = pdf.trailer.get("/Info", {})
    metadata = root.Metadata.read_bytes()
    return [
        _keys(root, _HARMLESS_IN_CATALOG),
        _keys(root.Names, set()),
        _files(root),
        str(root.Lang),
        str(information.get("/Title", "")),
        bool(root.MarkInfo.Marked),
        bool(root.ViewerPreferences.DisplayDocTitle),
        list(_named_in(metadata)) if len(metadata) < _MOST_METADATA else len(metadata),
    ]


def _files(root: Any) -> list[Any]:
    """How many files there are, and that all lists of them lead to the one that is sealed."""
    names, specification = root.Names.EmbeddedFiles.Names, root.AF[0]
    file = specification.EF.F.objgen
    same = names[1].objgen == specification.objgen and specification.EF.UF.objgen == file
    return [len(root.AF), len(names), str(names[0]), same]


def _named_in(metadata: bytes) -> Iterator[list[str]]:
    """The titles and languages in the XMP packet, whatever else a program has put there."""
    from xml.etree.ElementTree import fromstring

    named = {f"{_DUBLIN_CORE}title", f"{_DUBLIN_CORE}language"}
    for element in fromstring(metadata).iter():
        if element.tag in named:
            yield [element.tag, "".join(element.itertext()).strip()]
        yield from ([name, element.attrib[name]] for name in named & set(element.attrib))


def _bookmarks(pdf: Pdf) -> Iterator[list[Any]]:
    """Every bookmark with its depth, its title and where it leads."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for depth, bookmark in bookmarks_of(pdf):
        page, kind, *place = bookmark.Dest
        keys = _keys(bookmark, _HARMLESS_IN_BOOKMARK)
        yield [depth, str(bookmark.Title), numbers[page.objgen], str(kind), _sizes(place), keys]


def _page(page: Page) -> list[Any]:
    """A page but for its operators and fonts."""
    return [
        _keys(page.obj, _HARMLESS_ON_PAGE | _INHERITED),
        _keys(page.resources, {"/ProcSet"}),
        _sizes(page.mediabox),
        int(page.rotation),
    ]


def _font(font: Any) -> list[Any]:
    """A font but for its file: how its codes become letters, and how wide they are."""
    descriptor = font.FontDescriptor
    return [
        _keys(font, set()),
        str(font.Subtype),
        int(font.FirstChar),
        _sizes(font.Widths),
        _keys(descriptor, set()),
        int(descriptor.Flags),
    ]


def _sizes(values: Any) -> str:
    """Numbers as they are meant, however a program writes them."""
    if len(values) > _MOST_NUMBERS:
        raise ForeignFile("a longer list of numbers than any handout has")
    return " ".join(f"{float(value):.2f}" for value in values)


def _keys(dictionary: Any, harmless: set[str]) -> list[str]:
    return sorted(set(dictionary.keys()) - harmless)
