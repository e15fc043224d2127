"""The prescriber's sheet: all that the plan rests on, to be read before it is signed."""

from __future__ import annotations

from importlib.metadata import version

from planner.handout.given import Given
from planner.handout.paper import Paper
from planner.handout.prescriber_plan import pace, regimen
from planner.handout.prescriber_steps import sig, steps
from planner.handout.sheet_parts import amounts_table, fills_table, who
from planner.handout.words import Run
from planner.summary import summary


def draw_prescriber(paper: Paper, given: Given, digest: str) -> None:
    """The sheet; `digest` is that of the plan as it stands in its file."""
    paper.heading(1, given.said("prescriber.title"))
    who(paper, given)
    paper.paragraph("; ".join(summary(given.plan, given.schedule, given.medicine)) + ".")
    regimen(paper, given)
    pace(paper, given)
    steps(paper, given)
    rules(paper, given)
    supply(paper, given)
    sig(paper, given)
    teach_back(paper, given)
    approval(paper, given, digest)


def rules(paper: Paper, given: Given) -> None:
    """The findings with their sources, and the reasons to go on."""
    paper.heading(2, given.said("prescriber.findings_title"))
    if not given.findings:
        paper.paragraph(given.said("prescriber.no_findings"))
        return
    paper.bullets(
        (
            *given.spoken(
                "prescriber.finding",
                severity=given.said(f"prescriber.{finding.severity}"),
                rule=finding.rule,
                message=finding.message,
                source=finding.source.rstrip("."),
            ),
            *(
                (Run(" " + given.said("prescriber.overridden", reason=finding.overridden), True),)
                if finding.overridden
                else ()
            ),
        )
        for finding in given.findings
    )


def supply(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("prescriber.supply_title"), keep=5 * paper.measures.leading)
    amounts_table(paper, given, given.supply, given.schedule.start)
    if given.supply.fills:
        fills_table(paper, given, given.supply.fills)


def teach_back(paper: Paper, given: Given) -> None:
    paper.heading(2, given.said("prescriber.teach_title"), keep=3 * paper.measures.leading)
    if given.first_change:
        day = given.wording.day(given.first_change)
        paper.paragraph(given.said("prescriber.teach", day=day))
    paper.paragraph(given.said("prescriber.teach_call"))


def approval(paper: Paper, given: Given, digest: str) -> None:
    """The digest of what is signed, the program's version, and a line for the signature."""
    paper.heading(2, given.said("prescriber.approval_title"), keep=9 * paper.measures.leading)
    paper.paragraph(given.standing.why)
    paper.paragraph(given.said("prescriber.digest", digest=digest))
    paper.paragraph(given.said("prescriber.version", version=version("taper-planner")))
    paper.write_in(given.said("prescriber.signature"))
    paper.write_in(given.said("prescriber.signature_date"))
