"""What is drawn beside words: tablets, packets, a measured liquid, boxes to tick, ▼ and ▲.

Products are told apart without colour: each strength has its own outline and shade, and its number
stands inside. Half a tablet is half a disc with the other half dashed; of several products it says
too of which it is the half. Every drawing is a `Picture`: how big it is, and the operators that
draw it at a place; its words stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.amounts import written
from planner.handout import fonts
from planner.handout.paper import Paper
from planner.medicine import Medicine
from planner.plan import Plan
from planner.tablets import Taken

_CURVE = 0.5523
"""How far a Bézier curve's handles lie for a quarter of a circle, in radii."""
_LOOKS = (
    (1.0, 1.0, ""),
    (0.82, 1.0, ""),
    (1.0, 2.2, ""),
    (0.6, 1.0, ""),
    (1.0, 1.0, "[2 1.5] 0 d"),
)
"""Shade inside (1: white), thickness and dashes of the outline, from the strongest product on."""
_MOST_PIECES = 6
"""More pieces than this are drawn once, with their number beside."""


class Picture:
    """A row of drawn pieces."""

    def __init__(self, width: float, draw: Callable[[Paper, float, float], None]) -> None:
        self.width = width
        self.draw = draw
        """Draws within an open mark; (x, y) is the middle of the left side."""


class Drawings:
    """The drawings of a plan's products: each has its look by its place among them."""

    def __init__(self, plan: Plan, medicine: Medicine, size: float) -> None:
        used = [product for product in medicine.strongest_first if product.id in plan.products]
        self._looks = {product.id: _LOOKS[i % len(_LOOKS)] for i, product in enumerate(used)}
        self._products = medicine.by_id
        self._size = size

    def taken(self, take: Sequence[Taken], width: float) -> Picture | None:
        """The pieces of a dose, no wider than `width`; None for no dose."""
        if not take:
            return None
        pieces = [piece for taken in take for piece in self._pieces(taken)]
        gap = self._size * 0.18
        size = min(self._size, (width + gap) / len(pieces) - gap)

        def draw(paper: Paper, x: float, y: float) -> None:
            for draw_piece in pieces:
                draw_piece(paper, x, y, size)
                x += size + gap

        return Picture(len(pieces) * (size + gap) - gap, draw)

    def _pieces(self, taken: Taken) -> list[Callable[[Paper, float, float, float], None]]:
        product = self._products[taken.product]
        if product.is_liquid:
            return [lambda paper, x, y, size: _syringe(paper, x, y, size)]
        shade, thickness, dashes = self._looks[product.id]
        label = written(product.strength_mg)
        whole, rest = divmod(taken.amount, 1)

        def whole_piece(paper: Paper, x: float, y: float, size: float) -> None:
            if product.form == "granules":
                _packet(paper, x, y, size, shade, thickness, dashes)
            else:
                _disc(paper, x, y, size, shade, thickness, dashes)
            _number(paper, label, x + size / 2, y, size * (0.55 if len(label) < 3 else 0.36))

        def half_piece(paper: Paper, x: float, y: float, size: float) -> None:
            _half_disc(paper, x, y, size, shade, thickness, dashes)
            if len(self._looks) > 1:
                _number(paper, label, x + size * 0.29, y, size * (0.34 if len(label) < 3 else 0.24))

        def number_piece(paper: Paper, x: float, y: float, size: float) -> None:
            text = f"×{written(whole)} "
            paper.text(text, x, y - size * 0.25, size * 0.7, bold=True)

        count = int(whole)
        wholes = [whole_piece] * count if count <= _MOST_PIECES else [whole_piece, number_piece]
        return [*wholes, *([half_piece] if rest else [])]


def box(paper: Paper, x: float, y: float, size: float) -> None:
    """A box to tick, (x, y) the middle of its left side. Within an open mark."""
    paper.canvas.addLiteral(f"1.2 w {x:.2f} {y - size / 2:.2f} {size:.2f} {size:.2f} re S")


def triangle(paper: Paper, x: float, y: float, size: float, *, up: bool) -> None:
    """▼ or ▲, (x, y) the middle of its left side. Within an open mark."""
    half = size * 0.42 * (1 if up else -1)
    paper.canvas.addLiteral(
        f"{x:.2f} {y - half:.2f} m {x + size:.2f} {y - half:.2f} l "
        f"{x + size / 2:.2f} {y + half:.2f} l h f"
    )


def _disc(
    paper: Paper, x: float, y: float, size: float, shade: float, thickness: float, dashes: str
) -> None:
    r, k = size / 2, size / 2 * _CURVE
    cx = x + r
    paper.canvas.addLiteral(
        f"q {shade:g} g {thickness:g} w {dashes} {cx - r:.2f} {y:.2f} m "
        f"{cx - r:.2f} {y + k:.2f} {cx - k:.2f} {y + r:.2f} {cx:.2f} {y + r:.2f} c "
        f"{cx + k:.2f} {y + r:.2f} {cx + r:.2f} {y + k:.2f} {cx + r:.2f} {y:.2f} c "
        f"{cx + r:.2f} {y - k:.2f} {cx + k:.2f} {y - r:.2f} {cx:.2f} {y - r:.2f} c "
        f"{cx - k:.2f} {y - r:.2f} {cx - r:.2f} {y - k:.2f} {cx - r:.2f} {y:.2f} c b Q"
    )


def _half_disc(
    paper: Paper, x: float, y: float, size: float, shade: float, thickness: float, dashes: str
) -> None:
    r, k = size / 2, size / 2 * _CURVE
    cx = x + r
    darker = shade - 0.25 if shade > 0.7 else shade
    paper.canvas.addLiteral(
        f"q {darker:g} g {max(thickness, 1.4):g} w {dashes} {cx:.2f} {y + r:.2f} m "
        f"{cx - k:.2f} {y + r:.2f} {cx - r:.2f} {y + k:.2f} {cx - r:.2f} {y:.2f} c "
        f"{cx - r:.2f} {y - k:.2f} {cx - k:.2f} {y - r:.2f} {cx:.2f} {y - r:.2f} c h B "
        f"0.6 w [1.2 1.6] 0 d {cx:.2f} {y + r:.2f} m "
        f"{cx + k:.2f} {y + r:.2f} {cx + r:.2f} {y + k:.2f} {cx + r:.2f} {y:.2f} c "
        f"{cx + r:.2f} {y - k:.2f} {cx + k:.2f} {y - r:.2f} {cx:.2f} {y - r:.2f} c S Q"
    )


def _packet(
    paper: Paper, x: float, y: float, size: float, shade: float, thickness: float, dashes: str
) -> None:
    paper.canvas.addLiteral(
        f"q {shade:g} g {thickness:g} w {dashes} {x:.2f} {y - size / 2:.2f} "
        f"{size:.2f} {size:.2f} re B Q"
    )


def _number(paper: Paper, label: str, x: float, y: float, type_size: float) -> None:
    """The strength inside a piece, its middle at (x, y)."""
    width = fonts.width(label, True, type_size)
    paper.text(label + " ", x - width / 2, y - type_size * 0.34, type_size, bold=True)


def _syringe(paper: Paper, x: float, y: float, size: float) -> None:
    """An oral syringe, partly filled: the volume stands beside it in words."""
    w, h = size * 0.5, size * 0.62
    cx = x + size / 2
    bottom = y - size / 2
    paper.canvas.addLiteral(
        f"q 1 w 0.75 g {cx - w / 2:.2f} {bottom + size * 0.12:.2f} {w:.2f} {h * 0.55:.2f} re f "
        f"{cx - w / 2:.2f} {bottom + size * 0.12:.2f} {w:.2f} {h:.2f} re S "
        f"{cx:.2f} {bottom:.2f} m {cx:.2f} {bottom + size * 0.12:.2f} l S "
        f"{cx:.2f} {bottom + size * 0.5:.2f} m {cx:.2f} {bottom + size:.2f} l S "
        f"{cx - w / 2:.2f} {bottom + size:.2f} m {cx + w / 2:.2f} {bottom + size:.2f} l S Q"
    )
