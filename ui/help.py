"""Help where it is asked for: the keys, and what this program is and is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.window import Window


def show_keys(window: Window) -> QDialog:
    """All keys, from the very table that the menus are made of."""
    rows = [
        f"<tr><td style='padding-right:24px'>{action.shortcut().toString()}</td>"
        f"<td>{action.text().replace('&', '')}</td></tr>"
        for action in window.commands.actions.values()
        if not action.shortcut().isEmpty()
    ]
    typing = [
        (tr("Enter"), tr("on to the next field that is needed")),
        (tr("Tab"), tr("on to the next field or box")),
        (tr("Up, Down"), tr("in a dose: the next dose that can be made")),
        (tr("F2 or a figure"), tr("in the schedule: type over a dose")),
    ]
    rows += [f"<tr><td style='padding-right:24px'>{k}</td><td>{w}</td></tr>" for k, w in typing]
    return _dialog(window, tr("Keys"), f"<table cellspacing='4'>{''.join(rows)}</table>")


def show_about(window: Window) -> QDialog:
    """What it is not, the versions, and the sources of what it says."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from PySide6.QtCore import qVersion

    try:
        own = version("taper-planner")
    except PackageNotFoundError:
        own = "?"
    medicine = window.plan.state.medicine
    sources = "".join(f"<li>{words}</li>" for words in medicine.sources.values())
    text = (
        f"<p><b>{tr('Taper planner')}</b> {own} · Python {platform.python_version()} · "
        f"Qt {qVersion()}</p><p>"
        + tr(
            "It drafts a dated dose reduction; a prescriber decides. It recommends no pace, it "
            "doesn't replace the product information, and nothing it prints is final until a "
            "prescriber has approved it by name."
        )
        + f"</p><p>{tr('Sources of what it says:')}</p><ul>{sources}</ul>"
    )
    return _dialog(window, tr("About"), text)


def _dialog(window: Window, title: str, text: str) -> QDialog:
    from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea

    from ui.fields import column

    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    words = QLabel(text)
    words.setWordWrap(True)
    words.setAccessibleName(title)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(words)
    area.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.setAccessibleName(title)
    buttons.rejected.connect(dialog.reject)
    layout = column(dialog, margin=16)
    layout.addWidget(area)
    layout.addWidget(buttons)
    dialog.resize(560, 520)
    dialog.show()
    return dialog
