"""A strict reader of tagged pages: lists what is wrong with a PDF's structure (pikepdf).

Stricter than `pdfua`, which checks a part of the rules and passes files that were broken on
purpose. It reads each page's operators and the structure tree, and holds one against the other.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

HEADINGS = {f"H{level}": level for level in range(1, 7)}
ROLES = {"Document", "Sect", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure"} | set(
    HEADINGS
)
PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
WITHIN = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}}
"""The roles within which a role may stand."""


def problems(content: bytes) -> list[str]:
    """What is wrong; an empty list for a PDF whose tags are as they should be."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return _Reader(pdf).found()


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.wrong: list[str] = []
        self.on_page: dict[int, dict[int, str]] = {}
        """For each page, the role that each numbered mark is drawn under."""
        self.in_tree: list[tuple[int, int]] = []
        """Marks as (page, number), in the tree's order."""
        self.owners: dict[tuple[int, int], Any] = {}
        self.level = 0
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def found(self) -> list[str]:
        self.catalog()
        for number, page in enumerate(self.pdf.pages):
            self.on_page[number] = self.page(number, page)
        tree = self.pdf.Root.get("/StructTreeRoot")
        if tree is None:
            return [*self.wrong, "no structure tree"]
        top = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        self.element(top, tree, "StructTreeRoot", None)
        self.marks()
        self.parent_tree(tree)
        return self.wrong

    def catalog(self) -> None:
        root = self.pdf.Root
        if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
            self.wrong.append("the catalog doesn't say that the file is tagged")
        if not str(root.get("/Lang", "")):
            self.wrong.append("no language")
        if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
            self.wrong.append("the title isn't shown")
        metadata = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
        if "<pdfuaid:part>1</pdfuaid:part>" not in metadata or "<dc:title>" not in metadata:
            self.wrong.append("the metadata names no PDF/UA part or no title")

    def page(self, number: int, page: pikepdf.Page) -> dict[int, str]:
        """The numbered marks of a page; nothing is painted outside a mark or an artifact."""
        if page.obj.get("/Tabs") != pikepdf.Name.S:
            self.wrong.append(f"page {number + 1}: tabs don't follow the structure")
        marks: dict[int, str] = {}
        open_marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                role = str(operands[0])[1:]
                if open_marks:
                    self.wrong.append(f"page {number + 1}: {role} opens within {open_marks[-1]}")
                open_marks.append(role)
                properties = operands[1] if name == "BDC" else {}
                if "/MCID" in properties:
                    mcid = int(properties["/MCID"])
                    if mcid in marks:
                        self.wrong.append(f"page {number + 1}: mark {mcid} is drawn twice")
                    marks[mcid] = role
                elif role != "Artifact":
                    self.wrong.append(f"page {number + 1}: a mark of {role} without a number")
            elif name == "EMC":
                if not open_marks:
                    self.wrong.append(f"page {number + 1}: a mark ends that didn't begin")
                else:
                    open_marks.pop()
            elif name in PAINTS and not open_marks:
                self.wrong.append(f"page {number + 1}: painted outside any mark ({name})")
        if open_marks:
            self.wrong.append(f"page {number + 1}: a mark doesn't end")
        return marks

    def element(self, element: Any, parent: Any, parent_role: str, page: int | None) -> None:
        role = str(element.get("/S", "/"))[1:]
        if role not in ROLES:
            self.wrong.append(f"unknown role {role}")
        if element.get("/P") is None or element.P.objgen != parent.objgen:
            self.wrong.append(f"{role}: its parent isn't the element that holds it")
        if role in WITHIN and parent_role not in WITHIN[role]:
            self.wrong.append(f"{role} within {parent_role}")
        if "/Pg" in element:
            page = self.page_number(element.Pg)
        kids = element.get("/K", pikepdf.Array())
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        self.one(element, role, kids)
        for kid in kids:
            if isinstance(kid, int):
                self.mark(page, int(kid), role, element)
            elif "/MCID" in kid:
                self.mark(self.page_number(kid.Pg), int(kid.MCID), role, element)
            else:
                self.element(kid, element, role, page)

    def one(self, element: Any, role: str, kids: list[Any]) -> None:
        """What its role asks of an element."""
        if role in HEADINGS:
            if HEADINGS[role] > self.level + 1:
                self.wrong.append(f"heading {role} after level {self.level}")
            self.level = HEADINGS[role]
        if role == "Figure" and not str(element.get("/Alt", "")).strip():
            self.wrong.append("a figure without words")
        if role == "TH" and "/Scope" not in element.get("/A", {}):
            self.wrong.append("a header cell that doesn't say what it heads")
        if role == "Table":
            self.table(kids)
        if role == "L" and (not kids or any(str(kid.S) != "/LI" for kid in kids)):
            self.wrong.append("a list that holds something else than its items")
        if not kids and role not in ("TD", "Document"):
            self.wrong.append(f"{role} holds nothing")

    def table(self, rows: list[Any]) -> None:
        """All rows are as wide as each other, and there are header cells."""
        widths = set()
        headers = 0
        for row in rows:
            if str(row.S) != "/TR":
                self.wrong.append(f"a table that holds {row.S}")
                continue
            cells = list(row.get("/K", []))
            widths.add(sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in cells))
            headers += sum(str(cell.S) == "/TH" for cell in cells)
        if len(widths) != 1:
            self.wrong.append(f"a table with rows of {sorted(widths)} cells")
        if not headers:
            self.wrong.append("a table without header cells")

    def mark(self, page: int | None, mcid: int, role: str, element: Any) -> None:
        if page is None:
            self.wrong.append(f"{role}: a mark on no page")
            return
        drawn = self.on_page[page].get(mcid)
        if drawn is None:
            self.wrong.append(f"page {page + 1}: mark {mcid} is in the tree but not on the page")
        elif drawn != role:
            self.wrong.append(f"page {page + 1}: mark {mcid} is {drawn} there and {role} here")
        if (page, mcid) in self.owners:
            self.wrong.append(f"page {page + 1}: mark {mcid} is in the tree twice")
        self.owners[page, mcid] = element.objgen
        self.in_tree.append((page, mcid))

    def marks(self) -> None:
        """Every mark is in the tree, and in the order in which it is drawn."""
        for page, marks in self.on_page.items():
            for mcid in marks:
                if (page, mcid) not in self.owners:
                    self.wrong.append(f"page {page + 1}: mark {mcid} isn't in the tree")
        if self.in_tree != sorted(self.in_tree):
            self.wrong.append("the tree isn't in reading order")

    def parent_tree(self, tree: Any) -> None:
        numbers = tree.ParentTree.Nums
        parents = {int(numbers[i]): list(numbers[i + 1]) for i in range(0, len(numbers), 2)}
        for number, page in enumerate(self.pdf.pages):
            key = page.obj.get("/StructParents")
            if key is None or int(key) not in parents:
                self.wrong.append(f"page {number + 1}: no way back to the structure")
                continue
            owners = parents[int(key)]
            for mcid in self.on_page[number]:
                there = owners[mcid].objgen if mcid < len(owners) else None
                if there != self.owners.get((number, mcid)):
                    self.wrong.append(f"page {number + 1}: mark {mcid} leads back elsewhere")

    def page_number(self, page: Any) -> int:
        return self.numbers[page.objgen]
