"""What is drawn beside the words counts as said: tablets whole and halved, ▼ and ▲, their words.

A picture is told by what only it has among its operators: a half by the dashes of the other half,
▼ and ▲ by three corners. The strength inside a piece is text; in a half it stands where the plan
has several products.
"""

from __future__ import annotations

import re

from planner.amounts import Milligrams, written
from planner.handout.readback.page import Page
from planner.handout.readback.reading import Node
from planner.schedule import Dose

_HALF = b"[1.2 1.6] 0 d"
_TRIANGLE = re.compile(rb"\s*\S+ (\S+) m \S+ (\S+) l \S+ (\S+) l h f\s*")
_MOST_PIECES = 6
"""Of more pieces one is drawn, with their number beside it."""


def check_pieces(page: Page, place: str, cell: Node, dose: Dose) -> None:
    """The picture in a cell: the strengths that stand in its pieces, and its halves."""
    wanted: list[str] = []
    halves = 0
    for taken in dose.take:
        product = page.given.medicine.by_id[taken.product]
        whole, rest = (0, 0) if product.is_liquid else divmod(taken.amount, 1)
        strength = written(product.strength_mg)
        wanted += [strength] * int(whole) if whole <= _MOST_PIECES else [strength, f"×{whole}"]
        wanted += [strength] if rest and len(page.given.plan.products) > 1 else []
        halves += bool(rest)
    pieces = [kid for kid in _pictures(cell) if not _TRIANGLE.fullmatch(kid.drawn)]
    found = [piece for kid in pieces for piece in kid.own.split()]
    page.same(f"{place}, drawn pieces", wanted, found)
    page.same(f"{place}, drawn halves", halves, sum(kid.drawn.count(_HALF) for kid in pieces))


def check_mark(page: Page, place: str, cell: Node, mg: Milligrams, before: Milligrams) -> None:
    """▼ where a dose is lower than before, ▲ where it is higher, nothing where it is the same."""
    mark = "down" if mg < before else "up" if mg > before else ""
    _check_mark(page, place, cell, mark, page.given.words.text(f"first.{mark}") if mark else "")


def check_change(
    page: Page, place: str, head: Node, doses: list[Milligrams], before: list[Milligrams]
) -> None:
    """▲ beside a day on which the daily dose rises, ▼ beside one on which it falls, or the doses
    are shared otherwise; nothing where they stay."""
    mark = "" if doses == before else "up" if sum(doses) > sum(before) else "down"
    _check_mark(page, place, head, mark, page.given.words.text("calendar.change"))


def check_spoken(page: Page) -> None:
    """No picture has figures among its words but the chart, which is a sentence: they would be
    read out, and nobody who sees the page would miss them."""
    spoken = {node.alternative for node in page.tree.walk() if node.title != "chart"}
    for text in spoken:
        read = page.figures
        found = [*read.dates(text), *read.milligrams(text), *read.pieces(text)]
        page.same("a picture in words, figures", [], [*found, *read.supplies(text)])


def _check_mark(page: Page, place: str, cell: Node, mark: str, words: str) -> None:
    """The triangle, and what is read out for it."""
    found = [
        ("up" if float(shape[3]) > float(shape[1]) else "down", kid.alternative)
        for kid in _pictures(cell)
        if (shape := _TRIANGLE.fullmatch(kid.drawn))
    ]
    page.same(f"{place}, mark", [(mark, words)] if mark else [], found)


def _pictures(cell: Node) -> list[Node]:
    return [kid for kid in cell.kids if kid.role == "Figure"]
