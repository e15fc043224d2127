"""The command line: `taper-planner` (plan-file.md 5), with no display and no window system.

A command is one function from its arguments to what is printed and an exit code, and a row of
COMMANDS; the words it takes are in `usage`. An error is one line on standard error that names the
file, the field and what was expected. Exit 0: done; 1: the plan can't be used, or is blocked; 2:
wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from planner import text
from planner.approval import ApprovalError, approve, check_reviewed, superseded
from planner.case import Case
from planner.documents import write_plan
from planner.files import (
    FileProblem,
    open_plan,
    plan_in,
    read_stream,
    reason,
    refuse_another_kind,
    write_whole,
)
from planner.medicine import MedicineError, known_medicines
from planner.schedule import build
from planner.schedule_document import schedule_document
from planner.terms import PlanError
from planner.usage import STANDARD, parser

DONE, BLOCKED = 0, 1
Command = Callable[[argparse.Namespace], int]


class Refusal(Exception):
    """The command ends here: one line for standard error, and exit code 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _prepare_streams()
    try:
        options = parser().parse_args(arguments)
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
    except (Refusal, FileProblem, MedicineError) as refusal:
        _say(str(refusal))
        return BLOCKED
    except KeyboardInterrupt:
        _say("interrupted")
        return BLOCKED
    except BrokenPipeError:
        _forget_output()  # the reader has seen enough
        return DONE
    except OSError as error:
        _forget_output()
        _say(f"standard output: can't be written: {reason(error)}")
        return BLOCKED
    return code


def _prepare_streams() -> None:
    """Write UTF-8 on every system; what was closed before the start takes all and keeps nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - open as long as the program
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(sentence: str) -> None:
    """One line on standard error, whatever a name in it holds."""
    print(text.one_line(sentence), file=sys.stderr)


def _forget_output() -> None:
    """Keep Python from complaining of standard output again while it shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _new(options: argparse.Namespace) -> int:
    from planner import new_plan

    medicines = known_medicines()
    if options.by and options.cut:
        _say(f"new: --by sets the cuts; --cut {options.cut} is not used")
    try:
        given = {name: getattr(options, name) for name in new_plan.Words._fields}
        plan = new_plan.from_words(new_plan.Words(**given), medicines, date.today())
        build(plan, medicines[plan.medicine])
    except PlanError as error:
        raise Refusal(f"new: {error}") from None
    _write(options.output, write_plan(plan))
    return DONE


def _schedule(options: argparse.Namespace) -> int:
    if options.format == "json" and len(options.plan) > 1:
        return _schedules_as_lines(options.plan, options.on)
    code = DONE
    for name in options.plan:
        try:
            case = _read(name, options.on)
        except (Refusal, FileProblem) as refusal:
            _say(str(refusal))
            code = BLOCKED
            continue
        if options.format == "json":
            print(_as_json(schedule_document(case), indent=2))
        else:
            title = f"{text.one_line(name)}\n" if len(options.plan) > 1 else ""
            print(title + text.schedule_text(case, options.why))
    return code


def _schedules_as_lines(names: list[str], on: date) -> int:
    code = DONE
    for name in names:
        try:
            print(_as_json(schedule_document(_read(name, on))))
        except (Refusal, FileProblem) as refusal:
            error = str(refusal).removeprefix(f"{name}: ").removeprefix(f"{Path(name)}: ")
            print(_as_json({"file": name, "error": error}))
            code = BLOCKED
    return code


def _check(options: argparse.Namespace) -> int:
    case = _read(options.plan, options.on)
    for finding in case.findings:
        print(text.finding_line(finding))
    for line in text.lapsed_lines(case):
        print(line)
    unanswered = [one for one in case.blocking if one.severity in ("missing", "stop")]
    return BLOCKED if unanswered else DONE


def _compare(options: argparse.Namespace) -> int:
    from planner import compare

    candidates = compare.candidates(_read(options.plan, options.on))
    if options.format == "json":
        print(_as_json(compare.comparison_document(candidates), indent=2))
    else:
        print(compare.comparison_text(candidates))
    return DONE


def _pdf(options: argparse.Namespace) -> int:
    from planner import handout

    case = _read(options.plan, options.on)
    try:
        content = handout.make_pdf(
            case,
            audience=options.audience,
            paper=options.paper,
            language=options.language,
            large_print=options.large_print,
            until=options.until,
            pages=options.pages,
            clock=options.clock,
        )
    except handout.HandoutError as error:
        raise Refusal(f"{options.plan}: {error}") from None
    _write(options.output, content, options.plan)
    _say(text.findings_counted(case))
    return DONE


def _approve(options: argparse.Namespace) -> int:
    case = _read(options.plan, options.on)
    try:
        check_reviewed(case.plan, options.expect)
        if options.replaces:
            earlier = _read(options.replaces, options.on)
            if case.plan.id and earlier.plan.id and case.plan.id != earlier.plan.id:
                _say(f"{options.replaces}: is another plan than {options.plan}, by its id")
            case = _replacing(case, earlier)
        elif case.plan.approval and not case.standing.approved:
            _say(f"{options.plan}: {case.standing.why} It is approved without an earlier version.")
        approved = approve(
            case,
            by=options.by,
            role=options.role,
            at=datetime.now().astimezone().replace(microsecond=0),
            considered=options.considered,
            overrides=dict(options.override),
        )
    except ApprovalError as error:
        raise Refusal(f"{options.plan}: {error}") from None
    _write(options.output, write_plan(approved), options.plan)
    return DONE


def _replacing(case: Case, earlier: Case) -> Case:
    """The case as the version after an approved one, whose id it keeps where it has none."""
    plan = replace(
        case.plan,
        id=case.plan.id or earlier.plan.id,
        supersedes=superseded(earlier),
        approval=None,
    )
    return Case(plan, case.medicine, case.day)


def _medicines(options: argparse.Namespace) -> int:
    medicines = known_medicines()
    if options.name and options.name not in medicines:
        known = ", ".join(medicines)
        raise Refusal(f'medicines: expected one of {known}; got "{options.name}"')
    chosen = [medicines[options.name]] if options.name else list(medicines.values())
    print("\n\n".join(text.medicine_text(medicine) for medicine in chosen))
    return DONE


def _read(name: str, on: date) -> Case:
    """The plan that the file or standard input holds, looked at on a day. A schedule follows."""
    medicines = known_medicines()
    try:
        if name == STANDARD and sys.stdin is None:
            raise Refusal("standard input: can't be read: it is closed")
        if name == STANDARD:
            plan = plan_in(read_stream(sys.stdin.buffer, "standard input"), medicines)
        else:
            plan = open_plan(Path(name), medicines)
        case = Case(plan, medicines[plan.medicine], on)
        _ = case.schedule
        return case
    except PlanError as error:
        raise Refusal(f"{name}: {error}") from None


def _write(name: str, content: bytes, read: str | None = None) -> None:
    """Write a file whole, or standard output. `read`: the file that the command has read."""
    if read is not None and STANDARD not in (name, read):
        refuse_another_kind(Path(name), Path(read), content, known_medicines())
    if name == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(name), content)


def _as_json(document: Any, indent: int | None = None) -> str:
    return json.dumps(document, ensure_ascii=False, indent=indent)


COMMANDS: dict[str, Command] = {
    "new": _new,
    "schedule": _schedule,
    "check": _check,
    "compare": _compare,
    "pdf": _pdf,
    "approve": _approve,
    "medicines": _medicines,
}


if __name__ == "__main__":
    sys.exit(main())
