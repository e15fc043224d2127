"""Forms left unsaved, broken in every way that a disk, a person or an attacker can break them.

Each way takes the file's bytes and a Random and gives other bytes; each can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

HOSTILE = (
    "",
    " ",
    '<img src="/dev/zero">',
    "<h2>APPROVED</h2>",
    "<a href='file:///etc/passwd'>x</a>" * 20,
    "M" * 3_000,
    "\u202e00:70 gm 5\u202c",
    "\u2066\u2067\u200f" * 100,
    "\0\a\b\x1b[2J\r\n\t",
    "\ufffe\uffff\U0010ffff",
    "é" * 500 + "\u0301" * 500,
    "{name}%s%n{0.__class__}",
    "1e999999999",
    "9" * 400,
    "-0",
    "0.1e-400",
    "NaN",
    "Infinity",
    "1/0",
    "½ ⅓ ¾",
    "٣٤",
    "0001-01-01",
    "9999-12-31",
    "in 99999999999 weeks",
    "next monday",
    "31 feb 99999",
    "25:61",
    "../../../../etc/passwd",
    "/dev/zero",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    7,
    2**31,
    2**63,
    10**30,
    1e308,
    -0.0,
    0.1,
    [],
    {},
    [[]],
    [None],
    [{}],
    {"": ""},
    *HOSTILE,
)


def cut_off(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def bytes_flipped(content: bytes, rng: Random) -> bytes:
    broken = bytearray(content)
    for _ in range(rng.randint(1, 20)):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken)


def a_part_repeated(content: bytes, rng: Random) -> bytes:
    begin, end = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:end] + content[begin:end] * rng.randint(1, 3) + content[end:]


def zeros(content: bytes, rng: Random) -> bytes:
    """What a crashed disk leaves: the right length, and nothing in it."""
    begin = rng.randrange(len(content))
    return content[:begin] + bytes(len(content) - begin)


def nested(content: bytes, rng: Random) -> bytes:
    """A value nested so deep that whoever follows it down runs out of stack."""
    depth, text = rng.choice((10, 500, 5_000, 100_000)), content.decode()
    opened, closed = rng.choice((("[", "]"), ('{"a":', "}")))
    at = rng.choice([i for i, c in enumerate(text) if c == ":"] or [0])
    return f"{text[: at + 1]}{opened * depth}1{closed * depth},{text[at + 1 :]}".encode()


def numbers_that_are_none(content: bytes, rng: Random) -> bytes:
    """NaN and the like, which JSON has no word for; and a number that takes a megabyte."""
    text = content.decode()
    what = rng.choice(("NaN", "-Infinity", "1e99999", "9" * 100_000, "0x10", "1.", "-"))
    at = rng.choice([i for i, c in enumerate(text) if c in ":[,"] or [0])
    end = next((i for i in range(at + 1, len(text)) if text[i] in ",]}"), len(text))
    return f"{text[: at + 1]}{what}{text[end:]}".encode()


def values_changed(content: bytes, rng: Random) -> bytes:
    """Still JSON, and up to five of its values are others."""
    form = json.loads(content)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        places = list(_places(form))
        holder, key = rng.choice(places)
        _change(holder, key, rng)
    return json.dumps(form).encode()


def texts_changed(content: bytes, rng: Random) -> bytes:
    """Still a form: texts that a person may have typed, or an attacker."""
    form = json.loads(content)
    texts = [(holder, key) for holder, key in _places(form) if isinstance(holder[key], str)]
    for holder, key in rng.sample(texts, min(len(texts), rng.choice((1, 1, 2, 3, 12)))):
        holder[key] = rng.choice(HOSTILE)
    return json.dumps(form).encode()


def another_mixed_in(content: bytes, rng: Random) -> bytes:
    """Parts of one version beside those of another."""
    form = json.loads(content)
    inner = rng.choice(("draft", "saved"))
    for _ in range(rng.randint(1, 6)):
        one, other = (rng.choice(list(_places(form[inner]))) for _ in range(2))
        one[0][one[1]] = deepcopy(other[0][other[1]])
    return json.dumps(form).encode()


BREAKS: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut_off,
    bytes_flipped,
    a_part_repeated,
    zeros,
    nested,
    numbers_that_are_none,
    values_changed,
    values_changed,
    values_changed,
    texts_changed,
    texts_changed,
    another_mixed_in,
)


def _change(holder: Any, key: Any, rng: Random) -> None:
    ways = rng.randrange(4)
    if ways == 0 and isinstance(holder, dict):
        del holder[key]
    elif ways == 1 and isinstance(holder, list):
        holder.extend(deepcopy(holder[key]) for _ in range(rng.choice((1, 3, 300))))
    elif ways == 2 and isinstance(holder, list):
        del holder[key]
    else:
        holder[key] = deepcopy(rng.choice(VALUES))


def _places(value: Any) -> Any:
    """Every place in the JSON where a value stands: its holder, and its key or index there."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)


def given_forms(examples: Path) -> list[bytes]:
    """Forms as the window keeps them, of every example and of one that was hardly begun."""
    from datetime import UTC, date, datetime

    from planner.documents import read_plan
    from planner.medicine import known_medicines
    from ui.draft import Draft
    from ui.kept_form import Kept, content_of
    from ui.plan_texts import draft_of

    today, at = date(2026, 11, 24), datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    empty = Draft(typed_on=today)
    forms = [content_of(Kept(at, None, empty, empty, None))]
    for file in sorted(examples.glob("*.json")):
        plan = json.dumps(json.loads(file.read_bytes())["plan"]).encode()
        draft = draft_of(read_plan(plan, known_medicines()), today)
        forms.append(content_of(Kept(at, "/plans/one.json", draft, empty, "")))
    return forms
