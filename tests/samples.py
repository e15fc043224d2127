"""How many samples a test of random cases draws: as many as it says, or ten times that with --all.

They are the same ones each time, so that what fails for one fails for everybody.
"""

from __future__ import annotations

from hypothesis import settings

USUAL = 60
MORE = 10
_times = 1


def samples(usual: int) -> int:
    """How many to draw in this run."""
    return usual * _times


def draw_seeded(many: bool) -> None:
    """Settle it for this run, before any test is read."""
    global _times
    _times = MORE if many else 1
    settings.register_profile(
        "seeded", max_examples=samples(USUAL), derandomize=True, database=None, deadline=None
    )
    settings.load_profile("seeded")
