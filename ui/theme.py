"""The look: the system's palette, one accent, an 8 px rhythm, and enough contrast to read.

Every colour is worked out from the palette in use, so the window follows light and dark by
itself, and is moved towards black or white until it reaches the contrast that WCAG asks for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QPalette

from planner.resources import RESOURCES
from ui.grid import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

READABLE = 4.5
"""Contrast of text with what is behind it (WCAG 2, 1.4.3)."""
VISIBLE = 3.0
"""Contrast of the outline of something to use (WCAG 2, 1.4.11)."""


class Colours(NamedTuple):
    """The colours of the window, each readable on `paper` and on `desk`."""

    paper: QColor
    """Behind tables and fields."""
    desk: QColor
    """Behind the form."""
    ink: QColor
    quiet: QColor
    """Words of second rank."""
    rule: QColor
    """Thin lines; they carry no meaning."""
    edge: QColor
    """The outline of a field."""
    accent: QColor
    """What can be done next, and nothing else."""
    on_accent: QColor
    wrong: QColor
    caution: QColor
    done: QColor
    """What is approved."""
    wash: QColor
    """Behind a row that is chosen."""


def colours(palette: QPalette) -> Colours:
    """The window's colours for a palette, light or dark."""
    paper = palette.color(QPalette.ColorRole.Base)
    desk = palette.color(QPalette.ColorRole.Window)
    ink = readable(palette.color(QPalette.ColorRole.WindowText), paper, desk, least=7)
    dark = paper.lightness() < 128
    accent = readable(palette.color(QPalette.ColorRole.Accent), paper, desk)
    wash = mixed(accent, paper, 0.16)
    return Colours(
        paper=paper,
        desk=desk,
        ink=ink,
        quiet=readable(mixed(ink, paper, 0.62), paper, desk, wash),
        rule=mixed(ink, paper, 0.16),
        edge=readable(mixed(ink, paper, 0.45), paper, desk, least=VISIBLE),
        accent=readable(accent, paper, desk, wash),
        on_accent=_on(readable(accent, paper, desk, wash)),
        wrong=readable(QColor("#ff8a80" if dark else "#b3261e"), paper, desk, wash),
        caution=readable(QColor("#f2b866" if dark else "#8a5300"), paper, desk, wash),
        done=readable(QColor("#7fd1a0" if dark else "#1b6b3a"), paper, desk, wash),
        wash=wash,
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of one colour and the rest of the other."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))


def readable(colour: QColor, *backgrounds: QColor, least: float = READABLE) -> QColor:
    """The colour, moved towards black or white until it stands out from all backgrounds."""
    towards = QColor("white" if backgrounds[0].lightness() < 128 else "black")
    for share in range(20, -1, -1):
        found = mixed(colour, towards, share / 20)
        if all(contrast(found, background) >= least for background in backgrounds):
            return found
    return towards


def aligned_figures(font: QFont) -> QFont:
    """The font with figures of one width, so that numbers stand under one another."""
    from PySide6.QtGui import QFont

    font = QFont(font)
    if hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def style_sheet(c: Colours, letters: int) -> str:
    """The few rules on top of the system's style: fields, links, headings, rules.

    `letters`: the height of a line in pixels; boxes to tick grow with it.
    """
    box = round(letters * 0.7)
    return f"""
    QWidget#form {{ background: {c.desk.name()}; }}
    QFrame#results, QFrame#header, QWidget#view {{ background: {c.paper.name()}; }}
    QFrame#line {{ background: {c.wash.name()}; }}
    QLineEdit {{
        color: {c.ink.name()}; background: {c.paper.name()};
        border: 1px solid {c.edge.name()}; border-radius: 3px; padding: 3px 6px;
        placeholder-text-color: {c.quiet.name()};
    }}
    QLineEdit[wanted="true"] {{ border-bottom: 3px solid {c.accent.name()}; padding-bottom: 1px; }}
    QLineEdit:focus {{ border: 2px solid {c.accent.name()}; padding: 2px 5px; }}
    QLineEdit[wrong="true"] {{
        border: 1px solid {c.wrong.name()}; border-bottom: 3px solid {c.wrong.name()};
        padding-bottom: 1px;
    }}
    QCheckBox {{ spacing: 6px; }}
    QCheckBox::indicator {{
        width: {box}px; height: {box}px; border: 1px solid {c.edge.name()}; border-radius: 2px;
        background: {c.paper.name()};
    }}
    QCheckBox::indicator:checked {{
        background: {c.ink.name()}; border-color: {c.ink.name()}; image: url("{_tick(c)}");
    }}
    QCheckBox::indicator:disabled {{ border-color: {c.rule.name()}; }}
    QCheckBox:focus {{ color: {c.accent.name()}; }}
    QCheckBox::indicator:focus {{ border: 2px solid {c.accent.name()}; }}
    QLabel[part="heading"] {{ font-weight: 600; color: {c.ink.name()}; }}
    QLabel[part="heading"]:disabled {{ color: {c.quiet.name()}; }}
    QLabel[part="large"] {{ font-size: {round(letters * 1.15)}px; color: {c.ink.name()}; }}
    QLabel[part="quiet"] {{ color: {c.quiet.name()}; }}
    QLabel[part="note"] {{ color: {c.quiet.name()}; }}
    QLabel[part="wrong"] {{ color: {c.wrong.name()}; }}
    QLabel[part="status"] {{ color: {c.caution.name()}; font-weight: 600; }}
    QLabel[part="approved"] {{ color: {c.done.name()}; font-weight: 600; }}
    QPushButton[part="approved"] {{
        border: 1px solid {c.done.name()}; border-radius: 3px; padding: 5px 14px;
        background: transparent; color: {c.done.name()}; font-weight: 600;
    }}
    QFrame[part="rule"] {{ background: {c.rule.name()}; border: none; }}
    QPushButton[part="link"] {{
        border: none; background: transparent; color: {c.accent.name()};
        padding: 2px 2px; text-align: left;
    }}
    QPushButton[part="link"]:hover, QPushButton[part="link"]:focus {{ text-decoration: underline; }}
    QPushButton[part="link"]:disabled {{ color: {c.quiet.name()}; }}
    QToolButton[part="fold"] {{
        border: none; background: transparent; color: {c.ink.name()};
        padding: 4px 2px; text-align: left; margin-left: -8px; font-weight: 600;
    }}
    QToolButton[part="fold"]:hover, QToolButton[part="fold"]:focus {{ color: {c.accent.name()}; }}
    QToolButton[part="fold"]:focus {{ text-decoration: underline; }}
    QPushButton[part="next"] {{
        border: 1px solid {c.accent.name()}; border-radius: 3px; padding: 5px 14px;
        background: {c.accent.name()}; color: {c.on_accent.name()}; font-weight: 600;
    }}
    QPushButton[part="beside"] {{
        border: 1px solid {c.accent.name()}; border-radius: 3px; padding: 5px 7px;
        margin-left: 2px; background: transparent; color: {c.accent.name()};
    }}
    QPushButton[part="beside"]:disabled {{
        color: {c.quiet.name()}; border-color: {c.rule.name()};
    }}
    QPushButton[part="beside"]:focus {{ border: 2px solid {c.accent.name()}; padding: 4px 6px; }}
    QPushButton[part="next"]:disabled {{
        background: transparent; color: {c.quiet.name()}; border-color: {c.rule.name()};
    }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.rule.name()}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{
        padding: 6px 9px; border: none; color: {c.quiet.name()}; background: transparent;
    }}
    QTabWidget > QPushButton[part="link"] {{ padding: 5px 8px; margin-right: {GRID}px; }}
    QTabBar::tab:selected {{ color: {c.ink.name()}; border-bottom: 2px solid {c.ink.name()}; }}
    QTabBar::tab:focus {{ color: {c.accent.name()}; border-bottom: 4px solid {c.accent.name()}; }}
    QTableView, QListView {{
        border: none; background: {c.paper.name()}; color: {c.ink.name()};
        selection-background-color: {c.wash.name()}; selection-color: {c.ink.name()};
    }}
    QHeaderView::section {{
        background: {c.paper.name()}; color: {c.quiet.name()}; border: none;
        border-bottom: 1px solid {c.rule.name()}; padding: 4px 8px;
    }}
    QHeaderView {{ background: {c.paper.name()}; border: none; }}
    QScrollArea {{ border: none; }}
    QScrollBar:vertical {{ width: 10px; background: transparent; border: none; margin: 0; }}
    QScrollBar:horizontal {{ height: 10px; background: transparent; border: none; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge.name()}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {c.rule.name()}; }}
    QToolTip {{
        color: {c.ink.name()}; background: {c.paper.name()}; border: 1px solid {c.edge.name()};
    }}
    """


def _tick(c: Colours) -> str:
    """The tick to draw on a box filled with ink."""
    shade = "light" if c.ink.lightness() < 128 else "dark"
    return (RESOURCES / "icons" / f"tick-{shade}.png").as_posix()


def _on(colour: QColor) -> QColor:
    black, white = QColor("black"), QColor("white")
    return black if contrast(black, colour) > contrast(white, colour) else white


def _luminance(colour: QColor) -> float:
    return _luminance_of(*colour.getRgb()[:3])  # type: ignore[index]


@cache  # a few colours are asked for again and again
def _luminance_of(red: int, green: int, blue: int) -> float:
    channels = (channel / 255 for channel in (red, green, blue))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
