"""The plan that a handout carries: put into the PDF, and taken out again.

The plan's JSON is an associated file of the document (PDF/A-3 and PDF 2.0's AFRelationship). A
seal over the plan and over all that is seen and read out (`seal`, `structure`) ties them together:
a page, a font, a text for the screen reader or the plan changed afterwards no longer fits it, nor
does a note laid over a page. It finds changes that were not meant for it, and careless tampering;
it is no signature: who knows this program can make a new seal.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planner.handout.seal import seal_of
from planner.handout.structure import Told, told_in
from planner.terms import PlanError

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

FILE_NAME = "plan.json"
_SEAL = "/TaperPlannerSeal"
_UNSEALED = f"sha256:{'0' * 64}"
_LARGEST_STREAM = 50_000_000
_MOST_FILES = 20
"""Further ones are not looked at; a handout has one."""
_OURS = "expected a PDF that this program made; "


def attach(document: Any, plan: bytes) -> None:
    """Put the plan into a ReportLab document that is about to be written."""
    from reportlab.pdfbase import pdfdoc

    file = document.Reference(
        pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/EmbeddedFile",
                    "Subtype": "/application#2Fjson",
                    "Params": pdfdoc.PDFDictionary({"Size": len(plan)}),
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
                _SEAL.lstrip("/"): f"({_UNSEALED})",
            }
        )
    )
    catalog = document.Catalog
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([f"({FILE_NAME})", specification])})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray([specification])


def sealed(content: bytes, told: Iterable[Told]) -> bytes:
    """The written document, whose structure is `told`, with its seal in the place that was kept
    for it."""
    with _opened(content) as pdf:
        seal = seal_of(pdf, pdf.Root.AF[0].EF.F.read_bytes(), told)
    return content.replace(_UNSEALED.encode(), seal.encode())


def plan_bytes_in(pdf: bytes) -> bytes:
    """The plan that a PDF carries. Raises PlanError for one that carries none, is damaged, is
    locked, or was changed after it was made."""
    import pikepdf

    _set_limits()
    try:
        with _opened(pdf) as opened:
            specification = _specification(opened)
            if specification is None:
                raise PlanError("", _OURS + "this one carries no plan")
            plan = bytes(specification.EF.F.read_bytes())
            is_whole = _fits(opened, plan, str(specification[_SEAL]))
    except pikepdf.PasswordError:
        raise PlanError("", _OURS + "this one is locked with a password") from None
    except PlanError:
        raise
    except Exception:  # what a reader of PDFs raises for any bytes at all is no list to rely on
        raise PlanError("", _OURS + "this one is damaged") from None
    if not is_whole:
        raise PlanError(
            "",
            _OURS + "this one was changed after it was made, so its plan "
            "may not be the one on its pages",
        )
    return plan


def _opened(content: bytes) -> Pdf:
    """A file as it stands: a damaged one isn't repaired, and its pages aren't listed yet."""
    import pikepdf

    return pikepdf.open(BytesIO(content), attempt_recovery=False, inherit_page_attributes=False)


def _specification(pdf: Pdf) -> Object | None:
    files = pdf.Root.get("/AF", ())
    for index in range(min(len(files), _MOST_FILES)):
        if str(files[index].get("/UF", "")) == FILE_NAME and _SEAL in files[index]:
            return files[index]
    return None


def _fits(pdf: Pdf, plan: bytes, seal: str) -> bool:
    """The seal is that of this file; not so where a part isn't there or isn't of its kind."""
    try:
        return seal == seal_of(pdf, plan, told_in(pdf))
    except Exception:
        return False


def _set_limits() -> None:
    """Before a file of unknown origin is read: no stream may unfold without end. Our own are far
    below these limits, so they may stay for the rest of the run."""
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        flate_max_memory=_LARGEST_STREAM,
        png_max_memory=_LARGEST_STREAM,
        run_length_max_memory=_LARGEST_STREAM,
        tiff_max_memory=_LARGEST_STREAM,
        max_stream_filters=2,
    )
