"""Do the random plans hold what they are for, and is every fault refused?"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from .amounts import Json
from .brute_force import Refused, schedule
from .random_faults import FAULTS
from .random_plans import plans

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.parametrize("example", ["01-textbook", "19-after-midnight"])
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_plan_with_a_fault_is_refused(name: str, example: str) -> None:
    right = json.loads((EXAMPLES / f"{example}.json").read_text(encoding="utf-8"))["plan"]
    wrong = FAULTS[name](right)
    assert schedule(right)
    with pytest.raises(Refused):
        schedule(wrong)


def features(plan: Json, drawn: Json) -> set[str]:
    """What of the contract this plan puts to work."""
    taper, revisions = plan["taper"], plan.get("revisions", [])
    following = list(pairwise(revisions))
    taken = [revision for revision in revisions if revision.get("taken")]
    named = {
        "a dose after midnight": plan["regimen"][-1]["time"] < plan["regimen"][0]["time"],
        "a target above 0": taper.get("target_mg", "0") != "0",
        "a lowest dose": taper.get("lowest_mg") is not None,
        "months late in the month": "months" in str(taper) and plan["start"][8:] >= "29",
        "the default sharing": "rule" not in plan.get("sharing", {}),
        "taken": bool(taken),
        "nothing taken": any(not any(map(float, each["regimen"])) for each in taken),
        "taken twice in a row": any(a.get("taken") and b.get("taken") for a, b in following),
        "the old taper after what was taken": any(
            a.get("taken") and not b.get("taken") and not b.get("taper") for a, b in following
        ),
        "a gap before a restart": any(
            step["daily_mg"] == "0" and not step["taken"] for step in drawn["steps"]
        ),
        "a coarse step": any(step["coarse"] for step in drawn["steps"]),
        "a reserve": bool(drawn["reserve"]),
        "fills": bool(drawn["fills"]),
        "regular reviews": plan.get("review_every") is not None,
        "enough at home": "0" in drawn["dispense"].values(),
        "no stop": drawn["stops_on"] is None,
    }
    rules = {plan.get("sharing", {}).get("rule", "proportional"), taper["method"]}
    return rules | set(plan.get("products", [])) | {name for name in named if named[name]}


def test_a_few_hundred_random_plans_put_every_feature_to_work() -> None:
    found = dict[str, int]()

    @settings(
        max_examples=300,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(plans())
    def count(plan: Json) -> None:
        try:
            names = features(plan, schedule(plan))
        except Refused:
            names = {"refused"}
        for name in names:
            found[name] = found.get(name, 0) + 1

    count()
    wanted = {
        *("proportional", "balanced", "one-at-a-time", "pace", "finish-by", "custom", "refused"),
        *("a dose after midnight", "a target above 0", "a lowest dose", "no stop", "fills"),
        *("months late in the month", "the default sharing", "taken", "nothing taken"),
        *("taken twice in a row", "the old taper after what was taken", "a coarse step"),
        *("a gap before a restart", "a reserve", "regular reviews", "enough at home"),
        *("tablet-15mg", "tablet-40mg", "granules-20mg", "solution-1mg-per-ml"),
    }
    assert {name: found.get(name, 0) for name in wanted if found.get(name, 0) < 5} == {}
    assert found["refused"] < 75
