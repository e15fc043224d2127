"""At a start: what earlier windows, ended by force, left unsaved is offered, and what can't be read
is said, in one line that waits until it is answered.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.terms import PlanError
from ui.autosave import Found, Unreadable, left_behind
from ui.language import tr

if TYPE_CHECKING:
    from ui.window import Window

MOST_OF_A_NAME = 60
"""Letters of a patient's name in the line."""


def offer_unsaved(window: Window, folder: Path) -> None:
    """Offer the latest form that was left unsaved; those before it come at later starts."""
    found, unreadable = left_behind(folder / "unsaved")
    for other in found[1:]:
        other.let_go()
    if found:
        _offer(window, found[0], unreadable)
    elif unreadable:
        window.line.offer(_cannot_be_read(unreadable), {tr("OK"): lambda: _put_aside(unreadable)})


def _offer(window: Window, latest: Found, unreadable: list[Unreadable]) -> None:
    kept = latest.kept

    def take_up() -> None:
        _put_aside(unreadable)
        if not latest.file.exists():
            latest.let_go()
            window.line.say(tr("That plan is no longer there: it was taken up elsewhere."), True)
            return
        window.files.read_from = None  # it comes from no page
        try:
            window.plan.recover(kept.draft, Path(kept.path) if kept.path else None, kept.saved)
        except PlanError as error:
            latest.let_go()
            window.line.say(tr("That plan can't be taken up: {why}.", why=error), wrong=True)
            return
        window.plan.digest = kept.digest
        window.autosave.keep()
        latest.remove()

    def ask_first() -> None:
        window.files.unless_unsaved(take_up, tr("before the other is taken up"))

    def discard() -> None:
        _put_aside(unreadable)
        latest.remove()

    window.line.offer(
        " ".join([_left(latest), *([_cannot_be_read(unreadable)] if unreadable else [])]),
        {tr("Take it up"): ask_first, tr("Later"): latest.let_go, tr("Discard"): discard},
    )


def _left(found: Found) -> str:
    """Whose plan was left, when, and where, if that was on another computer."""
    kept, elsewhere = found.kept, found.held.before
    who = in_a_line(kept.draft.patient.name) or tr("a plan without a name")
    when = f"{kept.at:%d %b %Y, %H:%M}"
    if elsewhere:
        return tr(
            "A plan was left unsaved on {computer}, or is open there: {who}, {when}.",
            computer=in_a_line(elsewhere),
            who=who,
            when=when,
        )
    return tr("A plan was left unsaved: {who}, {when}.", who=who, when=when)


def _cannot_be_read(unreadable: list[Unreadable]) -> str:
    file, why = unreadable[0]
    if len(unreadable) > 1:
        return tr(
            "{n} forms left unsaved can't be read; they are kept in {folder}.",
            n=len(unreadable),
            folder=file.parent,
        )
    return tr(
        "The form left unsaved as {name} can't be read: {why}. It is kept in {folder}.",
        name=file.name,
        why=why,
        folder=file.parent,
    )


def _put_aside(unreadable: list[Unreadable]) -> None:
    for one in unreadable:
        one.put_aside()


def in_a_line(text: str) -> str:
    """A name as it can stand in a sentence: what would break or turn the line is left out."""
    seen = "".join(c if c.isprintable() else " " for c in text[: 10 * MOST_OF_A_NAME])
    line = " ".join(seen.split())
    return line if len(line) <= MOST_OF_A_NAME else f"{line[: MOST_OF_A_NAME - 1]}…"
