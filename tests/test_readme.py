"""README.md: its walk-through of the command line does what it says, word by word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from planner import cli

PAGE = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("## The command line") : PAGE.index("## What it does not do")]
COMMANDS = re.findall(r"^python3 run\.py (.+)$", SECTION, re.MULTILINE)


def test_the_walk_through_ends_in_an_approved_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = {}
    for command in COMMANDS:
        code = cli.main(shlex.split(command))
        said[command] = (code, capsys.readouterr().out)
    assert {command: code for command, (code, _) in said.items() if code} == {}
    approved = next(out for command, (_, out) in said.items() if "--why" in command)
    assert "Approved by Dr A. Example, GP" in approved
    assert "step 5" in approved
    for page in ("page.pdf", "sheets.pdf"):
        assert (tmp_path / page).read_bytes().startswith(b"%PDF-")


def test_every_command_is_shown() -> None:
    assert {command.split()[0] for command in COMMANDS} == set(cli.COMMANDS)
