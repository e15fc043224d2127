"""The letters of the window: Fira Sans, brought along, whatever the system has.

So the window is as wide, and a figure looks the same, on every machine: also on one without any
font. It has a bold of its own, in which figures are as wide as in the other: what is bold says what
changes, and the bold that Qt makes of a font with none fades at 200 %. Letters that it lacks come
from the system. How large letters are is the system's to say.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_fira_sans
from PySide6.QtGui import QFont, QFontDatabase

FOLDER = Path(fontpkg_fira_sans.__file__).parent / "files"
FILES = (FOLDER / "FiraSans-Regular.ttf", FOLDER / "FiraSans-Bold.ttf")


def own_font(system: QFont) -> QFont:
    """The window's own, as large as the system's letters; the system's where it can't be read."""
    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in FILES]
    if min(numbers) < 0:
        return system
    font = QFont(system)
    font.setFamilies([*QFontDatabase.applicationFontFamilies(numbers[0]), *system.families()])
    return font
