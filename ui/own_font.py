"""The letters of the window: Noto Sans, brought along, whatever the system has.

So the window is as wide, and a figure looks the same, on every machine: also on one without any
font. Letters that it lacks come from the system. How large letters are stays the system's to say.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_noto_sans
from PySide6.QtGui import QFont, QFontDatabase

FILE = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"


def own_font(system: QFont) -> QFont:
    """Noto Sans, as large as the system's letters; the system's own where it can't be read."""
    number = QFontDatabase.addApplicationFont(str(FILE))
    if number < 0:
        return system
    font = QFont(system)
    font.setFamilies([*QFontDatabase.applicationFontFamilies(number), *system.families()])
    return font
