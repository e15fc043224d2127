"""The letters of the window: Fira Sans, brought along, whatever the system has.

So the window is as wide, and a figure looks the same, on every machine: also on one without any
font. It has a bold of its own, in which figures are as wide as in the other: what is bold says what
changes, and Qt on Linux makes a bold out of the variable Noto Sans that fades at 200 %. Letters
that it lacks come from Noto Sans, then from the system. How large letters are is the system's to
say.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_fira_sans
import fontpkg_noto_sans
from PySide6.QtGui import QFont, QFontDatabase

FILES = (
    (fontpkg_fira_sans, "FiraSans-Regular.ttf"),
    (fontpkg_fira_sans, "FiraSans-Bold.ttf"),
    (fontpkg_noto_sans, "NotoSans[wdth,wght].ttf"),
)


def own_font(system: QFont) -> QFont:
    """The window's own, as large as the system's letters; the system's where none can be read."""
    families: list[str] = []
    for package, name in FILES:
        file = Path(package.__file__).parent / "files" / name
        if (number := QFontDatabase.addApplicationFont(str(file))) >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    font = QFont(system)
    font.setFamilies([*dict.fromkeys(families), *system.families()])
    return font
