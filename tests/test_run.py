"""run.py: set up once, start at once, and say in one line what stands in the way.

Each test works in a small project of its own, in a folder whose name has spaces: the real run.py
beside a planner of three lines, with pins that are wheels made here. Nothing needs the network.
"""

import ast
import hashlib
import importlib.util
import os
import re
import runpy
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

# A build backend small enough to stand in for setuptools; `wheel` makes the pinned parts too.
BACKEND = """
import os, zipfile

def wheel(folder, name, version, files):
    module, tag = name.replace("-", "_"), "py3-none-any"
    about = f"{module}-{version}.dist-info"
    files = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: {tag}\\n",
        f"{about}/RECORD": "",
    }
    file = f"{module}-{version}-{tag}.whl"
    with zipfile.ZipFile(os.path.join(folder, file), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return file

def build_editable(folder, settings=None, metadata=None):
    return wheel(folder, "taper-planner", "1.0", {"taper_planner.pth": os.getcwd()})
"""

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "taper-planner"
version = "1.0"
[tool.ruff]
line-length = 100
"""

COMMAND_LINE = """
import importlib.metadata, sys
def main():
    print(sys.argv, importlib.metadata.version("part"))
    if "-" in sys.argv:
        print("read:", sys.stdin.read())
    if "-o" in sys.argv:
        open(sys.argv[sys.argv.index("-o") + 1], "w").write("%PDF")
    return 3 if "fail" in sys.argv else 0
"""


class Project:
    """A folder with run.py in it, and what it says when started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.elsewhere = folder.parent / "elsewhere"
        for part in ("planner", "ui", "resources/examples", "../elsewhere", "../home"):
            (folder / part).mkdir(parents=True)
        shutil.copy(REPOSITORY / "run.py", folder)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "planner/__init__.py").touch()
        (folder / "planner/cli.py").write_text(COMMAND_LINE)
        (folder / "resources/examples/textbook.json").write_text("{}")
        self.pin("1.0")
        self.first = self.files()

    def files(self) -> dict[Path, int]:
        """All in the folder but .venv, and when it was written."""
        # The small backend's; a real one is compiled where it is installed.
        made = {self.folder / ".venv", self.folder / "__pycache__"}
        every = [it for it in self.folder.rglob("*") if not made & {it, *it.parents}]
        return {file: file.stat().st_mtime_ns for file in every}

    def pin(self, version: str, digest: str = "") -> None:
        """Write lock files that pin `part` to `version`, by the digest of a wheel made now."""
        backend = runpy.run_path(str(self.folder / "backend.py"))
        wheel = self.folder / backend["wheel"](self.folder, "part", version, {"part.py": ""})
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        lock = f"--no-index\n--find-links .\npart=={version} --hash=sha256:{digest}\n"
        (self.folder / "requirements.txt").write_text(lock)
        (self.folder / "requirements-dev.txt").write_text(lock)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.folder / "run.py"), *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        without = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(without)}
        return {**kept, "HOME": str(self.folder.parent / "home"), **more}

    def start(
        self, *arguments: str, stdin: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """Start run.py from another folder, as a person would."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.elsewhere,
            env=self.environment(**environment),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def stamps(self) -> list[Path]:
        return sorted((self.folder / ".venv").glob("installed-*"))

    def run_module(self) -> ModuleType:
        """This project's run.py, to ask it for its decisions."""
        spec = importlib.util.spec_from_file_location("run_of_project", self.folder / "run.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project never started."""
    return Project(tmp_path / "a taper planner")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project set up once, for the tests that leave it as it is."""
    project = Project(tmp_path_factory.mktemp("ready") / "a taper planner")
    first = project.start("medicines")
    assert first.returncode == 0, first.stderr
    assert "setting up" in first.stderr
    return project


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project set up, for the tests that leave it set up again."""
    project = Project(tmp_path_factory.mktemp("mended") / "a taper planner")
    assert project.start("medicines").returncode == 0
    return project


@pytest.fixture
def run(project: Project) -> ModuleType:
    return project.run_module()


# Starting


def test_an_older_python_reads_one_sentence() -> None:
    text = (REPOSITORY / "run.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))  # or it would read a syntax error
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2);"
        f"runpy.run_path({str(REPOSITORY / 'run.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "run.py: the taper planner needs Python 3.11 or newer; this is Python 3.9."
    ]


def test_arguments_input_and_exit_code_pass_through_untouched(ready: Project) -> None:
    done = ready.start("schedule", "my plan.json", "", "ünï", "-", "fail", stdin="a plan")
    arguments = ["taper-planner", "schedule", "my plan.json", "", "ünï", "-", "fail"]
    assert done.stdout == f"{arguments} 1.0\nread: a plan\n"
    assert done.stderr == ""
    assert done.returncode == 3


def test_a_second_start_installs_nothing(ready: Project) -> None:
    before = [stamp.stat().st_mtime_ns for stamp in ready.stamps()]
    done = ready.start("medicines")
    assert done.stderr == ""
    assert [stamp.stat().st_mtime_ns for stamp in ready.stamps()] == before


def test_a_second_start_adds_less_than_three_tenths_of_a_second(ready: Project) -> None:
    run = ready.run_module()
    python = run.python_of(run.VENV)
    straight = [str(python), "-P", "-c", "from planner.cli import main; main()"]

    def seconds(command: list[str]) -> float:
        begin = time.perf_counter()
        subprocess.run(command, env=ready.environment(), stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin

    added = [seconds(ready.command("medicines")) - seconds(straight) for _ in range(7)]
    assert statistics.median(added) < 0.3


def test_files_and_variables_of_the_user_do_not_get_in_the_way(ready: Project) -> None:
    trap = ready.elsewhere / "planner"
    trap.mkdir()
    (trap / "__init__.py").write_text("raise SystemExit('the wrong planner')")
    try:
        done = ready.start(
            "medicines", PYTHONPATH=str(ready.elsewhere), PYTHONOPTIMIZE="2", HOME=""
        )
    finally:
        shutil.rmtree(trap)
    assert done.stdout == "['taper-planner', 'medicines'] 1.0\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_the_example_is_printed_and_its_pdf_named(ready: Project) -> None:
    done = ready.start()
    example = str(ready.folder / "resources/examples/textbook.json")
    pdf = ready.folder / ".venv" / "taper-planner-example.pdf"
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "run.py: there is no display, so here is the example plan without a window."
    ]
    assert done.stdout.splitlines() == [
        f"{['taper-planner', 'schedule', example]} 1.0",
        f"{['taper-planner', 'pdf', example, '-o', str(pdf)]} 1.0",
        f"The printed schedule is in {pdf}",
    ]
    assert pdf.read_text() == "%PDF"
    assert list(ready.elsewhere.iterdir()) == []


# When to install


def test_it_installs_again_when_the_pins_change_and_only_then(project: Project) -> None:
    project.start("medicines")
    run = project.run_module()
    assert run.is_ready(run.RUNTIME_LOCK)

    settings = project.folder / "pyproject.toml"
    settings.write_text(PYPROJECT.replace("line-length = 100", "line-length = 90"))
    assert run.is_ready(run.RUNTIME_LOCK)

    project.pin("2.0")
    assert not run.is_ready(run.RUNTIME_LOCK)
    done = project.start("medicines")
    assert done.stdout == "['taper-planner', 'medicines'] 2.0\n"
    assert "setting up" in done.stderr


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ('version = "1.0"', 'version = "1.1"'),
        ("[tool.ruff]", '[project.scripts]\nanother = "planner.cli:main"\n[tool.ruff]'),
    ],
)
def test_a_new_version_or_entry_point_is_installed(
    run: ModuleType, project: Project, was: str, is_now: str
) -> None:
    before = run.fingerprint(run.RUNTIME_LOCK)
    (project.folder / "pyproject.toml").write_text(PYPROJECT.replace(was, is_now))
    assert run.fingerprint(run.RUNTIME_LOCK) != before


def test_a_folder_that_was_moved_is_set_up_where_it_is_now(run: ModuleType) -> None:
    before = run.fingerprint(run.RUNTIME_LOCK)
    run.ROOT = shutil.copytree(run.ROOT, run.ROOT.with_name("moved"))
    assert run.fingerprint(run.RUNTIME_LOCK) != before


def test_a_failing_install_says_what_failed_in_one_line_and_leaves_no_stamp(
    project: Project,
) -> None:
    project.pin("1.0", digest="0" * 64)
    failed = project.start("medicines")
    begun, said = failed.stderr.splitlines()
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "setting up" in begun
    assert said.startswith("run.py: could not install requirements.txt: ")
    assert "HASHES" in said
    assert project.stamps() == []

    project.pin("1.0")
    assert project.start("medicines").returncode == 0
    assert [stamp.name for stamp in project.stamps()] == ["installed-requirements.txt"]


def gone(*parts: str) -> Callable[[Path], None]:
    """Takes one thing out of .venv, a file or a folder."""

    def damage(venv: Path) -> None:
        (found,) = venv.glob(f"lib/python3*/{parts[0]}") if parts[1:] else venv.glob(parts[0])
        shutil.rmtree(found) if found.is_dir() and not found.is_symlink() else found.unlink()

    return damage


def another(what: str) -> Callable[[Path], None]:
    """Puts something else in the place of the whole .venv."""

    def damage(venv: Path) -> None:
        shutil.rmtree(venv)
        {
            "an empty folder": venv.mkdir,
            "a file": venv.touch,
            "a link to nowhere": lambda: venv.symlink_to("nowhere"),
        }[what]()

    return damage


def broken_python(content: bytes) -> Callable[[Path], None]:
    def damage(venv: Path) -> None:
        (venv / "bin/python").unlink()
        (venv / "bin/python").write_bytes(content)

    return damage


def python_that_leads_to_itself(venv: Path) -> None:
    (venv / "bin/python").unlink()
    (venv / "bin/python").symlink_to("python")


def damaged_stamp(venv: Path) -> None:
    (venv / "installed-requirements.txt").write_bytes(b"\xff\0\n")


@pytest.mark.skipif(os.name != "posix", reason="the places of POSIX")
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(gone("site-packages", "in lib"), id="the packages"),
        pytest.param(another("a file"), id="a file in its place", marks=pytest.mark.long),
        pytest.param(gone("bin"), id="the programs", marks=pytest.mark.long),
        pytest.param(gone("bin/python"), id="the Python", marks=pytest.mark.long),
        pytest.param(gone("pyvenv.cfg"), id="its settings", marks=pytest.mark.long),
        pytest.param(gone("site-packages/part.py", "in lib"), id="a file", marks=pytest.mark.long),
        pytest.param(broken_python(b""), id="an empty Python", marks=pytest.mark.long),
        pytest.param(broken_python(b"\x7fELF"), id="a broken Python", marks=pytest.mark.long),
        pytest.param(python_that_leads_to_itself, id="a link in a ring", marks=pytest.mark.long),
        pytest.param(damaged_stamp, id="a stamp that can't be read", marks=pytest.mark.long),
        pytest.param(another("an empty folder"), id="an empty folder", marks=pytest.mark.long),
        pytest.param(another("a link to nowhere"), id="a link to nowhere", marks=pytest.mark.long),
    ],
)
def test_a_broken_venv_is_made_anew_with_one_line(
    mended: Project, damage: Callable[[Path], None]
) -> None:
    damage(mended.folder / ".venv")
    done = mended.start("medicines")
    assert (done.stdout, done.returncode) == ("['taper-planner', 'medicines'] 1.0\n", 0)
    assert done.stderr.splitlines() == [
        "run.py: setting up in .venv (anew, since what is there isn't whole or doesn't fit; "
        "a minute or two, most of it for downloads) …",
        "run.py: set up.",
    ]
    assert mended.start("medicines").stderr == ""


def test_nothing_is_written_but_the_venv(ready: Project) -> None:
    """Not when it is set up either: `first` is what was there before."""
    assert ready.start("medicines").returncode == 0
    assert ready.start().returncode == 0
    assert ready.files() == ready.first
    assert list(ready.elsewhere.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_a_set_up_killed_midway_is_begun_afresh(project: Project) -> None:
    killed = subprocess.Popen(
        project.command("medicines"), env=project.environment(), stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 30
    while not (project.folder / ".venv").exists() and time.monotonic() < until:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert project.stamps() == []
    (project.folder / ".venv" / "left-over").touch()

    done = project.start("medicines")
    assert done.returncode == 0
    assert "setting up" in done.stderr
    assert not (project.folder / ".venv" / "left-over").exists()


def test_two_starts_at_once_set_up_once(project: Project) -> None:
    both = [
        subprocess.Popen(
            project.command("medicines"),
            env=project.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [out for out, _ in said] == ["['taper-planner', 'medicines'] 1.0\n"] * 2
    assert sum("setting up in .venv" in err for _, err in said) == 1


def test_a_missing_lock_file_is_named(project: Project) -> None:
    lock = project.folder / "requirements.txt"
    lock.unlink()
    done = project.start("medicines")
    assert done.returncode == 1
    assert done.stderr == f"run.py: {lock} is missing; get the whole folder again.\n"


# What the system must bring


@pytest.mark.skipif(os.name != "posix", reason="apt")
def test_without_root_the_exact_line_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(run.Trouble) as trouble:
        run.require_packages(["libegl1", "libxcb-cursor0", "libegl1"], "the window needs")
    assert str(trouble.value) == (
        "the window needs packages of the system; run this line, then start again: "
        "sudo apt-get update && "
        "sudo apt-get install --yes --no-install-recommends libegl1 libxcb-cursor0"
    )


@pytest.mark.skipif(os.name != "posix", reason="apt")
def test_as_root_the_packages_are_installed_once_it_was_said_which_and_why(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def quietly(command: list[str], failing: str) -> None:
        assert capsys.readouterr().err == said[len(commands)]
        commands.append(command)

    line = "the window needs these packages of the system, which apt-get installs now: libegl1 …"
    said = [f"run.py: {line}\n", ""]
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    monkeypatch.setattr(run, "quietly", quietly)
    run.require_packages(["libegl1"], "the window needs")
    assert commands == [
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "--no-install-recommends", "libegl1"],
    ]


def test_a_window_is_not_opened_before_its_libraries_are_there(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "set_up", lambda lock: None)
    monkeypatch.setattr(run, "has_display", lambda: True)
    monkeypatch.setattr(run, "missing_libraries", lambda: ["libegl1"])
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "become", lambda command: pytest.fail("opened"))
    assert run.main([]) == 1
    assert capsys.readouterr().err == (
        "run.py: the window needs what these Debian packages hold; start again with them: libegl1\n"
    )


def test_a_library_that_is_not_there_is_noticed(run: ModuleType) -> None:
    assert not run.can_load("libno-such-library.so.1")


# The test command


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        (None, 0),
        ("ruff check", 1),
        ("ruff format", 1),
        ("mypy", 1),
        ("import-linter", 1),
        ("pytest", 1),
    ],
)
def test_test_passes_only_if_every_check_and_every_test_passes(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, failing: str | None, expected: int
) -> None:
    started: list[list[str]] = []

    def run_in_venv(command: list[str], cwd: Path | None = None) -> int:
        assert cwd == run.ROOT
        started.append(command)
        return int(command == run.CHECKS.get(failing) or command[:2] == ["-m", failing])

    monkeypatch.setattr(run, "set_up", lambda lock: None)
    monkeypatch.setattr(run, "require_packages", lambda packages, why: None)
    monkeypatch.setattr(run, "run_in_venv", run_in_venv)
    assert run.main(["test", "-k", "a name"]) == expected
    assert started == [*run.CHECKS.values(), [*run.PYTEST, "-k", "a name"]]


@pytest.mark.parametrize(("failing", "expected"), [(None, 0), (97, 1), (98, 1)])
def test_all_tries_every_python_that_is_there_and_names_the_others(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: int | None,
    expected: int,
) -> None:
    started: list[tuple[str, list[str]]] = []

    def run_in_venv(command: list[str], cwd: Path | None = None, venv: Path = run.VENV) -> int:
        if command[:2] == ["-m", "pytest"]:
            started.append((venv.name, command[len(run.PYTEST) :]))
        return int(venv.name == f"python3.{failing}")

    monkeypatch.setattr(run, "PYTHONS", (sys.version_info.minor, 97, 98, 99))
    monkeypatch.setattr(run, "set_up", lambda lock, venv=None, base=None: None)
    monkeypatch.setattr(run, "find_python", lambda minor: None if minor == 99 else "python3")
    monkeypatch.setattr(run, "require_packages", lambda packages, why: None)
    monkeypatch.setattr(run, "run_in_venv", run_in_venv)
    assert run.main(["test", "--all", "-x"]) == expected
    others = [("python3.97", ["-x"]), ("python3.98", ["-x"])]
    assert started == [(".venv", ["--all", "-x"]), *others]
    said = capsys.readouterr().err
    assert "run.py: Python 3.99 isn't on this computer: not tried.\n" in said
    assert ("run.py: not passed" in said) == bool(expected)


def test_a_python_that_is_here_is_found_and_one_that_is_not_is_not(run: ModuleType) -> None:
    found = run.find_python(sys.version_info.minor)
    asked = [found, "-c", "import sys; print(sys.version_info[1])"]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) == sys.version_info.minor
    assert run.find_python(999) is None


# The lock files


def pins(lock: str) -> dict[str, str]:
    """Each pinned name in `lock`, with what follows it up to the next one."""
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    found = re.split(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_the_lock_files_pin_all_that_pyproject_names() -> None:
    about = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = about["dependency-groups"]
    runtime = [*about["project"]["dependencies"], *groups["build"]]
    dev = [*runtime, *(named for named in groups["dev"] if isinstance(named, str))]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in requirements}

    assert names(runtime) <= pins("requirements.txt").keys()
    assert names(dev) <= pins("requirements-dev.txt").keys()


def test_the_tests_run_on_the_very_versions_that_are_shipped() -> None:
    shipped, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested[name].split()[0] for name in shipped} == {
        name: after.split()[0] for name, after in shipped.items()
    }


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes_and_no_address(lock: str) -> None:
    assert [name for name, after in pins(lock).items() if "--hash=sha256:" not in after] == []
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--\S*index|--find-links|file:", text) == []


def test_a_display_counts_only_where_something_answers(project: Project, tmp_path: Path) -> None:
    run = project.run_module()
    for dead in ("", ":4242", "unix:4242", "no display", "localhost:4242", ":99999999999"):
        assert not run.x_answers(dead), dead
    wayland = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not run.wayland_answers(wayland)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert run.x_answers(f"127.0.0.1:{listening.getsockname()[1] - 6000}.0")


def test_a_missing_network_is_called_that(project: Project) -> None:
    output = (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
        "ERROR: No matching distribution found for part==1.0\n"
    )
    assert (
        project.run_module().telling_line(output)
        == "the package index can't be reached; is there a network?"
    )
