"""Nothing is cut off and nothing lies over anything else, whatever the plan."""

from __future__ import annotations

import re
from itertools import cycle, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.handout.readback.reading import read
from planner.handout.wording import Wording
from planner.handout.words import words_in
from tests.handout.plans import DOCUMENTS, LONG, PEOPLE, case_of, document, make, pdf, plan
from tests.handout.positions import Box, misplaced, pages
from tests.samples import samples

OPTIONS: list[dict[str, Any]] = [
    {},
    {"paper": "letter", "language": "es"},
    {"large_print": True},
    {"large_print": True, "paper": "letter", "language": "es"},
    {"language": "es"},
    {"paper": "letter"},
]

WORDINGS = {language: Wording(words_in(language), None) for language in ("en", "es")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_text_is_cut_off_or_lies_over_other_text(name: str) -> None:
    assert misplaced(pdf(name, audience="all")) == []


@pytest.mark.parametrize(
    ("name", "options"), list(zip(DOCUMENTS, cycle(OPTIONS[1:]), strict=False)), ids=str
)
def test_so_it_is_in_other_papers_languages_and_sizes(name: str, options: dict[str, Any]) -> None:
    assert misplaced(pdf(name, audience="all", **options), **options) == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_date_stands_well_apart_from_the_doses(language: str, paper: str) -> None:
    page = pages(pdf("textbook", language=language, paper=paper))[0]
    days = [box for box in page.boxes if box.left < 50 and box.text.rstrip()[-4:].isdigit()]
    beside = [
        (day, box)
        for day in days
        for box in page.boxes
        if abs(box.bottom - day.bottom) < 4 and 0 < box.left - day.left < 170
    ]
    assert len(beside) > 8
    assert min(box.left - day.right for day, box in beside) >= 8  # with the space that ends a line


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_all_steps_of_the_textbook_plan_stand_on_the_first_page(language: str, paper: str) -> None:
    first, second = words_of_pages(pdf("textbook", language=language, paper=paper))[:2]
    for step in case_of("textbook").schedule.steps:
        assert WORDINGS[language].day(step.start) in first
    end, warning = {
        "en": ("No baclofen from Monday 22 February 2027.", "Never stop baclofen suddenly"),
        "es": ("Nada de baclofeno desde el lunes 22 de febrero de 2027.", "Nunca deje"),
    }[language]
    assert end in first
    assert warning in second


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    "name",
    ["six dose times", "four dose times", "one dose time", "packets", "long names",
     "step back in week four", "by a date, with pauses"],
)  # fmt: skip
def test_the_steps_of_others_stand_on_the_first_two_with_the_warning(
    name: str, language: str, paper: str
) -> None:
    both = " ".join(words_of_pages(pdf(name, language=language, paper=paper))[:2])
    coming = [step for step in case_of(name).today.coming if step.number > 0]
    for step in coming:
        assert WORDINGS[language].day(step.start) in both
    assert {"en": "Never stop baclofen suddenly", "es": "Nunca deje"}[language] in both


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["150 steps", "tablets and a liquid"])
def test_a_longer_plan_says_on_its_first_page_where_the_steps_go_on(
    name: str, language: str
) -> None:
    pages_of_it = words_of_pages(pdf(name, language=language))
    said, heading = {
        "en": (r"More steps follow on page (\d+)\.", "More steps From this day"),
        "es": (r"Hay más pasos en la página (\d+)\.", "Más pasos Desde este"),
    }[language]
    page = re.search(said, pages_of_it[0])
    assert page
    assert heading in pages_of_it[int(page[1]) - 1]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["textbook", "six dose times", "four dose times"])
def test_in_large_print_the_first_page_is_full_and_says_the_end(
    name: str, language: str, paper: str
) -> None:
    content = pdf(name, language=language, paper=paper, large_print=True)
    end = {"en": "No baclofen from", "es": "Nada de baclofeno desde"}[language]
    assert end in words_of_pages(content)[0]
    page = pages(content)[0]
    lowest = min(box.bottom for box in page.boxes if box.bottom > 100)
    assert lowest < page.height / 3


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", sorted(DOCUMENTS.keys() - {"long names"}))
def test_the_end_is_said_on_the_first_page(name: str, paper: str) -> None:
    """The tightest pages: large print, in Spanish, a draft. The long names fill one alone."""
    first = words_of_pages(pdf(name, language="es", paper=paper, large_print=True))[0]
    stops = case_of(name).schedule.stops_on
    if stops:
        assert f"Nada de baclofeno desde el {WORDINGS['es'].day(stops)}." in first
    else:
        assert re.search(r"[Qq]uédese en estas dosis\. No deje de tomarlas\.", first)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_none_stands_level_with_the_doses_beside_it(options: dict[str, Any]) -> None:
    none = "nada" if options.get("language") == "es" else "none"
    last_week = pages(pdf("textbook", **options))
    rows = [page.boxes for page in last_week if any(b.text.strip() == "5 mg" for b in page.boxes)]
    baselines = [
        (none_box, [b for b in boxes if b.text.strip() == "5 mg" and _level(b, none_box, 8)])
        for boxes in rows
        for none_box in boxes
        if none_box.text.strip() == none
    ]
    beside = [(a, b) for a, here in baselines for b in here]
    assert len(beside) >= 7
    assert [(a, b) for a, b in beside if not _level(a, b, 0.5)] == []


def _level(one: Box, other: Box, within: float) -> bool:
    return abs(one.baseline - other.baseline) <= within


def test_a_week_of_six_dose_times_takes_two_pages_at_most_in_large_print() -> None:
    for name in ("six dose times", "six dose times of liquid"):
        weeks = [
            number
            for number, text in enumerate(words_of_pages(pdf(name, large_print=True)))
            if re.search(r"Week \d+: from", text)
        ]
        assert max(after - week for week, after in pairwise(weeks)) <= 2, name


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_page_of_the_notes_holds_one_week_alone(name: str, large_print: bool) -> None:
    year = re.compile(r"\b20\d\d\b")
    for text in words_of_pages(pdf(name, large_print=large_print)):
        if "What I noticed" in text:
            notes = text.split("What I noticed")[1]
            dated = notes.split("Jane Example")[0].split("Maria Magdalena")[0]
            assert len(year.findall(dated)) != 1


FOOTER = re.compile(
    "Jane Example, (?:born|nacimiento)|Maria Magdalena|Name and date|Nombre y fecha"
)


@pytest.mark.parametrize("options", [{}, OPTIONS[3]], ids=str)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(name: str, options: dict[str, Any]) -> None:
    content = pdf(name, audience="all", **options)
    headings = {node.text for node in read(content).tree.walk()
                if node.role in ("H1", "H2")}  # fmt: skip
    for text in words_of_pages(content):
        footer = list(FOOTER.finditer(text))[-1]
        above = text[: footer.start()].rstrip()
        assert not any(above.endswith(one) for one in headings), above[-200:]


def test_text_and_footer_of_each_page_begin_at_the_same_margin() -> None:
    for page in pages(pdf("textbook", audience="all", large_print=True)):
        footer = min(page.boxes, key=lambda box: box.bottom)
        assert footer.left == pytest.approx(min(box.left for box in page.boxes), abs=2)


def words_of_pages(content: bytes) -> list[str]:
    """The text of each page, its lines joined."""
    return [" ".join(" ".join(box.text.split()) for box in page.boxes) for page in pages(content)]


NAMES = st.text(alphabet="abcdefgh Äñøß-'.MWil", min_size=1, max_size=150)


@settings(
    max_examples=samples(8),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    name=NAMES,
    clinic=NAMES,
    reason=st.text(alphabet="abcdefgh Wil.", max_size=400),
    doses=st.lists(st.sampled_from(["5", "10", "15", "20", "40"]), min_size=1, max_size=6),
    options=st.sampled_from(OPTIONS),
    times=st.sampled_from(["Dose {}", "Early in the morning {}", LONG + "{}"]),
)
def test_so_it_is_for_any_names_and_any_number_of_doses(
    name: str, clinic: str, reason: str, doses: list[str], options: dict[str, Any], times: str
) -> None:
    regimen = [
        {"name": times.format(n), "time": f"{3 * n + 2:02}:00", "mg": mg}
        for n, mg in enumerate(doses)
    ]
    people = {
        "patient": {**PEOPLE["patient"], "name": name, "reason": reason},
        "prescriber": {**PEOPLE["prescriber"], "name": clinic, "clinic": clinic},
    }
    one = plan(**{**document(**people), "regimen": regimen, "fill_days": 7})
    assert misplaced(make(one, audience="all", **options), **options) == []


@pytest.mark.parametrize("options", OPTIONS[:1] + OPTIONS[2:3], ids=str)
def test_the_patients_pages_are_set_large_enough(options: dict[str, Any]) -> None:
    from pikepdf import Pdf

    least = 18 if options.get("large_print") else 14
    from io import BytesIO

    with Pdf.open(BytesIO(pdf("textbook", **options))) as opened:
        for page in opened.pages:
            operators = page.Contents.read_bytes()
            body = re.sub(rb"/(Figure|Artifact) .*?EMC", b"", operators, flags=re.DOTALL)
            sizes = {float(size) for size in re.findall(rb"([\d.]+) Tf", body)}
            assert min(sizes) >= least


def test_the_pharmacys_sheet_of_a_usual_plan_is_one_sheet_of_paper() -> None:
    for name in ("textbook", "liquid by months", "hold and go on"):
        assert len(pages(pdf(name, audience="pharmacy"))) <= 2, name


def test_the_textbook_plan_is_a_spread_and_a_calendar_of_two_weeks_a_page() -> None:
    texts = [" ".join(box.text for box in page.boxes) for page in pages(pdf("textbook"))]
    for page, *said in (
        (0, "Your doses", "No baclofen from"),
        (1, "Never stop", "Your dose, day by day"),
        (2, "Week 1:", "Week 2:"),
    ):
        for words in said:
            assert words in texts[page]
