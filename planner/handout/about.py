"""What the file says of itself: its title and language, and that it is tagged (PDF/UA-1).

Viewers show the title instead of the file's name, screen readers choose their voice by the
language. No day on which it was made is in it, so that the same plan gives the same bytes.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class Information(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The document's information: its title, and which program made it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def format(self, document: Any) -> bytes:
        content = f"<< /Title {text_string(self.title)} /Creator (taper-planner) >>"
        return content.encode("ascii")


def declare(catalog: Any, title: str, language: str) -> None:
    """What the catalog says: it is tagged, in which language, and its title is to be shown."""
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Lang = text_string(language)
    catalog.Metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}),
        _metadata(title, language).encode(),
        filters=[],
    )


def text_string(text: str) -> str:
    """A text as PDF writes it: as it is where it is plain ASCII, else as UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _metadata(title: str, language: str) -> str:
    """The XMP packet by which a file says that it is PDF/UA-1."""
    from xml.sax.saxutils import escape

    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
