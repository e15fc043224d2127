"""What can be made of a plan's products, and how a dose is taken (plan-file.md 2.1 and 2.2)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import written
from planner.medicine import Product
from planner.tablets import Tablets
from tests.planning import BACLOFEN

SHORT = {
    "5": "tablet-5mg",
    "10": "tablet-10mg",
    "20": "tablet-20mg",
    "25": "tablet-25mg",
    "g5": "granules-5mg",
    "g10": "granules-10mg",
    "g20": "granules-20mg",
    "1/mL": "solution-1mg-per-ml",
    "2/mL": "solution-2mg-per-ml",
    "5/mL": "suspension-5mg-per-ml",
}
NAMES = {product: short for short, product in SHORT.items()}


def tablets(products: str, *, halves: bool = True, up_to: str = "100") -> Tablets:
    """`tablets("10 5")`: what 10 mg and 5 mg tablets make."""
    chosen = {SHORT[name] for name in products.split()}
    ordered = [product for product in BACLOFEN.strongest_first if product.id in chosen]
    return Tablets(ordered, halves, Decimal(up_to))


def taken(of: Tablets, mg: str) -> str:
    """How a dose is taken, written short: "1.5 × 10, 2 × 5"."""
    return ", ".join(f"{written(t.amount)} × {NAMES[t.product]}" for t in of.take(Decimal(mg)))


@pytest.mark.parametrize(
    ("products", "halves", "makes"),
    [
        ("10", True, "0 5 10 15 20 25 30"),
        ("10", False, "0 10 20 30"),
        ("25", True, "0 12.5 25"),
        ("25", False, "0 25"),
        ("5", True, "0 5 10 15 20 25 30"),  # no score line: never halved
        ("g5", True, "0 5 10 15 20 25 30"),
        ("g20", True, "0 20"),
        ("20 25", False, "0 20 25"),
        ("20 25", True, "0 10 12.5 20 22.5 25 30"),
        ("25 1/mL", False, " ".join(written(Decimal(n) / 2) for n in range(61))),
        ("2/mL", False, " ".join(str(n) for n in range(31))),
        ("5/mL", False, " ".join(written(Decimal(n) / 2) for n in range(61))),
    ],
)
def test_a_dose_can_be_made_of_tablets_halves_of_scored_ones_and_measured_volumes(
    products: str, halves: bool, makes: str
) -> None:
    of = tablets(products, halves=halves)
    tenths = (Decimal(n) / 10 for n in range(301))
    assert [written(mg) for mg in tenths if of.can_make(mg)] == makes.split()


@pytest.mark.parametrize("mg", ["7.3", "0.0000001", "4.999999999999999", "2.5"])
def test_a_dose_between_two_that_can_be_made_cannot(mg: str) -> None:
    assert not tablets("10 25", halves=False).can_make(Decimal(mg))


@pytest.mark.parametrize(
    ("products", "mg", "how", "rule"),
    [
        ("10", "0", "", "nothing for no dose"),
        ("10", "15", "1.5 × 10", "one and a half"),
        ("10", "5", "0.5 × 10", "a half alone"),
        ("10 5", "15", "1 × 10, 1 × 5", "fewer halves"),
        ("10 20", "15", "1.5 × 10", "fewer halves, then fewer pieces: 1.5 × 10, not 0.5 × 10 + …"),
        ("10 20", "10", "1 × 10", "a whole 10 rather than half a 20"),
        ("10 20", "30", "1 × 20, 1 × 10", "fewest pieces, no half"),
        ("5 10 20", "25", "1 × 20, 1 × 5", "fewest pieces"),
        ("25 10", "25", "1 × 25", "fewest pieces"),
        ("25 10", "12.5", "0.5 × 25", "the only way"),
        ("25 10", "37.5", "1.5 × 25", "one product, two pieces"),
        ("25 10", "17.5", "0.5 × 25, 0.5 × 10", "two halves, where nothing else does"),
        ("20 25", "45", "1 × 25, 1 × 20", "two pieces"),
        ("25 20 10", "60", "3 × 20", "fewer products before more of the strongest"),
        ("20 25", "40", "2 × 20", "two whole ones rather than a half"),
        ("25 20 10", "30", "1 × 20, 1 × 10", "no halves before fewer products"),
        ("g10 10", "10", "1 × 10", "equals: the stronger; equally strong: the file's order"),
        ("g20 20 5", "25", "1 × 20, 1 × 5", "equally strong: the file's order"),
        ("10 1/mL", "10", "1 × 10", "least liquid"),
        ("10 1/mL", "12", "1 × 10, 2 × 1/mL", "least liquid, with its mL"),
        ("10 1/mL", "7", "0.5 × 10, 2 × 1/mL", "less liquid goes before fewer halves"),
        ("10 1/mL", "0.5", "0.5 × 1/mL", "a measured liquid is no half tablet"),
        ("1/mL", "20", "20 × 1/mL", "a liquid counts as one piece"),
        ("1/mL 2/mL", "4", "2 × 2/mL", "less liquid: the stronger"),
        ("1/mL 2/mL", "4.5", "2 × 2/mL, 0.5 × 1/mL", "less liquid goes before fewer products"),
        ("5/mL 1/mL", "0.5", "0.1 × 5/mL", "the stronger liquid in its finer step"),
    ],
)
def test_a_dose_is_taken_the_easiest_way(products: str, mg: str, how: str, rule: str) -> None:
    assert taken(tablets(products), mg) == how, rule


def test_each_liquid_counts_as_one_piece_however_much_of_it_is_measured() -> None:
    """5 mg as 3 + 2 × 1, or as 4 + 1: equal mL, pieces and products; so the tablet decides."""
    made_up = [
        Product(id="tablet", form="tablet", strength_mg=Decimal(3), source=""),
        liquid("strong", Decimal(4)),
        liquid("weak", Decimal(1)),
    ]
    ways = Tablets(made_up, True, Decimal(5)).take(Decimal(5))
    assert [f"{part.amount} {part.product}" for part in ways] == ["1 tablet", "2 weak"]


def liquid(name: str, strength_mg: Decimal) -> Product:
    step = Decimal(1)
    return Product(id=name, form="solution", strength_mg=strength_mg, step_ml=step, source="")


@pytest.mark.parametrize(
    ("products", "mg", "halves_taken"),
    [
        ("10", "15", [True]),
        ("10", "20", [False]),
        ("10 1/mL", "7", [True, False]),
        ("1/mL", "2.5", [False]),
    ],
)
def test_only_a_tablet_is_taken_by_halves(products: str, mg: str, halves_taken: list[bool]) -> None:
    assert [t.is_half for t in tablets(products).take(Decimal(mg))] == halves_taken


@pytest.mark.parametrize(
    ("products", "halves", "smallest"),
    [
        ("10", True, "5"),
        ("10", False, "10"),
        ("25", True, "12.5"),
        ("20 5", True, "5"),
        ("25 1/mL", True, "0.5"),
        ("25 2/mL", True, "1"),
        ("5/mL", True, "0.5"),
    ],
)
def test_the_smallest_dose_is_the_smallest_unit(products: str, halves: bool, smallest: str) -> None:
    assert written(tablets(products, halves=halves).smallest) == smallest


@pytest.mark.parametrize(
    ("products", "mg", "below", "above"),
    [
        ("10", "7.3", "5", "10"),
        ("10", "12", "10", "15"),
        ("25", "1", "0", "12.5"),
        ("25", "990", "987.5", "1000"),
        ("25", "999.9", "987.5", "1000"),
        ("20 25", "17.5", "12.5", "20"),
        ("5/mL", "0.7", "0.5", "1"),
    ],
)
def test_the_doses_next_to_one_that_cannot_be_made(
    products: str, mg: str, below: str, above: str
) -> None:
    of = tablets(products, up_to=mg)
    assert [written(near) for near in of.nearest(Decimal(mg))] == [below, above]


def test_a_dose_that_is_no_whole_number_of_units_is_refused_where_it_is_counted() -> None:
    of = tablets("10")
    assert of.grains(Decimal("15")) == 3
    with pytest.raises(ValueError, match=r"7\.3 mg is not a whole number of 5 mg"):
        of.grains(Decimal("7.3"))


def test_how_a_dose_that_cannot_be_made_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match=r"15 mg can't be made"):
        tablets("20 25", halves=False).take(Decimal(15))


@pytest.mark.parametrize(("mg", "grains"), [("15", 3), ("14.9", 3), ("15.1", 4), ("0", 0)])
def test_the_least_number_of_units_not_below_a_dose(mg: str, grains: int) -> None:
    assert tablets("10").grains_not_below(Decimal(mg)) == grains


@given(st.sets(st.sampled_from(sorted(SHORT)), min_size=1), st.booleans(), st.integers(0, 200))
def test_how_a_dose_is_taken_sums_to_its_mg_in_dispensable_amounts(
    products: set[str], halves: bool, half_milligrams: int
) -> None:
    of, mg = tablets(" ".join(products), halves=halves), Decimal(half_milligrams) / 2
    if not of.can_make(mg):
        return
    parts = [(BACLOFEN.by_id[part.product], part) for part in of.take(mg)]
    assert sum(product.strength_mg * part.amount for product, part in parts) == mg
    for product, part in parts:
        unit = product.step_ml or (Decimal("0.5") if product.scored and halves else Decimal(1))
        assert part.amount > 0
        assert part.amount % unit == 0
        assert part.is_half == (not product.is_liquid and part.amount % 1 != 0)
    places = [BACLOFEN.strongest_first.index(product) for product, _ in parts]
    assert places == sorted(places)
