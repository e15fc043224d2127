"""The bookmarks of a file, one after the other as a viewer lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf


_MOST = 5_000
"""More bookmarks are in no handout; reading on would only take time."""


class EndlessBookmarks(ValueError):
    """A bookmark is in two places, so that the list of them has no end, or it is far too long."""


def bookmarks_of(pdf: Pdf) -> Iterator[tuple[int, Any]]:
    """Each bookmark with its depth from 0. Raises EndlessBookmarks."""
    outlines: Any = pdf.Root.Outlines
    waiting = [(0, outlines.First)] if "/First" in outlines else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        depth, bookmark = waiting.pop()
        if bookmark.objgen in seen or len(seen) == _MOST:
            raise EndlessBookmarks
        seen.add(bookmark.objgen)
        yield depth, bookmark
        waiting += [(depth, bookmark.Next)] if "/Next" in bookmark else []
        waiting += [(depth + 1, bookmark.First)] if "/First" in bookmark else []
