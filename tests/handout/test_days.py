"""What the pages of a day say: of the textbook plan with a hold, of a step back, of a restart, of
the days before the start and after the last dose. The figures are worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.handout.readback.reading import read
from planner.plan import Plan
from tests.handout.plans import PEOPLE, case_of, document, make, plan
from tests.handout.positions import misplaced
from tests.handout.reader import days_in, headings, rows_of, text_of
from tests.handout.tag_reader import problems
from tests.planning import pace

NEVER = "Never stop baclofen suddenly"
HOLD = {"from": "2027-02-01", "kind": "hold", "reason": "a hard week at work"}


def textbook(*revisions: dict[str, Any], **fields: Any) -> Plan:
    """60 mg a day, down 5 mg a week from Monday 4 January 2027."""
    return plan(**document(**PEOPLE, start="2027-01-04", revisions=list(revisions), **fields))


def printed(one: Plan, on: str, **options: Any) -> bytes:
    return make(one, date.fromisoformat(on), **options)


STEPS_UP_TO_A_HOLD_AND_ON = [
    ("2027-01-11", "15/15/20"),
    ("2027-01-18", "15/15/15"),
    ("2027-01-25", "15/10/15"),
    ("2027-02-01", "15/10/15"),
    ("2027-02-08", "10/10/15"),
    ("2027-02-15", "10/10/10"),
    ("2027-02-22", "10/5/10"),
    ("2027-03-01", "5/5/10"),
    ("2027-03-08", "5/5/5"),
    ("2027-03-15", "5/0/5"),
    ("2027-03-22", "0/0/5"),
]


def test_a_hold_to_come_leaves_no_step_before_it_out() -> None:
    content = printed(textbook(HOLD), "2027-01-04")
    assert rows_of(content) == [("now to 2027-01-10", "20/15/20"), *STEPS_UP_TO_A_HOLD_AND_ON]
    text = text_of(content)
    assert "You take 55 mg of baclofen a day. It will come down step by step, to none." in text
    assert "From Monday 1 February 2027 your plan changes." in text
    assert (
        "Changed plan from Monday 1 February 2027: the dose stays for now; a hard week at work "
        "Monday 1"
    ) in text
    assert "Your next lower dose: Monday 11 January 2027, Morning." in text
    assert "No baclofen from Monday 29 March 2027." in text


@pytest.mark.parametrize(
    ("on", "now", "rows"),
    [
        ("2027-01-03", ("now to 2027-01-03", "20/20/20"), 12),
        ("2027-01-20", ("now to 2027-01-24", "15/15/15"), 9),
        ("2027-01-31", ("now to 2027-01-31", "15/10/15"), 8),
        ("2027-02-01", ("now to 2027-02-07", "15/10/15"), 7),
        ("2027-03-28", ("now to 2027-03-28", "0/0/5"), 0),
    ],
)
def test_later_pages_begin_with_the_step_in_force(on: str, now: tuple[str, str], rows: int) -> None:
    first, *others = rows_of(printed(textbook(HOLD), on))
    expected = [("2027-01-04", "20/15/20"), *STEPS_UP_TO_A_HOLD_AND_ON]
    assert (first, others) == (now, expected[len(expected) - rows :])


def test_a_step_back_today_and_a_slower_pace_later_are_both_there() -> None:
    back = {"from": "2027-02-03", "kind": "step-back", "regimen": ["15", "15", "15"],
            "hold_days": 14, "reason": "spasms came back"}  # fmt: skip
    slower = {"from": "2027-03-01", "kind": "slower", "taper": pace("5", weeks=2)}
    content = printed(textbook(back, slower), "2027-02-03")
    assert rows_of(content) == [
        ("now to 2027-02-16", "15/15/15"),
        ("2027-02-17", "15/10/15"),
        ("2027-02-24", "10/10/15"),
        ("2027-03-01", "10/10/15"),
        ("2027-03-08", "10/10/10"),
        ("2027-03-22", "10/5/10"),
        ("2027-04-05", "5/5/10"),
        ("2027-04-19", "5/5/5"),
        ("2027-05-03", "5/0/5"),
        ("2027-05-17", "0/0/5"),
    ]
    text = text_of(content)
    assert "Your plan changed on Wednesday 3 February 2027." in text
    assert "What led to the change: spasms came back." in text
    assert "From Monday 1 March 2027 your plan changes." in text
    assert "Say that you take baclofen and that the dose was changed." in text


def test_between_a_stop_and_a_restart_none_is_taken_until_its_day() -> None:
    content = printed(case_of("restart after the stop").plan, "2027-01-04")
    assert rows_of(content) == [
        ("now to 2027-01-10", "0/0/0"),
        ("2027-01-11", "5/5/5"),
        ("2027-01-18", "5/0/5"),
        ("2027-02-01", "0/0/5"),
    ]
    text = text_of(content)
    assert "You take no baclofen now. From Monday 11 January 2027 you take it again." in text
    assert "Do not start before Monday 11 January 2027." in text
    assert NEVER not in headings(content)
    assert "When you take baclofen again, never stop it suddenly" in headings(content)


AFTER = {"reviews": [{"on": "2027-03-31", "time": "10:30"}, {"on": "2027-04-30"}]}


@pytest.mark.parametrize("on", ["2027-03-22", "2027-03-23", "2027-04-29"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_after_the_last_dose_the_page_says_that_it_is_over_and_whom_to_call(
    on: str, language: str
) -> None:
    content = printed(textbook(**AFTER), on, language=language)
    said = {
        "en": ["You no longer take baclofen", "Your plan has come to its end.",
               "Last dose: Sunday 21 March 2027.", "No baclofen from Monday 22 March 2027.",
               "Signs can still come after the last dose.",
               "Do not start to take baclofen again by yourself.",
               "Keep this page until Friday 30 April 2027",
               "Say that you took baclofen and that it was stopped."],
        "es": ["Ya no toma baclofeno", "Última dosis: domingo 21 de marzo de 2027.",
               "todavía pueden aparecer síntomas", "No vuelva a tomar baclofeno por su cuenta.",
               "Guarde esta página hasta el viernes 30 de abril de 2027"],
    }[language]  # fmt: skip
    text = text_of(content)
    assert [one for one in [*said, "911", "555 0100", "555 0199"] if one not in text] == []
    assert rows_of(content) == []
    assert rows_of(content, "calendar") == []
    assert "next step" not in text
    assert NEVER not in text


def test_without_a_talk_to_come_the_page_is_kept_until_the_prescriber_says_so() -> None:
    text = text_of(printed(textbook(**AFTER), "2027-05-01"))
    assert "Keep this page until your prescriber tells you that you no longer need it." in text
    assert "When you speak with your prescriber" not in text


def test_what_was_kept_for_going_back_goes_to_the_pharmacy_in_the_end() -> None:
    said = "keep the reserve that you were given for going back a step"
    with_reserve = textbook(go_back_allowed=True, reserve_days=7)
    assert said in text_of(printed(with_reserve, "2027-03-22"))
    assert said not in text_of(printed(textbook(), "2027-03-22"))


def test_the_last_step_is_called_the_last() -> None:
    text = text_of(printed(textbook(), "2027-03-17"))
    assert "You take 5 mg of baclofen a day. This is the last step." in text
    assert "Your first day with no baclofen: Monday 22 March 2027." in text
    assert "Do not take the next step down. Call first." in text


def test_in_a_pause_nothing_changes_and_the_calendar_says_so_first() -> None:
    one = textbook(dates={"pauses": [{"from": "2027-01-16", "to": "2027-01-24"}]})
    content = printed(one, "2027-01-20")
    assert rows_of(content)[:2] == [
        ("now to 2027-01-24", "15/15/20"),
        ("2027-01-25", "15/15/15"),
    ]
    first = read(content).tree.tables("calendar")[0].kids[1]
    assert first.text == "Saturday 16 January 2027 to Sunday 24 January 2027: no change"


# What was really taken

MISSED = [
    {"from": "2027-01-18", "kind": "interruption", "taken": True, "regimen": ["0", "0", "5"],
     "reason": "missed on the ward"},
    {"from": "2027-01-21", "kind": "restart", "regimen": ["10", "10", "10"]},
]  # fmt: skip


def test_what_was_taken_is_shown_as_that_while_it_lasts_and_has_no_box_to_tick() -> None:
    content = printed(textbook(*MISSED), "2027-01-20")
    assert rows_of(content)[:2] == [
        ("now to 2027-01-20", "0/0/5"),
        ("2027-01-21", "10/10/10"),
    ]
    assert "What was really taken from Monday 18 January 2027: missed on the ward" in text_of(
        content
    )
    day, after = [row for row in read(content).tree.tables("calendar")[0].kids if len(row.kids) > 1
                  and row.kids[-1].role == "TD"][:2]  # fmt: skip
    boxes = [[node.alternative for node in row.walk() if "tick" in node.alternative]
             for row in (day, after)]  # fmt: skip
    assert boxes == [[], ["Box to tick"] * 3]


def test_what_was_taken_is_never_offered_once_it_is_over() -> None:
    content = printed(textbook(*MISSED), "2027-01-22")
    assert rows_of(content)[0] == ("now to 2027-01-27", "10/10/10")
    assert "missed on the ward" not in text_of(content)
    sheet = read(printed(textbook(*MISSED), "2027-01-22", audience="prescriber")).tree
    (earlier,) = sheet.tables("earlier steps")
    assert "what was really taken" in earlier.text
    assert min(day for day, _ in rows_of(content)[1:]) > "2027-01-22"
    sig = " ".join(node.text for node in sheet.titled("sig"))
    assert date(2027, 1, 18) not in days_in(sig)


# A stop at once

AT_ONCE = {
    "from the regimen": (textbook(taper=pace("60")), "2026-12-28"),
    "on the day before": (textbook(taper=pace("60")), "2027-01-03"),
    "by a revision": (
        textbook({"from": "2027-01-20", "kind": "stop", "regimen": ["0", "0", "0"]}),
        "2027-01-19",
    ),
    "written out": (
        textbook(
            taper={
                "method": "custom",
                "then": "stop",
                "steps": [{"mg": ["20", "15", "20"], "every": {"weeks": 1}}],
            }
        ),
        "2027-01-05",
    ),
}


@pytest.mark.parametrize(("one", "on"), AT_ONCE.values(), ids=AT_ONCE)
def test_a_stop_at_once_has_its_own_words(one: Plan, on: str) -> None:
    content = printed(one, on)
    text = text_of(content)
    assert "This stop is on purpose" in headings(content)
    assert "take none." in text
    assert "Call 911 at once for any of these:" in headings(content)
    for unfit in (NEVER, "If you miss a dose", "Do not go faster", "next step", "Missed doses"):
        assert unfit not in text


@pytest.mark.parametrize("on", ["2026-12-28", "2027-01-20", "2027-03-21"])
def test_a_taper_has_the_usual_warning_to_its_last_day(on: str) -> None:
    content = printed(textbook(), on)
    assert NEVER in headings(content)
    assert "This stop is on purpose" not in headings(content)


# How they look

UNUSUAL = {
    "after the last dose": (textbook(**AFTER), "2027-03-22"),
    "between a stop and a restart": (case_of("restart after the stop").plan, "2027-01-04"),
    "in a hold": (textbook(HOLD, fill_days=28), "2027-02-03"),
    "before a hold": (textbook(HOLD, go_back_allowed=True, reserve_days=7), "2027-01-20"),
    "what was taken": (textbook(*MISSED), "2027-01-20"),
    "a stop at once": AT_ONCE["by a revision"],
}


@pytest.mark.parametrize("options", [{}, {"language": "es", "large_print": True}], ids=str)
@pytest.mark.parametrize(("one", "on"), UNUSUAL.values(), ids=UNUSUAL)
def test_nothing_is_cut_off_and_all_is_read_out(one: Plan, on: str, options: Any) -> None:
    content = printed(one, on, audience="all", **options)
    assert misplaced(content, **options) == []
    assert problems(content) == []


# Supply, reviews, bytes


def test_the_running_supply_is_counted_for_the_rest_of_its_days() -> None:
    """From 20 January 5 days of 45 mg and 7 of 40: 22.5 and 28 tablets."""
    content = printed(textbook(fill_days=28), "2027-01-20")
    first, second, *_ = [node.text for node in read(content).tree.titled("fill")]
    assert first.startswith(
        "From Wednesday 20 January 2027 up to and including Sunday 31 January 2027 you need "
        "51 tablets of 10 mg. If you have less, ask for more now."
    )
    assert second.startswith("Supply 2: ")


def test_what_is_at_home_is_taken_off_before_the_start_and_counted_by_the_patient_later() -> None:
    """The plan takes 5.5 + 5 + … + 0.5 tablets a day for a week each: 231."""
    one = textbook(at_home=[{"product": "tablet-10mg", "amount": "30.5"}])
    text = text_of(printed(one, "2027-01-01"))
    assert "For the whole plan you need 231 tablets of 10 mg." in text
    assert (
        "You have 30.5 tablets of 10 mg at home. Use that first. "
        "So you need 201 tablets of 10 mg more."
    ) in text
    later = text_of(printed(one, "2027-01-05"))
    assert "at home. Use that first" not in later
    assert "Count what you have at home." in later


def test_all_reviews_from_the_day_on_are_named() -> None:
    one = textbook(review_every={"weeks": 4}, reviews=[{"on": "2027-02-09", "note": "telephone"}])
    read_back = read(printed(one, "2027-02-02")).tree.titled("review")
    assert [node.text for node in read_back] == [
        "Tuesday 9 February 2027: telephone",
        "Monday 1 March 2027",
        "Thursday 25 March 2027",
        "Monday 19 April 2027",
    ]


def test_the_same_plan_on_the_same_day_gives_the_same_bytes_and_on_another_day_others() -> None:
    one = textbook(HOLD)
    first = printed(one, "2027-01-20", audience="all")
    assert printed(one, "2027-01-20", audience="all") == first
    assert printed(one, "2027-01-21", audience="all") != first


def test_the_prescribers_sheet_tells_earlier_steps_from_those_to_take() -> None:
    tree = read(printed(textbook(HOLD), "2027-01-20", audience="prescriber")).tree

    def numbers(title: str) -> list[str]:
        (table,) = tree.tables(title)
        return [row.kids[0].text for row in table.kids[1:] if row.kids[0].text]

    assert numbers("earlier steps") == ["1", "2"]
    assert numbers("all steps") == [*map(str, range(3, 13)), "Stop"]
    sig = [node.text for node in tree.titled("sig")]
    assert sig[0].startswith("Wednesday 20 January 2027 to Sunday 24 January 2027:")
    assert len(sig) == 10
