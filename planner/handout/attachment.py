"""The plan that a handout carries: put into the PDF, and taken out again.

The plan's JSON is an associated file of the document (PDF/A-3 and PDF 2.0's AFRelationship). A
seal, SHA-256 over the plan and over what the pages show, ties the two together: a page, a font or
the plan changed afterwards no longer fits it, nor does a note laid over a page. It finds changes
that were not meant for it, and careless tampering; what is read out in place of pictures is not
in it, and it is no signature: who knows this program can make a new seal.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from planner.plan import PlanError

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

FILE_NAME = "plan.json"
_SEAL = "/TaperPlannerSeal"
_UNSEALED = f"sha256:{'0' * 64}"
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


def sealed(content: bytes) -> bytes:
    """The written document with its seal in the place that was kept for it."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        seal = _seal(pdf, pdf.Root.AF[0].EF.F.read_bytes())
    return content.replace(_UNSEALED.encode(), seal.encode())


def plan_bytes_in(pdf: bytes) -> bytes:
    """The plan that a PDF carries. Raises PlanError for one that carries none, is damaged, is
    locked, or was changed after it was made."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf), attempt_recovery=False) as opened:
            specification = _specification(opened)
            if specification is None:
                raise PlanError("", _OURS + "this one carries no plan")
            plan = specification.EF.F.read_bytes()
            if str(specification.get(_SEAL, "")) != _seal(opened, plan):
                raise PlanError(
                    "",
                    _OURS + "this one was changed after it was made, so its plan "
                    "may not be the one on its pages",
                )
            return bytes(plan)
    except pikepdf.PasswordError:
        raise PlanError("", _OURS + "this one is locked with a password") from None
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, PlanError):
            raise
        raise PlanError("", _OURS + "this one is damaged") from None


def _specification(pdf: Pdf) -> Object | None:
    for specification in pdf.Root.get("/AF", ()):
        if str(specification.get("/UF", "")) == FILE_NAME and _SEAL in specification:
            return specification
    return None


def _seal(pdf: Pdf, plan: bytes) -> str:
    """What the pages show and the plan, as one SHA-256."""
    sealed = sha256()

    def add(part: bytes) -> None:
        sealed.update(len(part).to_bytes(8, "big") + part)

    add(plan)
    root = pdf.Root
    add(f"{'/OpenAction' in root} {'/AA' in root}".encode())
    add(f"{len(root.AF)} {len(root.Names.EmbeddedFiles.Names)}".encode())
    fonts: dict[str, Object] = {}
    for page in pdf.pages:
        add(",".join(f"{float(side):.2f}" for side in page.MediaBox).encode())
        shown = ",".join(f"{float(side):.2f}" for side in page.obj.get("/CropBox", ()))
        add(f"{shown} {int(page.obj.get('/Rotate', 0))} {'/AA' in page.obj}".encode())
        add(page.Contents.read_bytes())
        add(str(len(page.get("/Annots", ()))).encode())
        for name, font in page.Resources.get("/Font", {}).items():
            fonts[name] = font
    for name in sorted(fonts):
        add(name.encode())
        add(fonts[name].FontDescriptor.FontFile2.read_bytes())
        add(fonts[name].ToUnicode.read_bytes())
    return f"sha256:{sealed.hexdigest()}"
