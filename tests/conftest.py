"""How much is tried: what a change must pass, in minutes; or, with --all, the long tests too.

A test marked `long` runs with --all alone. Samples are the same ones each time, so that a red test
is red for everybody; --all draws ten times as many.
"""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("seeded", derandomize=True, database=None, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("seeded")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("long")]
