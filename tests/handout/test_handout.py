"""What a handout is: who it is for, draft or approved, sound, the same each time, and small."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
from msgspec.structs import replace

from planner import handout
from planner.approval import approve
from planner.case import Case
from planner.handout import HandoutError
from planner.handout.readback.reading import Node, read
from planner.handout.words import words_in
from planner.plan import Considered, Override, Plan
from tests.handout.plans import BACLOFEN, DOCUMENTS, PEOPLE, case_of, document, make, pdf, plan
from tests.handout.positions import pages
from tests.planning import pace


def text_of(content: bytes) -> str:
    """The text as another program reads it."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def headings(content: bytes) -> list[str]:
    return [node.text for node in read(content).tree.walk() if re.fullmatch("H[12]", node.role)]


def approved(name: str = "textbook") -> Plan:
    case = case_of(name)
    confirmed = replace(case.plan, regimen_confirmed=case.day)
    at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    return approve(
        Case(confirmed, case.medicine, case.day), by="Dr A. Example", role="Neurologist", at=at
    )


# For whom


def test_the_first_two_pages_come_in_the_order_in_which_they_are_needed() -> None:
    assert headings(pdf("textbook"))[:8] == [
        "Your plan to come off baclofen",
        "Your doses, in 10 mg tablets",
        "Never stop baclofen suddenly",
        "Call 911 at once for any of these:",
        "Call the same day if:",
        "If you miss a dose",
        "Your supply",
        "Your dose, day by day",
    ]


def test_the_page_says_who_what_when_and_whom_to_call() -> None:
    text = read(pdf("textbook")).tree.text
    for said in (
        "For Jane Example, born 3 February 1970.",
        "This plan replaces all earlier plans.",
        "You take 60 mg of baclofen a day. It will come down step by step, to none.",
        "Agreed with Dr A. Example, Example Clinic. Why: The tablets make you drowsy.",
        "Your first lower dose: Monday 7 December 2026, Afternoon.",
        "Last dose: Sunday 21 February 2027.",
        "No baclofen from Monday 22 February 2027.",
        "By day: Dr A. Example, 555 0100",
        "At night, on weekends and holidays: 555 0199",
        "Do not take the next step down. Call first.",
        "you need 231 tablets of 10 mg. That lasts up to and including Sunday 21 February 2027.",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("audience", "has", "has_not"),
    [
        ("patient", ["Your calendar"], ["prescriber's sheet", "pharmacy's sheet"]),
        ("prescriber", ["prescriber's sheet", "What the rules found"], ["Your calendar"]),
        ("pharmacy", ["pharmacy's sheet", "check the score line"], ["Your calendar"]),
        ("all", ["Your calendar", "prescriber's sheet", "pharmacy's sheet"], []),
    ],
)
def test_each_audience_has_its_pages(audience: str, has: list[str], has_not: list[str]) -> None:
    text = read(pdf("textbook", audience=audience)).tree.text
    assert [one for one in has if one not in text] == []
    assert [one for one in has_not if one in text] == []


def test_what_nobody_entered_is_a_line_to_write_on() -> None:
    text = read(pdf("nobody named")).tree.text
    for label in ("For:", "Born:", "Agreed with:", "Emergency number:", "By day:",
                  "At night, on weekends and holidays:"):  # fmt: skip
        assert label in text


def test_the_patient_may_go_back_a_step_only_where_the_prescriber_lets_her() -> None:
    said = "You may go back to the doses of the step before"
    assert said in read(pdf("one at a time, stays at 30 mg")).tree.text
    assert said not in read(pdf("textbook")).tree.text


@pytest.mark.parametrize(
    "name", ["restart after the stop", "a rise that stays", "a rise in mid-fill"]
)
def test_never_where_the_step_before_is_lower_or_nothing(name: str) -> None:
    one = replace(case_of(name).plan, go_back_allowed=True)
    assert "You may go back" not in read(make(one)).tree.text


def test_do_not_go_down_is_said_where_a_step_down_is_to_come() -> None:
    said = "Do not take the next step down."
    assert said in read(pdf("a rise in mid-fill")).tree.text
    assert said not in read(pdf("a rise that stays")).tree.text


def test_after_a_rise_in_mid_fill_the_rest_of_the_fill_is_counted_anew() -> None:
    """The first fill, to 3 January 2027, was dispensed for the lower doses."""
    content = pdf("a rise in mid-fill")
    first, *later = [node.text for node in read(content).tree.titled("fill")]
    assert first.startswith(
        "From Wednesday 30 December 2026 up to and including Sunday 3 January 2027 you need "
        "30 tablets of 10 mg. If you have less, ask for more now."
    )
    assert [text.split(":")[0] for text in later] == ["Supply 2", "Supply 3"]


def test_past_talks_are_not_named_after_a_revision() -> None:
    one = replace(case_of("a rise in mid-fill").plan, reviews=case_of("textbook").plan.reviews)
    text = read(make(one)).tree.text
    assert "Tuesday 29 December 2026: telephone" not in text
    assert "Tuesday 26 January 2027" in text


def test_a_plan_that_stays_at_a_dose_says_not_to_stop() -> None:
    text = read(pdf("custom, then stay")).tree.text
    assert re.search(r"From \w+ \d+ \w+ \d+, stay on these doses. Do not stop.", text)
    assert "No baclofen from" not in text


RISKS = ["pregnant", "breast-feeding", "alcohol", "cns-depressants"]


@pytest.mark.parametrize("risk", RISKS)
def test_a_risk_has_its_own_line_and_no_other(risk: str) -> None:
    people = {**PEOPLE, "patient": {**PEOPLE["patient"], "risks": [risk]}}
    with_risk = make(plan(**document("10/5/10", **people)))
    without = make(plan(**document("10/5/10", **PEOPLE)))
    assert "For you" in headings(with_risk)
    assert "For you" not in headings(without)
    lines = {one: words_in("en").text(f"notice.risk_{one}", medicine="baclofen") for one in RISKS}
    assert [one for one in RISKS if lines[one] in read(with_risk).tree.text] == [risk]
    assert [one for one in RISKS if lines[one] in read(without).tree.text] == []


def test_the_prescribers_sheet_has_findings_with_sources_and_reasons() -> None:
    one = plan(**document(**PEOPLE, taper=pace("60")))
    (found,) = (f for f in Case(one, BACLOFEN, date(2026, 11, 24)).findings
                if f.rule == "abrupt-stop")  # fmt: skip
    reason = "On a ward, watched day and night."
    answered = replace(one, overrides=(Override(rule=found.rule, of=found.of, reason=reason),))
    text = read(make(answered, audience="prescriber")).tree.text
    assert f"TO ANSWER, abrupt-stop: {found.message} Source: {found.source}" in text
    assert f"Reason to go on: {reason}" in text
    assert "sha256:" in text


def test_the_prescribers_sheet_says_what_was_considered_and_what_counts_no_more() -> None:
    one = plan(**document(**{**PEOPLE, "patient": {**PEOPLE["patient"], "risks": ["seizures"]}}))
    found = next(f for f in Case(one, BACLOFEN, date(2026, 11, 24)).findings
                 if f.rule == "seizures")  # fmt: skip
    weighed = replace(one, considered=(Considered(rule="seizures", of=found.of),))
    text = read(make(weighed, audience="prescriber")).tree.text
    assert f"TO CONSIDER, seizures: {found.message} Source: {found.source}" in text
    assert "Considered." in text
    changed = replace(one, considered=(Considered(rule="seizures", of="00000000"),))
    text = read(make(changed, audience="prescriber")).tree.text
    assert "Considered." not in text
    assert "LAPSED seizures: it was considered, and counts no more" in text


# The calendar


def days_of(content: bytes) -> list[str]:
    tables = read(content).tree.tables("calendar")
    return [row.kids[0].text for table in tables for row in table.kids[1:] if len(row.kids) > 1]


def test_the_calendar_goes_to_the_end_where_that_is_near() -> None:
    days = days_of(pdf("textbook"))
    assert (days[0], days[-1]) == ("Monday 7 December", "Sunday 21 February")
    assert len(days) == 77


def test_else_it_has_thirteen_weeks() -> None:
    content = pdf("ten percent of now")
    assert len(days_of(content)) == 13 * 7
    assert "The calendar ends here. Your plan goes on" in read(content).tree.text


def test_it_goes_to_the_day_asked_for() -> None:
    assert len(days_of(make(case_of("ten percent of now").plan, until=date(2026, 12, 20)))) == 14


def test_it_begins_with_a_revision() -> None:
    assert days_of(pdf("step back in week four"))[0] == "Wednesday 30 December"


def test_pauses_reviews_and_the_day_without_are_named() -> None:
    text = read(pdf("by a date, with pauses")).tree.text
    assert "Thursday 24 December 2026 to Saturday 2 January 2027: no change, family visit" in text
    text = read(pdf("textbook")).tree.text
    assert "Tuesday 29 December 2026: you speak with your prescriber, telephone" in text
    assert "Monday 22 February 2027: no baclofen from today" in text


def test_each_dose_has_a_box_and_a_drawing_with_words() -> None:
    tables = read(pdf("textbook")).tree.tables("calendar")
    figures = [node.alternative for table in tables for node in table.walk() if _has_box(node)]
    steps = case_of("textbook").schedule.steps
    taken = sum(sum(bool(dose.take) for dose in step.doses) * (step.days or 0) for step in steps)
    assert len(figures) == taken
    assert figures[1] == "Box to tick"


def _has_box(node: Node) -> bool:
    return node.role == "Figure" and node.alternative.startswith("Box to tick")


# Draft or approved


def test_every_page_of_a_draft_says_so() -> None:
    content = pdf("textbook", audience="all")
    footers = read(content).footers
    assert len(footers) == len(pages(content))
    assert all("DRAFT, not yet approved by a prescriber" in footer for footer in footers)


def test_every_page_of_an_approved_plan_names_who_approved_it() -> None:
    content = make(approved(), audience="all")
    said = "Approved by Dr A. Example, Neurologist, Tuesday 24 November 2026"
    footers = read(content).footers
    assert len(footers) == len(pages(content))
    assert all(said in footer for footer in footers)
    assert "DRAFT" not in text_of(content)


def test_an_edit_after_the_approval_makes_it_a_draft_again() -> None:
    edited = replace(approved(), hold_days=3)
    assert "DRAFT" in text_of(make(edited))


# Sound


@pytest.mark.parametrize("name", ["textbook", "six dose times", "long names"])
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    assert make(case_of(name).plan, audience="all") == make(case_of(name).plan, audience="all")


def test_no_day_of_printing_is_in_it() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf("textbook")))
    assert "/CreationDate" not in reader.metadata
    assert "/ModDate" not in reader.metadata


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"audience": "all"}], ids=str)
def test_twelve_weeks_take_less_than_300_kb(options: dict[str, Any]) -> None:
    assert len(pdf("textbook", **options)) < 300_000


def test_all_fonts_are_embedded_subsets() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf("textbook", audience="all")))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            one = font.get_object()
            assert re.match(r"/[A-Z]{6}\+", one["/BaseFont"]), one["/BaseFont"]
            assert "/FontFile2" in one["/FontDescriptor"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdfium_and_pypdf_read_it(name: str) -> None:
    content = pdf(name, audience="all")
    document = pypdfium2.PdfDocument(content)
    assert len(document) == len(pypdf.PdfReader(BytesIO(content)).pages)
    document.close()


def test_its_title_and_language_are_the_pages_own() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf("textbook", language="es")))
    assert reader.metadata.title == "Su plan de baclofeno"
    assert reader.trailer["/Root"]["/Lang"] == "es"


def test_bookmarks_lead_to_the_headings() -> None:
    def titles(outline: list[Any]) -> list[str]:
        return [
            title
            for one in outline
            for title in (titles(one) if isinstance(one, list) else [one.title])
        ]

    content = pdf("textbook")
    assert titles(pypdf.PdfReader(BytesIO(content)).outline) == headings(content)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(paper: str, size: tuple[float, float]) -> None:
    box = pypdf.PdfReader(BytesIO(pdf("textbook", paper=paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.01)


# What can't be made


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "xx"}, 'language: expected one of en, es; got "xx"'),
        ({"language": "../en"}, 'language: expected one of en, es; got "../en"'),
        ({"paper": "a5"}, 'paper: expected a4 or letter; got "a5"'),
        ({"audience": "nurse"}, "audience: expected patient or prescriber or pharmacy or all"),
        (
            {"until": date(2026, 12, 6)},
            "until: expected a day from 2026-12-07 to 2029-12-09; got 2026-12-06",
        ),
        (
            {"until": date(2199, 1, 1)},
            "until: expected a day from 2026-12-07 to 2029-12-09; got 2199-01-01",
        ),
    ],
)
def test_a_wrong_wish_is_one_sentence(options: dict[str, Any], message: str) -> None:
    with pytest.raises(HandoutError, match=re.escape(message)):
        make(case_of("textbook").plan, **options)


def test_the_languages_are_those_of_the_files() -> None:
    assert handout.languages() == {"en": "English", "es": "Español"}


def test_a_plan_that_stops_on_its_first_day_has_a_page() -> None:
    one = plan("5/5/5", taper={"method": "pace", "target_mg": "0",
               "pace": [{"above_mg": "0", "cut_mg": "15", "every": {"weeks": 1}}]})  # fmt: skip
    assert Case(one, BACLOFEN, one.start).schedule.steps == ()
    text = read(make(one, audience="all")).tree.text
    assert "No baclofen from Monday 7 December 2026." in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("textbook", "Say that you take baclofen and that the dose is coming down."),
        ("step back in week four", "Say that you take baclofen and that the dose was changed."),
        ("stopped by a revision", "Say that you took baclofen and that it was stopped."),
        ("nothing changes", "Say that you take baclofen. Show this page."),
    ],
)
def test_what_the_emergency_service_is_told_is_true_of_the_plan(name: str, said: str) -> None:
    assert said in read(pdf(name)).tree.text


def test_a_plan_without_steps_to_come_names_no_next_step() -> None:
    for name in ("nothing changes", "stopped by a revision"):
        assert "next step" not in read(pdf(name)).tree.text


def test_a_revision_that_holds_names_the_first_lower_dose_after_it() -> None:
    text = read(pdf("hold and go on")).tree.text
    assert "Your plan changed on Friday 25 December 2026." in text
    assert re.search(r"Your next lower dose: \w+ \d+ January 2027", text)


@pytest.mark.parametrize(
    ("missing", "footer", "label"),
    [
        ("name", "Born 3 February 1970. Name: see page 1", "Name:"),
        ("birth_date", "Jane Example. Date of birth: see page 1", "Born:"),
    ],
)
def test_a_name_or_birth_date_that_is_missing_hides_nothing_else(
    missing: str, footer: str, label: str
) -> None:
    left_out = "" if missing == "name" else None
    people = {**PEOPLE, "patient": {**PEOPLE["patient"], missing: left_out}}
    for audience in ("patient", "pharmacy"):
        reading = read(make(plan(**document("10/5/10", **people)), audience=audience))
        assert footer in reading.footers[0]
    assert label in reading.tree.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("textbook", "Do not go faster than this plan, even when you feel well."),
        ("nothing changes", "Do not skip days. Do not take less, even when you feel well."),
        ("a rise that stays", "Do not skip days. Do not take less, even when you feel well."),
    ],
)
def test_only_a_plan_that_comes_down_can_be_gone_through_faster(name: str, said: str) -> None:
    assert said in read(pdf(name)).tree.text


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        ("textbook", ["Stop all repeats", "Label again", "Tell whoever fills", "126 doses need"]),
        ("nothing changes", []),
        ("stopped at once", ["Stop all repeats", "Tell whoever fills"]),
    ],
)
def test_the_pharmacy_is_asked_for_what_the_plan_needs(name: str, tasks: list[str]) -> None:
    points = [n.text for n in read(pdf(name, audience="pharmacy")).tree.walk() if n.role == "LBody"]
    first = points[: next(i for i, text in enumerate(points) if text.startswith("The patient is"))]
    assert [text[: len(task)] for text, task in zip(first, tasks, strict=True)] == tasks


@pytest.mark.parametrize(
    ("days", "said"),
    [(14, "Ask for each a week before the last one ends."), (7, "Ask for each in time, before")],
)
def test_supplies_of_less_than_two_weeks_are_not_asked_for_a_week_ahead(
    days: int, said: str
) -> None:
    text = read(make(replace(case_of("textbook").plan, fill_days=days))).tree.text
    assert f"More supplies follow. {said}" in text


# A plan that was revised


def test_the_pharmacys_sheet_counts_from_the_revision_on_as_the_patients_page_does() -> None:
    text = read(pdf("a rise in mid-fill", audience="pharmacy")).tree
    assert "Counted from Wednesday 30 December 2026" in text.text
    first = text.tables("fills")[0].kids[1].text
    assert "Wednesday 30 December 2026, already running Sunday 3 January 2027" in first
    assert "30 tablets of 10 mg" in first


def test_the_prescribers_sheet_tells_the_start_from_now_and_each_revision() -> None:
    text = read(pdf("step back in week four", audience="prescriber")).tree.text
    assert "What is taken now Morning, 07:00: 15 mg (1 and a half 10 mg tablets)" in text
    assert "What was taken at the start, Monday 7 December 2026" in text
    assert (
        "Revision 1, from Wednesday 30 December 2026: spasms came back. Doses: Morning 15 mg, "
        "Afternoon 15 mg and Bedtime 15 mg. Held for 2 weeks. Pace: 5 mg every 2 weeks."
    ) in text


def test_a_dose_time_without_a_dose_says_none() -> None:
    text = read(pdf("no dose at noon", audience="prescriber")).tree.text
    assert "Afternoon, 15:00: none" in text


def test_the_stop_is_the_last_row_of_the_prescribers_table() -> None:
    table = read(pdf("textbook", audience="prescriber")).tree.tables("all steps")[0]
    assert table.kids[-1].text == (
        "Stop Monday 22 February 2027 none none none 0 mg 5 mg (100 percent)"
    )


@pytest.mark.parametrize(
    ("name", "on", "title", "said"),
    [
        ("a rise that stays", date(2027, 1, 19), "Your changed baclofen plan",
         "From Wednesday 20 January 2027 your plan changes."),
        ("a rise that stays", date(2027, 1, 20), "Your baclofen doses",
         "Your plan changed on Wednesday 20 January 2027."),
        ("stopped at once", date(2026, 12, 1), "Your plan to come off baclofen",
         "7 December 2026 you take none."),
    ],
)  # fmt: skip
def test_titles_and_sentences_are_true_of_rises_and_stops(
    name: str, on: date, title: str, said: str
) -> None:
    content = make(case_of(name).plan, on)
    assert headings(content)[0] == title
    assert said in read(content).tree.text
    assert "step by step" not in read(content).tree.text


def test_a_plan_that_a_revision_stopped_has_no_calendar_of_the_past() -> None:
    assert days_of(pdf("stopped by a revision")) == []


def test_fills_that_come_to_more_than_the_whole_say_why() -> None:
    said = "Each fill is rounded up"
    halves = plan("20/20/20", fill_days=7)
    assert said in read(make(halves, audience="pharmacy")).tree.text
    assert said not in read(pdf("textbook", audience="pharmacy")).tree.text


def test_the_end_is_said_on_the_first_page_even_where_the_steps_go_on() -> None:
    day_before = make(case_of("a rise in mid-fill").plan, date(2026, 12, 29), language="es")
    page = pypdf.PdfReader(BytesIO(day_before)).pages[0]
    text = " ".join(page.extract_text().split())
    assert "Hay más pasos en la página 2." in text
    assert "Nada de baclofeno desde el" in text
    assert "por la mañana, por la tarde y al acostarse" in text


@pytest.mark.parametrize("name", ["Morning", "Mañana"])
def test_a_change_in_the_morning_does_not_read_as_one_tomorrow(name: str) -> None:
    regimen = [{"name": name, "time": "07:00", "mg": "20"}]
    text = read(make(plan(**{**document(**PEOPLE), "regimen": regimen}), language="es")).tree.text
    assert "dosis más baja: lunes 7 de diciembre de 2026, por la mañana." in text


@pytest.mark.parametrize("length", [30, 34, 38, 42])
def test_telephone_numbers_are_not_broken(length: int) -> None:
    prescriber = {**PEOPLE["prescriber"], "name": "A" * length, "phone": "020 7946 0000"}
    content = make(plan(**document(**{**PEOPLE, "prescriber": prescriber})))
    page = pages(content)[1]
    assert any("020 7946 0000" in box.text.replace("\N{NO-BREAK SPACE}", " ") for box in page.boxes)


# The supplies


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Each supply is rounded up. So together they come to a little more."),
        ("es", "Cada entrega se redondea hacia arriba. Por eso, juntas suman un poco más."),
    ],
)
def test_supplies_that_sum_up_to_more_say_why_and_others_do_not(language: str, said: str) -> None:
    rounded = plan(**document(**PEOPLE, taper=pace("5")), fill_days=9)
    supply = Case(rounded, BACLOFEN, rounded.start).supply
    dispensed = sum(amount.dispense for fill in supply.fills for amount in fill.amounts)
    assert dispensed > supply.amounts[0].dispense
    assert said in read(make(rounded, language=language)).tree.text
    even = replace(rounded, fill_days=28)
    supply = Case(even, BACLOFEN, even.start).supply
    assert sum(fill.amounts[0].dispense for fill in supply.fills) == supply.amounts[0].dispense
    assert said not in read(make(even, language=language)).tree.text
