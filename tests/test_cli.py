"""The command line as other programs meet it: what is printed, where, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from planner.cli import main
from tests.planning import EXAMPLES, document, pace

Ran = tuple[int, str, str]
ON = "2026-11-24"
LOOK_FROM_A_DAY = ("schedule", "check", "compare", "pdf", "approve")
APPROVABLE: dict[str, Any] = {
    "patient": {"name": "Jane Example", "birth_date": "1970-02-03", "risks": []},
    "prescriber": {"phone": "555 0100", "out_of_hours": "555 0101", "emergency": "911"},
    "regimen_confirmed": "2026-11-24",
    "review_every": {"weeks": 4},
}
SIGNED = ["--by", "Dr A. Example", "--role", "GP"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command line in this process, looking from a day of the tests': (exit code,
    standard output, standard error)."""

    def run_command(*arguments: str | Path) -> Ran:
        typed = [str(argument) for argument in arguments]
        if typed[:1] and typed[0] in LOOK_FROM_A_DAY and "--on" not in typed:
            typed += ["--on", ON]
        try:
            code = main(typed)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def plan_file(tmp_path: Path) -> Any:
    """Write a plan document to a file of that name."""

    def write(name: str = "plan.json", **fields: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(document(**fields)), encoding="utf-8")
        return path

    return write


def one_line(text: str) -> str:
    assert (text[-1:], text.count("\n")) == ("\n", 1), f"expected one line, got {text!r}"
    return text.rstrip("\n")


def test_new_writes_a_plan_that_schedule_reads(run: Any, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    words = ["--current", "20/20/20", "--cut", "5", "--every", "1 week", "--start", "2026-12-01"]
    assert run("new", *words, "-o", plan) == (0, "", "")
    code, out, err = run("schedule", plan, "--format", "json")
    assert (code, err) == (0, "")
    schedule = json.loads(out)
    assert len(schedule["steps"]) == 11
    assert schedule["stops_on"] == "2027-02-16"
    assert schedule["supply"] == [
        {"product": "tablet-10mg", "amount": "231", "at_home": "0", "dispense": "231"}
    ]


@pytest.mark.parametrize(
    ("words", "taper"),
    [
        (["--cut", "5", "--every", "1 week"], pace("5", weeks=1)),
        (["--cut", "2.5 mg", "--every", "10 days"], pace("2.5", days=10)),
        (["--cut", "5", "--every", "1 month", "--target", "30"], pace("5", target="30", months=1)),
        (
            ["--cut", "10 %", "--every", "2 weeks"],
            {
                "method": "pace",
                "target_mg": "0",
                "pace": [{"above_mg": "0", "every": {"weeks": 2}, "cut_percent": "10"}],
            },
        ),
        (
            ["--every", "2 weeks", "--by", "2027-03-31"],
            {
                "method": "finish-by",
                "target_mg": "0",
                "by": "2027-03-31",
                "every": {"weeks": 2},
                "shape": "equal-mg",
            },
        ),
    ],
)
def test_new_takes_the_words_of_a_prescriber(
    run: Any, words: list[str], taper: dict[str, Any]
) -> None:
    products = ["--products", "tablet-5mg,tablet-10mg"]
    code, out, err = run(
        "new", "--current", "20/20/20", "--start", "2026-12-01", *products, *words, "-o", "-"
    )
    assert (code, err) == (0, "")
    plan = json.loads(out)
    written = {**plan["taper"]}
    assert written.pop("lowest_mg") is None
    rows = written.get("pace", [])
    for row in rows:
        for cut in ("cut_mg", "cut_percent"):
            if row.get(cut) is None:
                row.pop(cut, None)
    assert written == taper
    assert plan["products"] == ["tablet-5mg", "tablet-10mg"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--current", "7.3/20/20"], "regimen[0].mg"),
        (["--current", "a/b/c"], "--current"),
        (["--current", "1e1/20/20"], "--current"),
        (["--current", "1/1/1/1/1/1/1"], "--current"),
        (["--cut", "0"], "taper.pace[0].cut_mg"),
        (["--cut", "five"], "--cut"),
        (["--every", "soon"], "--every"),
        (["--every", "1"], "--every"),
        (["--start", "December"], "--start"),
        (["--born", "long ago"], "--born"),
        (["--risks", "gout"], "patient.risks[0]"),
        (["--products", "tablet-3mg"], "products[0]"),
        (["--target", "70"], "taper.target_mg"),
        (["--by", "2026-11-30"], "taper.by"),
    ],
)
def test_new_names_the_word_it_cannot_use_and_writes_nothing(
    run: Any, tmp_path: Path, words: list[str], place: str
) -> None:
    usual = {
        "--current": "20/20/20",
        "--cut": "5",
        "--every": "1 week",
        "--start": "2026-12-01",
    } | dict(zip(words[::2], words[1::2], strict=True))
    if "--by" in usual:
        del usual["--cut"]
    flat = [word for pair in usual.items() for word in pair]
    code, out, err = run("new", *flat, "-o", tmp_path / "plan.json")
    assert (code, out) == (1, "")
    assert one_line(err).startswith(f"new: {place}: expected ")
    assert list(tmp_path.iterdir()) == []


def test_schedule_as_text_is_a_table_with_a_summary(run: Any, plan_file: Any) -> None:
    code, out, err = run("schedule", plan_file())
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("no baclofen from Monday 22 February 2027 · 11 weeks · 11 steps of")
    assert "126 doses with a half" in lines[0]
    assert lines[1] == (
        "Tuesday 24 November 2026, before the start: 20 · 20 · 20 mg, 60 mg a day. "
        "Next: 55 mg a day from Monday 7 December 2026."
    )
    assert lines[3] == "126 doses need half a tablet; with the 5 mg tablet too, none would."
    end = lines.index("No baclofen from Monday 22 February 2027.")
    assert sum("2026" in line or "2027" in line for line in lines[5:end]) == 11


def test_schedule_as_text_says_what_is_missing_and_counts_the_rest(
    run: Any, plan_file: Any
) -> None:
    lines = run("schedule", plan_file(taper=pace("60")))[1].splitlines()
    rules = [line.split(":")[0] for line in lines if line.startswith(("MISSING", "STOP", "WARN"))]
    assert rules[0].startswith("MISSING no-identity")
    assert "STOP abrupt-stop" in rules
    assert not any(rule.startswith("WARN") for rule in rules)
    assert lines[-1].startswith("Findings on Tuesday 24 November 2026: 5 to fill in, ")


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2027-01-06", "35 mg a day (step 5). Next: 30 mg a day from Monday 11 January 2027."),
        ("11 jan 2027", "30 mg a day (step 6). Next: 25 mg a day from Monday 18 January 2027."),
        ("2027-02-21", "5 mg a day (step 11). Next: none from Monday 22 February 2027."),
        ("2027-02-22", "none; the last dose was on Sunday 21 February 2027."),
    ],
)
def test_schedule_says_what_is_taken_on_the_day_looked_from(
    run: Any, plan_file: Any, on: str, says: str
) -> None:
    assert run("schedule", plan_file(), "--on", on)[1].splitlines()[1].endswith(says)


def test_schedule_with_why_says_a_sentence_under_each_step(run: Any, plan_file: Any) -> None:
    path = plan_file(taper=pace("6", weeks=1))
    code, out, _ = run("schedule", path, "--why")
    assert code == 0
    assert "asked 54 mg; 55 mg is the least that 10 mg tablets and halves can make above it" in out


def test_several_schedules_as_json_are_a_line_each_with_errors_in_their_place(
    run: Any, plan_file: Any
) -> None:
    good, bad = plan_file("good.json"), plan_file("bad.json", doses="20/abc/20")
    missing = good.with_name("missing.json")
    code, out, err = run("schedule", good, bad, missing, good, "--format", "json")
    documents = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [sorted(document)[0] for document in documents] == ["days", "error", "error", "days"]
    assert documents[1] == {
        "file": str(bad),
        "error": 'regimen[1].mg: expected milligrams, 0 or more; got "abc"',
    }
    assert documents[2]["file"] == str(missing)


def test_an_error_is_one_line_that_names_file_field_and_expectation(
    run: Any, plan_file: Any
) -> None:
    path = plan_file(doses="20/abc/20")
    code, out, err = run("schedule", path)
    assert (code, out) == (1, "")
    assert one_line(err) == f'{path}: regimen[1].mg: expected milligrams, 0 or more; got "abc"'


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.json")))
def test_every_example_gives_the_contracts_document(run: Any, tmp_path: Path, name: str) -> None:
    example = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(example["plan"]), encoding="utf-8")
    code, out, _ = run("schedule", plan, "--format", "json")
    assert code == 0
    schedule, expected = json.loads(out), example["schedule"]
    assert schedule["format"] == "taper-schedule"
    assert schedule["version"] == 1
    assert [_outline(step) for step in schedule["steps"]] == expected["steps"]
    assert {row["product"]: row["amount"] for row in schedule["supply"]} == expected["supply"]
    assert [
        [fill["start"], fill["end"], {row["product"]: row["amount"] for row in fill["supply"]}]
        for fill in schedule["fills"]
    ] == expected["fills"]
    assert schedule["stops_on"] == expected["stops_on"]
    assert schedule["supply_until"] == expected["supply_until"]
    assert {row["product"]: row["dispense"] for row in schedule["reserve"]} == expected["reserve"]
    assert schedule["reviews"] == expected["reviews"]


def _outline(step: dict[str, Any]) -> dict[str, Any]:
    kept = ("number", "start", "end", "days", "daily_mg", "coarse", "revision", "taken")
    return {
        **{name: step[name] for name in kept},
        "mg": [dose["mg"] for dose in step["doses"]],
        "take": [{row["product"]: row["amount"] for row in dose["take"]} for dose in step["doses"]],
    }


def test_check_prints_a_finding_a_line_and_fails_where_one_blocks(run: Any, plan_file: Any) -> None:
    code, out, err = run("check", plan_file(taper=pace("40", days=3)))
    assert (code, err) == (1, "")
    rules = [line.split(":")[0] for line in out.splitlines()]
    assert "MISSING no-identity" in rules
    assert rules == sorted(rules, key=lambda rule: ("MISS", "STOP", "WARN", "NOTE").index(rule[:4]))
    warned = plan_file(**{**APPROVABLE, "patient": {**APPROVABLE["patient"], "risks": ["pump"]}})
    code, out, _ = run("check", warned)
    assert (code, out.split(":")[0]) == (0, "WARN pump")


def test_compare_puts_this_plan_first_and_others_beside_it(run: Any, plan_file: Any) -> None:
    path = plan_file()
    code, out, _ = run("compare", path, "--format", "json")
    plans = json.loads(out)["plans"]
    assert code == 0
    assert plans[0]["name"] == "this plan"
    assert plans[0]["stops_on"] == "2027-02-22"
    assert {"slower", "one dose at a time"} <= {one["name"] for one in plans}
    code, text, _ = run("compare", path)
    assert code == 0
    assert text.splitlines()[1].startswith("this plan")


def test_pdf_writes_a_pdf_that_every_command_takes_as_a_plan(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    path, printed = plan_file(), tmp_path / "page.pdf"
    code, out, err = run("pdf", path, "--for", "prescriber", "-o", printed)
    assert (code, out) == (0, "")
    assert one_line(err).startswith("Findings on Tuesday 24 November 2026: 5 to fill in")
    assert printed.read_bytes().startswith(b"%PDF-")
    from_pdf = json.loads(run("schedule", printed, "--format", "json")[1])
    from_plan = json.loads(run("schedule", path, "--format", "json")[1])
    assert from_pdf == from_plan


def test_approve_makes_a_plan_that_is_approved_until_it_is_changed(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    path = plan_file(**APPROVABLE)
    approved = tmp_path / "approved.json"
    assert run("approve", path, *SIGNED, "-o", approved) == (0, "", "")
    assert "Approved by Dr A. Example, GP" in run("schedule", approved)[1]
    edited = approved.read_text(encoding="utf-8").replace('"halves": true', '"halves": false')
    approved.write_text(edited, encoding="utf-8")
    assert "Approved by" not in run("schedule", approved)[1]


def test_approve_says_what_blocks_and_leaves_no_file(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    target = tmp_path / "approved.json"
    code, out, err = run("approve", plan_file(), *SIGNED, "-o", target)
    assert (code, out) == (1, "")
    assert "no-identity" in one_line(err)
    assert "no-contact" in err
    assert not target.exists()


def test_new_with_all_its_words_writes_a_plan_that_can_be_approved(
    run: Any, tmp_path: Path
) -> None:
    plan, approved = tmp_path / "plan.json", tmp_path / "approved.json"
    words = {
        "--current": "20/20/20", "--cut": "5 mg", "--every": "1 week", "--start": "7 Dec 2026",
        "--patient": "Jane Example", "--born": "3 feb 1970", "--risks": "none",
        "--confirmed": "2026-11-24", "--phone": "555 0100", "--out-of-hours": "555 0101",
        "--emergency": "911", "--prescriber": "Dr A. Example",
    }  # fmt: skip
    flat = [word for pair in words.items() for word in pair]
    assert run("new", *flat, "-o", plan) == (0, "", "")
    assert json.loads(plan.read_text(encoding="utf-8"))["id"]
    assert run("approve", plan, *SIGNED, "-o", approved) == (0, "", "")


def test_approve_considers_warnings_and_those_of_risks_with_one_word(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    risks = {**APPROVABLE["patient"], "risks": ["pump", "seizures"]}
    path, approved = plan_file(**{**APPROVABLE, "patient": risks}), tmp_path / "approved.json"
    code, _, err = run("approve", path, *SIGNED, "-o", approved)
    assert code == 1
    assert "to consider: pump and seizures" in one_line(err)
    assert run("approve", path, *SIGNED, "--considered", "risks", "-o", approved)[0] == 0
    for by_name in (
        ["--considered", "pump,seizures"],
        ["--considered", "pump", "--considered", "seizures"],
    ):
        assert run("approve", path, *SIGNED, *by_name, "-o", approved)[0] == 0


def test_approve_remembers_the_version_that_it_replaces(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("approve", plan_file(**APPROVABLE), *SIGNED, "-o", first)[0] == 0
    changed = plan_file("changed.json", **{**APPROVABLE, "taper": pace("5", weeks=2)})
    assert run("approve", changed, *SIGNED, "--replaces", first, "-o", second) == (0, "", "")
    plan = json.loads(second.read_text(encoding="utf-8"))
    assert (plan["approval"]["number"], plan["supersedes"]["number"]) == (2, 1)
    assert plan["supersedes"]["approval"] == json.loads(first.read_text("utf-8"))["approval"]
    assert plan["supersedes"]["stops_on"] == "2027-02-22"
    shown = json.loads(run("schedule", second, "--format", "json")[1])
    assert shown["number"] == 2
    code, _, err = run("approve", changed, *SIGNED, "--replaces", changed, "-o", second)
    assert code == 1
    assert "expected an approved plan to replace" in one_line(err)


@pytest.mark.parametrize("expected_of", ["changed.json", "first.json"])
@pytest.mark.parametrize("by_hand", [True, False])
def test_the_plan_reviewed_is_the_file_whatever_version_it_replaces(
    run: Any, plan_file: Any, tmp_path: Path, expected_of: str, by_hand: bool
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("approve", plan_file(**APPROVABLE), *SIGNED, "-o", first)[0] == 0
    own_id = {} if by_hand else {"id": "2d1f4f0e-7d0a-4d8e-9b6a-0c0b8f6f4a11"}
    changed = {**APPROVABLE, **own_id, "taper": pace("5", weeks=2)}
    path = plan_file("changed.json", **changed)
    shown = json.loads(run("schedule", tmp_path / expected_of, "--format", "json")[1])
    options = ["--replaces", first, "--expect", shown["plan_digest"], "-o", second]
    code, _, err = run("approve", path, *SIGNED, *options)
    if expected_of == "changed.json":
        assert code == 0
        assert ("is another plan than" in err) is not by_hand
        kept = json.loads(first.read_text("utf-8"))["id"] if by_hand else own_id["id"]
        assert json.loads(second.read_text("utf-8"))["id"] == kept
    else:
        assert code == 1
        assert "the plan is not the one reviewed" in one_line(err)
        assert not second.exists()


def test_a_plan_whose_approval_lapsed_is_approved_with_a_word_about_that(
    run: Any, plan_file: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("approve", plan_file(**APPROVABLE), *SIGNED, "-o", first)[0] == 0
    edited = first.read_text(encoding="utf-8").replace("Jane Example", "Jan Example")
    first.write_text(edited, encoding="utf-8")
    code, out, err = run("approve", first, *SIGNED, "-o", second)
    assert (code, out) == (0, "")
    assert "the plan was changed since Dr A. Example approved it" in one_line(err)
    assert json.loads(second.read_text(encoding="utf-8"))["supersedes"] is None


def test_medicines_names_products_countries_and_sources(run: Any) -> None:
    code, out, _ = run("medicines", "baclofen")
    assert code == 0
    assert "tablet-10mg" in out
    assert "US bisected; UK break line" in out
    assert "JAMA" in out
    code, _, err = run("medicines", "tizanidine")
    assert (code, one_line(err)) == (
        1,
        'medicines: expected one of baclofen; got "tizanidine"',
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["schedule"],
        ["schedule", "plan.json", "--format", "xml"],
        ["pdf", "plan.json"],
        ["pdf", "plan.json", "-o", "x.pdf", "--until", "soon"],
        *(
            ["pdf", "plan.json", "-o", "x.pdf", f"--{option}", "nonsense"]
            for option in ("for", "pages", "paper", "language", "clock", "on")
        ),
        ["approve", "plan.json", "-o", "x.json"],
        ["approve", "plan.json", "--by", "me", "-o", "x.json"],
        ["approve", "plan.json", "--by", "me", "--role", "GP", "--override", "x", "-o", "x.json"],
        ["schedule", "plan.json", "--on", "someday"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Any, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert one_line(err).startswith("taper-planner")


@pytest.mark.parametrize("command", [["pdf"], ["approve", *SIGNED]])
def test_an_output_folder_that_does_not_exist_is_said_in_one_line(
    run: Any, plan_file: Any, tmp_path: Path, command: list[str]
) -> None:
    path = plan_file(**APPROVABLE)
    code, out, err = run(*command, path, "-o", tmp_path / "nowhere" / "file")
    assert (code, out) == (1, "")
    assert "can't be written" in one_line(err)


def test_the_program_reads_standard_input_and_writes_standard_output() -> None:
    command = [sys.executable, "-m", "planner.cli"]
    plan = json.dumps(document()).encode()
    shown = subprocess.run(
        [*command, "schedule", "-", "--format", "json"], input=plan, capture_output=True
    )
    assert shown.returncode == 0
    assert shown.stderr == b""
    assert json.loads(shown.stdout)["steps"][0]["daily_mg"] == "55"
    printed = subprocess.run([*command, "pdf", "-", "-o", "-"], input=plan, capture_output=True)
    assert printed.returncode == 0
    assert printed.stdout.startswith(b"%PDF-")
    broken = subprocess.run([*command, "schedule", "-"], input=b"{", capture_output=True)
    assert broken.returncode == 1
    assert broken.stdout == b""
    assert broken.stderr.startswith(b"-: the file is damaged or no plan (line 1")


def test_a_failed_write_leaves_the_old_file_as_it_was(
    run: Any, plan_file: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"the old file")

    def disk_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_full)
    code, _, err = run("pdf", plan_file(), "-o", target)
    assert code == 1
    assert one_line(err) == f"{target}: can't be written: No space left on device"
    assert target.read_bytes() == b"the old file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.pdf", "plan.json"]


def test_an_empty_regimen_is_an_error_like_any_other(run: Any, plan_file: Any) -> None:
    path = plan_file(regimen=[])
    code, out, err = run("schedule", path)
    assert (code, out) == (1, "")
    assert one_line(err) == f"{path}: regimen: expected 1 to 6 dose times; got 0"


def test_a_name_with_a_line_break_makes_no_second_line(run: Any, plan_file: Any) -> None:
    reason = "discussed with the ward\nSTOP no such finding"
    path = plan_file(overrides=[{"rule": "no-identity", "reason": reason}])
    printed = run("check", path)[1].splitlines()
    assert [line.split()[0] for line in printed if "no such finding" in line] == ["LAPSED"]
    assert sum(line.startswith("STOP no such") for line in printed) == 0
    code, _, err = run("medicines", "x\ny")
    assert (code, one_line(err)) == (1, 'medicines: expected one of baclofen; got "x y"')


def test_what_was_weighed_for_another_finding_is_shown_as_lapsed(run: Any, plan_file: Any) -> None:
    path = plan_file(
        considered=[{"rule": "older", "of": "3f9a2c41"}],
        overrides=[{"rule": "abrupt-stop", "reason": "admitted to hospital"}],
    )
    assert run("check", path)[1].splitlines()[-2:] == [
        "LAPSED older: it was considered, and counts no more",
        "LAPSED abrupt-stop: the reason given for it counts no more: admitted to hospital",
    ]


def test_a_comma_before_three_digits_is_not_guessed_at(run: Any) -> None:
    words = ["--current", "20/20/20", "--every", "1 week", "--start", "2026-12-01"]
    code, _, err = run("new", *words, "--cut", "1,000", "-o", "-")
    assert code == 1
    assert one_line(err).startswith('new: --cut: expected milligrams, 0 or more; "1,000" can be')


@pytest.mark.parametrize("way", ["as it is", "by a link"])
def test_a_page_never_takes_the_place_of_the_plan_that_is_read(
    run: Any, plan_file: Any, tmp_path: Path, way: str
) -> None:
    plan = plan_file()
    before = plan.read_bytes()
    target = plan
    if way == "by a link":
        target = tmp_path / "page.pdf"
        target.symlink_to(plan)
    code, out, err = run("pdf", plan, "-o", target)
    assert (code, out) == (1, "")
    assert "it is the file that is read" in one_line(err)
    assert plan.read_bytes() == before


@pytest.mark.parametrize("on", ["0001-01-01", "0999-12-31", "9999-12-31"])
@pytest.mark.parametrize("audience", ["patient", "prescriber", "pharmacy", "all"])
def test_pages_are_made_on_any_day_that_a_calendar_has(
    run: Any, plan_file: Any, on: str, audience: str
) -> None:
    born = {**APPROVABLE["patient"], "birth_date": "0070-02-03"}
    path = plan_file(**{**APPROVABLE, "patient": born})
    target = path.with_suffix(".pdf")
    code, out, err = run("pdf", path, "--for", audience, "--on", on, "-o", target)
    assert (code, out) == (0, "")
    assert one_line(err).startswith("Findings on ")
    pages = pypdf.PdfReader(target).pages
    assert "born 3 February 0070" in " ".join(
        " ".join(page.extract_text() for page in pages).split()
    )


def test_an_approval_may_take_the_place_of_its_draft(run: Any, plan_file: Any) -> None:
    plan = plan_file(**APPROVABLE)
    assert run("approve", plan, *SIGNED, "-o", plan) == (0, "", "")
    assert json.loads(plan.read_text(encoding="utf-8"))["approval"]["by"] == "Dr A. Example"
