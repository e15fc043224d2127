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


def a_plan_that_unfolds(content: bytes) -> bytes:
    """A hundred kilobytes that unfold to more than a hundred megabytes."""

    def change(pdf: Pdf) -> None:
        stream = Stream(pdf, _zeros_packed())
        stream.Filter = Name.FlateDecode
        pdf.Root.AF[0].EF.F = pdf.make_indirect(stream)

    return _saved(content, change)


def a_plan_packed_many_times(content: bytes) -> bytes:
    def change(pdf: Pdf) -> None:
        packed = _zeros_packed()
        for _ in range(14):
            packed = zlib.compress(packed)
        stream = Stream(pdf, packed)
        stream.Filter = Array([Name.FlateDecode] * 15)
        pdf.Root.AF[0].EF.F = pdf.make_indirect(stream)

    return _saved(content, change)


def a_plan_that_never_ends(content: bytes) -> bytes:
    """A packed stream cut off: not worth an attempt byte by byte."""

    def change(pdf: Pdf) -> None:
        stream = Stream(pdf, zlib.compress(Random(1).randbytes(4_000_000))[:-9])
        stream.Filter = Name.FlateDecode
        pdf.Root.AF[0].EF.F = pdf.make_indirect(stream)

    return _saved(content, change)


def files_without_number(content: bytes) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.AF = Array([Dictionary()] * 100_000)

    return _saved(content, change)


def a_file_within_itself(content: bytes) -> bytes:
    def change(pdf: Pdf) -> None:
        specification = pdf.Root.AF[0]
        specification.EF.F = specification

    return _saved(content, change)


def lists_within_lists(content: bytes) -> bytes:
    return _with_catalog(content, b"[" * 1_000_000 + b"]" * 1_000_000)


def a_list_without_number(content: bytes) -> bytes:
    return _with_catalog(content, b"[" + b"0 " * 5_000_000 + b"]")


def a_reference_to_itself(content: bytes) -> bytes:
    return _with_catalog(content, b"7 0 R\nendobj\n7 0 obj\n7 0 R")


def a_number_of_very_many_digits(content: bytes) -> bytes:
    return _with_catalog(content, b"[" + b"9" * 5_000_000 + b"]")


def a_table_of_millions(content: bytes) -> bytes:
    """The cross-reference table alone has two million rows."""
    start = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    table = b"xref\n0 2000000\n" + b"0000000015 00000 n \n" * 2_000_000
    rest = content[content.index(b"trailer", start) :]
    return content[:start] + table + rest


def tables_in_a_ring(content: bytes) -> bytes:
    start = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    before, trailer, after = content.rpartition(b"trailer")
    return before + trailer + after.replace(b"<<", b"<< /Prev %d" % start, 1)


def a_chain_of_tables(content: bytes) -> bytes:
    """Each leads to one before it, a hundred thousand of them."""
    parts, at, previous = [content], len(content), 0
    for _ in range(100_000):
        table = b"xref\n0 0\ntrailer\n<< /Size 9 /Prev %d >>\n" % previous
        parts.append(table)
        previous, at = at, at + len(table)
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF\n" % previous])


def lines_without_number(content: bytes) -> bytes:
    """No end is to be found from the back."""
    return content[:20] + b"\n" * 40_000_000


def nothing_but_digits(content: bytes) -> bytes:
    return content[:9] + b"1 0 obj " * 5_000_000 + b"startxref\n9\n%%EOF\n"


HOSTILE: list[Callable[[bytes], bytes]] = [
    a_plan_that_unfolds,
    a_plan_packed_many_times,
    a_plan_that_never_ends,
    files_without_number,
    a_file_within_itself,
    lists_within_lists,
    a_list_without_number,
    a_reference_to_itself,
    a_number_of_very_many_digits,
    a_table_of_millions,
    tables_in_a_ring,
    a_chain_of_tables,
    lines_without_number,
    nothing_but_digits,
]


def _with_catalog(content: bytes, files: bytes) -> bytes:
    """A small file of one's own, whose list of files is this."""
    return _plain_file(b"<< /Type /Catalog /AF %s >>" % files)


def _plain_file(catalog: bytes) -> bytes:
    head = b"%PDF-1.7\n"
    body = b"1 0 obj\n" + catalog + b"\nendobj\n"
    seven = len(head) + body.find(b"7 0 obj")
    table = b"xref\n0 2\n0000000000 65535 f \n%010d 00000 n \n7 1\n%010d 00000 n \n" % (9, seven)
    trailer = b"trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return head + body + table + trailer % (len(head) + len(body))


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


def _zeros_packed() -> bytes:
    packer = zlib.compressobj(9)
    zeros = b"\0" * 1_000_000
    return b"".join(packer.compress(zeros) for _ in range(120)) + packer.flush()
