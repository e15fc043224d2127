"""What every fuzz run is told: for how long, and from which seed."""

from __future__ import annotations

import argparse


def fuzz_options(about: str | None) -> argparse.Namespace:
    """`minutes` to run, and the first `seed`, from the command line."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0, help="the first one's seed")
    return parser.parse_args()
