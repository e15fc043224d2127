"""How findings are counted and called, the same in every view."""

from __future__ import annotations

from ui.language import tr


def severity_word(severity: str) -> str:
    return {"stop": tr("STOP"), "warn": tr("WARNING"), "note": tr("NOTE")}[severity]


def in_words(counted: dict[str, int]) -> str:
    """ "0 stops · 2 warnings · 3 notes"."""
    stops = tr("1 stop") if counted["stop"] == 1 else tr("{n} stops", n=counted["stop"])
    warnings = tr("1 warning") if counted["warn"] == 1 else tr("{n} warnings", n=counted["warn"])
    notes = tr("1 note") if counted["note"] == 1 else tr("{n} notes", n=counted["note"])
    return f"{stops} · {warnings} · {notes}"
