"""Tries where the pinned versions can be installed, by system and Python; says so in README.md.

    python docs/systems.py        (uv must be there; `python3 run.py lock` runs it with its own)

Nothing is built from source, so a pin counts where its project has a wheel for that system. The
first version of a system that has all of them is named; those before it have not.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
README, LOCK = ROOT / "README.md", ROOT / "requirements.txt"
BEGIN, END = "<!-- made by docs/systems.py -->\n", "<!-- to here -->\n"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


class System(NamedTuple):
    """A system: its name for uv and its versions, oldest first, as they stand in that name or in
    the variable that says it; and what a version is called.
    """

    name: str
    platform: str
    versions: dict[str, str]
    variable: str = ""


GLIBC = {
    "28": "glibc 2.28 (Debian 10, RHEL 8)",
    "31": "glibc 2.31 (Debian 11, Ubuntu 20.04)",
    "34": "glibc 2.34 (Debian 12, Ubuntu 22.04, RHEL 9)",
    "39": "glibc 2.39 (Debian 13, Ubuntu 24.04, RHEL 10)",
}
MACOS = {version: f"macOS {version}" for version in ("12", "13", "14", "15", "26")}
DEPLOYMENT = "MACOSX_DEPLOYMENT_TARGET"
WINDOWS = {"": "wherever Qt runs"}
SYSTEMS = (
    System("Linux, x86-64", "x86_64-manylinux_2_{}", GLIBC),
    System("Linux, ARM", "aarch64-manylinux_2_{}", GLIBC),
    System("macOS, Apple silicon", "aarch64-apple-darwin", MACOS, DEPLOYMENT),
    System("macOS, Intel", "x86_64-apple-darwin", MACOS, DEPLOYMENT),
    System("Windows, x86-64", "x86_64-pc-windows-msvc", WINDOWS),
    System("Windows, ARM", "aarch64-pc-windows-msvc", WINDOWS),
)


def main() -> None:
    """Write the table between its two marks."""
    with ThreadPoolExecutor(4) as several:  # most of it is waiting for the index
        rows = ["| system | from | Python |", "| --- | --- | --- |", *several.map(row, SYSTEMS)]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "\n".join(rows) + "\n"
    text = f"{before}{BEGIN}{table}{END}{after}"
    README.write_text(text, encoding="utf-8", newline="\n")


def row(system: System) -> str:
    """The first version that has wheels for some Python, and those Pythons."""
    for version, words in system.versions.items():
        pythons = [python for python in PYTHONS if resolves(system, version, python)]
        if pythons:
            return f"| {system.name} | {words} | {', '.join(pythons)} |"
    return f"| {system.name} | none | |"


def resolves(system: System, version: str, python: str) -> bool:
    """Whether each pin has a wheel there."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "uv",
        "--quiet",
        "--no-config",
        "pip",
        "compile",
        "--no-deps",
    ]
    command += ["--only-binary", ":all:", "--python-version", python]
    command += ["--python-platform", system.platform.format(version), str(LOCK)]
    chosen = {system.variable: f"{version}.0"} if system.variable else {}
    done = subprocess.run(
        command, env={**os.environ, **chosen}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0 and "No solution found" not in done.stderr:
        sys.exit(f"{system.name}: {done.stderr.strip().splitlines()[-1]}")
    return done.returncode == 0


if __name__ == "__main__":
    main()
