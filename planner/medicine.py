"""Medicines and their products, read from resources/medicines/*.toml.

All that is particular to a medicine is in its file, each number with its source; the code knows
tablets, packets and liquids, and no medicine by name. A file that is wrong is a MedicineError
that names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from planner.amounts import Milligrams, Millilitres, decode_amount, written
from planner.bounds import LowestDose, Maximum, Rules, Sourced
from planner.resources import RESOURCES
from planner.terms import Country

Form = Literal["tablet", "granules", "solution", "suspension"]


class MedicineError(ValueError):
    """A medicine's file can't be used. The message names the file, the key and what is wrong."""


class Product(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One product as a pharmacy dispenses it: a tablet, a packet of granules or a liquid."""

    id: str
    form: Form
    strength_mg: Milligrams
    """In one tablet or packet; of a liquid, in 1 mL."""
    scored: bool = False
    """The tablet has a score line, so that it can be halved."""
    step_ml: Millilitres | None = None
    """The smallest volume of a liquid that is measured; null for what is counted."""
    countries: tuple[Country, ...] = ()
    source: str
    note: str = ""

    @property
    def is_liquid(self) -> bool:
        return self.step_ml is not None

    def is_sold_in(self, country: Country | None) -> bool:
        """Whether the product may be offered there; None: anywhere."""
        return country is None or country in self.countries

    @property
    def label(self) -> str:
        """How the product is named in English: "10 mg tablet", "1 mg/mL solution"."""
        unit = "mg/mL" if self.is_liquid else "mg"
        noun = "granules packet" if self.form == "granules" else self.form
        return f"{written(self.strength_mg)} {unit} {noun}"


class Medicine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """A medicine: its products, the numbers that the safety rules use, and the sources of both."""

    id: str
    name: str
    is_default: bool = False
    """The medicine of a plan that names none."""
    default_products: tuple[str, ...]
    sources: dict[str, str]
    lowest_dose: LowestDose
    """The lowest daily dose before none, for lines in percent, where a plan gives no other."""
    maximum: tuple[Maximum, ...] = ()
    """The usual maximum a day, where countries differ from the lowest to the highest."""
    rules: Rules = Rules()
    products: tuple[Product, ...]

    def named(self, sourced: Sourced) -> str:
        """The sources' names for people, saying so where the numbers are our reading of them."""
        return self.source_names(sourced.source, sourced.derived)

    def source_names(self, keys: str, derived: bool = False) -> str:
        names = "; ".join(self.sources[key] for key in keys.split(", "))
        return f"derived from {names}, for the prescriber to judge" if derived else names

    @cached_property
    def by_id(self) -> dict[str, Product]:
        return {product.id: product for product in self.products}

    @cached_property
    def strongest_first(self) -> tuple[Product, ...]:
        """Tablets and packets from strong to weak, then liquids; equals in the file's order."""
        return tuple(sorted(self.products, key=lambda p: (p.is_liquid, -p.strength_mg)))


def read_medicine(path: Path) -> Medicine:
    """The medicine that the file describes. Raises MedicineError."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        medicine = msgspec.convert(document, Medicine, dec_hook=decode_amount)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MedicineError(f"{path.name}: can't be read: {error}") from error
    except msgspec.ValidationError as error:
        raise MedicineError(f"{path.name}: {_place_first(str(error))}") from error
    _check(path.name, medicine)
    return medicine


def known_medicines(folder: Path = RESOURCES / "medicines") -> dict[str, Medicine]:
    """Every medicine shipped, by its id. Raises MedicineError where a file is wrong, or where
    they don't go together: an id that two have, or other than one that is the default.
    """
    known: dict[str, Medicine] = {}
    for path in sorted(folder.glob("*.toml")):
        medicine = read_medicine(path)
        if medicine.id in known:
            raise MedicineError(f'{path.name}: id: another file has "{medicine.id}" too')
        known[medicine.id] = medicine
    usual = [medicine.id for medicine in known.values() if medicine.is_default]
    if len(usual) != 1:
        got = ", ".join(usual) or "none"
        raise MedicineError(f"{folder.name}: is_default: expected true in one file; got {got}")
    return known


def usual_medicine(medicines: Mapping[str, Medicine]) -> Medicine:
    """The medicine of a plan that names none."""
    return next(medicine for medicine in medicines.values() if medicine.is_default)


def _place_first(message: str) -> str:
    what, _, place = message.partition(" - at ")
    return f"{place.strip('`').removeprefix('$.') or 'the file'}: {what}"


def _check(file: str, medicine: Medicine) -> None:
    def refuse(key: str, expected: str) -> None:
        raise MedicineError(f"{file}: {key}: {expected}")

    if not medicine.products:
        refuse("products", "expected at least one product")
    if len(medicine.by_id) != len(medicine.products):
        refuse("products", "expected a different id for each product")
    for index, product in enumerate(medicine.products):
        key = f"products[{index}]"
        if not 0 < product.strength_mg <= Decimal(10_000):
            refuse(f"{key}.strength_mg", "expected milligrams above 0")
        if (product.form in ("solution", "suspension")) != product.is_liquid:
            refuse(f"{key}.step_ml", "expected for a liquid, and for a liquid alone")
        if product.step_ml is not None and not 0 < product.step_ml <= Decimal(1_000):
            refuse(f"{key}.step_ml", "expected millilitres above 0")
        if product.scored and product.form != "tablet":
            refuse(f"{key}.scored", "expected for tablets alone")
        _check_sources(file, f"{key}.source", product.source, medicine)
    _check_numbers(file, "lowest_dose", medicine.lowest_dose, medicine)
    for index, maximum in enumerate(medicine.maximum):
        _check_numbers(file, f"maximum[{index}]", maximum, medicine)
    _check_numbers(file, "rules", medicine.rules, medicine)
    for index, name in enumerate(medicine.default_products):
        if name not in medicine.by_id:
            refuse(f"default_products[{index}]", f'expected the id of a product; got "{name}"')
    if not medicine.default_products:
        refuse("default_products", "expected at least one product")


def _check_numbers(file: str, key: str, rule: msgspec.Struct, medicine: Medicine) -> None:
    """Every number of a rule is above 0, every source known; so in the rules within it."""
    for field in msgspec.structs.fields(rule):
        value = getattr(rule, field.name)
        place = f"{key}.{field.encode_name}"
        if isinstance(value, msgspec.Struct):
            _check_numbers(file, place, value, medicine)
        elif field.name in ("source", "known_source"):
            _check_sources(file, place, value, medicine)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool) and value <= 0:
            raise MedicineError(f"{file}: {place}: expected a number above 0; got {value}")


def _check_sources(file: str, key: str, sources: str, medicine: Medicine) -> None:
    for source in sources.split(", "):
        if source not in medicine.sources:
            raise MedicineError(f'{file}: {key}: expected a key of [sources]; got "{source}"')
