"""Where the files are that come with the program: medicines, texts of the handout, icons."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
