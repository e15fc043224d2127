"""The medicines known, read from their files when one is first asked for.

An empty form needs none: the window's first picture doesn't wait for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.medicine import Medicine


class Shelf(Mapping[str, "Medicine"]):
    """Every medicine shipped, by its id. Raises MedicineError where a file is wrong."""

    @cached_property
    def _medicines(self) -> dict[str, Medicine]:
        from planner.medicine import known_medicines

        return known_medicines()

    def __getitem__(self, id_: str) -> Medicine:
        return self._medicines[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._medicines)

    def __len__(self) -> int:
        return len(self._medicines)
