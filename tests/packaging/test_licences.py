"""Every part that is installed with the planner stands in LICENCES.md with the licence it has."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What those parts say that don't say it in the standard's short form.
SAID_OTHERWISE = {
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause OR Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "BSD license (see license.txt for details)": "BSD-3-Clause",
}


def listed() -> dict[str, str]:
    """Each part's licence as LICENCES.md has it."""
    rows = re.findall(r"^\| ([a-z0-9, -]+) \| ([^|]+) \|", text(), flags=re.MULTILINE)
    return {
        part: licence for parts, licence in rows if parts != "part" for part in parts.split(", ")
    }


def text() -> str:
    return (ROOT / "LICENCES.md").read_text(encoding="utf-8")


def pinned() -> list[str]:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE)


@pytest.mark.parametrize("part", pinned())
def test_a_part_that_is_installed_stands_there_with_its_licence(part: str) -> None:
    try:
        about = metadata(part)
    except PackageNotFoundError:
        pytest.skip("not of this system")
    said = about.get("License-Expression") or about["License"].partition(", Copyright")[0]
    assert listed()[part] == SAID_OTHERWISE.get(said, said)
