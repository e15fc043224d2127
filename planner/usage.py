"""What may be typed after `taper-planner`: the commands, their words and options (plan-file.md 5).

Wrong usage is one line on standard error and exit code 2.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import NoReturn

from planner.reading.amounts import Unread
from planner.reading.dates import read_date
from planner.resources import RESOURCES
from planner.text import one_line

WRONG_USAGE = 2
STANDARD = "-"
"""A file's name that stands for standard input or output."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in one line."""

    def error(self, message: str) -> NoReturn:
        line = one_line(f"{self.prog}: {message}; see {self.prog} --help")
        self.exit(WRONG_USAGE, f"{line}\n")


def parser() -> Parser:
    """The parser of all commands: `command` is the one chosen."""
    whole = Parser(
        prog="taper-planner",
        description="Draft a dated dose reduction; a prescriber reviews and approves it.",
        allow_abbrev=False,
    )
    commands = whole.add_subparsers(
        required=True, dest="command", metavar="COMMAND", parser_class=Parser
    )

    def command(name: str, summary: str) -> Parser:
        return commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)

    _add_new(command("new", "write a plan"))

    schedule = command("schedule", "the schedule that follows from a plan")
    schedule.add_argument("plan", nargs="+", metavar="PLAN")
    schedule.add_argument("--format", choices=("text", "json"), default="text")
    _add_day(schedule)
    schedule.add_argument("--why", action="store_true", help="say why each step is what it is")

    check = command("check", "what the rules find; exit 1 where approval is blocked")
    check.add_argument("plan", metavar="PLAN")
    _add_day(check)

    compare = command("compare", "the plan beside other paces for the same regimen")
    compare.add_argument("plan", metavar="PLAN")
    compare.add_argument("--format", choices=("text", "json"), default="text")
    _add_day(compare)

    _add_pdf(command("pdf", "the printed schedule"))
    _add_approve(command("approve", "the prescriber's approval"))

    medicines = command("medicines", "the medicines and products known")
    medicines.add_argument("name", nargs="?", metavar="NAME")
    return whole


def _add_new(new: Parser) -> None:
    new.add_argument("--current", required=True, help="the doses taken now, in mg: 20/20/20")
    new.add_argument("--cut", help='how much less each time: 5, "5 mg" or "10 %%"')
    new.add_argument("--every", required=True, help='how often: "1 week", "10 days"')
    new.add_argument("--start", required=True, help="the first day: 2026-12-01")
    new.add_argument("--products", help="products, with commas: tablet-5mg,tablet-10mg")
    new.add_argument("--by", help="be done by this day, instead of a cut")
    new.add_argument("--target", default="0", help="the daily dose to come down to, in mg")
    new.add_argument("--patient", default="", metavar="NAME")
    new.add_argument("--born", metavar="DATE", help="the patient's birth date")
    new.add_argument("--risks", help='risks, with commas; "none": asked, and none')
    new.add_argument(
        "--confirmed", metavar="DATE", help="the day the patient said that these doses are taken"
    )
    new.add_argument("--prescriber", default="", metavar="NAME")
    new.add_argument("--phone", default="", metavar="NUMBER", help="whom the patient calls")
    new.add_argument("--out-of-hours", default="", metavar="NUMBER")
    new.add_argument("--emergency", default="", metavar="NUMBER")
    _add_output(new)


def _add_pdf(pdf: Parser) -> None:
    pdf.add_argument("plan", metavar="PLAN")
    pdf.add_argument(
        "--for",
        dest="audience",
        choices=("patient", "prescriber", "pharmacy", "all"),
        default="patient",
    )
    pdf.add_argument("--paper", choices=("letter", "a4"), default="a4")
    languages = sorted(path.stem for path in (RESOURCES / "handout").glob("*.toml"))
    pdf.add_argument("--language", choices=languages, default="en")
    pdf.add_argument(
        "--pages",
        choices=("essential", "usual", "all"),
        default="usual",
        help="of the patient's: the first sheet; with the calendar; with notes and scores too",
    )
    pdf.add_argument(
        "--clock", type=int, choices=(12, 24), help="hours of the clock; the country's if not given"
    )
    pdf.add_argument("--large-print", action="store_true")
    pdf.add_argument("--until", type=_date, metavar="DATE", help="the calendar's last day")
    _add_day(pdf)
    _add_output(pdf)


def _add_approve(approval: Parser) -> None:
    approval.add_argument("plan", metavar="PLAN")
    approval.add_argument("--by", required=True, metavar="NAME")
    approval.add_argument("--role", required=True)
    approval.add_argument(
        "--considered",
        action="extend",
        type=lambda typed: [rule.strip() for rule in typed.split(",") if rule.strip()],
        default=[],
        metavar="RULE,…",
        help='the warnings that were weighed; "risks": all of ticked risks',
    )
    approval.add_argument(
        "--override", action="append", default=[], type=_override, metavar='RULE="reason"'
    )
    approval.add_argument("--expect", metavar="DIGEST", help="only if this plan was reviewed")
    approval.add_argument(
        "--replaces", metavar="PLAN", help="the approved version that this one supersedes"
    )
    _add_day(approval)
    _add_output(approval)


def _add_output(parser: Parser) -> None:
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="- for standard output"
    )


def _add_day(command: Parser) -> None:
    command.add_argument(
        "--on",
        type=_date,
        default=date.today(),
        metavar="DATE",
        help="the day looked from; today if not given",
    )


def _date(written: str) -> date:
    """A day as people say it, or as 2026-12-01."""
    try:
        return read_date(written, date.today(), day_first=True).on
    except Unread as error:
        raise argparse.ArgumentTypeError(error.reason) from None


def _override(written: str) -> tuple[str, str]:
    rule, equals, reason = written.partition("=")
    if not equals or not rule.strip():
        raise argparse.ArgumentTypeError(f'expected RULE="reason"; got "{written}"')
    return rule.strip(), reason.strip().strip('"')
