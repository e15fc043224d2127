"""Changes on the way for random plans: one revision, or what was taken and the one after it."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from .amounts import Doses, Json, later
from .products import Pharmacy
from .random_doses import Draw, lower_doses, one_in, read, regimens, written
from .random_tapers import tapers

REASONS = ["", "spasms came back", "infection"]


@st.composite
def revisions(draw: Draw, plan: Json, so_far: Json) -> list[Json]:
    """A hold, a step back, a raise, a new taper, a stop, a restart, or an interruption."""
    day = draw(_days(plan, so_far))
    if draw(one_in(3)) and not (_after_the_stop(day, so_far) and not draw(one_in(10))):
        interrupted: list[Json] = draw(interruptions(plan, so_far, day))
        return interrupted
    before = doses_on(later(day, -1), plan, so_far)
    kinds = ["restart"]
    if not _after_the_stop(day, so_far):
        kinds = ["hold", "hold", "step-back", "step-back-anew", "raise", "slower", "slower", "stop"]
    kind = draw(st.sampled_from(kinds)) if not draw(one_in(60)) else "hold"
    return [draw(decided(plan, so_far, day, before, kind))]


@st.composite
def interruptions(draw: Draw, plan: Json, so_far: Json, day: date) -> list[Json]:
    """One to three times what was taken, then what is decided."""
    pharmacy, found = Pharmacy.of(plan), list[Json]()
    usual = doses_on(later(day, -1), plan, so_far)
    before = usual
    for _ in range(draw(st.sampled_from([1, 1, 2, 3]))):
        kind = draw(st.sampled_from(["none", "lower", "lower", "any"]))
        before = tuple(0 for _ in usual)
        if kind == "lower":
            before = draw(lower_doses(usual, pharmacy))
        elif kind == "any":
            before = draw(regimens(pharmacy, len(usual)))
        revision = {"from": day.isoformat(), "regimen": written(before), "taken": True}
        found.append({**revision, "kind": draw(st.sampled_from(["", "interruption"]))})
        day = later(day, draw(st.sampled_from([1, 2, 3, 7, 20])))
    if draw(one_in(40)):
        return found
    kinds = ["resume", "resume", "resume", "restart", "restart", "hold", "slower", "stop"]
    kind = draw(st.sampled_from(kinds))
    if not any(before) and kind in ("hold", "slower") and not draw(one_in(10)):
        kind = "resume"
    return [*found, draw(decided(plan, so_far, day, usual if kind == "resume" else before, kind))]


@st.composite
def decided(draw: Draw, plan: Json, so_far: Json, day: date, before: Doses, kind: str) -> Json:
    """A revision that isn't `taken`; `resume` goes back to the doses of before."""
    pharmacy = Pharmacy.of(plan)
    regimen = draw(_regimens(kind, before, so_far, pharmacy))
    taper = None
    if kind in ("restart", "step-back-anew", "slower") or (kind == "raise" and draw(one_in(2))):
        after = regimen if regimen and any(regimen) else before
        taper = draw(tapers(after, pharmacy, day, above_0=draw(one_in(4))))
    revision = {
        "from": day.isoformat(),
        "kind": kind if kind in ("hold", "step-back", "slower", "stop", "restart") else "",
        "regimen": regimen and written(regimen),
        "hold_days": draw(st.sampled_from([1, 7, 10, 28])),
        "taper": taper,
        "taken": False,
        "reason": draw(st.sampled_from(REASONS)),
    }
    absent = [name for name in ("hold_days", "reason", "kind", "taken") if draw(one_in(4))]
    absent += [name for name in ("regimen", "taper") if revision[name] is None]
    dropped = absent if draw(st.booleans()) else []
    return {name: value for name, value in revision.items() if name not in dropped}


@st.composite
def _days(draw: Draw, plan: Json, so_far: Json) -> date:
    """On or about the first day of a step, on the day of the stop, or after it."""
    earliest = max([plan["start"], *(each["from"] for each in plan.get("revisions", []))])
    stop = so_far["stops_on"] or plan["start"]
    marks = [step["start"] for step in so_far["steps"]] + [stop]
    marks = [mark for mark in marks if mark >= earliest] or [earliest]
    mark = draw(st.sampled_from([*marks, max(stop, earliest)]))
    day = later(date.fromisoformat(mark), draw(st.sampled_from([0, 0, 1, 2, 5, 13])))
    return max(day, later(date.fromisoformat(earliest), 1))


@st.composite
def _regimens(
    draw: Draw, kind: str, before: Doses, so_far: Json, pharmacy: Pharmacy
) -> Doses | None:
    if kind in ("hold", "slower"):
        return None
    if kind == "stop":
        return tuple(0 for _ in before)
    if kind == "resume":
        return before if any(before) else draw(regimens(pharmacy, len(before)))
    if kind in ("raise", "restart"):
        doses: Doses = draw(regimens(pharmacy, len(before)))
        higher = tuple(max(pair) for pair in zip(before, doses, strict=True))
        return higher if kind == "raise" else doses
    earlier = [read(step["mg"]) for step in so_far["steps"]]
    above = [doses for doses in earlier if sum(doses) >= sum(before)]
    back: Doses = draw(st.sampled_from(above or [before]))
    return back


def _after_the_stop(day: date, so_far: Json) -> bool:
    return so_far["stops_on"] is not None and day.isoformat() > so_far["stops_on"]


def doses_on(day: date, plan: Json, so_far: Json) -> Doses:
    """The doses of a day of the schedule; none after the stop."""
    for step in reversed(so_far["steps"]):
        if step["start"] <= day.isoformat() and (step["end"] or "9999") >= day.isoformat():
            return read(step["mg"])
    return tuple(0 for _ in plan["regimen"])
