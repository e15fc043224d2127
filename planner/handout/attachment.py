"""The plan that a handout carries: put into the PDF, and taken out again.

The plan's JSON is an associated file of the document (PDF/A-3 and PDF 2.0's AFRelationship). A
seal, SHA-256 over the plan and over what the pages show, ties the two together: a page, a font or
the plan changed afterwards no longer fits it, nor does a note laid over a page. It finds changes
that were not meant for it, and careless tampering; it is no signature: who knows this program can
make a new seal.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from planner.plan import PlanError

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

FILE_NAME = "plan.json"
_SEAL = "/TaperPlannerSeal"
_OURS = "expected a PDF that this program made; "


def carry(content: bytes, plan: bytes) -> bytes:
    """The PDF with the plan inside, its objects packed. Same PDF and plan, same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        file = pdf.make_stream(
            plan,
            Type=pikepdf.Name.EmbeddedFile,
            Subtype=pikepdf.Name("/application/json"),
            Params=pikepdf.Dictionary(Size=len(plan)),
        )
        specification = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Filespec,
                F=FILE_NAME,
                UF=FILE_NAME,
                Desc="The plan that these pages were made from",
                AFRelationship=pikepdf.Name.Data,
                EF=pikepdf.Dictionary(F=file, UF=file),
            )
        )
        specification[_SEAL] = _seal(pdf, plan)
        names = pikepdf.Array([pikepdf.String(FILE_NAME), specification])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
        pdf.Root.AF = pikepdf.Array([specification])
        for key in ("/CreationDate", "/ModDate"):  # the page has a date only where it is asked for
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        saved = BytesIO()
        pdf.save(
            saved,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return saved.getvalue()


def plan_bytes_in(pdf: bytes) -> bytes:
    """The plan that a PDF carries. Raises PlanError for one that carries none, is damaged, is
    locked, or was changed after it was made."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
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
    fonts: dict[str, Object] = {}
    for page in pdf.pages:
        add(",".join(f"{float(side):.2f}" for side in page.MediaBox).encode())
        add(page.Contents.read_bytes())
        add(str(len(page.get("/Annots", ()))).encode())
        for name, font in page.Resources.get("/Font", {}).items():
            fonts[name] = font
    for name in sorted(fonts):
        add(name.encode())
        add(fonts[name].FontDescriptor.FontFile2.read_bytes())
        add(fonts[name].ToUnicode.read_bytes())
    return f"sha256:{sealed.hexdigest()}"
