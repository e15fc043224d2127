"""The prescriber's sheet: all that the plan rests on, to be read before it is signed."""

from __future__ import annotations

from importlib.metadata import version

from planner.documents import plan_digest
from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.prescriber_people import people
from planner.handout.prescriber_plan import pace, regimen
from planner.handout.prescriber_steps import earlier_steps, sig, steps
from planner.handout.sheet_parts import amounts_table, fills_table, who
from planner.handout.talks import talks_to_come, when
from planner.handout.words import Run
from planner.safety import Finding
from planner.summary import summary, today_in_words
from planner.text import lapsed_lines


def draw_prescriber(paper: Paper, given: Given) -> None:
    """As many pages as the plan needs."""
    paper.heading(1, given.said("prescriber.title"))
    who(paper, given)
    paper.paragraph("; ".join(summary(given.case)) + ".")
    paper.paragraph(today_in_words(given.case), title="today")
    people(paper, given)
    regimen(paper, given)
    pace(paper, given)
    steps(paper, given)
    earlier_steps(paper, given)
    rules(paper, given)
    supply(paper, given)
    talks(paper, given)
    sig(paper, given)
    teach_back(paper, given)
    approval(paper, given)


def rules(paper: Paper, given: Given) -> None:
    """The findings of the day with their sources, what was considered and the reasons to go on;
    and what was weighed before and counts no more."""
    paper.heading(2, given.said("prescriber.findings_title"))
    if not given.findings:
        paper.paragraph(given.said("prescriber.no_findings"))
    else:
        paper.bullets(_finding(given, finding) for finding in given.findings)
    if gone := lapsed_lines(given.judged):
        paper.bullets(gone)


def _finding(given: Given, finding: Finding) -> tuple[Run, ...]:
    runs = given.spoken(
        "prescriber.finding",
        severity=given.said(f"prescriber.{finding.severity}"),
        rule=finding.rule,
        message=finding.message,
        source=finding.source.rstrip("."),
    )
    if finding.overridden:
        answer = given.said("prescriber.overridden", reason=finding.overridden)
    elif finding.considered:
        answer = given.said("prescriber.considered")
    else:
        return runs
    return (*runs, Run(f" {answer}", bold=True))


def supply(paper: Paper, given: Given) -> None:
    """What the days from the sheet's on take."""
    to_come = given.supply_to_come
    paper.heading(2, given.said("prescriber.supply_title"), keep=5 * paper.measures.leading)
    amounts_table(paper, given, to_come, given.begins)
    if to_come.fills:
        fills_table(paper, given, to_come.fills)


def talks(paper: Paper, given: Given) -> None:
    """The reviews to come."""
    if to_come := talks_to_come(given):
        paper.heading(2, given.said("prescriber.reviews_title"), keep=3 * paper.measures.leading)
        paper.paragraph(
            "; ".join(
                f"{when(given, review)}: {review.note}" if review.note else when(given, review)
                for review in to_come
            )
            + ".",
            title="reviews",
        )


def teach_back(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("prescriber.teach_title"), keep=3 * paper.measures.leading)
    if given.first_change:
        day = given.wording.day(given.first_change)
        paper.paragraph(given.said("prescriber.teach", day=day))
    paper.paragraph(given.said("prescriber.teach_call"))


def approval(paper: Paper, given: Given) -> None:
    """The digest of what is signed, the program's version, and a line for the signature."""
    paper.heading(2, given.said("prescriber.approval_title"), keep=9 * paper.measures.leading)
    paper.paragraph(given.standing.why)
    paper.paragraph(given.said("prescriber.digest", digest=plan_digest(given.judged.plan)))
    paper.paragraph(given.said("prescriber.version", version=version("taper-planner")))
    paper.write_in(given.said("prescriber.signature"))
    paper.write_in(given.said("prescriber.signature_date"))
