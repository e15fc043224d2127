"""Courses worked out by hand: dates by months, dose times, and what was taken on the way."""

from __future__ import annotations

import pytest

from .amounts import Json
from .brute_force import Refused, schedule
from .small_plans import custom, outline, pace, plan

MONTHLY = pace("5", {"months": 1})
WORKDAYS = {"change_on": ["mon", "tue", "wed", "thu", "fri"]}
SLOWER_AND_SLOWER = {
    "method": "pace",
    "pace": [
        {"above_mg": "15", "cut_mg": "5", "every": {"months": 1}},
        {"above_mg": "5", "cut_mg": "5", "every": {"weeks": 2}},
        {"above_mg": "0", "cut_mg": "5", "every": {"months": 1}},
    ],
}


@pytest.mark.parametrize(
    ("taper", "fields", "dates"),
    [
        (MONTHLY, {"start": "2027-01-31"}, "01-31 02-28 03-31 04-30 05-31"),
        (MONTHLY, {"start": "2027-01-30"}, "01-30 02-28 03-30 04-30 05-30"),
        (MONTHLY, {"start": "2027-01-29"}, "01-29 02-28 03-29 04-29 05-29"),
        (MONTHLY, {"start": "2028-01-29"}, "01-29 02-29 03-29 04-29 05-29"),
        (MONTHLY, {"start": "2027-02-28"}, "02-28 03-28 04-28 05-28 06-28"),
        (MONTHLY, {"start": "2027-01-30", "hold_days": 1}, "01-31 02-28 03-31 04-30 05-31"),
        # 28 February 2027 and 31 January are Sundays: counted from where they were moved to.
        (MONTHLY, {"start": "2027-01-31", "dates": WORKDAYS}, "02-01 03-01 04-01 05-03 06-03"),
        # Clipped to 28 February and moved over the pause.
        (
            MONTHLY,
            {
                "start": "2027-01-31",
                "dates": {"pauses": [{"from": "2027-02-28", "to": "2027-03-02"}]},
            },
            "01-31 03-03 04-03 05-03 06-03",
        ),
        # Weeks in between: the next months count from the date that the weeks led to.
        (SLOWER_AND_SLOWER, {"start": "2027-01-31"}, "01-31 02-28 03-14 03-28 04-28"),
        (pace("5", {"months": 3}), {"start": "2027-08-31"}, "08-31 11-30 02-29 05-31 08-31"),
    ],
)
def test_months_count_from_the_last_date_that_was_not_clipped(
    taper: Json, fields: Json, dates: str
) -> None:
    drawn = schedule(plan("25", taper, **fields))
    starts = [step["start"] for step in drawn["steps"] if step["number"]]
    assert " ".join(day[5:] for day in [*starts, drawn["stops_on"]]) == dates


@pytest.mark.parametrize(
    ("times", "right"),
    [
        ("06:00 14:00 22:00", True),
        ("06:00 14:00 00:30", True),
        ("06:00 00:00", True),
        ("23:00 07:00", True),
        ("06:00 06:00", False),
        ("06:00 14:00 06:00", False),
        ("06:00 14:00 10:00", False),
        ("06:00 00:30 14:00", False),
        ("06:00 14:00 00:30 01:00", False),
    ],
)
def test_only_the_last_dose_time_may_lie_after_midnight(times: str, right: bool) -> None:
    names, hours = ["Morning", "Noon", "Evening", "Night"], times.split()
    regimen = [
        {"name": name, "time": time, "mg": "20"} for name, time in zip(names, hours, strict=False)
    ]
    document = {**plan("20", pace()), "regimen": regimen}
    if right:
        assert schedule(document)["stops_on"]
    else:
        with pytest.raises(Refused, match="rise"):
            schedule(document)


def taken(on: str, doses: str) -> Json:
    return {"from": on, "regimen": doses.split("/"), "taken": True}


def decided(on: str, doses: str | None = None, **fields: object) -> Json:
    return {"from": on, "regimen": doses and doses.split("/"), **fields}


@pytest.mark.parametrize(
    ("taper", "revisions", "steps"),
    [
        # The pace goes on seven days after the decision.
        (
            pace("15"),
            [taken("2026-12-10", "0/0"), decided("2026-12-13", "15/10")],
            [
                "2026-12-07 10/15",
                "2026-12-10 0/0 taken",
                "2026-12-13 15/10",
                "2026-12-20 5/5",
                "2026-12-27 stop",
            ],
        ),
        # Several in a row, the last of which is held on to.
        (
            pace("15"),
            [
                taken("2026-12-10", "0/0"),
                taken("2026-12-11", "20/20"),
                taken("2026-12-12", "5/15"),
                decided("2026-12-13", hold_days=1),
            ],
            [
                "2026-12-07 10/15",
                "2026-12-10 0/0 taken",
                "2026-12-11 20/20 taken",
                "2026-12-12 5/15 taken",
                "2026-12-13 5/15",
                "2026-12-14 0/5",
                "2026-12-21 stop",
            ],
        ),
        # On the day of the stop, which then doesn't come.
        (
            pace("20"),
            [taken("2026-12-14", "0/0"), decided("2026-12-15", "10/10", hold_days=2)],
            ["2026-12-07 10/10", "2026-12-14 0/0 taken", "2026-12-15 10/10", "2026-12-17 stop"],
        ),
        # Stopped afterwards: there and then.
        (
            pace("5"),
            [taken("2026-12-09", "0/5"), decided("2026-12-11", "0/0")],
            ["2026-12-07 15/20", "2026-12-09 0/5 taken", "2026-12-11 stop"],
        ),
        # A restart with a taper of its own.
        (
            pace("5"),
            [taken("2026-12-09", "0/0"), decided("2026-12-11", "5/10", taper=pace("10"))],
            [
                "2026-12-07 15/20",
                "2026-12-09 0/0 taken",
                "2026-12-11 5/10",
                "2026-12-18 0/5",
                "2026-12-25 stop",
            ],
        ),
        # Of a custom taper the steps that had not begun.
        (
            custom("15/20", "15/15", "10/10"),
            [
                taken("2026-12-16", "0/0"),
                taken("2026-12-28", "0/5"),
                decided("2027-01-02", "15/15"),
            ],
            [
                "2026-12-07 15/20",
                "2026-12-14 15/15",
                "2026-12-16 0/0 taken",
                "2026-12-28 0/5 taken",
                "2027-01-02 15/15",
                "2027-01-09 10/10",
                "2027-01-16 stop",
            ],
        ),
        # A step that was to begin on that very day had not begun.
        (
            custom("15/20", "15/15", "10/10", then="stay"),
            [taken("2026-12-14", "0/0"), decided("2026-12-15", "15/20")],
            [
                "2026-12-07 15/20",
                "2026-12-14 0/0 taken",
                "2026-12-15 15/20",
                "2026-12-22 15/15",
                "2026-12-29 10/10",
            ],
        ),
    ],
)
def test_what_was_taken_is_a_step_and_the_course_goes_on(
    taper: Json, revisions: list[Json], steps: list[str]
) -> None:
    assert outline(plan("20/20", taper, revisions=revisions)) == steps


def test_the_numbers_about_a_step_that_was_taken() -> None:
    revisions = [taken("2026-12-10", "0/0"), decided("2026-12-13", "15/10")]
    steps = schedule(plan("20/20", pace("15"), revisions=revisions))["steps"]
    fields = ("number", "days", "asked_mg", "cut_mg", "cut_percent", "coarse", "revision", "taken")
    assert [tuple(step[field] for field in fields) for step in steps] == [
        (1, 3, "25", "15", "37.5", False, None, False),
        (2, 3, "0", "25", "100", False, 0, True),
        (3, 7, "25", "-25", None, False, 1, False),
        (4, 7, "10", "15", "60", False, 1, False),
    ]


@pytest.mark.parametrize(
    ("taper", "revisions", "reason"),
    [
        (pace(), [decided("2026-12-14"), taken("2026-12-21", "0/0")], "one after it"),
        (pace("20"), [taken("2026-12-15", "0/0"), decided("2026-12-16", "5/5")], "after the stop"),
        (pace(), [taken("2026-12-14", "0/0"), decided("2026-12-15")], "nothing was taken"),
        # 5/5 can't reach 20, and the custom step to come would rise.
        (
            pace(target="20"),
            [taken("2026-12-14", "5/5"), decided("2026-12-15")],
            "can't be reached",
        ),
        (
            custom("15/20", "10/10"),
            [taken("2026-12-10", "5/5"), decided("2026-12-15")],
            "a dose rises",
        ),
    ],
)
def test_what_cannot_go_on_is_refused(taper: Json, revisions: list[Json], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        schedule(plan("20/20", taper, revisions=revisions))
