"""Where the files are that come with the program: medicines, texts of the handout, icons.

Installed, they lie inside the planner; in the folder that the program is made from, beside it.
"""

from __future__ import annotations

from pathlib import Path

_PLANNER = Path(__file__).resolve().parent
_INSTALLED = _PLANNER / "data"

RESOURCES = _INSTALLED if _INSTALLED.is_dir() else _PLANNER.parent / "resources"
