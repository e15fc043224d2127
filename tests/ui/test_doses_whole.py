"""On any machine, in letters of any size, every dose and daily sum of the steps can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import fontpkg_arimo
import fontpkg_noto_sans
import pytest
import reportlab

ROOT = Path(__file__).parents[2]
VERA = Path(reportlab.__file__).parent / "fonts"
FONTS = {
    "the window's own": ("Fira Sans", []),
    "DejaVu Sans": ("Bitstream Vera Sans", [VERA / "Vera.ttf", VERA / "VeraBd.ttf"]),
    "Noto Sans": (
        "Noto Sans",
        [Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"],
    ),
    "Liberation Sans": (
        "Arimo",
        [Path(fontpkg_arimo.__file__).parent / "files" / "Arimo[wght].ttf"],
    ),
}
"""The family as it is called in the files, and the files. Bitstream Vera has DejaVu Sans's letters
and Arimo has Liberation Sans's: each is what the other was made from, with the same widths."""

NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>{folder}</cachedir></fontconfig>'
"""A system without any font, where fontconfig is what knows of fonts."""


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("font", list(FONTS))
def test_every_dose_and_daily_sum_is_whole_at_1024_by_700(
    tmp_path: Path, font: str, percent: int
) -> None:
    """The system has no font at all: what the window shows is its own or the one that is named."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(NO_FONTS.format(folder=tmp_path), encoding="utf-8")
    settings = {
        "FONTCONFIG_FILE": str(fonts),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_FONT_DPI": "96",
        "QT_SCALE_FACTOR": str(percent / 100),
    }
    family, files = FONTS[font]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ui.doses_whole_apart", str(tmp_path), *map(str, files)],
        env={**os.environ, **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert said == {"family": family, "wrong": []}
