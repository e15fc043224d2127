"""The plan that a handout carries: put into the PDF, and taken out again.

The plan's JSON is an associated file of the document (PDF/A-3 and PDF 2.0's AFRelationship), with
its checksum beside it (ISO 32000, table 45), by which a file that suffered on its way is known.
Whether the plan is the one that was approved is said by its approval's digests (`standing`), not
here: the checksum guards against a bad disk, not against people.

A PDF to be read may come from anywhere. What is read of it is bounded: how often the file is
looked into, and how far a stream unfolds.
"""

from __future__ import annotations

import logging
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planner.terms import PlanError

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

FILE_NAME = "plan.json"
_LARGEST_STREAM = 20_000_000
"""Bytes that a part of the file may unfold to."""
_MOST_LOOKS = 500_000
"""How often the file is read from: about once an object; a handout of fifty pages has 10,000."""
_MOST_FILES = 20
"""Further ones are not looked at; a handout has one."""

_EXPECTED = "expected a plan; "
_INSTEAD = "open the prescriber's sheet or the plan file"
_NO_PLAN = f"{_EXPECTED}this PDF carries no plan: {_INSTEAD}"
_LOCKED = f"{_EXPECTED}this PDF is locked: open one without a password, or the plan file"
_DAMAGED = f"{_EXPECTED}this PDF is damaged: open another copy of it, or the plan file"


def attach(document: Any, plan: bytes) -> None:
    """Put the plan into a ReportLab document that is about to be written."""
    from reportlab.pdfbase import pdfdoc

    told = {"Size": len(plan), "CheckSum": f"<{_checksum(plan).hex()}>"}
    file = document.Reference(
        pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/EmbeddedFile",
                    "Subtype": "/application#2Fjson",
                    "Params": pdfdoc.PDFDictionary(told),
                }
            ),
            plan,
            filters=[pdfdoc.PDFZCompress],
        )
    )
    specification = document.Reference(
        pdfdoc.PDFDictionary(
            {
                "Type": "/Filespec",
                "F": f"({FILE_NAME})",
                "UF": f"({FILE_NAME})",
                "Desc": "(The plan that these pages were made from)",
                "AFRelationship": "/Data",
                "EF": pdfdoc.PDFDictionary({"F": file, "UF": file}),
            }
        )
    )
    catalog = document.Catalog
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([f"({FILE_NAME})", specification])})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray([specification])


def plan_bytes_in(pdf: bytes) -> bytes:
    """The plan that a PDF carries. Raises PlanError with one sentence for one that carries none,
    is locked or is damaged."""
    from pypdf import PdfReader, apply_configuration, get_configuration
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # or it would speak on its own
    try:
        with apply_configuration(get_configuration().with_overwrites(**_limits())):
            reader = PdfReader(_Bounded(pdf), strict=True, xref_stream_maximum_entries=_MOST_LOOKS)
            if reader.is_encrypted:
                raise PlanError("", _LOCKED)
            return _carried(reader.root_object)
    except PlanError:
        raise
    except DependencyError:  # a cipher that we don't have
        raise PlanError("", _LOCKED) from None
    except Exception:  # what a reader of PDFs raises for any bytes at all is no list to rely on
        raise PlanError("", _DAMAGED) from None


def _carried(catalog: DictionaryObject) -> bytes:
    """The plan among the files of a document, as whole as when it was put there."""
    for file in list(catalog.get("/AF", ()))[:_MOST_FILES]:
        specification = file.get_object()
        if specification.get("/UF") == FILE_NAME:
            stream = specification["/EF"]["/F"]
            plan: bytes = stream.get_data()
            if bytes(stream["/Params"]["/CheckSum"].original_bytes) != _checksum(plan):
                raise PlanError("", _DAMAGED)
            return plan
    raise PlanError("", _NO_PLAN)


def _checksum(plan: bytes) -> bytes:
    """MD5, as the standard has it: it is to find damage, and no guard against people."""
    return md5(plan, usedforsecurity=False).digest()


def _limits() -> dict[str, int]:
    """How far a stream may unfold, and how much of a broken one is worth an attempt: nothing."""
    longest = (
        "zlib_maximum_output_length",
        "lzw_maximum_output_length",
        "run_length_maximum_output_length",
        "maximum_declared_stream_length",
        "stream_decoding_work_maximum_length",
    )
    return {**dict.fromkeys(longest, _LARGEST_STREAM), "zlib_maximum_recovery_input_length": 0}


class _Bounded(BytesIO):
    """A file that is read from only so often: tables that lead in circles come to an end."""

    looks = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.looks += 1
        if self.looks > _MOST_LOOKS:
            raise PlanError("", _DAMAGED)
        return super().read(size)
