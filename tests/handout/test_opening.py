"""Whatever became of a handout, opening it gives its very plan or one sentence, and soon."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from pikepdf import Pdf

from planner.documents import write_plan
from tests.fuzz.broken_pdfs import BREAKS, HOSTILE, Break, hostile
from tests.fuzz.fuzz_opening import opened
from tests.handout.plans import given, pdf
from tests.samples import samples

PLAN = write_plan(given("textbook")[0])


@pytest.mark.parametrize("way", BREAKS, ids=lambda one: one.__name__.replace("_", " "))
def test_a_broken_handout_gives_its_plan_or_one_sentence(way: Break) -> None:
    for seed in range(samples(15)):
        opened(way(pdf("textbook"), Random(seed)), PLAN)


@pytest.mark.parametrize("change", HOSTILE, ids=lambda one: one.__name__.replace("_", " "))
def test_a_hostile_one_is_refused_soon(change: Callable[[Pdf], None]) -> None:
    assert opened(hostile(pdf("textbook"), change), PLAN) != "the very plan"
