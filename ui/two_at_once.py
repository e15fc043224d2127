"""Saving where somebody else may have saved meanwhile: what is asked then, and what was read.

A file that isn't what was opened from it is never replaced unasked (`planner.changed_elsewhere`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.changed_elsewhere import ChangedElsewhere, digest_at, replace_unchanged, write_beside
from ui.language import tr

if TYPE_CHECKING:
    from ui.open_plan import OpenPlan
    from ui.question import Line


Write = Callable[[Path, bytes], Path]
"""Writes a plan to a file, or beside it, and says where. Raises FileProblem."""


def replacing(plan: OpenPlan) -> Write:
    """Replace what was read or written here; or a file that the dialog has just asked about."""

    def write(path: Path, content: bytes) -> Path:
        ours = plan.path is not None and _same(path, plan.path)
        replace_unchanged(path, content, plan.digest if ours else digest_at(path))
        return path

    return write


def ask_what_now(
    line: Line,
    changed: ChangedElsewhere,
    save: Callable[[Write], object],
    reopen: Callable[[], object],
) -> None:
    """The file holds something else by now. Nothing is written before it is answered."""

    def replace(path: Path, content: bytes) -> Path:
        replace_unchanged(path, content, changed.now)
        return path

    line.ask(
        tr(
            "{name} isn't what was opened: it was changed elsewhere since. Keep both, this plan in "
            "a new file beside it?",
            name=changed.path.name,
        ),
        {
            tr("Keep both"): lambda: save(write_beside),
            tr("Replace the other"): lambda: save(replace),
            tr("Open the other, without what was typed here"): reopen,
            tr("Cancel"): lambda: None,
        },
        harmless=tr("Cancel"),
    )


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, which may be gone."""
    try:
        return one == other or os.path.samefile(one, other)
    except OSError:
        return False
