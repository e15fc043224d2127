"""Handouts as they come back from a bad disk, a careless program or somebody who means harm.

Each way to break one takes its bytes and a random generator: some touch the bytes, some what the
bytes mean. `HOSTILE` are made on purpose to loop, to nest or to unfold without end.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Break = Callable[[bytes, Random], bytes]


def bytes_flipped(content: bytes, rng: Random) -> bytes:
    broken = bytearray(content)
    for _ in range(rng.choice([1, 1, 5, 50])):
        broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
    return bytes(broken)


def bytes_flipped_in_plain_sight(content: bytes, rng: Random) -> bytes:
    """Where nothing is packed, a flip changes one figure and leaves a file that can be read."""
    return bytes_flipped(_saved(content, lambda pdf: None, compress_streams=False), rng)


def cut_short(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def a_stretch_left_out(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.choice([1, 10, 1000]) :]


def a_stretch_twice(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    length = rng.choice([1, 10, 1000])
    return content[: start + length] + content[start:]


def objects_taken_out(content: bytes, rng: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        for _ in range(rng.choice([1, 3, 30])):
            number = rng.randrange(1, len(pdf.objects))
            pdf._replace_object((number, 0), Dictionary())

    return _saved(content, change)


def keys_taken_out(content: bytes, rng: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        for _ in range(rng.choice([1, 3, 30])):
            one = _any_dictionary(pdf, rng)
            if keys := sorted(set(one.keys()) - {"/Length"}):
                del one[rng.choice(keys)]

    return _saved(content, change)


def keys_of_other_kinds(content: bytes, rng: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        kinds: list[Any] = [0, -1, 2**40, True, String("x"), Name.X, Array(), Dictionary()]
        for _ in range(rng.choice([1, 3, 30])):
            one = _any_dictionary(pdf, rng)
            if keys := sorted(set(one.keys()) - {"/Length"}):
                one[rng.choice(keys)] = rng.choice(kinds)

    return _saved(content, change)


def keys_that_lead_elsewhere(content: bytes, rng: Random) -> bytes:
    """To any other object: loops among them."""

    def change(pdf: Pdf) -> None:
        for _ in range(rng.choice([1, 3, 30])):
            one = _any_dictionary(pdf, rng)
            if keys := sorted(set(one.keys()) - {"/Length"}):
                one[rng.choice(keys)] = _any_dictionary(pdf, rng)

    return _saved(content, change)


BREAKS: list[Break] = [
    bytes_flipped,
    bytes_flipped_in_plain_sight,
    cut_short,
    a_stretch_left_out,
    a_stretch_twice,
    objects_taken_out,
    keys_taken_out,
    keys_of_other_kinds,
    keys_that_lead_elsewhere,
]


def elements_within_themselves(pdf: Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K.append(top)


def elements_within_elements(pdf: Pdf) -> None:
    holder = pdf.Root.StructTreeRoot.K[0]
    for _ in range(20_000):
        inner = pdf.make_indirect(Dictionary(S=Name.P, P=holder, K=Array()))
        holder.K = Array([inner])
        holder = inner


def marks_without_number(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K = Array([0] * 300_000)


def owners_within_themselves(pdf: Pdf) -> None:
    owners = pdf.make_indirect(Dictionary(Limits=Array([0, 100])))
    owners.Kids = Array([owners])
    pdf.Root.StructTreeRoot.ParentTree = owners


def owners_within_owners(pdf: Pdf) -> None:
    owners = pdf.make_indirect(Dictionary(Limits=Array([0, 100]), Nums=Array([0, Array()])))
    for _ in range(20_000):
        owners = pdf.make_indirect(Dictionary(Limits=Array([0, 100]), Kids=Array([owners])))
    pdf.Root.StructTreeRoot.ParentTree = owners


def pages_within_themselves(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def pages_within_pages(pdf: Pdf) -> None:
    group = pdf.Root.Pages
    for _ in range(20_000):
        inner = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=9, Kids=group.Kids))
        group.Kids = Array([inner])
        group = inner


def the_same_page_without_number(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    pages.Kids = Array([pages.Kids[0]] * 100_000)


def bookmarks_in_a_ring(pdf: Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Next = first


def bookmarks_without_number(pdf: Pdf) -> None:
    last = pdf.Root.Outlines.First
    for _ in range(20_000):
        more = pdf.make_indirect(Dictionary(Title=String("more"), Dest=last.Dest))
        last.Next = more
        last = more


def a_page_that_unfolds(pdf: Pdf) -> None:
    pdf.pages[0].Contents = _unfolding(pdf)


def a_plan_that_unfolds(pdf: Pdf) -> None:
    pdf.Root.AF[0].EF.F = _unfolding(pdf)


def metadata_that_unfolds(pdf: Pdf) -> None:
    tens = (f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    told = f'<!DOCTYPE x [<!ENTITY e0 "more">{"".join(tens)}]><x>&e9;</x>'
    pdf.Root.Metadata.write(told.encode())


def metadata_within_metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(b"<a>" * 100_000 + b"</a>" * 100_000)


def fonts_without_number(pdf: Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    one = fonts[sorted(fonts.keys())[0]]
    for number in range(20_000):
        fonts[f"/More{number}"] = one


def letters_without_number(pdf: Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    fonts[sorted(fonts.keys())[0]].Widths = Array([1] * 200_000)


def files_without_number(pdf: Pdf) -> None:
    pdf.Root.AF = Array([Dictionary()] * 100_000)


HOSTILE: list[Callable[[Pdf], None]] = [
    elements_within_themselves,
    elements_within_elements,
    marks_without_number,
    owners_within_themselves,
    owners_within_owners,
    pages_within_themselves,
    pages_within_pages,
    the_same_page_without_number,
    bookmarks_in_a_ring,
    bookmarks_without_number,
    a_page_that_unfolds,
    a_plan_that_unfolds,
    metadata_that_unfolds,
    metadata_within_metadata,
    fonts_without_number,
    letters_without_number,
    files_without_number,
]


def hostile(content: bytes, change: Callable[[Pdf], None]) -> bytes:
    return _saved(content, change)


def _saved(content: bytes, change: Callable[[Pdf], None], **options: Any) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        saved = BytesIO()
        try:
            pdf.save(saved, **options)
        except (pikepdf.PdfError, RuntimeError):
            return content  # too broken to be written: nothing to open
    return saved.getvalue()


def _any_dictionary(pdf: Pdf, rng: Random) -> Any:
    """Any dictionary among the file's objects, or the one of a stream."""
    while True:
        one = pdf.objects[rng.randrange(len(pdf.objects))]
        if isinstance(one, Dictionary | Stream):
            return one


def _unfolding(pdf: Pdf) -> Any:
    """A stream of a hundred kilobytes that unfolds to more than a hundred megabytes."""
    packer = zlib.compressobj(9)
    zeros = b"\0" * 1_000_000
    packed = b"".join(packer.compress(zeros) for _ in range(120)) + packer.flush()
    stream = Stream(pdf, packed)
    stream.Filter = Name.FlateDecode
    return pdf.make_indirect(stream)
