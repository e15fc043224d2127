"""What a run tries: what every change must pass, in minutes; with --all, the long tests too."""

from __future__ import annotations

import pytest

from tests.samples import draw_seeded


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="the long tests too, and more samples")


def pytest_configure(config: pytest.Config) -> None:
    draw_seeded(many=config.getoption("--all"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    config.hook.pytest_deselected(items=[item for item in items if _is_long(item)])
    items[:] = [item for item in items if not _is_long(item)]


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None
