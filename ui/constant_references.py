"""Keeps PySide6 6.12.0 from ending the process under Python 3.10 and 3.11.

There every call of a Qt function that returns nothing drops a reference to None that it never
took, and some drop one to True or False: after some five thousand calls Python stops with
"deallocating None". From Python 3.12 on these can't be deallocated; PySide6 6.11.3 is right, but
`pyside6-pdf` exists for 6.12 alone. So they are given more references than a window can use up.
To be removed with the bug.
"""

from __future__ import annotations

import sys

CONSTANTS = (None, True, False, NotImplemented, Ellipsis)
ENOUGH = 1 << 40
SPARE = CONSTANTS * 20_000
"""References enough for a start; `keep_constants` needs ctypes, which costs some milliseconds."""


def keep_constants() -> None:
    """Give the constants references to spare for good, where they need them."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    if sys.getrefcount(None) >= ENOUGH:
        return
    import ctypes

    for constant in CONSTANTS:
        count = ctypes.c_ssize_t.from_address(id(constant))
        if abs(count.value - sys.getrefcount(constant)) < 100:  # it is where CPython keeps it
            count.value += 2 * ENOUGH
