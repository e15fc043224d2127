"""Help where it is asked for: the keys, and what this program is and is not."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog, QWidget

    from planner.medicine import Medicine


def show_keys(window: QWidget, actions: Iterable[QAction]) -> QDialog:
    """What to do first, and the keys of these actions."""
    keys = [
        (action.shortcut().toString(), action.text().replace("&", ""))
        for action in actions
        if not action.shortcut().isEmpty()
    ]
    typing = [
        (tr("Enter"), tr("on to the next field that is needed")),
        (tr("Tab"), tr("on to the next field or box")),
        (tr("Up, Down"), tr("in a dose: the next dose that can be made")),
        (tr("F2 or a figure"), tr("in the schedule: type over a dose")),
    ]
    first = [
        tr("On the left type what the patient takes now, how the dose comes down, and the start."),
        tr("On the right the schedule follows at once: type over a dose, or right-click a step."),
        tr("Review shows all that is approved; Print gives the patient's pages."),
    ]
    begin = "".join(f"<li>{words}</li>" for words in first)
    text = f"<ol>{begin}</ol>{_in_two_columns([*keys, *typing])}"
    return _dialog(window, tr("Keys"), text, scrolls=False)


def show_about(window: QWidget, medicine: Medicine) -> QDialog:
    """What it is not, the versions, and the sources of what it says."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from PySide6.QtCore import qVersion

    try:
        own = version("taper-planner")
    except PackageNotFoundError:
        own = "?"
    sources = "".join(f"<li>{words}</li>" for words in medicine.sources.values())
    title, of_what = tr("Taper planner"), tr("Sources of what it says:")
    text = (
        f"<p><b>{title}</b> {own} · Python {platform.python_version()} · "
        f"Qt {qVersion()}</p><p>"
        + tr(
            "It drafts a dated dose reduction; a prescriber decides. It recommends no pace, it "
            "doesn't replace the product information, and nothing it prints is final until a "
            "prescriber has approved it by name."
        )
        + f"</p><p>{of_what}</p><ul>{sources}</ul>"
    )
    return _dialog(window, tr("About"), text)


def _in_two_columns(keys: list[tuple[str, str]]) -> str:
    """Keys and what they do, side by side, so that all can be seen at once."""
    half = (len(keys) + 1) // 2
    pad = " style='padding-right:24px'"
    cells = [f"<td{pad}><b>{escape(k)}</b></td><td{pad}>{escape(what)}</td>" for k, what in keys]
    rows = zip_longest(cells[:half], cells[half:], fillvalue="<td></td><td></td>")
    return f"<table cellspacing='4'>{''.join(f'<tr>{a}{b}</tr>' for a, b in rows)}</table>"


def _dialog(window: QWidget, title: str, text: str, scrolls: bool = True) -> QDialog:
    """`scrolls`: the text may be longer than the window; else it is shown whole."""
    from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea

    from ui.fields import column

    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    words = QLabel(text)
    words.setWordWrap(True)
    words.setAccessibleName(title)
    shown: QWidget = words
    if scrolls:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(words)
        area.setAccessibleName(title)
        shown = area
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.setAccessibleName(title)
    buttons.rejected.connect(dialog.reject)
    layout = column(dialog, margin=16)
    layout.addWidget(shown)
    layout.addWidget(buttons)
    if scrolls:
        dialog.resize(560, 520)
    else:
        words.setMinimumWidth(words.sizeHint().width())
        dialog.adjustSize()
    dialog.show()
    return dialog
